"""續約建議書: to the client, from what is on record: history, satisfaction, measures, what more we could do."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import fmean

from toolkit.forms.keys import normalised_name
from toolkit.forms.lists import Entry
from toolkit.messages.script import fold
from toolkit.outcome import DocumentOrder, Record
from toolkit.stages.aftercare.client import (
    Care,
    Desk,
    Payload,
    action_lines,
    average,
    day,
    facts,
    is_open,
    item_lines,
    measures,
)
from toolkit.stages.aftercare.contexts import RenewalContext
from toolkit.stages.aftercare.expiry import Expiry, next_term, notice_by
from toolkit.stages.contract.rules import SERVICE
from toolkit.stages.contract.terms import whole_months
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.proposal.fee import at_least_cents

PAPER = "續約建議書"
TO_REPLY = timedelta(days=30)
"""How long the client has to answer (own judgement)."""

TO_DECIDE = timedelta(days=3)
"""How long we need from the client's answer to our own notice (own judgement)."""

SERVICES = "服務內容"
CONTENT, MIXED = 4.0, 3.0
"""Average overall score from which a client counts as content, and from which as half content (own)."""

MOST_EVENTS, MOST_ACTIONS = 12, 15
"""So many visits and closed measures stand singly in the history, so many measures in the table (own judgement)."""

MOST_SAID = 100
"""Characters of a remark and of a measure in the table: six lines of its column (own judgement)."""

MOST = 4
"""So many services are offered at once; a longer list reads like a catalogue."""

_RATES = ("turnover_rate", "remuneration_rate")
"""What a client pays beside a unit price, or in its place."""

_NO_OFFER = frozenset({"其他", "綜合管理", "招商運營"})
_EVENTS = {
    "成交": "簽訂合同",
    "履約": "完成現場交接，開始服務",
    "維護": "進入客戶維護",
}


def order(care: Care, expiry: Expiry, desk: Desk) -> DocumentOrder:
    """The proposal for one contract."""
    row = expiry.record.payload
    first, last = next_term(row)
    answers = care.rows
    open_now = sum(is_open(answer) for answer in answers)
    values = {
        **facts(care.customer, desk),
        "contact_person": _contact(care),
        **_terms(row),
        "months": whole_months(day(row, "starts_on"), day(row, "ends_on")).normalize(),
        "days_left": expiry.days_left,
        "notice_by": notice if (notice := notice_by(row)) and notice >= desk.today else None,
        "renewal_verdict": verdict(answers, open_now),
        "history": _history(care, expiry.record, desk),
        "items": item_lines(care, desk.today),
        "answer_count": len(answers),
        "average_overall": average([answer["overall"] for answer in answers]),
        **_measures(care, desk.today),
        "more_actions": max(len(measures(care)) - MOST_ACTIONS, 0),
        "closed_actions": len(measures(care)) - open_now,
        "open_actions": open_now,
        "new_starts_on": first,
        "new_ends_on": last,
        "expansions": expansions(row, answers, desk),
        "reply_by": reply_by(row, desk.today),
    }
    return DocumentOrder(
        template=PAPER,
        context=filled(RenewalContext, values),
        folder=folder(care.customer),
        name=f"{PAPER} {row['contract_id']}",
        customer=care.customer.id,
        kind=PAPER,
    )


def reply_by(row: Payload, today: date) -> date:
    """Until when the client is to answer: early enough for us to act on it by our last day of notice (民法典 947).

    Once that day has passed nothing hangs on it any more, and the end of the contract alone is the limit.
    """
    last = notice_by(row)
    if last is None or last < today:
        return min(today + TO_REPLY, day(row, "ends_on"))
    return min(today + TO_REPLY, max(last - TO_DECIDE, min(today + timedelta(days=1), last)))


def _terms(row: Payload) -> dict[str, object]:
    price = row.get("unit_price")
    return {
        **{name: row[name] for name in ("contract_id", "biz_line", "scope", "service_standard", "fee_mode")},
        "contract_name": row["name"],
        "unit_price": at_least_cents(Decimal(price)) if price is not None else None,
        "price_unit": row.get("price_unit"),
        **{name: Decimal(row[name]) for name in _RATES if row.get(name)},
        "amount": Decimal(row["amount"]),
        "starts_on": day(row, "starts_on"),
        "ends_on": day(row, "ends_on"),
        "property_name": row.get("property_name"),
    }


def verdict(answers: Sequence[Payload], open_now: int) -> str:
    """What we propose, as the client reads it."""
    if not answers:
        return "我們建議按現有範圍和標準續約，並先安排一次滿意度回訪，聽取貴方意見後商定細節。"
    score = fmean(answer["overall"] for answer in answers)
    if score >= CONTENT and not open_now:
        return "貴方對服務總體滿意。我們建議續約，並可按需要擴大合作範圍。"
    if score >= MIXED:
        return "我們建議續約，並在續約前完成下列改進措施，請貴方驗收。"
    return "我們知道服務還有差距。建議雙方先會面核對改進措施，確認見效後再商定續約條件。"


def _history(care: Care, contract: Record, desk: Desk) -> list[dict[str, object]]:
    """The client's way with us: stages, visits by year, answers, oldest first."""
    one = care.customer.id
    moves = desk.ledger.moves([one]).get(one, ())
    events: list[tuple[date, str]] = [(move.on, _EVENTS[move.after]) for move in moves if move.after in _EVENTS]
    if not any(words == _EVENTS["成交"] for _, words in events) and contract.payload.get("signed_on"):
        events.append((day(contract.payload, "signed_on"), f"簽訂合同 {contract.payload['contract_id']}"))
    events += _visits(care.rows)
    events += _closed([row for row in measures(care) if row.get("closed_on")])
    return [{"event_on": on, "event": words} for on, words in sorted(events)]


def _measures(care: Care, today: date) -> dict[str, object]:
    """The measures as the client reads them; a remark of a page is told by its beginning: a letter is no log."""
    lines = action_lines(care, today, to_client=True)[:MOST_ACTIONS]
    told = [line | {name: _brief(line[name]) for name in ("complaint", "action")} for line in lines]
    return {"actions": told, "abridged": told != lines}


def _brief(text: object) -> object:
    return text if not isinstance(text, str) or len(text) <= MOST_SAID else f"{text[: MOST_SAID - 1]}…"


def _visits(answers: Sequence[Payload]) -> list[tuple[date, str]]:
    """Each visit, or of many how they were year by year: a letter is no log."""
    if len(answers) <= MOST_EVENTS:
        return [(day(row, "day"), f"滿意度回訪，總評 {row['overall']} 分") for row in answers]
    return [
        (last, f"滿意度回訪 {len(rows)} 次，總評平均 {fmean(row['overall'] for row in rows):.1f} 分")
        for last, rows in _by_year(answers, "day")
    ]


def _closed(done: Sequence[Payload]) -> list[tuple[date, str]]:
    """Each measure that was brought to its end, or of many how many year by year."""
    if len(done) <= MOST_EVENTS:
        return [(day(row, "closed_on"), f"改進措施完成：{_short(row['action'])}") for row in done]
    return [(last, f"改進措施完成 {len(rows)} 項") for last, rows in _by_year(done, "closed_on")]


def _by_year(rows: Sequence[Payload], field: str) -> list[tuple[date, list[Payload]]]:
    """(last day, rows) of each year that ``field`` names."""
    years = sorted({row[field][:4] for row in rows})
    grouped = [[row for row in rows if row[field].startswith(year)] for year in years]
    return [(max(day(row, field) for row in one), one) for one in grouped]


def _short(text: str, limit: int = 40) -> str:
    plain = text.strip().rstrip("。；;")
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def _contact(care: Care) -> str | None:
    """Whom the letter goes to beside the client; nobody beside a client who is himself the person."""
    person = care.customer.prospect.get("contact_person")
    same = person and normalised_name(str(person)) == normalised_name(care.customer.name)
    return str(person) if person and not same else None


def expansions(row: Payload, answers: Sequence[Payload], desk: Desk) -> list[dict[str, object]]:
    """Services that the contract does not name, for a client that is at least half content."""
    if row["biz_line"] != SERVICE:
        return []
    if answers and fmean(answer["overall"] for answer in answers) < MIXED:
        return []
    scope = fold(row["scope"])
    options = desk.rules.lists[SERVICES]
    absent = [
        entry
        for entry in options.entries
        if entry.value not in _NO_OFFER and not any(fold(word) in scope for word in (entry.value, *entry.aliases))
    ]
    offers = [(_wish(entry, answers), entry.value) for entry in absent]
    offers.sort(key=lambda offer: offer[0] is None)
    return [
        {"service": service, "service_reason": wish or "現行合同未包含，可由同一項目團隊提供。"}
        for wish, service in offers[:MOST]
    ]


def _wish(entry: Entry, answers: Sequence[Payload]) -> str | None:
    """What the client itself said of a service, the latest first; None where it never came up."""
    words = [fold(word) for word in (entry.value, *entry.aliases)]
    for row in reversed(answers):
        comments = row.get("comments") or ""
        if any(word in fold(comments) for word in words):
            said = comments if len(comments) <= 40 else comments[:39] + "…"
            return f"貴方 {row['day'][:7]} 的意見提到：「{said}」"
    return None
