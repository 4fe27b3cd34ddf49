"""Which rows below a heading are data: no blanks, totals, repeated headings, notes or printed examples."""

import re
from collections.abc import Mapping

from toolkit.forms.column_values import ColumnValues
from toolkit.forms.dispatch import as_typed
from toolkit.forms.form import Form
from toolkit.forms.reading import Recognised
from toolkit.forms.table import Sheet, Value
from toolkit.messages.script import fold

_TOTAL = re.compile(
    r"(?:本?[页頁月年季周]|全[年月部])?(?:合|小|总|共|累)\s*[计数额](?:金额|数量|面积)?\s*(?:\(.*\))?[:\s\d.,元]*"
    r"|(?:grand\s*|sub-?)?total\s*:?"
    r"|sum\s*:?"
)
_NOTE = re.compile(
    r"(?:[*※]|\d+[.、])?\s*(?:注|备注|说明|填写说明|填表说明|提示|制表|填表|审核|note|remark|instruction)"
)
_EXAMPLE = re.compile(r"[(【\[]?\s*(?:(?:示例|范例|例|例如|例子|样例|example)\s*(?:[:)】\]]|$)|e\.g\.)")
_EXAMPLE_ROWS = 4


def data_indices(sheet: Sheet, recognised: Recognised, columns: Mapping[str, ColumnValues]) -> list[int]:
    """Return the indices (0 = the row below the heading) of the rows that hold data."""
    judge = _Judge(sheet, recognised, columns)
    doubtful = judge.doubtful()
    return [index for index in range(judge.count) if index not in doubtful or judge.is_data(index)]


def is_total(text: str) -> bool:
    """Whether a cell says that its row sums up others: 合計, 本頁小計, Total."""
    return len(text) <= 20 and _TOTAL.fullmatch(fold(text)) is not None


class _Judge:
    """Judges rows of one sheet; only those that lack something or look like a heading are looked at."""

    def __init__(self, sheet: Sheet, recognised: Recognised, columns: Mapping[str, ColumnValues]) -> None:
        self.form, self.columns = recognised.form, columns
        self.first_row = recognised.header_rows[-1] + 1
        self.rows = sheet.rows[self.first_row - 1 :]
        self.count = len(self.rows)
        self.headings = _headings(sheet, recognised)

    def doubtful(self) -> set[int]:
        """Indices of the rows that must be looked at one by one."""
        required = [values for name, values in self.columns.items() if name in self.form.required]
        indices = set(range(min(_EXAMPLE_ROWS, self.count)))
        for values in required or list(self.columns.values()):
            if None in values.values:
                indices.update(index for index, value in enumerate(values.values) if value is None)
            heading = self.headings.get(values.field)
            if heading in values.raw:
                indices.update(index for index, raw in enumerate(values.raw) if raw == heading)
        return indices

    def is_data(self, index: int) -> bool:
        """Whether the row at ``index`` holds data."""
        texts = [text for value in self.rows[index] if (text := as_typed(value).strip())]
        if not texts:
            return self._unreadable(index)
        if self._blank(index):
            return False
        if len(texts) == 1 and _NOTE.match(fold(texts[0])) and not self._required_filled(index):
            return False
        lacks = any(values.values[index] is None for values in self._required())
        if lacks and any(map(is_total, texts)):
            return False
        return not (self._repeats_heading(index) or (index < _EXAMPLE_ROWS and self._is_example(index, texts)))

    def _required(self) -> list[ColumnValues]:
        return [values for name, values in self.columns.items() if name in self.form.required]

    def _required_filled(self, index: int) -> int:
        return sum(values.values[index] is not None for values in self._required())

    def _blank(self, index: int) -> bool:
        """Whether nothing (or only a computed 0) stands in our columns, and beside them at most numbers."""
        ours = [values for values in self.columns.values() if _filled(values, index)]
        mine = {values.number for values in self.columns.values()}
        beside = (value for at, value in enumerate(self.rows[index], 1) if at not in mine)
        return not ours and not any(isinstance(value, str) and not _is_number(value) for value in beside)

    def _unreadable(self, index: int) -> bool:
        """Whether a row without any value holds a record nonetheless: errors, formulas that were never calculated.

        One such cell alone may be a formula that was filled down beside empty rows.
        """
        required = self._required()
        return sum(index in values.said for values in required) >= min(2, len(required)) > 0

    def _repeats_heading(self, index: int) -> bool:
        filled = [values for values in self.columns.values() if values.typed(index).strip()]
        same = [values for values in filled if values.typed(index).strip() == self.headings.get(values.field)]
        return len(same) >= 2 and len(same) * 2 > len(filled)

    def _is_example(self, index: int, texts: list[str]) -> bool:
        """Whether the row is the example or the help that our own blank forms carry."""
        if _EXAMPLE.match(fold(texts[0])):
            return True
        filled = [values for values in self.columns.values() if values.typed(index).strip()]
        if len(filled) < 2:
            return False
        return all(_same(values, index, "example") for values in filled) or all(
            _same(values, index, "help") for values in filled
        )


def _headings(sheet: Sheet, recognised: Recognised) -> dict[str, str]:
    row = recognised.header_rows[-1]
    return {field: as_typed(sheet.cell(row, column).value).strip() for field, column in recognised.columns.items()}


def _filled(values: ColumnValues, index: int) -> bool:
    zero = isinstance(values.raw[index], float) and values.raw[index] == 0
    return (bool(values.typed(index).strip()) and not zero) or index in values.said


def _is_number(text: str) -> bool:
    return not text.strip() or text.strip().replace(".", "", 1).isdigit()


def _same(values: ColumnValues, index: int, part: str) -> bool:
    written = values.column.example if part == "example" else values.column.help
    return bool(written) and fold(values.typed(index)) == fold(written)


def example_row(form: Form) -> dict[str, Value]:
    """The example that stands in a blank form, field → text; the same text is skipped when it comes back."""
    return {field: column.example for field, column in form.columns.items() if column.example}
