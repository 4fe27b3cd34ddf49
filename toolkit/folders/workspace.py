"""The workspace: where everything lies, in the language of the office (design section 1)."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import platformdirs

from toolkit import settings as settings_file
from toolkit.errors import WorkspaceError
from toolkit.messages.names import Names, names
from toolkit.settings import Settings

VARIABLE = "TOOLKIT_WORKSPACE"


@dataclass(frozen=True)
class Workspace:
    """One workspace: its root folder and settings; every path of the product is derived here."""

    root: Path
    settings: Settings

    @cached_property
    def names(self) -> Names:
        """Staff-facing names in the workspace's language."""
        return names(self.settings.language)

    @property
    def inbox(self) -> Path:
        """Where staff drop files."""
        return self.root / self.settings.inbox

    @property
    def internal_inbox(self) -> Path:
        """Where confidential sheets are dropped."""
        return self.inbox / self.names.internal

    @property
    def outbox(self) -> Path:
        """Where results appear."""
        return self.root / self.settings.outbox

    @property
    def internal(self) -> Path:
        """Where internal papers and everything derived from confidential sheets go."""
        return self.root / self.settings.internal if self.settings.internal else self.outbox / self.names.internal

    @property
    def receipts(self) -> Path:
        """One receipt a dropped file, by sender or date."""
        return self.outbox / self.names.receipts

    @property
    def returned(self) -> Path:
        """Files that could not be used at all, each with a receipt."""
        return self.outbox / self.names.returned

    @property
    def reports(self) -> Path:
        """Overview, KPI reports, due lists."""
        return self.outbox / self.names.reports

    @property
    def templates(self) -> Path:
        """Word templates and blank forms."""
        return self.root / "templates"

    @property
    def manual(self) -> Path:
        """The rule book."""
        return self.root / "manual"

    @property
    def work(self) -> Path:
        """Claimed files, one folder a submission; same volume as the inbox so that renames are atomic."""
        return self.root / ".work"

    @property
    def archive(self) -> Path:
        """Original files by year and month."""
        return self.root / ".archive"

    @property
    def owner(self) -> Path:
        """The folder that names the machine and ledger that own this workspace."""
        return self.root / ".toolkit-owner"

    @cached_property
    def service(self) -> Path:
        """The service's own folder on a local disk: ledger, spool, caches, logs; never on the share."""
        if self.settings.service_folder:
            return Path(self.settings.service_folder)
        mark = hashlib.sha256(str(self.root.resolve()).encode()).hexdigest()[:10]
        return Path(platformdirs.user_data_dir("toolkit", appauthor=False)) / f"{self.root.resolve().name}-{mark}"

    @property
    def database_url(self) -> str:
        """The ledger's URL: the one set, else SQLite in the service's folder."""
        return self.settings.database or f"sqlite:///{self.service / 'ledger.sqlite3'}"


def find_workspace(
    given: Path | None, environment: Mapping[str, str] = os.environ, start: Path | None = None
) -> Workspace:
    """The workspace: ``given``, else ``$TOOLKIT_WORKSPACE``, else the nearest folder upward with a toolkit.toml.

    Raises WorkspaceError where there is none.
    """
    chosen = given or (Path(environment[VARIABLE]) if environment.get(VARIABLE) else None)
    if chosen is None:
        here = (start or Path.cwd()).resolve()
        chosen = next((folder for folder in (here, *here.parents) if (folder / settings_file.FILE).is_file()), None)
    if chosen is None:
        raise WorkspaceError("workspace.missing", folder=str(start or Path.cwd()))
    if not (chosen / settings_file.FILE).is_file() and not chosen.is_dir():
        raise WorkspaceError("workspace.missing", folder=str(chosen))
    return Workspace(chosen.resolve(), settings_file.load(chosen))
