"""晨會清單: one page for the morning meeting: what is late, whose it is, what ends, whose grade changed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from toolkit.outcome import Customer, DocumentOrder, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.rulebook.workdays import Calendar
from toolkit.stages.context import Context, DocumentFacts, Term, company_facts
from toolkit.stages.filling import filled
from toolkit.stages.review.counts import Counts, counts_of, told_once, urgent_first
from toolkit.stages.review.items import EXPIRY, STALE, Due
from toolkit.stages.review.meeting import REPORTS
from toolkit.stages.screening.renewal import why

TEMPLATE = "晨會清單"
_WEEK = "一二三四五六日"
_OWNERS, _URGENT, _ENDING, _GRADES = 5, 9, 2, 2
"""So many lines of each are shown at most; what is urgent gives way to the others, so that one page holds them."""
_ROOM, _HEADING, _LEAST = 14, 2, 2
"""Lines that fit on one page (two lines of text each); a section's heading and head take as much as two."""
_SHORT = 30


class OwnerLine(Context):
    """One person's load."""

    owner: Annotated[str, Term("跟進人")]
    late_count: Annotated[int, Term("逾期件數")]
    today_count: Annotated[int, Term("今日件數")]
    week_count: Annotated[int, Term("七日件數")]
    stale_count: Annotated[int, Term("待更新件數")]


class UrgentLine(Context):
    """One thing that is late or due today."""

    due_on: Annotated[date, Term("整改期限")]
    late_days: Annotated[str, Term("逾期工作日")]
    owner: Annotated[str, Term("跟進人")]
    customer_name: Annotated[str, Term("客戶名稱")]
    task: Annotated[str, Term("晨會事項")]


class GradeLine(Context):
    """One customer whose grade changed last night."""

    customer_name: Annotated[str, Term("客戶名稱")]
    owner: Annotated[str, Term("跟進人")]
    grade_before: Annotated[str, Term("原等級")]
    grade: Annotated[str, Term("等級")]
    grade_reason: Annotated[str, Term("等級變動原因")]


class MorningContext(DocumentFacts):
    """晨會清單 of one day."""

    meeting_on: Annotated[date, Term("晨會日期")]
    weekday: Annotated[str, Term("星期")]
    headline: Annotated[str, Term("晨會提要")]
    day_note: Annotated[str | None, Term("日期說明")] = None
    missed_note: Annotated[str | None, Term("補報說明")] = None
    owners: Annotated[tuple[OwnerLine, ...], Term("人員待辦")]
    urgent: Annotated[tuple[UrgentLine, ...], Term("緊急事項")]
    urgent_more: Annotated[str | None, Term("其餘事項")] = None
    ending: Annotated[tuple[UrgentLine, ...], Term("到期合同")]
    grade_changes: Annotated[tuple[GradeLine, ...], Term("等級變動")]
    grade_more: Annotated[str | None, Term("其餘變動")] = None


@dataclass(frozen=True, slots=True)
class GradeChange:
    """A customer as it is now, its grade before, and the score that changed it."""

    customer: Customer
    before: str
    score: Score


@dataclass(frozen=True, slots=True)
class Morning:
    """What the list is made from; ``missed`` are the mornings on which nothing was sent."""

    due: Sequence[Due]
    changes: Sequence[GradeChange] = ()
    missed: Sequence[date] = ()
    counts: Counts | None = None
    """How much is due in all, where ``due`` is only the part that is listed."""


def late_days(due: Due, calendar: Calendar, today: date) -> int:
    """Working days since the deadline; at least 1 where it has passed, else 0."""
    return max(calendar.between(due.on, today), 1) if due.on < today else 0


def morning_order(found: Morning, rules: RuleBook, calendar: Calendar, today: date) -> DocumentOrder:
    """The one page of ``today``; it is made anew when it is asked for again and something changed."""
    urgent = told_once(urgent_first(found.due, today))
    ending = [due for due in found.due if due.kind == EXPIRY]
    shown = _urgent_lines(found, len(ending), today)
    values = {
        **company_facts(rules.company),
        "printed_on": today,
        "document_number": f"CH-{today:%Y%m%d}",
        "meeting_on": today,
        "weekday": f"星期{_WEEK[today.weekday()]}",
        "headline": _headline(found, today),
        "day_note": day_note(calendar, found.due, today),
        "missed_note": _missed_note(found, today),
        "owners": tuple(_owners(found.due, today)),
        "urgent": tuple(_line(due, calendar, today) for due in urgent[:shown]),
        "urgent_more": _left_out(len(urgent) - shown, len(ending) - _ENDING),
        "ending": tuple(_line(due, calendar, today) for due in ending[:_ENDING]),
        "grade_changes": tuple(_grade(change) for change in found.changes[:_GRADES]),
        "grade_more": _more(len(found.changes) - _GRADES, "家見《等級變動》"),
    }
    return DocumentOrder(
        template=TEMPLATE,
        context=filled(MorningContext, values),
        folder=f"{REPORTS}/{TEMPLATE}",
        name=f"{TEMPLATE} {today.isoformat()}",
        kind=TEMPLATE,
        number=f"CH-{today:%Y%m%d}",
    )


def _urgent_lines(found: Morning, ending: int, today: date) -> int:
    """How many urgent lines the page has room for, beside the other sections."""
    rest = len(_owners(found.due, today)) + (1 if found.missed else 0)
    for count, most in ((ending, _ENDING), (len(found.changes), _GRADES)):
        rest += min(count, most) + _HEADING if count else 0
    return min(_URGENT, max(_ROOM - rest, _LEAST))


def _headline(found: Morning, today: date) -> str:
    told = found.counts or counts_of(found.due, today)
    if told == Counts():
        return "今天沒有到期的事。"
    text = f"逾期 {told.late} 件，今天到期 {told.today} 件，未來七天 {told.ahead} 件。"
    late = (one.owner for one in found.due if one.on < today and one.kind != STALE)
    worst = Counter(late).most_common(1)
    text += f"逾期最多的是{worst[0][0] or '（未指定）'}：{worst[0][1]} 件。" if worst else ""
    return text + (f"另有 {told.stale} 家客戶的資料待更新。" if told.stale else "")


def day_note(calendar: Calendar, due: Iterable[Due], today: date) -> str | None:
    """What is to be known of today and of the days by which things are due: make-up days, unknown holidays."""
    unknown = unknown_years(calendar, due, today)
    notes = [f"{'、'.join(map(str, unknown))} 年的放假安排尚未公布，工作日暫按一般規定計算。"] if unknown else []
    if today.weekday() >= 5 and calendar.works(today):
        notes.append("今天是調休上班日。")
    if not calendar.works(today):
        notes.append(f"今天放假，下一個工作日是 {calendar.after(today, 1).isoformat()}。")
    return "".join(notes) or None


def unknown_years(calendar: Calendar, due: Iterable[Due], today: date) -> list[int]:
    """Years whose holidays are not known: of today, and of what is due by counting working days."""
    days = {today, *(one.on for one in due if one.kind not in (EXPIRY, STALE))}
    return sorted({day.year for day in days if not calendar.announced(day)})


def _missed_note(found: Morning, today: date) -> str | None:
    """What fell due on mornings without a list (the service was down)."""
    if not found.missed:
        return None
    first = found.missed[0]
    missed = sum(first <= one.on < today for one in found.due)
    days = "、".join(f"{day:%m-%d}" for day in found.missed[-5:])
    return f"系統在 {days} 沒有運行，當日的清單未發出；期間到期而尚未處理的有 {missed} 件，已併入本表。"


def _owners(due: Iterable[Due], today: date) -> list[OwnerLine]:
    found: dict[str, Counter[str]] = {}
    for one in due:
        when = "late" if one.on < today else "today" if one.on == today else "week"
        found.setdefault(one.owner or "（未指定）", Counter())["stale" if one.kind == STALE else when] += 1
    ranked = sorted(found.items(), key=lambda pair: (-pair[1]["late"], -pair[1]["today"], pair[0]))
    lines = [_owner(name, count) for name, count in ranked[:_OWNERS]]
    rest = sum((count for _, count in ranked[_OWNERS:]), Counter[str]())
    return lines + ([_owner(f"其餘 {len(ranked) - _OWNERS} 人", rest)] if rest else [])


def _owner(name: str, count: Counter[str]) -> OwnerLine:
    return OwnerLine(
        owner=name,
        late_count=count["late"],
        today_count=count["today"],
        week_count=count["week"],
        stale_count=count["stale"],
    )


def _line(due: Due, calendar: Calendar, today: date) -> UrgentLine:
    late = late_days(due, calendar, today)
    return UrgentLine(
        due_on=due.on,
        late_days=str(late) if late else "今天" if due.on == today else "—",
        owner=due.owner or "（未指定）",
        customer_name=due.name or "—",
        task=due.text if due.kind == EXPIRY else _short(due),
    )


def _short(due: Due) -> str:
    text = due.text.replace(due.name, "").lstrip("：， ") if due.name else due.text
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _grade(change: GradeChange) -> GradeLine:
    return GradeLine(
        customer_name=change.customer.name,
        owner=change.customer.owner or "（未指定）",
        grade_before=change.before,
        grade=change.score.grade,
        grade_reason=why(change.score),
    )


def _left_out(urgent: int, ending: int) -> str | None:
    """What the page has no room for stands with its owner; a contract that ends is never left out in silence."""
    told = (_more(urgent, "件見各人的《待辦》"), _more(ending, "份到期合同見各人的《待辦》"))
    return "".join(one for one in told if one) or None


def _more(count: int, where: str) -> str | None:
    return f"另有 {count} {where}。" if count > 0 else None


def missed_mornings(last: date | None, calendar: Calendar, today: date) -> tuple[date, ...]:
    """The working days after ``last`` and before ``today``: their lists were never sent."""
    if last is None or last >= today:
        return ()
    return tuple(calendar.days(last + timedelta(days=1), today - timedelta(days=1)))
