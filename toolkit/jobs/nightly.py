"""What each morning brings without any sheet: renewed scores, expiring contracts, visits, changed templates."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from toolkit.errors import UsageError
from toolkit.jobs.service import RELEASES, Service, template_file, template_hash
from toolkit.outcome import LedgerView, Outcome
from toolkit.rulebook.process import Reviewer
from toolkit.stages.aftercare import stage as aftercare
from toolkit.stages.contract import stage as contract
from toolkit.stages.contract.approval import may_speak
from toolkit.stages.screening.renewal import renew
from toolkit.stages.templates import CONTEXTS

COUNSEL = "legal"
"""The role in ``process.yaml`` whose reviewers release contract templates."""
DONE = "nightly.done"
LISTS = "lists.done"
"""The day on which the morning's lists were last made, by the service or by hand."""


def renew_all(service: Service) -> int:
    """Renew scores and ask the stages what today brings, each as one commit; how many records changed.

    Asked again on the same day it changes nothing more.
    """
    rules, today, changed = service.rules, service.day(), 0
    with service.ledger.view() as view:
        customers = view.all_customers()
        service.ledger.record("scores", view, renew(customers, view, rules, today), rules=rules.digest)
    ids = [one.id for one in customers]
    for name, watch in (("contracts", contract.watch), ("aftercare", aftercare.watch)):
        with service.ledger.view() as view:
            changed += _record(service, name, view, watch(ids, view, rules, today))
    return changed


def _record(service: Service, name: str, view: LedgerView, outcome: Outcome) -> int:
    if outcome != Outcome():
        service.ledger.record(name, view, outcome, rules=service.rules.digest)  # type: ignore[arg-type]
    return len(outcome.records)


def morning_due(service: Service, now: datetime) -> bool:
    """Whether the morning's work of today has not been done yet and its hour has come (or was missed)."""
    done = last_morning(service)
    last = done.isoformat() if done else ""
    return last < now.date().isoformat() and f"{now:%H:%M}" >= service.workspace.settings.morning


def last_morning(service: Service) -> date | None:
    """The day whose morning's work was done last; None where there was none yet."""
    return _day_in(_file(service, DONE))


def morning_done(service: Service, now: datetime) -> None:
    """Remember that today's work is done."""
    _file(service, DONE).write_text(now.date().isoformat(), encoding="ascii")


def last_lists(service: Service) -> date | None:
    """The day whose lists were made last; None where there were none yet."""
    days = (_day_in(_file(service, LISTS)), last_morning(service))
    return max((day for day in days if day), default=None)


def lists_made(service: Service, now: datetime) -> None:
    """Remember that today's lists are made; not where another day was asked for (``--today``)."""
    if service.day() == now.date():
        _file(service, LISTS).write_text(now.date().isoformat(), encoding="ascii")


def _day_in(file: Path) -> date | None:
    return date.fromisoformat(file.read_text(encoding="ascii")) if file.is_file() else None


def _file(service: Service, name: str) -> Path:
    service.workspace.service.mkdir(parents=True, exist_ok=True)
    return service.workspace.service / name


def _may_release(person: str, reviewers: Sequence[Reviewer]) -> None:
    """As with every other approval: one of counsel's people or deputies, anybody where nobody is named."""
    counsel = [one for one in reviewers if one.role == COUNSEL] or reviewers
    if not person.strip() or (counsel and not any(may_speak(person, one) for one in counsel)):
        known = "、".join(name for one in counsel for name in (*one.people, *one.deputies))
        raise UsageError("template.not_counsel", person=person, named=known or COUNSEL)


def release(service: Service, names: tuple[str, ...], person: str) -> dict[str, str]:
    """Counsel releases templates exactly as they are now; template → hash. Contracts waiting for it move on.

    The list of releases lies in the internal folder: who may write there may release, and where ``process.yaml``
    names counsel's people, only one of those. Raises UsageError for anybody else, and for a name that is no template.
    """
    _may_release(person, service.rules.process.reviewers)
    for name in names:
        if name not in CONTEXTS:
            raise UsageError("template.no_such", name=name, templates="、".join(CONTEXTS))
    hashes = {name: template_hash(template_file(service.workspace, name)) for name in names}
    file = service.workspace.internal / RELEASES
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
    at = service.clock().isoformat(timespec="seconds")
    known += [{"template": name, "hash": one, "person": person, "at": at} for name, one in hashes.items()]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
    service.forget_rules()
    with service.ledger.view() as view:
        ids = [one.id for one in view.all_customers()]
        _record(service, "release", view, contract.watch(ids, view, service.rules, service.day()))
    return hashes
