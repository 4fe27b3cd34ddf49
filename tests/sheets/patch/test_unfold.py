"""A folded group of columns opens where a cell in it is marked, and no other does."""

import pytest

from toolkit.sheets.patch.cells import SheetBytes, cut
from toolkit.sheets.patch.unfold import unfold

COLS = (
    b'<cols><col min="1" max="1" width="9"/><col min="2" max="2" width="9" collapsed="1"/>'
    b'<col min="3" max="4" width="9" hidden="1" outlineLevel="1"/><col min="5" max="5" hidden="1" outlineLevel="1"/>'
    b'<col min="6" max="6" collapsed="1"/><col min="7" max="7" hidden="1" outlineLevel="1"/><col min="9" max="9" hidden="1"/></cols>'
)


def sheet() -> SheetBytes:
    return cut(b'<worksheet xmlns="x">' + COLS + b"<sheetData></sheetData></worksheet>")


@pytest.mark.parametrize("column", [3, 4, 5])
def test_the_whole_group_opens_and_its_sign_goes(column: int) -> None:
    head = unfold(sheet(), {column}).head
    assert b'<col min="3" max="4" width="9" outlineLevel="1"/><col min="5" max="5" outlineLevel="1"/>' in head
    assert b'<col min="2" max="2" width="9"/>' in head
    assert b'<col min="7" max="7" hidden="1" outlineLevel="1"/>' in head


@pytest.mark.parametrize("columns", [(), (1,), (9,), (12,)])
def test_what_is_not_folded_stays_as_it_is(columns: tuple[int, ...]) -> None:
    assert unfold(sheet(), columns) == sheet()
