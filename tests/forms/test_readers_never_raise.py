from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.forms import read
from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.lists import Entry, value_list
from toolkit.forms.table import Cell

READERS = [getattr(read, name) for name in read.__all__]
LISTS = {"甲": value_list("甲", (Entry("包乾制", "Lump sum", ("包干",)), Entry("元/㎡/月"), Entry("無")))}
PIECES = [
    "2026",
    "年",
    "/",
    "-",
    ".",
    "1",
    "5",
    "萬",
    "億",
    "元",
    "￥",
    "%",
    "成",
    "點",
    "一",
    "百",
    "(",
    ")",
    "@",
    "a.b",
    "轉",
    "+86",
]
PIECES += [
    "民國",
    "上午",
    ":",
    "14",
    "Q",
    "季",
    "第",
    "半",
    "T",
    " ",
    "\n",
    "０",
    "\u200b",
    "零",
    "兆",
    "包干",
    "、",
    "E5",
    "é",
    "𠮷",
]
VALUES = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
CELLS = st.builds(
    Cell,
    VALUES,
    format=st.sampled_from(["", "0%", "0.00%", "[$-404]e/m/d", "¥#,##0"]),
    error=st.sampled_from(["", "", "", "#REF!"]),
    uncalculated=st.sampled_from([False, False, True]),
)


@pytest.mark.parametrize("reader", READERS, ids=read.__all__)
@settings(max_examples=200, deadline=None)
@given(
    cell=CELLS,
    unit=st.sampled_from(["", "萬元", "元", "㎡", "月", "%", "元/㎡/月"]),
    place=st.sampled_from(["CN", "TW", "HK", "MO", "XX"]),
    epoch=st.booleans(),
)
def test_a_reader_never_raises(reader, cell, unit, place, epoch):
    got = reader(cell, Column("欄", "Column", reader, options="甲", unit=unit), Convention(LISTS, place, epoch))
    assert isinstance(got, Reading)
    assert got.value is None or got.code is None or not got.code.severity.blocks
    if isinstance(got.value, Decimal):
        assert got.value.is_finite()


@pytest.mark.parametrize("reader", READERS, ids=read.__all__)
@given(text=st.text(max_size=30))
def test_what_was_read_reads_again_as_itself(reader, text):
    """parse ∘ show = id: what a reader stored, typed in its plain form, is stored again."""
    column, convention = Column("欄", "Column", reader, options="甲", unit="%"), Convention(LISTS)
    first = reader(Cell(text), column, convention).value
    if isinstance(first, str):
        assert reader(Cell(first), column, convention).value == first


@pytest.mark.parametrize("reader", READERS, ids=read.__all__)
def test_broken_cells_say_so(reader):
    column, convention = Column("欄", "Column", reader, options="甲"), Convention(LISTS)
    assert reader(Cell(None, error="#N/A"), column, convention).code.code == "cell.error"
    assert reader(Cell(None, uncalculated=True), column, convention).code.code == "cell.uncalculated"
    assert reader(Cell(None), column, convention) == Reading()
