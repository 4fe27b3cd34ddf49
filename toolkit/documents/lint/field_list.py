"""The field list of a template as a Word document: every placeholder, ready to copy, with what it means."""

import io
from collections.abc import Sequence
from typing import Protocol

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.run import Run

_WIDTHS = (5.6, 4.3, 5.2, 4.8, 5.4)
_SHADE = "E3EEF1"
_INK = RGBColor(0x1F, 0x4E, 0x5F)
_FONT = "Microsoft JhengHei"


class Group(Protocol):
    """Fields that stand together, under a ``title`` and a ``hint`` ("" for none); a line is five cells."""

    @property
    def title(self) -> str:
        """What they are."""

    @property
    def hint(self) -> str:
        """How to use them."""

    @property
    def lines(self) -> Sequence[Sequence[str]]:
        """One a field."""


class Table(Protocol):
    """Groups under the same five headings."""

    @property
    def headings(self) -> Sequence[str]:
        """Of the five columns."""

    @property
    def groups(self) -> Sequence[Group]:
        """One table each."""

    @property
    def note(self) -> str:
        """How to use them, "" for none."""

    @property
    def title(self) -> str:
        """What they are, "" for none."""


def field_list(title: str, tables: Sequence[Table]) -> bytes:
    """The .docx: ``title``, and for each of ``tables`` its title, its note and a table a group."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    _paragraph(document, title, 18, bold=True)
    for table in tables:
        _listed(document, table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _listed(document: Document, table: Table) -> None:
    if table.title:
        _paragraph(document, table.title, 16, bold=True, follows=True)
    if table.note:
        _paragraph(document, table.note, 10, follows=True)
    for group in table.groups:
        _paragraph(document, group.title, 13, bold=True, follows=True)
        if group.hint:
            _paragraph(document, group.hint, 10, follows=True)
        _table(document, table.headings, group.lines)


def _paragraph(document: Document, text: str, size: int, *, bold: bool = False, follows: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(size / 2 if bold else 0)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = follows
    run = paragraph.add_run(text)
    _font(run, size)
    run.bold = bold
    if bold:
        run.font.color.rgb = _INK


def _font(run: Run, size: float) -> None:
    run.font.size, run.font.name = Pt(size), _FONT
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)  # noqa: SLF001 - no public way


def _table(document: Document, headings: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    _row(table, 0, headings, bold=True)
    _repeat(table)
    for at, line in enumerate(lines, 1):
        table.add_row()
        _row(table, at, line)


def _row(table: WordTable, at: int, texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text, width in zip(table.rows[at].cells, texts, _WIDTHS, strict=True):
        cell.width = Cm(width)
        run = cell.paragraphs[0].add_run(text)
        layout = cell.paragraphs[0].paragraph_format
        layout.space_before = layout.space_after = Pt(2)
        _font(run, 9.5)
        run.bold = bold
        if bold:
            shade = OxmlElement("w:shd")
            shade.set(qn("w:val"), "clear")
            shade.set(qn("w:fill"), _SHADE)
            cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - no public way to shade a cell


def _repeat(table: WordTable) -> None:
    """Repeat the heading row on each page."""
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001 - no public way
