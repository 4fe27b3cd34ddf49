"""Prepared templates are kept by their hash, thrown away when nobody uses them, and never trusted blindly."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from toolkit.documents import compile_template
from toolkit.documents.compile import cache
from toolkit.documents.compile.cache import kept_or_made

DAY = 86_400


def aged(folder: Path, name: str, days: float, size: int = 10) -> Path:
    file = folder / name
    file.write_bytes(b"x" * size)
    then = time.time() - days * DAY
    os.utime(file, (then, then))
    return file


def keep(folder: Path, key: str) -> dict[str, Any]:
    return kept_or_made(folder, key, lambda: {"made": key})


def test_what_nobody_used_for_long_goes_when_another_is_kept(tmp_path: Path) -> None:
    for name, days in (("old.json", 61), ("fresh.json", 59), ("a.part", 0.5), ("b.part", 0.01), ("note.txt", 900)):
        aged(tmp_path, name, days)
    keep(tmp_path, "new")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["b.part", "fresh.json", "new.json", "note.txt"]


def test_beyond_the_bound_the_longest_unused_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 250)
    for at, name in enumerate("abcd"):
        aged(tmp_path, f"{name}.json", days=at + 1, size=100)
    keep(tmp_path, "new")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.json", "b.json", "new.json"]


def test_use_counts_and_what_was_just_kept_stays_whatever_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, "used")
    then = time.time() - 59 * DAY
    os.utime(tmp_path / "used.json", (then, then))
    assert keep(tmp_path, "used") == {"made": "used", "key": "used"}
    assert time.time() - (tmp_path / "used.json").stat().st_mtime < DAY
    monkeypatch.setattr(cache, "MOST_BYTES", 1)
    keep(tmp_path, "large")
    assert [file.name for file in tmp_path.iterdir()] == ["large.json"]


def test_what_others_take_away_or_hold_open_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aged(tmp_path, "old.json", 99)

    def held(_self: Path) -> None:
        raise PermissionError("open elsewhere")

    monkeypatch.setattr(Path, "unlink", held)
    assert keep(tmp_path, "new")["made"] == "new"
    assert (tmp_path / "old.json").exists()


def test_a_damaged_or_exchanged_file_is_made_again(tmp_path: Path) -> None:
    keep(tmp_path, "one")
    for content in (b"{", b"[]", b'{"key": "two", "made": "wrong"}'):
        (tmp_path / "one.json").write_bytes(content)
        assert keep(tmp_path, "one") == {"made": "one", "key": "one"}


@pytest.mark.parametrize("shape", ["{}", '{"facts": 1}', '{"facts": {}, "numbering": 0, "parts": [{"slots": 1}]}', "["])
def test_what_is_kept_in_another_shape_is_made_again(shape: str, tmp_path: Path, word: Any) -> None:
    source = word.document("{{ x }}")
    compile_template(source, cache=tmp_path)
    (file,) = tmp_path.glob("*.json")
    sound = file.read_bytes()
    file.write_text(shape.replace("{", f'{{"key": "{file.stem}", ', 1).replace(", }", "}"), encoding="utf-8")
    for _ in range(2):
        assert word.paragraphs(compile_template(source, cache=tmp_path).render({"x": "y"})) == ["y"]
        assert file.read_bytes() == sound


def test_a_group_prints_as_the_pair_that_jinja_prints(word: Any) -> None:
    template = compile_template(word.document("{% for g in l|groupby('a') %}{{ g }}{% endfor %}"))
    assert word.paragraphs(template.render({"l": [{"a": 1}]})) == ["(1, [{'a': 1}])"]
