"""How a real office lays out its workbooks: a small pen for openpyxl, and the same for .xls and .csv."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = object
_STAMP = (2026, 11, 23, 9, 0, 0)
_MADE = "2026-11-23T09:00:00Z"
_THIN = Side(style="thin", color="B0B7BC")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def _width(value: Value) -> int:
    shown = f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value or "")
    longest = max(shown.split("\n"), key=len)
    return sum(2 if ord(one) > 0x2E80 else 1 for one in longest)


class Pen:
    """Writes one sheet, in one office's taste: font, head colour, borders."""

    def __init__(self, sheet: Worksheet, font: str = "微軟正黑體", size: int = 10, head: str = "1F4E5F") -> None:
        self.sheet, self._font, self._size, self._head = sheet, font, size, head
        self.row = 1

    def title(self, text: str, columns: int, size: int = 16) -> None:
        """A merged title over all columns."""
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=columns)
        cell = self.sheet.cell(self.row, 1, text)
        cell.font = Font(name=self._font, size=size, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        self.sheet.row_dimensions[self.row].height = size * 2
        self.row += 1

    def remark(self, text: str) -> None:
        """One line of small print."""
        cell = self.sheet.cell(self.row, 1, text)
        cell.font = Font(name=self._font, size=9, italic=True, color="6B7780")
        self.row += 1

    def head(self, titles: Sequence[str]) -> None:
        """The heading; its row is frozen and filtered."""
        for at, title in enumerate(titles, start=1):
            self._head_cell(self.row, at, title)
        self.sheet.freeze_panes = self.sheet.cell(self.row + 1, 1)
        self.sheet.auto_filter.ref = f"A{self.row}:{get_column_letter(len(titles))}{self.row}"
        self.row += 1

    def two_line_head(self, groups: Sequence[tuple[str, Sequence[str]]]) -> None:
        """A heading of two lines: groups over their columns; a group without a name is merged downwards."""
        column = 1
        for name, titles in groups:
            for title in titles:
                self._head_cell(self.row, column, name or title)
                self._head_cell(self.row + 1, column, title if name else "")
                if not name:
                    self.sheet.merge_cells(
                        start_row=self.row, end_row=self.row + 1, start_column=column, end_column=column
                    )
                column += 1
            if name:
                self.sheet.merge_cells(
                    start_row=self.row, end_row=self.row, start_column=column - len(titles), end_column=column - 1
                )
        self.sheet.freeze_panes = self.sheet.cell(self.row + 2, 1)
        self.row += 2

    def _head_cell(self, row: int, column: int, text: str) -> None:
        cell = self.sheet.cell(row, column, text or None)
        cell.font = Font(name=self._font, size=self._size, bold=True, color="FFFFFF" if self._head else "000000")
        if self._head:
            cell.fill = PatternFill("solid", fgColor=self._head)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BOX

    def line(self, values: Sequence[Value], *, bold: bool = False, formats: dict[int, str] | None = None) -> None:
        """One row; ``formats`` maps a column (from 1) to a number format."""
        for at, value in enumerate(values, start=1):
            cell = self.sheet.cell(self.row, at, None if value == "" else value)
            cell.font = Font(name=self._font, size=self._size, bold=bold)
            cell.border = _BOX
            cell.alignment = Alignment(vertical="center", wrap_text=isinstance(value, str) and _width(value) > 36)
            if isinstance(value, datetime):
                cell.number_format = "yyyy-mm-dd hh:mm"
            elif isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
            if formats and at in formats:
                cell.number_format = formats[at]
        self.row += 1

    def finish(self, widest: int = 42) -> None:
        """Fit the columns and set up printing."""
        for column in self.sheet.iter_cols(min_row=1, max_row=min(self.sheet.max_row, 60)):
            plain = [cell for cell in column if type(cell).__name__ == "Cell"]
            wide = max((_width(cell.value) for cell in plain if cell.row > 2 or len(column) < 3), default=8)
            letter = get_column_letter(column[0].column)
            self.sheet.column_dimensions[letter].width = min(max(wide + 2, 8), widest)
        self._fit_heights()
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.paperSize = 9
        self.sheet.page_setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _fit_heights(self) -> None:
        """Rows with wrapped text are as high as their longest cell needs."""
        for row in self.sheet.iter_rows(min_row=3):
            lines = 1
            for cell in row:
                if cell.alignment.wrap_text and isinstance(cell.value, str):
                    wide = self.sheet.column_dimensions[get_column_letter(cell.column)].width - 1
                    lines = max(lines, sum(-(-_width(part) // int(wide)) for part in cell.value.split("\n")))
            if lines > 1:
                self.sheet.row_dimensions[row[0].row].height = 15.5 * lines


def save(book: Workbook, path: Path) -> None:
    """Save with fixed times, so that the same market gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = path.parent.name
    book.save(out)
    with zipfile.ZipFile(out) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as fixed:
        for name in made.namelist():
            content = made.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", _MADE.encode(), content)
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            fixed.writestr(info, content)


def save_xls(path: Path, sheet: str, title: str, head: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """An old .xls: a merged title, the heading on line 3, real dates."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)
    big = xlwt.easyxf("font: name 宋体, height 320, bold on; align: horiz center, vert center")
    bold = xlwt.easyxf("font: name 宋体, bold on; align: horiz center; pattern: pattern solid, fore_colour gray25")
    plain = xlwt.easyxf("font: name 宋体; align: wrap on, vert top")
    moment = xlwt.easyxf("font: name 宋体; align: vert top", num_format_str="yyyy-mm-dd hh:mm")
    day = xlwt.easyxf("font: name 宋体; align: vert top", num_format_str="yyyy-mm-dd")
    page.write_merge(0, 0, 0, len(head) - 1, title, big)
    for at, text in enumerate(head):
        page.write(2, at, text, bold)
        longest = max([_width(text), *(_width(row[at]) for row in rows[:40])])
        page.col(at).width = 256 * min(max(longest + 2, 8), 40)
    for down, row in enumerate(rows, start=3):
        for at, value in enumerate(row):
            style = moment if isinstance(value, datetime) else day if isinstance(value, date) else plain
            page.write(down, at, value, style)
    page.set_panes_frozen(True)
    page.set_horz_split_pos(3)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))


def save_csv(path: Path, encoding: str, head: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    """A text file as an old address-card scanner exports it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([head, *rows])
    path.write_bytes(out.getvalue().encode(encoding))
