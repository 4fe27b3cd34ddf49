"""Laying out a workspace, and laying a newer version over it without losing anybody's edits."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit import settings as settings_file
from toolkit.folders.shipped import is_newer, shipped
from toolkit.folders.workspace import Workspace
from toolkit.messages.catalogue import simplified_words

MANIFEST = "shipped.json"


@dataclass(frozen=True, slots=True)
class Laid:
    """What laying out did: paths relative to the workspace."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files somebody edited: kept, with the newer shipped version beside them."""


Adapt = Callable[[Path, bytes], tuple[Path, bytes] | None]
"""(path relative to the workspace, content) of a shipped file → the same as this office gets it, None for none."""


def as_shipped(relative: Path, content: bytes) -> tuple[Path, bytes]:
    """Every file as it is shipped."""
    return relative, content


def lay_out(workspace: Workspace, adapt: Adapt = as_shipped) -> Laid:
    """Make the folders, settings, templates and rule book that are missing; never overwrite an edit.

    A shipped file is replaced only while it is byte for byte what an earlier version shipped.
    """
    for folder in _folders(workspace):
        folder.mkdir(parents=True, exist_ok=True)
    written, kept = [], []
    toml = workspace.root / settings_file.FILE
    if not toml.exists():
        toml.write_text(_explained(workspace.settings), encoding="utf-8")
        written.append(toml.name)
    before = _manifest(workspace)
    now: dict[str, str] = {}
    for source, place in _shipped_files():
        adapted = adapt(place, source.read_bytes())
        if adapted is None:
            continue
        relative, content = adapted
        target = workspace.root / relative
        if source == target:
            continue
        name = relative.as_posix()
        now[name] = hashlib.sha256(content).hexdigest()
        if not target.exists() or (_digest(target) == before.get(name) != now[name]):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            written.append(name)
        elif _digest(target) != now[name] != before.get(name):
            newer_of(workspace, target).write_bytes(content)
            kept.append(name)
    workspace.owner.mkdir(exist_ok=True)
    (workspace.owner / MANIFEST).write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
    return Laid(tuple(written), tuple(kept))


def _explained(settings: settings_file.Settings) -> str:
    """The commented settings file, its Chinese in the office's script."""
    text = settings_file.toml_text(settings)
    return simplified_words(text) if settings.language == "zh-Hans" else text


def newer_of(workspace: Workspace, file: Path) -> Path:
    """Where the newer version of a file that somebody edited is laid: 合作方案書.新版.docx."""
    return file.with_name(f"{file.stem}.{workspace.names.newer}{file.suffix}")


def _folders(workspace: Workspace) -> Iterator[Path]:
    yield from (
        workspace.root,
        workspace.inbox,
        workspace.internal_inbox,
        workspace.outbox,
        workspace.receipts,
    )
    yield from (
        workspace.outbox / workspace.names.customers,
        workspace.reports,
        workspace.returned,
        workspace.internal,
    )
    yield from (
        workspace.outbox / workspace.names.handbook,
        workspace.work,
        workspace.archive,
        workspace.owner,
    )


def _shipped_files() -> Iterator[tuple[Path, Path]]:
    for kind in ("templates", "manual"):
        top = shipped(kind)
        for file in sorted(top.rglob("*")):
            if file.is_file() and not is_newer(file) and not file.name.startswith((".", "~$")):
                yield file, Path(kind) / file.relative_to(top)


def _manifest(workspace: Workspace) -> dict[str, str]:
    file = workspace.owner / MANIFEST
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
