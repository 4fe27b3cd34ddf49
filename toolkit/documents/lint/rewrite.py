"""Texts of a template replaced, everything else as it was."""

import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from toolkit.documents.compile.names import PROLOGUE
from toolkit.documents.compile.package import read_package
from toolkit.documents.compile.parts import text_of_element
from toolkit.documents.lint.passages import parts_of

_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Edit:
    """What to put in place of the text from ``start`` to ``end`` of a passage, in the mended copy."""

    part: str
    passage: int
    start: int
    end: int
    new: str


def rewritten(source: bytes, edits: Collection[Edit]) -> bytes:
    """The .docx ``source`` with ``edits`` made."""
    return _written(source, _changed(source, edits)) if edits else source


def _changed(source: bytes, edits: Collection[Edit]) -> dict[str, bytes]:
    changed = {}
    for part in parts_of(read_package(source)):
        ours = sorted((edit for edit in edits if edit.part == part.name), key=lambda edit: -edit.start)
        for edit in ours:
            part.passages[edit.passage].replace(edit.start, edit.end, edit.new)
        if ours:
            changed[part.name] = (PROLOGUE + text_of_element(part.root)).encode()
    return changed


def _written(source: bytes, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = changed.get(item.filename)
            new.writestr(zipfile.ZipInfo(item.filename, _TIME), old.read(item) if content is None else content)
    return out.getvalue()
