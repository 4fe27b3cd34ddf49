import io
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import Unreadable
from toolkit.messages import codes_files
from toolkit.messages.finding import Code
from toolkit.sheets.read.sniff import REFUSALS, WORKBOOKS, kind_of, require_workbook


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def typed(content_type: str) -> bytes:
    return packed({"[Content_Types].xml": f'<Override ContentType="{content_type}"/>'})


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WHOLE = typed(SHEET)

CASES = [
    ("a.xlsx", WHOLE, "xlsx"),
    ("a.csv", WHOLE, "xlsx"),
    ("a.xlsx", typed("application/vnd.ms-excel.sheet.macroEnabled.main+xml"), "xlsm"),
    ("a.xlsx", typed("application/vnd.ms-excel.sheet.binary.macroEnabled.main"), "xlsb"),
    ("a.xlsx", typed(WORD), "docx"),
    ("a.docx", typed("application/vnd.ms-word.document.macroEnabled.main+xml"), "docm"),
    ("a.xlsx", typed("application/vnd...presentationml.presentation.main+xml"), "slides"),
    ("a.xlsx", WHOLE[:-30], "incomplete"),
    ("a.xlsx", b"PK\x03\x04" + bytes(500), "incomplete"),
    ("a.xlsx", WHOLE.replace(b"PK\x01\x02", b"PK\x09\x09"), "damaged"),
    ("a.xlsx", b"PK\x03\x04" + bytes(99) + b"PK\x05\x06" + bytes(8) + b"\xff" * 4 + bytes(6), "bomb"),
    ("a.ods", packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "ods"),
    ("a.ods", packed({"mimetype": "application/vnd.oasis.opendocument.text"}), "doc"),
    ("a.xlsx", packed({"Index/Document.iwa": "x"}), "numbers"),
    ("a.xlsx", packed({"客戶/名單.xlsx": "x"}), "archive"),
    ("a.et", WHOLE, "et"),
    ("a.wps", typed(WORD), "wps"),
    ("a.csv", "客戶名稱,電話\n大華,021".encode(), "csv"),
    ("a.csv", "客戶名稱,電話\n大華,021".encode("gb18030"), "csv"),
    ("a.csv", "客戶名稱,電話\n大華,021".encode("cp950"), "csv"),
    ("a.csv", "客戶名稱,電話\n大華,021".encode("utf-16"), "csv"),
    ("a.csv", "name,phone,city\nabc,021,x".encode("utf-16-le"), "csv"),
    ("a.csv", "name,phone,city\nabc,021,x".encode("utf-32"), "csv"),
    ("a.xlsx", b"", "empty"),
    ("a.xlsx", bytes(70_000), "zeros"),
    ("a.xlsx", bytes(70_000) + b"x", "unknown"),
    ("a.xlsx", b"%TSD-Header-###%" + bytes(range(160, 224)), "company_encrypted"),
    ("a.xlsx", b"b\x14#e\x06\x01E-SafeNet\x00LOCK" + bytes(64), "company_encrypted"),
    ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(64), "image"),
    ("a.xlsx", b"\xff\xd8\xff\xe0" + bytes(64), "image"),
    ("a.heic", b"\0\0\0\x18ftypheic" + bytes(64), "image"),
    ("a.xlsx", b"%PDF-1.7\n", "pdf"),
    ("a.xls", b"<html><body><table><tr><td>1</td></tr></table></body></html>", "web_page"),
    ("a.xls", b"\xef\xbb\xbf\n <!DOCTYPE html><html>", "web_page"),
    ("a.xls", "<html><table>".encode("utf-16"), "web_page"),
    ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "xml"),
    ("a.xls", b"MIME-Version: 1.0\nContent-Type: multipart/related", "mail"),
    ("a.xls", b"\x09\x00\x04\x00\x00\x00\x10\x00", "old_format"),
    ("a.slk", b"ID;PWXL;N;E\n", "old_format"),
    ("a.rtf", b"{\\rtf1", "doc"),
    ("a.rar", b"Rar!\x1a\x07\x01", "archive"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c", "archive"),
    ("a.db", b"SQLite format 3\x00", "database"),
    ("a.exe", b"MZ\x90", "program"),
    ("a.lnk", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(20), "link"),
    ("a.url", b"[InternetShortcut]\r\nURL=http://example.org", "link"),
    ("a.bin", bytes(range(256)) * 4, "unknown"),
    ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
]


@pytest.mark.parametrize(("name", "content", "kind"), CASES)
def test_the_bytes_tell_what_a_file_is(tmp_path: Path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content)
    assert kind_of(path) == kind


@pytest.mark.parametrize(("name", "kind"), [("a.json", "text_data"), ("a.YML", "text_data"), ("a.csv", "csv")])
def test_files_for_programs_are_no_sheet_of_one_column(tmp_path: Path, name: str, kind: str):
    (tmp_path / name).write_text('{"客戶名稱": "大華"}', encoding="utf-8")
    assert kind_of(tmp_path / name) == kind


def test_a_link_is_not_followed(tmp_path: Path):
    (tmp_path / "real.xlsx").write_bytes(WHOLE)
    link = tmp_path / "link.xlsx"
    link.symlink_to(tmp_path / "real.xlsx")
    assert kind_of(link) == "link"


def test_a_folder_is_no_workbook(tmp_path: Path):
    assert kind_of(tmp_path) == "unknown"


def test_a_file_that_is_away_is_not_a_finding(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        kind_of(tmp_path / "none.xlsx")


def test_every_kind_that_is_no_workbook_has_its_own_sentence(tmp_path: Path):
    assert not WORKBOOKS & REFUSALS.keys()
    assert {kind for _, _, kind in CASES} <= WORKBOOKS | REFUSALS.keys()
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(Unreadable) as refused:
        require_workbook(path)
    assert refused.value.code == "file.pdf"


def test_codes_are_distinct_and_complete():
    codes = [value for value in vars(codes_files).values() if isinstance(value, Code)]
    assert len({code.code for code in codes}) == len(codes)
    for code in codes:
        assert all((code.zh, code.zh_do, code.en, code.en_do))
        assert code.zh.endswith("。")
        assert code.zh_do.endswith("。")
