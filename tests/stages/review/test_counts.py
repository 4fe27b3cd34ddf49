"""How much is due: each thing once, however many people are told of it; rows to be confirmed stand apart."""

from datetime import date

from toolkit.stages.review.counts import Counts, counts_of, told_once, urgent_first
from toolkit.stages.review.items import ESCALATED, EXPIRY, FOLLOW_UP, NODE, STALE, Due

TODAY = date(2026, 11, 24)


def due(key: str, kind: str, day: int, owner: str = "王小明", about: str = "") -> Due:
    return Due(key, kind, owner, date(2026, 11, day), "", about=about)


LIST = (
    due("node:2.4:王經理:SJ-1", ESCALATED, 20, "王經理", "node:2.4:SJ-1"),
    due("node:2.4:SJ-1", NODE, 20, about="node:2.4:SJ-1"),
    due("follow_up:SJ-2", FOLLOW_UP, 18),
    due("follow_up:SJ-3", FOLLOW_UP, 24),
    due("expiry:HT-1", EXPIRY, 30),
    due("stale:SJ-4", STALE, 10),
)


def test_a_late_node_counts_once_though_two_are_told_of_it() -> None:
    assert counts_of(LIST, TODAY) == Counts(late=2, today=1, ahead=1, stale=1)
    assert counts_of(LIST, TODAY).with_stale(9).stale == 10
    assert counts_of((), TODAY) == Counts()


def test_urgent_is_what_is_due_today_and_then_the_oldest_each_once_and_with_who_does_it() -> None:
    found = told_once(urgent_first(LIST, TODAY))
    assert [one.key for one in found] == ["follow_up:SJ-3", "follow_up:SJ-2", "node:2.4:SJ-1"]
