"""Widths and breaks of text by character widths."""

import pytest

from toolkit.documents.draw.flow_text import em, millimetres, wrapped


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("", 0),
        ("客戶", 2),
        ("A", 0.71),
        ("a", 0.57),
        ("2.3 登記", 1.49 + 0.3 + 2),
        ("（是）", 3),
        ("W", 0.88),
        ("il", 0.7),
    ],
)
def test_width(text, ems):
    assert em(text) == pytest.approx(ems)


def test_width_in_millimetres():
    assert millimetres("客戶資料", 9) == pytest.approx(4 * 9 * 25.4 / 72)


@pytest.mark.parametrize(
    ("text", "width", "words", "lines"),
    [
        ("登記客戶資料", 10, (), ("登記客戶資料",)),
        ("登記客戶資料", 5, (), ("登記客", "戶資料")),
        ("登記客戶資料", 5, ("登記", "客戶", "資料"), ("登記", "客戶資料")),
        ("是否列入名單？", 6, (), ("是否列", "入名單？")),
        ("是否列入？", 4, (), ("是否", "列入？")),
        ("Register the prospect", 7, (), ("Register the", "prospect")),
        ("interested?", 3.5, (), ("intere-", "sted?")),
        ("客戶資料表\n溝通記錄", 10, (), ("客戶資料表", "溝通記錄")),
        ("《客戶表》", 3, (), ("《客", "戶表》")),
        ("abcdefghij", 1.2, (), ("ab", "cd", "ef", "gh", "ij")),
    ],
)
def test_breaks(text, width, words, lines):
    assert wrapped(text, width, frozenset(words)) == lines


@pytest.mark.parametrize("width", [2, 3, 4.5, 6, 9])
def test_no_line_is_wider_than_asked_for_and_nothing_is_lost(width):
    text = "客戶提出的問題，逐條登記（含日期）；指定答覆人 reply 並記錄結果。"
    lines = wrapped(text, width)
    assert all(em(line) <= width + 1e-6 for line in lines)
    assert "".join(lines).replace(" ", "").replace("-", "") == text.replace(" ", "")
