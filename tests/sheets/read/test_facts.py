"""Facts and values of a sheet joined: how far the cells with a style are looked through."""

from collections.abc import Iterator
from datetime import date

from toolkit.sheets.read.facts import Calendar, SheetFacts, sheet_of
from toolkit.sheets.read.formats import Meaning

DATES = Calendar({1: ("yyyy-mm-dd", Meaning.DATE)})


def test_once_every_style_was_seen_as_dates_no_further_cell_is_asked_for():
    asked = []

    def styled() -> Iterator[tuple[int, int, int]]:
        for row in range(1, 9):
            asked.append(row)
            yield row, 1, 1

    rows = [["日期"], [46000.0], [date(2026, 11, 24)], [date(2026, 11, 25)]]
    sheet = sheet_of("甲", rows, SheetFacts(styled=styled()), DATES)
    assert asked == [1, 2, 3]
    assert [row[0] for row in sheet.rows[2:]] == [date(2026, 11, 24), date(2026, 11, 25)]
    assert not isinstance(sheet.rows[1][0], float)
