"""A mended copy: what is safe is put right, what needs a person is marked in the text; it always renders."""

import io
import zipfile
from collections.abc import Mapping, Sequence

from toolkit.documents.compile.names import PROLOGUE
from toolkit.documents.compile.package import read_package
from toolkit.documents.compile.parts import text_of_element
from toolkit.documents.compile.template import compile_template
from toolkit.documents.lint.lint import Edit, check
from toolkit.documents.lint.passages import parts_of
from toolkit.errors import TemplateError
from toolkit.messages.script import fold

_TIME = (1980, 1, 1, 0, 0, 0)


def mended(source: bytes, edits: Sequence[Edit], known_terms: Mapping[str, str]) -> bytes | None:
    """The template with ``edits`` made; ``None`` where there are none, or it still could not be compiled."""
    if not edits:
        return None
    changed = _changed(source, edits)
    copy = _written(source, changed)
    try:
        compile_template(copy, terms={fold(title): key for title, key in known_terms.items()})
    except TemplateError:
        return None
    return copy


def _changed(source: bytes, edits: Sequence[Edit]) -> dict[str, bytes]:
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


def mended_copy(source: bytes, known_terms: Mapping[str, str], fields: Sequence[str]) -> bytes | None:
    """Check ``source`` and give its mended copy; ``None`` where nothing needs mending or it cannot be."""
    return mended(source, check(source, known_terms, fields).edits, known_terms)
