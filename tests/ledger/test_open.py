"""Opening: what is made, what is refused with a sentence, and how a connection is set up."""

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from toolkit.errors import LedgerError
from toolkit.ledger.ledger import Ledger, create_ledger, open_ledger
from toolkit.ledger.open import database_url, existing_engine, new_engine
from toolkit.ledger.schema import VERSION
from toolkit.ledger.submission import Drop
from toolkit.outcome import Outcome


def refusal(url: str) -> str:
    with pytest.raises(LedgerError) as told:
        open_ledger(url)
    return told.value.code


def test_what_was_made_can_be_opened_again(office, url: str) -> None:
    one = office.take("a.xlsx", Outcome(customers=(office.dahua(),)))
    office.ledger.close()
    with open_ledger(url) as again:
        assert again.journal.find(one).name == "a.xlsx"


def test_a_ledger_is_never_made_over_another(ledger: Ledger, url: str) -> None:
    ledger.close()
    with pytest.raises(LedgerError) as told:
        create_ledger(url)
    assert told.value.code == "ledger.exists"


def test_opening_imports_no_alembic(tmp_path: Path) -> None:
    url = str(tmp_path / "ledger.db")
    create_ledger(url).close()
    code = (
        "import sys; from toolkit.ledger.ledger import open_ledger;"
        f"open_ledger({url!r}).close(); print('alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_sqlite_is_set_up_to_lose_nothing(tmp_path: Path) -> None:
    engine = new_engine(str(tmp_path / "ledger.db"))
    with engine.connect() as connection:
        told = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_lost_database_is_refused(tmp_path: Path) -> None:
    assert refusal(str(tmp_path / "ledger.db")) == "ledger.missing"
    (tmp_path / "empty.db").touch()
    assert refusal(f"sqlite:///{tmp_path / 'empty.db'}") == "ledger.missing"
    assert not (tmp_path / "ledger.db").exists()


def damaged(tmp_path: Path, spoil) -> str:
    path = tmp_path / "ledger.db"
    with create_ledger(str(path)) as ledger:
        ledger.journal.see([Drop("", f"{number}.xlsx", 1, 1) for number in range(3000)])
    content = bytearray(path.read_bytes())
    path.write_bytes(spoil(content))
    return str(path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"not a database" * 1000,
        lambda content: b"\0" * len(content),
        lambda content: content[:5000],
        lambda content: content[:100] + b"\xff" * (len(content) - 100),
    ],
    ids=["another file", "zeros", "cut off", "overwritten"],
)
def test_a_damaged_database_is_refused(tmp_path: Path, spoil) -> None:
    assert refusal(damaged(tmp_path, spoil)) == "ledger.damaged"


def test_damage_behind_the_first_pages_is_said_when_it_is_met(tmp_path: Path) -> None:
    url = damaged(tmp_path, lambda content: content[: len(content) // 2] + b"\xff" * (len(content) - len(content) // 2))
    with open_ledger(url) as ledger, pytest.raises(LedgerError) as told:
        ledger.check()
    assert told.value.code == "ledger.damaged"


def test_a_sound_ledger_passes_its_check(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(customers=(office.dahua(),)))
    assert ledger.check().no == 1


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE songs (name TEXT)")
    connection.close()
    assert refusal(str(path)) == "ledger.foreign"
    with pytest.raises(LedgerError):
        create_ledger(str(path))


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    create_ledger(str(path)).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert VERSION < "9999"
    assert refusal(str(path)) == "ledger.newer"


@pytest.mark.parametrize("kind", ["cifs", "nfs4", "fuse.sshfs", "remote"])
def test_sqlite_on_a_share_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "ledger.db"
    create_ledger(str(path)).close()
    for door in (existing_engine, new_engine):
        with pytest.raises(LedgerError) as told:
            door(str(path), lambda _: kind)
        assert (told.value.code, told.value.data["kind"]) == ("ledger.remote", kind)


@pytest.mark.parametrize("url", ["mysql://host/db", "ftp://x", "http://", "sqlite://"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    assert refusal(url) == "ledger.url"


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("/srv/ledger.db", "sqlite"),
        ("sqlite:////srv/ledger.db", "sqlite"),
        ("postgresql://office@host/ledger", "postgresql+psycopg"),
        ("postgresql+psycopg://office@host/ledger", "postgresql+psycopg"),
        ("postgres://office@host/ledger", "postgresql+psycopg"),
    ],
)
def test_addresses_name_their_driver(address: str, driver: str) -> None:
    assert database_url(address).drivername == driver


def test_a_server_that_is_away_is_said() -> None:
    pytest.importorskip("psycopg")
    assert refusal("postgresql://nobody@127.0.0.1:1/x?connect_timeout=2") == "ledger.away"


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with create_ledger(str(path)) as ledger:
        with ledger._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count=60")
        with pytest.raises(LedgerError) as told:
            ledger.journal.see([Drop("", f"{number}" * 50, 1, 1) for number in range(5000)])
        assert told.value.code == "ledger.full"
        assert ledger.journal.open() == ()


def test_a_backup_answers_as_before(office, tmp_path: Path, url: str) -> None:
    one = office.take("a.xlsx", Outcome(customers=(office.dahua(),)))
    if not office.ledger.single_owner:
        pytest.skip("PostgreSQL has its own backup")
    office.ledger.backup(tmp_path / "backup" / "ledger.db")
    office.take("b.xlsx", Outcome())
    office.ledger.close()
    Path(url).unlink()
    shutil.copy(tmp_path / "backup" / "ledger.db", url)
    with open_ledger(url) as again:
        assert [found.id for found in again.journal.recent()] == [one]
        assert again.check().no == 1
