import io
import stat
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import Unreadable
from toolkit.sheets.read.package import Package, judge, parsed
from toolkit.sheets.read.workbook import read_workbook


def entry(name="xl/a.xml", size=10, packed=10, mode=0, flags=0):
    one = zipfile.ZipInfo(name)
    one.file_size, one.compress_size, one.flag_bits = size, packed, flags
    one.external_attr = mode << 16
    return one


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([entry()] * 10_001, "file.bomb"),
        ([entry(packed=2_000)], "file.bomb"),
        ([entry(size=40_000_000, packed=40_000)], "file.bomb"),
        ([entry(size=250_000_000, packed=900)], "file.bomb"),
        ([entry(name=f"a{n}", size=150_000_000, packed=1_000_000) for n in range(5)], "file.too_big"),
        ([entry(name="../../etc/passwd")], "file.unsafe"),
        ([entry(name="xl\\..\\..\\a.xml")], "file.unsafe"),
        ([entry(name="C:\\a.xml")], "file.unsafe"),
        ([entry(mode=stat.S_IFLNK | 0o777)], "file.unsafe"),
        ([entry(flags=1)], "file.encrypted"),
        ([entry(name="xl/Sheet1.xml"), entry(name="xl/sheet1.xml")], "file.damaged"),
    ],
)
def test_what_no_workbook_needs_is_refused(entries, code):
    size = 100_000_000 if code != "file.bomb" or len(entries) > 1 or entries[0].file_size > 10 else 1_000
    with pytest.raises(Unreadable) as refused:
        judge(entries, size)
    assert refused.value.code == code


def test_ordinary_packages_pass():
    judge([entry(size=20_000_000, packed=500_000), entry(name="xl/b.xml"), entry(name="xl/c/")], 1_000_000)


def test_a_real_bomb_is_not_unpacked(tmp_path: Path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "spreadsheetml.sheet.main+xml")
        with target.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(60):
                part.write(bytes(1_000_000))
    with pytest.raises(Unreadable) as refused:
        read_workbook(path)
    assert refused.value.code == "file.bomb"


def test_a_bomb_in_a_bomb_is_an_archive(tmp_path: Path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a", bytes(10_000_000))
    path = tmp_path / "42.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        for number in range(5):
            target.writestr(f"{number}.zip", inner.getvalue())
    with pytest.raises(Unreadable) as refused:
        read_workbook(path)
    assert refused.value.code == "file.archive"


def test_parts_are_found_whatever_their_case_and_slashes(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("XL\\Workbook.xml", "<a/>")
    with Package(path) as package:
        assert package.read("xl/workbook.xml") == b"<a/>"
        assert "/xl/workbook.xml" in package
        assert package.read("xl/none.xml") == b""
        assert package.tree("xl/none.xml") is None


def test_a_damaged_part_is_told(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("a.xml", "<a>" + "x" * 5_000 + "</a>")
    content = bytearray(path.read_bytes())
    content[40] ^= 0xFF
    path.write_bytes(content)
    with Package(path) as package, pytest.raises(Unreadable) as refused:
        package.read("a.xml")
    assert refused.value.code == "file.damaged"


def test_relations_stay_inside(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(
            "xl/_rels/workbook.xml.rels",
            '<R><A Id="1" Type="x/worksheet" Target="worksheets/a.xml"/>'
            '<A Id="2" Type="x/styles" Target="/xl/s.xml"/>'
            '<A Id="3" Type="x/link" Target="http://example.org" TargetMode="External"/>'
            '<A Id="4" Type="x/worksheet" Target="../../../../etc/passwd"/></R>',
        )
    with Package(path) as package:
        assert package.relations("xl/workbook.xml") == {
            "1": ("worksheet", "xl/worksheets/a.xml"),
            "2": ("styles", "xl/s.xml"),
            "4": ("worksheet", "etc/passwd"),
        }


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<a>", "file.damaged"),
        (b"", "file.damaged"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "file.unsafe"),
        (b"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "file.unsafe"),
    ],
)
def test_small_parts_are_parsed_with_care(content, code):
    with pytest.raises(Unreadable) as refused:
        parsed(content)
    assert refused.value.code == code
