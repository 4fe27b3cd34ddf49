"""Document control: who holds a copy, until when it is reviewed, which rules it was made from, all at a glance."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from toolkit.rulebook.process import Process, ProcessStage
from toolkit.stages.handbook.contexts import HolderLine, OverviewLine, RuleFileLine
from toolkit.stages.handbook.speech import Speech

_YEAR = timedelta(days=365)
_GOVERNS = {
    "process.yaml": ("流程、角色、時限、關卡", "Process, roles, limits, gates"),
    "scorecard.yaml": ("篩選模型與等級", "Screening model and grades"),
    "lists.yaml": ("下拉清單與別名", "Lists and other words for the same"),
    "contract_rules.yaml": ("合同檢查（法務）", "Contract checks (counsel)"),
    "rates.yaml": ("服務單價", "Rates"),
    "standards.yaml": ("服務標準", "Service standards"),
    "deadlines.yaml": ("更新、拜訪與續約週期", "Cycles of renewal, visits and expiry"),
    "retention.yaml": ("數據的保存與清理", "Retention of data"),
    "company.yaml": ("公司資料", "The company's facts"),
}


def review_by(issued_on: date) -> date:
    """The last day for the next full review (seed IV: 定期更新; step 7.4: at least once a year)."""
    return issued_on + _YEAR


def holders_of(process: Process, speech: Speech) -> tuple[HolderLine, ...]:
    """A numbered copy for each department of the company, with the roles that work by it."""
    found: dict[str, list[str]] = {}
    for role in process.roles.values():
        if not role.external:
            department = speech.say(role.department, role.department_en)
            found.setdefault(department, []).append(speech.say(role.title, role.en))
    return tuple(
        HolderLine(copy_number=f"{at:02d}", role_department=department, holders=speech.listed(roles))
        for at, (department, roles) in enumerate(found.items(), 1)
    )


def files_of(texts: Mapping[str, str], speech: Speech) -> tuple[RuleFileLine, ...]:
    """Each file with what it governs and eight characters that stand for exactly its content."""
    return tuple(
        RuleFileLine(
            rule_file=name,
            rule_governs=speech.say(*_GOVERNS.get(name, ("其他規則", "Other rules"))),
            rule_mark=hashlib.sha256(texts[name].encode()).hexdigest()[:8].upper(),
        )
        for name in sorted(
            texts, key=lambda name: (name not in _GOVERNS, list(_GOVERNS).index(name) if name in _GOVERNS else 0, name)
        )
    )


def overview_of(process: Process, speech: Speech) -> tuple[OverviewLine, ...]:
    """The seven stages in a line each: who works there, what comes of it, how many steps and key nodes."""
    return tuple(_overview(process, stage, str(at), speech) for at, stage in enumerate(process.stages, 1))


def _overview(process: Process, stage: ProcessStage, number: str, speech: Speech) -> OverviewLine:
    people = dict.fromkeys(role for step in stage.steps for role in step.responsible)
    papers = [speech.name(name) for step in stage.steps for name in step.documents]
    results = papers or [speech.say(step.output, step.output_en) for step in stage.steps]
    nodes = sum(step.limit is not None for step in stage.steps)
    steps = len(stage.steps)
    return OverviewLine(
        stage_number=number,
        stage_title=speech.say(stage.title, stage.en),
        stage_deals=speech.listed(map(speech.name, stage.deal_stages)) or speech.say("（不限）", "(any)"),
        stage_people=speech.listed(speech.say(process.roles[key].title, process.roles[key].en) for key in people),
        stage_results=speech.listed(results),
        stage_span=speech.say(f"{steps} 步\n{nodes} 個節點", f"{steps} steps\n{nodes} key nodes"),
    )
