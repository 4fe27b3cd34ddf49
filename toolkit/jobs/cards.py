"""Role cards and training sheets: ordered from the rule book and from the mistakes that receipts told of."""

from collections import Counter, defaultdict

from toolkit.jobs.service import Service
from toolkit.outcome import DocumentOrder, Outcome
from toolkit.stages.handbook.cards import card_orders, training_orders
from toolkit.stages.handbook.printed import printed_rules

MISTAKES = "mistakes"
"""Key under which the intake keeps the mistakes of a submission."""
_LATEST = 2_000
"""Submissions looked at: what was mended years ago is no lesson any more."""


def role_cards(service: Service) -> tuple[DocumentOrder, ...]:
    """The orders for every role's card, with the mistakes most often made in its forms."""
    return card_orders(printed_rules(service.rules), _mistakes(service))


def order_cards(service: Service) -> int:
    """Order role cards and training sheets anew; how many were ordered (an unchanged one is not made again)."""
    orders = (*role_cards(service), *training_orders(printed_rules(service.rules)))
    with service.ledger.view() as view:
        service.ledger.record("handbook", view, Outcome(documents=orders), rules=service.rules.digest)
    return len(orders)


def _mistakes(service: Service) -> dict[str, Counter[str]]:
    """Form name → finding code → count, over the latest submissions that were not taken back."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for submission in service.ledger.journal.recent(_LATEST):
        if submission.undone_by is None:
            for form, codes in submission.result.get(MISTAKES, {}).items():
                counted[form].update(codes)
    return dict(counted)
