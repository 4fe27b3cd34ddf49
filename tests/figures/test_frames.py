from decimal import Decimal

import pytest

from toolkit.figures.frames import (
    COLUMNS,
    ROW_OF,
    SOURCES,
    build_frames,
    contact_row,
    contract_row,
    customer_row,
    fen,
)


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
    payload = {"result": result, "content": content, "next_step": next_step, "stage_after": stage}
    assert contact_row("C1", payload)[-2:] == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1200.50", 120050), (Decimal("0.005"), 1), (0.1, 10), (None, 0), ("", 0), ("1680000.005", 168000001)],
)
def test_money_is_whole_fen(typed, expected):
    assert fen(typed) == expected


def test_rows_have_the_shape_of_their_frame():
    for form, (frame, row_of) in ROW_OF.items():
        assert len(row_of("C1", dict.fromkeys(SOURCES[form]))) == len(COLUMNS[frame])


def test_what_the_ledger_keeps_beside_the_payload_wins():
    row = customer_row("C1", {"name": "華景", "stage": "潛在線索", "channel_cost": "300"}, "談判", "A")
    frame = build_frames({"customers": [row]}).customers
    assert frame.loc[0, ["deal_stage", "grade", "channel_cost", "owner"]].tolist() == ["談判", "A", 30000, ""]


def test_a_contract_without_a_number_is_named_by_its_key():
    assert contract_row("C1", {"amount": "1"}, key="counterparty=華景|…")[0] == "counterparty=華景|…"


def test_days_may_be_dates_texts_or_missing():
    frame = build_frames({"moves": [("C1", "", "談判", "2026-01-05", ""), ("C2", "", "談判", None, "")]}).moves
    assert frame["on"].isna().tolist() == [False, True]
    assert str(frame.loc[0, "on"].date()) == "2026-01-05"
