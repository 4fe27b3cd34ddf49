"""The funnel over the stages of a customer, in two views, and how long customers stay in each stage."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd

from toolkit.figures.frames import Frames, look_up
from toolkit.figures.period import Period

PATH = ("潛在線索", "初步溝通", "深入洽談", "談判", "成交", "履約", "維護")
"""The way forward (list 階段); 暫緩 and 流失 stand beside it."""
FUNNEL = PATH[:5]
"""The part of the way that wins a customer."""
_ORDER = {stage: at for at, stage in enumerate(PATH)}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a funnel: how many customers, and their share of the stage before and of the first."""

    stage: str
    customers: int
    of_before: Decimal | None
    of_first: Decimal | None


@dataclass(frozen=True, slots=True)
class Stay:
    """How long customers stayed in a stage: n finished stays, their median and mean in days."""

    stage: str
    n: int
    median: Decimal | None
    mean: Decimal | None


def cohort(frames: Frames, period: Period, as_of: date) -> tuple[Step, ...]:
    """Of the customers registered in ``period``: how many have reached each stage by ``as_of``.

    Who skipped a stage has reached it; who went back, paused or was lost still has.
    """
    customers = frames.customers
    mine = customers[_between(customers["registered_on"], period, as_of)]
    ids = mine["customer"].unique()
    reached = _furthest(frames, as_of, ids).reindex(ids).fillna(0)
    return _steps([int((reached >= at).sum()) for at in range(len(FUNNEL))])


def entered(frames: Frames, period: Period, as_of: date) -> tuple[Step, ...]:
    """How many customers entered each stage within ``period``, whenever they were registered."""
    customers, moves = frames.customers, frames.moves
    first = customers.loc[_between(customers["registered_on"], period, as_of), "customer"].nunique()
    inside = moves[_between(moves["on"], period, as_of)]
    others = [inside.loc[inside["after"] == stage, "customer"].nunique() for stage in FUNNEL[1:]]
    return _steps([int(first), *(int(n) for n in others)])


def stays(frames: Frames, period: Period, as_of: date) -> tuple[Stay, ...]:
    """How long customers stayed in each stage that they left within ``period``."""
    left = _left(frames)
    left = left[_between(left["until"], period, as_of)]
    return tuple(_stay(stage, left.loc[left["stage"] == stage, "days"]) for stage in FUNNEL[:-1])


def _between(days: pd.Series, period: Period, as_of: date) -> pd.Series:
    end = pd.Timestamp(min(period.last, as_of)) + pd.Timedelta(days=1)
    return (days >= pd.Timestamp(period.first)) & (days < end)


def _furthest(frames: Frames, as_of: date, ids: Any) -> pd.Series:
    """Customer → the furthest place on the path that it has reached by ``as_of``, of the customers ``ids``.

    Where it stands now counts only for customers without a move on record: else a report of last spring
    would tell of this autumn.
    """
    moves = frames.moves[frames.moves["customer"].isin(ids)]
    customers = frames.customers[frames.customers["customer"].isin(ids)]
    known = moves[moves["on"] < pd.Timestamp(as_of) + pd.Timedelta(days=1)].set_index("customer")
    unmoved = customers[~customers["customer"].isin(moves["customer"])].set_index("customer")
    places = pd.concat([known["before"], known["after"], unmoved["deal_stage"]]).map(_ORDER).dropna()
    furthest: pd.Series = places.groupby(level=0).max()
    return furthest


def _steps(counts: list[int]) -> tuple[Step, ...]:
    first = counts[0]
    return tuple(
        Step(
            stage,
            n,
            _share(n, counts[at - 1]) if at else None,
            _share(n, first),
        )
        for at, (stage, n) in enumerate(zip(FUNNEL, counts, strict=True))
    )


def _share(part: int, whole: int) -> Decimal | None:
    return Decimal(part) / whole if whole else None


def _left(frames: Frames) -> pd.DataFrame:
    """Finished stays: customer, stage, until, days; the first stage begins with the registration."""
    moves = frames.moves.sort_values("on", kind="stable")
    registered = frames.customers.drop_duplicates("customer").set_index("customer")["registered_on"]
    at_first = look_up(moves["customer"], registered)
    began = moves.groupby("customer")["on"].shift().fillna(at_first)
    days = (moves["on"] - began).dt.days
    table = pd.DataFrame({"stage": moves["before"], "until": moves["on"], "days": days})
    return table[table["days"] >= 0]


def _stay(stage: str, days: pd.Series) -> Stay:
    values = sorted(int(day) for day in days)
    n = len(values)
    if not n:
        return Stay(stage, 0, None, None)
    median = Decimal(values[(n - 1) // 2] + values[n // 2]) / 2
    return Stay(stage, n, median, Decimal(sum(values)) / n)
