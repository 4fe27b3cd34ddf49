"""The first sheet, 回執: what happened in a few lines, largest thing first, then every finding as a link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.messages import names_compared as compared
from toolkit.messages import names_receipt as words
from toolkit.messages import names_templates as templates
from toolkit.messages.catalogue import suggested
from toolkit.messages.codes_sheets import COLUMN_TO_MATCH
from toolkit.messages.finding import Finding, Severity
from toolkit.messages.names_mapping import DO_MATCH, DO_MATCH_REST, TO_MATCH
from toolkit.messages.names_receipt import Text
from toolkit.messages.wording import Wording
from toolkit.sheets.build import look
from toolkit.sheets.build.layout import height_for, heights_for
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.place import place_of
from toolkit.sheets.build.receipt_value import WHERE_TO_LOOK, MadeDocument, Notice, Receipt, State
from toolkit.sheets.build.spec import (
    ColumnSpec,
    Content,
    Jump,
    Line,
    Row,
    Rule,
    SheetSpec,
    SpecCell,
    Table,
    TableColumn,
    Validation,
    stacked,
)
from toolkit.sheets.patch.sheet_xml import MOST_LINKS

CODE_NAME = "ToolkitReceipt"
"""The code name of this sheet: one of the signs by which it is recognised again."""

_WIDTHS = (22, 15, 32, 44, 44, 18)
_WORTH_FILTERING = 10
_MANY = 40
"""With more findings than this the documents stand above them, so that nobody has to scroll."""

_HEADLINES = {
    State.RETURNED: (words.RETURNED, look.BIG_WRONG),
    State.DUPLICATE: (words.DUPLICATE, look.BIG_FIGURE),
    State.INTERNAL: (words.INTERNAL, look.BIG_FIGURE),
    State.NOT_TAKEN_INSIDE: (words.NOT_TAKEN_INSIDE, look.BIG_WRONG),
    State.WITHDRAWN: (words.WITHDRAWN, look.BIG_FIGURE),
    State.TO_MATCH: (TO_MATCH, look.BIG_ASK),
    State.DISPUTED: (words.DISPUTED, look.BIG_ASK),
    State.SOUND: (templates.HEAD_SOUND, look.BIG_GOOD),
    State.TO_MEND: (templates.HEAD_TO_MEND, look.BIG_WRONG),
    State.COMPARED: (compared.HEADLINE, look.BIG_FIGURE),
}
_ADVICE = {
    State.TO_MATCH: DO_MATCH,
    State.RETURNED: words.DO_READ_WHY,
    State.CHECKED: words.CHECKED,
    State.DISPUTED: words.DO_DISPUTED,
    State.SOUND: templates.CHECKED_SOUND,
    State.TO_MEND: templates.CHECKED,
    State.COMPARED: compared.ADVICE,
}
_REFUSED = (State.RETURNED, State.TO_MATCH)

_Rows = list[Line]


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, a table and a blank line; ``name`` lets the first lines jump here."""

    name: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class _Kind:
    """How the findings of one severity are headed and shown."""

    severity: Severity
    heading: Text
    style: Style
    typed: Style


_MEND = _Kind(Severity.ERROR, words.SECTION_MEND, look.SECTION_WRONG, look.WRONG)
_ANSWER = _Kind(Severity.ASK, words.SECTION_ASK, look.SECTION_ASK, look.ASK)
_REMIND = _Kind(Severity.WARNING, words.SECTION_WARN, look.SECTION, look.BODY)

_KINDS = frozenset(each.severity.value for each in (_MEND, _ANSWER, _REMIND))


def front_sheet(receipt: Receipt, language: str) -> SheetSpec:
    """Lay out the 回執 sheet; one that says where to look holds nothing but its headline and number."""
    sections = [] if receipt.state in WHERE_TO_LOOK else _sections(receipt, language)
    starts = _starts(sections, len(_summary(receipt, language, {})))
    summary = _summary(receipt, language, starts)
    return SheetSpec(
        name=words.RECEIPT.say(language),
        rows=stacked((summary, *(section.rows for section in sections))),
        columns=tuple(ColumnSpec(width) for width in _WIDTHS),
        language=language,
        gridlines=False,
        tab_colour=look.WRONG_TEXT if receipt.rejected else look.GOOD_TEXT,
        filter_area=_filter(sections, starts),
        validations=_withdrawal(summary, language),
        code_name=CODE_NAME,
    )


def _starts(sections: Iterable[_Section], above: int) -> dict[str, int]:
    starts: dict[str, int] = {}
    at = above + 1
    for section in sections:
        starts[section.name] = at
        at += len(section.rows)
    return starts


def _filter(sections: Iterable[_Section], starts: dict[str, int]) -> str:
    """Return the area of the first long table of findings, which gets filter buttons."""
    for section in sections:
        last = len(section.rows) - 3
        if section.name in _KINDS and last >= _WORTH_FILTERING:
            first = starts[section.name] + 1
            return f"A{first}:F{first + last}"
    return ""


# --- the first lines ------------------------------------------------------------------------------------


def _summary(receipt: Receipt, language: str, starts: dict[str, int]) -> _Rows:
    about = words.ABOUT.say(
        language,
        file=receipt.file,
        moment=f"{receipt.received_at:%Y-%m-%d %H:%M}",
        number=receipt.number,
    )
    rows = [_headline(receipt, language)]
    if receipt.state not in WHERE_TO_LOOK:
        rows.append(Line([SpecCell(_advice(receipt).say(language), look.STRONG)], 22))
        rows += _counts(receipt, language)
        rows += _made(receipt, language, starts)
    rows.append(Line([SpecCell(about, look.MUTED_TEXT)], 18))
    if receipt.withdrawable:
        rows.append(_withdraw_line(language))
    return [*rows, Line([], 10)]


def _headline(receipt: Receipt, language: str) -> Line:
    if receipt.state in _HEADLINES:
        text, style = _HEADLINES[receipt.state]
        return Line([SpecCell(text.say(language), style)], 36)
    taken = words.TAKEN.say(language, count=receipt.accepted)
    if not receipt.accepted:
        taken = words.NOTHING_TAKEN.say(language)
    cells: list[Content] = [SpecCell(taken, look.BIG_GOOD if receipt.accepted else look.BIG_FIGURE), None]
    if receipt.rejected:
        cells.append(SpecCell(words.TO_MEND.say(language, count=receipt.rejected), look.BIG_WRONG))
    else:
        cells.append(SpecCell(words.NOTHING_TO_MEND.say(language), look.BIG_FIGURE))
    return Line(cells, 36)


def _advice(receipt: Receipt) -> Text:
    if receipt.state in _ADVICE:
        return _ADVICE[receipt.state]
    if any(one.code.code == COLUMN_TO_MATCH.code for one in receipt.findings):
        return DO_MATCH_REST
    if receipt.rejected:
        return words.DO_MEND
    return words.DO_ANSWER if any(one.severity is Severity.WARNING for one in receipt.notices) else words.DO_NOTHING


def _counts(receipt: Receipt, language: str) -> _Rows:
    """How many rows were new, changed, unchanged: only what there is."""
    counts = ((words.NEW, receipt.new), (words.CHANGED, receipt.changed), (words.UNCHANGED, receipt.unchanged))
    text = " · ".join(word.say(language, count=count) for word, count in counts if count)
    return [Line([SpecCell(text, look.LEAD)], 20)] if text and receipt.state is State.TAKEN else []


def _made(receipt: Receipt, language: str, starts: dict[str, int]) -> _Rows:
    if not receipt.documents:
        nothing = Line([SpecCell(words.MADE_NONE.say(language), look.LEAD)], 20)
        return [nothing] if receipt.state is State.TAKEN else []
    text = words.MADE.say(language, count=len(receipt.documents))
    place = Jump(words.RECEIPT.say(language), f"A{starts.get('documents', 1)}", front=True)
    return [Line([SpecCell(text, look.LINK_LEAD, place)], 20)]


def _withdraw_line(language: str) -> Line:
    return Line(
        [
            SpecCell(words.WITHDRAW_LABEL.say(language), look.LEAD),
            SpecCell(words.WITHDRAW_NO.say(language), look.INPUT),
            SpecCell(words.WITHDRAW_HELP.say(language), look.MUTED_TEXT),
        ],
        20,
    )


def _withdrawal(summary: _Rows, language: str) -> tuple[Validation, ...]:
    label = words.WITHDRAW_LABEL.say(language)
    for number, row in enumerate(summary, 1):
        first = row.cells[0] if row.cells else None
        if isinstance(first, SpecCell) and first.value == label:
            options = (words.WITHDRAW_NO.say(language), words.WITHDRAW_YES.say(language))
            return (Validation(f"B{number}", Rule.LIST, options, strict=True),)
    return ()


# --- the sections ---------------------------------------------------------------------------------------


def _sections(receipt: Receipt, language: str) -> list[_Section]:
    findings = [
        _findings(receipt, language, _MEND),
        _findings(receipt, language, _ANSWER),
    ]
    documents = [_documents(receipt, language)]
    blocking = len(receipt.of(Severity.ERROR, Severity.ASK))
    middle = [*documents, *findings] if blocking > _MANY else [*findings, *documents]
    warnings = _findings(receipt, language, _REMIND)
    notices = _notices(receipt, language)
    first = receipt.state is not State.TAKEN or any(each.severity.blocks for each in receipt.notices)
    sections = [notices, *middle, warnings] if first else [*middle, notices, warnings]
    sections.append(_sheets(receipt, language))
    return [section for section in sections if section.rows]


def _table(name: str, heading: str, style: Style, heads: Sequence[str], rows: Sequence[Row]) -> _Section:
    if not rows:
        return _Section(name, [])
    head = Line([SpecCell(each, look.HEAD_LEFT) for each in heads], 20)
    return _Section(name, stacked(([Line([SpecCell(heading, style)], 24), head], rows, [Line([], 12)])))


def _findings(receipt: Receipt, language: str, kind: _Kind) -> _Section:
    found = receipt.of(kind.severity)
    heading = words.SECTION_WHY if receipt.state in _REFUSED else kind.heading
    cut = words.LINKS_CUT.say(language) if len(found) > MOST_LINKS else ""
    heads = (words.PLACE, words.FIELD, words.TYPED, words.WHAT, words.DO, words.SUGGESTION)
    return _table(
        kind.severity.value,
        heading.say(language, count=len(found)) + cut,
        kind.style,
        [each.say(language) for each in heads],
        _lines(found, receipt, language, kind.typed) if found else (),
    )


def _lines(found: Sequence[Finding], receipt: Receipt, language: str, typed: Style) -> Table:
    """The findings' rows, column by column; findings that say the same are worded once."""
    places = [place_of(each, language) for each in found]
    worded = _Words(receipt, language)
    texts = list(zip(*map(worded.of, found), strict=True))
    shown = [typed if each.value or each.cell else look.BODY for each in found]
    return Table(
        1,
        (
            TableColumn(
                [place for place, _ in places],
                styles=[look.LINK_WRAP if jump else look.BODY for _, jump in places],
                links=[jump for _, jump in places],
            ),
            TableColumn(texts[0], look.BODY),
            TableColumn([each.value for each in found], styles=shown),
            TableColumn(texts[1], look.BODY),
            TableColumn(texts[2], look.BODY),
            TableColumn([suggested(each, language) for each in found], look.BODY_STRONG),
        ),
        list(map(max, texts[3], heights_for([[place for place, _ in places]], _WIDTHS))),
    )


class _Words:
    """What is said of findings: title, what is the matter, what to do, and how high the row must be."""

    def __init__(self, receipt: Receipt, language: str) -> None:
        self._wording = Wording(language, receipt.titles)
        self._heights: dict[tuple[str, ...], float] = {}

    def of(self, finding: Finding) -> tuple[str, str, str, float]:
        """The words of one finding."""
        said = self._wording.of(finding)
        whole = (said.title, finding.value, said.what, said.do, finding.suggestion)
        height = self._heights.get(whole)
        if height is None:
            height = self._heights[whole] = height_for(whole, _WIDTHS[1:])
        return *said, height


def _documents(receipt: Receipt, language: str) -> _Section:
    heads = (words.DOCUMENT, None, words.CUSTOMER, words.REMARK)
    return _table(
        "documents",
        words.SECTION_DOCUMENTS.say(language, count=len(receipt.documents)),
        look.SECTION,
        [each.say(language) if each else "" for each in heads],
        [_document(each) for each in receipt.documents],
    )


def _document(made: MadeDocument) -> Line:
    remark = " · ".join(each for each in (made.kind, made.remark) if each)
    cells = [
        SpecCell(made.title, look.LINK_LEFT, made.link),
        SpecCell("", look.LINK_RIGHT),
        SpecCell(made.customer, look.BODY),
        SpecCell(remark, look.BODY),
    ]
    return Line(cells, height_for((made.customer, remark), _WIDTHS[2:4]))


def _notices(receipt: Receipt, language: str) -> _Section:
    if not receipt.notices:
        return _Section("notices", [])
    heading = Line([SpecCell(words.SECTION_NOTICES.say(language), look.SECTION)], 24)
    return _Section("notices", [heading, *(_notice(each) for each in receipt.notices), Line([], 12)])


def _notice(notice: Notice) -> Line:
    plain = look.LEAD_WRONG if notice.severity.blocks else look.LEAD
    return Line([SpecCell(notice.text, look.LINK_LEAD if notice.link else plain, notice.link)], 20)


def _sheets(receipt: Receipt, language: str) -> _Section:
    if len(receipt.sheets) < 2:
        return _Section("sheets", [])
    heads = (words.SHEET, words.ROWS_TAKEN, words.FORM, words.ROWS_TO_MEND)
    return _table(
        "sheets",
        words.SECTION_SHEETS.say(language),
        look.SECTION,
        [each.say(language) for each in heads],
        [
            Line(
                [
                    SpecCell(each.sheet, look.LINK_WRAP, Jump(each.sheet)),
                    SpecCell(each.accepted, look.BODY_WHOLE),
                    SpecCell(each.form or words.NOT_A_FORM.say(language), look.BODY),
                    SpecCell(each.rejected, look.BODY_WHOLE),
                ]
            )
            for each in receipt.sheets
        ],
    )
