"""Each night: scores are renewed (recency decays, checks run out), and a change of grade is reported."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from toolkit.outcome import Customer, LedgerView, ListOrder, Outcome, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.screening.prefill import REPORTS
from toolkit.stages.screening.scorecard import Model

HEADINGS = ("客戶編號", "客戶名稱", "跟進人", "階段", "原等級", "新等級", "總分", "原因")

Changed = tuple[Customer, Score]
"""A customer as it was, with its new score."""


def renew(customers: Iterable[Customer], ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:
    """Score ``customers`` anew on ``today``; those whose grade changed come back with it, and in a list."""
    known = list(customers)
    contacts = ledger.current("contacts", {customer.id for customer in known})
    model = Model(rules.scorecard)
    pairs = [
        (customer, model.score(customer.id, customer.prospect, contacts.get(customer.id, ()), today))
        for customer in known
    ]
    changed = [(customer, score) for customer, score in pairs if score.grade != customer.grade]
    return Outcome(
        customers=tuple(replace(customer, grade=score.grade) for customer, score in changed),
        scores=tuple(score for _, score in pairs),
        lists=_report([pair for pair in changed if pair[0].grade], today),
    )


def _report(changed: Sequence[Changed], today: date) -> tuple[ListOrder, ...]:
    if not changed:
        return ()
    rows = tuple(dict(zip(HEADINGS, _line(*pair), strict=True)) for pair in changed)
    return (
        ListOrder(
            folder=f"{REPORTS}/等級變動",
            name=f"等級變動 {today.isoformat()}",
            title=f"等級變動（{today.isoformat()}，{len(rows)} 家）",
            headings=HEADINGS,
            rows=rows,
        ),
    )


def _line(customer: Customer, score: Score) -> tuple[object, ...]:
    return (
        customer.id,
        customer.name,
        customer.owner,
        customer.deal_stage,
        customer.grade,
        score.grade,
        score.total,
        why(score),
    )


def why(score: Score) -> str:
    """What most likely moved the grade: a red line, a cap, or the factor that lacks most of its points."""
    if score.red_lines:
        return "；".join(score.red_lines)
    weakest = max(score.factors, key=lambda item: (item.of == 0, item.of - item.points))
    return f"{weakest.factor}：{weakest.reason}"
