"""The 評分 sheet: customers in their order, points per factor, why, and what would lift the grade."""

from collections.abc import Iterable
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
_REASONS, _LIFT = 48.0, 40.0
_FRONT = (
    ColumnSpec(6, look.BODY_RANK),
    ColumnSpec(11, look.BODY_CENTRE),
    ColumnSpec(8, look.BODY_TOTAL),
    ColumnSpec(30, look.LINK_WRAP),
    ColumnSpec(17, look.BODY_TEXT),
    ColumnSpec(8, look.BODY_TENTH),
    ColumnSpec(8, look.BODY_TENTH),
    ColumnSpec(9, look.BODY_SHARE),
)
_BACK = (ColumnSpec(_REASONS, look.BODY), ColumnSpec(_LIFT, look.BODY), ColumnSpec(22, look.WRONG_PLAIN))


def scores_sheet(receipt: Receipt, language: str) -> SheetSpec:
    """Lay out the 評分 sheet; the factor columns are those that occur in the scores, in their order."""
    factors = _factors(each.score for each in receipt.scores)
    columns = (*_FRONT, *(ColumnSpec(11, look.BODY_TENTH) for _ in factors), *_BACK)
    last = _HEAD_ROW + len(receipt.scores)
    rows = [_scored(each, place, factors, language) for place, each in enumerate(receipt.scores, 1)]
    return SheetSpec(
        name=words.SCORES.say(language),
        rows=[*_top(receipt, factors, language), *rows],
        columns=columns,
        language=language,
        freeze=f"E{_HEAD_ROW + 1}",
        filter_area=f"A{_HEAD_ROW}:{letter(len(columns))}{last}",
        highlights=(Bars(f"C{_HEAD_ROW + 1}:C{last}", look.BAR),),
        printing=PrintSetup(repeat=(_HEAD_ROW, _HEAD_ROW)),
        gridlines=False,
        tab_colour=look.ACCENT,
        code_name=CODE_NAME,
    )


def _factors(scores: Iterable[Score]) -> dict[str, float]:
    """Return factor → its full points, in order of first appearance."""
    return {each.factor: each.of for each in chain.from_iterable(score.factors for score in scores)}


def _top(receipt: Receipt, factors: dict[str, float], language: str) -> list[Line]:
    front = (
        words.RANK, words.GRADE, words.TOTAL, words.NAME, words.CUSTOMER_ID, words.FIT, words.ENGAGEMENT,
        words.COMPLETENESS,
    )  # fmt: skip
    heads = [each.say(language) for each in front]
    heads += [f"{factor}\n({full:g})" for factor, full in factors.items()]
    heads += [each.say(language) for each in (words.REASONS, words.LIFT, words.RED_LINES)]
    title = words.SCORES_TITLE.say(language, count=len(receipt.scores))
    return [
        Line([SpecCell(title, look.TITLE)], 28),
        Line([SpecCell(words.SCORES_HELP.say(language, number=receipt.number), look.MUTED_TEXT)], 18),
        Line([SpecCell(each, look.HEAD) for each in heads], 36),
    ]


def _scored(scored: Scored, rank: int, factors: dict[str, float], language: str) -> Line:
    score = scored.score
    points = {each.factor: each for each in score.factors}
    reasons = _joined(score.factors, "reason")
    lift = _joined(score.factors, "lift")
    row = rank + _HEAD_ROW
    cells: list[Content] = [
        rank,
        _grade(score, language),
        _live(scored, "total", score.total, row),
        SpecCell(scored.name, None if scored.place else look.BODY, scored.place),
        score.customer,
        _live(scored, "fit", score.fit, row),
        _live(scored, "engagement", score.engagement, row),
        score.completeness,
        *(_points(scored, name, points.get(name), row, language) for name in factors),
        reasons,
        lift,
        "、".join(score.red_lines),
    ]
    return Line(cells, height_for((reasons, lift, scored.name), (_REASONS, _LIFT, 30)))


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
