"""The tables as the first release made them.

New ledgers are made whole by ``schema.METADATA`` and stamped with the newest revision; this one is where
the chain of changes begins, so it has nothing to do. ``tests/ledger/first_schema.sql`` holds what it means.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: every ledger begins with these tables."""
