"""An owner's workbook of the morning: what is due in front, behind it the sheets to answer it in.

It is dropped back like any other. What was prefilled and not answered is no answer: the sheet that no menu shows
remembers the rows as they went out (``sheets.patch.issued``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from toolkit.forms.form import Form
from toolkit.forms.lists import Lists
from toolkit.messages.names_receipt import Text
from toolkit.sheets.build import look
from toolkit.sheets.build.blank import form_sheets
from toolkit.sheets.build.layout import height_for
from toolkit.sheets.build.spec import ColumnSpec, Jump, Line, PrintSetup, SheetSpec, SpecCell
from toolkit.sheets.patch.issued import issued_sheet, line_texts
from toolkit.sheets.patch.new import write_workbook

FRONT = Text("待辦", "To do")
TITLE = Text("{owner} 的待辦（{day}）", "To do of {owner} ({day})")
HOW = Text(
    "做完的請在後面各表填寫，存檔後放進收件夾（inbox）；沒填的列不會當成錯誤。本檔每天早上更新。",
    "Write down what is done on the sheets behind, save, drop the file into the inbox; rows left alone are no "
    "mistakes. Renewed each morning.",
)
LATE = Text("{n} 件已逾期", "{n} overdue")
TODAY = Text("{n} 件今天到期", "{n} due today")
SOON = Text("{n} 件接下來七天到期", "{n} due within seven days")
LEFT = Text("另有 {n} 件未列出：先做完這些，明早補上。", "{n} more are not listed: they follow once these are done.")
UNKNOWN = Text(
    "{years} 年的放假安排尚未公布，工作日暫按一般規定計算。",
    "The holidays of {years} are not announced yet: working days are counted as usual.",
)
NONE = Text("今天沒有到期的事。", "Nothing is due today.")
ONLY_READ = Text("（不用回填）", "(nothing to fill in)")
HEADS = (
    (Text("期限", "Deadline"), 12.0),
    (Text("逾期（工作日）", "Late (working days)"), 10.0),
    (Text("類別", "Kind"), 12.0),
    (Text("哪一家", "Whose"), 28.0),
    (Text("要做什麼", "What to do"), 62.0),
    (Text("填在哪裡", "Where to answer"), 20.0),
)


@dataclass(frozen=True, slots=True)
class TodoRow:
    """One line in front: ``late`` working days (0 or less: not late), ``where`` the form's name, ``link`` a folder."""

    on: date
    late: int
    kind: str
    customer: str
    text: str
    where: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class TodoPart:
    """One sheet to answer in: a form with rows; ``unlocked`` as ``ListOrder`` has it."""

    form: Form
    rows: Sequence[Mapping[str, Any]]
    unlocked: Sequence[frozenset[str]] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """Everything of one owner on one day; ``more`` is how many lines were left out."""

    owner: str
    day: date
    rows: Sequence[TodoRow]
    parts: Sequence[TodoPart] = ()
    more: int = 0
    elsewhere: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """``where`` of a row without a sheet here → the form or the other workbook that it is answered in."""
    unknown: Sequence[int] = ()
    """Years of what is due whose holidays nobody has announced."""


def todo_workbook(todo: Todo, lists: Lists, language: str) -> bytes:
    """The workbook: 待辦, a sheet a form, and the memory of what was prefilled."""
    forms = [(part.form, part.rows, part.unlocked) for part in todo.parts]
    behind = form_sheets(forms, lists, language)
    names = {part.form.name: sheet.name for part, sheet in zip(todo.parts, behind, strict=False)}
    sent = [
        (names[part.form.name], line_texts(line))
        for part, sheet in zip(todo.parts, behind, strict=False)
        for line in sheet.rows[-len(part.rows) :]
    ]
    return write_workbook([_front(todo, names, language), *behind, issued_sheet(sent)])


def _front(todo: Todo, names: Mapping[str, str], language: str) -> SheetSpec:
    widths = [width for _, width in HEADS]
    head = Line([SpecCell(title.say(language), look.HEAD) for title, _ in HEADS], 32)
    top = [
        Line([SpecCell(TITLE.say(language, owner=todo.owner, day=todo.day.isoformat()), look.TITLE)], 30),
        *_counts(todo, language),
        *_unknown(todo, language),
        Line([SpecCell(HOW.say(language), look.MUTED_TEXT)], 18),
        head,
    ]
    body = [_row(row, names, todo.elsewhere, language, widths) for row in todo.rows]
    at = len(top)
    return SheetSpec(
        name=FRONT.say(language),
        rows=[*top, *body],
        columns=tuple(ColumnSpec(width) for width in widths),
        language=language,
        freeze=f"A{at + 1}",
        filter_area=f"A{at}:F{at + len(body)}" if body else "",
        printing=PrintSetup(repeat=(at, at)),
        gridlines=False,
        tab_colour=look.ACCENT,
    )


def _unknown(todo: Todo, language: str) -> list[Line]:
    years = ("、" if language != "en" else ", ").join(map(str, todo.unknown))
    return [Line([SpecCell(UNKNOWN.say(language, years=years), look.LEAD)], 20)] if years else []


def _counts(todo: Todo, language: str) -> list[Line]:
    late = sum(row.on < todo.day for row in todo.rows)
    today = sum(row.on == todo.day for row in todo.rows)
    soon = len(todo.rows) - late - today
    if not todo.rows:
        return [Line([SpecCell(NONE.say(language), look.BIG_GOOD)], 32)]
    lines = [
        Line([SpecCell(LATE.say(language, n=late), look.BIG_WRONG if late else look.BIG_GOOD)], 32),
        Line([SpecCell(TODAY.say(language, n=today), look.STRONG)], 20),
        Line([SpecCell(SOON.say(language, n=soon), look.LEAD)], 20),
    ]
    return lines + ([Line([SpecCell(LEFT.say(language, n=todo.more), look.LEAD_WRONG)], 20)] if todo.more else [])


def _row(
    row: TodoRow, names: Mapping[str, str], elsewhere: Mapping[str, str], language: str, widths: Sequence[float]
) -> Line:
    late = SpecCell(row.late, look.WRONG) if row.late > 0 else SpecCell(None, look.BODY_CENTRE)
    if row.where in names:
        where = SpecCell(names[row.where], look.LINK, Jump(names[row.where], "A1"))
    else:
        where = SpecCell(elsewhere.get(row.where) or ONLY_READ.say(language), look.BODY_MUTED)
    cells = [
        SpecCell(row.on, look.BODY_DAY),
        late,
        SpecCell(row.kind, look.BODY_CENTRE),
        SpecCell(row.customer, look.LINK_WRAP, row.link) if row.link else SpecCell(row.customer, look.BODY),
        SpecCell(row.text, look.BODY),
        where,
    ]
    return Line(cells, height_for(["", "", row.kind, row.customer, row.text], widths[:5]))
