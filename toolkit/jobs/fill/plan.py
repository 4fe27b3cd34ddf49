"""What a filling will do, decided before anything is written: which columns, which names, which rows."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from toolkit.documents import compile_template
from toolkit.documents.lint.lint import check
from toolkit.documents.lint.slip import Slip
from toolkit.documents.wording import Wording, compile_wording
from toolkit.errors import TemplateError, ToolkitError, UsageError
from toolkit.folders.names import ignored, safe_name, same_name, split
from toolkit.forms.free_table import FreeRow, FreeTable, spoken
from toolkit.forms.table import address
from toolkit.jobs.fill.names import ROW, Names, names_for
from toolkit.jobs.fill.sheet import read_table, wanted_of
from toolkit.jobs.fill.work import Order, RowOrder
from toolkit.jobs.service import Service, template_file
from toolkit.messages.codes_fill import UNKNOWN_NAME as NO_SUCH
from toolkit.messages.codes_templates import UNKNOWN_NAME
from toolkit.messages.script import fold
from toolkit.stages.context import company_facts


@dataclass(frozen=True)
class Plan:
    """Everything decided: ``rows`` in the order of the sheet, ``unnamed`` rows whose file name cannot be made.

    ``slips`` are what the check of the template has to say: above all names that no column has.
    """

    template: Path
    file: Path
    table: FreeTable
    names: Names
    slips: tuple[Slip, ...]
    order: Order
    rows: tuple[RowOrder, ...]
    unnamed: tuple[tuple[int, ToolkitError], ...] = ()

    def cells_broken(self) -> Iterator[tuple[int, str]]:
        """(row, cell) of the cells that hold an error or were never calculated, and print as missing."""
        return ((row.number, cell) for row in self.table.rows for cell in row.broken)

    def to(self, out: Path) -> "Plan":
        """The same, written into the folder ``out`` by the workers themselves."""
        return replace(self, order=replace(self.order, out=str(out)))


def plan(service: Service, template: str, file: Path, pattern: str = "") -> Plan:
    """Decide how ``template`` (a name in ``templates/word``, or a path) is filled with ``file``.

    Raises UsageError (no such template, no table, a name in ``pattern`` that no column has), Unreadable for
    the sheet, TemplateError for the template.
    """
    path = found_template(service, template)
    if not file.is_file():
        raise UsageError("fill.no_file", file=str(file))
    source = path.read_bytes()
    used = [slip.words for slip in check(source, {}, ()).slips if slip.code is UNKNOWN_NAME]
    wording = _wording(pattern, {})
    used += [shown for _, shown in wording.names if shown]
    table = service.workers.call(read_table, file, wanted_of(used))
    if table is None or not table.rows:
        raise UsageError("fill.no_table", file=file.name)
    names = names_for(table.columns, used)
    _one_column_each(table, names, used)
    order = replace(_order(service, source, names), file=file.name, sheet=table.sheet, columns=_lettered(table))
    compile_template(source, terms=names.terms, cache=Path(order.cache))
    found = check(source, names.titles, names.keys).slips
    slips = tuple(replace(slip, code=NO_SUCH) if slip.code is UNKNOWN_NAME else slip for slip in found)
    line = _pattern(pattern, names) if pattern else _usual(path.stem, table)
    rows, unnamed = _rows(table, names, line, order.base)
    return Plan(path, file, table, names, slips, order, rows, unnamed)


def _lettered(table: FreeTable) -> tuple[tuple[str, str], ...]:
    """Each column's field with its letters on the sheet."""
    return tuple((column.key, address(1, column.number).rstrip("1")) for column in table.columns)


def _one_column_each(table: FreeTable, names: Names, used: Iterable[str]) -> None:
    """Raises UsageError for a name that the headings of several columns mean: which one is not ours to choose."""
    alike = Counter(fold(spoken(column.heading)) for column in table.columns)
    first = {column.key: column for column in table.columns if column.name == spoken(column.heading)}
    for typed in used:
        column = first.get(names.columns.get(names.key(typed) or "", ""))
        if column and alike[fold(column.name)] > 1:
            raise UsageError("fill.heading_twice", name=column.heading, count=alike[fold(column.name)])


def found_template(service: Service, name: str) -> Path:
    """The template called ``name``, in either script, or the .docx at that path; raises UsageError."""
    given = Path(name)
    if given.suffix.lower() == ".docx" and given.is_file():
        return given
    own = service.workspace.templates / "word"
    known = {file.stem: file for file in sorted(own.glob("*.docx")) if not ignored(file.name)}
    alike = next((file for stem, file in known.items() if fold(stem) == fold(given.stem)), None)
    found = known.get(given.stem) or alike or template_file(service.workspace, given.stem)
    if not found.is_file():
        raise UsageError("template.unknown", name=name)
    return found


def _order(service: Service, source: bytes, names: Names) -> Order:
    base = {**company_facts(service.rules.company), "printed_on": service.day()}
    level = service.workspace.settings.compression
    return Order(
        template=source,
        template_hash=hashlib.sha256(source).hexdigest(),
        terms=tuple(sorted(names.terms.items())),
        base={key: value for key, value in base.items() if value not in ("", None)},
        compression="zlib-6" if level > 3 else "zlib-1",
        run=secrets.token_hex(4),
        cache=str(service.template_cache),
    )


def _wording(pattern: str, terms: Mapping[str, str]) -> Wording:
    try:
        wording = compile_wording(pattern, terms)
    except TemplateError:
        raise UsageError("fill.pattern", pattern=pattern) from None
    if any(sign in text for text in wording.texts for sign in ("{{", "}}", "{%", "%}")):
        raise UsageError("fill.pattern", pattern=pattern)
    return wording


def _pattern(pattern: str, names: Names) -> Wording:
    """The compiled pattern; raises UsageError for a name that no column has."""
    wording = _wording(pattern, names.terms)
    for path, shown in wording.names:
        if path and path not in names.keys:
            near = names.nearest(shown)
            code = "fill.no_column_near" if near else "fill.no_column"
            raise UsageError(code, name=shown, nearest=near, headings=_headings(names))
    return wording


def _headings(names: Names) -> list[str]:
    return list(dict.fromkeys(names.columns.values()))


def _usual(template: str, table: FreeTable) -> Wording:
    """Without a pattern: the template's name, and of the row what tells it from all others, else its number."""
    telling = next((column.key for column in table.columns if _tells(column.key, table.rows)), ROW[0])
    return replace(compile_wording(f"{{{{ {telling} }}}}", {}), texts=(f"{template}_", ""))


def _tells(key: str, rows: Sequence[FreeRow]) -> bool:
    values = [str(row.values[key]) for row in rows if key in row.values]
    return len(set(values)) == len(rows)


def _rows(
    table: FreeTable, names: Names, line: Wording, base: Mapping[str, Any]
) -> tuple[tuple[RowOrder, ...], tuple[tuple[int, ToolkitError], ...]]:
    """Each row with the name of its file, and those whose name cannot be made."""
    free = _Free()
    rows, unnamed = [], []
    for row in table.rows:
        values = _values(row, names)
        try:
            name = free.name(line.fill({**base, **values}))
        except ToolkitError as error:
            unnamed.append((row.number, error))
            continue
        rows.append(RowOrder(row.number, name, values))
    return tuple(rows), tuple(unnamed)


def _values(row: FreeRow, names: Names) -> dict[str, Any]:
    """The row under every name that means one of its columns."""
    values: dict[str, Any] = dict.fromkeys(ROW, row.number)
    return values | {key: row.values[column] for key, column in names.columns.items() if column in row.values}


class _Free:
    """Hands out file names, each once: to Windows 「a」 and 「A」 are one."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def name(self, text: str) -> str:
        wanted = safe_name(text, ".docx")
        stem, suffix = split(wanted)
        name, number = wanted, self._taken.get(same_name(wanted), 0)
        while same_name(name) in self._taken:
            number += 1
            name = safe_name(f"{stem} ({number + 1})", suffix)
        self._taken[same_name(wanted)] = number
        self._taken.setdefault(same_name(name), 0)
        return name
