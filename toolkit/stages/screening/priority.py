"""優先開發名單: whom to win first, why, and what would lift them (seed 1c)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from toolkit.outcome import Customer, DocumentOrder, FactorPoints, Score
from toolkit.rulebook.rulebook import RuleBook
from toolkit.rulebook.scorecard import Scorecard
from toolkit.stages import deal_stages
from toolkit.stages.context import company_facts
from toolkit.stages.filling import filled
from toolkit.stages.screening.contexts import GradeCount, PriorityContext, PriorityLine

TEMPLATE = "優先開發名單"
REPORTS = "報表"
LONGEST = 60
"""More lines than a morning meeting can read are left to the workbook."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A customer with its score."""

    customer: Customer
    score: Score


def ranked(pairs: Iterable[Ranked], card: Scorecard) -> list[Ranked]:
    """Best first: by grade, then by points, then the one whose facts are more complete."""
    return sorted(
        pairs,
        key=lambda item: (card.rank(item.score.grade), -item.score.total, -item.score.completeness),
    )


def priority_order(
    pairs: Sequence[Ranked], title: str, rules: RuleBook, today: date, changes: str = ""
) -> DocumentOrder | None:
    """The list over ``pairs`` (a sheet's rows, or all customers); None where nobody is to be won first.

    ``changes`` says who changed grade last night, where the list is the whole ledger's.
    """
    card = rules.scorecard
    open_deals = [item for item in pairs if deal_stages.is_open(item.customer.deal_stage)]
    best = [item for item in ranked(open_deals, card) if item.score.grade in card.priority_grades]
    if not best:
        return None
    locked = [item for item in open_deals if item.score.red_lines]
    values = {
        **company_facts(rules.company),
        "printed_on": today,
        "list_name": title,
        "scored_on": today,
        "summary": _summary(open_deals, best, locked) + changes,
        "prospect_count": len(open_deals),
        "grade_counts": tuple(_counts(open_deals, card)),
        "priority": tuple(_line(rank, item) for rank, item in enumerate(best[:LONGEST], 1)),
        "locked": tuple(_line(rank, item) for rank, item in enumerate(locked[:LONGEST], 1)),
    }
    return DocumentOrder(
        template=TEMPLATE,
        context=filled(PriorityContext, values),
        folder=REPORTS,
        name=f"{TEMPLATE} {title}",
        kind=TEMPLATE,
    )


def _summary(pairs: Sequence[Ranked], best: Sequence[Ranked], locked: Sequence[Ranked]) -> str:
    """Two or three sentences for whoever reads nothing else."""
    first = best[0]
    sure = sum(not item.score.provisional for item in best)
    text = (
        f"{len(pairs)} 家在跟客戶中，{len(best)} 家列入優先開發，其中 {sure} 家資料齊全、"
        f"{len(best) - sure} 家為暫定等級。首位是{first.customer.name}"
        f"（{first.score.total:.1f} 分，{first.score.grade} 級，{first.customer.owner}跟進）。"
    )
    return text + (f"另有 {len(locked)} 家觸及紅線，已鎖定，請先報主管。" if locked else "")


def _counts(pairs: Sequence[Ranked], card: Scorecard) -> Iterable[GradeCount]:
    above: float | None = None
    for grade, start in card.grades.items():
        meaning = f"{start:g} 分及以上" if above is None else f"{start:g} 分至不足 {above:g} 分"
        count = sum(item.score.grade == grade for item in pairs)
        yield GradeCount(grade=grade, grade_count=count, grade_meaning=meaning)
        above = start


def _line(rank: int, item: Ranked) -> PriorityLine:
    row, score = item.customer.prospect, item.score
    area, planned = row.get("floor_area"), row.get("next_follow_up_on")
    return PriorityLine(
        rank=rank,
        customer_id=item.customer.id,
        customer_name=item.customer.name,
        property_type=row["property_type"],
        biz_line=row["biz_line"],
        floor_area=Decimal(area) if area else None,
        grade=score.grade + ("（暫定）" if score.provisional else ""),
        total=score.total,
        strong_points="；".join(score.red_lines) or strong_points(score.factors),
        to_lift=to_lift(score.factors),
        owner=item.customer.owner,
        next_follow_up_on=date.fromisoformat(planned) if planned else None,
    )


def strong_points(factors: Iterable[FactorPoints]) -> str:
    """The two factors that carry the score most: 「合作規模 25/25、意向程度 35/35」."""
    known = [item for item in factors if item.known and item.of]
    best = sorted(known, key=lambda item: (-item.points / item.of, -item.of))[:2]
    return "、".join(f"{item.factor} {item.points:g}/{item.of:g}" for item in best)


def to_lift(factors: Iterable[FactorPoints]) -> str | None:
    """The one thing that would lift the score most; a capped grade comes first."""
    liftable = [item for item in factors if item.lift]
    if not liftable:
        return None
    best = max(liftable, key=lambda item: (item.of == 0, item.of - item.points))
    return best.lift.split("；")[0]
