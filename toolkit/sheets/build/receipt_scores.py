"""The 評分 sheet: customers in their order, points per factor, why, and what would lift the grade."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toolkit.forms.table import letter
from toolkit.messages import names_receipt as words
from toolkit.sheets.build import look
from toolkit.sheets.build.layout import heights_for
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.receipt_value import FactorColumn, Receipt, ScoreColumns, WhatIf, score_columns
from toolkit.sheets.build.script import simplified_scores
from toolkit.sheets.build.spec import (
    ROW,
    Bars,
    ColumnSpec,
    Line,
    PrintSetup,
    Rule,
    SheetSpec,
    SpecCell,
    Table,
    TableColumn,
    Validation,
    stacked,
)

CODE_NAME = "ToolkitScores"
MOST_LIVE = 2_000
"""Up to so many customers the sheet is live: a dozen formulas a row make a longer one slow to open."""

_HEAD_ROW = 3
_NAME_IN_FORMULA = re.compile(r"\{([^{}]+)\}")
_MOST_LISTED = 255
"""Excel takes a list written into the cell's own rule up to this length."""
_NAME, _REASONS, _LIFT = 30.0, 84.0, 44.0
_PAGES, _LEAD = 2, "D"
"""On paper the points stand on the left page, why and what lifts on the right; rank to name lead both."""


@dataclass(frozen=True)
class _Columns:
    """Which columns the sheet has: engagement, red lines and inputs only where there are any."""

    factors: Mapping[str, float]
    engagement: bool
    red_lines: bool
    what_if: WhatIf

    @cached_property
    def letters(self) -> Mapping[str, str]:
        """The name of an input or a result in formulas → the letters of its column."""
        at = len(_FRONT) + self.engagement
        names = {"grade": 2, "total": 3, "fit": len(_FRONT)} | ({"engagement": at} if self.engagement else {})
        for place, factor in enumerate(self.factors, at + 1):
            names[self.what_if.factors[factor][0] if factor in self.what_if.factors else factor] = place
        first = at + len(self.factors) + 2 + self.red_lines
        for place, (name, _) in enumerate(self.what_if.inputs, first + 1):
            names[name] = place
        return {name: letter(place) for name, place in names.items()}

    def specs(self) -> tuple[ColumnSpec, ...]:
        """The columns' widths and styles, in order."""
        return (
            *_FRONT,
            *[ColumnSpec(12, look.BODY_TENTH)] * self.engagement,
            *[ColumnSpec(11, look.BODY_TENTH)] * len(self.factors),
            ColumnSpec(_LIFT, look.BODY),
            ColumnSpec(_REASONS, look.BODY),
            *[ColumnSpec(16, look.WRONG_PLAIN)] * self.red_lines,
            *[ColumnSpec(12, look.TRIAL)] * len(self.what_if.inputs),
        )

    def heads(self, language: str) -> list[SpecCell]:
        """The columns' headings, in order; a factor's full points stand in brackets."""
        front = [words.RANK, words.GRADE, words.TOTAL, words.NAME, words.CUSTOMER_ID, words.COMPLETENESS, words.FIT]
        front += [words.ENGAGEMENT] * self.engagement
        back = [words.LIFT, words.REASONS, *[words.RED_LINES] * self.red_lines]
        factors = [f"{factor}\n({full:g})" for factor, full in self.factors.items()]
        heads = [*(each.say(language) for each in front), *factors, *(each.say(language) for each in back)]
        trial = [SpecCell(heading, look.HEAD_OPTIONAL) for _, heading in self.what_if.inputs]
        return [*(SpecCell(head, look.HEAD) for head in heads), *trial]


_FRONT = (
    ColumnSpec(6, look.BODY_RANK),
    ColumnSpec(11, look.BODY_CENTRE),
    ColumnSpec(8, look.BODY_TOTAL),
    ColumnSpec(_NAME, look.LINK_WRAP),
    ColumnSpec(18, look.BODY_TEXT),
    ColumnSpec(9, look.BODY_SHARE),
    ColumnSpec(8, look.BODY_TENTH),
)
_NO_TRIAL = WhatIf((), {})


def _columns(receipt: Receipt, scores: ScoreColumns) -> _Columns:
    """Find out which columns there are; a factor that gives no points (a cap, a red line) is words only."""
    live = {} if receipt.what_if is None else {title: full for title, (_, full) in receipt.what_if.factors.items()}
    return _Columns(
        live | {each.title: each.of for each in scores.factors if each.of},
        engagement=receipt.what_if is not None or any(points is not None for points in scores.engagements),
        red_lines=any(scores.red_lines),
        what_if=receipt.what_if or _NO_TRIAL,
    )


def scores_sheet(receipt: Receipt, language: str) -> SheetSpec:
    """Lay out the 評分 sheet; the factor columns are those that occur in the scores, in their order."""
    receipt = simplified_scores(receipt) if language == "zh-Hans" else receipt
    scores = receipt.scores if isinstance(receipt.scores, ScoreColumns) else score_columns(receipt.scores)
    columns = _columns(receipt, scores)
    specs = columns.specs()
    last = _HEAD_ROW + len(scores)
    return SheetSpec(
        name=words.SCORES.say(language),
        rows=stacked((_top(receipt, columns, language), _Body(columns, scores, language).table())),
        columns=specs,
        language=language,
        freeze=f"E{_HEAD_ROW + 1}",
        filter_area=f"A{_HEAD_ROW}:{letter(len(specs))}{last}",
        validations=_trials(columns, last, language),
        highlights=(Bars(f"C{_HEAD_ROW + 1}:C{last}", look.BAR),),
        printing=PrintSetup(
            repeat=(_HEAD_ROW, _HEAD_ROW),
            area=f"A1:{letter(len(specs) - len(columns.what_if.inputs))}{last}",
            across=_PAGES,
            lead=_LEAD,
        ),
        gridlines=False,
        tab_colour=look.ACCENT,
        code_name=CODE_NAME,
    )


def _trials(columns: _Columns, last: int, language: str) -> tuple[Validation, ...]:
    """A list or a lowest number on the cells of each input, and how to try and to get back where one is chosen."""
    if last == _HEAD_ROW:
        return ()
    return tuple(
        _trial(f"{letters}{_HEAD_ROW + 1}:{letters}{last}", heading, columns.what_if.limits[name], language)
        for name, heading in columns.what_if.inputs
        if name in columns.what_if.limits
        for letters in (columns.letters[name],)
    )


def _trial(area: str, heading: str, limit: tuple[tuple[str, ...], float], language: str) -> Validation:
    options, low = limit
    listed = len(",".join(options)) <= _MOST_LISTED and not any("," in one for one in options)
    rule = Rule.NUMBER if not options else Rule.LIST if listed else Rule.ANY
    error = words.WHAT_IF_WORD if options else words.WHAT_IF_NUMBER
    return Validation(
        area,
        rule,
        options=options if listed else (),
        low=f"{low:.15g}" if rule is Rule.NUMBER else "",
        title=heading,
        prompt=words.WHAT_IF_PROMPT.say(language),
        error=error.say(language, low=f"{low:g}"),
        strict=True,
    )


def _top(receipt: Receipt, columns: _Columns, language: str) -> list[Line]:
    title = words.SCORES_TITLE.say(language, count=len(receipt.scores))
    hint = words.SCORES_HELP.say(language)
    hint += words.SCORES_RECEIPT.say(language, number=receipt.number) if receipt.number else ""
    inputs = columns.what_if.inputs
    aside = [None] * (len(columns.specs()) - len(inputs) - 1)
    trial = [*aside, SpecCell(words.WHAT_IF.say(language), look.SECTION_ASK)] if inputs else []
    if inputs:
        hint = f"{words.WHAT_IF_HELP.say(language)}　{hint}"
    if receipt.what_if is None and len(receipt.scores) > MOST_LIVE:
        hint = f"{words.WHAT_IF_LEFT_OUT.say(language, most=f'{MOST_LIVE:,}')}　{hint}"
    return [
        Line([SpecCell(title, look.TITLE)], 28),
        Line([SpecCell(hint, look.MUTED_TEXT), *trial], 18),
        Line(columns.heads(language), 36),
    ]


@dataclass(frozen=True)
class _Body:
    """The customers' rows, column by column."""

    columns: _Columns
    scores: ScoreColumns
    language: str

    def table(self) -> Table:
        """All of them."""
        scores, columns = self.scores, self.columns
        factors = {each.title: each for each in scores.factors}
        made = [
            TableColumn(range(1, len(scores) + 1)),
            self._grades(),
            TableColumn(scores.totals, formulas=self._live("total")),
            self._names(),
            TableColumn(scores.customers),
            TableColumn(scores.completeness),
            TableColumn(scores.fits, formulas=self._live("fit")),
            *[self._engagements()] * columns.engagement,
            *(self._points(name, factors.get(name)) for name in columns.factors),
            TableColumn(scores.lifts),
            TableColumn(scores.reasons),
            *[TableColumn(scores.red_lines)] * columns.red_lines,
            *(self._inputs(name) for name, _ in columns.what_if.inputs),
        ]
        return Table(_HEAD_ROW + 1, tuple(made), self._heights())

    def _heights(self) -> list[float]:
        texts = (self.scores.reasons, self.scores.lifts, self.scores.names)
        return heights_for(texts, (_REASONS, _LIFT, _NAME))

    @cached_property
    def _formulas(self) -> Sequence[Mapping[str, str]]:
        """Each customer's formulas with columns for names; those that rows share are taken apart once."""
        prepared: dict[int, Mapping[str, str]] = {}
        for each in self.scores.formulas:
            if id(each) not in prepared:
                prepared[id(each)] = self._prepared(each)
        return [prepared[id(each)] for each in self.scores.formulas]

    def _prepared(self, formulas: Mapping[str, str]) -> Mapping[str, str]:
        letters = self.columns.letters
        return {
            name: _NAME_IN_FORMULA.sub(lambda found: f"${letters[found[1]]}{ROW}", formula.removeprefix("="))
            for name, formula in formulas.items()
            if name in letters and set(_NAME_IN_FORMULA.findall(formula)) <= letters.keys()
        }

    def _live(self, name: str) -> Sequence[str]:
        """The formulas of one result, none at all where no customer has one."""
        if not any(self._formulas):
            return ()
        return [each.get(name, "") for each in self._formulas]

    def _grades(self) -> TableColumn:
        scores, ending = self.scores, words.PROVISIONAL.say(self.language, grade="")
        shown = {grade: words.PROVISIONAL.say(self.language, grade=grade) for grade in set(scores.grades)}
        pairs = list(zip(scores.grades, scores.provisional, strict=True))
        live = self._live("grade")
        return TableColumn(
            [shown[grade] if provisional else grade for grade, provisional in pairs],
            styles=[look.GRADES.get(grade, look.BODY_CENTRE) for grade in scores.grades],
            formulas=[
                f'({formula})&"{ending}"' if formula and provisional else formula
                for formula, provisional in zip(live, scores.provisional, strict=False)
            ],
        )

    def _names(self) -> TableColumn:
        places = self.scores.places
        return TableColumn(self.scores.names, styles=[None if place else look.BODY for place in places], links=places)

    def _engagements(self) -> TableColumn:
        engagements, live = self.scores.engagements, self._live("engagement") or [""] * len(self.scores)
        pairs = list(zip(engagements, live, strict=True))
        return TableColumn(
            [("" if formula else "—") if value is None else value for value, formula in pairs],
            styles=[look.BODY_MUTED if value is None and not formula else None for value, formula in pairs],
            formulas=live,
        )

    def _points(self, title: str, factor: FactorColumn | None) -> TableColumn:
        """The points of one factor; a customer's score may leave it out, or may not know it."""
        what_if, count = self.columns.what_if, len(self.scores)
        name, full = what_if.factors.get(title, (title, 0.0))
        live = self._live(name) or [""] * count
        absent = round(what_if.unknown_share * full, 2)
        unknown = words.UNKNOWN_POINTS.say(self.language)
        points, known = (factor.points, factor.known) if factor else ([None] * count, [True] * count)
        told = list(zip(points, known, live, strict=True))
        cells = {each: _points(each[0], each[2], absent, unknown, known=each[1]) for each in set(told)}
        return TableColumn([cells[each][0] for each in told], styles=[cells[each][1] for each in told], formulas=live)

    def _inputs(self, name: str) -> TableColumn:
        values = self.scores.inputs.get(name) or [None] * len(self.scores)
        broken = [isinstance(value, float) and not value.is_integer() for value in values]
        return TableColumn(values, look.TRIAL, [look.TRIAL_TENTH if one else None for one in broken])


def _points(
    value: float | None, formula: str, absent: float, unknown: str, *, known: bool
) -> tuple[float | str, Style | None]:
    if value is None:
        return (absent, look.BODY_UNKNOWN) if formula else ("", look.BODY)
    if known:
        return value, None
    return (value, look.BODY_UNKNOWN) if formula else (unknown, look.BODY_MUTED)
