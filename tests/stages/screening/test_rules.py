from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.messages.finding import Severity
from toolkit.stages.screening.forms import PROSPECTS, TRANSFERS

MakeRow = Callable[..., TakenRow]
TODAY = date(2026, 11, 24)


def found(row: dict[str, Any], form=PROSPECTS) -> list[tuple[str, str, str]]:
    """(field, code, severity) of every rule's findings."""
    said = [finding for rule in form.rules for finding in rule.check(row, TODAY)]
    return [(item.field, item.code.code, str(item.severity)) for item in said]


def values(prospect: MakeRow, **changes: Any) -> dict[str, Any]:
    return dict(prospect(2, credit_code="914403001922038216", **changes).row)


def test_an_ordinary_row_is_silent(prospect: MakeRow) -> None:
    assert found(values(prospect)) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"registered_on": date(2026, 11, 25)}, [("registered_on", "prospect.registered_in_future", "error")]),
        ({"founded_on": date(2027, 1, 1)}, [("founded_on", "prospect.founded_in_future", "error")]),
        (
            {"expected_signing_on": date(2026, 10, 1)},
            [("expected_signing_on", "prospect.signing_before_registration", "error")],
        ),
        (
            {"expected_signing_on": date(2026, 11, 20)},
            [("expected_signing_on", "prospect.signing_overdue", "warning")],
        ),
        ({"expected_signing_on": date(2026, 11, 20), "stage": "成交"}, []),
        ({"dishonest": "無"}, [("checked_on", "prospect.check_undated", "warning")]),
        ({"dishonest": "未查"}, []),
        (
            {"dishonest": "無", "checked_on": date(2026, 12, 1)},
            [("checked_on", "prospect.check_in_future", "error")],
        ),
        ({"next_follow_up_on": date(2026, 11, 23)}, [("next_follow_up_on", "prospect.follow_up_overdue", "warning")]),
        ({"next_follow_up_on": date(2026, 11, 24)}, []),
        ({"stage": "流失"}, [("remarks", "stage.lost_needs_reason", "error")]),
        ({"stage": "流失", "remarks": "已與原服務方續約"}, []),
        ({"party_type": "自然人"}, [("party_type", "prospect.code_of_person", "warning")]),
    ],
)
def test_rules_over_several_cells(prospect: MakeRow, changes: dict[str, Any], expected: list[Any]) -> None:
    assert found(values(prospect, **changes)) == expected


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (None, "prospect.code_missing"),
        ("深入洽談", "prospect.code_missing"),
        ("暫緩", "prospect.code_missing"),
        ("談判", "prospect.code_needed"),
        ("成交", "prospect.code_needed"),
        ("維護", "prospect.code_needed"),
    ],
)
def test_a_company_without_a_code_warns_until_negotiation(prospect: MakeRow, stage: str | None, code: str) -> None:
    row = {**values(prospect, stage=stage), "credit_code": None}
    (item,) = [entry for entry in found(row) if entry[0] == "credit_code"]
    assert item[1] == code
    assert item[2] == ("error" if code.endswith("needed") else "warning")


@pytest.mark.parametrize("party", ["業主委員會", "自然人", "個體工商戶", "機關事業單位"])
def test_nobody_else_is_asked_for_a_code(prospect: MakeRow, party: str) -> None:
    row = {**values(prospect), "party_type": party, "credit_code": None, "stage": "談判"}
    assert found(row) == []


@pytest.mark.parametrize(
    ("typed", "impossible"),
    [
        ("SJ-99999999-9999", True),
        ("SJ-20260230-0001", True),
        ("sj-20261301-0001", True),
        ("SJ-20260228-0001", False),
        ("C-99999999", False),
        (None, False),
    ],
)
def test_an_id_of_our_pattern_holds_a_day_that_there_was(
    prospect: MakeRow, typed: str | None, *, impossible: bool
) -> None:
    expected = [("customer_id", "customer.id_impossible", "error")] if impossible else []
    assert found(values(prospect, customer_id=typed)) == expected


def test_who_hands_over_and_who_takes_over_are_two(rules) -> None:
    row = {"from_owner": "陳立文", "to_owner": "陳立文"}
    assert found(row, TRANSFERS) == [("to_owner", "transfer.same", "error")]


def test_every_code_of_these_rules_speaks_two_sentences() -> None:
    from toolkit.messages import codes_outreach, codes_screening, codes_stages
    from toolkit.messages.finding import Code

    for module in (codes_screening, codes_outreach, codes_stages):
        for code in (item for item in vars(module).values() if isinstance(item, Code)):
            assert code.zh.endswith("。"), code.code
            assert code.zh_do.endswith("。"), code.code
            assert code.en.endswith("."), code.code
            assert code.en_do.endswith("."), code.code
            assert isinstance(code.severity, Severity)
