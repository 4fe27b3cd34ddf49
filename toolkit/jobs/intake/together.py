"""Several people mend copies of one receipt: each one's own changes are taken, true conflicts go back to both.

What a row stood for when the receipt was sent is the base. What its sender did not change since is no wish
of his, so what others made of it meanwhile stays; what both changed alike is taken; what both changed apart
is asked about, and nothing is overwritten.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Any

from pydantic import ValidationError

from toolkit.forms.form import Form
from toolkit.forms.reading import SheetReading, TakenRow
from toolkit.forms.table import Workbook
from toolkit.jobs.intake.evaluate import mark
from toolkit.jobs.intake.examine import Examined
from toolkit.jobs.intake.first_copy import Untouched
from toolkit.jobs.intake.identity import Dispute, with_ids
from toolkit.ledger.taken import RowMemory
from toolkit.ledger.view import View
from toolkit.messages.codes_together import DISPUTED, KEPT_THEIRS
from toolkit.messages.finding import Finding
from toolkit.outcome import LedgerView, Outcome, Record
from toolkit.stages.findings import at
from toolkit.stages.records import EXTRAS, payload

_OURS = frozenset({"customer", "customer_id", EXTRAS})
"""What says which record it is, or is compared by itself."""
_NOTHING: Mapping[str, Any] = {}


@dataclass
class Together:
    """Works on the readings of one receipt that came back.

    ``base`` maps (form, key) → what the receipt stood for; ``people`` tells who sent a submission.
    """

    base: Mapping[tuple[str, str], Record]
    view: LedgerView
    people: Mapping[str, str]
    untouched: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Row of the sheet at hand that was rejected before → its fields that the sender left as they were."""
    disputes: list[Dispute] = field(default_factory=list)
    memories: list[RowMemory] = field(default_factory=list)
    """What disputed rows stand for now: dropped once more, they count as meant."""

    def settle(self, reading: SheetReading, keys: Mapping[int, str]) -> SheetReading:
        """The reading with each row's own changes only; ``keys`` maps row number → the record that it was."""
        form = reading.recognised.form if reading.recognised else None
        if form is None or not keys:
            return reading
        now = self.view.by_key(form.name, set(keys.values()))
        rows, rejected, findings = [], list(reading.rejected), list(reading.findings)
        for row in reading.rows:
            key = keys.get(row.number, "")
            before, current = self.base.get((form.name, key)), now.get(key)
            if current is None or (before is not None and before.payload == current.payload):
                rows.append(row)
                continue
            settled, told = self._row(form, row, before.payload if before else _NOTHING, current)
            findings += told
            if any(one.blocks for one in told):
                rejected.append(row.number)
                self.memories.append(RowMemory(row.sheet, row.number, form.name, key, mark(row)))
            else:
                rows.append(settled)
        return replace(reading, rows=tuple(rows), rejected=tuple(sorted(rejected)), findings=tuple(findings))

    def _row(
        self, form: Form, row: TakenRow, before: Mapping[str, Any], current: Record
    ) -> tuple[TakenRow, list[Finding]]:
        mine, found = _wishes(form, row), list[Finding]()
        theirs: dict[str, Any] = {}
        for name, value in mine.items():
            old, new = before.get(name), current.payload.get(name)
            if new in (old, value) or name in _OURS:
                continue
            told = {"theirs": _shown(new), "person": self._person(current), "file": current.source.file}
            if value == old or name in self.untouched.get(row.number, ()):
                theirs[name] = new
                found.append(at(row, KEPT_THEIRS, name, _shown(value), shown=_shown(new), **told))
            else:
                found.append(at(row, DISPUTED, name, _shown(value), **told))
                self.disputes.append(Dispute(found[-1], form.columns[name], current.source.submission))
        return _with(row, theirs, before), found

    def _person(self, record: Record) -> str:
        return self.people.get(record.source.submission, "") or "別人"


def rows_were(reading: SheetReading, memories: Iterable[RowMemory], records: Mapping[str, Record]) -> dict[int, str]:
    """Row number → key of the record that the row was: by its values anywhere, else where it stood.

    ``records`` maps the memories' keys → their records as they were; where a row stood counts only while most
    of its cells say the same.
    """
    known = [one for one in memories if one.sheet == reading.sheet and one.key in records]
    by_mark: dict[str, list[RowMemory]] = {}
    for one in known:
        by_mark.setdefault(one.fingerprint, []).append(one)
    places = {one.row: one for one in known}
    found: dict[int, str] = {}
    for row in reading.rows:
        same, there = by_mark.get(mark(row), []), places.get(row.number)
        if there is not None and (there in same or _mostly(row, records[there.key].payload)):
            found[row.number] = there.key
        elif len(same) == 1:
            found[row.number] = same[0].key
    return found


def _mostly(row: TakenRow, before: Mapping[str, Any]) -> bool:
    """Whether at least half of a row's filled cells say what they said (own judgement)."""
    now = {name: value for name, value in payload(row).items() if name not in _OURS}
    same = sum(bool(before.get(name) == value) for name, value in now.items())
    return 0 < len(now) <= 2 * same


def _wishes(form: Form, row: TakenRow) -> dict[str, Any]:
    """What a row says field by field; 清除 says None."""
    return {
        **{name: value for name, value in payload(row).items() if name in form.columns},
        **dict.fromkeys(row.cleared),
    }


def _with(row: TakenRow, theirs: Mapping[str, Any], before: Mapping[str, Any]) -> TakenRow:
    """The row with others' values where its sender changed nothing; extras of old likewise fall out."""
    extras = {name: text for name, text in row.extras.items() if before.get(EXTRAS, _NOTHING).get(name) != text}
    if not theirs:
        return replace(row, extras=extras)
    values = {**{name: value for name, value in payload(row).items() if name != EXTRAS}, **theirs}
    try:
        fresh = type(row.row).model_validate_json(json.dumps(values))
    except ValidationError:
        return row
    return replace(row, row=fresh, extras=extras)


def _shown(value: Any) -> str:
    if value is None:
        return "—"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def reconcile(
    examined: Examined,
    view: View,
    memories: Callable[[str], tuple[RowMemory, ...]],
    sender: Callable[[str], str],
    first: Callable[[str], Workbook | None] = lambda _: None,
) -> Examined:
    """A receipt that came back, as its sender meant it: see the module.

    ``memories`` tells what the rows of a submission's receipt became, ``sender`` who dropped a submission, and
    ``first`` what was dropped then.
    """
    own = memories(examined.receipt)
    readings, were = list(with_ids(examined.readings, own, view)), dict[tuple[str, int], str]()
    together = Together({}, view, _People(sender))
    unchanged = Untouched(cache(partial(first, examined.receipt)), examined.workbook)
    for place, reading in enumerate(readings):
        form = reading.recognised.form if reading.recognised else None
        if form is None or not reading.rows:
            continue
        base, keys = _stood(reading, own, view, examined.receipt)
        others = _mended_by_others(reading, keys, view, examined.receipt, memories)
        together.untouched = {}
        if others and reading.recognised:
            together.untouched = unchanged.of(reading.sheet, reading.recognised, others)
            told = [RowMemory(reading.sheet, number, form.name, key, "") for number, key in others.items()]
            reading = with_ids([reading], told, view)[0]  # noqa: PLW2901 - the same sheet, with ids
        together.base = {(form.name, key): record for key, record in base.items()}
        readings[place] = together.settle(reading, {**others, **keys})
        were |= {(reading.sheet, number): key for number, key in keys.items()}
    return replace(
        examined,
        readings=tuple(readings),
        disputes=tuple(together.disputes),
        disputed=tuple(together.memories),
        were=were,
    )


class _People(dict[str, str]):
    """Submission → who sent it, looked up where a dispute asks."""

    def __init__(self, sender: Callable[[str], str]) -> None:
        super().__init__()
        self._sender = sender

    def get(self, submission: str, default: str = "") -> str:  # type: ignore[override]
        """The sender, ``default`` where unknown."""
        if submission not in self:
            self[submission] = self._sender(submission)
        return self[submission] or default


def _stood(
    reading: SheetReading, memories: Iterable[RowMemory], view: View, receipt: str
) -> tuple[Mapping[str, Record], dict[int, str]]:
    """The records that a sheet's rows were when ``receipt`` was sent, and which row was which."""
    form = reading.recognised.form.name if reading.recognised else ""
    here = [one for one in memories if (one.sheet, one.form) == (reading.sheet, form) and one.key]
    base = view.as_of(receipt, form, {one.key for one in here})
    return base, rows_were(reading, here, base)


def _mended_by_others(
    reading: SheetReading,
    keys: Mapping[int, str],
    view: View,
    receipt: str,
    memories: Callable[[str], tuple[RowMemory, ...]],
) -> dict[int, str]:
    """Rows that were rejected in ``receipt`` and that another copy of it has brought in since: row → key."""
    found: dict[int, str] = {}
    if all(row.number in keys for row in reading.rows):
        return found
    for other in view.answers_to(receipt):
        _, there = _stood(reading, memories(other), view, other)
        found |= {number: key for number, key in there.items() if number not in keys}
    return found


def corrected(outcome: Outcome, were: Mapping[tuple[str, int], str], submission: str) -> Outcome:
    """The outcome that ends records whose row was given another natural key: it was mended, not added."""
    if not were:
        return outcome
    mine = [one for one in outcome.records if one.source.submission == submission]
    still = {(one.form, one.key) for one in mine}
    ended = {
        (one.form, key)
        for one in mine
        if (key := were.get((one.source.sheet, one.source.row))) and key != one.key and (one.form, key) not in still
    }
    return replace(outcome, ended=tuple(sorted(ended))) if ended else outcome
