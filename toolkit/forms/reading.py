"""What recognition and validation hand on: sheets matched to forms, rows taken, findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.forms.form import Form, Row
from toolkit.frozen import value
from toolkit.messages.finding import Finding


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is one of our forms.

    ``header_rows`` are Excel's row numbers of the heading (two for a two-line heading); ``columns``
    maps field → 1-based column; ``extras`` maps a heading we do not know → its column (kept with the row).
    ``rivals`` maps field → further columns under the very same heading; ``seconds`` maps a column kept as
    extra → the field it could also have meant. ``given`` are fields whose one value for the whole sheet was
    told beside it: no cell of the sheet holds it.
    """

    form: Form
    header_rows: tuple[int, ...]
    columns: Mapping[str, int]
    extras: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    rivals: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: MappingProxyType({}))
    seconds: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    given: frozenset[str] = frozenset()


@value(frozen=True, slots=True)
class TakenRow:
    """A row that passed every gate.

    ``number`` is Excel's row number; ``cleared`` names the fields in which the sender typed 清除 (a
    blank never erases); ``cells`` maps field → address, for provenance.
    """

    row: Row
    sheet: str
    number: int
    extras: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cleared: frozenset[str] = frozenset()
    cells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One sheet, read and checked: ``rows`` were taken, ``rejected`` are Excel's numbers of the others.

    ``form`` is None where the sheet is none of our forms (then ``findings`` say why, or nothing when
    the sheet is empty or ours). ``findings`` hold errors, questions, warnings and reading notes alike.
    """

    sheet: str
    recognised: Recognised | None = None
    rows: tuple[TakenRow, ...] = ()
    rejected: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
