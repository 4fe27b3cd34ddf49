"""Scores and the overview as an office that does not write Traditional reads them; names stay as typed.

The words come from the rule book, which is kept in Traditional: list values, factors, reasons, and the texts that the
live 評分 sheet's formulas compare with, which must be the same on both sides.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from toolkit.messages.script import simplified
from toolkit.sheets.build.receipt_value import FactorColumn, Receipt, ScoreColumns, WhatIf, score_columns

Say = Callable[[str], str]
"""A text of ours in the office's language."""

_IN_FORMULA = re.compile(r'(?<=")[^"]+(?=")|(?<=\{)[^{}]+(?=\})')
"""What a formula says in words: texts, and names of cells."""


def simplified_scores(receipt: Receipt) -> Receipt:
    """A receipt whose scores and trial columns are in Simplified."""
    return spoken_scores(receipt, simplified)


def spoken_scores(receipt: Receipt, say: Say) -> Receipt:
    """A receipt whose scores and trial columns are put into words by ``say``."""
    scores = receipt.scores if isinstance(receipt.scores, ScoreColumns) else score_columns(receipt.scores)
    trial = receipt.what_if and _trial(receipt.what_if, say)
    return replace(receipt, scores=_columns(scores, say), what_if=trial)


def simplified_but(text: str, keep: Collection[str]) -> str:
    """``text`` in Simplified, but for the names in ``keep``, which stand in it as they were typed."""
    marks = {f"\ue000{place}\ue001": name for place, name in enumerate(sorted(keep, key=len, reverse=True)) if name}
    for mark, name in marks.items():
        text = text.replace(name, mark)
    text = simplified(text)
    for mark, name in marks.items():
        text = text.replace(mark, name)
    return text


def _columns(scores: ScoreColumns, say: Say) -> ScoreColumns:
    turned: dict[int, Mapping[str, str]] = {}
    for each in scores.formulas:  # rows of one shape share their mapping, and must go on sharing it
        if id(each) not in turned:
            turned[id(each)] = {
                say(name): _IN_FORMULA.sub(lambda found: say(found[0]), formula) for name, formula in each.items()
            }
    return replace(
        scores,
        red_lines=[say(text) for text in scores.red_lines],
        lifts=[say(text) for text in scores.lifts],
        reasons=[say(text) for text in scores.reasons],
        factors=tuple(FactorColumn(say(one.title), one.of, one.points, one.known) for one in scores.factors),
        inputs={say(name): _values(values, say) for name, values in scores.inputs.items()},
        formulas=[turned[id(each)] for each in scores.formulas],
    )


def _trial(trial: WhatIf, say: Say) -> WhatIf:
    return replace(
        trial,
        inputs=tuple((say(name), say(heading)) for name, heading in trial.inputs),
        factors={say(title): (say(cell), full) for title, (cell, full) in trial.factors.items()},
        limits={say(name): (tuple(map(say, words)), low) for name, (words, low) in trial.limits.items()},
    )


def _values(values: Sequence[str | float | None], say: Say) -> list[str | float | None]:
    return [say(value) if isinstance(value, str) else value for value in values]
