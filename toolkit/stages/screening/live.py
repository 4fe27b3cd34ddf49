"""The live 評分 sheet: the scorecard's formulas and inputs, as receipt and overview lay them out (issue 7, item 8)."""

from collections.abc import Mapping
from typing import Any

from toolkit.rulebook.measures import Bands, Decay, Kind, Linear, Lookup
from toolkit.rulebook.scorecard import Scorecard
from toolkit.stages.screening.formula import ENGAGEMENT, FIT, GRADE, TOTAL, formulas, input_columns, points_of


def trial_inputs(card: Scorecard) -> tuple[tuple[str, str], ...]:
    """(name, heading) of every input of the card, for the columns in which people try."""
    return tuple((one.name, f"{one.title}({one.unit})" if one.unit else one.title) for one in input_columns(card))


def trial_limits(card: Scorecard) -> dict[str, tuple[tuple[str, ...], float]]:
    """Name of an input → the words that the card knows for it (none: a number), and the lowest number that counts."""
    found: dict[str, tuple[tuple[str, ...], float]] = {}
    for factor in (*card.fit, *card.engagement):
        for measure in factor.measures:
            words, low = found.get(measure.input, ((), 0.0))
            more = tuple(measure.kind.shares) if isinstance(measure.kind, Lookup) else ()
            found[measure.input] = tuple(dict.fromkeys((*words, *more))), min(low, _lowest(measure.kind))
    return found


def _lowest(kind: Kind) -> float:
    """The lowest number that a measure tells from lower ones, or 0."""
    match kind:
        case Bands():
            return kind.starts[0]
        case Linear():
            return min(kind.zero_at, kind.full_at)
        case Lookup() | Decay():
            return 0.0


def factor_cells(card: Scorecard) -> dict[str, tuple[str, float]]:
    """Factor's title → the name of the cell of its points in formulas, and its full points."""
    return {factor.title: (points_of(factor), factor.points) for factor in (*card.fit, *card.engagement)}


class LiveFormulas:
    """The formulas of a customer's row; customers of one line of business and type share them."""

    def __init__(self, card: Scorecard) -> None:
        """Every name stands for itself in braces: where its cell is, the sheet knows."""
        self._card = card
        names = [column.name for column in input_columns(card)]
        names += [points_of(factor) for factor in (*card.fit, *card.engagement)]
        self._cells = {name: "{" + name + "}" for name in (*names, FIT, ENGAGEMENT, TOTAL, GRADE)}
        self._made: dict[tuple[str, str], Mapping[str, str]] = {}

    def of(self, prospect: Mapping[str, Any]) -> Mapping[str, str]:
        """Name of a result → its formula, for the customer with this row of the prospect list."""
        kind = (prospect.get("biz_line", ""), prospect.get("party_type", ""))
        if kind not in self._made:
            self._made[kind] = formulas(self._card, *kind, self._cells)
        return self._made[kind]
