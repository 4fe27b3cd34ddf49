"""An owner's due dates as an .ics: the one door to ``icalendar``.

A calendar knows an appointment by its UID: the same thing keeps it from morning to morning, so that importing
again moves the appointment and never doubles it. What changed counts its SEQUENCE up; what is done is sent once
more as cancelled, and dropped a month later.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

from toolkit.stages.review.items import STALE, STUCK, Due

MOST = 60
"""So many appointments a calendar gets; the workbook holds the rest."""
_RECENT = timedelta(days=14)
_NOT_DATED = frozenset({STALE, STUCK})
KEPT = timedelta(days=30)
"""How long a cancelled appointment stays in the file."""


def uid(office: str, key: str) -> str:
    """The name of one thing to do, for good: of this office (its credit code or name) and the thing's key."""
    return f"{hashlib.sha256(f'{office}|{key}'.encode()).hexdigest()[:32]}@toolkit"


def dated(due: Sequence[Due], today: date) -> list[Due]:
    """What belongs into a calendar: appointments and deadlines, not what has been late for weeks or only rests."""
    return [one for one in due if one.kind not in _NOT_DATED and one.on >= today - _RECENT][:MOST]


def calendar_text(
    title: str, due: Sequence[Due], office: str, now: datetime, before: bytes = b"", waiting: Iterable[str] = ()
) -> bytes:
    """The calendar called ``title``, of one owner; ``before`` is the file of the last time, so that nothing doubles.

    ``waiting`` are the keys of everything that is still to be done: what is only too late, or one too many, to be
    listed anew stays as it was sent, and is not cancelled as if it were done.
    """
    known = _known(before)
    still = {uid(office, key) for key in waiting}
    book = Calendar()
    for name, value in (
        ("prodid", "-//toolkit//remind//ZH"),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", title),
    ):
        book.add(name, value)
    current = {uid(office, one.key): one for one in due}
    for name, one in sorted(current.items(), key=lambda pair: (pair[1].on, pair[0])):
        book.add_component(_event(name, one, now, known.get(name)))
    rest = {name: event for name, event in sorted(known.items()) if name not in current}
    for name, event in rest.items():
        if name in still and str(event.get("status")) != "CANCELLED":
            book.add_component(event)
    over = [gone for name, event in rest.items() if name not in still and (gone := _cancelled(event, now))]
    for gone in sorted(over, key=lambda event: str(event.get("dtstamp").to_ical()), reverse=True)[:MOST]:
        book.add_component(gone)
    content: bytes = book.to_ical()
    return content


def farewell(before: bytes, office: str, now: datetime) -> bytes:
    """The calendar of somebody with nothing left to do: what was sent, as cancelled; b"" once everybody has heard."""
    title = str(Calendar.from_ical(before).get("x-wr-calname", "")) if _known(before) else ""
    content = calendar_text(title, (), office, now, before)
    return content if b"BEGIN:VEVENT" in content else b""


def _known(before: bytes) -> Mapping[str, Any]:
    """UID → event of the last file; nothing where there was none, or somebody damaged it."""
    try:
        book = Calendar.from_ical(before) if before else None
    except ValueError:
        return {}
    return {str(event["uid"]): event for event in book.walk("vevent")} if book is not None else {}


def _event(name: str, one: Due, now: datetime, before: Any) -> Any:
    title = f"{one.kind}{': ' if one.kind.isascii() else '：'}{one.name}" if one.name else one.kind
    if before is not None and _same(before, title, one):
        return before
    event = Event()
    event.add("uid", name)
    event.add("sequence", int(before["sequence"]) + 1 if before is not None else 0)
    event.add("dtstamp", now)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", title)
    event.add("description", one.text)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(hours=9))
    event.add_component(alarm)
    return event


def _same(event: Any, title: str, one: Due) -> bool:
    told = (
        str(event.get("summary")),
        str(event.get("description")),
        event.decoded("dtstart"),
        str(event.get("status")),
    )
    return told == (title, one.text, one.on, "CONFIRMED")


def _cancelled(event: Any, now: datetime) -> Any:
    """What is done, as cancelled; None once everybody has had the time to hear of it."""
    if str(event.get("status")) == "CANCELLED":
        stamp = event.decoded("dtstamp")
        told: date = stamp.date() if isinstance(stamp, datetime) else stamp
        return event if now.date() - told <= KEPT else None
    gone = Event()
    for name in ("uid", "summary", "dtstart", "dtend"):
        gone[name] = event[name]
    gone.add("sequence", int(event["sequence"]) + 1)
    gone.add("dtstamp", now)
    gone.add("status", "CANCELLED")
    return gone
