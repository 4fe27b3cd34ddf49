"""How much is due: one way of counting, for the morning meeting's list and for the overview alike."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from toolkit.stages.review.items import ESCALATED, EXPIRY, STALE, Due


@dataclass(frozen=True, slots=True)
class Counts:
    """How many things are late, due today and due in the days ahead; and how many clients' rows are to be confirmed.

    A thing counts once, however many people are told of it.
    """

    late: int = 0
    today: int = 0
    ahead: int = 0
    stale: int = 0

    def with_stale(self, more: int) -> "Counts":
        """With ``more`` rows to be confirmed, that are not listed."""
        return replace(self, stale=self.stale + more)


def counts_of(due: Iterable[Due], today: date) -> Counts:
    """Count; rows to be confirmed (資料更新) are no things to do one by one and stand apart."""
    days, stale = dict[str, date](), 0
    for one in due:
        if one.kind == STALE:
            stale += 1
        else:
            days[one.about or one.key] = one.on
    late, now = sum(on < today for on in days.values()), sum(on == today for on in days.values())
    return Counts(late, now, len(days) - late - now, stale)


def urgent_first(due: Iterable[Due], today: date) -> list[Due]:
    """What is to be done today or should have been: today's first, then the oldest.

    Rows to be confirmed and contracts that end have places of their own.
    """
    daily = [one for one in due if one.on <= today and one.kind not in (STALE, EXPIRY)]
    return sorted(daily, key=lambda one: (one.on != today, one.on))


def told_once(due: Iterable[Due]) -> list[Due]:
    """Each thing once, in its place: as it is told to who does it, not to who is told because it is late."""
    first: dict[str, Due] = {}
    for one in due:
        known = first.setdefault(one.about or one.key, one)
        if known.kind == ESCALATED and one.kind != ESCALATED:
            first[one.about or one.key] = one
    return list(first.values())
