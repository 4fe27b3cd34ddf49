"""One snapshot of the ledger, asked in bulk only: the ``LedgerView`` that stages are given."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, Text, cast, func, select

from toolkit.ledger import bulk, rows
from toolkit.ledger.likenesses import SAME, any_merged, gone_into, pairs_about
from toolkit.ledger.lookalikes import alike, sought
from toolkit.ledger.matching import Lookups, match
from toolkit.ledger.members import among, among_numbers
from toolkit.ledger.neighbours import neighbours
from toolkit.ledger.numbers import last_used
from toolkit.ledger.schema import COMMITS, CUSTOMERS, LIKENESSES, MOVES, RECORDS, SCORES, SUBMISSIONS
from toolkit.ledger.tables import Tables
from toolkit.ledger.taken import Pair
from toolkit.outcome import Customer, Lookalike, Move, Record, Ref, Score

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
        self._matched: dict[Ref, Row[Any] | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the snapshot; what was asked before stays valid."""
        self._connection.close()

    @cached_property
    def _knows_nobody(self) -> bool:
        """Whether there is no current customer at all: the first list of an office asks nothing."""
        return self._connection.scalar(select(CUSTOMERS.c.row_id).where(CUSTOMERS.c.ended.is_(None)).limit(1)) is None

    @cached_property
    def tables(self) -> Tables:
        """Everything as plain columns, for figures over the whole ledger."""
        return Tables(self._connection)

    def customers(self, refs: Collection[Ref]) -> Mapping[Ref, Customer]:
        """The customers that ``refs`` certainly mean (``LedgerView.customers``)."""
        if self._knows_nobody:
            return {}
        found = self._certain(_distinct(refs))
        known = self._whole({row[0]: row for row in found.values()}.values())
        certain = {ref: known[row[0]] for ref, row in found.items()}
        if not any_merged(self._connection):
            return certain
        missing = [ref for ref in _distinct(refs) if ref not in certain]
        return self._with_former_names({**certain, **self._merged(missing)})

    def by_id(self, ids: Collection[str]) -> dict[str, Customer]:
        """Customer id → customer, for those there are."""
        return self._whole(self._known(CUSTOMERS.c.id, ids))

    def lookalikes(self, refs: Collection[Ref]) -> Mapping[Ref, tuple[Lookalike, ...]]:
        """Customers similar to each ref, best first (``LedgerView.lookalikes``)."""
        if self._knows_nobody:
            return {}
        certain = self._certain(_distinct(refs))
        wanted = [sought(ref) for ref in refs]
        likenesses = alike(wanted, neighbours(self._connection, wanted))
        others = {
            ref: [like for like in found if ref not in certain or like.customer != certain[ref].id]
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
        found = self._whole(self._known(CUSTOMERS.c.owner, owners))
        grouped: defaultdict[str, list[Customer]] = defaultdict(list)
        for customer in sorted(found.values(), key=lambda one: one.id):
            grouped[customer.owner].append(customer)
        return {owner: tuple(customers) for owner, customers in grouped.items()}

    def current(self, form: str, customers: Collection[str]) -> Mapping[str, tuple[Record, ...]]:
        """Customer id → its current records of ``form``, oldest day first (undated ones before)."""
        query = _current().where(RECORDS.c.form == form, self._in(RECORDS.c.customer, customers))
        grouped: defaultdict[str, list[Record]] = defaultdict(list)
        for found in self._records(query):
            grouped[found.customer].append(found)
        return {customer: tuple(sorted(found, key=_by_day)) for customer, found in grouped.items()}

    def all_current(self, form: str) -> tuple[Record, ...]:
        """Every current record of ``form``, oldest first: for reports."""
        query = _current().where(RECORDS.c.form == form).order_by(RECORDS.c.day, RECORDS.c.id)
        return tuple(self._records(query))

    def all_customers(self) -> tuple[Customer, ...]:
        """Every current customer, by id: for overviews."""
        query = _customers().order_by(CUSTOMERS.c.id)
        return tuple(self._whole(self._connection.execute(query).all()).values())

    def by_key(self, form: str, keys: Collection[str]) -> Mapping[str, Record]:
        """Natural key → the current version of that record."""
        query = _current().where(RECORDS.c.form == form, self._in(RECORDS.c.key, keys))
        return {found.key: found for found in self._records(query)}

    def as_of(self, submission: str, form: str, keys: Collection[str]) -> Mapping[str, Record]:
        """Natural key → that record as it stood right after ``submission`` was taken: the base of its receipt."""
        here = (COMMITS.c.submission == submission, COMMITS.c.kind == "submission")
        no = self._connection.scalar(select(func.max(COMMITS.c.no)).where(*here))
        if no is None or not keys:
            return {}
        then = (RECORDS.c.commit_no <= no, RECORDS.c.ended.is_(None) | (RECORDS.c.ended > no))
        wanted = select(*rows.RECORD_COLUMNS).where(RECORDS.c.form == form, *then, self._in(RECORDS.c.key, keys))
        return {found.key: found for found in self._records(wanted)}

    def answers_to(self, receipt: str) -> tuple[str, ...]:
        """The submissions by which copies of a receipt were dropped back and taken, oldest first."""
        asked = SUBMISSIONS.c.result["receipt_of"].as_string() == receipt
        query = select(SUBMISSIONS.c.id).where(asked, SUBMISSIONS.c.undone_by.is_(None), SUBMISSIONS.c.verdict != "")
        return tuple(self._connection.scalars(query.order_by(SUBMISSIONS.c.committed_at)))

    def having(self, form: str, field: str, values: Collection[str]) -> Mapping[str, tuple[Record, ...]]:
        """Value → the current records of ``form`` whose payload has it in ``field``, oldest day first."""
        value = RECORDS.c.payload[field].as_string()
        query = _current().where(RECORDS.c.form == form, self._in(value, values))
        grouped: defaultdict[str, list[Record]] = defaultdict(list)
        for found in self._records(query):
            grouped[str(found.payload[field])].append(found)
        return {key: tuple(sorted(found, key=_by_day)) for key, found in grouped.items()}

    def moves(self, customers: Collection[str]) -> Mapping[str, tuple[Move, ...]]:
        """Customer id → its changes of stage, oldest first."""
        here = self._in(MOVES.c.customer, customers)
        query = select(MOVES).where(here, MOVES.c.ended.is_(None)).order_by(MOVES.c.on, MOVES.c.id)
        found = self._connection.execute(query).all()
        files = file_names(self._connection, {row.submission for row in found})
        grouped: defaultdict[str, list[Move]] = defaultdict(list)
        for row in found:
            grouped[row.customer].append(rows.move(row, files.get(row.submission, "")))
        return {customer: tuple(moves) for customer, moves in grouped.items()}

    def scores(self, customers: Collection[str]) -> Mapping[str, Score]:
        """Customer id → its latest score."""
        here = self._in(SCORES.c.customer, customers)
        query = select(SCORES).where(here, SCORES.c.ended.is_(None)).order_by(SCORES.c.day, SCORES.c.id)
        return {row.customer: rows.score(row) for row in self._connection.execute(query)}

    def next_number(self, prefix: str) -> int:
        """The first free running number behind ``prefix``, starting at 1."""
        if prefix not in self.asked:
            self.asked[prefix] = last_used(self._connection, prefix)
        return self.asked[prefix] + 1

    def _certain(self, refs: Collection[Ref]) -> dict[Ref, Row[Any]]:
        """What each ref certainly means; asked of the database once, since a snapshot does not change."""
        fresh = [ref for ref in refs if ref not in self._matched]
        if fresh:
            found = match(fresh, self._lookups())
            self._matched.update((ref, found.get(ref)) for ref in fresh)
        return {ref: row for ref in refs if (row := self._matched[ref]) is not None}

    def pairs_about(self, customers: Collection[str]) -> tuple[Pair, ...]:
        """What is known of look-alikes of these customers: asked about, the same, different."""
        return pairs_about(self._connection, customers)

    def _merged(self, refs: Collection[Ref]) -> dict[Ref, Customer]:
        """Those who go by another id since they were made one with it: who they are now."""
        source, kept = gone_into()
        keys = CUSTOMERS.c

        def ask(key: Any, values: Collection[str]) -> Sequence[Row[Any]]:
            columns = (*rows.CUSTOMER_COLUMNS, keys.name_key, keys.phone_key, kept.label("kept"))
            here = (LIKENESSES.c.ended.is_(None), LIKENESSES.c.verdict == SAME, key != "", self._in(key, values))
            return self._connection.execute(select(*columns).select_from(source).where(*here)).all()

        lookups = Lookups(partial(ask, keys.id), partial(ask, keys.credit_code), partial(ask, keys.name_key))
        into = {ref: str(row.kept) for ref, row in match(refs, lookups).items()}
        known = self.customers([Ref(id=one) for one in set(into.values())]) if into else {}
        return {
            ref: replace(customer, formerly=((ref.name, ref.phone, ref.credit_code),))
            for ref, one in into.items()
            if (customer := known.get(Ref(id=one))) is not None
        }

    def _with_former_names(self, found: Mapping[Ref, Customer]) -> dict[Ref, Customer]:
        """Each customer with the names, phones and codes of those that were made one with it."""
        source, kept = gone_into()
        here = (LIKENESSES.c.ended.is_(None), LIKENESSES.c.verdict == SAME)
        ids = self._in(kept, {customer.id for customer in found.values()})
        known_by = (CUSTOMERS.c.name, CUSTOMERS.c.phone, CUSTOMERS.c.credit_code)
        query = select(kept.label("kept"), *known_by).select_from(source).where(*here, ids)
        former: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for row in self._connection.execute(query):
            former[row.kept].append((row.name, row.phone, row.credit_code))
        return {
            ref: replace(one, formerly=(*one.formerly, *former[one.id])) if one.id in former else one
            for ref, one in found.items()
        }

    def _lookups(self) -> Lookups[Row[Any]]:
        keys = CUSTOMERS.c
        return Lookups(
            lambda ids: self._known(keys.id, ids),
            lambda codes: self._known(keys.credit_code, codes),
            lambda names: self._known(keys.name_key, names),
        )

    def _known(self, key: Any, values: Collection[str]) -> Sequence[Row[Any]]:
        return self._connection.execute(_customers().where(key != "", self._in(key, values))).all()

    def _whole(self, found: Collection[Row[Any]]) -> dict[str, Customer]:
        """Customer id → customer, each with the payload of its prospect record."""
        here = self._in(RECORDS.c.customer, [row[0] for row in found])
        wanted = select(RECORDS.c.customer, cast(RECORDS.c.payload, Text)).where(RECORDS.c.form == PROSPECTS)
        prospects = self._connection.execute(wanted.where(RECORDS.c.ended.is_(None), here)).all()
        payloads = bulk.parse_all([payload for _, payload in prospects])
        facts = {row[0]: payload for row, payload in zip(prospects, payloads, strict=True)}
        return rows.customers(found, facts)

    def _records(self, query: Select[Any]) -> list[Record]:
        return read_records(self._connection, query)

    def _in(self, column: Any, values: Collection[str]) -> ColumnElement[bool]:
        return among(self._connection, column, values)


def read_records(connection: Connection, query: Select[Any]) -> list[Record]:
    """Run a query of ``rows.RECORD_COLUMNS`` and give each record its file's name and its moment."""
    found = connection.execute(query).all()
    files = file_names(connection, {row.submission for row in found})
    numbers = {row.commit_no for row in found}
    times = select(COMMITS.c.no, COMMITS.c.at).where(among_numbers(connection, COMMITS.c.no, numbers))
    return rows.records(found, files, {row.no: row.at for row in connection.execute(times)})


def file_names(connection: Connection, submissions: Collection[str]) -> dict[str, str]:
    """Submission id → the file's name as dropped."""
    if not submissions:
        return {}
    query = select(SUBMISSIONS.c.id, SUBMISSIONS.c.name).where(among(connection, SUBMISSIONS.c.id, submissions))
    return {row.id: row.name for row in connection.execute(query)}


def _current() -> Select[Any]:
    """Current records."""
    return select(*rows.RECORD_COLUMNS).where(RECORDS.c.ended.is_(None))


def _customers() -> Select[Any]:
    """Current customers with the keys they are found by."""
    columns = (*rows.CUSTOMER_COLUMNS, CUSTOMERS.c.name_key, CUSTOMERS.c.phone_key)
    return select(*columns).where(CUSTOMERS.c.ended.is_(None))


def _distinct(refs: Collection[Ref]) -> Collection[Ref]:
    """Refs without doubles, in order."""
    return dict.fromkeys(refs).keys()


def _by_day(found: Record) -> tuple[str, str]:
    return (found.day.isoformat() if found.day else "", found.key)
