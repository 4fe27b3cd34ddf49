"""Races on a folder: told truly, and nothing is left behind."""

from pathlib import Path

from toolkit.folders import race


def test_a_local_disk_is_exclusive_in_every_way(tmp_path: Path) -> None:
    found = race.race(tmp_path, racers=2, rounds=5)
    assert {one.way: one.exclusive for one in found} == dict.fromkeys(("rename", "mkdir", "O_EXCL", "link"), True)
    assert list(tmp_path.iterdir()) == []


def test_several_winners_are_counted() -> None:
    assert not race.Raced("rename", 10, 2, 0).exclusive
    assert not race.Raced("link", 10, 0, 10).exclusive


def test_the_manners_of_a_local_disk(tmp_path: Path) -> None:
    seen = race.manners(tmp_path)
    assert (seen.hard_links, seen.tells_case, seen.longest_name) == (True, True, 255)
    assert seen.time_step < 0.001
    assert list(tmp_path.iterdir()) == []
