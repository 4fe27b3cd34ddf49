"""Where the morning's files lie, and how one takes the place of the one before without touching anybody's work."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from toolkit.folders.names import safe_name
from toolkit.folders.publish import replace
from toolkit.folders.refusals import Busy
from toolkit.jobs.service import Service
from toolkit.messages.names_outbox import file_name

STATE = "remind.json"


@dataclass
class Shelf:
    """The files sent so far: path relative to the workspace → SHA-256 of what we wrote."""

    service: Service
    sent: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    """What is on the shelf after this morning."""
    busy: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Remember what was sent last time."""
        file = self.service.workspace.service / STATE
        if file.is_file():
            self.sent = json.loads(file.read_text(encoding="utf-8"))

    def put(self, folder: Path, name: str, suffix: str, content: bytes, today: date) -> Path | None:
        """Write a file; a former one that a person has changed stays, and today's stands beside it.

        None where the former one is open on a desk.
        """
        name = file_name(name, self.service.workspace.settings.language)
        target = folder / safe_name(name, suffix)
        if self._is_somebodys(target):
            self._keep(target)
            target = folder / safe_name(f"{name} {today.isoformat()}", suffix)
        digest = hashlib.sha256(content).hexdigest()
        self.kept[self._place(target)] = digest
        if target.is_file() and _hash(target) == digest:
            return target
        draft = self.service.workspace.service / f"remind{suffix}"
        draft.write_bytes(content)
        try:
            replace(draft, target)
        except Busy:
            self.busy.append(target.name)
            self.kept[self._place(target)] = self.sent.get(self._place(target), "")
            return None
        finally:
            draft.unlink(missing_ok=True)
        return target

    def clear(self) -> None:
        """Take away what was sent before and is of no use now, unless a person has changed it; remember the rest."""
        for place in self.sent.keys() - self.kept.keys():
            file = self.service.workspace.root / place
            if file.is_file() and _hash(file) == self.sent[place]:
                file.unlink()
        state = json.dumps(self.kept, ensure_ascii=False, indent=1)
        (self.service.workspace.service / STATE).write_text(state, encoding="utf-8")

    def _is_somebodys(self, file: Path) -> bool:
        return file.is_file() and _hash(file) != self.sent.get(self._place(file))

    def _keep(self, file: Path) -> None:
        if self._place(file) in self.sent:
            self.kept[self._place(file)] = self.sent[self._place(file)]

    def _place(self, file: Path) -> str:
        root = self.service.workspace.root
        return str(file.relative_to(root) if file.is_relative_to(root) else file)


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
