"""What a file really is, told from its bytes; a name only helps where two programs share a format."""

import re
import stat
import zipfile
from pathlib import Path
from types import MappingProxyType
from typing import IO

from toolkit.errors import Unreadable
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.compound import stream_names

WORKBOOKS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods", "csv"})
"""The kinds that ``read_workbook`` takes."""

REFUSALS = MappingProxyType(
    {
        "empty": codes.EMPTY,
        "zeros": codes.ZEROS,
        "incomplete": codes.INCOMPLETE,
        "damaged": codes.DAMAGED,
        "encrypted": codes.ENCRYPTED,
        "company_encrypted": codes.COMPANY_ENCRYPTED,
        "image": codes.IMAGE,
        "pdf": codes.PDF,
        "docx": codes.WORD,
        "docm": codes.WORD_MACROS,
        "doc": codes.WORD,
        "slides": codes.SLIDES,
        "archive": codes.ARCHIVE,
        "bomb": codes.BOMB,
        "et": codes.ET,
        "wps": codes.WPS,
        "numbers": codes.NUMBERS,
        "web_page": codes.WEB_PAGE,
        "xml": codes.XML_SHEET,
        "old_format": codes.OLD_FORMAT,
        "database": codes.DATABASE,
        "mail": codes.MAIL,
        "program": codes.PROGRAM,
        "link": codes.LINK,
        "text_data": codes.TEXT_DATA,
        "unknown": codes.UNKNOWN,
    }
)
"""Every kind that is no workbook → the code its sender gets."""

_DATA_NAMES = frozenset({".json", ".jsonl", ".geojson", ".yaml", ".yml", ".toml", ".sql"})
HEAD = 65536
MOST_DIRECTORY = 4_000_000
_BOM = b"\xef\xbb\xbf"
MARKS = (
    (_BOM, "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks and the encodings they prove."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%TSD-Header-###%", "company_encrypted"),
    (b"\x89PNG\r\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\xd7\xcd\xc6\x9a", "image"),
    (b"8BPS", "image"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"MSCF", "archive"),
    (b"{\\rtf", "doc"),
    (b"ID;P", "old_format"),
    (b"TABLE\r\n0,1", "old_format"),
    (b"\x00\x00\x02\x00\x06\x04", "old_format"),
    (b"\x00\x00\x1a\x00", "old_format"),
    (b"\x09\x00\x04\x00", "old_format"),
    (b"\x09\x02\x06\x00", "old_format"),
    (b"\x09\x04\x06\x00", "old_format"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard ", "database"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "link"),
    (b"[InternetShortcut]", "link"),
)
_CONTENT_TYPES: tuple[tuple[bytes, str], ...] = (
    (b"sheet.macroEnabled.main+xml", "xlsm"),
    (b"ms-excel.template.macroEnabled.main+xml", "xlsm"),
    (b"ms-excel.addin.macroEnabled.main+xml", "xlsm"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-word.document.macroEnabled.main+xml", "docm"),
    (b"ms-word.template.macroEnabledTemplate.main+xml", "docm"),
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"presentationml.", "slides"),
)
_OPEN_DOCUMENT: tuple[tuple[bytes, str], ...] = (
    (b"opendocument.spreadsheet", "ods"),
    (b"opendocument.text", "doc"),
    (b"opendocument.presentation", "slides"),
)
_WEB_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|frameset)\b", re.IGNORECASE)
_MAIL = re.compile(rb"(?:^|\n)(?:MIME-Version:|Received: |Return-Path: )", re.IGNORECASE)
_OUR_NAMES = MappingProxyType({".et": "et", ".ett": "et", ".wps": "wps", ".wpt": "wps"})


def kind_of(path: Path) -> str:
    """Return the true kind of the file at ``path``: one of ``WORKBOOKS`` or a key of ``REFUSALS``.

    Raises ``OSError`` where the file itself cannot be opened (the caller waits and tries again).
    """
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        return "link" if stat.S_ISLNK(about.st_mode) else "unknown"
    if not about.st_size:
        return "empty"
    with path.open("rb") as file:
        kind = _kind(file)
    return _by_name(kind, path.suffix.casefold())


def require_workbook(source: Path | IO[bytes]) -> str:
    """Return the kind of a workbook; raise ``Unreadable`` with its own code for anything else."""
    kind = kind_of(source) if isinstance(source, Path) else _kind(source)
    if kind not in WORKBOOKS:
        raise Unreadable(REFUSALS[kind].code, kind=kind)
    return kind


def _kind(file: IO[bytes]) -> str:
    head = file.read(HEAD)
    if head.startswith(b"PK"):
        return _zip_kind(file)
    if head.startswith(_OLE):
        return _ole_kind(file)
    if not head.strip(b"\0"):
        return "zeros" if _all_zero(file) else "unknown"
    return _magic_kind(head) or _text_kind(head)


def _by_name(kind: str, suffix: str) -> str:
    """WPS writes its own formats into the containers of Excel and Word: there the name decides.

    It also does where a text is no table: programs' files would be read as a sheet of one column.
    """
    if kind == "csv" and suffix in _DATA_NAMES:
        return "text_data"
    return _OUR_NAMES.get(suffix, kind) if kind in {"xls", "xlsx", "doc", "docx", "unknown"} else kind


def _all_zero(file: IO[bytes]) -> bool:
    while block := file.read(1 << 20):
        if block.strip(b"\0"):
            return False
    return True


def _magic_kind(head: bytes) -> str:
    if b"E-SafeNet" in head[:64]:
        return "company_encrypted"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[4:12] in {b"ftypheic", b"ftypavif", b"ftypmif1"} or head[8:12] == b"WEBP":
        return "image"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")


def _text_kind(head: bytes) -> str:
    text = _plain(head)
    start = text.lstrip()[:4096]
    if start.startswith(b"<"):
        return "web_page" if _WEB_PAGE.search(start) else "xml"
    if _MAIL.search(start[:1024]):
        return "mail"
    controls = sum(text.count(bytes([code])) for code in (*range(9), 11, 12, *range(14, 27), *range(28, 32)))
    return "csv" if controls * 100 <= len(text) else "unknown"


def _plain(head: bytes) -> bytes:
    """Turn UTF-16 into bytes in which markup and control characters can be looked for."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace").encode().removeprefix(_BOM)
    if guess := utf16_without_mark(head):
        return head.decode(guess, "replace").encode()
    return head


def utf16_without_mark(head: bytes) -> str:
    """Name the byte order of UTF-16 text without a mark (every other byte of its ASCII is 0), else ``""``."""
    pairs = len(head) // 2
    if pairs < 4:
        return ""
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd * 10 >= pairs and even * 50 <= odd:
        return "utf-16-le"
    return "utf-16-be" if even * 10 >= pairs and odd * 50 <= even else ""


def _zip_kind(file: IO[bytes]) -> str:
    """What lies in a zip file; one whose table of contents alone would fill the memory is not opened."""
    end = _end_record(file)
    if not end:
        return "incomplete"
    if int.from_bytes(end[12:16], "little") > MOST_DIRECTORY:
        return "bomb"
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            return _package_kind(package)
    except Exception:  # noqa: BLE001 - struct.error and zlib.error come bare out of zipfile
        return "damaged"


def _end_record(file: IO[bytes]) -> bytes:
    """The record that ends every zip file; without it the end of the file is missing."""
    file.seek(max(0, file.seek(0, 2) - HEAD - 22))
    tail = file.read()
    return tail[at:] if (at := tail.rfind(b"PK\x05\x06")) >= 0 else b""


def _package_kind(package: zipfile.ZipFile) -> str:
    names = {name.lstrip("/").casefold(): name for name in package.namelist()}
    if "[content_types].xml" in names:
        return _first(_CONTENT_TYPES, _start_of(package, names["[content_types].xml"])) or "archive"
    if "mimetype" in names:
        return _first(_OPEN_DOCUMENT, _start_of(package, names["mimetype"])) or "archive"
    if {"content.xml", "meta-inf/manifest.xml"} <= names.keys():
        return _first(_OPEN_DOCUMENT, _start_of(package, names["meta-inf/manifest.xml"])) or "archive"
    if any(name.endswith(".iwa") for name in names) or "index/document.iwa" in names:
        return "numbers"
    return "xlsx" if "xl/workbook.xml" in names else "archive"


def _start_of(package: zipfile.ZipFile, name: str, limit: int = 1 << 20) -> bytes:
    with package.open(name) as part:
        return _plain(part.read(limit))


def _first(table: tuple[tuple[bytes, str], ...], text: bytes) -> str:
    return next((kind for mark, kind in table if mark in text), "")


def _ole_kind(file: IO[bytes]) -> str:
    file.seek(0)
    try:
        return _stream_kind(stream_names(file))
    except Unreadable:
        return "damaged"


def _stream_kind(streams: frozenset[str]) -> str:
    for names, kind in (
        ({"encryptedpackage", "encryptioninfo"}, "encrypted"),
        ({"workbook", "book"}, "xls"),
        ({"worddocument"}, "doc"),
        ({"powerpoint document"}, "slides"),
        ({"__properties_version1.0"}, "mail"),
    ):
        if names & streams:
            return kind
    return "unknown"
