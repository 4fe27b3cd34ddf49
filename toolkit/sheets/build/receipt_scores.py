"""The 評分 sheet: customers in their order, points per factor, why, and what would lift the grade."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from toolkit.forms.table import letter
from toolkit.messages import names_receipt as words
from toolkit.outcome import FactorPoints, Score
from toolkit.sheets.build import look
from toolkit.sheets.build.layout import height_for
from toolkit.sheets.build.look import Style
from toolkit.sheets.build.receipt_value import Receipt, Scored, WhatIf
from toolkit.sheets.build.spec import Bars, ColumnSpec, Content, Line, PrintSetup, SheetSpec, SpecCell

CODE_NAME = "ToolkitScores"
_HEAD_ROW = 3
_ROW = "\0"
"""Stands for the row's number in a formula that many rows share."""

_NAME_IN_FORMULA = re.compile(r"\{([^{}]+)\}")
_NAME, _REASONS, _LIFT = 30.0, 84.0, 44.0


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
            *[ColumnSpec(8, look.BODY_TENTH)] * self.engagement,
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


def _columns(receipt: Receipt) -> _Columns:
    """Find out which columns there are; a factor that gives no points (a cap, a red line) is words only."""
    scores = [each.score for each in receipt.scores]
    factors = chain.from_iterable(score.factors for score in scores)
    live = {} if receipt.what_if is None else {title: full for title, (_, full) in receipt.what_if.factors.items()}
    return _Columns(
        live | {each.factor: each.of for each in factors if each.of},
        engagement=receipt.what_if is not None or any(score.engagement is not None for score in scores),
        red_lines=any(score.red_lines for score in scores),
        what_if=receipt.what_if or _NO_TRIAL,
    )


def scores_sheet(receipt: Receipt, language: str) -> SheetSpec:
    """Lay out the 評分 sheet; the factor columns are those that occur in the scores, in their order."""
    columns = _columns(receipt)
    specs = columns.specs()
    last = _HEAD_ROW + len(receipt.scores)
    writer = _Lines(columns, language)
    return SheetSpec(
        name=words.SCORES.say(language),
        rows=[
            *_top(receipt, columns, language),
            *(writer.line(each, place) for place, each in enumerate(receipt.scores, 1)),
        ],
        columns=specs,
        language=language,
        freeze=f"E{_HEAD_ROW + 1}",
        filter_area=f"A{_HEAD_ROW}:{letter(len(specs))}{last}",
        highlights=(Bars(f"C{_HEAD_ROW + 1}:C{last}", look.BAR),),
        printing=PrintSetup(
            repeat=(_HEAD_ROW, _HEAD_ROW), area=f"A1:{letter(len(specs) - len(columns.what_if.inputs))}{last}"
        ),
        gridlines=False,
        tab_colour=look.ACCENT,
        code_name=CODE_NAME,
    )


def _top(receipt: Receipt, columns: _Columns, language: str) -> list[Line]:
    title = words.SCORES_TITLE.say(language, count=len(receipt.scores))
    hint = words.SCORES_HELP.say(language, number=receipt.number)
    inputs = columns.what_if.inputs
    aside = [None] * (len(columns.specs()) - len(inputs) - 1)
    trial = [*aside, SpecCell(words.WHAT_IF.say(language), look.SECTION_ASK)] if inputs else []
    if inputs:
        hint = f"{words.WHAT_IF_HELP.say(language)}　{hint}"
    return [
        Line([SpecCell(title, look.TITLE)], 28),
        Line([SpecCell(hint, look.MUTED_TEXT), *trial], 18),
        Line(columns.heads(language), 36),
    ]


class _Lines:
    """Writes the customers' lines; formulas that rows share are taken apart once."""

    def __init__(self, columns: _Columns, language: str) -> None:
        self._columns = columns
        self._language = language
        self._prepared: dict[int, tuple[Mapping[str, str], dict[str, str]]] = {}

    def line(self, scored: Scored, rank: int) -> Line:
        """One customer's line."""
        score, row, columns = scored.score, rank + _HEAD_ROW, self._columns
        points = {each.factor: each for each in score.factors}
        reasons, lift = _joined(score.factors, "reason"), _joined(score.factors, "lift")
        formulas = self._formulas(scored.formulas)
        cells: list[Content] = [
            rank,
            self._grade(score, formulas.get("grade", ""), row),
            _live(score.total, formulas.get("total", ""), row),
            SpecCell(scored.name, None if scored.place else look.BODY, scored.place),
            score.customer,
            score.completeness,
            _live(score.fit, formulas.get("fit", ""), row),
            *[_engagement(score, formulas.get("engagement", ""), row)] * columns.engagement,
            *(self._points(name, points.get(name), formulas, row) for name in columns.factors),
            lift,
            reasons,
            *["、".join(score.red_lines)] * columns.red_lines,
            *(SpecCell(scored.inputs.get(name)) for name, _ in columns.what_if.inputs),
        ]
        return Line(cells, height_for((reasons, lift, scored.name), (_REASONS, _LIFT, _NAME)))

    def _formulas(self, formulas: Mapping[str, str]) -> dict[str, str]:
        """Put columns for names; the row's number is put in later."""
        known = self._prepared.get(id(formulas))
        if known is None:
            letters = self._columns.letters
            made = {
                name: _NAME_IN_FORMULA.sub(lambda found: f"${letters[found[1]]}{_ROW}", formula.removeprefix("="))
                for name, formula in formulas.items()
                if name in letters and set(_NAME_IN_FORMULA.findall(formula)) <= letters.keys()
            }
            known = self._prepared[id(formulas)] = (formulas, made)
        return known[1]

    def _grade(self, score: Score, formula: str, row: int) -> SpecCell:
        style = look.GRADES.get(score.grade, look.BODY_CENTRE)
        if not score.provisional:
            return SpecCell(score.grade, style, None, formula.replace(_ROW, str(row)))
        text = words.PROVISIONAL.say(self._language, grade=score.grade)
        ending = words.PROVISIONAL.say(self._language, grade="")
        live = f'({formula.replace(_ROW, str(row))})&"{ending}"' if formula else ""
        return SpecCell(text, style, None, live)

    def _points(self, factor: str, points: FactorPoints | None, formulas: Mapping[str, str], row: int) -> Content:
        what_if = self._columns.what_if
        name, full = what_if.factors.get(factor, (factor, 0.0))
        formula = formulas.get(name, "")
        if formula and points is None:
            return _live(round(what_if.unknown_share * full, 2), formula, row, look.BODY_UNKNOWN)
        if points is None:
            return SpecCell("", look.BODY)
        if not points.known and not formula:
            return SpecCell(words.UNKNOWN_POINTS.say(self._language), look.BODY_MUTED)
        return _live(points.points, formula, row, None if points.known else look.BODY_UNKNOWN)


def _live(value: float, formula: str, row: int, style: Style | None = None) -> Content:
    if not formula and style is None:
        return value
    return SpecCell(value, style, None, formula.replace(_ROW, str(row)))


def _engagement(score: Score, formula: str, row: int) -> Content:
    if score.engagement is not None:
        return _live(score.engagement, formula, row)
    return SpecCell("", None, None, formula.replace(_ROW, str(row))) if formula else SpecCell("—", look.BODY_MUTED)


def _joined(factors: Iterable[FactorPoints], what: str) -> str:
    texts = (getattr(each, what) for each in factors)
    return "；".join(text.rstrip("。；; ") for text in texts if text)
