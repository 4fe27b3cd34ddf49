"""Sheets with seeded mistakes, as people type them: each mistake is found at its cell, nothing else is."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.column import Column, Convention
from toolkit.forms.form import Form
from toolkit.forms.read import percent
from toolkit.forms.reading import Recognised, SheetReading
from toolkit.forms.recognise import recognise
from toolkit.forms.table import Sheet
from toolkit.forms.validate import validate
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS, NEGOTIATIONS
from toolkit.stages.contract.rules import leading_figure

TODAY = date(2026, 11, 24)


def typed(form: Form, values: Mapping[str, Any]) -> list[Any]:
    """A row as it stands in a workbook: amounts as numbers, shares with their sign, the rest as it is."""
    return [_cell(column, values.get(name)) for name, column in form.columns.items()]


def _cell(column: Column, value: Any) -> Any:
    if not isinstance(value, Decimal):
        return value
    return f"{value * 100:f}%" if column.read is percent else float(value)


def read(form: Form, rules: RuleBook, *rows: Mapping[str, Any]) -> SheetReading:
    sheet = Sheet(
        form.title,
        [[column.title for column in form.columns.values()], *(typed(form, row) for row in rows)],
    )
    convention = Convention(rules.lists)
    recognised = recognise(sheet, FORMS, convention)
    assert isinstance(recognised, Recognised)
    assert recognised.form is form
    return validate(sheet, recognised, convention, TODAY)


def seeded(form: Form, rules: RuleBook, good: Mapping[str, Any], bad: Mapping[str, Any]) -> list[list[str]]:
    reading = read(form, rules, {**good, **bad})
    return [[finding.field, finding.code.code] for finding in reading.findings if finding.severity != "note"]


SIGNED = {"signed_by": "沈知行", "seal_number": "YZ-1", "original_location": "檔案室"}


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ({}, []),
        ({"ends_on": date(2026, 12, 31)}, [["ends_on", "contract.ends_before_start"]]),
        ({"starts_on": "2027年13月1日"}, [["starts_on", "day.impossible"]]),
        ({"amount_upper": "壹佰元整"}, [["amount_upper", "contract.amount_words_differ"]]),
        ({"amount_upper": "人民币壹仟伍佰玖拾壹万贰仟圆整"}, []),
        ({"credit_code": None}, [["credit_code", "contract.party_needs"]]),
        ({"representative": None}, [["representative", "contract.party_needs"]]),
        (
            {"party_type": "業委會"},
            [["filing_number", "contract.party_needs"], ["owners_decision", "contract.party_needs"]],
        ),
        ({"party_type": "自然人"}, [["id_last_four", "contract.party_needs"]]),
        (
            {"party_type": "自然人", "id_last_four": "440301199001011239"},
            [["id_last_four", "contract.id_too_long"]],
        ),
        ({"party_type": "自然人", "id_last_four": "123X"}, []),
        ({"fee_mode": "固定租金"}, [["fee_mode", "contract.fee_mode_other_line"]]),
        ({"fee_mode": "包干"}, []),
        ({"biz_line": "租賃", "fee_mode": "固租"}, [["leased_unit", "contract.lease_needs"]]),
        (
            {"signed_on": date(2026, 11, 20), "signed_by": "沈知行"},
            [
                ["seal_number", "contract.signing_incomplete"],
                ["original_location", "contract.signing_incomplete"],
            ],
        ),
        ({"signed_on": date(2027, 1, 2), **SIGNED}, [["signed_on", "contract.signed_later"]]),
        ({"amount": 0}, [["amount", "contract.amount_not_positive"]]),
        ({"biz_line": "其他", "fee_mode": "扣點"}, [["fee_mode", "contract.fee_mode_other_line"]]),
        ({"biz_line": "其他"}, []),
        ({"scope": None}, [["scope", "value.required"]]),
        ({"dispute_resolution": "打官司"}, [["dispute_resolution", "choice.unknown"]]),
        ({"amount": -1.0}, [["amount", "number.negative"]]),
    ],
)
def test_contract_sheet(rules: RuleBook, given: SimpleNamespace, bad: dict[str, Any], found: list[list[str]]) -> None:
    assert seeded(CONTRACTS, rules, given.service, bad) == found


def test_full_id_is_not_repeated_in_the_finding(rules: RuleBook, given: SimpleNamespace) -> None:
    bad = {"party_type": "自然人", "id_last_four": "440301199001011239"}
    (finding,) = (one for one in read(CONTRACTS, rules, {**given.service, **bad}).findings if one.severity == "error")
    assert "44030119900101" not in str(finding)


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ({}, []),
        ({"acceptable": "9.00元/㎡/月"}, [["acceptable", "negotiation.floor_order"]]),
        ({"ideal": "首月5日", "acceptable": "首月10日", "floor": "首月20日"}, []),
        ({"ideal": "預付", "acceptable": "月付", "floor": "季付"}, []),
        ({"priority": "非常重要"}, [["priority", "choice.unknown"]]),
        ({"floor": None}, [["floor", "value.required"]]),
    ],
)
def test_negotiation_sheet(
    rules: RuleBook, given: SimpleNamespace, bad: dict[str, Any], found: list[list[str]]
) -> None:
    assert seeded(NEGOTIATIONS, rules, given.negotiation, bad) == found


APPROVAL = {
    "contract_id": "HT-20261124-0001",
    "contract_version": 1,
    "check_code": "7F3A-91C2",
    "department": "法務部",
    "reviewer": "李審",
    "opinion": "同意",
    "day": date(2026, 11, 24),
}


@pytest.mark.parametrize(
    ("bad", "found"),
    [
        ({}, []),
        ({"opinion": "修改后同意"}, [["remarks", "approval.remarks_missing"]]),
        ({"opinion": "不同意", "remarks": "付款期限過長"}, []),
        ({"check_code": None}, [["check_code", "value.required"]]),
        ({"contract_version": 1.5}, [["contract_version", "number.not_whole"]]),
    ],
)
def test_approval_sheet(rules: RuleBook, bad: dict[str, Any], found: list[list[str]]) -> None:
    assert seeded(APPROVALS, rules, APPROVAL, bad) == found


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("1.85元/㎡/月", Decimal("1.85")),
        ("1,200元", Decimal(1200)),
        ("首月20日", Decimal(20)),
        ("3至5日", None),
        ("預付", None),
    ],
)
def test_leading_figure(words: str, figure: Decimal | None) -> None:
    assert leading_figure(words) == figure


@pytest.mark.parametrize("form", [NEGOTIATIONS, APPROVALS], ids=lambda form: form.code)
def test_the_example_shows_every_cell_that_must_be_filled(form: Form) -> None:
    assert [name for name in form.columns if name in form.required and not form.columns[name].example] == []
