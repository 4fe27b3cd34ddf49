"""Rules over several cells of one row of the negotiation, contract and approval sheets."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from toolkit.forms.amount import PREFIX, same_amount, upper_amount
from toolkit.forms.form import RowRule
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding

SERVICE, LEASE, OTHER = "物業服務外拓", "租賃招商", "其他"
SIGNING = ("signed_on", "signed_by", "seal_number", "original_location")
"""What is recorded at signing, all or nothing; it is no part of what the departments agree to."""

ENDINGS = frozenset({"終止", "作廢"})
"""The states that a clerk may ask for; all others follow from reviews, signing and time."""

ENDING = ("state", "ended_on", "ending_reason")
"""What is recorded when a contract ends before its time."""

PARTY_NEEDS: Mapping[str, tuple[str, ...]] = {
    "企業": ("credit_code", "representative"),
    "個體工商戶": ("credit_code", "representative"),
    "機關事業單位": ("credit_code", "representative"),
    "業主委員會": ("representative", "filing_number", "owners_decision"),
    "自然人": ("id_last_four",),
}
"""What must be known of the other side: a committee acts on a decision of the owners (民法典 278)."""

_FEES, _RENTS = frozenset({"包乾制", "酬金制"}), frozenset({"固定租金", "扣點", "保底+扣點"})
FEE_MODES: Mapping[str, frozenset[str]] = {SERVICE: _FEES, LEASE: _RENTS, OTHER: _FEES}
"""What may be agreed upon: other business is put into the text of a service contract, which knows no rent."""

Values = Mapping[str, Any]


def dates_in_order(row: Values, _today: date) -> Iterable[Finding]:
    """Domain section 5: a contract ends after it starts."""
    if row["ends_on"] <= row["starts_on"]:
        yield Finding(
            codes.ENDS_BEFORE_START,
            field="ends_on",
            value=row["ends_on"].isoformat(),
            data={"start": row["starts_on"].isoformat()},
        )


def amount_words_agree(row: Values, _today: date) -> Iterable[Finding]:
    """Domain section 5: where 大寫 is given, it agrees with the figure."""
    typed, amount = row["amount_upper"], row["amount"]
    if typed is not None and not same_amount(typed, amount):
        yield Finding(
            codes.AMOUNT_WORDS_DIFFER,
            field="amount_upper",
            value=typed,
            suggestion=in_words(amount),
            data={"amount": f"{amount:,.2f}"},
        )


def in_words(amount: Decimal) -> str:
    """An amount of 元 in formal characters with 人民幣 before it, rounded to 分 (contracts, documents)."""
    return upper_amount(amount.quantize(Decimal("0.01"), ROUND_HALF_UP), prefix=PREFIX)


def party_complete(row: Values, _today: date) -> Iterable[Finding]:
    """What is required follows 主體類型 (domain section 2)."""
    for field in PARTY_NEEDS.get(row["party_type"], ()):
        if row[field] is None:
            yield Finding(codes.PARTY_NEEDS, field=field, data={"party_type": row["party_type"]})


def lease_complete(row: Values, _today: date) -> Iterable[Finding]:
    """A lease names the unit that is let (民法典 704)."""
    if row["biz_line"] == LEASE and row["leased_unit"] is None:
        yield Finding(codes.LEASE_NEEDS, field="leased_unit")


def fee_mode_fits(row: Values, _today: date) -> Iterable[Finding]:
    """Services are 包乾制 or 酬金制 (物業服務收費管理辦法 9), leases pay rent."""
    allowed = FEE_MODES.get(row["biz_line"])
    if allowed is not None and row["fee_mode"] not in allowed:
        yield Finding(
            codes.FEE_MODE_OTHER_LINE,
            field="fee_mode",
            value=row["fee_mode"],
            data={"biz_line": row["biz_line"]},
        )


def only_last_four(row: Values, _today: date) -> Iterable[Finding]:
    """Of a natural person only the last four digits of the id are ever stored (個人信息保護法 6)."""
    typed = row["id_last_four"]
    if typed is not None and not re.fullmatch(r"[0-9]{3}[0-9Xx]", typed):
        yield Finding(codes.ID_TOO_LONG, field="id_last_four", value=typed[-4:].rjust(len(typed), "*"))


def amount_positive(row: Values, _today: date) -> Iterable[Finding]:
    """A contract is about a sum (民法典 470)."""
    if row["amount"] <= 0:
        yield Finding(codes.AMOUNT_NOT_POSITIVE, field="amount", value=f"{row['amount']:,.2f}")


def signed_already(row: Values, today: date) -> Iterable[Finding]:
    """Nobody has signed tomorrow."""
    signed = row["signed_on"]
    if signed is not None and signed > today:
        yield Finding(
            codes.SIGNED_LATER, field="signed_on", value=signed.isoformat(), data={"today": today.isoformat()}
        )


def signing_complete(row: Values, _today: date) -> Iterable[Finding]:
    """Signing is recorded with date, person, seal number and the place of the original, or not at all."""
    empty = [field for field in SIGNING if row[field] is None]
    if 0 < len(empty) < len(SIGNING):
        for field in empty:
            yield Finding(codes.SIGNING_INCOMPLETE, field=field)


def ending_complete(row: Values, _today: date) -> Iterable[Finding]:
    """A contract that is ended says why, and one that was in force says from which day on."""
    if row["state"] in ENDINGS:
        needed = ENDING[1:] if row["state"] == "終止" else ENDING[2:]
        for field in needed:
            if row[field] is None:
                yield Finding(codes.ENDING_NEEDS, field=field, data={"state": row["state"]})


def remarks_given(row: Values, _today: date) -> Iterable[Finding]:
    """Who does not simply agree says what must change."""
    if row["opinion"] != "同意" and row["remarks"] is None:
        yield Finding(codes.REMARKS_MISSING, field="remarks", value=row["opinion"])


def said_already(row: Values, today: date) -> Iterable[Finding]:
    """No department has spoken tomorrow: until that day nobody could sign."""
    said = row["day"]
    if said > today:
        yield Finding(codes.SAID_LATER, field="day", value=said.isoformat(), data={"today": today.isoformat()})


def positions_in_order(row: Values, _today: date) -> Iterable[Finding]:
    """Where ideal, acceptable and floor are figures, the acceptable one lies between (seed 4a)."""
    figures = [leading_figure(row[name]) for name in ("ideal", "acceptable", "floor")]
    if None in figures:
        return
    ideal, acceptable, floor = figures
    if sorted((ideal, acceptable, floor))[1] != acceptable:  # type: ignore[type-var]  # None is ruled out above
        yield Finding(codes.FLOOR_ABOVE_IDEAL, field="acceptable", value=str(row["issue"]))


_FIGURE = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")


def leading_figure(words: str) -> Decimal | None:
    """Return the only figure in ``words`` (1.85元/㎡/月 → 1.85), or None where there is none or several."""
    found = _FIGURE.findall(words)
    return Decimal(found[0].replace(",", "")) if len(found) == 1 else None


NEGOTIATION_RULES = (RowRule(("ideal", "acceptable", "floor"), positions_in_order),)

CONTRACT_RULES = (
    RowRule(("starts_on", "ends_on"), dates_in_order),
    RowRule(("amount", "amount_upper"), amount_words_agree),
    RowRule(("amount",), amount_positive),
    RowRule(("signed_on",), signed_already),
    RowRule(
        (
            "party_type",
            "credit_code",
            "representative",
            "filing_number",
            "owners_decision",
            "id_last_four",
        ),
        party_complete,
    ),
    RowRule(("biz_line", "leased_unit"), lease_complete),
    RowRule(("biz_line", "fee_mode"), fee_mode_fits),
    RowRule(("id_last_four",), only_last_four),
    RowRule(SIGNING, signing_complete),
    RowRule(ENDING, ending_complete),
)

APPROVAL_RULES = (RowRule(("opinion", "remarks"), remarks_given), RowRule(("day",), said_already))
