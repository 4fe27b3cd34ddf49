"""The scorecard as live Excel formulas that give exactly the engine's points (issue 7, item 8).

Both come from the same measures, so a manager can try "what if" in the 評分 sheet and trust the answer.
Where things stand in the sheet is the builder's business: formulas are made over cell addresses given by name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.rulebook.measures import Measure
from toolkit.rulebook.scorecard import Factor, Scorecard
from toolkit.stages.screening.inputs import CLEAN, STAINED
from toolkit.stages.screening.scorecard import ENGAGED

FIT, ENGAGEMENT, TOTAL, GRADE = "fit", "engagement", "total", "grade"
"""Names of the results' cells."""

CHECKS = "checks_clean"


def points_of(factor: Factor) -> str:
    """The name of the cell that holds a factor's points (an input may have the factor's own name)."""
    return f"points.{factor.key}"


@dataclass(frozen=True, slots=True)
class InputColumn:
    """One input as a column of the sheet: its name, what people call it, its unit."""

    name: str
    title: str
    unit: str


def input_columns(card: Scorecard) -> tuple[InputColumn, ...]:
    """Every input of the card once, in the order of the factors."""
    found: dict[str, InputColumn] = {}
    for factor in (*card.fit, *card.engagement):
        for measure in factor.measures:
            found.setdefault(measure.input, InputColumn(measure.input, measure.title, measure.unit))
    return tuple(found.values())


def formulas(card: Scorecard, biz_line: str, party_type: str, cells: Mapping[str, str]) -> dict[str, str]:
    """Name of each result's cell → its formula (with ``=``), for one row.

    ``cells`` maps the names of inputs, of factors (``points_of``) and of results to addresses (``"$F7"``).
    """
    made = {
        points_of(factor): "=" + factor_expression(factor, biz_line, party_type, cells, card.unknown_share)
        for factor in (*card.fit, *card.engagement)
    }
    made[FIT] = "=" + _sum(card.fit, cells)
    made[ENGAGEMENT] = f'=IF({_silent(cells)},"",{_sum(card.engagement, cells)})'
    made[TOTAL] = "=" + _total(card, cells)
    made[GRADE] = "=" + _grade(card, cells)
    return made


def factor_expression(
    factor: Factor, biz_line: str, party_type: str, cells: Mapping[str, str], unknown_share: float
) -> str:
    """The points of one factor as an expression over its inputs' cells."""
    measures = factor.of(biz_line, party_type)
    return "+".join(_points(measure, cells[measure.input], unknown_share) for measure in measures)


def _points(measure: Measure, cell: str, unknown_share: float) -> str:
    share = f'IF({cell}="",{unknown_share:.15g},{measure.kind.excel(cell)})'
    return f"ROUND({share}*{measure.points:.15g},2)"


def _sum(factors: Iterable[Factor], cells: Mapping[str, str]) -> str:
    return f"ROUND({'+'.join(cells[points_of(factor)] for factor in factors)},2)"


def _silent(cells: Mapping[str, str]) -> str:
    """Whether there is no engagement yet: then fit counts alone."""
    blanks = [cells[name] + '=""' for name in ENGAGED]
    return f"AND({','.join(blanks)})"


def _total(card: Scorecard, cells: Mapping[str, str]) -> str:
    fit, engagement = cells[FIT], cells[ENGAGEMENT]
    mixed = f"{card.fit_weight:.15g}*{fit}+{card.engagement_weight:.15g}*{engagement}"
    return f'ROUND(IF({engagement}="",{fit},{mixed}),1)'


def _grade(card: Scorecard, cells: Mapping[str, str]) -> str:
    """Bands best first; a stain locks the lowest grade, anything but three clean checks caps."""
    total, checks = cells[TOTAL], cells[CHECKS]
    bands = f'"{card.worst}"'
    for grade, start in reversed(list(card.grades.items())):
        bands = f'IF({total}>={start:.15g},"{grade}",{bands})'
    cap = card.unchecked_cap
    capped = f'IF({total}>={card.grades[cap]:.15g},"{cap}",{bands})'
    return f'IF({checks}="{STAINED}","{card.worst}",IF({checks}="{CLEAN}",{bands},{capped}))'
