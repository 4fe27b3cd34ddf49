"""Settled or not: tables of scans; the time of each is given, nobody sleeps."""

import pytest

from toolkit.folders.settle import Sample, Tracker, Why


def sample(path: str = "名單.xlsx", size: int = 10, mtime: int = 1, inode: int = 7) -> Sample:
    return Sample(path, size, mtime, inode)


def tracker(*, whole: bool = True, **limits: float) -> Tracker:
    return Tracker(quiet=2.0, whole=lambda path: whole, patience=600.0, lock_patience=1800.0, **limits)


def settled_at(track: Tracker, scans: list[tuple[float, list[Sample]]]) -> list[float]:
    """The times at which the file was settled."""
    return [now for now, files in scans if track.observe(now, files).settled]


@pytest.mark.parametrize(
    ("times", "settled"),
    [
        ([0, 1, 2], [2]),
        ([0, 0.5, 1, 1.5, 2], [2]),
        ([0, 60], []),
        ([0, 60, 61], [61]),
        ([0, 0.1, 0.2], []),
    ],
    ids=["quiet time over", "many scans", "two samples are not enough", "three are", "too soon"],
)
def test_three_samples_over_the_quiet_time(times: list[float], settled: list[float]) -> None:
    assert settled_at(tracker(), [(now, [sample()]) for now in times]) == settled


@pytest.mark.parametrize(
    "changed",
    [
        sample(size=11),
        sample(mtime=2),
        sample(inode=8),
        sample(mtime=0),
        sample(mtime=4_070_908_800_000_000_000),
    ],
    ids=["grew", "written again", "replaced", "time of 1980", "time of 2099"],
)
def test_any_change_starts_the_wait_afresh(changed: Sample) -> None:
    scans = [(0, [sample()]), (1, [sample()]), (2, [changed]), (3, [changed]), (4, [changed])]
    assert settled_at(tracker(), scans) == [4]


def test_a_slow_writer_is_not_taken_while_it_writes() -> None:
    track = tracker()
    growing = [(now, [sample(size=now + 1, mtime=now)]) for now in range(50)]
    assert settled_at(track, growing) == []


def test_a_pause_longer_than_the_quiet_time_does_not_fool_it_while_the_container_is_open() -> None:
    track = tracker(whole=False)
    assert [track.observe(now, [sample()]).waiting["名單.xlsx"] for now in (0, 1, 2, 300)] == [
        Why.CHANGING,
        Why.CHANGING,
        Why.BROKEN,
        Why.BROKEN,
    ]


@pytest.mark.parametrize(
    ("file", "whole", "why", "until"),
    [(sample(size=0), True, Why.EMPTY, 60), (sample(), False, Why.BROKEN, 600)],
)
def test_what_stays_wrong_comes_back_instead_of_waiting_for_ever(
    file: Sample, whole: bool, why: Why, until: float
) -> None:
    track = tracker(whole=whole)
    for now in (0, 1, 2, until - 1):
        assert track.observe(now, [file]).waiting == {file.path: Why.CHANGING if now < 2 else why}
    assert track.observe(until, [file]).settled == {file.path: why}


@pytest.mark.parametrize("lock", ["~$名單.xlsx", ".~名單.xlsx", ".~lock.名單.xlsx#"])
def test_an_open_file_waits_and_its_lock_is_named(lock: str) -> None:
    track = tracker()
    held = sample(lock, size=165)
    for now in range(4):
        told = track.observe(now, [sample()], [held])
    assert told.waiting == {"名單.xlsx": Why.OPEN}
    assert told.owners == {"名單.xlsx": lock}
    assert track.observe(4, [sample()], []).settled == {"名單.xlsx": Why.FINE}


def test_a_stale_lock_does_not_block_for_ever() -> None:
    track = tracker()
    held = sample("~$名單.xlsx")
    for now in (0, 1, 1799):
        assert not track.observe(now, [sample()], [held]).settled
    assert track.observe(1800, [sample()], [held]).settled == {"名單.xlsx": Why.FINE}


def test_a_lock_in_another_folder_holds_nothing() -> None:
    track = tracker()
    for now in range(3):
        told = track.observe(now, [sample("王明/名單.xlsx")], [sample("李華/~$名單.xlsx")])
    assert told.settled == {"王明/名單.xlsx": Why.FINE}


def test_excels_save_by_temporary_file_and_rename_starts_the_wait_afresh() -> None:
    track = tracker()
    scans = [
        (0, [sample()]),
        (1, [sample()]),
        (1.5, [sample("7A3B9C00", inode=9)]),
        (2, [sample(inode=9)]),
        (3, [sample(inode=9)]),
        (4, [sample(inode=9)]),
    ]
    assert settled_at(track, scans) == [4]


def test_a_file_taken_back_is_gone_and_starts_afresh_when_it_returns() -> None:
    track = tracker()
    track.observe(0, [sample()])
    track.observe(1, [sample()])
    assert track.observe(2, []).gone == ("名單.xlsx",)
    assert not track.observe(3, [sample()]).settled


def test_a_folder_that_cannot_be_read_takes_nothing_back() -> None:
    track = tracker()
    for now in (0, 1):
        track.observe(now, [sample("王明/名單.xlsx")])
    told = track.observe(2, [], unread=["王明"])
    assert told.gone == ()
    assert track.observe(3, [sample("王明/名單.xlsx")]).settled == {"王明/名單.xlsx": Why.FINE}


def test_a_claimed_file_is_forgotten() -> None:
    track = tracker()
    for now in range(3):
        track.observe(now, [sample()])
    track.forget("名單.xlsx")
    assert track.observe(3, [sample()]).waiting == {"名單.xlsx": Why.CHANGING}


def test_the_container_is_asked_only_once_a_file_is_quiet() -> None:
    asked: list[str] = []
    track = Tracker(2.0, lambda path: bool(asked.append(path)) or True)
    for now in range(3):
        track.observe(now, [sample()])
    assert asked == ["名單.xlsx"]
