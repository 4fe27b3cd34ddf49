"""``manual/scorecard.yaml``: factors, weights, grades and red lines of the screening model (seed 1c)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from toolkit.forms.lists import Lists
from toolkit.messages.script import fold
from toolkit.rulebook.measures import Bands, Decay, Kind, Linear, Lookup, Measure
from toolkit.rulebook.yaml import Item


@dataclass(frozen=True)
class Factor:
    """One factor of the score: ``points`` is the sum of its measures in any one line of business."""

    key: str
    title: str
    points: float
    measures: tuple[Measure, ...]

    def of(self, biz_line: str, party_type: str = "") -> tuple[Measure, ...]:
        """The measures that count in this line of business for this type of party.

        What cannot be asked of such a party leaves its points to the other measures of the factor, in
        proportion, so that every factor keeps its weight.
        """
        counting = [measure for measure in self.measures if measure.applies(biz_line)]
        asked = [measure for measure in counting if measure.asks(party_type)]
        if len(asked) in (0, len(counting)):
            return tuple(counting)
        scale = self.points / sum(measure.points for measure in asked)
        return tuple(replace(measure, points=measure.points * scale) for measure in asked)


@dataclass(frozen=True)
class Scorecard:
    """The whole model; fit and engagement run from 0 to 100, ``grades`` maps a grade to its lowest total.

    Grades are half-open bands, best first. ``red_lines`` maps a prospect's field to its title.
    """

    fit: tuple[Factor, ...]
    engagement: tuple[Factor, ...]
    fit_weight: float
    engagement_weight: float
    unknown_share: float
    grades: Mapping[str, float]
    complete_from: float
    red_lines: Mapping[str, str]
    check_valid_days: int
    unchecked_cap: str
    priority_grades: frozenset[str]
    decision_titles: tuple[str, ...]

    def grade(self, total: float) -> str:
        """The grade of a total between 0 and 100: A from 80, so 79.99 is B."""
        for grade, start in self.grades.items():
            if total >= start:
                return grade
        return self.worst

    @property
    def worst(self) -> str:
        """The lowest grade, into which a red line locks."""
        return list(self.grades)[-1]

    def rank(self, grade: str) -> int:
        """0 for the best grade; an unknown grade ranks behind all."""
        order = list(self.grades)
        return order.index(grade) if grade in self.grades else len(order)


_KEYS = [
    "weights",
    "unknown_share",
    "grades",
    "complete_from",
    "red_lines",
    "check_valid_days",
    "unchecked_cap",
    "priority_grades",
    "fit",
    "engagement",
    "decision_titles",
]


_MEASURE = (
    *("input", "title", "unit", "points", "only_for", "not_for"),
    *("values", "other", "bands", "linear", "decay", "lift"),
)


def parse_scorecard(top: Item, lists: Lists) -> Scorecard:
    """Read the scorecard; raises ``RuleBookError`` where points do not add up or bands are out of order."""
    top.only(*_KEYS)
    fit_weight, engagement_weight = _weights(top.child("weights"))
    grades = _grades(top.child("grades"))
    return Scorecard(
        fit=_factors(top.child("fit"), lists),
        engagement=_factors(top.child("engagement"), lists),
        fit_weight=fit_weight,
        engagement_weight=engagement_weight,
        unknown_share=float(top.child("unknown_share").number("0", "1")),
        grades=grades,
        complete_from=float(top.child("complete_from").number("0", "100")),
        red_lines={name: item.text() for name, item in top.child("red_lines").mapping().items()},
        check_valid_days=top.child("check_valid_days").whole(1, 3650),
        unchecked_cap=_grade(top.child("unchecked_cap"), grades),
        priority_grades=frozenset(_grade(item, grades) for item in top.child("priority_grades").sequence()),
        decision_titles=tuple(fold(text) for text in top.child("decision_titles").texts()),
    )


def _grade(item: Item, grades: Mapping[str, float]) -> str:
    if item.text() not in grades:
        raise item.wrong("rulebook.entry_unknown", value=item.text(), suggestion="、".join(grades))
    return item.text()


def _weights(item: Item) -> tuple[float, float]:
    parts = item.only("fit", "engagement")
    fit, engagement = (item.child(name).number("0", "1") for name in ("fit", "engagement"))
    if fit + engagement != 1:
        raise parts["fit"].wrong("rulebook.weights_wrong", value=str(fit + engagement), expected="1")
    return float(fit), float(engagement)


def _grades(item: Item) -> dict[str, float]:
    grades = {name: float(below.number("0", "100")) for name, below in item.mapping().items()}
    starts = list(grades.values())
    if starts != sorted(set(starts), reverse=True) or starts[-1] != 0:
        raise item.wrong("rulebook.bands_unordered")
    return grades


def _factors(item: Item, lists: Lists) -> tuple[Factor, ...]:
    factors = tuple(_factor(key, below, lists) for key, below in item.mapping().items())
    total = sum(factor.points for factor in factors)
    if abs(total - 100) > 1e-9:
        raise item.wrong("rulebook.weights_wrong", value=format(total, "g"), expected="100")
    return factors


def _factor(key: str, item: Item, lists: Lists) -> Factor:
    item.only("title", "points", "measures")
    measures = tuple(_measure(below, lists) for below in item.child("measures").sequence())
    factor = Factor(key, item.child("title").text(), float(item.child("points").number("0", "100")), measures)
    for line in lists["業務線"].values:
        total = sum(measure.points for measure in factor.of(line))
        if abs(total - factor.points) > 1e-9:
            expected = f"{factor.points:g}"
            raise item.wrong("rulebook.weights_wrong", value=f"{total:g}（{line}）", expected=expected)
    return factor


def _measure(item: Item, lists: Lists) -> Measure:
    item.only(*_MEASURE)
    unit, lift = item.get("unit"), item.get("lift")
    return Measure(
        input=item.child("input").text(),
        title=item.child("title").text(),
        points=float(item.child("points").number("0", "100")),
        kind=_kind(item),
        unit=unit.text() if unit else "",
        only_for=_entries(item.get("only_for"), lists, "業務線"),
        not_for=_entries(item.get("not_for"), lists, "主體類型"),
        lift=lift.text() if lift else "",
    )


def _entries(item: Item | None, lists: Lists, name: str) -> frozenset[str]:
    found = item.sequence() if item else ()
    for one in found:
        if one.text() not in lists[name].values:
            suggestion = "、".join(lists[name].values)
            raise one.wrong("rulebook.entry_unknown", value=one.text(), suggestion=suggestion)
    return frozenset(one.text() for one in found)


def _kind(item: Item) -> Kind:
    values, bands, linear = item.get("values"), item.get("bands"), item.get("linear")
    if values:
        other = item.get("other")
        shares = {name: _share(below) for name, below in values.mapping().items()}
        return Lookup(shares, _share(other) if other else 0.0)
    if bands:
        return _bands(bands)
    if linear:
        zero, full = (_signed(linear.child(name)) for name in ("zero_at", "full_at"))
        if zero == full:
            raise linear.wrong("rulebook.bands_unordered")
        return Linear(zero, full)
    return Decay(float(item.child("decay").child("half_life").number("0.001", "100000")))


def _bands(item: Item) -> Bands:
    pairs = [below.sequence() for below in item.sequence()]
    if any(len(pair) != 2 for pair in pairs) or not pairs:
        raise item.wrong("rulebook.list_expected")
    starts = tuple(_signed(pair[0]) for pair in pairs)
    if list(starts) != sorted(set(starts)):
        raise item.wrong("rulebook.bands_unordered")
    return Bands(starts, tuple(_share(pair[1]) for pair in pairs))


def _share(item: Item) -> float:
    return float(item.number("0", "1"))


def _signed(item: Item) -> float:
    return float(item.number("-1000000000000"))
