"""Answers of people get their tables: mappings by a list's layout, and pairs of customers that look alike.

The first release's ``mappings`` (a heading of a form → a field) was never written to.
"""

from alembic import op
from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Integer, String, Text, text

revision = "0002"
down_revision = "0001"

_SERIAL = BigInteger().with_variant(Integer, "sqlite")
_CURRENT = "ended IS NULL"


def upgrade() -> None:
    """Make both tables as ``schema`` declared them in this revision."""
    op.drop_table("mappings")
    _table("mappings", ("layout", String(32)), ("form", String(24)), ("answers", JSON()), ("person", Text()))
    _index("uq_mappings_current", "mappings", ["layout"], _CURRENT, unique=True)
    _table(
        "likenesses",
        ("one", String(64)),
        ("other", String(64)),
        ("verdict", String(12)),
        ("kept", String(64)),
        ("evidence", JSON()),
        ("person", Text()),
    )
    _index("uq_likenesses_current", "likenesses", ["one", "other"], _CURRENT, unique=True)
    _index("ix_likenesses_other", "likenesses", ["other"], _CURRENT)
    _index("ix_likenesses_open", "likenesses", ["id"], "ended IS NULL AND verdict = 'open'")


def _table(name: str, *columns: tuple[str, "String | JSON | Text"]) -> None:
    """A versioned table: numbered rows, the commit that wrote each, and the one that ended it."""
    op.create_table(
        name,
        Column("id", _SERIAL, primary_key=True),
        Column("commit_no", _SERIAL, ForeignKey("commits.no"), nullable=False),
        Column("ended", _SERIAL, ForeignKey("commits.no"), nullable=True),
        *(Column(column, kind, nullable=False) for column, kind in columns),
    )
    op.create_index(f"ix_{name}_commit_no", name, ["commit_no"])
    _index(f"ix_{name}_ended", name, ["ended"], "ended IS NOT NULL")


def _index(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(name, table, columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))
