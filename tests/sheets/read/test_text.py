from pathlib import Path

import pytest

from toolkit.errors import Unreadable
from toolkit.forms.table import Sheet
from toolkit.sheets.read.text import decodings, read_text
from toolkit.sheets.read.workbook import read_workbook

TRADITIONAL = "客戶名稱,聯繫電話,備註\n大華物業有限公司,021-5555,高意向\n"
SIMPLIFIED = "客户名称,联系电话,备注\n大华物业有限公司,021-5555,高意向\n"


def headings(*known: str):
    def score(sheet: Sheet) -> float:
        return sum(value in known for value in sheet.rows[0]) / len(sheet.rows[0])

    return score


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TRADITIONAL, "utf-8", "utf-8"),
        (TRADITIONAL, "utf-8-sig", "utf-8-sig"),
        (TRADITIONAL, "utf-16", "utf-16"),
        (TRADITIONAL, "utf-32", "utf-32"),
        ("name,phone,city\nabc,021,x\n", "utf-16-le", "utf-16-le"),
        ("name,phone,city\nabc,021,x\n", "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "cp950", "cp950"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (SIMPLIFIED, "gb18030", "gb18030"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL.replace("大華", "㗎嘢"), "big5hkscs", "big5hkscs"),
    ],
)
@pytest.mark.parametrize("score", [None, headings("客戶名稱", "客户名称", "name")])
def test_the_encoding_is_found(text, encoding, name, score):
    book = read_text(text.encode(encoding), "名單", score)
    assert book.encodings[0] == name
    assert [list(row) for row in book.sheets[0].rows] == [line.split(",") for line in text.splitlines()]


def test_headings_outweigh_how_usual_characters_look():
    rare = "客戶,龘龘龘\n".encode("cp950", "ignore") + "鱻,麤\n".encode("cp950", "ignore")
    both = [way.encoding for way in decodings(rare)]
    assert set(both) == {"gb18030", "cp950"}
    assert read_text(rare, "a", headings("客戶")).encodings[0] == "cp950"
    wrong = rare.decode("gb18030").partition(",")[0]
    assert read_text(rare, "a", headings(wrong)).encodings[0] == "gb18030"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a\tb\n1,5\t2\n", [["a", "b"], ["1,5", "2"]]),
        ("a;b;c\n1,5;2;3\n", [["a", "b", "c"], ["1,5", "2", "3"]]),
        ("a|b\n1|2\n", [["a", "b"], ["1", "2"]]),
        ("sep=;\na;b\n1;2\n", [["a", "b"], ["1", "2"]]),
        ('a,b\n"x,y","第一行\n第二行"\n', [["a", "b"], ["x,y", "第一行\n第二行"]]),
        ("只有一欄\n甲\n", [["只有一欄"], ["甲"]]),
        ("a,b\r\nNA,007\r\n", [["a", "b"], ["NA", "007"]]),
        ("a,b\n\n1,2\n", [["a", "b"], [], ["1", "2"]]),
        ("標題\na,b,c\n1,2,3\n4,5,6\n", [["標題"], ["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]),
    ],
)
def test_fields_stay_the_text_that_stands_there(text, rows):
    assert [list(row) for row in read_text(text.encode(), "a", None).sheets[0].rows] == rows


def test_text_in_no_encoding_is_refused():
    with pytest.raises(Unreadable) as refused:
        read_text("客戶".encode("gb18030") + b"\xff\xff,\x80\n", "a", None)
    assert refused.value.code == "file.encoding"


def test_a_text_file_becomes_a_workbook_of_its_name(tmp_path: Path):
    path = tmp_path / "客戶名單.csv"
    path.write_bytes(TRADITIONAL.encode("cp950"))
    book = read_workbook(path, headings("客戶名稱"))
    assert (book.kind, book.sheets[0].name, book.patchable) == ("csv", "客戶名單", False)
    assert book.unpatchable_reason == "fresh.format"
    assert book.sheets[0].cell(2, 1).value == "大華物業有限公司"
    assert book.sheets[0].cell(2, 2).value == "021-5555"
