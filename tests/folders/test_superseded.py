"""Overtaken receipts are moved once, whenever it is asked for."""

import hashlib
from pathlib import Path

from toolkit.folders.names import LONGEST_NAME
from toolkit.folders.superseded import KEY, Overtaken, overtaken, place_aside, set_aside

ONE = Overtaken("261124-abcdef", "outbox/回執/甲/名單【收1】.xlsx", (hashlib.sha256(b"ours").hexdigest(),))
MANIFEST = ({"source": "1/receipt.xlsx"}, {"source": "1/receipt.xlsx", KEY: [ONE.line()]})
THERE = "outbox/回執/甲/舊版/名單【收1】_261124-abcdef.xlsx"


def laid(root: Path, content: bytes) -> Path:
    path = root / ONE.path
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    return path


def turn(content: bytes) -> bytes:
    return content + b", turned"


def test_a_manifest_says_what_it_overtakes() -> None:
    assert tuple(overtaken(MANIFEST)) == (ONE,)


def test_it_is_moved_and_its_links_turned_once(tmp_path: Path) -> None:
    path = laid(tmp_path, b"ours")
    for _ in range(2):
        assert set_aside(MANIFEST, tmp_path, "舊版", turn) == ((ONE.submission, THERE),)
        assert (tmp_path / THERE).read_bytes() == b"ours, turned"
        assert not path.exists()


def test_what_somebody_edited_stays(tmp_path: Path) -> None:
    path = laid(tmp_path, b"theirs")
    assert set_aside(MANIFEST, tmp_path, "舊版", turn) == ()
    assert path.read_bytes() == b"theirs"


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    path = laid(tmp_path, b"ours")
    (tmp_path / "elsewhere").mkdir()
    (path.parent / "舊版").symlink_to(tmp_path / "elsewhere")
    assert set_aside(MANIFEST, tmp_path, "舊版", turn) == ()
    assert path.is_file()


def test_a_long_name_keeps_the_number_and_its_ending() -> None:
    long = Overtaken(ONE.submission, f"outbox/{'名' * 90}.xlsx", ())
    name = place_aside(long, "舊版").rpartition("/")[2]
    assert len(name.encode()) <= LONGEST_NAME
    assert name.endswith("_261124-abcdef.xlsx")
