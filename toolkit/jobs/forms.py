"""Write blank forms from their declarations: dropdowns, help and an example."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import UsageError
from toolkit.forms.form import Form
from toolkit.jobs.service import Service
from toolkit.messages.script import fold, simplified
from toolkit.sheets.build.blank import blank_workbook
from toolkit.stages.catalogue import FORMS


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank form written: the form's name and the file."""

    form: str
    file: Path


def write_blanks(service: Service, wanted: Sequence[str], folder: Path) -> tuple[Blank, ...]:
    """Write the blanks of the forms ``wanted`` (all when empty) into ``folder``.

    Raises UsageError for a name that is none of our forms, or that of a form no longer in use.
    """
    folder.mkdir(parents=True, exist_ok=True)
    language, place = service.workspace.settings.language, service.workspace.settings.jurisdiction
    blanks = []
    for form in [_in_use(service, find_form(name)) for name in wanted] or forms_in_use(service):
        file = folder / f"{form_title(form, language)}.xlsx"
        file.write_bytes(blank_workbook(form, service.rules.lists, language, jurisdiction=place))
        blanks.append(Blank(form.name, file))
    return tuple(blanks)


def forms_in_use(service: Service) -> tuple[Form, ...]:
    """The forms that are handed out: all but those that the process has retired."""
    retired = service.rules.process.retired_forms
    return tuple(form for form in FORMS if form.name not in retired)


def _in_use(service: Service, form: Form) -> Form:
    if form.name in service.rules.process.retired_forms:
        raise UsageError("form.retired", name=form_title(form, service.workspace.settings.language))
    return form


def renew_blanks(service: Service) -> tuple[Blank, ...]:
    """Write the workspace's blanks anew after a change of the rule book; those of retired forms are taken away."""
    folder = service.workspace.templates / "excel"
    for form in FORMS:
        if form.name in service.rules.process.retired_forms:
            (folder / f"{form_title(form, service.workspace.settings.language)}.xlsx").unlink(missing_ok=True)
    return write_blanks(service, (), folder)


def find_form(name: str) -> Form:
    """The form called ``name``: its code (F1), English word, or title in either script."""
    for form in FORMS:
        if fold(name) in {fold(one) for one in (form.code, form.name, form.title, form.en)}:
            return form
    raise UsageError("form.unknown", name=name, forms=", ".join(f"{form.code} {form.name}" for form in FORMS))


def form_title(form: Form, language: str) -> str:
    """A form's title in ``language``."""
    return form.en if language == "en" else simplified(form.title) if language == "zh-Hans" else form.title
