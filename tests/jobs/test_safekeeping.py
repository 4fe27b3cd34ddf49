"""A lost or damaged ledger is rebuilt from what each commit left beside the archive."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import LedgerError
from toolkit.jobs.safekeeping import back_up, export_commits, lines_folder, recover
from toolkit.jobs.service import Service


def known(service: Service) -> tuple[list[str], list[str]]:
    with service.ledger.view() as view:
        names = sorted(one.name for one in view.all_customers())
    return names, [one.id for one in service.ledger.journal.recent()]


@pytest.fixture
def busy(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    """An office that took two lists and wrote its commits down."""
    for number in (1, 2):
        office.drop(sheet(f"{number}.xlsx", prospects.headings, [prospects.row(number)]))
        office.run()
    export_commits(office.service)
    return office


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"not a database" * 99)])
def test_a_lost_ledger_is_refused_and_rebuilt_whole(busy: Any, damage: Callable[[Path], Any]) -> None:
    before = known(busy.service)
    workspace = busy.workspace
    busy.service.close()
    database = Path(workspace.database_url.removeprefix("sqlite:///"))
    for beside in database.parent.glob("ledger.sqlite3-*"):
        beside.unlink()
    damage(database)

    again = Service(workspace, lambda: date(2026, 11, 24))
    with pytest.raises(LedgerError):
        _ = again.ledger
    recover(again)
    assert known(again) == before
    again.close()


def test_the_lines_lie_in_the_internal_folder_and_are_written_once(busy: Any) -> None:
    files = sorted(lines_folder(busy.workspace).rglob("*.jsonl"))
    assert len(files) == 2
    assert export_commits(busy.service) == 0
    assert busy.workspace.internal in files[0].parents


def test_a_backup_never_overwrites(busy: Any, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    assert back_up(busy.service, target).stat().st_size > 0
    with pytest.raises(LedgerError):
        back_up(busy.service, target)
