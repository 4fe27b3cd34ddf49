"""What a 對照 sheet that came back says: the answers beside the keys in its hidden column.

Blank cells answer nothing, unless suggestions are to be taken for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.forms.dispatch import as_typed
from toolkit.forms.form import Form
from toolkit.forms.headings import heading_index, meanings
from toolkit.forms.mapping import LayoutMapping
from toolkit.forms.table import Sheet, Value
from toolkit.messages import names_mapping as words
from toolkit.messages.names_receipt import Text
from toolkit.messages.script import fold
from toolkit.sheets.build.mapping import ANSWER_COLUMN, BETWEEN, KEY_COLUMN, NEAR_COLUMN

_FIRST_LINES = 8


@dataclass(frozen=True, slots=True)
class Answered:
    """What a 對照 sheet says: the answers about ``sheet``, and whether anybody has answered at all."""

    sheet: str
    mapping: LayoutMapping
    meant: bool
    waits: bool = False
    """Whether 「還沒有」 stands beside 「選好了嗎？」."""


def read_mapping(sheet: Sheet, forms: Sequence[Form], headings: Mapping[int, str]) -> Answered | None:
    """The answers in a 對照 sheet; ``headings`` maps column → their heading in the sheet that it is about.

    None where it is no such sheet, or where no form is chosen. Blank cells answer nothing, unless
    suggestions are to be taken for them. ``meant`` is False where all stands as we laid it out.
    """
    rows = _rows_by_key(sheet)
    form = _named(rows.get("form", ("",))[0], forms)
    about = next((key.partition(BETWEEN)[2] for key in rows if key.startswith(f"sheet{BETWEEN}")), "")
    if form is None or not about:
        return None
    said = fold(rows.get("ready", ("",))[0])
    near = said in _said(words.READY_NEAR)
    ready = near or said in _said(words.READY_YES)
    reader = _Answers(form, rows, near=near)
    mapping = LayoutMapping(form.name, reader.fields(headings), reader.values(sheet), reader.given())
    return Answered(about, mapping, ready or reader.chosen > 0, waits=said in _said(words.READY_NO))


def mapped_sheet(sheet: Sheet) -> str:
    """The name of the sheet that a 對照 sheet is about, "" where it is no such sheet."""
    keys = (_text(row, KEY_COLUMN) for row in sheet.rows[:_FIRST_LINES])
    return next((key.partition(BETWEEN)[2] for key in keys if key.startswith(f"sheet{BETWEEN}")), "")


@dataclass(slots=True)
class _Answers:
    """Reads the answers of one sheet; ``chosen`` counts those that are not as we laid them out."""

    form: Form
    rows: Mapping[str, tuple[str, str]]
    near: bool
    chosen: int = 0

    def fields(self, headings: Mapping[int, str]) -> dict[str, str]:
        """Folded heading → field, "" = kept as it is; headings without an answer are absent."""
        titles = _titles(self.form)
        index = heading_index((self.form,))
        found: dict[str, str] = {}
        for column, heading in headings.items():
            answer, near = self.rows.get(f"heading{BETWEEN}{column}", ("", ""))
            own = next((one.field for one in meanings(heading, index)), "")
            text = answer or (near if self.near else "")
            meant = "" if fold(text) in _said(words.KEEP) else titles.get(fold(text), "")
            if meant or fold(text) in _said(words.KEEP):
                found[fold(heading)] = meant
                self.chosen += bool(answer) and meant != own
        return found

    def given(self) -> dict[str, str]:
        """Field → the one value for all rows."""
        found = {
            key.partition(BETWEEN)[2]: answer
            for key, (answer, _) in self.rows.items()
            if key.startswith(f"given{BETWEEN}") and answer
        }
        self.chosen += len(found)
        return {name: text for name, text in found.items() if name in self.form.columns}

    def values(self, sheet: Sheet) -> dict[str, dict[str, str]]:
        """Field → folded typed value → our value, told in any language."""
        found: dict[str, dict[str, str]] = {}
        for row in sheet.rows:
            kind, _, name = _text(row, KEY_COLUMN).partition(BETWEEN)
            if kind == "value" and name in self.form.columns:
                answer = _text(row, ANSWER_COLUMN) or (_text(row, NEAR_COLUMN) if self.near else "")
                self.chosen += bool(_text(row, ANSWER_COLUMN))
                if answer:
                    found.setdefault(name, {})[fold(_text(row, ANSWER_COLUMN - 1))] = answer
        return found


def _rows_by_key(sheet: Sheet) -> dict[str, tuple[str, str]]:
    """Key of a row → (answer, suggestion)."""
    rows = ((_text(row, KEY_COLUMN), row) for row in sheet.rows)
    return {key: (_text(row, ANSWER_COLUMN), _text(row, NEAR_COLUMN)) for key, row in rows if key}


def _text(row: Sequence[Value], column: int) -> str:
    return as_typed(row[column - 1]).strip() if len(row) >= column else ""


def _named(title: str, forms: Sequence[Form]) -> Form | None:
    return next((form for form in forms if title and fold(title) in {fold(form.title), fold(form.en)}), None)


def _titles(form: Form) -> dict[str, str]:
    titles: dict[str, str] = {}
    for name, column in form.columns.items():
        titles.setdefault(fold(column.title), name)
        titles.setdefault(fold(column.en), name)
    return titles


def _said(text: Text) -> frozenset[str]:
    return frozenset(fold(each) for each in (text.zh, text.en, text.say("zh-Hans")))
