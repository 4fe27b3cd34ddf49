"""A sentence in front of the KPI workbook has as many lines as it takes in the office's language."""

import io
from pathlib import Path

import openpyxl

from toolkit.figures.book import Book
from toolkit.figures.period import Period
from toolkit.sheets.build.kpi_book import Front, _Writer
from toolkit.sheets.build.kpi_page import Pages


def test_a_sentence_that_is_longer_in_english_gets_its_lines(tmp_path: Path) -> None:
    import xlsxwriter

    told = {"短": "short", "長": "a sentence that goes on " * 10}
    book = Book(Period("2026-11"), "2026-11-24", {}, {}, (), (), (), (), (), ())
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        pages = Pages(made, "en", lambda text: told.get(text, text))
        writer = _Writer(pages, book, Front("t", "c", ("短", "長")), {})
        writer._summary(pages.page("front"), pages.page("data"))
    page = openpyxl.load_workbook(content).worksheets[0]
    assert (page.row_dimensions[3].height, page.row_dimensions[4].height) == (20.25, 48)
