"""Any table: where its heading stands, what its columns are called, and which rows are entries."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from toolkit.forms.free_table import free_table, spoken
from toolkit.forms.table import Range, Sheet

NOON = datetime(2026, 1, 5, 12, 30, tzinfo=UTC).replace(tzinfo=None)


def named(*rows, **more) -> tuple[int, list[str], list[int]]:
    table = free_table(Sheet("表", rows, **more))
    assert table is not None
    return table.header_row, [column.name for column in table.columns], [row.number for row in table.rows]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((["甲", "乙"], [1.0, 2.0]), (1, ["甲", "乙"], [2])),
        ((["客戶一覽"], [None], ["甲", "乙"], ["x", 2.0]), (3, ["甲", "乙"], [4])),
        ((["客戶一覽", None, None], ["甲", "乙", "丙"], ["x", 2.0, 3.0]), (2, ["甲", "乙", "丙"], [3])),
        ((["甲", "乙"], ["x", None], [None, None], ["y", 1.0]), (1, ["甲", "乙"], [2, 4])),
        ((["甲", "乙"], ["x", 5.0], ["合計", 5.0], ["Total", None]), (1, ["甲", "乙"], [2, 3])),
        ((["甲", "乙", "丙"], ["x", 5.0, 1.0], ["合計", 5.0, None]), (1, ["甲", "乙", "丙"], [2])),
        ((["甲", "乙"], ["x", 1.0], ["甲", "乙"], ["y", 2.0]), (1, ["甲", "乙"], [2, 4])),
        ((["甲", "乙", "甲（元）"], [1.0, 2.0, 3.0], [4.0, 5.0, 6.0]), (1, ["甲", "乙", "甲2"], [2, 3])),
        ((["指標", 2025.0, 2026.0], ["x", 1.0, 2.0]), (1, ["指標", "n2025", "n2026"], [2])),
        ((["名"], ["a"], ["b"]), (1, ["名"], [2, 3])),
    ],
)
def test_heading_names_and_rows(rows, expected):
    assert named(*rows) == expected


def test_a_heading_of_two_lines():
    rows = (["單位", "聯繫人", None, "備用", None], [None, "姓名", "電話", "姓名", "電話"], ["x", "a", "1", "b", "2"])
    merged = (Range(1, 2, 1, 3), Range(1, 4, 1, 5))
    expected = (1, ["單位", "聯繫人姓名", "聯繫人電話", "備用姓名", "備用電話"], [3])
    assert named(*rows, merged=merged) == expected


@pytest.mark.parametrize("rows", [(), ([],), ([1.0, 2.0], [3.0, 4.0]), (["只有一行", "沒有內容"],)])
def test_no_table(rows):
    assert free_table(Sheet("表", rows)) is None


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        (12.0, "", 12),
        (0.1, "", Decimal("0.1")),
        (0.125, "0.0%", "12.5%"),
        (1.0, "0%", "100%"),
        (NOON, "", NOON),
        (NOON.replace(hour=0, minute=0), "", date(2026, 1, 5)),
        ("  字\u200b ", "", "字"),
        ("0012", "", "0012"),
        (False, "", False),
    ],
)
def test_a_cell_as_it_is_seen(value, shape, shown):
    table = free_table(Sheet("表", (["甲", "乙"], [value, "x"]), formats={(2, 1): shape}))
    assert table.rows[0].values["甲"] == shown
    assert type(table.rows[0].values["甲"]) is type(shown)


def test_broken_cells_are_named_and_empty_ones_are_not_there():
    sheet = Sheet(
        "表", (["甲", "乙", "丙"], ["", None, "x"]), errors={(2, 1): "#REF!"}, uncalculated=frozenset({(2, 2)})
    )
    (row,) = free_table(sheet).rows
    assert (dict(row.values), row.broken) == ({"丙": "x"}, ("A2", "B2"))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("註冊資本(萬元)", "註冊資本"),
        ("需求/異議", "需求異議"),
        ("*客戶\n名稱：", "客戶名稱"),
        ("Unit price (CNY)", "Unit_price"),
        ("(備註)", "備註"),
        ("2026年", "n2026年"),
        ("％", ""),
    ],
)
def test_a_heading_as_a_name(heading, name):
    assert spoken(heading) == name


def test_a_name_that_an_expression_cannot_hold_gets_a_key_that_it_can():
    table = free_table(Sheet("表", (["面積m²", "in", "正常"], ["1", "2", "3"])))
    assert [column.key for column in table.columns] == ["column1", "column2", "正常"]
