"""The six ills that the seed names (II), each as a figure of this company's ledger."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from toolkit.outcome import Customer, Record
from toolkit.rulebook.deadlines import Deadlines
from toolkit.stages.deal_stages import order
from toolkit.stages.handbook.contexts import ProblemLine
from toolkit.stages.handbook.speech import Speech
from toolkit.stages.workflow import SIGNED

_ASKED = ("credit_code", "property_name", "floor_area", "address", "industry", "budget", "intent", "checked_on")
"""What a complete prospect also holds; the required columns are there anyway."""
_KEPT = ("履約", "維護")
_NEGOTIATION = "談判"


@dataclass(frozen=True)
class Known:
    """What the ledger knows, as far as the six figures need it: form name → its current records."""

    customers: Sequence[Customer]
    records: Mapping[str, Sequence[Record]]
    deadlines: Deadlines
    today: date

    def of(self, form: str) -> Sequence[Record]:
        """The current records of a form."""
        return self.records.get(form, ())

    def with_any(self, form: str) -> frozenset[str]:
        """The customers who have a record of that form."""
        return frozenset(record.customer for record in self.of(form))


NEEDED = ("contacts", "negotiations", "contracts", "approvals", "satisfaction")
"""The forms that the figures look at."""


def problem_lines(known: Known | None, speech: Speech) -> tuple[ProblemLine, ...]:
    """The six problems; without a ledger each figure is a dash."""
    shown = [function(known, speech) if known else "—" for function in _FIGURES]
    return tuple(
        ProblemLine(
            problem=speech.say(*problem),
            indicator=speech.say(*indicator),
            figure_now=figure,
            remedy=speech.say(*remedy),
        )
        for (problem, indicator, remedy), figure in zip(_PROBLEMS, shown, strict=True)
    )


def _share(part: int, whole: int, speech: Speech) -> str:
    if not whole:
        return speech.say("—（尚無記錄）", "— (no records)")
    few = speech.say("，樣本少", ", few") if whole < 5 else ""
    return f"{part / whole:.0%}{speech.say('（', ' (')}{part}/{whole}{few}{speech.say('）', ')')}"


def _complete(known: Known, speech: Speech) -> str:
    filled = sum(one.prospect.get(field) not in (None, "", "未查") for one in known.customers for field in _ASKED)
    return _share(filled, len(known.customers) * len(_ASKED), speech)


def _concentration(known: Known, speech: Speech) -> str:
    sources = Counter(str(one.prospect.get("source") or "") for one in known.customers)
    if not sources:
        return _share(0, 0, speech)
    name, most = sources.most_common(1)[0]
    return f"{speech.name(name)} {_share(most, len(known.customers), speech)}"


def _no_next_step(known: Known, speech: Speech) -> str:
    contacts = [record.payload for record in known.of("contacts")]
    return _share(sum(not said.get("next_step") for said in contacts), len(contacts), speech)


def _unprepared(known: Known, speech: Speech) -> str:
    deals = [one.id for one in known.customers if order(one.deal_stage) >= order(_NEGOTIATION)]
    return _share(_without(deals, known.with_any("negotiations")), len(deals), speech)


def _unreviewed(known: Known, speech: Speech) -> str:
    signed = [
        str(record.payload.get("contract_id"))
        for record in known.of("contracts")
        if record.payload.get("contract_state") in SIGNED
    ]
    reviewed = {str(record.payload.get("contract_id")) for record in known.of("approvals")}
    return _share(_without(signed, reviewed), len(signed), speech)


def _neglected(known: Known, speech: Speech) -> str:
    kept = [one.id for one in known.customers if one.deal_stage in _KEPT]
    since = known.today - timedelta(days=known.deadlines.satisfaction_days)
    asked = {record.customer for record in known.of("satisfaction") if _day(record.payload, "day") >= since}
    return _share(_without(kept, asked), len(kept), speech)


def _without(wanted: Sequence[str], there: Collection[str]) -> int:
    return sum(one not in there for one in wanted)


def _day(payload: Mapping[str, Any], field: str) -> date:
    typed = payload.get(field)
    return date.fromisoformat(str(typed)[:10]) if typed else date.min


_FIGURES = (_complete, _concentration, _no_next_step, _unprepared, _unreviewed, _neglected)
_PROBLEMS = (
    (
        ("信息收集不完整", "Incomplete information"),
        ("客戶資料完整率：選填的八項關鍵資料已填的比例", "Share of eight further key facts that are filled in"),
        ("登記後兩天內建檔，逐格檢查；過期資料按等級輪催", "Checked cell by cell; stale data asked for by grade"),
    ),
    (
        ("開發渠道單一", "Too few channels"),
        ("最大渠道佔全部客戶的比例", "Share of the largest channel"),
        ("每月至少三種渠道，按產出與成本調整投入", "At least three channels a month, compared by yield and cost"),
    ),
    (
        ("溝通缺乏標準", "Talks without a standard"),
        ("沒有下一步的溝通記錄所佔比例", "Contacts without a next step"),
        ("溝通記錄必有結果、下一步與下次跟進日期", "Each contact has a result, a next step and a date"),
    ),
    (
        ("談判缺乏系統支持", "Negotiations unprepared"),
        ("進入談判而沒有談判準備書的客戶比例", "Clients in negotiation without a brief"),
        ("談判前逐項寫明底線，總經理核准準備書", "Floors written down, the brief approved"),
    ),
    (
        ("合同管理不規範", "Contracts loosely kept"),
        ("已簽合同中沒有會簽記錄的比例", "Signed contracts without a recorded review"),
        ("全部部門同意同一版本才能簽署，退回稿逐條比對", "All departments agree to one version before signing"),
    ),
    (
        ("後續維護不到位", "Aftercare neglected"),
        ("在管客戶中逾期未做滿意度回訪的比例", "Clients whose satisfaction visit is overdue"),
        ("按等級定期拜訪，意見追蹤到關閉，到期階梯提醒續約", "Visits by grade, complaints followed, renewals reminded"),
    ),
)
