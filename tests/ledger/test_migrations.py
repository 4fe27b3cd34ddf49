"""A schema that changes needs a migration: the first release's tables, upgraded, are today's."""

import re
import sqlite3
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from toolkit.ledger import migrations
from toolkit.ledger.ledger import create_ledger, open_ledger
from toolkit.ledger.open import existing_engine
from toolkit.ledger.schema import METADATA, VERSION
from toolkit.outcome import Ref

FIRST = Path(__file__).with_name("first_schema.sql")


def first_release(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(FIRST.read_text(encoding="utf-8"))
    connection.execute("INSERT INTO about VALUES ('ledger', 'ab'), ('audit_key', 'cd')")
    connection.commit()
    connection.close()


def indexes(path: Path) -> dict[str, str]:
    """Name → definition of every index; comparing metadata leaves their conditions out."""
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    connection.close()
    return {name: re.sub(r"\s+", " ", sql) for name, sql in found}


def test_the_first_releases_ledger_becomes_todays(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    first_release(old)
    engine = existing_engine(str(old))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == VERSION
        assert compare_metadata(context, METADATA) == []
    engine.dispose()
    create_ledger(str(new)).close()
    assert indexes(old) == indexes(new)
    with open_ledger(str(old)) as ledger:
        assert ledger.journal.open() == ()


def test_the_newest_revision_is_the_one_that_new_ledgers_get() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [VERSION]
    assert sorted(script.revision for script in scripts.walk_revisions()) == [
        f"{number:04}" for number in range(1, int(VERSION) + 1)
    ]


def test_customers_of_before_are_found_by_todays_keys(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_release(path)
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO commits VALUES (1, 'submission', 's', '2026-11-24T03:50:00.000000', '', 1)")
        names: tuple[str, ...] = (
            "commit_no",
            "id",
            "version",
            "name",
            "name_key",
            "brand",
            "brand_head",
            "brand_tail",
            "credit_code",
        )
        names += ("phone", "phone_key", "owner", "deal_stage", "grade")
        known = (1, "A", 1, "藍海灣花園", "蓝海湾花园", "蓝海湾花园", "蓝海", "花园", "", "", "", "", "", "")
        marks = ",".join("?" * len(names))
        connection.execute(f"INSERT INTO customers ({','.join(names)}) VALUES ({marks})", known)
    connection.close()
    ref = Ref(name="藍海灣花圓")
    with open_ledger(str(path)) as ledger, ledger.view() as view:
        assert [like.customer.id for like in view.lookalikes([ref])[ref]] == ["A"]
