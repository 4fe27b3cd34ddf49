"""The tables that every figure starts from: plain records, laid out as pandas frames.

Whoever has records (a job, a test) hands over rows; nothing here knows the ledger. ``SOURCES`` says which
payload fields of a form are looked at, so that the ledger can pick just those, and ``form_columns`` lays them
out. Days are ``datetime64[ns]`` (NaT where unknown), money whole 分 as int64, so that sums
are exact; texts are "" where unknown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from toolkit.figures.people import one_spelling
from toolkit.forms.keys import normalised_name

Row = tuple[object, ...]
Found = TypeVar("Found", pd.Series, pd.DataFrame)

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "customers": (
            "customer",
            "name",
            "registered_on",
            "owner",
            "channel",
            "line",
            "property_type",
            "channel_cost",
            "deal_stage",
            "grade",
        ),
        "owners": ("customer", "before", "after", "since"),
        "contacts": ("customer", "at", "person", "method", "reached", "effective"),
        "visits": ("customer", "at", "host", "result"),
        "moves": ("customer", "before", "after", "on", "person"),
        "contracts": ("contract", "customer", "line", "unit", "signed_on", "starts_on", "ends_on", "amount"),
        "satisfaction": ("customer", "on", "overall"),
        "kpi": ("period", "person", "metric", "weight", "target", "actual"),
        "gaps": ("customer", "missing"),
        "briefs": ("customer", "on"),
        "approvals": ("contract", "on", "agreed"),
        "actions": ("customer", "on", "closed_on", "person", "action"),
    }
)
"""Frame → its columns, in the order in which rows give them."""

PEOPLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "customers": ("owner",),
        "owners": ("before", "after"),
        "contacts": ("person",),
        "visits": ("host",),
        "moves": ("person",),
        "kpi": ("person",),
        "actions": ("person",),
    }
)
"""Frame → its columns that name a person of ours."""

_DAYS = frozenset({"registered_on", "since", "at", "on", "signed_on", "starts_on", "ends_on", "closed_on"})
_MONEY = frozenset({"channel_cost", "amount"})
_FLAGS = frozenset({"reached", "effective", "agreed"})
_OBJECTS = frozenset({"weight", "target", "actual", "overall"})

SOURCES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "prospects": (
            "name",
            "registered_on",
            "owner",
            "source",
            "biz_line",
            "property_type",
            "channel_cost",
        ),
        "contacts": ("held_at", "our_person", "method", "result", "content", "next_step", "stage_after"),
        "visits": ("held_at", "host", "result"),
        "contracts": (
            "contract_id",
            "biz_line",
            "leased_unit",
            "signed_on",
            "starts_on",
            "ends_on",
            "amount",
            "property_name",
        ),
        "satisfaction": ("day", "overall"),
        "kpi": ("period", "person", "metric", "weight", "target", "actual"),
    }
)
"""Form → the payload fields that figures need (a projection in the database is enough)."""
FRAMES: Mapping[str, str] = MappingProxyType({form: form for form in SOURCES} | {"prospects": "customers"})
"""Form → the frame that its records make."""


@dataclass(frozen=True, slots=True)
class Columns:
    """A frame's columns in the order of ``COLUMNS``, one sequence each."""

    columns: Sequence[Sequence[object]]


UNREACHED = "未聯繫上"
CLOSED = frozenset({"成交", "流失"})
"""Where no next step is needed any more (domain section 2, F2)."""


@dataclass(frozen=True, slots=True)
class Frames:
    """One snapshot of the records, as one frame a kind (columns: ``COLUMNS``)."""

    customers: pd.DataFrame
    owners: pd.DataFrame
    contacts: pd.DataFrame
    visits: pd.DataFrame
    moves: pd.DataFrame
    contracts: pd.DataFrame
    satisfaction: pd.DataFrame
    kpi: pd.DataFrame
    gaps: pd.DataFrame
    briefs: pd.DataFrame
    approvals: pd.DataFrame
    actions: pd.DataFrame
    began: date | None = None
    """The ledger's first day: what was signed before went through no review that it could know."""


def build_frames(rows: Mapping[str, Iterable[Sequence[object]] | Columns]) -> Frames:
    """Lay out rows (frame name → tuples in the order of ``COLUMNS``); a kind without rows may be left out.

    Days may be dates or ISO texts, money ``Decimal``, number or text in 元, None or "" where unknown. Of very
    many rows a frame may be given as ``Columns``.
    """
    tables = {name: _frame(columns, rows.get(name, ())) for name, columns in COLUMNS.items()}
    return Frames(**one_spelling(tables, PEOPLE))  # type: ignore[arg-type] # every frame, and nothing else


def _frame(columns: Sequence[str], rows: Iterable[Sequence[object]] | Columns) -> pd.DataFrame:
    found = rows.columns if isinstance(rows, Columns) else columns_of(list(rows), len(columns))
    return pd.DataFrame({name: _column(name, values) for name, values in zip(columns, found, strict=True)})


def _column(name: str, values: Sequence[object]) -> pd.Series:
    if name in _DAYS:
        return pd.Series(_moments(values))
    if name in _MONEY:
        known = {value: fen(value) for value in set(values)}  # of very many amounts most come again
        return pd.Series([known[value] for value in values], dtype="int64")
    if name in _FLAGS:
        return pd.Series(values, dtype="bool")
    if name in _OBJECTS:
        return pd.Series([_decimal(value) for value in values], dtype="object")
    return pd.Series(["" if value is None else str(value) for value in values], dtype="str")


def _moments(values: Sequence[object]) -> "pd.DatetimeIndex | np.ndarray":
    """Days and times; texts as the ledger writes them by the short way, a fifth of the time."""
    try:
        return np.array(values, dtype="datetime64[ns]")
    except (TypeError, ValueError):
        return pd.DatetimeIndex(pd.to_datetime(pd.Series(list(values), dtype=object), format="ISO8601")).as_unit("ns")


KEY_FACTS: Mapping[str, str] = MappingProxyType(
    {
        "property_name": "物業名稱",
        "floor_area": "建築面積",
        "address": "所在地",
        "contact_person": "聯繫人",
        "title": "職務",
        "phone": "聯繫電話",
        "budget": "預算",
        "intent": "意向程度",
    }
)
"""What a prospect's row must tell to be worked with (seed II: 信息收集不完整; own choice of fields)."""
AGREED = frozenset({"同意"})


def gap_rows(found: Iterable[Sequence[Any]]) -> Iterable[Row]:
    """Rows of ``gaps`` from (customer, key, whether each of ``KEY_FACTS`` is told)."""
    names = tuple(KEY_FACTS.values())

    @cache
    def missing(*told: object) -> str:
        return "、".join([name for name, there in zip(names, told, strict=True) if not there])

    return ((row[0], missing(*row[2:])) for row in found)


def approval_rows(
    found: Iterable[Sequence[Any]], versions: Mapping[str, int], departments: Collection[str]
) -> Iterable[Row]:
    """Rows of ``approvals``: for each contract the day of the last word on it, and whether all have agreed.

    ``found`` are (customer, key, contract, day, opinion, version, department). Only words on the version that the
    contract has now (``versions``) count, and each of ``departments`` has to say yes; where none is named, one does.
    """
    words = defaultdict[str, dict[str, tuple[str, bool]]](dict)
    for _, _, contract, day, opinion, version, department in found:
        own = words[contract]
        if day and int(version or 0) == versions.get(contract, int(version or 0)):
            own[department] = (str(day), opinion in AGREED)
    for contract, own in words.items():
        asked = [own.get(one, ("", False)) for one in departments or own]
        yes = bool(asked) and all(agreed for _, agreed in asked)
        yield contract, max((day for day, _ in own.values()), default=None), yes


def action_rows(found: Iterable[Sequence[Any]]) -> Iterable[Row]:
    """Rows of ``actions`` from (customer, key, due, closed, who, what); answers without a measure are left out."""
    return ((customer, due, closed, who, what) for customer, _, due, closed, who, what in found if what and due)


PRESENT = frozenset({"content", "next_step"})
"""Fields of which figures only ask whether they hold anything."""


def form_columns(form: str, found: Sequence[Sequence[Any]]) -> Columns:
    """The columns of a form's frame from what a ledger's table gives: (customer, key, then ``SOURCES[form]``).

    Of prospects see ``customer_columns``; a contract without a number is named by its key, and its unit by the
    property as well.
    """
    customer, key, *told = columns_of(found, 2 + len(SOURCES[form]))
    if form == "contacts":
        at, person, method, *said = told
        return Columns((customer, at, person, method, *_reached(*said)))
    if form == "contracts":
        line, unit, *days, place = told[1:]
        numbers = [number or own for number, own in zip(told[0], key, strict=True)]
        return Columns((numbers, customer, line, _premises(place, unit), *days))
    return Columns(tuple(told) if form == "kpi" else (customer, *told))


def _premises(place: Sequence[Any], unit: Sequence[Any]) -> list[str]:
    """What each contract is about, property and unit as one text: only a contract of the same renews it."""

    @cache
    def told(one: Any, part: Any) -> str:
        return f"{normalised_name(str(one or ''))}|{normalised_name(str(part or ''))}"

    return list(map(told, place, unit))


def _reached(
    result: Sequence[Any], content: Sequence[Any], step: Sequence[Any], after: Sequence[Any]
) -> tuple[list[bool], list[bool]]:
    """Which contacts reached the client; and which were effective: with content and a next step, or nothing to do."""
    reached = [one != UNREACHED for one in result]
    effective = [
        bool(there and said and (go_on or end in CLOSED))
        for there, said, go_on, end in zip(reached, content, step, after, strict=True)
    ]
    return reached, effective


def customer_columns(found: Sequence[Sequence[Any]], standing: Iterable[Sequence[Any]]) -> Columns:
    """The columns of ``customers`` from prospects (customer, key, then ``SOURCES["prospects"]``).

    ``standing`` is what the ledger keeps beside them: (customer, day, owner, deal stage, grade, …).
    """
    known = {one[0]: one[:5] for one in standing}
    customer, _, name, day, owner, *told = columns_of(found, 2 + len(SOURCES["prospects"]))
    stands = [known.get(one) or (one, None, own, "", "") for one, own in zip(customer, owner, strict=True)]
    _, _, owner, stage, grade = columns_of(stands, 5)
    return Columns((customer, name, day, owner, *told, stage, grade))


def columns_of(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """The first ``width`` columns of ``rows``: of very many in a tenth of the time that ``zip(*rows)`` takes."""
    return [list(map(itemgetter(at), rows)) for at in range(width)]


def look_up(keys: pd.Series, table: Found) -> Found:
    """What ``table`` (its index unique) holds for each of ``keys``; missing where it holds nothing."""
    return table.reindex(keys).set_axis(keys.index)


def fen(value: object) -> int:
    """An amount in 元 (Decimal, number, decimal text, None) as whole 分, half a 分 up."""
    if value in (None, ""):
        return 0
    return int((Decimal(str(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _decimal(value: object) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))
