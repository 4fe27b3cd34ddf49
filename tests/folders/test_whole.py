"""Finished or still being written? Told from a file's ends."""

import io
import zipfile
from pathlib import Path

import pytest

from toolkit.folders.whole import whole


def archive(comment: bytes = b"", entries: int = 3) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(entries):
            package.writestr(f"xl/{number}.xml", "<a/>" * 500)
        package.comment = comment
    return buffer.getvalue()


OLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\0" * 22
    + b"\x09\0"
    + b"\0" * 16
    + b"\x02\0\0\0"
    + b"\0" * 24
    + b"\0\0\0\0"
    + b"\0" * 432
)


@pytest.mark.parametrize(
    ("content", "finished"),
    [
        (archive(), True),
        (archive(b"a comment PK\x05 with a lie"), True),
        (archive(entries=0), True),
        (archive()[:-1], False),
        (archive()[:-30], False),
        (archive()[:100], False),
        (archive() + b"\0" * 100_000, False),
        (b"\0" * 50_000, False),
        (archive()[:50] + b"\0" * 50_000, False),
        (archive().replace(b"PK\x01\x02", b"\0\0\0\0"), False),
        (OLE + b"\1" * 2048, True),
        (OLE + b"\1" * 512, False),
        (OLE[:100], False),
        ("客戶名稱,電話\n大華,138\n".encode("gb18030"), True),
        ("客戶名稱,電話\n".encode() + b"\0" * 8192, False),
        ("客戶名稱,電話\n大華,138\n".encode("utf-16"), True),
        (b"x", True),
    ],
    ids=[
        "archive",
        "archive with a comment",
        "empty archive",
        "last byte missing",
        "end missing",
        "cut off",
        "reserved behind",
        "reserved only",
        "begun, the rest reserved",
        "the list of entries not yet written",
        "old workbook",
        "old workbook cut off",
        "old workbook begun",
        "text",
        "text, the rest reserved",
        "wide text",
        "one letter",
    ],
)
def test_finished_or_not(tmp_path: Path, content: bytes, finished: bool) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert whole(path) is finished


def test_what_cannot_be_opened_is_not_finished(tmp_path: Path) -> None:
    assert whole(tmp_path / "nothing") is False
    assert whole(tmp_path) is False
