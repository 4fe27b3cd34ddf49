"""績效報告 of a period, computed from the whole ledger: orders for the full copy and for everybody's copy.

A job lays the ledger out as frames (``figures.frames``) and calls ``kpi_orders``. Personal results are
confidential (F15): they stand only in the order with ``Privacy.INTERNAL``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from toolkit.figures.events import Events, Workdays, happened
from toolkit.figures.frames import Frames
from toolkit.figures.period import Period
from toolkit.figures.scoring import scorecards
from toolkit.forms.column import Privacy
from toolkit.outcome import DocumentOrder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import company_facts
from toolkit.stages.filling import filled
from toolkit.stages.review import charts, lines
from toolkit.stages.review.contexts import KpiReportContext
from toolkit.stages.review.meeting import REPORTS, issue
from toolkit.stages.review.people import person_results
from toolkit.stages.review.summary import summary

REPORT = "績效報告"
INTERNAL = "內部"
CONFIDENTIAL, OPEN_TO_STAFF = "內部機密（含個人績效）", "公司內部"


@dataclass(frozen=True, slots=True)
class ReportData:
    """What a report is made of: the frames, and the feedback records' payloads (F16) that it lists."""

    frames: Frames
    feedback: tuple[Mapping[str, Any], ...] = ()
    workdays: Workdays = Workdays()  # noqa: RUF009 - frozen


def kpi_orders(found: ReportData, period: Period, rules: RuleBook, today: date) -> tuple[DocumentOrder, ...]:
    """The copy for everybody, and the confidential one with personal results where there are any.

    The figures reach to the period's last day, or to ``today`` where that comes first.
    """
    events = happened(found.frames, min(today, period.last), rules.deadlines.first_contact_working_days, found.workdays)
    shared = _shared(found, events, period, rules, today)
    people = _people(found.frames, events, period)
    everybody = _order(period, {**shared, "people": (), "people_figures": ()}, Privacy.OPEN)
    if not people["people"] and not people["people_figures"]:
        return (everybody,)
    return everybody, _order(period, {**shared, **people}, Privacy.INTERNAL)


def _shared(found: ReportData, events: Events, period: Period, rules: RuleBook, today: date) -> dict[str, Any]:
    channels = lines.channel_lines(events, period)
    return {
        **company_facts(rules.company),
        "printed_on": today,
        "document_number": f"JX-{period.label}",
        "period": period.label,
        "period_title": period.title,
        "period_before": period.before.title,
        "first_day": period.first,
        "last_day": period.last,
        "known_until": events.as_of,
        "summary": summary(found.frames, events, period),
        "figures": lines.figure_lines(events, period),
        "channels": channels,
        "funnel": lines.funnel_lines(found.frames, events.as_of, period),
        "issues": tuple(issue(item) for item in _issues(found.feedback, period)),
        "charts": charts.shared_charts(found.frames, events, period),
    }


def _issues(feedback: Sequence[Mapping[str, Any]], period: Period) -> list[Mapping[str, Any]]:
    """What is open, and what fell due in the period; by stage and deadline."""
    wanted = [
        item for item in feedback if item["status"] != "已關閉" or period.holds(date.fromisoformat(item["due_on"]))
    ]
    return sorted(wanted, key=lambda item: (item["stage"], item["due_on"]))


def _people(frames: Frames, events: Events, period: Period) -> dict[str, Any]:
    cards = scorecards(frames, events, period)
    return {
        "people": person_results(cards),
        "people_figures": lines.person_lines(events, period),
        "score_charts": charts.score_charts(cards),
    }


def _order(period: Period, values: dict[str, Any], privacy: Privacy) -> DocumentOrder:
    confidential = privacy is Privacy.INTERNAL
    drawn = {**values["charts"], **values.pop("score_charts", {})}
    values |= {
        "classification": CONFIDENTIAL if confidential else OPEN_TO_STAFF,
        "charts": drawn,
        **{f"{name}_chart": charts.marker(name) for name in drawn},
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
