"""Does a file's container open whole? A cheap look at its ends, asked before it is claimed.

It tells "still being written" from "finished", not good from bad: what is damaged for good is found by
the readers, and is taken once the tracker's patience is over.
"""

import os
from pathlib import Path
from typing import BinaryIO

_ZIP = b"PK\x03\x04"
_ZIP_EMPTY = b"PK\x05\x06"
_ZIP_END = b"PK\x05\x06"
_ZIP_ENTRY = b"PK\x01\x02"
_ZIP64_END = b"PK\x06\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COMMENT = 65_557
"""The end record of an archive with the longest comment."""
_PROBE = 4096


def whole(path: Path) -> bool:
    """Whether the file looks finished; False as well where it cannot be opened now."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            return _finished(file, size)
    except OSError:
        return False


def _finished(file: BinaryIO, size: int) -> bool:
    head = _read(file, 0, _PROBE)
    if not head.strip(b"\0"):
        return False
    if head.startswith((_ZIP, _ZIP_EMPTY)):
        return _whole_zip(file, size)
    if head.startswith(_OLE):
        return _whole_ole(size, head)
    return bool(_read(file, max(0, size - _PROBE), _PROBE).strip(b"\0"))


def _read(file: BinaryIO, at: int, count: int) -> bytes:
    file.seek(at)
    return file.read(count)


def _whole_zip(file: BinaryIO, size: int) -> bool:
    """The end record is there, and the list of entries stands where it says."""
    start = max(0, size - _COMMENT)
    tail = _read(file, start, _COMMENT)
    end = tail.rfind(_ZIP_END)
    if end < 0 or end + 22 > len(tail):
        return False
    entries, length = (int.from_bytes(tail[end + at : end + at + width], "little") for at, width in ((10, 2), (12, 4)))
    if not entries:
        return True
    if length == 0xFFFFFFFF or entries == 0xFFFF:
        return _ZIP64_END in tail
    at = start + end - length
    return at >= 0 and _read(file, at, 4) == _ZIP_ENTRY


def _whole_ole(size: int, head: bytes) -> bool:
    """The sectors that the header points at (directory, first table of sectors) lie inside the file."""
    if len(head) < 512:
        return False
    sector = 1 << int.from_bytes(head[30:32], "little")
    directory, table = (int.from_bytes(head[at : at + 4], "little") for at in (48, 76))
    return all((place + 2) * sector <= size + sector - 1 for place in (directory, table) if place < 0xFFFFFFFA)
