"""What happened, when, to which customer, under whose care: the tables that KPIs count.

Every event table has the same columns: ``key`` (what is counted once: a customer, a contract, an answer),
``customer``, ``on`` (the event's day), ``person`` (the owner on that day; of a contact: who held it),
``channel`` (first touch), ``line``, and ``value`` (days, score, 分) where there is one.
Nothing after ``as_of`` exists yet.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from toolkit.figures.frames import Frames, look_up

VISITED_BY = "來訪"
NEGOTIATION, WON = "談判", "成交"
RENEWED_WITHIN = pd.Timedelta(days=90)
"""A next contract that starts at most this long after the old one's end renews it (own judgement)."""
SATISFIED_FROM = 4

DIMENSIONS = ("person", "channel", "line")
_COLUMNS = ["key", "customer", "on", *DIMENSIONS, "value"]


@dataclass(frozen=True, slots=True)
class Workdays:
    """How the office counts working days: Monday to Friday, less ``off``, plus make-up days ``on``."""

    off: Collection[date] = ()
    on: Collection[date] = ()

    def between(self, first: pd.Series, last: pd.Series) -> pd.Series:
        """Working days after each ``first`` up to and with ``last``; 0 where last is not later."""
        start = first.to_numpy("datetime64[D]") + 1
        end = np.maximum(last.to_numpy("datetime64[D]") + 1, start)
        days = np.busday_count(start, end, holidays=sorted(self.off))
        for extra in self.on:
            made_up = np.datetime64(extra)
            if extra.weekday() >= 5:
                days += (start <= made_up) & (made_up < end)
        return pd.Series(days, index=first.index)


@dataclass(frozen=True, slots=True)
class Events:
    """The event tables as of one day; see the module for their columns."""

    as_of: date
    registered: pd.DataFrame
    effective: pd.DataFrame
    visited: pd.DataFrame
    negotiated: pd.DataFrame
    signed: pd.DataFrame
    cycles: pd.DataFrame
    contracts: pd.DataFrame
    expired: pd.DataFrame
    renewed: pd.DataFrame
    answered: pd.DataFrame
    satisfied: pd.DataFrame
    response_due: pd.DataFrame
    responded: pd.DataFrame
    costs: pd.DataFrame


def happened(
    frames: Frames,
    as_of: date,
    response_days: int = 2,
    workdays: Workdays = Workdays(),
) -> Events:
    """Work out every event up to and with ``as_of``; a first contact is in time within ``response_days``."""
    known = _Known(frames, as_of)
    registered = known.registered()
    signed = known.signed()
    expired = known.expired()
    answered = known.answered()
    response_due = _responses(registered, known.first_contacts, as_of, response_days, workdays)
    return Events(
        as_of=as_of,
        registered=registered,
        effective=known.effective(),
        visited=known.visited(),
        negotiated=known.moved_to(NEGOTIATION),
        signed=signed,
        cycles=_cycles(signed, known.first_contacts),
        contracts=known.contracts(),
        expired=expired,
        renewed=expired[expired["value"] == 1],
        answered=answered,
        satisfied=answered[answered["value"] >= SATISFIED_FROM],
        response_due=response_due,
        responded=response_due[response_due["value"] <= response_days],
        costs=known.costs(),
    )


def clipped(events: Events, since: date) -> Events:
    """The events from ``since`` on: many short periods are then counted over little."""
    start = pd.Timestamp(since)
    tables = {one.name: getattr(events, one.name) for one in fields(events) if one.name != "as_of"}
    return replace(events, **{name: table[table["on"] >= start] for name, table in tables.items()})


class _Known:
    """The frames up to a day, with owner, channel and line joined to what happened."""

    def __init__(self, frames: Frames, as_of: date) -> None:
        self._frames = frames
        self._end = pd.Timestamp(as_of) + pd.Timedelta(days=1)
        self._facts = frames.customers.drop_duplicates("customer", keep="last").set_index("customer")

    def registered(self) -> pd.DataFrame:
        """Customers on their day of registration."""
        rows = self._frames.customers[["customer", "registered_on"]]
        return self._events(rows.rename(columns={"registered_on": "on"}))

    def costs(self) -> pd.DataFrame:
        """What finding each customer cost, in 分, on the day of registration."""
        rows = self._frames.customers[["customer", "registered_on", "channel_cost"]]
        return self._events(rows.rename(columns={"registered_on": "on", "channel_cost": "value"}))

    def effective(self) -> pd.DataFrame:
        """Effective contacts, the first of each customer and day, by whoever held it."""
        rows = self._frames.contacts[self._frames.contacts["effective"]]
        rows = rows.sort_values("at", kind="stable").assign(on=rows["at"].dt.normalize())
        rows = rows.drop_duplicates(["customer", "on"])
        events = self._events(rows[["customer", "on", "person"]])
        days = np.datetime_as_string(events["on"].to_numpy("datetime64[D]")).astype(object)
        return events.assign(key=events["customer"].astype(object) + "|" + days)

    @cached_property
    def first_contacts(self) -> pd.Series:
        """Customer → the day of its first contact that reached it."""
        rows = self._frames.contacts[self._frames.contacts["reached"]]
        rows = rows[rows["at"] < self._end]
        first: pd.Series = rows.groupby("customer")["at"].min().dt.normalize()
        return first

    def visited(self) -> pd.DataFrame:
        """Customers that came to see us: contacts 來訪, and visits of F6 that took place."""
        contacts = self._frames.contacts
        came = contacts[(contacts["method"] == VISITED_BY) & contacts["reached"]]
        rows = pd.concat([came[["customer", "at"]], self._frames.visits[["customer", "at"]]])
        rows = rows.assign(on=rows["at"].dt.normalize())[["customer", "on"]]
        return self._events(rows.drop_duplicates())

    def moved_to(self, stage: str) -> pd.DataFrame:
        """Customers that entered ``stage``."""
        rows = self._frames.moves
        return self._events(rows.loc[rows["after"] == stage, ["customer", "on"]])

    def signed(self) -> pd.DataFrame:
        """Each customer's first signature: of a contract, else the move to 成交."""
        contracts = self._frames.contracts[self._frames.contracts["signed_on"] < self._end]
        first = contracts.rename(columns={"signed_on": "on"}).groupby("customer", as_index=False)["on"].min()
        won = self.moved_to(WON).groupby("customer", as_index=False)["on"].min()
        rows = pd.concat([first, won[~won["customer"].isin(first["customer"])]])
        return self._events(rows[["customer", "on"]])

    def contracts(self) -> pd.DataFrame:
        """Signed contracts with their amounts in 分, on the day of signing."""
        rows = self._frames.contracts.dropna(subset=["signed_on"])
        rows = rows.rename(columns={"signed_on": "on", "amount": "value", "contract": "key"})
        return self._events(rows[["key", "customer", "on", "value"]])

    def expired(self) -> pd.DataFrame:
        """Signed contracts on their last day; ``value`` is 1 where a next one renews it."""
        rows = self._frames.contracts.dropna(subset=["signed_on", "ends_on"])
        same = ["customer", "line", "unit"]
        pairs = rows.merge(rows, on=same, suffixes=("", "_next"))
        later = pairs["starts_on_next"] > pairs["starts_on"]
        soon = pairs["starts_on_next"] <= pairs["ends_on"] + RENEWED_WITHIN
        renewed = set(pairs.loc[later & soon, "contract"])
        rows = rows.assign(value=rows["contract"].isin(renewed).astype("int64"))
        rows = rows.rename(columns={"ends_on": "on", "contract": "key"})
        return self._events(rows[["key", "customer", "on", "value"]])

    def answered(self) -> pd.DataFrame:
        """Valid answers with their score."""
        rows = self._frames.satisfaction.dropna(subset=["overall"])
        rows = rows.assign(value=rows["overall"].astype("int64"), key=[f"{i}" for i in rows.index])
        return self._events(rows[["key", "customer", "on", "value"]])

    def _events(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Add what every event table has; rows without a day, or after the last one, are left out."""
        rows = rows.dropna(subset=["on"])
        rows = rows[rows["on"] < self._end].reset_index(drop=True)
        if "key" not in rows:
            rows = rows.assign(key=rows["customer"])
        facts = look_up(rows["customer"], self._facts[["owner", "channel", "line"]]).fillna("")
        if "person" not in rows:
            rows = rows.assign(person=self._owner_on(rows, facts["owner"]))
        if "value" not in rows:
            rows = rows.assign(value=0)
        return rows.assign(channel=facts["channel"], line=facts["line"])[_COLUMNS]

    def _owner_on(self, rows: pd.DataFrame, owner: pd.Series) -> pd.Series:
        """Who looked after each customer on its day: by the changes of owner, else the present ``owner``."""
        changes = self._frames.owners.dropna(subset=["since"]).sort_values("since", kind="stable")
        if changes.empty:
            return owner
        past = _nearest(rows, changes, "after")
        coming = _nearest(rows, changes, "before")
        return past.fillna(coming).fillna(owner)


def _nearest(rows: pd.DataFrame, changes: pd.DataFrame, side: Literal["before", "after"]) -> pd.Series:
    """The owner by the last change up to each day (``after`` it), or by the next change (``before`` it)."""
    asked = rows[["customer", "on"]].reset_index().sort_values("on", kind="stable")
    joined = pd.merge_asof(
        asked,
        changes,
        left_on="on",
        right_on="since",
        by="customer",
        direction="backward" if side == "after" else "forward",
        allow_exact_matches=side == "after",
    )
    owners: pd.Series = joined.set_index("index")[side].reindex(rows.index)
    return owners


def _cycles(signed: pd.DataFrame, first_contacts: pd.Series) -> pd.DataFrame:
    """Days from the first contact to the signature, of customers that have both, in this order."""
    first = look_up(signed["customer"], first_contacts)
    days = (signed["on"] - first).dt.days
    return signed.assign(value=days)[days >= 0]


def _responses(
    registered: pd.DataFrame, first_contacts: pd.Series, as_of: date, limit: int, workdays: Workdays
) -> pd.DataFrame:
    """Working days to the first contact; not contacted counts as late once the time is up."""
    first = look_up(registered["customer"], first_contacts)
    taken = workdays.between(registered["on"], first.fillna(pd.Timestamp(as_of)))
    late = taken.where(first.notna(), limit + 1)
    still_open = first.isna() & (taken <= limit)
    return registered.assign(value=late)[~still_open]
