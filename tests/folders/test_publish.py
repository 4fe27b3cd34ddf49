"""Publishing: whole or not at all, twice = once, and never over what a person did."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import ShareError
from toolkit.folders import publish as room
from toolkit.folders.publish import Before, Piece, piece, publish, replace, weigh
from toolkit.folders.refusals import Busy

OLDER = "舊版"
FOLDER = "客戶/SJ-1 大華"
NAME = f"{FOLDER}/合作方案書.docx"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / ".work" / "out"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "outbox"
    folder.mkdir()
    return folder


def built(out: Path, content: bytes, path: str = NAME, version: int = 1, before: Before | None = None) -> Piece:
    source = f"{len(list(out.iterdir()))}.bin"
    (out / source).write_bytes(content)
    return Piece(source, path, *weigh(out, source), version, before)


def lying(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def as_before(one: Piece, path: str) -> Before:
    return Before(path, one.sha256, one.version)


def test_a_piece_is_laid_under_its_name(out: Path, root: Path) -> None:
    (done,) = publish([built(out, b"v1")], out, root, OLDER)
    assert done.path == NAME
    assert lying(root) == {NAME: b"v1"}


def test_a_new_version_moves_the_untouched_one_to_the_older_ones(out: Path, root: Path) -> None:
    first = built(out, b"v1")
    publish([first], out, root, OLDER)
    second = built(out, b"v2", version=2, before=as_before(first, NAME))
    (done,) = publish([second], out, root, OLDER)
    assert (done.path, done.older) == (NAME, f"{FOLDER}/{OLDER}/合作方案書_v1.docx")
    assert lying(root) == {NAME: b"v2", f"{FOLDER}/{OLDER}/合作方案書_v1.docx": b"v1"}


def test_an_edited_version_stays_and_the_new_one_stands_beside_it(out: Path, root: Path) -> None:
    first = built(out, b"v1")
    publish([first], out, root, OLDER)
    (root / NAME).write_bytes(b"v1, edited by Wang")
    second = built(out, b"v2", version=2, before=as_before(first, NAME))
    (done,) = publish([second], out, root, OLDER)
    assert (done.path, done.edited) == (f"{FOLDER}/合作方案書_v2.docx", NAME)
    third = built(out, b"v3", version=3, before=as_before(second, done.path))
    (done,) = publish([third], out, root, OLDER)
    assert lying(root) == {
        NAME: b"v1, edited by Wang",
        f"{FOLDER}/合作方案書_v3.docx": b"v3",
        f"{FOLDER}/{OLDER}/合作方案書_v2.docx": b"v2",
    }


def test_a_version_that_is_open_on_a_desk_stays(out: Path, root: Path) -> None:
    first = built(out, b"v1")
    publish([first], out, root, OLDER)
    (root / FOLDER / "~$合作方案書.docx").write_bytes(b"lock")
    second = built(out, b"v2", version=2, before=as_before(first, NAME))
    (done,) = publish([second], out, root, OLDER)
    assert (done.path, done.edited) == (f"{FOLDER}/合作方案書_v2.docx", NAME)


@pytest.mark.parametrize("theirs", ["客戶名單【收197】.xlsx", "客戶名單【收197】.XLSX"])
def test_a_receipt_never_takes_the_place_of_another_file(out: Path, root: Path, theirs: str) -> None:
    (root / "回執").mkdir()
    (root / "回執" / theirs).write_bytes(b"theirs")
    one = built(out, b"ours", "回執/客戶名單【收197】.xlsx", version=0)
    (done,) = publish([one], out, root, OLDER)
    assert done.path == "回執/客戶名單【收197】 (2).xlsx"
    assert publish([one], out, root, OLDER)[0].path == done.path
    assert (root / "回執" / theirs).read_bytes() == b"theirs"


@pytest.mark.parametrize("stop", range(8))
def test_a_crash_anywhere_then_again_is_the_same_as_once(out: Path, root: Path, monkeypatch, stop: int) -> None:
    first = built(out, b"v1")
    publish([first], out, root, OLDER)
    pieces = [built(out, b"v2", version=2, before=as_before(first, NAME)), built(out, b"r", "回執/a.xlsx", 0)]
    calls = iter(range(100))

    def crash() -> None:
        if next(calls) == stop:
            raise KeyboardInterrupt

    real_link = os.link

    def link(*names: object, **options: object) -> None:
        crash()
        real_link(*names, **options)
        crash()

    monkeypatch.setattr(os, "link", link)
    try:
        publish(pieces, out, root, OLDER, fence=crash)
    except KeyboardInterrupt:
        monkeypatch.setattr(os, "link", real_link)
        publish(pieces, out, root, OLDER)
    assert lying(root) == {
        NAME: b"v2",
        f"{FOLDER}/{OLDER}/合作方案書_v1.docx": b"v1",
        "回執/a.xlsx": b"r",
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    contents=st.lists(st.binary(min_size=1, max_size=3), min_size=1, max_size=4),
    edits=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_publishing_twice_is_publishing_once(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes], edits: list[bool]
) -> None:
    folder = tmp_path_factory.mktemp("law")
    out, root = folder / "out", folder / "outbox"
    out.mkdir()
    root.mkdir()
    before = None
    for number, content in enumerate(contents, 1):
        one = built(out, bytes([number]) + content, version=number, before=before)
        (done,) = publish([one], out, root, OLDER)
        once = lying(root)
        assert publish([piece(one.line())], out, root, OLDER)[0].path == done.path
        assert lying(root) == once
        before = as_before(one, done.path)
        if edits[number - 1]:
            (root / done.path).write_bytes(b"edited")
    assert sorted(lying(root).values()) == sorted(
        b"edited" if edited else bytes([number]) + content
        for number, (content, edited) in enumerate(zip(contents, edits, strict=False), 1)
    )


def test_what_is_not_what_was_committed_is_not_published(out: Path, root: Path) -> None:
    one = built(out, b"v1")
    (out / one.source).write_bytes(b"V1")
    with pytest.raises(ShareError) as told:
        publish([one], out, root, OLDER)
    assert told.value.code == "folders.wrong_piece"
    assert lying(root) == {}


def test_a_link_in_the_outbox_leads_nowhere(out: Path, root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "客戶").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ShareError) as told:
        publish([built(out, b"v1")], out, root, OLDER)
    assert told.value.code == "folders.link"
    assert not [path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()]


def test_a_share_without_hard_links_is_served_too(out: Path, root: Path, monkeypatch) -> None:
    def link(*names: object, **options: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", link)
    (root / "a.xlsx").write_bytes(b"theirs")
    (done,) = publish([built(out, b"ours", "a.xlsx", 0)], out, root, OLDER)
    assert lying(root) == {"a.xlsx": b"theirs", "a (2).xlsx": b"ours"}
    assert done.path == "a (2).xlsx"


def test_a_lost_right_stops_before_anything_is_seen(out: Path, root: Path) -> None:
    def fence() -> None:
        raise RuntimeError("taken over")

    with pytest.raises(RuntimeError):
        publish([built(out, b"v1")], out, root, OLDER, fence)
    assert lying(root) == {}


def test_a_report_is_replaced_but_not_while_it_is_open(out: Path, root: Path) -> None:
    source = out / "總覽.xlsx"
    for content in (b"1", b"2"):
        source.write_bytes(content)
        replace(source, root / "報表" / "總覽.xlsx")
    (root / "報表" / "~$總覽.xlsx").write_bytes(b"")
    source.write_bytes(b"3")
    with pytest.raises(Busy):
        replace(source, root / "報表" / "總覽.xlsx")
    assert (root / "報表" / "總覽.xlsx").read_bytes() == b"2"


def test_two_machines_at_one_report_both_succeed(out: Path, root: Path, monkeypatch) -> None:
    """Each sweeps away what lies half copied: the other lays it again."""
    (out / "a.xlsx").write_bytes(b"mine")
    real, swept = room._copy, iter([True, True])

    def copy(source: Path, target: Path) -> None:
        real(source, target)
        if next(swept, False):
            target.unlink()

    monkeypatch.setattr(room, "_copy", copy)
    replace(out / "a.xlsx", root / "outbox" / "a.xlsx")
    assert (root / "outbox" / "a.xlsx").read_bytes() == b"mine"
    swept = iter([True] * 9)
    with pytest.raises(Busy):
        replace(out / "a.xlsx", root / "outbox" / "a.xlsx")
