"""What the scorecard looks at: a prospect's row and its contacts, turned into named inputs.

An input that is not known is absent; it is never zero (domain section 4).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.messages.script import fold
from toolkit.outcome import Record
from toolkit.rulebook.measures import Input
from toolkit.rulebook.scorecard import Scorecard

CLEAN, PARTLY, STAINED = "三項均無", "部分未查", "有不良記錄"
PROVEN = "已核"
NOT_REACHED = "未聯繫上"
FACE_TO_FACE = frozenset({"拜訪", "來訪", "視頻"})

_INTENT = {"已達成": "高", "有意向": "高", "無意向": "無"}
"""A contact's result overrides the intent of the list where it is plain; 需跟進 says nothing new."""


@dataclass(frozen=True, slots=True)
class Checks:
    """The three credit checks as they count today: the red lines hit, and whether any is open."""

    hit: tuple[str, ...]
    open: bool
    stale: bool
    typed: bool


def inputs(
    prospect: Mapping[str, Any],
    contacts: Sequence[Record],
    card: Scorecard,
    today: date,
    found: Checks,
) -> dict[str, Input]:
    """Every input that is known, by name (``manual/scorecard.yaml`` uses these names)."""
    known: dict[str, Input] = {}
    for name in ("floor_area", "registered_capital", "last_revenue", "budget"):
        if name in prospect:
            known[name] = float(prospect[name])
    for name in ("property_type", "intent"):
        if name in prospect:
            known[name] = prospect[name]
    if "founded_on" in prospect:
        known["company_age"] = _days(prospect["founded_on"], today) / 365.25
    if "expected_signing_on" in prospect:
        known["days_to_signing"] = float(-_days(prospect["expected_signing_on"], today))
    _standing(known, prospect, found)
    if contacts:
        _contacted(known, prospect, contacts, card, today)
    return known


def checks(prospect: Mapping[str, Any], card: Scorecard, today: date) -> Checks:
    """The red lines (domain section 4): 有 counts whenever it was found; an old 無 counts as 未查."""
    typed = {name: prospect.get(name) for name in card.red_lines}
    hit = tuple(name for name, value in typed.items() if value == "有")
    checked = prospect.get("checked_on")
    stale = checked is None or _days(checked, today) > card.check_valid_days
    unknown = any(value not in ("有", "無") for value in typed.values())
    return Checks(hit, open=unknown or stale, stale=stale and not unknown, typed=any(typed.values()))


def _standing(known: dict[str, Input], prospect: Mapping[str, Any], found: Checks) -> None:
    if found.hit:
        known["checks_clean"] = STAINED
    elif found.typed:
        known["checks_clean"] = PARTLY if found.open else CLEAN
    if "credit_code" in prospect:
        known["identity"] = PROVEN


def _contacted(
    known: dict[str, Input],
    prospect: Mapping[str, Any],
    contacts: Sequence[Record],
    card: Scorecard,
    today: date,
) -> None:
    reached = [item for item in contacts if item.payload.get("result") != NOT_REACHED]
    known["decision_contact"] = _level(prospect, reached, card)
    days = [item.day for item in reached if item.day is not None and item.day <= today]
    if days:
        known["days_since_contact"] = float((today - max(days)).days)
    plain = [item for item in reached if item.payload.get("result") in _INTENT]
    if plain:
        last = max(plain, key=lambda item: item.day or date.min)
        if last.day is None or last.day >= _entered(prospect):
            known["intent"] = _INTENT[last.payload["result"]]


def _entered(prospect: Mapping[str, Any]) -> date:
    typed = prospect.get("updated_on") or prospect.get("registered_on")
    return date.fromisoformat(typed) if typed else date.min


def _level(prospect: Mapping[str, Any], reached: Iterable[Record], card: Scorecard) -> str:
    """The highest level of contact so far: in person beats by wire, who decides beats who handles."""
    best, said = -1, NOT_REACHED
    for item in reached:
        decides = _decides(prospect, item.payload.get("counterpart"), card)
        met = item.payload.get("method") in FACE_TO_FACE
        level = 2 * decides + met
        if level > best:
            best = level
            said = f"已{'面談' if met else '聯繫'}{'決策人' if decides else '經辦人'}"
    return said


def _decides(prospect: Mapping[str, Any], counterpart: str | None, card: Scorecard) -> bool:
    """Whether the other side's person decides: by title in the log, or by the prospect's own contact."""
    person = prospect.get("contact_person", "")
    if counterpart is None or (person and person in counterpart):
        counterpart = f"{counterpart or ''} {prospect.get('title', '')}"
    return decides(counterpart, card)


def decides(text: str, card: Scorecard) -> bool:
    """Whether a name with title sounds like somebody who decides (周敏（總經理）, 王總, Director)."""
    folded = fold(text)
    short = any(word[-1] in "总董" and len(word) <= 3 for word in folded.split() if word)
    return short or any(title in folded for title in card.decision_titles)


def _days(day: str, today: date) -> int:
    return (today - date.fromisoformat(day)).days
