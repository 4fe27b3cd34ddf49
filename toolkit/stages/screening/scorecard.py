"""The screening model (seed 1c, domain section 4): inputs in, an explained score out."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from toolkit.outcome import FactorPoints, Record, Score
from toolkit.rulebook.measures import Input
from toolkit.rulebook.scorecard import Factor, Scorecard
from toolkit.stages.screening.gauges import Part, PartGauge, half_up
from toolkit.stages.screening.inputs import Checks, checks, inputs

ENGAGED = ("intent", "decision_contact", "days_to_signing")
"""Inputs of which one is enough to say that there is engagement; until then fit counts alone."""


TINY = 1e-6


class Model:
    """A scorecard made ready for many prospects: equal answers are worded once."""

    def __init__(self, card: Scorecard) -> None:
        """Keep the card; gauges are made when a line of business first comes up."""
        self.card = card
        self._gauges: dict[tuple[bool, tuple[str, str]], PartGauge] = {}
        self._engaged: dict[tuple[object, ...], Part] = {}
        self._checked: dict[tuple[object, ...], Checks] = {}
        self._graded: dict[tuple[float, int], tuple[str, FactorPoints | None]] = {}

    def score(self, customer: str, prospect: Mapping[str, Any], contacts: Sequence[Record], today: date) -> Score:
        """Score one prospect on ``today`` from its row and its contacts.

        ``completeness`` is the share of the fit that rests on known facts; below all of it the grade is
        provisional. What is not known of the engagement is no gap in the facts: it has not happened yet.
        """
        card, kind = self.card, (prospect.get("biz_line", ""), prospect.get("party_type", ""))
        found = self._checks(prospect, today)
        known = inputs(prospect, contacts, card, today, found)
        fit = self._part(card.fit, kind, known, fit=True)
        engaged = not known.keys().isdisjoint(ENGAGED)
        engagement = self._engagement(kind, known) if engaged else None
        total, completeness = _total(fit, engagement, card), round(fit.told / 100, 4)
        grade, cap = self._grade(total, found)
        factors = fit.factors + (engagement.factors if engagement else ())
        return Score(
            customer=customer,
            total=total,
            fit=fit.points,
            engagement=engagement.points if engagement else None,
            grade=grade,
            provisional=completeness * 100 < card.complete_from - TINY,
            completeness=completeness,
            red_lines=_red_lines(prospect, found, card) if found.hit else (),
            factors=(*factors, cap) if cap else factors,
            day=today,
            inputs=known,
        )

    def _checks(self, prospect: Mapping[str, Any], today: date) -> Checks:
        """The credit checks, of which a long list has few kinds too."""
        key = (today, prospect.get("checked_on"), *[prospect.get(name) for name in self.card.red_lines])
        found = self._checked.get(key)
        if found is None:
            found = self._checked[key] = checks(prospect, self.card, today)
        return found

    def _grade(self, total: float, found: Checks) -> tuple[str, FactorPoints | None]:
        """The grade, and what caps it; ``found`` is one of those that ``_checks`` keeps."""
        key = (total, id(found))
        graded = self._graded.get(key)
        if graded is None:
            graded = self._graded[key] = (_grade(total, found, self.card), _cap(total, found, self.card))
        return graded

    def _engagement(self, kind: tuple[str, str], known: Mapping[str, Input]) -> Part:
        """The engagement, of which a long list has few kinds."""
        key = (kind, *[known.get(name) for name in self._engagement_inputs])
        part = self._engaged.get(key)
        if part is None:
            part = self._engaged[key] = self._part(self.card.engagement, kind, known, fit=False)
        return part

    @cached_property
    def _engagement_inputs(self) -> tuple[str, ...]:
        return tuple({measure.input: None for factor in self.card.engagement for measure in factor.measures})

    def _part(
        self, factors: tuple[Factor, ...], kind: tuple[str, str], known: Mapping[str, Input], *, fit: bool
    ) -> Part:
        gauge = self._gauges.get((fit, kind))
        if gauge is None:
            gauge = self._gauges[fit, kind] = PartGauge(factors, *kind, self.card.unknown_share)
        return gauge.read(known)


def score(
    customer: str, prospect: Mapping[str, Any], contacts: Sequence[Record], card: Scorecard, today: date
) -> Score:
    """Score one prospect (many at once: make one ``Model``)."""
    return Model(card).score(customer, prospect, contacts, today)


def _total(fit: Part, engagement: Part | None, card: Scorecard) -> float:
    if engagement is None:
        return half_up(fit.points, 1)
    return half_up(card.fit_weight * fit.points + card.engagement_weight * engagement.points, 1)


def _grade(total: float, found: Checks, card: Scorecard) -> str:
    if found.hit:
        return card.worst
    grade = card.grade(total)
    capped = found.open and card.rank(grade) < card.rank(card.unchecked_cap)
    return card.unchecked_cap if capped else grade


def _red_lines(prospect: Mapping[str, Any], found: Checks, card: Scorecard) -> tuple[str, ...]:
    day = prospect.get("checked_on")
    when = f"（查詢日 {day}）" if day else ""
    return tuple(f"{card.red_lines[name]}為「有」{when}，鎖定 {card.worst} 級" for name in found.hit)


def _cap(total: float, found: Checks, card: Scorecard) -> FactorPoints | None:
    """Why the grade is lower than the total says, where it is because of the checks."""
    if found.hit or not found.open or card.rank(card.grade(total)) >= card.rank(card.unchecked_cap):
        return None
    why = "查詢已逾期" if found.stale else "信用查詢未完成"
    return FactorPoints(
        "評級上限",
        0,
        0,
        f"{why}，按「未查」計，最高 {card.unchecked_cap} 級",
        f"完成三項查詢並填查詢日期，可評 {card.grade(total)} 級",
        known=False,
    )
