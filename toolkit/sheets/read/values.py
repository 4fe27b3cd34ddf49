"""The one door to python-calamine: a workbook's values, its errors turned into ``Unreadable``."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from toolkit.errors import Unreadable
from toolkit.forms.table import Range, Value
from toolkit.messages import codes_files as codes

Result = TypeVar("Result")
Rows = list[list[Value]]

_PANIC = "PanicException"


class Values:
    """The values of a workbook that calamine could open; sheets are those that can hold cells."""

    def __init__(self, source: Path | BytesIO) -> None:
        """Raise ``Unreadable`` where calamine cannot open the file."""
        own = source if isinstance(source, Path) else BytesIO(source.getbuffer())
        self._book: CalamineWorkbook = _guarded(lambda: CalamineWorkbook.from_object(own))
        holding = (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
        self.sheets: tuple[tuple[str, bool], ...] = tuple(
            (about.name, about.visible == SheetVisibleEnum.Visible)
            for about in self._book.sheets_metadata
            if about.typ in holding
        )
        """(name, whether it is visible) of each sheet, in order."""
        self._parsed: dict[str, CalamineSheet] = {}

    def parse(self, name: str) -> None:
        """Parse a sheet ahead of ``rows``: the larger part of the work, and other threads go on meanwhile."""
        self._parsed[name] = _guarded(lambda: self._book.get_sheet_by_name(name))

    def rows(self, name: str) -> tuple[Rows, tuple[Range, ...]]:
        """The rows of a sheet from A1, and its merged ranges where calamine tells them."""
        if name not in self._parsed:
            self.parse(name)
        sheet = self._parsed.pop(name)
        rows: Rows = _guarded(lambda: sheet.to_python(skip_empty_area=False))
        return _floats(rows), tuple(
            Range(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        )

    def close(self) -> None:
        """Let go of the file and of calamine's memory."""
        self._book.close()


def _floats(rows: Rows) -> Rows:
    """Every number a float, as Excel keeps it: some formats give whole numbers as ``int``."""
    for at, row in enumerate(rows):
        if int in map(type, row):
            rows[at] = [float(value) if type(value) is int else value for value in row]
    return rows


def _guarded(action: Callable[[], Any]) -> Any:
    """A panic of the Rust library is a BaseException; everything it raises means a damaged file."""
    try:
        return action()
    except PasswordError:
        raise Unreadable(codes.ENCRYPTED.code) from None
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise Unreadable(codes.DAMAGED.code, words=str(error)[:300]) from None
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise Unreadable(codes.DAMAGED.code, words=str(error)[:300]) from None
