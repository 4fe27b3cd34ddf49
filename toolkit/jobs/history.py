"""A customer's whole timeline: every record and change of stage, with the file, sheet and row it came from."""

from typing import Any

from toolkit.errors import UsageError
from toolkit.forms.column import Privacy
from toolkit.jobs.service import Service
from toolkit.ledger.view import View
from toolkit.messages.script import fold
from toolkit.outcome import Customer, Move, Record, Ref, Source
from toolkit.stages.catalogue import FORMS

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
    return {
        "day": record.day,
        "what": record.form,
        "version": record.version,
        "values": {} if record.privacy is Privacy.INTERNAL else dict(record.payload),
        **_where(record.source),
    }


def _move(move: Move) -> dict[str, Any]:
    values = {"before": move.before, "after": move.after, "person": move.person, "cause": move.cause}
    return {"day": move.on, "what": "move", "version": 1, "values": values, **_where(move.source)}


def _where(source: Source) -> dict[str, Any]:
    return {"submission": source.submission, "file": source.file, "sheet": source.sheet, "row": source.row}


def as_lines(told: dict[str, Any]) -> list[str]:
    """The same for people: a heading, then a line an event."""
    lines = [f"{told['customer']} {told['name']}  {told['stage']}  {told['grade']}  {told['owner']}"]
    for event in told["events"]:
        shown = "、".join(f"{name}={value}" for name, value in event["values"].items() if name != "extras")
        lines.append(
            f"{event['day'] or ''}  {event['what']}  {shown[:120]}  ← {event['file']} {event['sheet']}!{event['row']}"
        )
    return lines
