"""The tables of the ledger (SQLAlchemy Core): one declaration for SQLite and PostgreSQL.

Nothing that was recorded is overwritten. A versioned row (records, customers, reminders) carries the
number of the commit that wrote it and, once a later one replaced it, that commit's number in ``ended``;
the current version is the one without ``ended``. ``commits`` numbers every transaction that changed
what the office knows, so a snapshot is one number and a conflict is "written after that number".
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from toolkit.ledger.types import FileText, Moment

VERSION = "0003"
"""The newest Alembic revision; ``open`` imports Alembic only where the database says otherwise."""

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_SERIAL = BigInteger().with_variant(Integer, "sqlite")
"""SQLite gives running numbers only to a plain INTEGER key."""

SCHEMA_VERSION = Table("alembic_version", METADATA, Column("version_num", String(32), primary_key=True, nullable=False))
ABOUT = Table(
    "about",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the ledger knows of itself: its id, the key of the audit log's hashes."""


_CURRENT = "ended IS NULL"


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index over the rows that ``where`` picks; the condition reads the same on both databases."""
    return Index(name, *columns, unique=unique, sqlite_where=text(where), postgresql_where=text(where))


def _commit(name: str = "commit_no", *, nullable: bool = False) -> Column[int]:
    return Column(name, _SERIAL, ForeignKey("commits.no"), nullable=nullable)


SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", String(20), primary_key=True),
    Column("folder", FileText, nullable=False),
    Column("name", FileText, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("inode", String(40), nullable=False),
    Column("work_name", FileText, nullable=False),
    Column("sender", FileText, nullable=False),
    Column("authority", FileText, nullable=False),
    Column("privacy", SmallInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("state", String(12), nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("duplicate_of", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("lease_until", Moment),
    Column("retry_at", Moment),
    Column("problem", Text, nullable=False),
    Column("forms", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("result", JSON, nullable=False),
    Column("manifest", JSON, nullable=False),
    Column("receipt", FileText, nullable=False),
    Column("archived_as", FileText, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("claimed_at", Moment),
    Column("committed_at", Moment),
    Column("ended_at", Moment),
    _commit("undone_by", nullable=True),
    _partial("uq_submissions_waiting", "folder", "name", where="state IN ('seen', 'settled')", unique=True),
    _partial("ix_submissions_open", "seen_at", where="ended_at IS NULL"),
    Index("ix_submissions_sha256", "sha256"),
    Index("ix_submissions_seen_at", "seen_at"),
)
"""The journal: one row a dropped file (design section 4); ``folder`` is relative to the inbox."""

COMMITS = Table(
    "commits",
    METADATA,
    Column("no", _SERIAL, primary_key=True, autoincrement=False),
    Column("kind", String(12), nullable=False),
    Column("submission", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("rules", String(64), nullable=False),
    Column("exported", Boolean, nullable=False),
    Index("ix_commits_submission", "submission"),
    _partial("ix_commits_unexported", "no", where="exported = false"),
)
"""Every transaction that changed what the office knows.

``rules`` is the rule book's hash; ``exported`` tells whether its lines lie beside the archive (``rebuild``).
"""

RECORDS = Table(
    "records",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    _commit("ended", nullable=True),
    Column("form", String(24), nullable=False),
    Column("key", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("cells", Text, nullable=False),
    Column("customer", String(64), nullable=False),
    Column("owner", Text, nullable=False),
    Column("day", Date),
    Column("deal_stage", Text, nullable=False),
    Column("amount", Float),
    Column("privacy", SmallInteger, nullable=False),
    Column("submission", String(20), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("row", Integer, nullable=False),
    UniqueConstraint("form", "key", "version"),
    _partial("ix_records_current", "customer", "form", where=_CURRENT),
    _partial("ix_records_day", "form", "day", where=_CURRENT),
    Index("ix_records_commit_no", "commit_no"),
    _partial("ix_records_ended", "ended", where="ended IS NOT NULL"),
)

CUSTOMERS = Table(
    "customers",
    METADATA,
    Column("row_id", _SERIAL, primary_key=True),
    _commit(),
    _commit("ended", nullable=True),
    Column("id", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("brand", Text, nullable=False),
    Column("brand_head", String(8), nullable=False),
    Column("brand_tail", String(8), nullable=False),
    Column("credit_code", String(24), nullable=False),
    Column("phone", Text, nullable=False),
    Column("phone_key", String(40), nullable=False),
    Column("owner", Text, nullable=False),
    Column("deal_stage", Text, nullable=False),
    Column("grade", String(8), nullable=False),
    Column("registered_on", Date),
    UniqueConstraint("id", "version"),
    _partial("ix_customers_code", "credit_code", where="ended IS NULL AND credit_code <> ''"),
    _partial("ix_customers_name", "name_key", where=_CURRENT),
    _partial("ix_customers_brand", "brand", where=_CURRENT),
    _partial("ix_customers_head", "brand_head", where="ended IS NULL AND brand_head <> ''"),
    _partial("ix_customers_tail", "brand_tail", where="ended IS NULL AND brand_tail <> ''"),
    _partial("ix_customers_owner", "owner", where=_CURRENT),
    _partial("ix_customers_phone", "phone_key", where="ended IS NULL AND phone_key <> ''"),
    Index("ix_customers_commit_no", "commit_no"),
    _partial("ix_customers_ended", "ended", where="ended IS NOT NULL"),
)
"""Customers, versioned. ``name_key`` is the normalised name, ``brand`` what tells it from others.

``brand_head`` and ``brand_tail`` are keys of the brand's halves where it is long (``lookalikes.edges``).
"""

MOVES = Table(
    "moves",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    _commit("ended", nullable=True),
    Column("customer", String(64), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("on", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("submission", String(20), nullable=False),
    Column("sheet", Text, nullable=False),
    Column("row", Integer, nullable=False),
    Index("ix_moves_customer", "customer"),
    Index("ix_moves_commit_no", "commit_no"),
    _partial("ix_moves_ended", "ended", where="ended IS NOT NULL"),
)
"""Changes of stage; ``ended`` is set only when the submission behind a move was undone."""

SCORES = Table(
    "scores",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    _commit("ended", nullable=True),
    Column("customer", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("total", Float, nullable=False),
    Column("fit", Float, nullable=False),
    Column("engagement", Float),
    Column("grade", String(8), nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("completeness", Float, nullable=False),
    Column("red_lines", JSON, nullable=False),
    Column("factors", JSON, nullable=False),
    Index("ix_scores_customer_day", "customer", "day"),
    Index("ix_scores_commit_no", "commit_no"),
    _partial("ix_scores_ended", "ended", where="ended IS NOT NULL"),
)

REMINDERS = Table(
    "reminders",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    _commit("ended", nullable=True),
    Column("key", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Date, nullable=False),
    Column("text", Text, nullable=False),
    Column("customer", String(64), nullable=False),
    Column("cause", Text, nullable=False),
    _partial("uq_reminders_current", "key", where=_CURRENT, unique=True),
    _partial("ix_reminders_due", "due", where=_CURRENT),
    Index("ix_reminders_commit_no", "commit_no"),
    _partial("ix_reminders_ended", "ended", where="ended IS NOT NULL"),
)

ORDERS = Table(
    "orders",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    Column("submission", String(20), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("content", JSON, nullable=False),
    _commit("ended", nullable=True),
    Index("ix_orders_submission", "submission"),
    _partial("ix_orders_waiting", "id", where=_CURRENT),
    Index("ix_orders_commit_no", "commit_no"),
    _partial("ix_orders_ended", "ended", where="ended IS NOT NULL"),
)
"""Documents and lists that a commit promised; made after it, so a crash forgets none."""

DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    Column("submission", String(20), nullable=False),
    Column("order_id", _SERIAL, ForeignKey("orders.id")),
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("customer", String(64), nullable=False),
    Column("template", Text, nullable=False),
    Column("template_hash", String(64), nullable=False),
    Column("data_hash", String(64), nullable=False),
    Column("folder", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("path", FileText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(4), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("privacy", SmallInteger, nullable=False),
    Column("check_code", String(16), nullable=False),
    Column("missing", JSON, nullable=False),
    Column("sources", JSON, nullable=False),
    _commit("ended", nullable=True),
    UniqueConstraint("folder", "name", "version"),
    Index("ix_documents_submission", "submission"),
    Index("ix_documents_customer", "customer"),
    Index("ix_documents_number", "number"),
    Index("ix_documents_sha256", "sha256"),
    Index("ix_documents_commit_no", "commit_no"),
    _partial("ix_documents_ended", "ended", where="ended IS NOT NULL"),
)
"""The register of documents; one that ``ended`` was voided (作廢). ``sources`` maps a context path →
[submission, file, sheet, row, cell].
"""

NUMBERS = Table(
    "numbers",
    METADATA,
    Column("prefix", String(64), primary_key=True),
    Column("last", Integer, nullable=False),
    _commit(),
)
"""The last running number given behind a prefix."""

RECEIPT_ROWS = Table(
    "receipt_rows",
    METADATA,
    Column("submission", String(20), primary_key=True),
    Column("sheet", Text, primary_key=True),
    _commit(),
    Column("rows", JSON, nullable=False),
    Index("ix_receipt_rows_commit_no", "commit_no"),
)
"""What each row of a receipt became: a list of [row, form, key, fingerprint]."""

MAPPINGS = Table(
    "mappings",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    _commit("ended", nullable=True),
    Column("layout", String(32), nullable=False),
    Column("form", String(24), nullable=False),
    Column("answers", JSON, nullable=False),
    Column("person", Text, nullable=False),
    _partial("uq_mappings_current", "layout", where=_CURRENT, unique=True),
    Index("ix_mappings_commit_no", "commit_no"),
    _partial("ix_mappings_ended", "ended", where="ended IS NOT NULL"),
)
"""Answers to the 對照 sheet: the fingerprint of a list's headings → its form, and what each heading means."""

LIKENESSES = Table(
    "likenesses",
    METADATA,
    Column("id", _SERIAL, primary_key=True),
    _commit(),
    _commit("ended", nullable=True),
    Column("one", String(64), nullable=False),
    Column("other", String(64), nullable=False),
    Column("verdict", String(12), nullable=False),
    Column("kept", String(64), nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("person", Text, nullable=False),
    _partial("uq_likenesses_current", "one", "other", where=_CURRENT, unique=True),
    _partial("ix_likenesses_other", "other", where=_CURRENT),
    _partial("ix_likenesses_open", "id", where="ended IS NULL AND verdict = 'open'"),
    Index("ix_likenesses_commit_no", "commit_no"),
    _partial("ix_likenesses_ended", "ended", where="ended IS NOT NULL"),
)
"""Pairs of customers that look alike (``one`` < ``other``): open, same (``kept`` is whose id stays), different."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("no", _SERIAL, primary_key=True, autoincrement=False),
    _commit(),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(24), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_subject", "subject"),
    Index("ix_audit_commit_no", "commit_no"),
)
"""Append only; each hash covers the entry and the hash before it. Ids and keyed hashes, no values."""
