"""Lists whose headings are not ours: read as somebody matched them, or asked about in a 對照 sheet (issue 8).

Pure but for nothing: the job hands in what is remembered and gets readings, questions and new answers.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from toolkit.forms.asking import Question, known_here, question, strange_heading
from toolkit.forms.column import Convention
from toolkit.forms.form import Form
from toolkit.forms.mapping import LayoutMapping, applied, from_value, known_layout, layout_of, with_values
from toolkit.forms.reading import Recognised, SheetReading
from toolkit.forms.recognise import Headings, has_content, heading_lines, recognise, softened
from toolkit.forms.sheet_findings import hidden_strange
from toolkit.forms.table import Sheet, Workbook
from toolkit.forms.validate import validate
from toolkit.ledger.taken import Answer
from toolkit.messages import codes_sheets
from toolkit.messages.codes_values import CHOICE_UNKNOWN
from toolkit.messages.finding import Finding
from toolkit.sheets.build.mapping_answers import mapped_sheet, read_mapping
from toolkit.stages.catalogue import FORMS
from toolkit.stages.review.deals import DEALS

OFTEN = 3
"""From so many rows on, a word that our list lacks is asked about once instead of mended cell by cell."""
_FORMS: Mapping[str, Form] = {form.name: form for form in FORMS}


@dataclass(frozen=True, slots=True)
class Match:
    """One sheet read as somebody matched it: the answers, and who gave them when (``at`` None = just now)."""

    sheet: str
    layout: str
    mapping: LayoutMapping
    person: str = ""
    at: datetime | None = None

    @property
    def fresh(self) -> bool:
        """Whether it came with this very file, and is to be remembered."""
        return self.at is None


@dataclass(frozen=True, slots=True)
class Understood:
    """Every sheet of a workbook: as it was read, what is asked about it, by which answers it was read."""

    readings: tuple[SheetReading, ...]
    questions: tuple[Question, ...] = ()
    matches: tuple[Match, ...] = ()


@dataclass
class Reader:
    """Reads sheets with what is remembered of layouts, and with the 對照 sheets of the receipt they came in."""

    convention: Convention
    today: date
    remembered: Mapping[str, Answer] = field(default_factory=dict)
    answers: Mapping[str, Sheet] = field(default_factory=dict)
    """Sheet → its 對照 sheet."""

    def read(self, workbook: Workbook) -> Understood:
        """Recognise and check every sheet; beside one of ours, strange sheets are only noted."""
        found = [(sheet, self._match(sheet)) for sheet in workbook.sheets]
        seen = [(sheet, match, None if match else recognise(sheet, FORMS, self.convention)) for sheet, match in found]
        known = any(match or isinstance(one, Recognised) for _, match, one in seen)
        told = [self._told(sheet, match, one, beside=known) for sheet, match, one in seen]
        if not known:
            told = [
                _or_hidden(reading, asked, sheet, workbook)
                for (reading, asked), (sheet, _, _) in zip(told, seen, strict=True)
            ]
        questions = tuple(asked for _, asked in told if asked)
        return Understood(tuple(one for one, _ in told), questions, tuple(match for _, match in found if match))

    # --- answers

    def _match(self, sheet: Sheet) -> Match | None:
        """How ``sheet`` is to be read, where anybody has said so: in this receipt, else before."""
        before = self._remembered(sheet)
        answers = self.answers.get(sheet.name)
        line = self._line(sheet) if answers else None
        if answers is None or line is None:
            return before
        told = read_mapping(answers, FORMS, _headings_of(line))
        if told is None or not told.meant or not told.mapping.tells or (before and before.mapping == told.mapping):
            return before
        if told.waits and told.mapping.form == DEALS.name:
            return before  # counted at once, half answered it would be a wrong page: every other form can be mended
        if not applied(sheet, _FORMS[told.mapping.form], line, told.mapping)[1].columns:
            return before  # every column kept as it is: nothing to read yet, ask on
        return Match(sheet.name, layout_of(line), told.mapping)

    def _remembered(self, sheet: Sheet) -> Match | None:
        known = known_layout(sheet, self.remembered)
        if known is None or self.remembered[known[0]].form not in _FORMS:
            return None
        answer = self.remembered[known[0]]
        return Match(sheet.name, known[0], from_value(answer.form, answer.answers), answer.person, answer.at)

    def _line(self, sheet: Sheet) -> Headings | None:
        """The line that heads ``sheet``, as it was asked about."""
        one = recognise(sheet, FORMS, self.convention)
        if isinstance(one, Recognised):
            return _line_at(sheet, one.header_rows)
        near = strange_heading(sheet, FORMS)
        return near[0] if near else None

    def _chosen(self, sheet: Sheet) -> Form | None:
        """The form that somebody chose in the 對照 sheet, where nothing more was said: ask on as about that one."""
        told = read_mapping(self.answers[sheet.name], FORMS, {}) if sheet.name in self.answers else None
        return _FORMS[told.mapping.form] if told else None

    def _typed(self, sheet: Sheet, line: Headings) -> LayoutMapping | None:
        """What stands so far in a 對照 sheet whose sender says that more is to come: it stands there again."""
        if sheet.name not in self.answers:
            return None
        told = read_mapping(self.answers[sheet.name], FORMS, _headings_of(line))
        return told.mapping if told and told.waits and told.mapping.tells else None

    # --- one sheet

    def _told(
        self, sheet: Sheet, match: Match | None, one: Recognised | Finding | None, *, beside: bool
    ) -> tuple[SheetReading, Question | None]:
        if match is not None:
            return self._matched(sheet, match)
        if isinstance(one, Recognised):
            reading = whole_or_nothing(validate(sheet, one, self.convention, self.today))
            return reading, self._about(sheet, one, reading)
        if one is None:
            return SheetReading(sheet.name), None
        if beside:
            return SheetReading(sheet.name, findings=(softened(one),)), None
        return self._strange(sheet, one)

    def _matched(self, sheet: Sheet, match: Match) -> tuple[SheetReading, Question | None]:
        form = _FORMS[match.mapping.form]
        line = next(line for line in heading_lines(sheet) if layout_of(line) == match.layout)
        filled, recognised = applied(sheet, form, line, match.mapping)
        convention = with_values(self.convention, form, match.mapping)
        reading = whole_or_nothing(validate(filled, recognised, convention, self.today))
        known = {name: column for name, column in recognised.columns.items() if name not in recognised.given}
        asked = question(sheet, match.layout, line, form, self.convention, known, match.mapping)
        reading = _to_match(reading)
        return reading, replace(asked, person=match.person, at=match.at)

    def _about(self, sheet: Sheet, one: Recognised, reading: SheetReading) -> Question | None:
        """What to ask about a sheet that is ours: columns it lacks, words that stand in it again and again."""
        if one.form.required <= one.columns.keys() and not _words_often(reading):
            return None
        line = _line_at(sheet, one.header_rows)
        return question(sheet, layout_of(line), line, one.form, self.convention, one.columns) if line else None

    def _strange(self, sheet: Sheet, finding: Finding) -> tuple[SheetReading, Question | None]:
        near = strange_heading(sheet, FORMS)
        if near is None:
            return SheetReading(sheet.name, findings=(finding,)), None
        line, form = near[0], self._chosen(sheet) or near[1]
        known, typed = known_here(line, form) if form else {}, self._typed(sheet, line)
        if form and typed and typed.form == form.name:
            recognised = applied(sheet, form, line, typed)[1]
            known = {name: at for name, at in recognised.columns.items() if name not in recognised.given}
        asked = question(sheet, layout_of(line), line, form, self.convention, known, typed, certain=False)
        if finding.code is codes_sheets.SHEET_STRANGE:
            finding = replace(finding, code=codes_sheets.SHEET_TO_MATCH)
        return SheetReading(sheet.name, findings=(finding,)), asked


def _or_hidden(
    reading: SheetReading, asked: Question | None, sheet: Sheet, workbook: Workbook
) -> tuple[SheetReading, Question | None]:
    """A workbook in which nothing is ours says so of its hidden sheets too: nobody sees what was passed over."""
    others = (one for one in workbook.sheets if one is not sheet and one.visible)
    found = hidden_strange(sheet, FORMS, alone=not any(map(has_content, others)))
    return (replace(reading, findings=(*reading.findings, found)) if found else reading), asked


def _headings_of(line: Headings) -> dict[int, str]:
    """Column → its heading on one line."""
    return {column: " ".join(texts[0].split()) for column, texts in line.texts.items()}


def answer_sheets(workbook: Workbook) -> dict[str, Sheet]:
    """Sheet → the 對照 sheet about it, in a receipt that came back."""
    found = ((mapped_sheet(sheet), sheet) for sheet in workbook.sheets)
    return {name: sheet for name, sheet in found if name}


def to_remember(matches: Iterator[Match] | tuple[Match, ...], person: str) -> tuple[Answer, ...]:
    """The answers that came with this file, as the ledger keeps them."""
    return tuple(Answer(one.layout, one.mapping.form, one.mapping.as_value(), person) for one in matches if one.fresh)


def whole_or_nothing(reading: SheetReading) -> SheetReading:
    """A form that must be taken whole gives nothing while one of its rows is wrong."""
    form = reading.recognised.form if reading.recognised else None
    if not (form and form.all_or_nothing and reading.rejected):
        return reading
    held = tuple(row.number for row in reading.rows)
    return replace(reading, rows=(), rejected=tuple(sorted((*reading.rejected, *held))))


def _to_match(reading: SheetReading) -> SheetReading:
    """A column that is missing is to be matched where its sheet is asked about: nobody need type it anew."""
    found = (
        replace(one, code=codes_sheets.COLUMN_TO_MATCH) if one.code is codes_sheets.COLUMN_MISSING else one
        for one in reading.findings
    )
    return replace(reading, findings=tuple(found))


def _line_at(sheet: Sheet, rows: tuple[int, ...]) -> Headings | None:
    return next((line for line in heading_lines(sheet) if line.rows == rows), None)


def _words_often(reading: SheetReading) -> bool:
    words = Counter((one.field, one.value) for one in reading.findings if one.code is CHOICE_UNKNOWN)
    return bool(words) and max(words.values()) >= OFTEN
