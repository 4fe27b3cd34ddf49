"""One snapshot of the ledger, asked in bulk only: the ``LedgerView`` that stages are given."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType, TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, Select, func, select

from toolkit.ledger import rows
from toolkit.ledger.lookalikes import Candidate, Sought, alike, edges, sought
from toolkit.ledger.matching import Known, Lookups, match
from toolkit.ledger.members import among
from toolkit.ledger.numbers import last_used
from toolkit.ledger.schema import COMMITS, CUSTOMERS, MOVES, RECORDS, SCORES, SUBMISSIONS
from toolkit.outcome import Customer, Lookalike, Move, Record, Ref, Score

_NOTHING: Mapping[str, Any] = MappingProxyType({})
PROSPECTS = "prospects"
"""The form whose current record tells a customer's facts (F1)."""


class View:
    """A snapshot: one read transaction, held from the first question until ``close``.

    ``position`` is the number of the last commit it sees; ``ledger.commit`` refuses an outcome where
    something it rests on was recorded after that. Use it with ``with`` and keep it short: on SQLite an
    open view keeps the write-ahead log from being folded back.
    """

    def __init__(self, engine: Engine) -> None:
        isolation = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        self._connection = engine.connect().execution_options(toolkit_snapshot=True, **isolation)
        self.position: int = self._connection.scalar(select(func.max(COMMITS.c.no))) or 0
        self.asked: dict[str, int] = {}
        """Prefix → the last number that was taken when a number behind it was asked for."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the snapshot; what was asked before stays valid."""
        self._connection.close()

    def customers(self, refs: Collection[Ref]) -> Mapping[Ref, Customer]:
        """The customers that ``refs`` certainly mean (``LedgerView.customers``)."""
        found = match(frozenset(refs), self._lookups())
        known = self.by_id(set(found.values()))
        return {ref: known[customer] for ref, customer in found.items()}

    def by_id(self, ids: Collection[str]) -> dict[str, Customer]:
        """Customer id → customer, for those there are."""
        return self._whole(self._current_customers(CUSTOMERS.c.id, ids))

    def lookalikes(self, refs: Collection[Ref]) -> Mapping[Ref, tuple[Lookalike, ...]]:
        """Customers similar to each ref, best first (``LedgerView.lookalikes``)."""
        certain = match(frozenset(refs), self._lookups())
        wanted = [sought(ref) for ref in refs]
        likenesses = alike(wanted, self._candidates(wanted))
        others = {
            ref: [like for like in found if like.customer != certain.get(ref)]
            for ref, found in likenesses.items()
        }
        known = self.by_id({like.customer for found in others.values() for like in found})
        return {
            ref: tuple(Lookalike(known[like.customer], like.score, like.evidence) for like in found)
            for ref, found in others.items()
            if found
        }

    def owned_by(self, owners: Collection[str]) -> Mapping[str, tuple[Customer, ...]]:
        """Owner → the customers that this person looks after now, by id."""
        found = self._whole(self._current_customers(CUSTOMERS.c.owner, owners))
        grouped: defaultdict[str, list[Customer]] = defaultdict(list)
        for customer in sorted(found.values(), key=lambda one: one.id):
            grouped[customer.owner].append(customer)
        return {owner: tuple(customers) for owner, customers in grouped.items()}

    def current(self, form: str, customers: Collection[str]) -> Mapping[str, tuple[Record, ...]]:
        """Customer id → its current records of ``form``, oldest day first (undated ones before)."""
        query = _records().where(
            RECORDS.c.form == form, among(self._connection, RECORDS.c.customer, customers)
        )
        grouped: defaultdict[str, list[Record]] = defaultdict(list)
        for found in self._as_records(self._connection.execute(query).all()):
            grouped[found.customer].append(found)
        return {customer: tuple(sorted(found, key=_by_day)) for customer, found in grouped.items()}

    def all_current(self, form: str) -> tuple[Record, ...]:
        """Every current record of ``form``, oldest first: for reports."""
        query = _records().where(RECORDS.c.form == form).order_by(RECORDS.c.day, RECORDS.c.id)
        return tuple(self._as_records(self._connection.execute(query).all()))

    def all_customers(self) -> tuple[Customer, ...]:
        """Every current customer, by id: for overviews."""
        query = select(CUSTOMERS).where(CUSTOMERS.c.ended.is_(None)).order_by(CUSTOMERS.c.id)
        return tuple(self._whole(self._connection.execute(query).all()).values())

    def by_key(self, form: str, keys: Collection[str]) -> Mapping[str, Record]:
        """Natural key → the current version of that record."""
        query = _records().where(RECORDS.c.form == form, among(self._connection, RECORDS.c.key, keys))
        return {found.key: found for found in self._as_records(self._connection.execute(query).all())}

    def moves(self, customers: Collection[str]) -> Mapping[str, tuple[Move, ...]]:
        """Customer id → its changes of stage, oldest first."""
        here = among(self._connection, MOVES.c.customer, customers)
        query = select(MOVES).where(here, MOVES.c.ended.is_(None)).order_by(MOVES.c.on, MOVES.c.id)
        found = self._connection.execute(query).all()
        files = self._files(found)
        grouped: defaultdict[str, list[Move]] = defaultdict(list)
        for row in found:
            grouped[row.customer].append(rows.move(row, files.get(row.submission, "")))
        return {customer: tuple(moves) for customer, moves in grouped.items()}

    def scores(self, customers: Collection[str]) -> Mapping[str, Score]:
        """Customer id → its latest score."""
        here = among(self._connection, SCORES.c.customer, customers)
        query = select(SCORES).where(here).order_by(SCORES.c.day, SCORES.c.id)
        return {row.customer: rows.score(row) for row in self._connection.execute(query)}

    def next_number(self, prefix: str) -> int:
        """The first free running number behind ``prefix``, starting at 1."""
        if prefix not in self.asked:
            self.asked[prefix] = last_used(self._connection, prefix)
        return self.asked[prefix] + 1

    def _candidates(self, wanted: Collection[Sought]) -> list[Candidate]:
        """Everybody who shares a name, a brand, an end of it, or a phone with somebody in ``wanted``."""
        keys = CUSTOMERS.c
        ends = [edges(one.brand) for one in wanted]
        blocks = (
            (keys.name_key, {one.name_key for one in wanted}),
            (keys.brand, {one.brand for one in wanted}),
            (keys.phone_key, {one.phone for one in wanted}),
            (keys.brand_head, {head for head, _ in ends}),
            (keys.brand_tail, {tail for _, tail in ends}),
        )
        columns = (keys.id, keys.name_key, keys.brand, keys.credit_code, keys.phone_key)
        query = select(*columns).where(keys.ended.is_(None))
        found = (
            self._connection.execute(query.where(key != "", among(self._connection, key, values - {""})))
            for key, values in blocks
        )
        return list({row.id: Candidate(*row) for rows in found for row in rows}.values())

    def _lookups(self) -> Lookups:
        keys = CUSTOMERS.c
        return Lookups(
            lambda ids: self._known(keys.id, ids),
            lambda codes: self._known(keys.credit_code, codes),
            lambda names: self._known(keys.name_key, names),
        )

    def _known(self, key: Any, values: Collection[str]) -> Iterable[Known]:
        columns = (CUSTOMERS.c.id, CUSTOMERS.c.name_key, CUSTOMERS.c.credit_code, CUSTOMERS.c.phone_key)
        query = select(*columns).where(
            CUSTOMERS.c.ended.is_(None), key != "", among(self._connection, key, values)
        )
        return (Known(*row) for row in self._connection.execute(query))

    def _current_customers(self, key: Any, values: Collection[str]) -> list[Row[Any]]:
        here = among(self._connection, key, values)
        query = select(CUSTOMERS).where(CUSTOMERS.c.ended.is_(None), here)
        return list(self._connection.execute(query).all())

    def _whole(self, found: Collection[Row[Any]]) -> dict[str, Customer]:
        here = among(self._connection, RECORDS.c.customer, [row.id for row in found])
        wanted = select(RECORDS.c.customer, RECORDS.c.payload).where(RECORDS.c.form == PROSPECTS)
        query = wanted.where(RECORDS.c.ended.is_(None), here).order_by(RECORDS.c.id)
        prospects = {row.customer: row.payload for row in self._connection.execute(query)}
        return {row.id: rows.customer(row, prospects.get(row.id, _NOTHING)) for row in found}

    def _as_records(self, found: Collection[Row[Any]]) -> list[Record]:
        files = self._files(found)
        return [rows.record(row, files.get(row.submission, "")) for row in found]

    def _files(self, found: Iterable[Row[Any]]) -> dict[str, str]:
        """Submission id → the name under which it was dropped, for the sources of ``found``."""
        return file_names(self._connection, {row.submission for row in found})


def file_names(connection: Connection, submissions: Collection[str]) -> dict[str, str]:
    """Submission id → the file's name as dropped."""
    if not submissions:
        return {}
    query = select(SUBMISSIONS.c.id, SUBMISSIONS.c.name).where(
        among(connection, SUBMISSIONS.c.id, submissions)
    )
    return {row.id: row.name for row in connection.execute(query)}


def _records() -> Select[Any]:
    """Current records with the moment they were recorded."""
    joined = RECORDS.join(COMMITS, RECORDS.c.commit_no == COMMITS.c.no)
    return select(RECORDS, COMMITS.c.at).select_from(joined).where(RECORDS.c.ended.is_(None))


def _by_day(found: Record) -> tuple[str, str]:
    return (found.day.isoformat() if found.day else "", found.key)
