import pytest

from toolkit.sheets.build.layout import column_width, height_for, lines_in, text_width


@pytest.mark.parametrize(("text", "width"), [("", 0), ("abc", 3), ("客戶", 4), ("A座1203", 7), ("ＡＢ", 4), ("，", 2)])
def test_chinese_is_twice_as_wide(text: str, width: int) -> None:
    assert text_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "lines"), [("", 10, 1), ("一" * 10, 21, 1), ("一" * 11, 21, 2), ("a\nb\n", 9, 3)]
)
def test_lines(text: str, width: float, lines: int) -> None:
    assert lines_in(text, width) == lines


def test_heights_follow_the_longest_cell_and_have_a_ceiling() -> None:
    assert height_for(("a", "b"), (10, 10)) == 18
    assert height_for(("a", "一" * 20), (10, 21)) == 33
    assert height_for(("一" * 9999,), (10,)) == 183


def test_widths_fit_within_bounds() -> None:
    assert column_width(["客戶名稱", "x"]) == 10
    assert column_width([]) == 8
    assert column_width(["一" * 99], most=36) == 36
