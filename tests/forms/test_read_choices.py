import pytest

from toolkit.forms import read
from toolkit.forms.column import Column, Convention
from toolkit.forms.lists import Entry, value_list
from toolkit.forms.table import Cell


@pytest.mark.parametrize(
    ("typed", "value", "noted"),
    [
        ("包乾制", "包乾制", False),
        ("包干制", "包乾制", False),
        (" 包乾制 ", "包乾制", False),
        ("包干", "包乾制", True),
        ("Lump sum", "包乾制", True),
        ("保底＋扣點", "保底+扣點", False),
    ],
)
def test_a_choice_in_either_script_or_by_an_alias(reading, typed, value, noted):
    got = reading(read.choice, typed, options="收費模式")
    assert (got.value, got.code is not None) == (value, noted)


def test_an_unknown_choice_suggests_the_nearest_and_names_the_list(reading):
    got = reading(read.choice, "酬金", options="收費模式")
    assert (got.value, got.code.code, got.suggestion) == (None, "choice.unknown", "酬金制")
    assert got.data["options"] == "包乾制、酬金制、保底+扣點"


def test_none_is_an_entry_where_the_list_has_it(reading):
    assert reading(read.choice, "無", options="查詢").value == "無"


def test_a_choice_takes_one(reading):
    assert reading(read.choice, "包乾制、酬金制", options="收費模式").code.code == "choice.several"


def test_a_choice_without_its_list_is_text(reading):
    assert reading(read.choice, "甲", options="沒有這張清單").value == "甲"


@pytest.mark.parametrize(
    "typed",
    [
        "包干制、酬金制",
        "包干制,酬金制",
        "包干制；酬金制",
        "包干制/酬金制",
        "包干制\n酬金制",
        "包干制 酬金制",
        "包干制、酬金制、包乾制",
    ],
)
def test_several(reading, typed):
    got = reading(read.choices, typed, options="收費模式")
    assert (got.value, got.code) == (("包乾制", "酬金制"), None)


def test_several_values_that_hold_a_slash(reading):
    assert reading(read.choices, "元/㎡/月、元/月", options="單價單位").value == ("元/㎡/月", "元/月")


def test_several_with_one_unknown(reading):
    got = reading(read.choices, "包干、酬金", options="收費模式")
    assert (got.code.code, got.data["part"], got.suggestion) == ("choice.unknown_part", "酬金", "酬金制")


@pytest.mark.parametrize(
    ("typed", "points"),
    [("4", 4), (4.0, 4), ("4分", 4), ("★★★★", 4), ("★★★★☆", 4), ("滿意", 4), ("四", 4), ("4.0", 4)],
)
def test_scores(reading, typed, points):
    assert reading(read.score, typed).value == points


@pytest.mark.parametrize("typed", ["0", "6", 4.5, "好", "★★★★★★"])
def test_what_is_no_score(reading, typed):
    assert reading(read.score, typed).code.code == "score.range"


def test_an_unknown_word_brings_the_english_of_the_list_where_it_has_one():
    entries = (Entry("包乾制", "Lump sum"), Entry("酬金制", "Remuneration"), Entry("丙"))
    lists = {"甲": value_list("甲", entries)}
    column = Column("收費模式", "Fee mode", read.choice, options="甲")
    got = read.choice(Cell("Lump sun"), column, Convention(lists))
    assert (got.suggestion, got.data["suggestion_en"]) == ("包乾制", "Lump sum")
    assert got.data["options_en"] == "Lump sum, Remuneration, 丙"
