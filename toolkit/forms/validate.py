"""Check a recognised sheet: every finding at its cell, good rows taken, bad rows named.

The order: columns are read (``column_values``), rows that are no data fall out (``data_rows``), what is
missing is named, row rules run on whatever could be read, the strict row comes last, and rows that are
the same record are found (``twins``). One bad cell never hides another finding of its row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import repeat
from typing import Any

from pydantic import ValidationError

from toolkit.forms.column import Convention, Reading
from toolkit.forms.column_values import ColumnValues, read_columns
from toolkit.forms.data_rows import data_indices
from toolkit.forms.dispatch import EMPTY, as_typed
from toolkit.forms.form import Form, Row, RowRule
from toolkit.forms.places import Places
from toolkit.forms.reading import Recognised, SheetReading, TakenRow
from toolkit.forms.sheet_findings import about_headings, about_hidden_rows
from toolkit.forms.table import Sheet, letter
from toolkit.forms.twins import Twin, twins
from toolkit.messages import codes_sheets, codes_values
from toolkit.messages.finding import Code, Finding
from toolkit.messages.script import fold

Values = dict[str, Any]
MOST_LISTED = 30_000
"""Findings of one sheet that are told cell by cell; nobody reads more, and a million would fill the memory."""
_COUNTING = frozenset({"序号", "编号", "项次", "行号", "no", "no.", "#", "num", "id"})
"""Folded headings of columns that number the rows."""


def validate(sheet: Sheet, recognised: Recognised, convention: Convention, today: date) -> SheetReading:
    """Read and check every row of a recognised sheet; never raises, whatever its cells hold.

    A row is taken when none of its findings blocks (ERROR, ASK). ``today`` goes to the row rules. Rows
    that repeat an earlier row exactly are neither taken nor rejected, only warned about.
    """
    draft = _Draft(sheet, recognised, read_columns(sheet, recognised, convention))
    draft.indices = data_indices(sheet, recognised, draft.columns)
    draft.findings += about_headings(sheet, recognised, draft.first_row, draft.indices)
    draft.findings += about_hidden_rows(sheet, draft.first_row, draft.indices)
    _check_cells(draft)
    _check_required(draft)
    values = _row_values(draft)
    for rule in recognised.form.rules:
        _check_rule(draft, rule, values, today)
    rows = _strict_rows(draft, values)
    _check_twins(draft, values, rows)
    return _finished(draft, rows)


@dataclass
class _Draft:
    """What is known of a sheet while it is being checked; ``bad`` maps index → fields that cannot be used."""

    sheet: Sheet
    recognised: Recognised
    columns: Mapping[str, ColumnValues]
    indices: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    bad: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    cleared: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    unlisted: Counter[str] = field(default_factory=Counter)
    """Field → how many of its findings are counted, no longer told one by one."""

    @property
    def form(self) -> Form:
        return self.recognised.form

    @property
    def first_row(self) -> int:
        return self.recognised.header_rows[-1] + 1

    @cached_property
    def anchor(self) -> ColumnValues:
        """The column that stands for a row where a finding's own column is not in the sheet: what names it."""
        named = [name for key in self.form.keys for name in key if name in self.columns]
        required = [name for name in named if name in self.form.required]
        return self.columns[next(iter(required or named or self.columns))]

    def told(self, fields: Iterable[str]) -> list[int]:
        """The data rows in which at least one of ``fields`` has a value."""
        columns = [self.columns[name].values for name in fields if name in self.columns]
        if any(None not in values for values in columns):
            return self.indices
        if len(columns) == 1:
            return [index for index in self.indices if columns[0][index] is not None]
        return [index for index in self.indices if any(values[index] is not None for values in columns)]

    def report(self, index: int, name: str, reading: Reading, code: Code) -> None:
        """Add a finding about one field of one row; a blocking one makes the field unusable."""
        if code.severity.blocks:
            self.bad[index].add(name)
        if not self.listed(name):
            return
        values = self.columns.get(name)
        data = reading.data if not reading.shown else {**reading.data, "shown": reading.shown}
        self.findings.append(
            Finding(
                code,
                self.sheet.name,
                (values or self.anchor).place(index),
                self.first_row + index,
                name,
                values.typed(index) if values else "",
                reading.suggestion,
                data,
            )
        )

    def listed(self, name: str) -> bool:
        """Whether one more finding about ``name`` is told by itself."""
        full = len(self.findings) >= MOST_LISTED
        self.unlisted[name] += full
        return not full

    def place(self, finding: Finding, index: int) -> Finding:
        """Fill in where a row rule's finding stands."""
        values = self.columns.get(finding.field)
        return Finding(
            finding.code,
            self.sheet.name,
            (values or self.anchor).place(index),
            self.first_row + index,
            finding.field,
            finding.value or (values.typed(index) if values else ""),
            finding.suggestion,
            finding.data,
        )


def _check_cells(draft: _Draft) -> None:
    wanted = set(draft.indices)
    for name, values in draft.columns.items():
        required = name in draft.form.required
        for index, reading in values.said.items():
            if index not in wanted or reading.code is None:
                continue
            if reading.code is codes_values.READ_CLEARED:
                draft.cleared[index].add(name)
            missing = required and reading.code is codes_values.READ_EMPTY
            draft.report(index, name, reading, codes_values.REQUIRED if missing else reading.code)


def _check_required(draft: _Draft) -> None:
    """Name what is missing: a whole column once, a cell at its place."""
    for name in draft.form.columns:
        if name not in draft.form.required:
            continue
        values = draft.columns.get(name)
        if values is None:
            for index in draft.indices:
                draft.bad[index].add(name)
            continue
        for index in draft.indices if None in values.values else ():
            if values.empty(index):
                draft.report(index, name, EMPTY, codes_values.REQUIRED)


def _row_values(draft: _Draft) -> dict[int, Values]:
    """Index → field → value as read, in the form's order; fields that the sheet lacks are None."""
    names, count = list(draft.form.columns), len(draft.anchor.values)
    columns = [draft.columns[name].values if name in draft.columns else repeat(None, count) for name in names]
    rows = list(zip(*columns, strict=True))
    return {index: dict(zip(names, rows[index], strict=True)) for index in draft.indices}


def _check_rule(draft: _Draft, rule: RowRule, values: Mapping[int, Values], today: date) -> None:
    needs = set(rule.needs)
    for index in draft.told(rule.about) if rule.about else draft.indices:
        if index in draft.bad and not needs.isdisjoint(draft.bad[index]):
            continue
        for finding in rule.check(values[index], today):
            if draft.listed(finding.field):
                draft.findings.append(draft.place(finding, index))
            if finding.blocks:
                draft.bad[index].add(finding.field)


def _strict_rows(draft: _Draft, values: Mapping[int, Values]) -> dict[int, Row]:
    """Build the strict row of every row that has no blocking finding."""
    good = [index for index in draft.indices if index not in draft.bad]
    if draft.form.all_fit([values[index] for index in good]):
        return {index: draft.form.row_of(values[index]) for index in good}
    rows: dict[int, Row] = {}
    for index in good:
        try:
            rows[index] = draft.form.row.model_validate(values[index])
        except ValidationError as refusal:
            for problem in refusal.errors(include_url=False):
                name = str(problem["loc"][0]) if problem["loc"] else ""
                draft.report(index, name, Reading(data={"reason": problem["type"]}), codes_values.REFUSED)
    return rows


def _check_twins(draft: _Draft, values: Mapping[int, Values], rows: dict[int, Row]) -> None:
    """Take a record that stands twice once; keep a row out that contradicts an earlier one.

    Where it cannot be known which of the two holds (``Form.doubts_both``) both are kept out.
    """
    for twin in list(twins(draft.form, [(index, values[index]) for index in rows])):
        del rows[twin.index]
        name = next((part for part in twin.key if part in draft.columns), twin.key[0])
        differs = [draft.form.columns[field].title for field in twin.differs] or _extras_apart(draft, twin)
        code = codes_sheets.ROW_CONTRADICTS if differs else codes_sheets.ROW_TWICE
        draft.report(twin.index, name, Reading(data=_twin_data(draft, twin, differs)), code)
        if differs and draft.form.doubts_both and rows.pop(twin.first, None) is not None:
            other = {**_twin_data(draft, twin, differs), "other": draft.first_row + twin.index}
            draft.report(twin.first, name, Reading(data=other), code)


def _extras_apart(draft: _Draft, twin: Twin) -> list[str]:
    """Headings of ours unknown under which two rows, equal in all else, differ; numbers that merely count do not."""
    extras, rows = draft.recognised.extras, draft.sheet.rows[draft.first_row - 1 :]
    one, other = _extras(rows[twin.index], extras), _extras(rows[twin.first], extras)
    return [name for name in extras if fold(name) not in _COUNTING and one.get(name, "") != other.get(name, "")]


def _twin_data(draft: _Draft, twin: Twin, differs: Sequence[str]) -> Mapping[str, object]:
    columns = draft.form.columns
    return {
        "other": draft.first_row + twin.first,
        "key": "、".join(columns[name].title for name in twin.key),
        "fields": "、".join(differs),
    }


def _finished(draft: _Draft, rows: Mapping[int, Row]) -> SheetReading:
    rejected = tuple(draft.first_row + index for index in draft.indices if index in draft.bad)
    more = [(name, count) for name, count in draft.unlisted.items() if count]
    about = codes_sheets.MORE_ALIKE, draft.sheet.name
    draft.findings += [Finding(*about, field=name, data={"count": count}) for name, count in more]
    if draft.form.all_or_nothing and rejected:
        draft.findings.append(Finding(codes_sheets.ALL_OR_NOTHING, draft.sheet.name, data={"count": len(rejected)}))
        rows, rejected = {}, tuple(draft.first_row + index for index in draft.indices)
    return SheetReading(
        draft.sheet.name,
        draft.recognised,
        tuple(_taken(draft, rows)),
        rejected,
        tuple(sorted(draft.findings, key=_reading_order)),
    )


def _reading_order(finding: Finding) -> tuple[int, int, str]:
    letters = finding.cell.rstrip("0123456789")
    return finding.row, len(letters), letters


def _taken(draft: _Draft, rows: Mapping[int, Row]) -> Iterable[TakenRow]:
    given = draft.recognised.given
    letters = {name: letter(column) for name, column in draft.recognised.columns.items() if name not in given}
    nothing: Mapping[str, str] = {}
    nobody: frozenset[str] = frozenset()
    extras = draft.recognised.extras
    for index, row in rows.items():
        number = draft.first_row + index
        kept = _extras(draft.sheet.rows[number - 1], extras) if extras else nothing
        cleared = frozenset(draft.cleared[index]) if index in draft.cleared else nobody
        yield TakenRow(row, draft.sheet.name, number, kept, cleared, Places(letters, number))


def _extras(row: Any, extras: Mapping[str, int]) -> Mapping[str, str]:
    """What stands in the columns we do not know, as typed; empty cells are left out."""
    width = len(row)
    return {
        heading: as_typed(row[column - 1])
        for heading, column in extras.items()
        if column <= width and row[column - 1] not in (None, "")
    }
