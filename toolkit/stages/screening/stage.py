"""Stage 1, market information and screening: what follows from a prospect list (seed 1a–1d)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from toolkit.outcome import Accepted, DocumentOrder, LedgerView, ListOrder, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages import deal_stages
from toolkit.stages.outreach.dossier import dossier_order, files
from toolkit.stages.records import Promote, revise
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.screening.identify import identify
from toolkit.stages.screening.letter import Letters
from toolkit.stages.screening.prefill import proposal_sheets, stem, transfer_sheet
from toolkit.stages.screening.priority import Ranked, priority_order
from toolkit.stages.screening.screen import (
    Held,
    Screened,
    hold_owners,
    moved_oddly,
    moves,
    noted,
    owner_reminders,
    red_lines,
    screen,
    stop_at_gates,
)

PROMOTE = Promote(owner="owner", day="registered_on", deal_stage="stage", amount="budget")


def follow(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Register, score and rank the rows of a prospect list."""
    found, asked = identify(rows, ledger, today)
    identities, stopped = stop_at_gates(found, ledger, rules, today)
    taken = replace(rows, rows=tuple(item.row for item in identities))
    held = hold_owners(identities, rows)
    ids = [item.id for item in identities]
    records = revise(taken, ledger.by_key(PROSPECTS.name, set(ids)), ids, PROMOTE, ids, held.payloads)
    screened = screen(identities, records, ledger, rules, today)
    said = (*noted(screened), *moved_oddly(screened, rules), *red_lines(screened, rules))
    return Outcome(
        records=records,
        customers=tuple({item.customer.id: item.customer for item in screened}.values()),
        moves=tuple(moves(screened, today)),
        scores=tuple({item.customer.id: item.score for item in screened}.values()),
        documents=tuple(_ordered(screened, rows, ledger, rules, today)) if rows.documents else (),
        lists=_lists(screened, held, rows, rules) if rows.documents else (),
        reminders=tuple(owner_reminders(held, today)),
        findings=(*asked, *stopped, *held.findings, *said),
        settled=tuple(f"stale:{item.customer.id}" for item in screened if item.has_changed and not item.is_new),
    )


def _ordered(
    screened: Sequence[Screened], rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date
) -> Iterable[DocumentOrder]:
    yield from _documents(screened, rows, rules, today)
    yield from _dossiers(screened, ledger, rules, today)


def _documents(screened: Sequence[Screened], rows: Accepted, rules: RuleBook, today: date) -> tuple[DocumentOrder, ...]:
    """An introduction to each new prospect graded high enough, and the priority list."""
    letters = Letters(rules, today)
    written = [letters.order(item.customer, item.record) for item in _worth_a_letter(screened, rules)]
    pairs = [Ranked(item.customer, item.score) for item in screened]
    anything = any(item.has_changed for item in screened)
    ranking = priority_order(pairs, stem(rows.file), rules, today) if anything else None
    return (*written, *([ranking] if ranking else []))


def _dossiers(
    screened: Sequence[Screened], ledger: LedgerView, rules: RuleBook, today: date
) -> Iterable[DocumentOrder]:
    """The dossiers of known customers whose facts changed, where there is one already."""
    changed = {item.customer.id: item for item in screened if item.has_changed and not item.is_new}
    if not changed:
        return
    customers = {one: item.customer for one, item in changed.items()}
    scores = {one: item.score for one, item in changed.items()}
    for file in files(customers, scores, ledger):
        if file.contacts:
            yield dossier_order(file, rules, today)


def _lists(screened: Sequence[Screened], held: Held, rows: Accepted, rules: RuleBook) -> tuple[ListOrder, ...]:
    """Proposal sheets for the owners to complete, and the changes of owner for the manager."""
    fresh = [item.customer for item in _worth_a_letter(screened, rules)]
    name = stem(rows.file)
    return (*proposal_sheets(fresh, name, rules), *transfer_sheet(held.changes, name))


def _worth_a_letter(screened: Iterable[Screened], rules: RuleBook) -> list[Screened]:
    """New and graded A or B; one that is already past the first contact needs no introduction."""
    early = (deal_stages.LEAD, deal_stages.FIRST)
    wanted = rules.scorecard.priority_grades
    return [
        item for item in screened if item.is_new and item.score.grade in wanted and item.customer.deal_stage in early
    ]
