"""Lay out a workspace: folders, settings, templates, rule book, blank forms, all in the office's language."""

from functools import partial
from pathlib import Path

from toolkit.folders.layout import Laid, as_shipped, lay_out
from toolkit.folders.rule_files import rule_texts
from toolkit.folders.workspace import Workspace
from toolkit.forms.form import Form
from toolkit.forms.lists import Lists
from toolkit.messages.script import simplified
from toolkit.rulebook.rulebook import parse
from toolkit.settings import FILE, Settings, load
from toolkit.stages.catalogue import FORMS
from toolkit.stages.vocabulary import VOCABULARY


def set_up(folder: Path, language: str, jurisdiction: str) -> Laid:
    """Lay out ``folder``; an existing workspace keeps its own settings and every edit."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = load(folder) if (folder / FILE).is_file() else Settings(language=language, jurisdiction=jurisdiction)
    workspace = Workspace(folder.resolve(), settings)
    if (settings.language, settings.jurisdiction) == ("zh-Hant", "CN"):
        return lay_out(workspace, as_shipped)
    lists = parse(rule_texts(workspace.manual), VOCABULARY).lists
    return lay_out(workspace, partial(_in_language, settings.language, settings.jurisdiction, lists))


def _in_language(language: str, place: str, lists: Lists, relative: Path, content: bytes) -> tuple[Path, bytes]:
    """A shipped file as an office gets it: blank forms are built anew, Word templates turned into Simplified."""
    form = next((one for one in FORMS if relative.parent.name == "excel" and one.title == relative.stem), None)
    if form is not None:
        from toolkit.sheets.build.blank import blank_workbook

        return relative.with_stem(_title(form, language)), blank_workbook(form, lists, language, jurisdiction=place)
    if language == "zh-Hans" and relative.suffix == ".docx":
        from toolkit.documents.simplify import simplified_template

        return relative, simplified_template(content)
    return relative, content


def _title(form: Form, language: str) -> str:
    return form.en if language == "en" else simplified(form.title) if language == "zh-Hans" else form.title
