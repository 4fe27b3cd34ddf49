"""The morning's work: scores renewed and the lists of what is due, by the service, by hand or by a scheduled run."""

from datetime import datetime
from typing import Any

from toolkit.jobs.nightly import last_lists, lists_made, morning_done, morning_due, renew_all
from toolkit.jobs.remind.remind import remind
from toolkit.jobs.service import Service
from toolkit.stages.review.morning import missed_mornings


def make_lists(service: Service, now: datetime) -> dict[str, Any]:
    """Everybody's lists of today, and which mornings had none: what was made, as ``--json`` tells it.

    Whoever makes them, they are made: a morning with lists by hand is not told as missed.
    """
    missed = missed_mornings(last_lists(service), service.calendar, service.day())
    told = remind(service, missed)
    lists_made(service, now)
    return told


def morning_work(service: Service, now: datetime) -> None:
    """Renew the scores and make the lists."""
    renew_all(service)
    make_lists(service, now)


def catch_up(service: Service, now: datetime) -> bool:
    """The morning's work for an office that only runs ``run --once`` by a timer: whether it was due, and is done.

    Once a day from the set hour on, as the service does it; not on the day an office begins, when nothing is due yet.
    """
    if service.day() != now.date() or not morning_due(service, now):
        return False
    with service.ledger.view() as view:
        began = view.tables.began()
    if began is None or began >= now.date():
        return False
    morning_work(service, now)
    morning_done(service, now)
    return True
