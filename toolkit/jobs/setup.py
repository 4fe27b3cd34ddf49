"""Lay out a workspace: folders, settings, templates, rule book, blank forms, all in the office's language."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from toolkit.errors import RuleBookError
from toolkit.folders.layout import Laid, lay_out
from toolkit.folders.rule_files import rule_texts
from toolkit.folders.shipped import shipped
from toolkit.folders.workspace import Workspace
from toolkit.forms.form import Form
from toolkit.forms.lists import Lists
from toolkit.messages.script import simplified
from toolkit.rulebook.rulebook import parse
from toolkit.settings import FILE, Settings, load
from toolkit.stages.catalogue import FORMS
from toolkit.stages.vocabulary import VOCABULARY

_ENGLISH = frozenset({"How to use", "Process handbook", "Role card", "Training sheet"})
_PAGES = frozenset({"使用說明", "使用说明"})
_ELSEWHERE: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "zh-Hant": _ENGLISH | {"使用说明"},
        "zh-Hans": _ENGLISH | {"使用說明", "物業服務合同", "租賃合同"},
        "en": _PAGES | {"流程手冊", "崗位卡", "訓練題"},
    }
)
"""Language of an office → templates that are another language's twin of one it uses. It does not get them; where it
asks for such a document all the same, the shipped one is taken."""


def set_up(folder: Path, language: str, jurisdiction: str) -> Laid:
    """Lay out ``folder``; an existing workspace keeps its own settings and every edit."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = load(folder) if (folder / FILE).is_file() else Settings(language=language, jurisdiction=jurisdiction)
    workspace = Workspace(folder.resolve(), settings)
    if (settings.language, settings.jurisdiction) == ("zh-Hant", "CN"):
        return lay_out(workspace, _as_shipped)
    return lay_out(workspace, partial(_in_language, settings.language, settings.jurisdiction, _lists(workspace)))


def _lists(workspace: Workspace) -> Lists:
    """The office's lists; the shipped ones where its rule book cannot be used (an upgrade may be what mends it)."""
    try:
        return parse(rule_texts(workspace.manual), VOCABULARY).lists
    except RuleBookError:
        return parse(rule_texts(shipped("manual")), VOCABULARY).lists


def _as_shipped(relative: Path, content: bytes) -> tuple[Path, bytes] | None:
    return None if relative.stem in _ELSEWHERE["zh-Hant"] else (relative, content)


def _in_language(language: str, place: str, lists: Lists, relative: Path, content: bytes) -> tuple[Path, bytes] | None:
    """A shipped file as an office gets it: blank forms are built anew, Word templates turned into Simplified."""
    form = next((one for one in FORMS if relative.parent.name == "excel" and one.title == relative.stem), None)
    if form is not None:
        from toolkit.sheets.build.blank import blank_workbook

        return relative.with_stem(_title(form, language)), blank_workbook(form, lists, language, jurisdiction=place)
    if relative.suffix == ".docx" and relative.stem in _ELSEWHERE[language]:
        return None
    if language == "zh-Hans" and relative.suffix == ".docx":
        from toolkit.documents.simplify import simplified_template

        return relative, simplified_template(content)
    return relative, content


def _title(form: Form, language: str) -> str:
    return form.en if language == "en" else simplified(form.title) if language == "zh-Hans" else form.title
