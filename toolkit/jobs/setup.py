"""Lay out a workspace: folders, settings, templates, rule book, blank forms."""

from pathlib import Path

from toolkit.folders.layout import Laid, lay_out
from toolkit.folders.workspace import Workspace
from toolkit.settings import FILE, Settings, load


def set_up(folder: Path, language: str, jurisdiction: str) -> Laid:
    """Lay out ``folder``; an existing workspace keeps its own settings and every edit."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = load(folder) if (folder / FILE).is_file() else Settings(language=language, jurisdiction=jurisdiction)
    return lay_out(Workspace(folder.resolve(), settings))
