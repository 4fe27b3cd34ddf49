from datetime import date
from decimal import Decimal

import pytest

from toolkit.figures.events import happened
from toolkit.figures.frames import (
    COLUMNS,
    FRAMES,
    SOURCES,
    build_frames,
    customer_columns,
    fen,
    form_columns,
)
from toolkit.figures.kpi import EVERYONE, figures
from toolkit.figures.period import Period


def told(form, key="", **payload):
    """One record as a ledger's table gives it."""
    return ("C1", key, *(payload.get(name) for name in SOURCES[form]))


@pytest.mark.parametrize(
    ("result", "content", "next_step", "stage", "expected"),
    [
        ("有意向", "談了報價", "寄方案", "深入洽談", (True, True)),
        ("未聯繫上", "無人接聽", "再打", None, (False, False)),
        ("有意向", "談了報價", None, "深入洽談", (True, False)),
        ("已達成", "簽字", None, "成交", (True, True)),
        ("無意向", "婉拒", None, "流失", (True, True)),
        ("有意向", None, "寄方案", None, (True, False)),
    ],
)
def test_effective_is_reached_with_content_and_a_next_step(result, content, next_step, stage, expected):
    row = told("contacts", result=result, content=content, next_step=next_step, stage_after=stage)
    assert tuple(column[0] for column in form_columns("contacts", [row]).columns[-2:]) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1200.50", 120050), (Decimal("0.005"), 1), (0.1, 10), (None, 0), ("", 0), ("1680000.005", 168000001)],
)
def test_money_is_whole_fen(typed, expected):
    assert fen(typed) == expected


@pytest.mark.parametrize("form", sorted(SOURCES.keys() - {"prospects"}))
@pytest.mark.parametrize("count", [0, 1, 2])
def test_columns_have_the_shape_of_their_frame(form, count):
    found = form_columns(form, [told(form)] * count).columns
    assert [len(column) for column in found] == [count] * len(COLUMNS[FRAMES[form]])


def test_what_the_ledger_keeps_beside_the_payload_wins():
    found = [
        told("prospects", name="華景", channel_cost="300", owner="甲"),
        ("C2", "", *told("prospects", owner="乙")[2:]),
    ]
    standing = [("C1", None, "", "談判", "A"), ("C3", None, "丙", "談判", "A")]
    frame = build_frames({"customers": customer_columns(found, standing)}).customers
    assert frame.loc[0, ["deal_stage", "grade", "channel_cost", "owner"]].tolist() == ["談判", "A", 30000, ""]
    assert frame.loc[1, ["deal_stage", "grade", "channel_cost", "owner"]].tolist() == ["", "", 0, "乙"]


def test_a_contract_without_a_number_is_named_by_its_key():
    rows = [told("contracts", amount="1", key="counterparty=華景|…"), told("contracts", contract_id="HT-1", key="k")]
    assert form_columns("contracts", rows).columns[0] == ["counterparty=華景|…", "HT-1"]


@pytest.mark.parametrize(
    ("place", "unit", "expected"),
    [
        ("辛泰二座", "", 0),  # the client's other building, running beside it
        ("辛泰一座", "", 1),
        ("辛泰 一座", None, 1),
        ("辛泰一座", "101", 0),
    ],
)
def test_a_contract_is_renewed_by_one_of_the_same_premises_alone(place, unit, expected):
    term = {"biz_line": "物業服務外拓", "signed_on": "2025-11-01", "amount": "1"}
    old = {"contract_id": "HT-B1", "property_name": "辛泰一座", "starts_on": "2025-11-21", "ends_on": "2026-11-20"}
    new = {"contract_id": "HT-B2", "property_name": place, "starts_on": "2026-03-01", "ends_on": "2027-02-28"}
    rows = [told("contracts", **term, **old), told("contracts", **term, **new, leased_unit=unit)]
    events = happened(build_frames({"contracts": form_columns("contracts", rows)}), date(2026, 11, 24))
    assert figures(events, "續約率", Period("2026-11"))[EVERYONE].numerator == expected


def test_days_may_be_dates_texts_or_missing():
    frame = build_frames({"moves": [("C1", "", "談判", "2026-01-05", ""), ("C2", "", "談判", None, "")]}).moves
    assert frame["on"].isna().tolist() == [False, True]
    assert str(frame.loc[0, "on"].date()) == "2026-01-05"
