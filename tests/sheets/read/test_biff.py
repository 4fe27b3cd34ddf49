import struct
from pathlib import Path

import pytest

from toolkit.errors import Unreadable
from toolkit.sheets.read import biff
from toolkit.sheets.read.biff import xls_facts
from toolkit.sheets.read.formats import Meaning


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def start(what: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHIII", version, what, 0, 0, 0))


def wide(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


END = record(0x000A)


def workbook(sheet: bytes, more: bytes = b"") -> bytes:
    """A book of one worksheet, a chart sheet before it, and styles 0 plain, 1 percent, 2 ROC date."""

    def globals_(at: int) -> bytes:
        return b"".join(
            (
                start(0x0005),
                more,
                record(0x0022, b"\1\0"),
                record(0x041E, struct.pack("<H", 164) + wide("[$-404]e/m/d")),
                *(record(0x00E0, struct.pack("<HH", 0, code) + bytes(16)) for code in (0, 9, 164)),
                record(0x0085, struct.pack("<IBB", 0, 0, 2) + b"\x01\x00C"),
                record(0x0085, struct.pack("<IBB", at, 0, 0) + b"\x01\x00S"),
                END,
            )
        )

    return globals_(len(globals_(0))) + sheet


SHEET = b"".join(
    (
        start(0x0010),
        record(0x007D, struct.pack("<HHHHH", 1, 2, 0, 0, 1)),
        record(0x007D, struct.pack("<HHHHH", 3, 3, 0, 0, 0)),
        record(0x007D, struct.pack("<HHHHH", 4, 4, 0, 0, 0x0101)),
        record(0x0208, struct.pack("<HHHHHHI", 4, 0, 9, 0, 0, 0, 0x20)),
        record(0x0208, struct.pack("<HHHHHHI", 5, 0, 9, 0, 0, 0, 0)),
        record(0x0203, struct.pack("<HHHd", 0, 0, 1, 0.8)),
        record(0x027E, struct.pack("<HHHI", 0, 1, 0, 0)),
        record(0x00BD, struct.pack("<HHHIHIH", 1, 2, 2, 0, 0, 0, 3)),
        record(0x0205, struct.pack("<HHHBB", 2, 0, 0, 0x17, 1)),
        record(0x0205, struct.pack("<HHHBB", 2, 1, 0, 1, 0)),
        record(0x0006, struct.pack("<HHH", 2, 2, 0) + b"\2\0\x2a\0\0\0\xff\xff" + bytes(8)),
        start(0x0020),
        record(0x0203, struct.pack("<HHHd", 90, 90, 1, 1.0)),
        END,
        record(0x005D, struct.pack("<HHHH", 0x15, 18, 0x19, 7) + bytes(14)),
        record(0x01B6, struct.pack("<HHHHHHHH", 0, 0, 0, 0, 0, 3, 16, 0)),
        record(0x003C, b"\1" + "問過了".encode("utf-16-le")),
        record(0x003C, bytes(16)),
        record(0x001C, struct.pack("<HHHH", 0, 1, 0, 7) + b"\0\0"),
        END,
    )
)


@pytest.fixture
def book(monkeypatch):
    def use(content: bytes):
        monkeypatch.setattr(biff, "stream", lambda _path, *_names: content)
        return xls_facts(Path("a.xls"))

    return use


def test_the_records_of_a_sheet(book):
    found = book(workbook(SHEET))
    assert found.calendar.epoch_1904
    assert found.calendar.formats == {1: ("0%", Meaning.PERCENT), 2: ("[$-404]e/m/d", Meaning.ERA)}
    ((facts, numbers),) = found.sheets
    assert facts.styled == [(1, 1, 1), (2, 3, 2)]
    assert numbers == {(1, 1), (1, 2), (2, 3), (2, 4)}
    assert facts.errors == {(3, 1): "#REF!", (3, 3): "#N/A"}
    assert (facts.hidden_rows, facts.hidden_columns) == ({5}, {2, 3})
    assert facts.comments == {(1, 2): "問過了"}


def test_a_password_shows_before_anything_else(book):
    with pytest.raises(Unreadable) as refused:
        book(workbook(SHEET, record(0x002F, bytes(6))))
    assert refused.value.code == "file.encrypted"


@pytest.mark.parametrize(
    "content",
    [
        workbook(start(0x0010) + record(0x0203, b"\0")),
        workbook(start(0x0010) + record(0x0208, bytes(4)) + END),
        start(0x0005) + record(0x0085, b"\0") + END,
    ],
)
def test_short_records_mean_damage(book, content):
    with pytest.raises(Unreadable) as refused:
        book(content)
    assert refused.value.code == "file.damaged"
