"""What to point out about a proposal against the price list, the standards and the versions before it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from toolkit.messages import codes_proposal as codes
from toolkit.messages.finding import Finding
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.findings import at
from toolkit.stages.proposal.facts import fee_of
from toolkit.stages.proposal.fee import plain
from toolkit.stages.proposal.offers import Case, rate_of, wanted
from toolkit.stages.proposal.versions import changes

LEASES = "租賃招商"
_RENTS = frozenset({"固定租金", "扣點", "保底+扣點"})
_FEES = frozenset({"包乾制", "酬金制"})


def remarks(case: Case, rules: RuleBook, today: date) -> Iterable[Finding]:
    """Everything worth saying about a new or changed version; nothing of it keeps the row out."""
    yield from _about_rate(case, rules, today)
    yield from _about_standard(case, rules)
    yield from _about_version(case)
    mode = case.payload["fee_mode"]
    if mode in (_FEES if case.line == LEASES else _RENTS):
        yield at(case.row, codes.FEE_MODE_OTHER_LINE, "fee_mode", mode, biz_line=case.line)


def _about_rate(case: Case, rules: RuleBook, today: date) -> Iterable[Finding]:
    rate = rate_of(case, rules)
    if rate is None:
        owner = case.customer.owner
        yield at(case.row, codes.NO_RATE, "service_standard", what=wanted(case), owner=owner)
        return
    if rules.rates.valid_until < today:
        yield at(case.row, codes.RATE_EXPIRED, "unit_price", rules.rates.valid_until)
    fee, area = fee_of(case.payload), Decimal(case.payload["area"])
    if fee is None or rate.unit != "元/㎡/月":
        return
    monthly = fee.monthly / area
    if not rate.low <= monthly.quantize(Decimal("0.01")) <= rate.high:
        value, unit = f"{monthly:.2f}", rate.unit
        yield at(
            case.row,
            codes.OUTSIDE_RATE,
            "unit_price",
            value,
            unit=unit,
            low=plain(rate.low),
            high=plain(rate.high),
        )


def _about_standard(case: Case, rules: RuleBook) -> Iterable[Finding]:
    level = case.payload["service_standard"]
    for service in case.payload["services"]:
        if service != "其他" and not rules.standards.requirements([service], case.kind, level):
            yield at(case.row, codes.NO_MEASURES, "services", level, service=service)


def _about_version(case: Case) -> Iterable[Finding]:
    version, last = int(case.payload["version"]), max(case.known, default=0)
    if version in case.known:
        changed = "、".join(item.change_item for item in changes(case.known[version], case.payload))
        if changed:
            yield at(case.row, codes.VERSION_REWRITTEN, "version", version, str(last + 1), changes=changed)
    elif version > last + 1:
        yield at(case.row, codes.VERSION_GAP, "version", version, str(last + 1), last=last)
    if version < last:
        yield at(case.row, codes.VERSION_OLDER, "version", version, str(last + 1), last=last)
