"""All clients' ways through the stages as columns: one number a client, days as numpy has them (NaT where unknown)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from toolkit.figures.frames import columns_of

Between = Callable[[date, date], int]
Array = np.ndarray[Any, Any]
Days = Callable[[Array, Array], Array]
"""As ``Between``, of columns."""
_START = date(2000, 1, 3)
"""Any day before all others."""


class Travelled(NamedTuple):
    """One change of stage: ``before`` is "" for the first."""

    customer: str
    before: str
    after: str
    on: date


@dataclass(frozen=True, slots=True)
class Histories:
    """What is known of all clients; days are dates or ISO texts.

    ``moves`` are the changes of stage, each beginning as a ``Travelled`` does; ``registered`` is each client's day
    of registration; ``firsts`` tells for each client and form of which it has any record the day of the first one
    (None where the form has no day), ``recorded`` of forms without a day when the first one came in.
    """

    moves: Sequence[Sequence[object]]
    registered: Mapping[str, object]
    firsts: Sequence[tuple[str, str, object]] = field(default=())
    recorded: Sequence[tuple[str, str, object]] = field(default=())


class Ways(NamedTuple):
    """Changes of stage up to a day, by day: the client's number, the stages before and after, and the day."""

    client: Array
    before: Array
    after: Array
    on: Array


class Stays(NamedTuple):
    """Every stay of a client in a deal stage; ``left`` is NaT while it is there, ``onward`` where it went on."""

    client: Array
    deal_stage: Array
    """Its place on the way; below 0 beside it (暫緩, 流失)."""
    entered: Array
    left: Array
    onward: Array

    def at(self, places: Collection[int]) -> "Stays":
        """Those in the deal stages at these ``places``."""
        here = np.isin(self.deal_stage, list(places))
        return Stays(*(column[here] for column in self))


class Walks:
    """The ways of all clients up to ``as_of`` along ``path`` (deal stage → its place on the way)."""

    def __init__(self, found: Histories, path: Mapping[str, int], as_of: date) -> None:
        """Give every client a number, and lay its moves, stays and first days out by it."""
        self.as_of, self._path = np.datetime64(as_of), path
        registered = _days(list(found.registered.values()))
        moved = columns_of(found.moves, 4)
        on = _days(moved[3])
        known = registered <= self.as_of
        names = [np.array(list(found.registered), dtype=object)[known], _texts(moved[0])[on <= self.as_of]]
        self._numbers = pd.Index(pd.unique(np.concatenate(names)))
        self.registered = self._by_client(list(found.registered), registered)
        self.ways = self._ways(moved, on)
        self.stays = self._stays()
        self.first_days, self._holds = self._records(found.firsts)
        self._recorded, _ = self._records(found.recorded)

    @property
    def count(self) -> int:
        """How many clients there are: each stays or stayed somewhere."""
        return len(self._numbers)

    def first_day(self, form: str) -> Array:
        """Each client's day of its first record of ``form``."""
        none = np.full(len(self._numbers), np.datetime64("NaT", "D"))
        return self.first_days.get(form, none)

    def done_by(self, form: str, places: Collection[int]) -> Array:
        """The day on which each client's first record of ``form`` was there at the latest.

        Its own day; of a form that has none, the day it came in, or earlier that on which the client went on from
        the deal stages at ``places``.
        """
        if form in self.first_days or form not in self._recorded:
            return self.first_day(form)
        came = np.where(self.holds([form]), self._recorded[form], np.datetime64("NaT", "D"))
        stays = self.stays.at(places)
        first_on = np.full(len(self._numbers), np.datetime64("NaT", "D"))
        np.fmin.at(first_on, stays.client[stays.onward], stays.left[stays.onward])
        return np.where(np.isnat(came), came, np.fmin(came, first_on))

    def tells(self, form: str) -> bool:
        """Whether anything is known of when records of ``form`` were made."""
        return form in self.first_days or form in self._recorded

    def holds(self, forms: Collection[str]) -> Array:
        """Whether each client has a record of any of ``forms``."""
        found = np.zeros(len(self._numbers), dtype=bool)
        for form in self._holds.keys() & set(forms):
            found[self._holds[form]] = True
        return found

    def entered(self, deal_stage: str) -> Array:
        """Each client's day of entering ``deal_stage`` for the first time."""
        found = np.full(len(self._numbers), np.datetime64("NaT", "D"))
        stays = self.stays.at({self._path[deal_stage]}) if deal_stage in self._path else self.stays.at(())
        late_first = np.argsort(stays.entered, kind="stable")[::-1]
        found[stays.client[late_first]] = stays.entered[late_first]
        return found

    def inside(self, places: Collection[int]) -> Array:
        """Whether each client stands in one of the deal stages at ``places`` now."""
        found = np.zeros(len(self._numbers), dtype=bool)
        stays = self.stays.at(places)
        found[stays.client[np.isnat(stays.left)]] = True
        return found

    def _by_client(self, names: Sequence[str], days: Array) -> Array:
        found = np.full(len(self._numbers), np.datetime64("NaT", "D"))
        at = self._numbers.get_indexer(pd.Index(_texts(names)))
        found[at[at >= 0]] = days[at >= 0]
        return found

    def _ways(self, moved: Sequence[Sequence[object]], on: Array) -> Ways:
        order = np.argsort(on, kind="stable")
        order = order[on[order] <= self.as_of]
        customer, before, after = (_texts(column)[order] for column in moved[:3])
        return Ways(self._numbers.get_indexer(pd.Index(customer)), before, after, on[order])

    def _stays(self) -> Stays:
        """Every client's stays, one behind the other; the first begins with the registration."""
        order = np.argsort(self.ways.client, kind="stable")
        client, on = self.ways.client[order], self.ways.on[order]
        before, after = self._places(self.ways.before[order], self.ways.after[order])
        first = np.ones(len(client), dtype=bool)
        first[1:] = client[1:] != client[:-1]
        since, was = np.roll(on, 1), np.roll(after, 1)
        since[first], was[first] = self.registered[client[first]], 0
        before = np.where(self.ways.before[order] == "", was, before)
        kept = (after != before) & (since <= on)
        onward = (before >= 0) & (after > before)
        ended = Stays(client[kept], before[kept], since[kept], on[kept], onward[kept])
        last = np.roll(first, -1)
        return self._with_present(ended, client[last], after[last], on[last])

    def _with_present(self, ended: Stays, moved: Array, after: Array, on: Array) -> Stays:
        """With where each client is now: after its last move (``moved``, ``after``, ``on``), else at the start."""
        still = np.setdiff1d(np.flatnonzero(~np.isnat(self.registered)), moved)
        client = np.concatenate([moved, still])
        places = np.concatenate([after, np.zeros(len(still), dtype=after.dtype)])
        since = np.concatenate([on, self.registered[still]])
        open_end = np.full(len(client), np.datetime64("NaT", "D"))
        now = Stays(client, places, since, open_end, np.zeros(len(client), dtype=bool))
        return Stays(*(np.concatenate(pair) for pair in zip(ended, now, strict=True)))

    def _places(self, before: Array, after: Array) -> tuple[Array, Array]:
        """The place of each stage on the way; of stages beside it a number below 0 that is theirs alone."""
        codes, names = pd.factorize(np.concatenate([before, after]))
        found = np.array([self._path.get(name, -1 - at) for at, name in enumerate(names)], dtype=int)[codes]
        return found[: len(before)], found[len(before) :]

    def _records(self, firsts: Sequence[tuple[str, str, object]]) -> tuple[dict[str, Array], dict[str, Array]]:
        """Form → each client's first day; form → the clients that have a record of it."""
        customer, form, day = columns_of(firsts, 3)
        client = self._numbers.get_indexer(pd.Index(_texts(customer)))
        days, forms = _days(day), _texts(form)
        first_days, held = dict[str, Array](), dict[str, Array]()
        for name in pd.unique(forms):
            own = forms == name
            held[name] = client[own & (client >= 0)]
            own &= ~np.isnat(days)
            if own.any():
                first_days[name] = np.full(len(self._numbers), np.datetime64("NaT", "D"))
                first_days[name][client[own & (client >= 0)]] = days[own & (client >= 0)]
        return first_days, held


def counted(between: Between) -> Days:
    """``between`` over columns, by way of one count for each day: clients are many, days are few."""

    def until(days: Array) -> Array:
        known, place = np.unique(days, return_inverse=True)
        return np.array([between(_START, day) for day in known.tolist()], dtype=int)[place]

    return lambda first, last: until(last) - until(first)


def _texts(values: Sequence[object]) -> Array:
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _days(values: Sequence[object]) -> Array:
    return np.array(values, dtype="datetime64[D]")
