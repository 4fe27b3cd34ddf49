"""The zip container of a package: untouched members are carried over as they lie, still compressed.

Nothing is inflated that need not be, new members get a fixed time, and the order of members stays:
the same input gives the same bytes.
"""

import struct
import zlib
from dataclasses import dataclass, replace
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from toolkit.errors import ToolkitError

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_FIXED_DATE = 1 << 5 | 1  # 1980-01-01, the first day that a zip can name
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_FOUR_GIB = 0xFFFFFFFF
_FASTEST = 1


class NotPatchable(ToolkitError):
    """The package cannot be patched safely (``reason`` says why): make a fresh receipt instead."""

    def __init__(self, reason: str) -> None:
        """Keep the reason as a word: signed, strict, encrypted, damaged, names, styles, huge."""
        self.reason = reason
        super().__init__("receipt.not_patchable", reason=reason)

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:  # type: ignore[override]
        """Cross the border of a child process unharmed."""
        return type(self), (self.reason,)


@dataclass(frozen=True, slots=True)
class _Content:
    """A member's body as it is written: packed bytes, method, checksum and size of what it unpacks to."""

    body: bytes
    method: int
    crc: int
    size: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the central directory says about a member that has been written."""

    name: bytes
    flags: int
    content: _Content
    time: int
    date: int
    offset: int
    packed: int = 0


class Container:
    """A zip file read member by member; ``names`` are as they lie, the last of equal names wins."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read the directory of ``stream``; raises ``NotPatchable`` where it is no readable zip."""
        try:
            self._zip = ZipFile(stream)
        except (BadZipFile, OSError, ValueError) as error:
            raise NotPatchable("damaged") from error
        self._raw = stream
        self.members: dict[str, ZipInfo] = {member.filename: member for member in self._zip.infolist()}
        if any(member.flag_bits & _ENCRYPTED for member in self.members.values()):
            raise NotPatchable("encrypted")
        folded = {name.lower() for name in self.members}
        if len(folded) < len(self.members) or any("\\" in name for name in self.members):
            raise NotPatchable("names")

    def read(self, name: str) -> bytes:
        """Return a member's content; raises ``NotPatchable`` where it is damaged."""
        try:
            return self._zip.read(self.members[name])
        except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise NotPatchable("damaged") from error

    def beginning(self, name: str, size: int) -> bytes:
        """Return a member's first ``size`` bytes."""
        try:
            with self._zip.open(self.members[name]) as stream:
                return stream.read(size)
        except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
            raise NotPatchable("damaged") from error

    def packed(self, name: str) -> bytes:
        """Return a member's bytes as they lie in the file, still compressed."""
        member = self.members[name]
        self._raw.seek(member.header_offset)
        header = self._raw.read(_LOCAL.size)
        if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
            raise NotPatchable("damaged")
        *_, name_length, extra_length = _LOCAL.unpack(header)
        self._raw.seek(name_length + extra_length, 1)
        return self._raw.read(member.compress_size)


class ContainerWriter:
    """Writes a zip file to ``stream``: members carried over raw, and new ones."""

    def __init__(self, stream: BinaryIO) -> None:
        """Begin at the stream's start."""
        self._stream = stream
        self._offset = 0
        self._entries: list[_Entry] = []

    def carry(self, member: ZipInfo, packed: bytes) -> None:
        """Write a member as it was: same bytes, same time."""
        year, month, day, hour, minute, second = member.date_time
        time = hour << 11 | minute << 5 | second // 2
        date = max(year - 1980, 0) << 9 | month << 5 | day
        content = _Content(packed, member.compress_type, member.CRC, member.file_size)
        self._write(member.filename, content, time, date)

    def add(self, name: str, content: bytes) -> None:
        """Write a new or changed member, compressed, with the fixed time."""
        deflate = zlib.compressobj(_FASTEST, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = deflate.compress(content) + deflate.flush()
        crc, size = zlib.crc32(content), len(content)
        smaller = len(packed) < size
        body = _Content(packed, ZIP_DEFLATED, crc, size) if smaller else _Content(content, ZIP_STORED, crc, size)
        self._write(name, body, 0, _FIXED_DATE)

    def finish(self) -> None:
        """Write the central directory."""
        directory = b"".join(_central(entry) for entry in self._entries)
        count = len(self._entries)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), self._offset, 0)
        self._stream.write(directory + end)

    def _write(self, name: str, content: _Content, time: int, date: int) -> None:
        entry = _Entry(name.encode(), 0 if name.isascii() else _UTF8_NAME, content, time, date, self._offset)
        packed = len(content.body)
        if content.size >= _FOUR_GIB or self._offset + packed >= _FOUR_GIB or len(self._entries) >= 0xFFFF:
            raise NotPatchable("huge")
        header = _LOCAL.pack(
            b"PK\x03\x04", 20, entry.flags, content.method, time, date,
            content.crc, packed, content.size, len(entry.name), 0,
        )  # fmt: skip
        self._stream.write(header + entry.name)
        self._stream.write(content.body)
        self._entries.append(replace(entry, content=replace(content, body=b""), packed=packed))
        self._offset += len(header) + len(entry.name) + packed


def _central(entry: _Entry) -> bytes:
    content = entry.content
    header = _CENTRAL.pack(
        b"PK\x01\x02", 20, 0, 20, 0, entry.flags, content.method, entry.time, entry.date,
        content.crc, entry.packed, content.size, len(entry.name), 0, 0, 0, 0, 0, entry.offset,
    )  # fmt: skip
    return header + entry.name
