"""The six ills that the seed's section II lists, each as one measured share with a trend and the rows behind it.

Each ill is "how many of these are like that": the lower the better. Months are counted by the event's day, as the
KPIs are, and nothing after ``as_of`` exists yet.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

import pandas as pd

from toolkit.figures.events import Events
from toolkit.figures.frames import Frames, look_up
from toolkit.figures.period import Period, month_of

MONTHS = 6
"""How many months the trend shows."""
SHOWN = 50
"""How many rows behind an ill are told; a report is no ledger."""


@dataclass(frozen=True, slots=True)
class Count:
    """``above`` of ``below`` cases are ill; ``share`` is None where there is none at all."""

    above: int
    below: int

    @property
    def share(self) -> Decimal | None:
        """The ill share, of 1."""
        return Decimal(self.above) / self.below if self.below else None


@dataclass(frozen=True, slots=True)
class Behind:
    """One row behind an ill: the day, whose it is, which customer (id), and what is the matter."""

    on: str
    person: str
    customer: str
    matter: str


@dataclass(frozen=True, slots=True)
class Ill:
    """One ill of the period: its name in the seed, what is measured, now and before, by month, and its rows.

    ``rows`` holds at most ``SHOWN`` of them, the latest first; ``now.above`` tells how many there are.
    """

    name: str
    measure: str
    now: Count
    before: Count
    trend: tuple[tuple[str, Count], ...]
    rows: tuple[Behind, ...]


Cases = pd.DataFrame
"""Cases that could be ill: ``on``, ``person``, ``customer``, ``ill`` (bool), ``matter``."""

_COLUMNS = ["on", "person", "customer", "ill", "matter"]


def diagnose(frames: Frames, events: Events, period: Period) -> tuple[Ill, ...]:
    """The six ills in the order of the seed."""
    return tuple(_ill(name, measure, cases(frames, events), events, period) for name, measure, cases in _ILLS)


def _ill(name: str, measure: str, cases: Cases, events: Events, period: Period) -> Ill:
    known = cases[cases["on"] < pd.Timestamp(events.as_of) + pd.Timedelta(days=1)]
    last = month_of(min(period.last, events.as_of))
    months = [last]
    while len(months) < MONTHS:
        months.insert(0, months[0].before)
    inside = _within(known, period)
    behind = _crowd(inside) if name == ONE_CHANNEL else inside
    return Ill(
        name,
        measure,
        _count(name, inside),
        _count(name, _within(known, period.before)),
        tuple((month.label, _count(name, _within(known, month))) for month in months),
        _rows(behind),
    )


def _within(cases: Cases, period: Period) -> Cases:
    after_last = pd.Timestamp(period.last) + pd.Timedelta(days=1)
    return cases[(cases["on"] >= pd.Timestamp(period.first)) & (cases["on"] < after_last)]


def _count(name: str, cases: Cases) -> Count:
    if name == ONE_CHANNEL:
        channels = cases.groupby("matter")["customer"].nunique()
        return Count(int(channels.max()) if len(channels) else 0, int(channels.sum()))
    return Count(int(cases["ill"].sum()), len(cases))


def _crowd(inside: Cases) -> Cases:
    """The customers of the largest channel: of channels as large the first one met."""
    channels = inside.groupby("matter", sort=False)["customer"].nunique()
    largest = channels.idxmax() if len(channels) else ""
    return inside.assign(ill=inside["matter"] == largest, matter="經「" + inside["matter"] + "」登記")


def _rows(inside: Cases) -> tuple[Behind, ...]:
    ill = inside[inside["ill"].astype(bool)].sort_values(["on", "customer"], ascending=[False, True], kind="stable")
    told = ill.head(SHOWN)
    return tuple(
        Behind(f"{on:%Y-%m-%d}", str(person), str(customer), str(matter))
        for on, person, customer, matter in zip(
            told["on"], told["person"], told["customer"], told["matter"], strict=True
        )
    )


def _incomplete(frames: Frames, events: Events) -> Cases:
    missing = frames.gaps.drop_duplicates("customer", keep="last").set_index("customer")["missing"]
    rows = events.registered.drop_duplicates("customer")
    matter = look_up(rows["customer"], missing).fillna("")
    return rows.assign(ill=matter != "", matter="缺" + matter)[_COLUMNS]


def _one_channel(frames: Frames, events: Events) -> Cases:  # noqa: ARG001
    """Not one row is ill, but the crowd: the share of the largest channel."""
    rows = events.registered.drop_duplicates("customer")
    return rows.assign(ill=False, matter=rows["channel"].replace("", "（未填）"))[_COLUMNS]


def _no_next_step(frames: Frames, events: Events) -> Cases:  # noqa: ARG001
    rows = frames.contacts[frames.contacts["reached"]]
    day = rows["at"].dt.normalize()
    return rows.assign(on=day, ill=~rows["effective"], matter="沒有內容或下一步").dropna(subset=["on"])[_COLUMNS]


def _no_brief(frames: Frames, events: Events) -> Cases:
    first = frames.briefs.groupby("customer")["on"].min()
    rows = events.negotiated.drop_duplicates("customer")
    brief = look_up(rows["customer"], first)
    late = brief.isna() | (brief >= pd.Timestamp(events.as_of) + pd.Timedelta(days=1))
    return rows.assign(ill=late, matter="進入談判而沒有談判準備")[_COLUMNS]


def _unreviewed(frames: Frames, events: Events) -> Cases:
    agreed = frames.approvals[frames.approvals["agreed"]].groupby("contract")["on"].min()
    rows = events.contracts
    if frames.began is not None:
        reviewed = rows["key"].isin(frames.approvals["contract"])
        rows = rows[reviewed | (rows["on"] >= pd.Timestamp(frames.began))]
    when = look_up(rows["key"], agreed)
    return rows.assign(
        ill=when.isna() | (when > rows["on"]), matter="合同 " + rows["key"] + " 簽署前沒有各部門會簽同意"
    )[_COLUMNS]


def _overdue_care(frames: Frames, events: Events) -> Cases:
    rows = frames.actions.dropna(subset=["on"])
    end = pd.Timestamp(events.as_of)
    open_late = rows["closed_on"].isna() | (rows["closed_on"] > rows["on"])
    started = rows["on"] < end
    return rows.assign(
        ill=open_late & (started | rows["closed_on"].notna()), matter="改進措施「" + rows["action"] + "」逾期"
    )[_COLUMNS]


ONE_CHANNEL = "開發渠道單一"
_ILLS: tuple[tuple[str, str, Callable[[Frames, Events], Cases]], ...] = (
    ("信息收集不完整", "期內登記的客戶中，關鍵資料有缺的", _incomplete),
    (ONE_CHANNEL, "期內登記的客戶中，來自最大渠道的", _one_channel),
    ("溝通缺乏標準", "期內聯繫上的溝通中，沒有內容或下一步的", _no_next_step),
    ("談判缺乏準備", "期內進入談判的客戶中，沒有談判準備的", _no_brief),
    ("合同未經審核", "期內簽署的合同中（啟用系統前簽的不計），簽署前沒有各部門對該版本會簽同意的", _unreviewed),
    ("後續維護不到位", "期內到期的改進措施中，逾期才完成或未完成的", _overdue_care),
)
MEASURES: Mapping[str, str] = MappingProxyType({name: measure for name, measure, _ in _ILLS})
"""Ill → what is measured."""
