"""The issues of the rule book, each kept whole in the archive: any two can be compared at any time."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

FOLDER = "rulebook"
"""Below the archive of originals."""


@dataclass(frozen=True)
class Kept:
    """One issue as it was: its running number, version, day, digest, the files' texts, and the forms' columns."""

    no: int
    version: str
    day: str
    digest: str
    texts: Mapping[str, str]
    forms: Mapping[str, Any]


def kept_issues(archive: Path) -> tuple[Kept, ...]:
    """Every issue, oldest first."""
    files = sorted((archive / FOLDER).glob("[0-9]*.json"))
    return tuple(Kept(**json.loads(file.read_text(encoding="utf-8"))) for file in files)


def keep_issue(archive: Path, issue: Kept) -> Path:
    """Keep one; an issue is never written over (FileExistsError)."""
    folder = archive / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{issue.no:04d}.json"
    with file.open("x", encoding="utf-8") as out:
        json.dump(asdict(issue), out, ensure_ascii=False)
    return file
