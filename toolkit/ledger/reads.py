"""What the bulk reading of the ledger shares: which records are current, and stored days as dates."""

from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import and_
from sqlalchemy.sql.elements import ColumnElement

from toolkit.ledger.schema import RECORDS


def current(form: str) -> ColumnElement[bool]:
    """Whether a record is a current one of ``form``."""
    return and_(RECORDS.c.form == form, RECORDS.c.ended.is_(None))


def read_through(form: str) -> ColumnElement[bool]:
    """As ``current``, but not by an index: a tenth of a table is read faster from end to end, a third in a quarter."""
    return and_(RECORDS.c.form.concat("") == form, RECORDS.c.ended.is_(None))


@lru_cache(maxsize=4096)
def stored_date(day: str | None) -> date | None:
    """A stored day; a hundred thousand customers share a few hundred of them."""
    return None if day is None else date.fromisoformat(day)


def day_of(at: datetime | str) -> date:
    """The day (UTC) of a stored moment, which SQLite hands over as text."""
    return at.date() if isinstance(at, datetime) else date.fromisoformat(at[:10])
