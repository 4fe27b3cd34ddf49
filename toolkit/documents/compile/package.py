"""A .docx as its zip entries, still compressed: what is not touched is never unpacked.

Read with ``struct`` and ``zlib`` only: a process that fills one document must not pay for ``zipfile``.
"""

import struct
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from toolkit.errors import TemplateError

STORED = 0
DEFLATED = 8
MOST_BYTES = 256 * 1024 * 1024
"""The most that all parts of one package may hold when unpacked."""

_END = struct.Struct("<4s4H2IH")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")


class Entry(NamedTuple):
    """One part as it lies in the package: ``packed`` is compressed by ``method`` (0 or 8)."""

    name: str
    method: int
    crc: int
    packed: bytes
    size: int


def _damaged(reason: str) -> TemplateError:
    return TemplateError("template.package", reason=reason)


def _end_of_directory(source: bytes) -> tuple[int, int]:
    at = source.rfind(b"PK\x05\x06", max(0, len(source) - 65557))
    if at < 0 or at + _END.size > len(source):
        raise _damaged("no central directory")
    _, disk, first_disk, here, entries, _, offset, _ = _END.unpack_from(source, at)
    if disk or first_disk or here != entries or offset == 0xFFFFFFFF:
        raise _damaged("several disks or zip64")
    return offset, entries


def _checked_name(raw: bytes, flags: int) -> str:
    try:
        name = raw.decode("utf-8" if flags & 0x800 else "cp437")
    except UnicodeDecodeError:
        raise _damaged("a part's name") from None
    if name.startswith("/") or "\\" in name or ".." in name.split("/") or "\x00" in name:
        raise _damaged("a part's name")
    return name


def _packed(source: bytes, local: int, size: int) -> bytes:
    if local + _LOCAL.size > len(source) or source[local : local + 4] != b"PK\x03\x04":
        raise _damaged("a part's header")
    *_, name_length, extra_length = _LOCAL.unpack_from(source, local)
    start = local + _LOCAL.size + name_length + extra_length
    if start + size > len(source):
        raise _damaged("cut off")
    return source[start : start + size]


def read_package(source: bytes) -> dict[str, Entry]:
    """Name → entry, in the package's own order; raises ``TemplateError("template.package")``."""
    offset, count = _end_of_directory(source)
    found: dict[str, Entry] = {}
    total = 0
    for _ in range(count):
        if offset + _CENTRAL.size > len(source) or source[offset : offset + 4] != b"PK\x01\x02":
            raise _damaged("the central directory")
        fields = _CENTRAL.unpack_from(source, offset)
        flags, method, crc, packed_size, size = fields[3], fields[4], fields[7], fields[8], fields[9]
        name_end = offset + _CENTRAL.size + fields[10]
        name = _checked_name(source[offset + _CENTRAL.size : name_end], flags)
        if flags & 1 or method not in (STORED, DEFLATED) or name in found:
            raise _damaged("encrypted, packed in a strange way, or a part twice")
        total += size
        if total > MOST_BYTES:
            raise TemplateError("template.too_big", bytes=total, most=MOST_BYTES)
        if not name.endswith("/"):
            found[name] = Entry(name, method, crc, _packed(source, fields[16], packed_size), size)
        offset = name_end + fields[11] + fields[12]
    return found


def unpack(entry: Entry) -> bytes:
    """What ``entry`` holds; never more than it says, and only if its checksum agrees."""
    if entry.method == STORED:
        content = entry.packed
    else:
        unpacker = zlib.decompressobj(-15)
        try:
            content = unpacker.decompress(entry.packed, entry.size + 1)
        except zlib.error:
            raise _damaged(entry.name) from None
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise _damaged(entry.name)
    return content


def text_of(entries: Mapping[str, Entry], name: str) -> bytes:
    """What part ``name`` holds, ``b""`` where there is none."""
    return unpack(entries[name]) if name in entries else b""
