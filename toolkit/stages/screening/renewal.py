"""Each night: scores are renewed (recency decays, checks run out), and a change of grade is reported."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from toolkit.outcome import Customer, LedgerView, ListOrder, Outcome, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.screening.prefill import REPORTS
from toolkit.stages.screening.priority import Ranked, priority_order
from toolkit.stages.screening.scorecard import Model

HEADINGS = ("客戶編號", "客戶名稱", "跟進人", "階段", "原等級", "新等級", "總分", "原因")

ALL = "全部在跟客戶"
"""The priority list over the whole ledger, beside those of single sheets."""
_TOLD = 5

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
    regraded = [pair for pair in changed if pair[0].grade]
    best = priority_order([Ranked(*pair) for pair in pairs if pair[0].prospect], ALL, rules, today, told(regraded))
    return Outcome(
        customers=tuple(replace(customer, grade=score.grade) for customer, score in changed),
        scores=tuple(score for _, score in pairs),
        documents=(best,) if best else (),
        lists=_report(regraded, today),
    )


def told(regraded: Sequence[Changed]) -> str:
    """Who changed grade last night, and why, in one sentence for the priority list; "" where nobody did."""
    if not regraded:
        return ""
    ranked = sorted(regraded, key=lambda pair: (pair[1].grade, -pair[1].total, pair[0].id))
    shown = "；".join(
        f"{customer.name} {customer.grade}→{score.grade}（{why(score)}）" for customer, score in ranked[:_TOLD]
    )
    rest = f"；另 {len(ranked) - _TOLD} 家見《等級變動》" if len(ranked) > _TOLD else ""
    return f"昨夜等級變動 {len(ranked)} 家：{shown}{rest}。"


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
