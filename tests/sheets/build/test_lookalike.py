"""The 疑似重複 sheet in Simplified: our words turn, what was typed stays."""

from toolkit.messages import names_lookalike as words
from toolkit.sheets.build.lookalike import AskedPair, Side, lookalike_sheet
from toolkit.sheets.build.spec import Line, SpecCell


def side(number: str, name: str) -> Side:
    return Side(number, name, name, "", "13800138000", "深圳灣", "韓麗娟", "溫國強", "潛在線索")


def test_stage_and_evidence_are_simplified_and_names_are_not() -> None:
    pair = AskedPair(side("SJ-1", "昱川製造"), side("SJ-2", "昱信製造"), (words.BY_PHONE,))
    page = lookalike_sheet([pair], "zh-Hans", "261124-aaaaaa")
    first = page.rows[3]
    assert isinstance(first, Line)
    shown = [one.value if isinstance(one, SpecCell) else one for one in first.cells]
    assert page.name == "疑似重复"
    assert shown[1:12] == [
        *("电话相同", "先登记", "SJ-1", "昱川製造", "昱川製造", None, "13800138000"),
        *("深圳灣", "韓麗娟", "溫國強", "潜在线索"),
    ]
