"""What was, and what is remembered: versions of a record, rows of a receipt, reminders."""

from datetime import date

from sqlalchemy import Connection, select

from toolkit.ledger import rows
from toolkit.ledger.schema import RECEIPT_ROWS, RECORDS, REMINDERS
from toolkit.ledger.taken import RowMemory
from toolkit.ledger.view import read_records
from toolkit.outcome import Record, Reminder


def versions(connection: Connection, form: str, key: str) -> tuple[Record, ...]:
    """Every version of one record, oldest first."""
    here = (RECORDS.c.form == form, RECORDS.c.key == key)
    return tuple(read_records(connection, select(*rows.RECORD_COLUMNS).where(*here).order_by(RECORDS.c.version)))


def receipt_rows(connection: Connection, submission: str) -> tuple[RowMemory, ...]:
    """What each row of a receipt became, sheet by sheet."""
    query = select(RECEIPT_ROWS).where(RECEIPT_ROWS.c.submission == submission).order_by(RECEIPT_ROWS.c.sheet)
    return tuple(RowMemory(sheet.sheet, *line) for sheet in connection.execute(query) for line in sheet.rows)


def reminders(connection: Connection, until: date | None) -> tuple[Reminder, ...]:
    """The reminders in force, earliest first."""
    one = REMINDERS.c
    query = select(one.key, one.owner, one.due, one.text, one.customer, one.cause).where(one.ended.is_(None))
    if until is not None:
        query = query.where(one.due <= until)
    return tuple(Reminder(*told) for told in connection.execute(query.order_by(one.due, one.key)))
