"""Links of a workbook that moves one folder down still lead where they led."""

import io

import openpyxl
import pytest

from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.deeper import one_deeper


def book(*targets: str) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    for row, target in enumerate(targets, 1):
        made.active.cell(row, 1, "link").hyperlink = target
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../../客戶/甲/合作方案書.docx", "../../../客戶/甲/合作方案書.docx"),
        ("名單.xlsx", "../名單.xlsx"),
        ("https://example.com/a", "https://example.com/a"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("file:///D:/x.docx", "file:///D:/x.docx"),
        ("D:\\x.docx", "D:\\x.docx"),
        ("/share/x.docx", "/share/x.docx"),
    ],
)
def test_only_a_relative_link_is_turned(before: str, after: str) -> None:
    turned = openpyxl.load_workbook(io.BytesIO(one_deeper(book(before, "名單.xlsx")))).active
    assert turned["A1"].hyperlink.target == after
    assert turned["A2"].hyperlink.target == "../名單.xlsx"


def test_without_links_the_bytes_are_the_same() -> None:
    content = book("https://example.com")
    assert one_deeper(content) == content


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(NotPatchable):
        one_deeper(b"PK\x03\x04 not a package")
