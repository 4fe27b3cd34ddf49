"""A zip package opened with suspicion: sizes, ratios, names and links are judged before any part is read."""

import posixpath
import stat
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self

from lxml import etree

from toolkit.errors import Unreadable
from toolkit.messages import codes_files as codes

MOST_ENTRIES = 10_000
MOST_PART = 200_000_000
MOST_TOTAL = 600_000_000
SUSPICIOUS_SIZE = 30_000_000
SUSPICIOUS_RATIO = 250
"""A sheet of 20,000 rows unpacks to 6–30 times its packed size; deflate's limit, bombs' aim, is 1,032."""
MOST_SMALL_PART = 64_000_000


class Package:
    """A zip file that passed ``judge``; parts are found whatever the case and slashes of their names."""

    def __init__(self, source: Path | BytesIO) -> None:
        """Raise ``Unreadable`` for an archive that is damaged, unsafe or unreasonably big."""
        try:
            self._zip = zipfile.ZipFile(source)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, EOFError):
            raise Unreadable(codes.DAMAGED.code) from None
        judge(self._zip.infolist(), size_of(source))
        self._names = {_plain(name): name for name in self._zip.namelist()}

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._zip.close()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts as written."""
        return tuple(self._names.values())

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _plain(name) in self._names

    def size(self, name: str) -> int:
        """The unpacked size of a part in bytes."""
        return self._zip.getinfo(self._names[_plain(name)]).file_size

    def read(self, name: str, most: int = -1) -> bytes:
        """The bytes of a part, or its first ``most``; ``b""`` where there is none."""
        written = self._names.get(_plain(name))
        if written is None:
            return b""
        try:
            with self._zip.open(written) as part:
                return part.read(most)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - zlib.error, BadZipFile, struct.error …: all mean the same
            raise Unreadable(codes.DAMAGED.code, part=name) from None

    def refuse_dtd(self, name: str) -> None:
        """Raise ``Unreadable`` (``file.unsafe``) where a part that we never parse ourselves brings a DTD."""
        if b"<!DOCTYPE" in self.read(name, 4096).replace(b"\0", b""):
            raise Unreadable(codes.UNSAFE.code, part=name)

    def tree(self, name: str) -> etree._Element | None:
        """A small part parsed without entities, network or huge texts; None where there is none."""
        content = self.read(name)
        if not content.strip():
            return None
        if len(content) > MOST_SMALL_PART:
            raise Unreadable(codes.TOO_BIG.code, part=name)
        return parsed(content, name)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relationship id → (last word of its type, target part) of the part ``name``, inner ones only."""
        folder, file = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", file + ".rels"))
        inner = [] if root is None else [one for one in root if one.get("TargetMode") != "External"]
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in inner
            if isinstance(one.tag, str)
        }


def parsed(content: bytes, name: str = "") -> etree._Element:
    """Parse XML; raise ``Unreadable``: ``file.damaged`` for broken XML, ``file.unsafe`` for any DTD."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(codes.DAMAGED.code, part=name) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(codes.UNSAFE.code, part=name)
    return root


def size_of(source: Path | BytesIO) -> int:
    """The size in bytes of a file, or of one in memory."""
    return source.stat().st_size if isinstance(source, Path) else source.getbuffer().nbytes


def judge(entries: Iterable[zipfile.ZipInfo], size: int) -> None:
    """Refuse what no workbook needs: too many or too big parts, odd ratios, overlaps, links, climbing names.

    ``size`` is that of the whole archive in bytes. Raises ``Unreadable``.
    """
    entries = list(entries)
    if len(entries) > MOST_ENTRIES or sum(entry.compress_size for entry in entries) > size:
        raise Unreadable(codes.BOMB.code, entries=len(entries))
    for entry in entries:
        _judge_entry(entry)
    if len({_plain(entry.filename) for entry in entries}) < len(entries):
        raise Unreadable(codes.DAMAGED.code, words="two parts of one name")
    biggest = max((entry.file_size for entry in entries), default=0)
    if biggest > MOST_PART or sum(entry.file_size for entry in entries) > MOST_TOTAL:
        raise Unreadable(codes.TOO_BIG.code, bytes=biggest)


def _judge_entry(entry: zipfile.ZipInfo) -> None:
    steps = entry.filename.replace("\\", "/").split("/")
    if ".." in steps or ":" in steps[0] or stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable(codes.UNSAFE.code, part=entry.filename[:200])
    if entry.flag_bits & 1:
        raise Unreadable(codes.ENCRYPTED.code)
    if entry.file_size > SUSPICIOUS_SIZE and entry.file_size > SUSPICIOUS_RATIO * max(1, entry.compress_size):
        raise Unreadable(codes.BOMB.code, part=entry.filename[:200], bytes=entry.file_size)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
