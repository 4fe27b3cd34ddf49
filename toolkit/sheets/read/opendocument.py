"""One pass over the content of an .ods workbook for what calamine cannot tell. Source: ODF 1.3 part 3."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate, Range, address
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.facts import SheetFacts
from toolkit.sheets.read.normal import guarded_parser, parse
from toolkit.sheets.read.package import parsed

MOST_DENSE = 6_000_000
MOST_REPEATS = 16_384
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_GROUP = _TABLE + "table-column-group"
_HIDDEN = frozenset({"collapse", "filter"})
_MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|N/A)|Err:\d{3}")
_FORMATS = {"percentage": "0%", "time": "[h]:mm:ss"}


@dataclass(slots=True)
class OdsSheet:
    """One table: its name, its facts as gathered, its last filled cell, and the count of filled cells."""

    name: str
    errors: dict[Coordinate, str] = field(default_factory=dict)
    uncalculated: set[Coordinate] = field(default_factory=set)
    formats: dict[Coordinate, str] = field(default_factory=dict)
    comments: dict[Coordinate, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    row: int = 0
    column: int = 0
    filled: int = 0
    last_row: int = 0
    last_column: int = 0

    def facts(self) -> SheetFacts:
        """The facts in the common form (formats are handed on apart: no styles stand behind them)."""
        return SheetFacts(
            errors=self.errors,
            uncalculated=frozenset(self.uncalculated),
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            merged=tuple(self.merged),
            comments=self.comments,
        )


def ods_sheets(content: bytes) -> list[OdsSheet]:
    """Scan ``content.xml``; raises ``Unreadable`` for damaged, unsafe or far too repetitive content."""
    return _Scan().run(content)


def tidy(content: bytes) -> io.BytesIO:
    """A copy for calamine without the blanks between cells that some programs write for looks."""
    root = parsed(content)
    for element in root.iter(f"{{{_TABLE.strip()}}}*"):
        element.text = (element.text or "").strip()
        element.tail = (element.tail or "").strip()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        target.writestr("META-INF/manifest.xml", _MANIFEST)
        target.writestr("content.xml", etree.tostring(root, encoding="UTF-8"))
    out.seek(0)
    return out


class _Scan:
    """The place reached in the document, told by expat's callbacks."""

    def __init__(self) -> None:
        self._sheets: list[OdsSheet] = []
        self._depth = 0
        self._rows = 1
        self._cell: Mapping[str, str] = {}
        self._columns = 1
        self._texts: list[str] = []
        self._comment: list[str] | None = None
        self._paragraphs = 0
        self._folded = 0

    def run(self, content: bytes) -> list[OdsSheet]:
        parser = guarded_parser(" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parse(parser, content)
        return self._sheets

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _TABLE + "table":
            self._depth += 1
            if self._depth == 1:
                self._sheets.append(OdsSheet(attributes.get(_TABLE + "name", "")))
        elif self._depth == 1 and name == _TABLE + "table-column":
            self._start_column(self._sheets[-1], attributes)
        elif name == _GROUP:
            self._folded += 1
        elif self._depth == 1 and name == _TABLE + "table-row":
            self._start_row(self._sheets[-1], attributes)
        elif self._depth == 1 and name in _CELLS:
            self._cell, self._texts = attributes, []
            self._columns = _repeats(attributes, "number-columns-repeated")
        elif name == _OFFICE + "annotation":
            self._comment = []
        elif name == _TEXT + "p":
            self._start_paragraph()

    def _start_column(self, sheet: OdsSheet, attributes: Mapping[str, str]) -> None:
        repeats = _repeats(attributes, "number-columns-repeated")
        if attributes.get(_TABLE + "visibility") in _HIDDEN and not self._folded:
            first = sheet.column + 1
            sheet.hidden_columns.update(range(first, min(first + repeats, MOST_REPEATS + 1)))
        sheet.column += repeats

    def _start_row(self, sheet: OdsSheet, attributes: Mapping[str, str]) -> None:
        self._rows = _repeats(attributes, "number-rows-repeated")
        sheet.column = 0
        if attributes.get(_TABLE + "visibility") in _HIDDEN:
            first = sheet.row + 1
            sheet.hidden_rows.update(range(first, first + min(self._rows, MOST_REPEATS)))

    def _start_paragraph(self) -> None:
        texts = self._texts if self._comment is None else self._comment
        if texts:
            texts.append("\n")
        self._paragraphs += 1

    def _text(self, text: str) -> None:
        """Only paragraphs count: a comment also carries its author and day, a drawing its title."""
        if self._paragraphs:
            (self._texts if self._comment is None else self._comment).append(text)

    def _end(self, name: str) -> None:
        if name == _TEXT + "p":
            self._paragraphs -= 1
        elif name == _TABLE + "table":
            self._depth -= 1
        elif name == _GROUP:
            self._folded -= 1
        elif name == _OFFICE + "annotation" and self._comment is not None:
            self._end_comment("".join(self._comment).strip())
        elif self._depth == 1 and name == _TABLE + "table-row":
            self._sheets[-1].row += self._rows
        elif self._depth == 1 and name in _CELLS:
            self._end_cell(self._sheets[-1], name)

    def _end_comment(self, text: str) -> None:
        sheet = self._sheets[-1]
        sheet.comments[sheet.row + 1, sheet.column + 1] = text
        self._comment = None

    def _end_cell(self, sheet: OdsSheet, name: str) -> None:
        kind, text = self._cell.get(_OFFICE + "value-type", ""), "".join(self._texts)
        place = (sheet.row + 1, sheet.column + 1)
        if self._cell.get(_CALC + "value-type") == "error" or (kind != "string" and _ERROR.fullmatch(text)):
            self._mark_errors(sheet, place, text)
        elif kind not in ("", "string") or text.strip():
            self._fill(sheet, place)
        elif self._cell.get(_TABLE + "formula") and not kind:
            sheet.uncalculated.add(place)
        if format_ := _format(self._cell, kind):
            sheet.formats[place] = format_
        if name == _TABLE + "table-cell":
            self._merge(sheet, place)
        sheet.column += self._columns
        self._cell = {}

    def _fill(self, sheet: OdsSheet, place: Coordinate) -> None:
        sheet.filled += self._rows * self._columns
        sheet.last_row = max(sheet.last_row, place[0] + self._rows - 1)
        sheet.last_column = max(sheet.last_column, place[1] + self._columns - 1)
        if sheet.last_row * sheet.last_column > MOST_DENSE:
            cell = address(sheet.last_row, sheet.last_column)
            raise Unreadable(codes.SPREAD_OUT.code, sheet=sheet.name, cell=cell)

    def _mark_errors(self, sheet: OdsSheet, place: Coordinate, text: str) -> None:
        for column in range(place[1], place[1] + min(self._columns, MOST_REPEATS)):
            sheet.errors[place[0], column] = text or "#VALUE!"

    def _merge(self, sheet: OdsSheet, place: Coordinate) -> None:
        rows = _repeats(self._cell, "number-rows-spanned")
        columns = _repeats(self._cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            sheet.merged.append(Range(*place, place[0] + rows - 1, place[1] + columns - 1))


def _repeats(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(_TABLE + name, "1")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _format(cell: Mapping[str, str], kind: str) -> str:
    if kind == "currency":
        return f'"{cell.get(_OFFICE + "currency", "")}"#,##0.00'
    return _FORMATS.get(kind, "")
