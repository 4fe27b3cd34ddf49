import random
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from toolkit.errors import Unreadable
from toolkit.sheets.read.sniff import kind_of
from toolkit.sheets.read.unlock import EVERYBODYS_PASSWORD
from toolkit.sheets.read.workbook import read_workbook

PICTURE = {"xl/media/image1.bin": random.Random(1).randbytes(6_000)}
"""Makes the package big enough for the library that encrypts it."""
ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>大華</t></is></c></row>'


def locked(plain: Path, password: str) -> Path:
    path = plain.with_name("鎖.xlsx")
    with plain.open("rb") as source, path.open("wb") as target:
        OOXMLFile(source).encrypt(password, target)
    return path


def test_a_workbook_that_excel_opens_without_asking_is_read(build):
    path = locked(build(ROWS, extra=PICTURE), EVERYBODYS_PASSWORD)
    assert kind_of(path) == "encrypted"
    book = read_workbook(path)
    assert book.sheets[0].cell(1, 1).value == "大華"
    assert (book.kind, book.patchable, book.unpatchable_reason) == ("xlsx", False, "fresh.locked")


def test_a_real_password_is_told(build):
    with pytest.raises(Unreadable) as refused:
        read_workbook(locked(build(ROWS, extra=PICTURE), "秘密"))
    assert refused.value.code == "file.encrypted"


@pytest.mark.corpora
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("apache__poi/spreadsheet/50833.xls", "test cell value"),
        ("ExcelDataReader__ExcelDataReader/src/TestData/TestExcel_2040.xls", "Name"),
    ],
)
def test_old_workbooks_too(corpora, name, value):
    book = read_workbook(corpora / "xlsx_wild" / name)
    assert book.sheets[0].cell(1, 1).value == value
    assert book.unpatchable_reason == "fresh.locked"
