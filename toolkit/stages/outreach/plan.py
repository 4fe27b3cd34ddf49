"""開發計劃書: goal, person, dates and strategy for one customer (seed 2a)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.outcome import DocumentOrder, Record
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.outreach.contexts import MilestoneLine, PlanContext
from toolkit.stages.outreach.dossier import File, summary
from toolkit.stages.outreach.facts import customer_facts, plan_lines, todos

TEMPLATE = "開發計劃書"

_PARTS = re.compile(r"[;；\n]+")
_WHEN = re.compile(
    r"(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}[日號]?|\d{1,2}月(?:上旬|中旬|下旬|底|初)?|第[一二三四五六\d]+[週周階]段?"
)


def plan_order(file: File, rules: RuleBook, today: date) -> DocumentOrder:
    """The order for one customer's development plan, over all its goals."""
    lines = plan_lines(file.plans)
    values = {
        **customer_facts(file.customer, file.score, rules, today),
        "plans": tuple(lines),
        "milestones": tuple(milestones(file.plans)),
        "plan_starts_on": min(line.starts_on for line in lines),
        "plan_ends_on": max(line.ends_on for line in lines),
        "plan_owner": "、".join(dict.fromkeys(line.responsible for line in lines)),
        "situation": summary(file, today),
        "risks": tuple(risks(file, rules, today)),
        "todos": tuple(todos(file.customer, file.contacts, file.plans, today)),
    }
    return DocumentOrder(
        template=TEMPLATE,
        context=filled(PlanContext, values),
        folder=folder(file.customer),
        name=f"{TEMPLATE} {file.customer.name}",
        customer=file.customer.id,
        kind=TEMPLATE,
        privacy=Privacy.PERSONAL,
        sources={
            f"plans[{number}].{field}": (record.source, cell)
            for number, record in enumerate(file.plans)
            for field, cell in record.cells.items()
        },
    )


def milestones(plans: Iterable[Record]) -> Iterable[MilestoneLine]:
    """The dates of every plan: its start, what 時間節點 names (one a line or between semicolons), its end."""
    for row in sorted((record.payload for record in plans), key=lambda item: item["starts_on"]):
        yield _milestone(row, row["starts_on"], "計劃開始")
        for part in _PARTS.split(row.get("milestones", "")):
            if part.strip():
                yield _milestone(row, *split_milestone(part.strip()))
        yield _milestone(row, row["ends_on"], "達成目標")


def split_milestone(text: str) -> tuple[str, str]:
    """Split 「11-20 設備診斷」 into when and what; a text without a date has no when."""
    found = _WHEN.search(text)
    if found is None:
        return "按計劃", text
    what = (text[: found.start()] + text[found.end() :]).strip(" ：:，,、前-－")
    return found.group(), what or text


def _milestone(row: Mapping[str, Any], when: str, what: str) -> MilestoneLine:
    return MilestoneLine(milestone_when=when, milestone=what, goal=row["goal"], responsible=row["responsible"])


def risks(file: File, rules: RuleBook, today: date) -> Sequence[str]:
    """What may go wrong with this customer, read from what is known, each with what to do."""
    found = []
    score = file.score
    found += [f"{line}：繼續投入前須報主管批准。" for line in score.red_lines]
    if not file.contacts:
        found.append("尚無溝通記錄：計劃開始後首個工作日完成首次聯繫並登記。")
    elif (today - date.fromisoformat(file.contacts[-1].payload["held_at"][:10])).days > 30:
        found.append("距上次溝通已超過 30 天：先恢復聯繫，再推進計劃。")
    if score.provisional:
        found.append(f"資料完整度只有 {score.completeness:.0%}，等級為暫定：計劃期內補齊缺項。")
    limit = rules.deadlines.stage_days.get(file.customer.deal_stage)
    if limit and file.moves and (today - file.moves[-1].on).days > limit:
        stage = file.customer.deal_stage
        found.append(f"在「{stage}」已超過 {limit} 天：由主管協同一次拜訪，決定推進或暫緩。")
    return found
