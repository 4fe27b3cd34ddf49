"""A ``SheetSpec`` as the bytes of a worksheet part: strings joined directly, elements in schema order."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from toolkit.forms.table import letter
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.spec import (
    ColumnSpec,
    Jump,
    Line,
    Row,
    SheetSpec,
    Stack,
    Table,
    Validation,
    pages_across,
)
from toolkit.sheets.patch.cell_xml import RowWriter
from toolkit.sheets.patch.conditions_xml import conditions, solid_bars
from toolkit.sheets.patch.package import MAIN, OFFICE

MOST_LINKS = 65_530
"""Excel repairs (drops) a sheet's links beyond this number."""

_UNSAFE_IN_ADDRESS = re.compile(r"""[\s"<>\\^`{|}%#\[\]]""")


@dataclass(frozen=True, slots=True)
class Palette:
    """Where the writer gets numbers of styles, and the names and epoch of the workbook it writes for.

    ``renamed`` maps the names of our sheets to those they got, ``moved`` those of the sender's sheets.
    """

    format: Callable[[Style, str], int]
    differential: Callable[[Style], int]
    renamed: Mapping[str, str]
    moved: Mapping[str, str]
    epoch_1904: bool = False


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A written sheet: its bytes, and the outside addresses its links want (rId1, rId2 …)."""

    content: bytes
    addresses: tuple[str, ...]


NOTES_ID = "rIdNotes"
"""The relationship id of the drawing of a new sheet's notes."""


def write_sheet(spec: SheetSpec, palette: Palette, *, selected: bool = False) -> SheetPart:
    """Write ``spec``; ``selected`` for the one sheet that opens."""
    return _Writer(spec, palette, selected=selected).part()


class _Writer:
    """Writes one sheet; keeps the links met on the way."""

    def __init__(self, spec: SheetSpec, palette: Palette, *, selected: bool) -> None:
        self._spec = spec
        self._selected = selected
        self._palette = palette
        self._links: list[str] = []
        self._addresses: dict[str, int] = {}
        self._places: dict[tuple[str, bool], str] = {}
        self._numbers: dict[int, tuple[Style, int]] = {}
        self._column_count = max(self._width(), 1)

    def part(self) -> SheetPart:
        """The whole part."""
        writer = RowWriter(
            self._column_count,
            [column.style for column in self._spec.columns],
            self._style_number,
            epoch_1904=self._palette.epoch_1904,
        )
        rows = "".join(self._rows(writer)).encode()
        before = (self._properties(), self._views(), self._format(), self._columns(), "<sheetData>")
        elements = (
            "</sheetData>", self._protection(), self._filter(), self._merges(),
            conditions(self._spec.highlights, self._palette.differential), self._validations(),
            self._hyperlinks(), self._print(), self._ignored_errors(),
            f'<legacyDrawing r:id="{NOTES_ID}"/>' if self._spec.notes else "",
            solid_bars(self._spec.highlights),
        )  # fmt: skip
        start = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{"".join(before)}'
        )
        end = f"{''.join(elements)}</worksheet>"
        return SheetPart(b"".join((start.encode(), rows, end.encode())), tuple(self._addresses))

    def _rows(self, writer: RowWriter) -> Iterator[str]:
        number = 1
        for part in self._parts():
            if isinstance(part, Table):
                yield from writer.table(part, self._link)
            else:
                yield from (writer.row(i, row, self._link) for i, row in enumerate(part, number))
            number += len(part)

    def _parts(self) -> Sequence[Sequence[Row]]:
        rows = self._spec.rows
        return rows.parts if isinstance(rows, Stack) else [rows]

    def _width(self) -> int:
        tables = [part for part in self._parts() if isinstance(part, Table)]
        rows = (row for part in self._parts() if not isinstance(part, Table) for row in part)
        widths = [len(row.cells if isinstance(row, Line) else row) for row in rows]
        return max([len(self._spec.columns), *widths, *(len(table.columns) for table in tables)])

    def _style_number(self, style: Style) -> int:
        known = self._numbers.get(id(style))
        if known is None:
            known = (style, self._palette.format(style, self._spec.language))
            self._numbers[id(style)] = known
        return known[1]

    def _link(self, at: str, link: Jump | str) -> None:
        if len(self._links) >= MOST_LINKS:
            return
        if isinstance(link, Jump):
            self._links.append(f'<hyperlink ref="{at}" location="{self._place(link)}{link.cell}"/>')
            return
        address = _UNSAFE_IN_ADDRESS.sub(lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), link)
        number = self._addresses.setdefault(address, len(self._addresses) + 1)
        self._links.append(f'<hyperlink ref="{at}" r:id="rId{number}"/>')

    def _place(self, link: Jump) -> str:
        """The sheet that a link leads to, as an attribute holds it: ``'客戶資料表'!``."""
        key = (link.sheet, link.front)
        if key not in self._places:
            names = self._palette.renamed if link.front else self._palette.moved
            self._places[key] = escape(f"{quoted_sheet(names.get(link.sheet, link.sheet))}!", {'"': "&quot;"})
        return self._places[key]

    # what stands before the rows

    def _properties(self) -> str:
        tab = f'<tabColor rgb="FF{self._spec.tab_colour}"/>' if self._spec.tab_colour else ""
        name = f" codeName={quoteattr(self._spec.code_name)}" if self._spec.code_name else ""
        return (
            f'<sheetPr{name}>{tab}<outlinePr summaryBelow="0" summaryRight="0"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        )

    def _views(self) -> str:
        lines = "" if self._spec.gridlines else ' showGridLines="0"'
        zoom = f' zoomScale="{self._spec.zoom}"' if self._spec.zoom != 100 else ""
        pane = _pane(self._spec.freeze) if self._spec.freeze else ""
        lines += ' tabSelected="1"' if self._selected else ""
        return f'<sheetViews><sheetView{lines}{zoom} workbookViewId="0">{pane}</sheetView></sheetViews>'

    def _format(self) -> str:
        deepest = max((column.level for column in self._spec.columns), default=0)
        level = f' outlineLevelCol="{deepest}"' if deepest else ""
        height = self._spec.row_height
        own = ' customHeight="1"' if height != 15 else ""
        return f'<sheetFormatPr defaultRowHeight="{height:g}"{own}{level}/>'

    def _columns(self) -> str:
        if not self._spec.columns:
            return ""
        columns = "".join(self._column(i, column) for i, column in enumerate(self._spec.columns, 1))
        return f"<cols>{columns}</cols>"

    def _column(self, number: int, column: ColumnSpec) -> str:
        extra = ' hidden="1"' if column.hidden else ""
        extra += f' outlineLevel="{column.level}"' if column.level else ""
        extra += ' collapsed="1"' if column.collapsed else ""
        extra += f' style="{self._style_number(column.style)}"' if column.throughout else ""
        return f'<col min="{number}" max="{number}" width="{column.width + 0.7109375:g}" customWidth="1"{extra}/>'

    # what stands behind the rows

    def _protection(self) -> str:
        allowed = 'formatColumns="0" formatRows="0" sort="0" autoFilter="0"'
        return f'<sheetProtection sheet="1" {allowed}/>' if self._spec.protected else ""

    def _filter(self) -> str:
        return f'<autoFilter ref="{self._spec.filter_area}"/>' if self._spec.filter_area else ""

    def _merges(self) -> str:
        areas = "".join(
            f'<mergeCell ref="{letter(m.left)}{m.top}:{letter(m.right)}{m.bottom}"/>' for m in self._spec.merges
        )
        return f'<mergeCells count="{len(self._spec.merges)}">{areas}</mergeCells>' if areas else ""

    def _validations(self) -> str:
        rules = "".join(_validation(each) for each in self._spec.validations)
        return f'<dataValidations count="{len(self._spec.validations)}">{rules}</dataValidations>' if rules else ""

    def _hyperlinks(self) -> str:
        return f"<hyperlinks>{''.join(self._links)}</hyperlinks>" if self._links else ""

    def _print(self) -> str:
        printing = self._spec.printing
        way = "landscape" if printing.landscape else "portrait"
        across = pages_across(printing, self._spec.columns)
        return (
            '<printOptions horizontalCentered="1"/>'
            '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="9" orientation="{way}" fitToWidth="{across}" fitToHeight="0"/>'
            f"<headerFooter><oddFooter>{escape(printing.footer)}</oddFooter></headerFooter>"
        )

    def _ignored_errors(self) -> str:
        if not self._spec.rows:
            return ""
        area = f"A1:{letter(self._column_count)}{len(self._spec.rows)}"
        return f'<ignoredErrors><ignoredError sqref="{area}" numberStoredAsText="1"/></ignoredErrors>'


def quoted_sheet(name: str) -> str:
    """Return a sheet's name as references write it: 客戶's → ``'客戶''s'``."""
    return "'" + name.replace("'", "''") + "'"


def _pane(first: str) -> str:
    found = re.fullmatch(r"([A-Z]+)(\d+)", first)
    if found is None:
        return ""
    across = sum((ord(each) - 64) * 26**i for i, each in enumerate(reversed(found[1]))) - 1
    down = int(found[2]) - 1
    split = (f' xSplit="{across}"' if across else "") + (f' ySplit="{down}"' if down else "")
    active = "bottomRight" if across and down else "topRight" if across else "bottomLeft"
    return (
        f'<pane{split} topLeftCell="{first}" activePane="{active}" state="frozen"/>'
        f'<selection pane="{active}" activeCell="{first}" sqref="{first}"/>'
    )


def _validation(each: Validation) -> str:
    attributes = f' type="{each.rule}"' if each.rule != "none" else ""
    if each.rule in ("date", "decimal", "whole"):
        operator = "between" if each.high else "greaterThanOrEqual"
        attributes += f' operator="{operator}"'
    if not each.strict:
        attributes += ' errorStyle="warning"'
    attributes += ' allowBlank="1" showInputMessage="1"'
    attributes += ' showErrorMessage="1"' if each.rule != "none" else ""
    for name, text, most in (
        ("error", each.error, 225),
        ("promptTitle", each.title, 32),
        ("prompt", each.prompt, 255),
    ):
        attributes += f" {name}={quoteattr(text[:most])}" if text else ""
    first = each.source or each.low or ('"' + ",".join(each.options) + '"' if each.options else "")
    formulas = f"<formula1>{escape(first)}</formula1>" if first else ""
    formulas += f"<formula2>{escape(each.high)}</formula2>" if each.high else ""
    return f'<dataValidation{attributes} sqref="{each.area}">{formulas}</dataValidation>'
