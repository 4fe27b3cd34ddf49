"""A dropped workbook as plain values: ``read_workbook`` is the one door of this room."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from toolkit.errors import Unreadable
from toolkit.forms.table import Sheet, Workbook
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.binary import read_ods, read_xls, read_xlsb
from toolkit.sheets.read.ooxml import read_ooxml
from toolkit.sheets.read.sniff import require_workbook
from toolkit.sheets.read.text import read_text
from toolkit.sheets.read.unlock import unlocked

_OTHERS = MappingProxyType({"xls": read_xls, "xlsb": read_xlsb, "ods": read_ods})


def read_workbook(path: Path, heading_score: Callable[[Sheet], float] | None = None) -> Workbook:
    """Read the workbook or text file at ``path``; what it is, is told from its bytes.

    ``heading_score`` says how well a sheet's headings match some form (any scale, more is better); it
    decides between encodings of a text file. Raises ``Unreadable`` with a code of ``codes_files`` for
    everything that cannot be read whole, and ``OSError`` where the file cannot be opened at all. Run it
    in a child (``toolkit.workers``): some files abort or hang the readers.
    """
    try:
        kind = require_workbook(path)
        if kind == "csv":
            return read_text(path.read_bytes(), path.stem, heading_score)
        return _read(path, kind)
    except Unreadable as error:
        if error.code != codes.ENCRYPTED.code:
            raise
    inside = unlocked(path)
    book = _read(inside, require_workbook(inside))
    return replace(book, patchable=False, unpatchable_reason=codes.FRESH_LOCKED.code)


def _read(source: Path | BytesIO, kind: str) -> Workbook:
    return _OTHERS[kind](source) if kind in _OTHERS else read_ooxml(source, kind)
