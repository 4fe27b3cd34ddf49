"""Everything a KPI report counts, as numbers: what 績效報告.xlsx is made of (the .docx prints the same figures)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from toolkit.figures.diagnosis import Ill, diagnose
from toolkit.figures.events import Events
from toolkit.figures.figure import Figure
from toolkit.figures.frames import Frames
from toolkit.figures.funnel import Stay, Step, cohort, entered, stays
from toolkit.figures.kpi import EVERYONE, By, by_line, cost_per_signing, cost_per_visit, figures
from toolkit.figures.metrics import MANUAL, METRICS
from toolkit.figures.period import Period, month_of
from toolkit.figures.scoring import Scorecard, scorecards

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Group:
    """One channel or one person: counts, and what each lead, visit and signature cost (元, None where none)."""

    name: str
    leads: int
    visits: int
    signings: int
    cost: Decimal
    rate: Figure | None
    per_lead: Figure | None
    per_visit: Figure | None
    per_signing: Figure | None


@dataclass(frozen=True)
class Book:
    """One period's figures; ``people`` and ``cards`` are personal results and confidential (F15)."""

    period: Period
    known_until: str
    now: Mapping[str, Figure]
    before: Mapping[str, Figure]
    months: tuple[tuple[str, Mapping[str, Figure]], ...]
    channels: tuple[Group, ...]
    inside: tuple[Step, ...]
    reached: tuple[Step, ...]
    stays: tuple[Stay, ...]
    ills: tuple[Ill, ...]
    lines: tuple[tuple[str, Mapping[str, Figure]], ...] = ()
    """Line of business → its figures."""
    people: tuple[Group, ...] = ()
    cards: tuple[Scorecard, ...] = ()


def book(frames: Frames, events: Events, period: Period, *, personal: bool) -> Book:
    """Count everything once; with ``personal`` also people and their scores."""
    return Book(
        period=period,
        known_until=events.as_of.isoformat(),
        now=_whole(events, period),
        before=_whole(events, period.before),
        months=tuple((month.label, _whole(events, month)) for month in _months(period, events)),
        channels=groups(events, period, By.CHANNEL),
        inside=entered(frames, period, events.as_of),
        reached=cohort(frames, period, events.as_of),
        stays=stays(frames, period, events.as_of),
        ills=diagnose(frames, events, period),
        lines=tuple(by_line(events, period).items()),
        people=groups(events, period, By.PERSON) if personal else (),
        cards=scorecards(frames, events, period) if personal else (),
    )


def _whole(events: Events, period: Period) -> dict[str, Figure]:
    return {name: figures(events, name, period)[EVERYONE] for name in METRICS if name not in MANUAL}


def _months(period: Period, events: Events) -> list[Period]:
    found = [month_of(min(period.last, events.as_of))]
    while len(found) < MONTHS:
        found.insert(0, found[0].before)
    return found


def groups(events: Events, period: Period, by: By) -> tuple[Group, ...]:
    """One line a group, the one with most signatures first."""
    leads = figures(events, "新增客戶數", period, by)
    rates, signings = figures(events, "簽約率", period, by), figures(events, "簽約數", period, by)
    per_lead = figures(events, "渠道成本", period, by)
    per_visit, per_signing = cost_per_visit(events, period, by), cost_per_signing(events, period, by)
    found = [
        Group(
            name,
            leads[name].n if name in leads else 0,
            (rates[name].denominator or 0) if name in rates else 0,
            signings[name].n if name in signings else 0,
            (per_lead[name].numerator or Decimal(0)) if name in per_lead else Decimal(0),
            rates.get(name),
            per_lead.get(name),
            per_visit.get(name),
            per_signing.get(name),
        )
        for name in {*leads, *rates, *signings}
    ]
    return tuple(sorted(found, key=lambda one: (-one.signings, -one.leads, one.name)))
