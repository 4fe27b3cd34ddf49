"""The register of documents, and the orders that a commit promised and that are made after it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from toolkit.forms.column import Privacy
from toolkit.ledger.members import among, among_numbers
from toolkit.ledger.plain import from_json, to_json
from toolkit.ledger.refusals import Conflict
from toolkit.ledger.schema import COMMITS, DOCUMENTS, ORDERS
from toolkit.ledger.taken import Document, DocumentState
from toolkit.outcome import DocumentOrder, ListOrder, Source

Order = DocumentOrder | ListOrder


@dataclass(frozen=True, slots=True)
class Promised:
    """An order that waits to be made: ``id`` goes into ``Document.order`` once it is."""

    id: int
    submission: str
    order: Order


def write_orders(connection: Connection, commit_no: int, submission: str, orders: Iterable[Order]) -> None:
    """Keep what a commit promises, in the order given."""
    found = [
        {
            "commit_no": commit_no,
            "submission": submission,
            "kind": "document" if isinstance(order, DocumentOrder) else "list",
            "content": _order_row(order),
        }
        for order in orders
    ]
    if found:
        connection.execute(insert(ORDERS), found)


def waiting(connection: Connection, limit: int, submission: str = "") -> tuple[Promised, ...]:
    """The orders not yet made, oldest first."""
    query = select(ORDERS).where(ORDERS.c.ended.is_(None)).order_by(ORDERS.c.id).limit(limit)
    if submission:
        query = query.where(ORDERS.c.submission == submission)
    return tuple(Promised(row.id, row.submission, _order(row.kind, row.content)) for row in connection.execute(query))


def order(connection: Connection, number: int) -> Order | None:
    """The order of that id, made or not; None where there is none."""
    row = connection.execute(select(ORDERS).where(ORDERS.c.id == number)).first()
    return None if row is None else _order(row.kind, row.content)


def close_orders(connection: Connection, commit_no: int, ids: Collection[int]) -> None:
    """Mark orders as made (or needless) by this commit."""
    here = (among_numbers(connection, ORDERS.c.id, ids), ORDERS.c.ended.is_(None))
    connection.execute(update(ORDERS).where(*here).values(ended=commit_no))


def write_documents(connection: Connection, commit_no: int, submission: str, documents: Iterable[Document]) -> None:
    """Enter documents; raises Conflict where another one took the same folder, name and version."""
    found = [_document_row(document, commit_no, submission) for document in documents]
    if not found:
        return
    try:
        with connection.begin_nested():
            connection.execute(insert(DOCUMENTS), found)
    except IntegrityError:
        raise Conflict("ledger.conflict", what=found[0]["name"]) from None
    close_orders(connection, commit_no, [row["order_id"] for row in found if row["order_id"]])


def void(connection: Connection, commit_no: int, numbers: Collection[str]) -> None:
    """Mark the documents of these numbers 作廢 by this commit; those still to be made are not needed any more."""
    if not numbers:
        return
    here = (among(connection, DOCUMENTS.c.number, numbers), DOCUMENTS.c.ended.is_(None))
    connection.execute(update(DOCUMENTS).where(*here).values(ended=commit_no))
    promised = connection.execute(select(ORDERS.c.id, ORDERS.c.content).where(ORDERS.c.ended.is_(None)))
    close_orders(connection, commit_no, [row.id for row in promised if row.content.get("number") in numbers])


def withdraw(connection: Connection, commit_no: int, ids: Collection[int]) -> None:
    """Mark single documents (register ids) 作廢 by this commit: a later one took back what they allowed."""
    if ids:
        here = (among_numbers(connection, DOCUMENTS.c.id, ids), DOCUMENTS.c.ended.is_(None))
        connection.execute(update(DOCUMENTS).where(*here).values(ended=commit_no))


def voided_by(connection: Connection, commits: Collection[int]) -> tuple[Document, ...]:
    """The documents of other commits that these commits made void, oldest first."""
    ended = (among_numbers(connection, DOCUMENTS.c.ended, commits), DOCUMENTS.c.commit_no.notin_(commits))
    return tuple(map(_document, connection.execute(select(DOCUMENTS).where(*ended).order_by(DOCUMENTS.c.id))))


def voided_since(connection: Connection, commit_no: int) -> tuple[Document, ...]:
    """The documents that a commit after ``commit_no`` made void."""
    query = select(DOCUMENTS).where(DOCUMENTS.c.ended > commit_no).order_by(DOCUMENTS.c.id)
    return tuple(map(_document, connection.execute(query)))


def last_commit(connection: Connection) -> int:
    """The number of the last commit there is, 0 for none."""
    return connection.scalar(select(func.max(COMMITS.c.no))) or 0


def last_versions(connection: Connection, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(folder, name) → the last version registered there; absent where there is none."""
    key = (DOCUMENTS.c.folder, DOCUMENTS.c.name)
    names = among(connection, DOCUMENTS.c.name, {name for _, name in places})
    query = select(*key, func.max(DOCUMENTS.c.version)).where(names).group_by(*key)
    wanted = set(places)
    return {(row[0], row[1]): row[2] for row in connection.execute(query) if (row[0], row[1]) in wanted}


def documents(connection: Connection, **where: Any) -> tuple[Document, ...]:
    """Registered documents whose columns equal ``where`` (customer=, submission=, number=, sha256=)."""
    query = select(DOCUMENTS).order_by(DOCUMENTS.c.id)
    for name, value in where.items():
        query = query.where(DOCUMENTS.c[name] == value)
    return tuple(map(_document, connection.execute(query)))


def _order_row(order: Order) -> dict[str, Any]:
    names = type(order).__slots__
    values = {name: getattr(order, name) for name in names}
    if isinstance(order, DocumentOrder):
        values["sources"] = _sources_row(order.sources)
    else:
        values["unlocked"] = [sorted(fields) for fields in order.unlocked]
    values["privacy"] = int(order.privacy)
    return {name: to_json(value) for name, value in values.items()}


def _order(kind: str, content: Mapping[str, Any]) -> Order:
    values = {name: from_json(value) for name, value in content.items()}
    values["privacy"] = Privacy(values["privacy"])
    if kind == "document":
        values["sources"] = _sources(values["sources"])
        return DocumentOrder(**values)
    values["unlocked"] = tuple(frozenset(fields) for fields in values["unlocked"])
    return ListOrder(**values | {name: tuple(values[name]) for name in ("rows", "headings")})


def _sources_row(sources: Mapping[str, tuple[Source, str]]) -> dict[str, list[Any]]:
    return {
        path: [source.submission, source.file, source.sheet, source.row, cell]
        for path, (source, cell) in sources.items()
    }


def _sources(stored: Mapping[str, list[Any]]) -> dict[str, tuple[Source, str]]:
    return {path: (Source(*place[:4]), place[4]) for path, place in stored.items()}


_SAME = (
    *("folder", "name", "version", "path", "kind", "number", "customer", "template", "template_hash"),
    *("data_hash", "sha256", "size", "check_code"),
)


def _document_row(document: Document, commit_no: int, submission: str) -> dict[str, Any]:
    values = {name: getattr(document, name) for name in _SAME}
    return values | {
        "commit_no": commit_no,
        "submission": document.submission or submission,
        "order_id": document.order,
        "state": document.state,
        "privacy": int(document.privacy),
        "missing": list(document.missing),
        "sources": _sources_row(document.sources),
    }


def _document(row: Row[Any]) -> Document:
    return Document(
        **{name: getattr(row, name) for name in _SAME},
        state=DocumentState(row.state) if row.ended is None else DocumentState.VOID,
        privacy=Privacy(row.privacy),
        missing=tuple(row.missing),
        sources=_sources(row.sources),
        submission=row.submission,
        id=row.id,
        commit_no=row.commit_no,
        order=row.order_id,
    )
