"""Who has agreed to a contract, and what follows: an approval holds for exactly one version and check code.

Only approvals that came from a department's restricted folder are ever recorded (``stage``), so everything
read here counts as that department's word; whether it still holds is asked anew each time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from toolkit.messages.script import fold
from toolkit.outcome import Record
from toolkit.rulebook.process import Reviewer
from toolkit.stages.contract.terms import same_code

DRAFT, IN_REVIEW, TO_SIGN, IN_FORCE = "草稿", "審批中", "待簽", "執行中"
EXPIRING, RENEWED, EXPIRED, TERMINATED, VOID = "即將到期", "已續約", "到期", "終止", "作廢"

BEFORE_SIGNING = frozenset({DRAFT, IN_REVIEW, TO_SIGN})
RUNNING = frozenset({IN_FORCE, EXPIRING})

AGREE, AGREE_IF, REFUSE = "同意", "修改後同意", "不同意"


class Standing(StrEnum):
    """Where one department stands now."""

    WAITING = "待審"
    AGREED = "同意"
    SENT_BACK = "退回"
    VOIDED = "作廢"


@dataclass(frozen=True, slots=True)
class Vote:
    """One department's last word and where it stands; ``opinion`` is "" while there is none.

    ``deputy``: it was given by somebody whom ``process.yaml`` names as the reviewer's deputy. ``unnamed``:
    it was taken before people were named there, so nothing but the folder says who spoke.
    """

    department: str
    standing: Standing
    reviewer: str = ""
    opinion: str = ""
    remarks: str = ""
    day: date | None = None
    version: int = 0
    check_code: str = ""
    deputy: bool = False
    unnamed: bool = False


def votes(
    approvals: Iterable[Record],
    contract_id: str,
    version: int,
    check_code: str,
    reviewers: Sequence[Reviewer],
) -> tuple[Vote, ...]:
    """One vote a department that must agree, in the order of ``reviewers``.

    The word on the current version and code counts; where there is none, the last earlier one is shown
    as void, so that everybody sees why it must be given again.
    """
    cast: dict[str, list[Mapping[str, Any]]] = {}
    for record in approvals:
        if record.payload["contract_id"] == contract_id:
            cast.setdefault(record.payload["department"], []).append(record.payload)
    return tuple(_vote(reviewer, cast.get(reviewer.department, []), version, check_code) for reviewer in reviewers)


def _vote(reviewer: Reviewer, cast: Sequence[Mapping[str, Any]], version: int, check_code: str) -> Vote:
    for payload in cast:
        if payload["contract_version"] == version and same_code(payload["check_code"], check_code):
            agreed = payload["opinion"] == AGREE
            return _word(payload, Standing.AGREED if agreed else Standing.SENT_BACK, reviewer)
    if cast:
        return _word(max(cast, key=lambda payload: payload["contract_version"]), Standing.VOIDED, reviewer)
    return Vote(reviewer.department, Standing.WAITING)


def _word(payload: Mapping[str, Any], standing: Standing, reviewer: Reviewer) -> Vote:
    who = payload["reviewer"]
    return Vote(
        department=payload["department"],
        standing=standing,
        reviewer=payload["reviewer"],
        opinion=payload["opinion"],
        remarks=payload.get("remarks") or "",
        day=date.fromisoformat(payload["day"]),
        version=payload["contract_version"],
        check_code=payload["check_code"],
        deputy=named(who, reviewer.deputies) and not named(who, reviewer.people),
        unnamed=not may_speak(who, reviewer),
    )


def may_speak(person: str, reviewer: Reviewer) -> bool:
    """Whether a person's word can be the department's: one of those named, anybody where nobody is named."""
    known = (*reviewer.people, *reviewer.deputies)
    return not known or named(person, known)


def named(person: str, people: Sequence[str]) -> bool:
    """Whether a name is among others, in either script and with whatever blanks."""
    return _bare(person) in map(_bare, people)


def _bare(name: str) -> str:
    return "".join(fold(name).split())


def state_of(cast: Sequence[Vote]) -> str:
    """What the votes make of an unsigned contract: 草稿, 審批中 or 待簽; where nobody is asked, nobody agreed."""
    if any(vote.standing is Standing.SENT_BACK for vote in cast):
        return DRAFT
    if cast and all(vote.standing is Standing.AGREED for vote in cast):
        return TO_SIGN
    return IN_REVIEW if any(vote.standing is Standing.AGREED for vote in cast) else DRAFT


AGREED = "agreed"
"""The payload's field with the departments that agree to the contract as it is now.

It makes every word a change of the contract, so that two departments that speak at the same moment cannot
both overlook each other (the second commit meets a newer contract and is evaluated again).
"""


RELEASED = "template_released"
"""The payload's field with whether counsel had released the template when the draft was last written: it says so."""


def agreed(cast: Sequence[Vote]) -> list[str]:
    """The departments that agree."""
    return [vote.department for vote in cast if vote.standing is Standing.AGREED]


def lacking(cast: Sequence[Vote]) -> tuple[str, ...]:
    """The departments whose agreement is still lacking."""
    return tuple(vote.department for vote in cast if vote.standing is not Standing.AGREED)
