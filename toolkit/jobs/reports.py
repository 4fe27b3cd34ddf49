"""Reports from the whole ledger: the KPI report (ordered, then made like any document) and 總覽.xlsx."""

import dataclasses
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from toolkit.errors import UsageError
from toolkit.figures.drift import drift
from toolkit.figures.events import Workdays
from toolkit.figures.frames import (
    FRAMES,
    KEY_FACTS,
    PRESENT,
    SOURCES,
    Columns,
    Frames,
    Row,
    action_rows,
    approval_rows,
    build_frames,
    customer_columns,
    form_columns,
    gap_rows,
)
from toolkit.figures.period import asked_period
from toolkit.folders.names import safe_name
from toolkit.folders.publish import replace
from toolkit.folders.refusals import Busy
from toolkit.forms.column import Privacy
from toolkit.jobs.remind.gather import gather
from toolkit.jobs.service import Service
from toolkit.ledger.histories import histories
from toolkit.ledger.tables import Tables
from toolkit.ledger.view import View
from toolkit.messages.names_outbox import file_name
from toolkit.outcome import Customer, Outcome, Record
from toolkit.sheets.build.kpi_book import Front, kpi_workbook
from toolkit.sheets.build.overview import overview_workbook
from toolkit.sheets.build.overview_value import CustomerLine, Overview, TodoLine
from toolkit.sheets.build.receipt_scores import MOST_LIVE
from toolkit.sheets.build.receipt_value import Receipt, Scored, WhatIf, score_columns
from toolkit.stages.deal_stages import LOST, PATH, PAUSED, WON, order
from toolkit.stages.english import english
from toolkit.stages.review.counts import told_once, urgent_first
from toolkit.stages.review.items import Due
from toolkit.stages.review.report import Report, ReportData, kpi_reports, looked_at_since
from toolkit.stages.screening.channels import ChannelYield
from toolkit.stages.screening.live import LiveFormulas, factor_cells, trial_inputs, trial_limits
from toolkit.stages.screening.scorecard import Model
from toolkit.stages.templates import CONTEXTS

log = logging.getLogger(__name__)
_VERSION = ("contract_id", "version")
_WORDS = ("contract_id", "day", "opinion", "contract_version", "department")
FIRST_TODAY = 5
"""So many of the most urgent things the overview opens with."""


def order_kpi_report(service: Service, label: str) -> int:
    """Order the KPI report of a period ("2026-11", "2026-Q4", "2026"); how many documents were ordered.

    Raises UsageError for any other label.
    """
    try:
        period = asked_period(label)
    except ValueError:
        raise UsageError("period.unknown", value=label) from None
    with service.ledger.view() as view:
        feedback = tuple(record.payload for record in view.all_current("feedback"))
        workdays = Workdays(service.calendar.off, service.calendar.on)
        until = min(service.day(), period.last)
        process = service.rules.process
        moved = drift(histories(view.tables, process.forms), process, service.calendar.between, until)
        asked = [one.department for one in process.reviewers]
        found = ReportData(ledger_frames(view, looked_at_since(period), asked), feedback, workdays, moved)
        reports = kpi_reports(found, period, service.rules, service.day())
        orders = tuple(report.order for report in reports)
        service.ledger.record("report", view, Outcome(documents=orders), rules=service.rules.digest)
    for report in reports:
        _write_book(service, report)
    return len(orders)


def _write_book(service: Service, report: Report) -> None:
    """The report's workbook, beside its .docx: what holds personal results goes to the internal folder alone."""
    workspace, order = service.workspace, report.order
    folder = workspace.internal if order.privacy is Privacy.INTERNAL else workspace.reports
    told = order.context
    front = Front(
        f"招商績效報告　{told['period_title']}",
        str(told["classification"]),
        tuple(told["summary"]),
        tuple(_yield(one, service.rules.scorecard.priority_grades) for one in report.yields),
    )
    language = workspace.settings.language
    say = english(service.rules, language)
    content = kpi_workbook(report.book, front, told["charts"], language, say)
    name = say(order.name) if say else file_name(order.name, language, CONTEXTS)
    draft = workspace.service / f"kpi{int(order.privacy)}.xlsx"
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_bytes(content)
    try:
        replace(draft, folder / safe_name(name, ".xlsx"))
    except Busy:
        log.warning("%s.xlsx is open on a desk: it stays as it is", order.name)
    finally:
        draft.unlink(missing_ok=True)


def _yield(one: ChannelYield, good: Iterable[str]) -> tuple[object, ...]:
    best = sum(one.grades.get(grade, 0) for grade in good)
    return one.source, one.leads, best, one.in_discussion_or_later, one.signed, one.cost


def ledger_frames(view: View, since: date = date.min, departments: Collection[str] = ()) -> Frames:
    """The whole ledger as the frames that every figure starts from: only the fields that figures look at.

    Of contacts those from ``since`` on, and all of the customers signed since (their deals began earlier).
    ``departments`` are those that agree to a contract before it is signed.
    """
    tables = view.tables
    moves, contracts = tables.moves(), tables.records("contracts", SOURCES["contracts"])
    signed = _signed_since(moves, contracts, since)
    contacts = tables.contacts_since(SOURCES["contacts"], PRESENT, since, signed)
    laid_out = {"contracts": form_columns("contracts", contracts), "contacts": form_columns("contacts", contacts)}
    del contacts  # the rows take more room than everything made of them
    laid_out |= {
        FRAMES[form]: form_columns(form, tables.records(form, fields))
        for form, fields in SOURCES.items()
        if form not in {"prospects", "contacts", "contracts"}
    }
    customers, gaps = _prospects(view)
    rows: dict[str, Iterable[Row]] = {
        "moves": moves,
        "owners": tables.owner_changes(),
        "gaps": gaps,
        "briefs": [(customer, day) for customer, _, day in tables.dated("negotiations")],
        "approvals": _approvals(tables, departments),
        "actions": action_rows(tables.records("satisfaction", ("due_on", "closed_on", "responsible", "action"))),
    }
    return dataclasses.replace(build_frames({**laid_out, **rows, "customers": customers}), began=tables.began())


def _approvals(tables: Tables, departments: Collection[str]) -> Iterable[Row]:
    """Which contracts all ``departments`` have agreed to, in the version they have now."""
    versions = {number: int(version or 0) for _, _, number, version in tables.records("contracts", _VERSION)}
    return approval_rows(tables.records("approvals", _WORDS), versions, departments)


def _prospects(view: View) -> tuple[Columns, Iterable[Row]]:
    """The columns of ``customers`` and the rows of ``gaps``, from one reading of the prospects."""
    fields, facts = SOURCES["prospects"], tuple(KEY_FACTS)
    width = 2 + len(fields)
    found = view.tables.records("prospects", (*fields, *facts), frozenset(facts))
    return customer_columns(found, view.tables.standing()), gap_rows([(*row[:2], *row[width:]) for row in found])


def _signed_since(moves: Iterable[Row], contracts: Iterable[Row], since: date) -> set[str]:
    """Customers that signed, or moved to 成交, on ``since`` or later."""
    first, at = since.isoformat(), 2 + SOURCES["contracts"].index("signed_on")
    won = {str(customer) for customer, _, after, on, _ in moves if after == WON and str(on) >= first}
    return won | {str(row[0]) for row in contracts if row[at] and str(row[at]) >= first}


def refresh_overview(service: Service) -> Path | None:
    """Make 總覽.xlsx anew; None while it is open on a desk (retried, never forked)."""
    workspace = service.workspace
    target = workspace.reports / f"{file_name('總覽', workspace.settings.language)}.xlsx"
    draft = workspace.service / "overview.xlsx"
    draft.parent.mkdir(parents=True, exist_ok=True)
    language = workspace.settings.language
    draft.write_bytes(overview_workbook(overview(service), language, english(service.rules, language)))
    try:
        replace(draft, target)
    except Busy:
        log.info("%s is open on a desk", target.name)
        return None
    finally:
        draft.unlink(missing_ok=True)
    return target


def overview(service: Service) -> Overview:
    """What the overview shows; what is due is gathered and counted as for the morning meeting's list.

    Nothing confidential goes in.
    """
    with service.ledger.view() as view:
        customers = view.all_customers()
        contacts = view.all_current("contacts")
        latest = _latest(contacts)
        scores = _scores(service, view, customers, contacts)
    lines = sorted((_line(service, one, latest.get(one.id)) for one in customers), key=_urgency)
    found, today = gather(service), service.day()
    return Overview(
        as_of=service.clock().astimezone(),
        customers=lines,
        todos=[_todo(service, one) for one in found.due],
        first=[_todo(service, one) for one in told_once(urgent_first(found.due, today))[:FIRST_TODAY]],
        counted=(found.counts.late, found.counts.today, found.counts.ahead, found.counts.stale),
        unlisted=sum(found.more.values()),
        funnel=_funnel(customers),
        channels=_channels(customers),
        scores=scores,
    )


def _todo(service: Service, one: Due) -> TodoLine:
    whose = one.name or str(one.row.get("contract_id") or "")
    return TodoLine(one.on, one.owner, whose, one.text, _late(service, one.on), one.kind)


def _late(service: Service, due: date) -> int:
    """Working days since a deadline as the morning list counts them; how many days are left, below 0, until then."""
    today = service.day()
    return max(service.calendar.between(due, today), 1) if due < today else (today - due).days


def _scores(service: Service, view: View, customers: Iterable[Customer], contacts: Iterable[Record]) -> Receipt:
    """Every customer's score, best first: live where there are few enough, else as it was renewed last."""
    card, listed = service.rules.scorecard, [one for one in customers if one.prospect]
    if len(listed) > MOST_LIVE:
        stored = view.scores([one.id for one in listed])
        told = [Scored(stored[one.id], one.name) for one in listed if one.id in stored]
    else:
        held = defaultdict[str, list[Record]](list)
        for contact in contacts:
            held[contact.customer].append(contact)
        model, live, today = Model(card), LiveFormulas(card), service.day()
        pairs = [(one, model.score(one.id, one.prospect, held[one.id], today)) for one in listed]
        told = [Scored(score, one.name, None, score.inputs, live.of(one.prospect)) for one, score in pairs]
    told.sort(key=lambda one: (-one.score.total, one.score.customer))
    trial = WhatIf(trial_inputs(card), factor_cells(card), card.unknown_share, trial_limits(card))
    columns, shown = score_columns(told), trial if len(listed) <= MOST_LIVE else None
    return Receipt("", "", service.clock(), scores=columns, what_if=shown)


def _latest(contacts: Iterable[Record]) -> dict[str, Record]:
    """Customer → its latest contact."""
    return {one.customer: one for one in sorted(contacts, key=lambda one: str(one.payload.get("held_at", "")))}


def _line(service: Service, one: Customer, contact: Record | None) -> CustomerLine:
    said = contact.payload if contact else {}
    names = service.workspace.names
    folder = f"../{names.customers}/{safe_name(f'{one.id} {one.name}')}"
    exists = (service.workspace.reports / folder).is_dir()
    return CustomerLine(
        id=one.id,
        name=one.name,
        grade=one.grade,
        stage=one.deal_stage,
        owner=one.owner,
        property_type=str(one.prospect.get("property_type", "")),
        channel=str(one.prospect.get("source", "")),
        next_step=str(said.get("next_step") or ""),
        next_on=_day(said.get("next_follow_up_on") or one.prospect.get("next_follow_up_on")),
        registered_on=one.registered_on,
        link=folder if exists else "",
    )


def _day(value: object) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None


def _urgency(one: CustomerLine) -> tuple[bool, date, str, str]:
    """Active customers with the earliest next action first; then by grade."""
    return one.stage in (LOST, PAUSED), one.next_on or date.max, one.grade or "Z", one.id


def _funnel(customers: Iterable[Customer]) -> list[tuple[str, int]]:
    counts = Counter(one.deal_stage for one in customers)
    return [(stage, counts[stage]) for stage in (*PATH, PAUSED, LOST) if counts[stage]]


def _channels(customers: Iterable[Customer]) -> list[tuple[str, int, int]]:
    leads: Counter[str] = Counter()
    signed: Counter[str] = Counter()
    for one in customers:
        channel = str(one.prospect.get("source") or "—")
        leads[channel] += 1
        signed[channel] += order(one.deal_stage) >= order(WON)
    return [(channel, count, signed[channel]) for channel, count in leads.most_common(10)]
