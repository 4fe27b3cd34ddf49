"""客戶檔案: facts, score with reasons, every contact with its source, and what comes next (seed 2d)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.forms.column import Privacy
from toolkit.forms.form import Form
from toolkit.outcome import Customer, DocumentOrder, LedgerView, Move, Record, Score, Source
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.outreach.contexts import ContactLine, DossierContext, FactorLine, MoveLine
from toolkit.stages.outreach.facts import (
    customer_facts,
    day,
    moment,
    origin,
    plan_lines,
    state,
    todos,
)
from toolkit.stages.outreach.survey import need_lines
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.screening.rules import NO_CODE

TEMPLATE = "客戶檔案"


@dataclass(frozen=True, slots=True)
class File:
    """Everything that a dossier tells of one customer; contacts and moves oldest first."""

    customer: Customer
    score: Score
    contacts: tuple[Record, ...] = ()
    moves: tuple[Move, ...] = ()
    plans: tuple[Record, ...] = ()
    needs: tuple[Record, ...] = ()


def files(customers: Mapping[str, Customer], scores: Mapping[str, Score], ledger: LedgerView) -> list[File]:
    """The files of ``customers`` as the ledger (with what was just said laid over it) knows them."""
    ids = set(customers)
    contacts, plans, needs = (ledger.current(form, ids) for form in ("contacts", "plans", "needs"))
    moves = ledger.moves(ids)
    return [
        File(
            customer,
            scores[one],
            tuple(sorted(contacts.get(one, ()), key=lambda record: record.payload["held_at"])),
            moves.get(one, ()),
            plans.get(one, ()),
            needs.get(one, ()),
        )
        for one, customer in customers.items()
    ]


def dossier_order(file: File, rules: RuleBook, today: date) -> DocumentOrder:
    """The order for one customer's dossier."""
    row, score = file.customer.prospect, file.score
    values = {
        **customer_facts(file.customer, score, rules, today),
        **{name: row.get(name) for name in ("phone", "email", "remarks", *rules.scorecard.red_lines)},
        "checked_on": day(row.get("checked_on")),
        **_score_facts(score, rules),
        "summary_line": summary(file, today),
        "contacts": tuple(contact_lines(file.contacts)),
        "contact_count": len(file.contacts),
        "moves": tuple(move_lines(file.moves)),
        "todos": tuple(todos(file.customer, file.contacts, file.plans, today)),
        "missing_facts": "、".join(missing_facts(file.customer, PROSPECTS)) or None,
        "needs": tuple(need_lines(file.needs)),
        "plans": tuple(plan_lines(file.plans)),
    }
    return DocumentOrder(
        template=TEMPLATE,
        context=filled(DossierContext, values),
        folder=folder(file.customer),
        name=f"{TEMPLATE} {file.customer.name}",
        customer=file.customer.id,
        kind=TEMPLATE,
        privacy=Privacy.PERSONAL,
        sources=_sources(file.contacts),
    )


def _score_facts(score: Score, rules: RuleBook) -> dict[str, object]:
    card = rules.scorecard
    mixed = f"匹配分 × {card.fit_weight:g} ＋ 互動分 × {card.engagement_weight:g}"
    return {
        "scored_on": score.day,
        "fit": score.fit,
        "engagement": score.engagement,
        "score_formula": mixed if score.engagement is not None else "尚無互動，只計匹配分",
        "completeness": score.completeness,
        "factors": tuple(
            FactorLine(
                factor=item.factor,
                points=bare(item.points),
                of=bare(item.of),
                reason=item.reason,
                to_lift=item.lift or None,
            )
            for item in score.factors
        ),
        "red_lines": score.red_lines,
    }


def summary(file: File, today: date) -> str:
    """Where the customer stands, for whoever takes over: one or two sentences."""
    customer, score = file.customer, file.score
    text = f"現處「{customer.deal_stage}」，{score.grade} 級（{score.total:.1f} 分），由{customer.owner}跟進。"
    if not file.contacts:
        return text + "登記後尚無溝通記錄。"
    last = file.contacts[-1].payload
    ago = (today - date.fromisoformat(last["held_at"][:10])).days
    when = "今日" if ago == 0 else f"{ago} 天前"
    text += f"共溝通 {len(file.contacts)} 次，最近一次在{when}（{last['method']}，{last['result']}）。"
    due = day(last.get("next_follow_up_on"))
    return text + (f"下次跟進定於 {due.isoformat()}，{state(due, today)}。" if due else "")


def contact_lines(contacts: Iterable[Record]) -> Iterable[ContactLine]:
    """Every contact in order, with the place where it was logged."""
    for record in contacts:
        row = record.payload
        yield ContactLine(
            held_at=moment(row["held_at"]),
            clock=row["held_at"][11:16].replace("00:00", "") or None,
            method=row["method"],
            counterpart=row.get("counterpart"),
            our_person=row["our_person"],
            content=row["content"],
            contact_needs=row.get("needs"),
            result=row["result"],
            stage_after=row.get("stage_after"),
            next_step=row.get("next_step"),
            next_follow_up_on=day(row.get("next_follow_up_on")),
            origin=origin(record.source),
        )


def move_lines(moves: Iterable[Move]) -> Iterable[MoveLine]:
    """Every change of stage, oldest first."""
    for move in moves:
        yield MoveLine(
            moved_on=move.on,
            stage_before=move.before or None,
            stage_now=move.after,
            moved_by=move.person,
            cause=move.cause,
        )


def missing_facts(customer: Customer, form: Form) -> Sequence[str]:
    """Titles of the columns that are still blank and worth filling in."""
    wanted = ("credit_code", "industry", "founded_on", "registered_capital", "last_revenue", "budget")
    also = ("title", "intent", "expected_signing_on", "checked_on")
    row = customer.prospect
    asked = wanted[5:] if row.get("party_type") in NO_CODE else wanted
    return [form.columns[name].title for name in ("floor_area", *asked, *also) if name not in row]


def _sources(contacts: Sequence[Record]) -> dict[str, tuple[Source, str]]:
    return {
        f"contacts[{number}].{field}": (record.source, cell)
        for number, record in enumerate(contacts)
        for field, cell in record.cells.items()
    }


def bare(points: float) -> Decimal:
    """Points without idle zeros: 35.0 → 35, 8.50 → 8.5."""
    return Decimal(format(points, "g"))
