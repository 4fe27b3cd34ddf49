"""The stages of a customer (list 階段): their order, and what a change from one to another is."""

LEAD, FIRST, DISCUSSION, NEGOTIATION = "潛在線索", "初步溝通", "深入洽談", "談判"
WON, SERVICE, CARE = "成交", "履約", "維護"
PAUSED, LOST = "暫緩", "流失"

PATH = (LEAD, FIRST, DISCUSSION, NEGOTIATION, WON, SERVICE, CARE)
"""The way forward, in order; 暫緩 and 流失 stand beside it and may be entered from anywhere."""

SEVEN = {
    LEAD: 1,
    FIRST: 2,
    DISCUSSION: 3,
    NEGOTIATION: 4,
    WON: 5,
    SERVICE: 6,
    CARE: 6,
}
"""Which of the seed's seven sections works on a customer in this stage."""

CLOSED = frozenset({WON, LOST})
"""Only here may the next follow-up stay blank (domain section 2, F2)."""


def order(stage: str) -> int:
    """Place of ``stage`` on the path, counted from 0; -1 for 暫緩, 流失 and anything unknown."""
    return PATH.index(stage) if stage in PATH else -1


def skipped(before: str, after: str) -> tuple[str, ...]:
    """The stages that a change jumps over: 潛在線索 → 談判 jumps over 初步溝通 and 深入洽談.

    Going back, aside (暫緩, 流失) or back from there jumps over nothing.
    """
    start, end = order(before or LEAD), order(after)
    return PATH[start + 1 : end] if 0 <= start < end else ()


def from_negotiation_on(stage: str) -> bool:
    """Whether ``stage`` is 談判 or later on the path (there a company needs its credit code)."""
    return order(stage) >= order(NEGOTIATION)


def is_open(stage: str) -> bool:
    """Whether there is still something to win: before 成交, and not 流失."""
    return stage == PAUSED or 0 <= order(stage) < order(WON)
