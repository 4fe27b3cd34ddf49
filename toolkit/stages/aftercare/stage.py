"""Stage 6, after-care: what follows from answers, and what each night brings up (seed 6a–6d)."""

from collections.abc import Collection
from datetime import date, timedelta

from toolkit.outcome import Accepted, Customer, LedgerView, Outcome, Ref, Reminder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.aftercare import expiry, questionnaire, renewal, visits
from toolkit.stages.aftercare.client import Care, Desk, care_of, visit_reminder
from toolkit.stages.contract.approval import RENEWED
from toolkit.stages.contract.forms import CONTRACTS


def follow_answers(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """F14 → 回訪記錄, reminders of measures and of the next visit."""
    return visits.follow_answers(rows, Desk(ledger, rules, today))


def watch(customers: Collection[str], ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """What today brings for ``customers`` (ids): contracts that near their end, questionnaires, visits.

    To be asked once a day. Asked again it makes nothing new: each rung is remembered in its contract's
    record, and a questionnaire is the same document until it is answered.
    """
    desk = Desk(ledger, rules, today)
    known = ledger.customers({Ref(id=one) for one in customers})
    cares = care_of(_unique(known.values()), ledger)
    contracts = ledger.current(CONTRACTS.name, [care.customer.id for care in cares])
    ending = [(care, one) for care in cares for one in expiry.expiries(contracts.get(care.customer.id, ()), desk)]
    climbed = [(care, one) for care, one in ending if one.climbed]
    asked = [(care, due) for care in cares if (due := _to_ask(care, desk)) is not None]
    return Outcome(
        records=tuple(one.record for _, one in ending if one.changed),
        documents=(
            *(renewal.order(care, one, desk) for care, one in climbed),
            *(questionnaire.order(care, due, desk) for care, due in asked),
        ),
        lists=tuple(questionnaire.sheet(care, due, desk) for care, due in asked),
        reminders=(
            *(expiry.reminder(care, one, desk) for care, one in climbed),
            *(questionnaire.reminder(care, due) for care, due in asked),
            *(found for care in cares if (found := _visit(care, desk)) is not None),
        ),
        settled=tuple(
            f"expiry:{one.record.payload['contract_id']}"
            for _, one in ending
            if one.changed and one.record.payload["contract_state"] == RENEWED
        ),
    )


def _visit(care: Care, desk: Desk) -> Reminder | None:
    """The next visit, once it is near; what is far would only be written anew each night."""
    found = visit_reminder(care, desk)
    ahead = timedelta(days=desk.rules.deadlines.due_soon)
    return found if found is not None and found.due - ahead <= desk.today else None


def _unique(customers: Collection[Customer]) -> list[Customer]:
    return list({customer.id: customer for customer in customers}.values())


def _to_ask(care: Care, desk: Desk) -> date | None:
    """The day on which the client was to be asked, once that is near."""
    due = questionnaire.due_on(care, desk)
    ahead = timedelta(days=desk.rules.deadlines.due_soon)
    return due if due is not None and due - ahead <= desk.today else None
