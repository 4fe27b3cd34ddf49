"""Files that are made for a workspace when it is laid out: replaced while nobody edited them, else laid beside."""

import hashlib
import json
from collections.abc import Mapping

from toolkit.folders.layout import Laid, newer_of
from toolkit.folders.workspace import Workspace

MANIFEST = "made.json"
"""Beside the manifest of shipped files: path → SHA-256 of what we made last."""


def lay_made(workspace: Workspace, made: Mapping[str, bytes]) -> Laid:
    """Write ``made`` (path relative to the workspace → content); a file somebody edited is kept.

    Its newer version then lies beside it, under ``newer_of`` its name, once for each change of ours.
    """
    file = workspace.owner / MANIFEST
    before: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    written, kept, now = [], [], dict(before)
    for name, content in made.items():
        target, fresh = workspace.root / name, hashlib.sha256(content).hexdigest()
        now[name] = fresh
        there = hashlib.sha256(target.read_bytes()).hexdigest() if target.is_file() else ""
        if there in ("", before.get(name)) and there != fresh:
            target.write_bytes(content)
            written.append(name)
        elif there != fresh != before.get(name):
            newer_of(workspace, target).write_bytes(content)
            kept.append(name)
    workspace.owner.mkdir(exist_ok=True)
    file.write_text(json.dumps(now, ensure_ascii=False, indent=1), encoding="utf-8")
    return Laid(tuple(written), tuple(kept))
