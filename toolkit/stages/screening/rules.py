"""Rules over several cells of one row of the prospect list and the transfer sheet."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from toolkit.messages import codes_screening as codes
from toolkit.messages import codes_stages
from toolkit.messages.finding import Code, Finding
from toolkit.stages import deal_stages
from toolkit.stages.customers import CUSTOMER_ID

Values = Mapping[str, Any]

CHECKS = ("serious_violation", "dishonest", "sector_penalty")
"""The three checks behind the red lines (domain section 4)."""

COMPANY = "企業"
NO_CODE = frozenset({"業主委員會", "自然人"})
"""Who has no credit code: a committee has a filing number, of a person no number is kept in full."""


def code_by_party(row: Values, _today: date) -> Iterable[Finding]:
    """Domain section 2: a company without a credit code is warned until 談判 and refused from there on."""
    stage, party = row["stage"] or deal_stages.LEAD, row["party_type"]
    if party == COMPANY and row["credit_code"] is None:
        late = deal_stages.from_negotiation_on(stage)
        yield Finding(codes.CODE_NEEDED if late else codes.CODE_MISSING, field="credit_code", data={"stage": stage})
    if party in NO_CODE and row["credit_code"] is not None:
        yield Finding(codes.CODE_OF_PERSON, field="party_type", value=party, data={"party": party})


def id_is_possible(row: Values, _today: date) -> Iterable[Finding]:
    """An id of our own pattern (domain section 2: ``SJ-yyyyMMdd-0001``) holds a day that there was."""
    typed = row["customer_id"]
    if typed is not None and CUSTOMER_ID.fullmatch(typed) and not _day_inside(typed):
        yield Finding(codes_stages.ID_IMPOSSIBLE, field="customer_id", value=typed)


def _day_inside(typed: str) -> bool:
    try:
        datetime.strptime(typed[3:11], "%Y%m%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return True


def registered_by_today(row: Values, today: date) -> Iterable[Finding]:
    """A registration is dated today or before."""
    if row["registered_on"] > today:
        yield _dated(codes.REGISTERED_IN_FUTURE, "registered_on", row)


def founded_by_today(row: Values, today: date) -> Iterable[Finding]:
    """A company that is yet to be founded is a typing slip."""
    if row["founded_on"] is not None and row["founded_on"] > today:
        yield _dated(codes.FOUNDED_IN_FUTURE, "founded_on", row)


def signing_after_registration(row: Values, today: date) -> Iterable[Finding]:
    """An expected signing lies behind the registration, and ahead of today while the deal is open."""
    expected, stage = row["expected_signing_on"], row["stage"] or deal_stages.LEAD
    if expected is None:
        return
    if expected < row["registered_on"]:
        registered = row["registered_on"].isoformat()
        yield _dated(codes.SIGNING_BEFORE_REGISTRATION, "expected_signing_on", row, registered=registered)
    elif expected < today and deal_stages.is_open(stage):
        yield _dated(codes.SIGNING_OVERDUE, "expected_signing_on", row, stage=stage)


def checks_dated(row: Values, today: date) -> Iterable[Finding]:
    """A result of a check without its day counts as 未查 (domain section 4)."""
    done = any(row[name] in ("有", "無") for name in CHECKS)
    if done and row["checked_on"] is None:
        yield Finding(codes.CHECK_UNDATED, field="checked_on")
    if row["checked_on"] is not None and row["checked_on"] > today:
        yield _dated(codes.CHECK_IN_FUTURE, "checked_on", row)


def follow_up_ahead(row: Values, today: date) -> Iterable[Finding]:
    """The next follow-up of an open customer lies ahead."""
    planned = row["next_follow_up_on"]
    if planned is not None and planned < today and deal_stages.is_open(row["stage"] or deal_stages.LEAD):
        yield _dated(codes.FOLLOW_UP_OVERDUE, "next_follow_up_on", row)


def lost_with_reason(row: Values, _today: date) -> Iterable[Finding]:
    """流失 needs a reason (domain section 2); in the prospect list it stands in the remarks."""
    if row["stage"] == deal_stages.LOST and not row["remarks"]:
        yield Finding(codes_stages.LOST_NEEDS_REASON, field="remarks", value=row["stage"], data={"where": "備註"})


def to_somebody_else(row: Values, _today: date) -> Iterable[Finding]:
    """Who hands over and who takes over are two people."""
    if row["from_owner"] == row["to_owner"]:
        yield Finding(codes_stages.TRANSFER_SAME, field="to_owner", value=row["to_owner"])


def _dated(code: Code, field: str, row: Values, **data: object) -> Finding:
    return Finding(code, field=field, value=row[field].isoformat(), data=data)
