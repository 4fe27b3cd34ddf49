"""A customer's whole timeline: every record and change of stage, with the file, sheet and row it came from."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from toolkit.errors import UsageError
from toolkit.forms import read
from toolkit.forms.column import Column, Privacy
from toolkit.jobs.service import Service
from toolkit.ledger.view import View
from toolkit.messages import names_history as words
from toolkit.messages.script import fold, simplified
from toolkit.outcome import Customer, Move, Record, Ref, Source
from toolkit.stages.catalogue import FORMS

COLUMNS_OF = {form.name: form.columns for form in FORMS}
_SAME_AS = {"contract_state": "state"}
"""Fields that the program keeps under another name than their column's."""
LONGEST = 120
"""So much of one record is shown in a line; ``--json`` has all of it."""
MOST_SHOWN = 8
"""So many customers are named where a part of a name fits several."""


def history(service: Service, customer: str) -> dict[str, Any]:
    """Everything open that is known of ``customer`` (id, name, or a part of one name only), oldest first.

    Confidential records are named without their values. Raises UsageError for an unknown customer.
    """
    with service.ledger.view() as view:
        found = find_customer(view, customer)
        records = [one for form in FORMS for one in view.current(form.name, [found.id]).get(found.id, ())]
        moves = view.moves([found.id]).get(found.id, ())
    events = [_record(one) for one in records] + [_move(one) for one in moves]
    return {
        "customer": found.id,
        "name": found.name,
        "owner": found.owner,
        "stage": found.deal_stage,
        "grade": found.grade,
        "events": sorted(events, key=lambda event: str(event["day"] or "")),
    }


def find_customer(view: View, text: str) -> Customer:
    """The customer of this id or name, else the only one whose name holds ``text`` in either script.

    Raises UsageError: "customer.unknown" where there is none, "customer.several" where there are more.
    """
    refs = [Ref(id=text), Ref(name=text)]
    found = view.customers(refs)
    for ref in refs:
        if ref in found:
            return found[ref]
    part = fold(text)
    alike = [one for one in view.all_customers() if part and part in fold(one.name)]
    if len(alike) == 1:
        return alike[0]
    if not alike:
        raise UsageError("customer.unknown", name=text)
    shown = "、".join(f"{one.id} {one.name}" for one in alike[:MOST_SHOWN])
    raise UsageError("customer.several", name=text, count=len(alike), customers=shown)


def _record(record: Record) -> dict[str, Any]:
    inside = record.privacy is Privacy.INTERNAL
    return {
        "day": record.day,
        "what": record.form,
        "version": record.version,
        "values": {} if inside else dict(record.payload),
        **_where(replace(record.source, file="") if inside else record.source),
    }


def _move(move: Move) -> dict[str, Any]:
    values = {"before": move.before, "after": move.after, "person": move.person, "cause": move.cause}
    return {"day": move.on, "what": "move", "version": 1, "values": values, **_where(move.source)}


def _where(source: Source) -> dict[str, Any]:
    return {"submission": source.submission, "file": source.file, "sheet": source.sheet, "row": source.row}


def as_lines(told: dict[str, Any], language: str = "zh-Hant") -> list[str]:
    """The same for people: a heading, then a line an event, in the words of the sheets."""
    lines = [f"{told['customer']} {told['name']}  {told['stage']}  {told['grade']}  {told['owner']}"]
    titles = {form.name: form.en if language == "en" else form.title for form in FORMS} | {
        "move": words.MOVE.say("en" if language == "en" else "zh-Hant")
    }
    for event in told["events"]:
        place = f"{event['sheet']}!{event['row']}" if event["sheet"] else ""
        origin = f"  ← {event['file']} {place}".rstrip() if event["file"] else ""
        line = f"{event['day'] or '—'!s:<10}  {titles[event['what']]}  {_shown(event, language)}{origin}"
        lines.append(simplified(line) if language == "zh-Hans" else line)
    return lines


def _shown(event: Mapping[str, Any], language: str) -> str:
    """What an event says, as 「title：value」 between semicolons, cut where it is long."""
    if event["what"] == "move":
        values = event["values"]
        text = f"{values['before'] or '—'} → {values['after']}  {values['cause']}  {values['person']}".rstrip()
    elif event["values"]:
        columns = COLUMNS_OF[event["what"]]
        pairs = [
            (_title(columns, name, language), _plain(value, columns.get(name)))
            for name, value in event["values"].items()
        ]
        text = "；".join(f"{title}：{value}" for title, value in pairs if title and value)
    else:
        text = words.INSIDE.say("en" if language == "en" else "zh-Hant")
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _title(columns: Mapping[str, Column], name: str, language: str) -> str:
    """How people call a field; "" for what says whose record it is, and for what is the program's own."""
    column = columns.get(_SAME_AS.get(name, name))
    if column is None or name in ("customer", "customer_id"):
        return ""
    return column.en if language == "en" else column.title


def _plain(value: object, column: Column | None = None) -> str:
    """A value in plain words: lists with 、 between, shares as percent, moments without T and seconds."""
    if isinstance(value, list | tuple):
        return "、".join(_plain(one) for one in value)
    if value is None or isinstance(value, bool):
        return "✓" if value else ""
    if column is not None and column.read is read.percent:
        return f"{(Decimal(str(value)) * 100).normalize():f}%"
    return _MOMENT.sub(r"\1 \2", str(value).replace("\n", " "))


_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?$")
