"""Scores and the overview as an office that writes Simplified reads them; customers' and people's names stay as typed.

The words come from the rule book, which is kept in Traditional: list values, factors, reasons, and the texts that the
live 評分 sheet's formulas compare with, which must be the same on both sides.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from toolkit.messages.script import simplified
from toolkit.sheets.build.receipt_value import FactorColumn, Receipt, ScoreColumns, WhatIf, score_columns


def simplified_scores(receipt: Receipt) -> Receipt:
    """A receipt whose scores and trial columns are in Simplified."""
    scores = receipt.scores if isinstance(receipt.scores, ScoreColumns) else score_columns(receipt.scores)
    trial = receipt.what_if and _trial(receipt.what_if)
    return replace(receipt, scores=_columns(scores), what_if=trial)


def simplified_but(text: str, keep: Collection[str]) -> str:
    """``text`` in Simplified, but for the names in ``keep``, which stand in it as they were typed."""
    marks = {f"\ue000{place}\ue001": name for place, name in enumerate(sorted(keep, key=len, reverse=True)) if name}
    for mark, name in marks.items():
        text = text.replace(name, mark)
    text = simplified(text)
    for mark, name in marks.items():
        text = text.replace(mark, name)
    return text


def _columns(scores: ScoreColumns) -> ScoreColumns:
    turned: dict[int, Mapping[str, str]] = {}
    for each in scores.formulas:  # rows of one shape share their mapping, and must go on sharing it
        if id(each) not in turned:
            turned[id(each)] = {simplified(name): simplified(formula) for name, formula in each.items()}
    return replace(
        scores,
        red_lines=_texts(scores.red_lines),
        lifts=_texts(scores.lifts),
        reasons=_texts(scores.reasons),
        factors=tuple(FactorColumn(simplified(one.title), one.of, one.points, one.known) for one in scores.factors),
        inputs={simplified(name): _values(values) for name, values in scores.inputs.items()},
        formulas=[turned[id(each)] for each in scores.formulas],
    )


def _trial(trial: WhatIf) -> WhatIf:
    return replace(
        trial,
        inputs=tuple((simplified(name), simplified(heading)) for name, heading in trial.inputs),
        factors={simplified(title): (simplified(cell), full) for title, (cell, full) in trial.factors.items()},
        limits={simplified(name): (tuple(map(simplified, words)), low) for name, (words, low) in trial.limits.items()},
    )


def _texts(values: Sequence[str]) -> list[str]:
    return [simplified(value) for value in values]


def _values(values: Sequence[str | float | None]) -> list[str | float | None]:
    return [simplified(value) if isinstance(value, str) else value for value in values]
