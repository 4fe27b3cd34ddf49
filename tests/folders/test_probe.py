"""A folder that refuses is told, and nothing of the trial stays in it."""

from pathlib import Path

import pytest

from toolkit.errors import ShareError
from toolkit.folders.probe import nearest, probe_time


def test_a_folder_that_refuses_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ShareError, match=r"doctor\.not_writable.*Permission denied"):
        probe_time(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_nearest_folder_upward_is_found(tmp_path: Path) -> None:
    assert nearest(tmp_path / "a" / "b") == tmp_path
