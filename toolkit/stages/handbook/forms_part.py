"""The handbook's appendix of blank forms: each as a picture in bands of columns, then column by column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.forms.column import Privacy
from toolkit.forms.form import Form
from toolkit.forms.lists import Lists
from toolkit.forms.table import letter
from toolkit.rulebook.process import Process
from toolkit.stages.handbook.contexts import Band, ColumnLine, FormCopy, IndexLine, ListLine
from toolkit.stages.handbook.numbering import destination, numbers_of
from toolkit.stages.handbook.speech import Speech

WIDTH = 8
"""So many columns stand side by side on a printed page."""
_PRIVACY = {
    Privacy.OPEN: ("一般", "Open"),
    Privacy.PERSONAL: ("含個人信息", "Personal data"),
    Privacy.INTERNAL: ("內部（投入「內部」資料夾）", "Internal (drop it into the internal folder)"),
}


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column as the blank workbook shows it: ``hint`` is what Excel says on entry."""

    heading: str
    required: bool
    hint: str
    example: str


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form with the columns of its blank, in the blank's order."""

    form: Form
    title: str
    columns: tuple[PrintedColumn, ...]
    how_to: str = ""
    """What stands below the title."""

    @property
    def heading(self) -> str:
        """What its copy in the appendix is headed by."""
        return f"{self.form.code}　{self.title}"


def copies(process: Process, forms: Sequence[PrintedForm], speech: Speech) -> tuple[FormCopy, ...]:
    """Every form that the process uses."""
    return tuple(_copy(process, printed, speech) for printed in forms)


def _copy(process: Process, printed: PrintedForm, speech: Speech) -> FormCopy:
    form = printed.form
    used = [step.key for step in process.steps.values() if form.name in step.forms]
    keys = [speech.say(form.columns[field].title, form.columns[field].en) for field in form.keys[0]]
    return FormCopy(
        form_code=form.code,
        form_title=printed.title,
        form_use=speech.listed(destination(process, key, speech) for key in used),
        form_key=(" + " if speech.english else "＋").join(keys)
        + speech.say("（同一識別的再次投入視為更新）", " (the same again is an update)"),
        form_how_to=printed.how_to,
        form_privacy=speech.say(*_PRIVACY[_strictest(form)]),
        form_bands=tuple(_bands(printed.columns, speech)),
        form_columns=tuple(
            ColumnLine(
                column_letter=letter(place),
                column_title=column.heading,
                column_needed=speech.say("必填", "Required") if column.required else "",
                column_help=column.hint,
                column_example=column.example,
            )
            for place, column in enumerate(printed.columns, 1)
        ),
    )


def _strictest(form: Form) -> Privacy:
    return max(form.privacy, *(column.privacy for column in form.columns.values()))


def _bands(columns: Sequence[PrintedColumn], speech: Speech) -> list[Band]:
    mark = speech.say("例：", "e.g. ")
    bands = []
    for start in range(0, len(columns), WIDTH):
        part = columns[start : start + WIDTH]
        examples = [f"{mark if start == place == 0 else ''}{one.example}" for place, one in enumerate(part)]
        bands.append(
            Band(
                band_letters=_padded([letter(start + place) for place in range(1, WIDTH + 1)]),
                band_heads=_padded([one.heading for one in part]),
                band_examples=_padded(examples),
            )
        )
    return bands


def _padded(texts: Sequence[str]) -> tuple[str, ...]:
    return (*texts, *[""] * (WIDTH - len(texts)))


def lists_of(forms: Sequence[PrintedForm], lists: Lists, speech: Speech) -> tuple[ListLine, ...]:
    """The lists that the forms' dropdowns use."""
    used: dict[str, list[str]] = {}
    for printed in forms:
        for column in printed.form.columns.values():
            if column.options in lists:
                used.setdefault(column.options, []).append(printed.title)
    return tuple(
        ListLine(
            value_list=speech.name(name),
            list_values=speech.listed(speech.say(entry.value, entry.en) for entry in lists[name].entries),
            list_forms=speech.listed(titles),
        )
        for name, titles in used.items()
    )


def index_of(process: Process, forms: Sequence[PrintedForm], speech: Speech) -> tuple[IndexLine, ...]:
    """Forms, then documents: the steps each belongs to, and on which page it is shown or made."""
    titles = {printed.form.name: printed.title for printed in forms}
    shown = {printed.form.name: speech.say(printed.heading, printed.heading.replace("　", "  ")) for printed in forms}
    named: dict[tuple[str, str], list[str]] = {}
    for kind in ("forms", "documents"):
        for step in process.steps.values():
            for name in getattr(step, kind):
                named.setdefault((kind, name), []).append(step.key)
    return tuple(
        IndexLine(
            paper=titles.get(name, name) if kind == "forms" else speech.name(name),
            paper_kind=speech.say("表單", "Form") if kind == "forms" else speech.say("文件", "Document"),
            paper_steps=numbers_of(process, keys),
            paper_stage=speech.listed(_stage(process, key, speech) for key in keys),
            paper_page=_pages([shown[name]] if name in shown else [_stage(process, key, speech) for key in keys]),
        )
        for (kind, name), keys in named.items()
    )


def _pages(heads: Iterable[str]) -> str:
    """Marks that become the numbers of the pages with these headings (``documents.contents``)."""
    return " ".join(f"⟦p:{one}⟧" for one in dict.fromkeys(heads))


def _stage(process: Process, key: str, speech: Speech) -> str:
    stage = next(one for one in process.stages if one.key == process.steps[key].stage)
    return speech.say(stage.title, stage.en)
