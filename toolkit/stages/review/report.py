"""績效報告 of a period, computed from the whole ledger: orders for the full copy and for everybody's copy.

A job lays the ledger out as frames (``figures.frames``) and calls ``kpi_orders``. Personal results are
confidential (F15): they stand only in the order with ``Privacy.INTERNAL``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from toolkit.figures.book import MONTHS, Book, book
from toolkit.figures.drifted import Drift
from toolkit.figures.events import Events, Workdays, clipped, happened
from toolkit.figures.frames import Frames
from toolkit.figures.period import Period
from toolkit.forms.column import Privacy
from toolkit.outcome import DocumentOrder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import company_facts
from toolkit.stages.filling import filled
from toolkit.stages.handbook import drift_page
from toolkit.stages.review import charts, lines
from toolkit.stages.review.contexts import KpiReportContext
from toolkit.stages.review.markers import marker
from toolkit.stages.review.meeting import OPEN, REPORTS, brief_issue, is_abridged
from toolkit.stages.review.people import person_results
from toolkit.stages.review.summary import summary, unfinished
from toolkit.stages.review.yields import yields_of
from toolkit.stages.screening.channels import ChannelYield

REPORT = "績效報告"
INTERNAL = "內部"
MOST_ISSUES = 30
"""So many problems stand in a report, what is open before what is done (own judgement: six pages)."""
CONFIDENTIAL, OPEN_TO_STAFF = "內部機密（含個人績效）", "公司內部"


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report is made of: the frames, and the feedback records' payloads (F16) that it lists."""

    frames: Frames
    feedback: tuple[Mapping[str, Any], ...] = ()
    workdays: Workdays = Workdays()  # noqa: RUF009 - frozen
    drift: Drift | None = None
    """How clients moved beside the process, where that was measured."""


@dataclass(frozen=True, slots=True)
class Report:
    """One copy: the order of its .docx, and the figures that its workbook is made of."""

    order: DocumentOrder
    book: Book
    yields: tuple[ChannelYield, ...]


def looked_at_since(period: Period) -> date:
    """The first day that a report of ``period`` looks at: of the period before, and of the year of its trend."""
    month = Period(f"{period.last:%Y-%m}")
    for _ in range(MONTHS):
        month = month.before
    return min(period.before.first, month.first)


def kpi_orders(found: ReportData, period: Period, rules: RuleBook, today: date) -> tuple[DocumentOrder, ...]:
    """The documents of ``kpi_reports``."""
    return tuple(report.order for report in kpi_reports(found, period, rules, today))


def kpi_reports(found: ReportData, period: Period, rules: RuleBook, today: date) -> tuple[Report, ...]:
    """The copy for everybody, and the confidential one with personal results where there are any.

    The figures reach to the period's last day, or to ``today`` where that comes first.
    """
    events = happened(found.frames, min(today, period.last), rules.deadlines.first_contact_working_days, found.workdays)
    events = clipped(events, looked_at_since(period))
    whole = book(found.frames, events, period, personal=True)
    yields = yields_of(found.frames, rules.scorecard.grades)
    shared = _shared(found, events, whole, rules, today)
    if found.drift is not None:
        shared["charts"] |= drift_page.drift_charts(found.drift)
    shared["yields"] = lines.yield_lines(yields, rules.scorecard.priority_grades)
    without = {"people": (), "people_figures": ()}
    everybody = _order(period, {**shared, **without}, Privacy.OPEN)
    anonymous = Report(everybody, replace(whole, people=(), cards=()), yields)
    if not whole.cards and not whole.people:
        return (anonymous,)
    people = {
        "people": person_results(whole.cards),
        "people_figures": lines.group_lines(whole.people),
        "score_charts": charts.score_charts(whole.cards),
    }
    return anonymous, Report(_order(period, {**shared, **people}, Privacy.INTERNAL), whole, yields)


def _shared(found: ReportData, events: Events, counted: Book, rules: RuleBook, today: date) -> dict[str, Any]:
    period = counted.period
    return {
        **company_facts(rules.company),
        "printed_on": today,
        "document_number": f"JX-{period.label}",
        "period": period.label,
        "period_title": period.title,
        "period_before": period.before.title + unfinished(period, events.as_of),
        "first_day": period.first,
        "last_day": period.last,
        "known_until": events.as_of,
        "summary": summary(found.frames, events, period),
        "figures": lines.figure_lines(events, period),
        "channels": lines.group_lines(counted.channels),
        "ills": lines.ill_lines(counted.ills),
        "funnel": lines.funnel_lines(counted),
        **_problems(_issues(found.feedback, period)),
        "charts": {**charts.shared_charts(found.frames, events, period), **charts.ill_chart(counted.ills)},
    } | _drift(found.drift, rules)


def _drift(found: Drift | None, rules: RuleBook) -> dict[str, Any]:
    if found is None or not found.customers:
        return {}
    return {"drift_summary": drift_page.summary(found, rules.process), "stage_times": drift_page.stage_lines(found)}


def _issues(feedback: Sequence[Mapping[str, Any]], period: Period) -> list[Mapping[str, Any]]:
    """What is open, and what fell due in the period; by stage and deadline."""
    wanted = [
        item for item in feedback if item["status"] != "已關閉" or period.holds(date.fromisoformat(item["due_on"]))
    ]
    return sorted(wanted, key=lambda item: (item["stage"], item["due_on"]))


def _problems(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The first of them in brief: a report that prints every remark in whole is sixty pages and read by nobody."""
    open_first = sorted(range(len(items)), key=lambda at: items[at]["status"] not in OPEN)
    told = [items[at] for at in sorted(open_first[:MOST_ISSUES])]
    return {
        "issues": tuple(brief_issue(item) for item in told),
        "more_issues": len(items) - len(told),
        "abridged": is_abridged(told),
    }


def _order(period: Period, values: dict[str, Any], privacy: Privacy) -> DocumentOrder:
    confidential = privacy is Privacy.INTERNAL
    drawn = {**values["charts"], **values.pop("score_charts", {})}
    values |= {
        "classification": CONFIDENTIAL if confidential else OPEN_TO_STAFF,
        "charts": drawn,
        **{f"{name}_chart": marker(name) for name in drawn},
    }
    return DocumentOrder(
        template=REPORT,
        context=filled(KpiReportContext, values),
        folder=INTERNAL if confidential else REPORTS,
        name=f"{REPORT} {period.label}" + ("（含個人績效）" if confidential else ""),
        kind=REPORT,
        number=values["document_number"] + ("-N" if confidential else ""),
        privacy=privacy,
    )
