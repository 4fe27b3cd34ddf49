"""What the office remembers of strangers' lists: shown to the admin, and forgotten when asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.errors import UsageError
from toolkit.jobs.service import Service
from toolkit.ledger.taken import Answer
from toolkit.stages.catalogue import FORMS

_TITLES = {form.name: form.title for form in FORMS}


def known(service: Service) -> list[dict[str, Any]]:
    """Every remembered layout, newest first: its id, form, how many headings, who answered, when."""
    return [_line(one) for one in service.ledger.remembered().values()]


def shown(service: Service, layout: str) -> dict[str, Any]:
    """One layout with everything that was answered; raises UsageError where none or several begin so."""
    one = _find(service.ledger.remembered(), layout)
    return {**_line(one), **one.answers}


def forget(service: Service, layouts: Sequence[str], actor: str) -> list[str]:
    """Ask again about lists of these layouts (their ids or beginnings of them); returns the ids."""
    remembered = service.ledger.remembered()
    ids = [_find(remembered, layout).layout for layout in layouts]
    return list(service.ledger.forget(ids, actor))


def as_lines(told: Sequence[Mapping[str, Any]]) -> list[str]:
    """One line a layout, for people."""
    return [
        f"{one['layout']}  {one['form']} {_TITLES.get(one['form'], '')}  "
        f"{one['headings']} headings  {one['person'] or '—'}  {str(one['at'])[:10]}"
        for one in told
    ]


def answer_lines(told: Mapping[str, Any]) -> list[str]:
    """Everything that was answered about one layout, for people."""
    lines = as_lines([told])
    lines += [f"  {heading} → {field or '(kept as it is)'}" for heading, field in told.get("fields", {}).items()]
    lines += [f"  every row: {field} = {text}" for field, text in told.get("given", {}).items()]
    for field, meant in told.get("values", {}).items():
        lines += [f"  {field}: {typed} → {ours}" for typed, ours in meant.items()]
    return lines


def _line(one: Answer) -> dict[str, Any]:
    return {
        "layout": one.layout,
        "form": one.form,
        "headings": len(one.answers.get("fields", {})),
        "person": one.person,
        "at": one.at.isoformat() if one.at else None,
        "submission": one.submission,
    }


def _find(remembered: Mapping[str, Answer], layout: str) -> Answer:
    found = [one for name, one in remembered.items() if layout and name.startswith(layout)]
    if len(found) != 1:
        raise UsageError("mappings.unknown", layout=layout, known=", ".join(remembered) or "—")
    return found[0]
