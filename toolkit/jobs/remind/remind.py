"""Each morning: what is due, per owner, as a workbook and a calendar; and one page for the morning meeting."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.folders.names import safe_name
from toolkit.jobs.remind.calendar import calendar_text, dated, farewell
from toolkit.jobs.remind.gather import Gathered, gather
from toolkit.jobs.remind.shelf import Shelf
from toolkit.jobs.service import Service
from toolkit.messages.names_outbox import file_name, folder_name
from toolkit.messages.script import simplified
from toolkit.outcome import ListOrder, Outcome
from toolkit.sheets.build.listing import list_workbook
from toolkit.sheets.build.todo import Todo, TodoPart, TodoRow, todo_workbook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.english import Say, english
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.review.due import ANSWERS
from toolkit.stages.review.items import STALE as STALE_ROW
from toolkit.stages.review.items import Due
from toolkit.stages.review.morning import Morning, late_days, morning_order, unknown_years
from toolkit.stages.screening.freshness import stale_sheets

TODO, STALE = "待辦", "待更新資料"
NOBODY = "未指定"


def remind(service: Service, missed: Sequence[date] = ()) -> dict[str, Any]:
    """Make every owner's files and order the morning list; what was made, as ``--json`` tells it.

    ``missed`` are mornings on which nothing was sent. Asked again the same day it changes nothing.
    """
    found = gather(service)
    rules, today = service.rules, service.day()
    service.workspace.service.mkdir(parents=True, exist_ok=True)
    with service.ledger.view() as view:
        order = morning_order(Morning(found.due, found.changes, missed, found.counts), rules, service.calendar, today)
        service.ledger.record("remind", view, Outcome(documents=(order,)), rules=rules.digest)
    shelf = Shelf(service)
    stale_books = _stale_books(service, shelf, found)
    owners = [_owner(service, shelf, owner, own, found) for owner, own in _by_owner(found.due).items()]
    _say_farewell(service, shelf)
    shelf.clear()
    return {
        "day": today,
        "owners": owners,
        "stale": stale_books,
        "grade_changes": len(found.changes),
        "missed": list(missed),
        "open_on_a_desk": shelf.busy,
    }


def _by_owner(due: Iterable[Due]) -> dict[str, list[Due]]:
    found: defaultdict[str, list[Due]] = defaultdict(list)
    for one in due:
        found[one.owner].append(one)
    return dict(sorted(found.items()))


def _office(service: Service) -> str:
    return service.rules.company.credit_code or service.rules.company.name


def _say_farewell(service: Service, shelf: Shelf) -> None:
    """Cancel the last appointments of whoever has nothing left to do: a file taken away cancels nothing."""
    for place in sorted(shelf.sent.keys() - shelf.kept.keys()):
        file = service.workspace.root / place
        if file.suffix == ".ics" and file.is_file():
            content = farewell(file.read_bytes(), _office(service), service.clock())
            if content:
                shelf.put(file.parent, file.stem, ".ics", content, service.day())


def _folder(service: Service, name: str) -> Path:
    return service.workspace.reports / folder_name(name, service.workspace.settings.language)


def _owner(service: Service, shelf: Shelf, owner: str, due: Sequence[Due], found: Gathered) -> dict[str, Any]:
    today, language = service.day(), service.workspace.settings.language
    say = english(service.rules, language)
    todo = Todo(
        owner=owner or (say(NOBODY) if say else NOBODY),
        day=today,
        rows=[_row(service, one, say) for one in due],
        parts=tuple(_parts(due)),
        more=found.more.get(owner, 0),
        unknown=unknown_years(service.calendar, due, today),
        elsewhere=_titles(language) | {STALE: f"《{file_name(f'{STALE} {owner or NOBODY}', language)}》"},
    )
    name, folder = f"{TODO} {owner or NOBODY}", _folder(service, TODO)
    book = shelf.put(folder, name, ".xlsx", todo_workbook(todo, service.rules.lists, language), today)
    file = folder / safe_name(file_name(name, language), ".ics")
    before = file.read_bytes() if file.is_file() else b""
    waiting = found.waiting.get(owner, ())
    told = [_spoken(one, say) for one in dated(due, today)] if say else dated(due, today)
    appointments = calendar_text(
        file_name(f"{TODO} {owner}", language), told, _office(service), service.clock(), before, waiting
    )
    dates = shelf.put(folder, name, ".ics", appointments, today)
    return {
        "owner": owner,
        "late": sum(one.on < today for one in due),
        "today": sum(one.on == today for one in due),
        "soon": sum(one.on > today for one in due),
        "more": found.more.get(owner, 0),
        "workbook": str(book) if book else None,
        "calendar": str(dates) if dates else None,
        "items": [_told(one) for one in due],
    }


def _told(one: Due) -> dict[str, Any]:
    return {"kind": one.kind, "due": one.on, "customer": one.customer, "name": one.name, "text": one.text}


def _spoken(one: Due, say: Say) -> Due:
    return replace(one, kind=say(one.kind), text=say(one.text))


def _row(service: Service, one: Due, say: Say | None) -> TodoRow:
    late = late_days(one, service.calendar, service.day())
    whose = one.name or str(one.row.get("contract_id") or "")
    folder, own = service.workspace.names.customers, safe_name(f"{one.customer} {one.name}")
    there = bool(one.name) and (service.workspace.outbox / folder / own).is_dir()
    link = f"../../{folder}/{own}" if there else ""
    text = _without(one.text, one.name)
    kind, text = (say(one.kind), say(text)) if say else (one.kind, text)
    return TodoRow(one.on, late, kind, whose, text, STALE if one.kind == STALE_ROW else one.form, link)


def _titles(language: str) -> dict[str, str]:
    """Form → its title: where a step is written down that has no rows in the workbook yet."""
    said = {form.name: form.en if language == "en" else f"《{form.title}》" for form in FORMS}
    return {name: simplified(title) for name, title in said.items()} if language == "zh-Hans" else said


def _without(text: str, name: str) -> str:
    """The text without the customer's name, which stands in a column of its own."""
    if not name:
        return text
    rest = text.removeprefix("跟進").removeprefix(name).lstrip(" ：")
    return rest if rest != text.removeprefix("跟進") else text


def _parts(due: Sequence[Due]) -> Iterable[TodoPart]:
    """The sheets to answer in: contacts to write down, then the rows that wait for a date or a state."""
    met = {one.customer: one for one in due if one.form == CONTACTS.name and one.customer}
    if met:
        yield TodoPart(CONTACTS, [_contact(one) for one in met.values()])
    for answer in ANSWERS:
        rows: list[Mapping[str, Any]] = [one.row for one in due if one.form == answer.form.name and one.row]
        known = answer.form.columns.keys()
        if rows:
            kept = [{name: value for name, value in row.items() if name in known} for row in rows]
            yield TodoPart(answer.form, kept, tuple(answer.unlocked for _ in rows))


def _contact(one: Due) -> dict[str, Any]:
    return {"customer": f"{one.customer} {one.name}", "our_person": one.owner}


def _stale_books(service: Service, shelf: Shelf, found: Gathered) -> list[str]:
    """待更新資料 of each owner: their customers' rows, only what is to be confirmed unlocked."""
    made = []
    for order in stale_sheets(found.stale, service.day()):
        language = service.workspace.settings.language
        said = english(service.rules, language)
        content = list_workbook(_named(order), FORMS, service.rules.lists, language, said)
        file = shelf.put(_folder(service, STALE), _named(order).name, ".xlsx", content, service.day())
        made += [str(file)] if file else []
    return made


def _named(order: ListOrder) -> ListOrder:
    return order if order.name.strip() != STALE else replace(order, name=f"{STALE} {NOBODY}")
