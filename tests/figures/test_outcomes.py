"""Outcomes from somebody's sheet: plain words only, dates never the wrong way round, damage named."""

from datetime import UTC, date, datetime

import pytest

from toolkit.figures.outcomes import Columns, Damaged, day, day_order, outcome, read_outcomes


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *(("1", True), (1.0, True), ("Yes", True), ("成交", True), ("已签约", True), (True, True), ("Won", True)),
        *(("0", False), (0, False), ("no", False), ("流失", False), (False, False)),
        *(("", None), (None, None), ("maybe", None), ("2", None), ("#N/A", None), ("談判", None)),
    ],
)
def test_an_outcome_is_read_from_plain_words_only(value, expected):
    assert outcome(value) is expected


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["13/05/2024", "05/06/2024"], "dmy"),
        (["05/13/2024", "05/06/2024"], "mdy"),
        (["05/06/2024", "07/08/2024"], ""),  # nothing decides
        (["13/05/2024", "05/13/2024"], ""),  # they contradict
        (["2024-05-13"], ""),
        ([], ""),
    ],
)
def test_the_column_decides_the_order_of_day_and_month(values, order):
    assert day_order(values) == order


@pytest.mark.parametrize(
    ("value", "order", "expected"),
    [
        ("05/06/2024", "dmy", date(2024, 6, 5)),
        ("05/06/2024", "mdy", date(2024, 5, 6)),
        ("05/06/2024", "", None),  # asked, not guessed
        ("12/12/2024", "", date(2024, 12, 12)),
        ("13.05.2024", "dmy", date(2024, 5, 13)),
        ("31/02/2024", "dmy", None),
        ("2024-05-06", "dmy", date(2024, 5, 6)),
        (datetime(2024, 5, 6, 9, 0, tzinfo=UTC), "dmy", date(2024, 5, 6)),
        ("soon", "dmy", None),
    ],
)
def test_a_day_is_never_read_the_wrong_way_round(value, order, expected):
    assert day(value, order) == expected


def test_what_is_damaged_is_named_and_not_counted():
    rows = [
        {"結果": "成交", "分數": "80", "日期": "25/12/2024"},
        {"結果": "？", "分數": "70", "日期": "26/12/2024"},
        {"結果": "流失", "分數": "abc", "日期": "05/06/2024"},
        {"結果": "流失", "分數": "40", "日期": "05/06/2024"},
        {"結果": "流失", "分數": "30", "日期": "99/99/2024"},
    ]
    found = read_outcomes(rows, Columns("結果", "分數", day="日期"))
    assert [(case.signed, case.score, case.on) for case in found.cases] == [
        (True, 80.0, date(2024, 12, 25)),
        (False, 40.0, date(2024, 6, 5)),
        (False, 30.0, None),
    ]
    assert found.damaged == (
        Damaged(3, "結果", "？", "看不出是否簽約"),
        Damaged(4, "分數", "abc", "不是數字"),
        Damaged(6, "日期", "99/99/2024", "日期讀不出，或日月先後不明"),
    )
