"""The 評分 sheet: customers in their order, points per factor, why, and what would lift the grade."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from toolkit.forms.table import letter
from toolkit.messages import names_receipt as words
from toolkit.outcome import FactorPoints, Score
from toolkit.sheets.build import look
from toolkit.sheets.build.layout import height_for
from toolkit.sheets.build.receipt_value import Receipt, Scored
from toolkit.sheets.build.spec import Bars, ColumnSpec, Content, Line, PrintSetup, SheetSpec, SpecCell

CODE_NAME = "ToolkitScores"
_HEAD_ROW = 3
_NAME, _REASONS, _LIFT = 30.0, 48.0, 40.0


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns the sheet has: engagement and red lines only where some customer has them."""

    factors: dict[str, float]
    engagement: bool
    red_lines: bool

    def specs(self) -> tuple[ColumnSpec, ...]:
        """The columns' widths and styles, in order."""
        front = (
            ColumnSpec(6, look.BODY_RANK),
            ColumnSpec(11, look.BODY_CENTRE),
            ColumnSpec(8, look.BODY_TOTAL),
            ColumnSpec(_NAME, look.LINK_WRAP),
            ColumnSpec(18, look.BODY_TEXT),
            ColumnSpec(9, look.BODY_SHARE),
            ColumnSpec(8, look.BODY_TENTH),
        )
        middle = [ColumnSpec(8, look.BODY_TENTH)] * self.engagement
        factors = [ColumnSpec(11, look.BODY_TENTH)] * len(self.factors)
        back = [ColumnSpec(_REASONS, look.BODY), ColumnSpec(_LIFT, look.BODY)]
        return (*front, *middle, *factors, *back, *([ColumnSpec(16, look.WRONG_PLAIN)] * self.red_lines))

    def heads(self, language: str) -> list[str]:
        """The columns' headings, in order; a factor's full points stand in brackets."""
        front = [words.RANK, words.GRADE, words.TOTAL, words.NAME, words.CUSTOMER_ID, words.COMPLETENESS, words.FIT]
        front += [words.ENGAGEMENT] * self.engagement
        back = [words.REASONS, words.LIFT, *([words.RED_LINES] * self.red_lines)]
        factors = [f"{factor}\n({full:g})" for factor, full in self.factors.items()]
        return [*(each.say(language) for each in front), *factors, *(each.say(language) for each in back)]


def _columns(receipt: Receipt) -> _Columns:
    scores = [each.score for each in receipt.scores]
    return _Columns(
        {each.factor: each.of for each in chain.from_iterable(score.factors for score in scores)},
        engagement=any(score.engagement is not None for score in scores),
        red_lines=any(score.red_lines for score in scores),
    )


def scores_sheet(receipt: Receipt, language: str) -> SheetSpec:
    """Lay out the 評分 sheet; the factor columns are those that occur in the scores, in their order."""
    columns = _columns(receipt)
    specs = columns.specs()
    last = _HEAD_ROW + len(receipt.scores)
    rows = [_scored(each, place, columns, language) for place, each in enumerate(receipt.scores, 1)]
    return SheetSpec(
        name=words.SCORES.say(language),
        rows=[*_top(receipt, columns, language), *rows],
        columns=specs,
        language=language,
        freeze=f"E{_HEAD_ROW + 1}",
        filter_area=f"A{_HEAD_ROW}:{letter(len(specs))}{last}",
        highlights=(Bars(f"C{_HEAD_ROW + 1}:C{last}", look.BAR),),
        printing=PrintSetup(repeat=(_HEAD_ROW, _HEAD_ROW)),
        gridlines=False,
        tab_colour=look.ACCENT,
        code_name=CODE_NAME,
    )


def _top(receipt: Receipt, columns: _Columns, language: str) -> list[Line]:
    title = words.SCORES_TITLE.say(language, count=len(receipt.scores))
    hint = words.SCORES_HELP.say(language, number=receipt.number)
    return [
        Line([SpecCell(title, look.TITLE)], 28),
        Line([SpecCell(hint, look.MUTED_TEXT)], 18),
        Line([SpecCell(each, look.HEAD) for each in columns.heads(language)], 36),
    ]


def _scored(scored: Scored, rank: int, columns: _Columns, language: str) -> Line:
    score = scored.score
    points = {each.factor: each for each in score.factors}
    reasons, lift = _joined(score.factors, "reason"), _joined(score.factors, "lift")
    row = rank + _HEAD_ROW
    cells: list[Content] = [
        rank,
        _grade(score, language),
        _live(scored, "total", score.total, row),
        SpecCell(scored.name, None if scored.place else look.BODY, scored.place),
        score.customer,
        score.completeness,
        _live(scored, "fit", score.fit, row),
        *([_engagement(scored, row)] * columns.engagement),
        *(_points(scored, name, points.get(name), row, language) for name in columns.factors),
        reasons,
        lift,
        *(["、".join(score.red_lines)] * columns.red_lines),
    ]
    return Line(cells, height_for((reasons, lift, scored.name), (_REASONS, _LIFT, _NAME)))


def _engagement(scored: Scored, row: int) -> Content:
    if scored.score.engagement is None:
        return SpecCell("—", look.BODY_MUTED)
    return _live(scored, "engagement", scored.score.engagement, row)


def _grade(score: Score, language: str) -> SpecCell:
    text = words.PROVISIONAL.say(language, grade=score.grade) if score.provisional else score.grade
    return SpecCell(text, look.GRADES.get(score.grade, look.BODY_CENTRE))


def _live(scored: Scored, key: str, value: float | None, row: int) -> Content:
    formula = scored.formulas.get(key, "")
    return SpecCell(value, None, None, formula.replace("{row}", str(row))) if formula else value


def _points(scored: Scored, name: str, points: FactorPoints | None, row: int, language: str) -> Content:
    if points is None:
        return SpecCell("", look.BODY)
    if not points.known:
        return SpecCell(words.UNKNOWN_POINTS.say(language), look.BODY_MUTED)
    return _live(scored, name, points.points, row)


def _joined(factors: Iterable[FactorPoints], what: str) -> str:
    texts = (getattr(each, what) for each in factors)
    return "；".join(text.rstrip("。；; ") for text in texts if text)
