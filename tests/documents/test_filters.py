"""Filters of the house and Jinja's own, as functions."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from toolkit.documents.filters import FILTERS, TAKES_MISSING
from toolkit.forms.amount import upper_amount

CASES: list[tuple[str, tuple[Any, ...], Any]] = [
    ("大寫金額", (Decimal("1409.50"),), upper_amount(Decimal("1409.50"))),
    ("大写金额", (Decimal(24192000),), "贰仟肆佰壹拾玖万贰仟元整"),
    ("upper_amount", ("1,409.50",), upper_amount(Decimal("1409.50"))),
    ("金額", (Decimal("1234.5"),), "1,234.50"),
    ("金額", (Decimal("-1234.565"), "￥"), "-￥1,234.57"),
    ("money", ("1,234", "", 0), "1,234"),
    ("日期", (date(2026, 1, 5),), "2026年1月5日"),
    ("日期", (date(2026, 1, 5), "ISO"), "2026-01-05"),
    ("日期", (date(2026, 1, 5), "民國"), "民國115年1月5日"),
    ("日期", (date(1912, 1, 1), "民國"), "民國1年1月1日"),
    ("日期", (date(1911, 12, 31), "民國"), "民國前1年12月31日"),
    ("日期", (date(1895, 4, 17), "roc"), "民國前17年4月17日"),
    ("日期", ("2026-01-05", "roc"), "民國115年1月5日"),
    ("日期", (date(2026, 10, 20), "大寫"), "二〇二六年十月二十日"),
    ("day", (datetime(2026, 12, 31, 9, 30, tzinfo=UTC), "words"), "二〇二六年十二月三十一日"),
    ("day", (date(2026, 1, 5), "en"), "5 January 2026"),
    ("百分比", (Decimal("0.125"),), "12.5%"),
    ("百分比", (Decimal("0.8"),), "80%"),
    *(("日期", (typed,), "2026年1月5日") for typed in ("2026/1/5", "2026.01.05", "2026年1月5日", "2026-1-5")),
    ("百分比", ("12.5%",), "12.5%"),
    ("百分比", ("12.55％", 1), "12.6%"),
    ("percent", (1, 2), "100.00%"),
    ("percent", ("0.12345", 1), "12.3%"),
    ("遮罩", ("13800138000",), "138****8000"),
    ("遮罩", ("wang@example.com",), "w***@example.com"),
    ("遮罩", ("王小明",), "王*明"),
    ("遮罩", ("王明",), "王*"),
    ("遮罩", ("王",), "*"),
    ("遮罩", ("司馬相如",), "司**如"),
    ("遮罩", ("",), ""),
    ("遮罩", ("w@example.com",), "***@example.com"),
    ("mask", ("1234", "id"), "1***"),
    ("mask", ("12345", "id"), "1**45"),
    ("mask", ("7", "phone"), "*"),
    ("mask", ("91330100799655058B", "id"), "913***********058B"),
    ("千分位", (Decimal("1234567.5"),), "1,234,567.5"),
    ("thousands", (1234567, 2), "1,234,567.00"),
    ("預設", (None, "無"), "無"),
    ("預設", ("", "無"), ""),
    ("default", ("", "無", True), "無"),
    ("頓號", (["保安", "保潔", "", None],), "保安、保潔"),
    ("listed", ("保安",), "保安"),
    ("batch", ([1, 2, 3], 2, 0), [[1, 2], [3, 0]]),
    ("slice", ([1, 2, 3], 2), [[1, 2], [3]]),
    ("dictsort", ({"b": 1, "A": 2},), [("A", 2), ("b", 1)]),
    ("groupby", ([{"k": "b"}, {"k": "a"}], "k"), [("a", [{"k": "a"}]), ("b", [{"k": "b"}])]),
    ("int", ("12.9",), 12),
    ("int", ("x", 7), 7),
    ("float", ("x",), 0.0),
    ("indent", ("a\nb", 2), "a\n  b"),
    ("join", ([{"n": 1}, {"n": 2}], "+", "n"), "1+2"),
    ("map", ([1, None, 2], "string"), ["1", None, "2"]),
    ("map", ([1.26, 2.5], "round", 1), [1.3, 2.5]),
    ("reject", ([0, 1],), [0]),
    ("rejectattr", ([{"a": 0}, {"a": 1}], "a"), [{"a": 0}]),
    ("select", ([1, 2, 2], "equalto", 2), [2, 2]),
    ("selectattr", ([{"a": 0}, {"a": 1}], "a", "ne", 0), [{"a": 1}]),
    ("round", (2.567, 1), 2.6),
    ("round", (2.1, 0, "ceil"), 3.0),
    ("round", (Decimal("2.675"), 2), Decimal("2.68")),
    ("sort", ([{"n": None}, {"n": 2}, {}, {"n": 1}], False, False, "n"), [{"n": 1}, {"n": 2}, {"n": None}, {}]),
    ("sort", (["b", "A", "c"], True), ["c", "b", "A"]),
    ("sum", ([{"n": Decimal("0.1")}, {"n": 0.2}, {"n": None}], "n"), Decimal("0.3")),
    ("title", ("hello wORLD-wide",), "Hello World-Wide"),
    ("truncate", ("one two three", 7), "one..."),
    ("unique", (["a", "A", "b"],), ["a", "b"]),
    ("min", ([],), None),
    ("last", ([],), None),
    ("reverse", ("abc",), "cba"),
    ("items", ({"a": 1},), [("a", 1)]),
    ("wordcount", ("a b c",), 3),
]


@pytest.mark.parametrize(("name", "given", "wanted"), CASES)
def test_filters(name: str, given: tuple[Any, ...], wanted: Any) -> None:
    found = FILTERS[name](*given)
    assert found == wanted
    assert type(found) is type(wanted)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("金額", ("面議",)),
        ("金額", (True,)),
        ("金額", (Decimal("NaN"),)),
        ("千分位", ("1e999",)),
        ("日期", ("2026年",)),
        ("日期", ("1/5/2026",)),
        ("日期", ("2026/13/5",)),
        ("百分比", ("%",)),
        ("日期", (date(2026, 1, 1), "no such style")),
        ("abs", ("x",)),
        ("sum", (["x"],)),
        ("items", ([],)),
        ("length", (3,)),
        ("replace", ("a", "", "b")),
        ("select", ([1], "callable")),
    ],
)
def test_filters_refuse_what_they_cannot_use(name: str, given: tuple[Any, ...]) -> None:
    with pytest.raises((ValueError, TypeError)):
        FILTERS[name](*given)


def test_chinese_and_english_names_are_the_same_filters() -> None:
    pairs = {
        "大寫金額": "upper_amount",
        "金額": "money",
        "日期": "day",
        "百分比": "percent",
        "遮罩": "mask",
        "千分位": "thousands",
        "預設": "default",
    }
    assert all(FILTERS[chinese] is FILTERS[english] for chinese, english in pairs.items())
    assert set(FILTERS) >= TAKES_MISSING


def test_map_by_attribute_takes_a_path_and_a_default() -> None:
    assert FILTERS["map"]([{"a": {"b": 1}}, {}], attribute="a.b", default="-") == [1, "-"]
