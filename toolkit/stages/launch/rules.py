"""Rules over several cells of one row of the launch sheets (F11–F13)."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.forms.form import RowRule
from toolkit.messages import codes_launch as codes
from toolkit.messages.finding import Finding

SOUND = "完好"
DONE = "已完成"
METERS = "抄表"

Values = Mapping[str, Any]


def in_place_fits(row: Values, _today: date) -> Iterable[Finding]:
    """More in place than needed is possible, but mostly a slip of the pen."""
    got, need = row["in_place"], row["needed"]
    if got is not None and got > need:
        yield Finding(codes.MORE_THAN_NEEDED, field="in_place", value=str(row["item"]), data={"got": got, "need": need})


def defect_complete(row: Values, _today: date) -> Iterable[Finding]:
    """Whatever is not sound has a grade, a person and a deadline (seed 5b: 明確雙方責任)."""
    if row["condition"] == SOUND:
        if row["defect_grade"] is not None:
            yield Finding(codes.SOUND_WITH_GRADE, field="defect_grade", value=str(row["defect_grade"]))
        return
    for field in ("defect_grade", "defect_owner", "defect_due"):
        if row[field] is None:
            yield Finding(codes.DEFECT_NEEDS, field=field, data={"condition": row["condition"]})


def meter_read(row: Values, _today: date) -> Iterable[Finding]:
    """A meter is handed over with its reading, or the first bill is a quarrel."""
    if row["category"] == METERS and row["reading"] is None:
        yield Finding(codes.READING_MISSING, field="reading")


def done_not_ahead(row: Values, today: date) -> Iterable[Finding]:
    """What is done was done on a day that has been."""
    done = row["done_on"]
    if done is not None and done > today:
        yield Finding(codes.DONE_IN_FUTURE, field="done_on", value=done.isoformat())


def done_wholly(row: Values, _today: date) -> Iterable[Finding]:
    """What is done is not done by half."""
    progress, done = row["progress"], row["status"] == DONE or row["done_on"] is not None
    if done and progress is not None and progress < 1:
        yield Finding(codes.DONE_IN_PART, field="progress", value=f"{progress:.0%}")


def late_explained(row: Values, today: date) -> Iterable[Finding]:
    """A late milestone says why and what is done about it (seed 5d: 及時調整)."""
    days = days_late(row["planned_on"], row["done_on"], today)
    if days > 0 and (row["cause"] is None or row["measure"] is None):
        field = "cause" if row["cause"] is None else "measure"
        yield Finding(codes.LATE_NEEDS_CAUSE, field=field, value=str(days))


def days_late(planned_on: date, done_on: date | None, today: date) -> int:
    """Days after the plan on which it was done, or is today while it is open; 0 or less is in time."""
    return ((done_on or today) - planned_on).days


RESOURCE_RULES = (RowRule(("item", "needed", "in_place"), in_place_fits),)
HANDOVER_RULES = (
    RowRule(("condition", "defect_grade", "defect_owner", "defect_due"), defect_complete),
    RowRule(("category", "reading"), meter_read),
)
MILESTONE_RULES = (
    RowRule(("done_on",), done_not_ahead),
    RowRule(("status", "done_on", "progress"), done_wholly),
    RowRule(("planned_on", "done_on", "cause", "measure"), late_explained),
)
