"""A copy of a document for the printer, with tables of thousands of rows cut into shorter ones.

LibreOffice looks at all cells of a table for each of its cells: 20,000 cells take a minute, 100,000 half an hour
(measured with 7.4; neither fixed widths nor what rows may do at a page's end change it). Cut into tables of
``MOST_ROWS``, each on a new page below the same heading, it takes as long as its rows do. The document itself is
never touched: Word has no such trouble.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

from lxml import etree

from toolkit.documents.compile.parts import parse
from toolkit.errors import TemplateError

MOST_ROWS = 500
"""Rows of one printed table; a table with up to twice as many stays whole."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"
_ROW = re.compile(rb"<w:tr[ >]")
_OFF = frozenset({"0", "false", "off"})


def copy_to_print(source: Path, target: Path) -> int:
    """Copy the .docx ``source`` to ``target``, its long tables cut; how many rows its tables have.

    What has no long table, or cannot be read, is copied as it is.
    """
    try:
        short, rows = _cut(source.read_bytes())
    except (zipfile.BadZipFile, KeyError, TemplateError):
        short, rows = None, 0
    if short is None:
        shutil.copyfile(source, target)
    else:
        target.write_bytes(short)
    return rows


def _cut(content: bytes) -> tuple[bytes | None, int]:
    """The package with its long tables cut, ``None`` where it has none; and the rows of all its tables."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        body = old.read(_BODY)
        rows = len(_ROW.findall(body))
        if rows <= 2 * MOST_ROWS:
            return None, rows
        root = parse(body, _BODY)
        tables = [table for table in root.iterfind(f"{_W}body/{_W}tbl") if _is_long(table)]
        if not tables:
            return None, rows
        for table in tables:
            _split(table)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
            for item in old.infolist():
                changed = item.filename == _BODY
                new.writestr(item.filename, etree.tostring(root, encoding="UTF-8") if changed else old.read(item))
    return out.getvalue(), rows


def _is_long(table: etree._Element) -> bool:
    return len(table.findall(f"{_W}tr")) > 2 * MOST_ROWS


def _split(table: etree._Element) -> None:
    """Move all rows behind the first ``MOST_ROWS`` into tables of their own, behind ``table``."""
    rows = table.findall(f"{_W}tr")
    headings = list(_headings(rows))
    _, *others = _shares(rows[len(headings) :])
    begun = [child for child in table if child.tag in (f"{_W}tblPr", f"{_W}tblGrid")]
    at = table
    for share in others:
        page, part = _new_page(), etree.Element(f"{_W}tbl")
        part.extend([deepcopy(child) for child in (*begun, *headings)])
        part.extend(share)
        at.addnext(page)
        page.addnext(part)
        at = part


def _headings(rows: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """The rows that stand again on each page: the first ones that say so."""
    for row in rows[:MOST_ROWS]:
        sign = row.find(f"{_W}trPr/{_W}tblHeader")
        if sign is None or sign.get(f"{_W}val", "1") in _OFF:
            return
        yield row


def _shares(rows: Sequence[etree._Element]) -> list[list[etree._Element]]:
    """``rows`` in shares of ``MOST_ROWS``; cells merged downwards stay together."""
    shares: list[list[etree._Element]] = [[]]
    for row in rows:
        if len(shares[-1]) >= MOST_ROWS and not _goes_on(row):
            shares.append([])
        shares[-1].append(row)
    return shares


def _goes_on(row: etree._Element) -> bool:
    """Whether a cell of ``row`` is merged with the one above."""
    merged = (sign.get(f"{_W}val", "continue") for sign in row.iterfind(f"{_W}tc/{_W}tcPr/{_W}vMerge"))
    return "continue" in merged


def _new_page() -> etree._Element:
    """A paragraph nobody sees that begins a page: tables without one between them would be read as one."""
    paragraph = etree.Element(f"{_W}p")
    layout = etree.SubElement(paragraph, f"{_W}pPr")
    etree.SubElement(layout, f"{_W}pageBreakBefore")
    spacing = {"before": "0", "after": "0", "line": "20", "lineRule": "exact"}
    etree.SubElement(layout, f"{_W}spacing", {f"{_W}{name}": value for name, value in spacing.items()})
    return paragraph
