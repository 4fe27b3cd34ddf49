"""Where a document comes from, carried in its own custom properties: number, submission, template, data.

Whoever has only the file can find its entry in the register, and see whether template and data are those it
was made from. The properties hold hashes, numbers and the addresses of cells, never a value of the data.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from toolkit.documents.compile.properties import OURS

_MOST = 1 << 20
_TYPE = "custom-properties"
_FIELDS = ("number", "version", "submission", "template", "data", "file", "sheet", "cells")
_NAMES: Mapping[str, str] = {field: f"{OURS}{field}" for field in _FIELDS}


@dataclass(frozen=True, slots=True)
class Origin:
    """``template`` and ``data`` are SHA-256 in hex; what does not apply is "".

    A document that no submission is behind says itself which ``file`` and ``sheet`` it was filled from, and in
    ``cells`` which cell each field was (``客戶名稱=A3 金額=B3``).
    """

    number: str = ""
    version: str = ""
    submission: str = ""
    template: str = ""
    data: str = ""
    file: str = ""
    sheet: str = ""
    cells: str = ""

    @property
    def sources(self) -> dict[str, str]:
        """Field → cell, of ``cells``."""
        pairs = (pair.rpartition("=") for pair in self.cells.split())
        return {field: cell for field, _, cell in pairs if field}

    def properties(self) -> tuple[tuple[str, str], ...]:
        """As custom properties of a document, those that say something."""
        return tuple((_NAMES[one.name], getattr(self, one.name)) for one in fields(self) if getattr(self, one.name))


def origin_of(content: bytes) -> Origin | None:
    """The origin that a .docx carries; None for one that carries none, or is no package."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name for name in package.namelist() if name.startswith("docProps/custom")]
            found = [_values(package.read(name)) for name in names if package.getinfo(name).file_size <= _MOST]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, SyntaxError):
        return None  # lxml's syntax errors are Python's
    known = {name: value for values in found for name, value in values.items()}
    given = {field: known[name] for field, name in _NAMES.items() if name in known}
    return Origin(**given) if given else None


def _values(part: bytes) -> dict[str, str]:
    from lxml import etree  # only to read: workers that fill do without

    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(part, safe)
    return {one.get("name", ""): str(one.xpath("string()")) for one in root if isinstance(one.tag, str)}


def digest_of(context: Mapping[str, Any]) -> str:
    """The hash of a context's values, whatever the order of its keys."""
    text = json.dumps(context, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
