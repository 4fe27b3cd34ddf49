"""Write a package: raw parts as they were, new parts deflated, the same bytes every time.

Times are fixed at 1980-01-01 (the zip epoch), no extra fields, no data descriptors: the plainest zip,
which Word, LibreOffice and python-docx read.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from toolkit.documents.compile.package import DEFLATED, Entry
from toolkit.errors import ProgramMissing

Compression = Literal["zlib-1", "zlib-6", "isal"]
"""How new parts are deflated; ``isal`` needs the optional extra ``fast``."""

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION = 20
_DAY = 0x0021


class Packer(NamedTuple):
    """A way to deflate: ``deflate`` gives a raw deflate stream, ``crc`` its CRC-32."""

    deflate: Callable[[bytes], bytes]
    crc: Callable[[bytes], int]


def packer(compression: Compression) -> Packer:
    """The functions behind a name; raises ``ProgramMissing`` where ``isal`` is not installed."""
    if compression == "isal":
        try:
            from isal import isal_zlib
        except ImportError:
            raise ProgramMissing("program.isal") from None
        return Packer(lambda content: isal_zlib.compress(content, 1, -15), isal_zlib.crc32)
    level = 6 if compression == "zlib-6" else 1
    return Packer(lambda content: zlib.compress(content, level, -15), zlib.crc32)


class Shelf(NamedTuple):
    """Parts that no document changes, laid out once: local headers and contents, and their directory."""

    block: bytes
    directory: bytes
    parts: int


def _flags(name: str) -> int:
    return 0 if name.isascii() else 0x800


def _local(entry: Entry) -> bytes:
    name = entry.name.encode()
    head = _LOCAL.pack(
        b"PK\x03\x04",
        _VERSION,
        _flags(entry.name),
        entry.method,
        0,
        _DAY,
        entry.crc,
        len(entry.packed),
        entry.size,
        len(name),
        0,
    )
    return head + name


def _central(entry: Entry, offset: int) -> bytes:
    name = entry.name.encode()
    head = _CENTRAL.pack(
        b"PK\x01\x02",
        _VERSION,
        _VERSION,
        _flags(entry.name),
        entry.method,
        0,
        _DAY,
        entry.crc,
        len(entry.packed),
        entry.size,
        len(name),
        0,
        0,
        0,
        0,
        0,
        offset,
    )
    return head + name


def shelve(entries: Iterable[Entry]) -> Shelf:
    """Lay out the parts that stay as they are; a shelf always stands at the beginning of a package."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in entries:
        directory.append(_central(entry, offset))
        pieces += (_local(entry), entry.packed)
        offset += len(pieces[-2]) + len(pieces[-1])
    return Shelf(b"".join(pieces), b"".join(directory), len(directory))


def pack(name: str, content: bytes, tools: Packer) -> Entry:
    """A new part, deflated."""
    return Entry(name, DEFLATED, tools.crc(content), tools.deflate(content), len(content))


def bind(shelf: Shelf, entries: Sequence[Entry]) -> bytes:
    """The whole package: the shelf first, then ``entries`` in their order."""
    pieces = [shelf.block]
    directory = [shelf.directory]
    offset = len(shelf.block)
    for entry in entries:
        local = _local(entry)
        pieces += (local, entry.packed)
        directory.append(_central(entry, offset))
        offset += len(local) + len(entry.packed)
    records = b"".join(directory)
    count = shelf.parts + len(entries)
    pieces += (records, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(records), offset, 0))
    return b"".join(pieces)
