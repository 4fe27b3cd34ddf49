"""The process as the handbook's tables print it: roles, matrix, guides, nodes, risks, branches."""

from collections.abc import Iterable, Iterator, Mapping

from toolkit.rulebook.process import Process, ProcessStage, Step
from toolkit.stages.handbook.contexts import (
    BranchLine,
    GateLine,
    MoveLine,
    RaciRow,
    RecordLine,
    RoleLine,
    StageGuide,
    StepLine,
    TermLine,
)
from toolkit.stages.handbook.numbering import destination, numbers_of, step_numbers, step_title
from toolkit.stages.handbook.speech import Speech
from toolkit.stages.review.happenings import OWN_DATES, remindable_events


def roles_of(process: Process, speech: Speech) -> tuple[RoleLine, ...]:
    """Every role with the steps it carries out or answers for."""
    return tuple(
        RoleLine(
            role=speech.say(role.title, role.en),
            role_department=speech.say(role.department, role.department_en),
            duty=duty_of(process, key, speech),
            role_steps=numbers_of(process, _steps_of(process, key)),
        )
        for key, role in process.roles.items()
    )


def duty_of(process: Process, role: str, speech: Speech) -> str:
    """What a role is for; one that reviews contracts is told the folder that proves it, and its deputies."""
    told = speech.say(process.roles[role].duty, process.roles[role].duty_en)
    for one in process.reviewers:
        if one.role == role:
            deputies = speech.listed(one.deputies) or speech.say("未指定", "none named")
            people = speech.listed(one.people)
            named = speech.say(f"審核人：{people}；", f"by {people}; ") if people else ""
            told += speech.say(
                f"合同會簽：代表{one.department}，《合同會簽表》投入「{one.folder}」（{named}代理人：{deputies}）。",
                f" Reviews contracts for {speech.name(one.department)}: approvals go into its internal folder "
                f"(named in process.yaml; {named}deputies: {deputies}).",
            )
    return told


def node_lines(process: Process, titles: Mapping[str, str], speech: Speech) -> tuple[StepLine, ...]:
    """The key nodes; who is reminded stands only where the system reminds by the limit of the node."""
    return tuple(
        line_of(process, step, titles, speech).model_copy(update=_reminded(step.limit.event, speech))
        for step in process.steps.values()
        if step.limit
    )


def _reminded(event: str, speech: Speech) -> dict[str, str]:
    if event in remindable_events():
        return {}
    if event in OWN_DATES:
        return {"doers": speech.say("按另設的週期提醒", "by a cycle of its own"), "accountable": "—"}
    return {"doers": speech.say("系統不提醒", "not by the system"), "accountable": "—"}


def _steps_of(process: Process, role: str) -> Iterator[str]:
    return (step.key for step in process.steps.values() if role in (*step.responsible, step.accountable))


def raci_of(process: Process, speech: Speech) -> tuple[RaciRow, ...]:
    """The matrix: a row for each stage's name, then one a step."""
    return tuple(row for stage in process.stages for row in _raci_stage(process, stage, speech))


def _raci_stage(process: Process, stage: ProcessStage, speech: Speech) -> Iterator[RaciRow]:
    numbers = step_numbers(process)
    title = speech.say(stage.title, stage.en)
    yield RaciRow(step_number="", step_title=title, marks=("",) * len(process.roles), is_stage=True)
    for step in stage.steps:
        marks = tuple(mark_of(step, role) for role in process.roles)
        title = step_title(step, speech)
        yield RaciRow(step_number=numbers[step.key], step_title=title, marks=marks, is_stage=False)


def mark_of(step: Step, role: str) -> str:
    """A role's part in a step: R, A, R/A, C, I or nothing."""
    both = [letter for letter, in_it in (("R", role in step.responsible), ("A", role == step.accountable)) if in_it]
    if both:
        return "/".join(both)
    return "C" if role in step.consulted else "I" if role in step.informed else ""


def guides_of(process: Process, titles: Mapping[str, str], speech: Speech) -> tuple[StageGuide, ...]:
    """The operating guide of each stage; ``titles`` maps a form's name to its title."""
    return tuple(
        StageGuide(
            stage_title=speech.say(stage.title, stage.en),
            stage_purpose=speech.say(stage.purpose, stage.purpose_en),
            stage_deals=speech.listed(map(speech.name, stage.deal_stages)) or speech.say("（不限客戶階段）", "(any)"),
            stage_steps=tuple(line_of(process, step, titles, speech) for step in stage.steps),
        )
        for stage in process.stages
    )


def lines_of(process: Process, titles: Mapping[str, str], speech: Speech) -> tuple[StepLine, ...]:
    """Every step, in order."""
    return tuple(line_of(process, step, titles, speech) for step in process.steps.values())


def line_of(process: Process, step: Step, titles: Mapping[str, str], speech: Speech) -> StepLine:
    """One step with everything a reader needs to do it."""
    stage = next(one for one in process.stages if one.key == step.stage)
    limit = step.limit
    return StepLine(
        step_number=step_numbers(process)[step.key],
        step_title=step_title(step, speech),
        stage_title=speech.say(stage.title, stage.en),
        doers=role_titles(process, step.responsible, speech),
        accountable=role_titles(process, (step.accountable,), speech),
        others=_others(process, step, speech),
        limit=_limit(step, speech),
        limit_days=limit.days if limit else None,
        limit_after=speech.say(limit.after, limit.after_en) if limit else None,
        step_input=speech.say(step.input, step.input_en),
        step_do=speech.lines(step.do_en if speech.english and step.do_en else step.do),
        step_decision=_decision(process, step, speech),
        step_output=speech.say(step.output, step.output_en),
        step_standard=speech.say(step.standard, step.standard_en),
        step_papers=_papers(step, titles, speech),
        step_risk=speech.say(step.risk, step.risk_en),
        step_control=speech.say(step.control, step.control_en),
    )


def role_titles(process: Process, keys: Iterable[str], speech: Speech) -> str:
    """What roles are called."""
    return speech.listed(speech.say(process.roles[key].title, process.roles[key].en) for key in keys)


def _others(process: Process, step: Step, speech: Speech) -> str | None:
    parts = [
        speech.say(f"{zh}：", f"{en}: ") + role_titles(process, keys, speech)
        for zh, en, keys in (("諮詢", "C", step.consulted), ("知會", "I", step.informed))
        if keys
    ]
    return "\n".join(parts) or None


def _limit(step: Step, speech: Speech) -> str:
    if not step.limit:
        return speech.say("隨時進行", "At any time")
    days = step.limit.days
    if speech.english:
        return f"Within {days} working day{'s' if days > 1 else ''} of {step.limit.after_en or step.limit.after}"
    return f"{step.limit.after}後 {days} 個工作日內"


def _papers(step: Step, titles: Mapping[str, str], speech: Speech) -> str:
    forms = [titles.get(name, name) if speech.english else f"《{titles.get(name, name)}》" for name in step.forms]
    documents = [speech.name(name) for name in step.documents]
    parts = [
        speech.say(f"{zh}：", f"{en}: ") + speech.listed(papers)
        for zh, en, papers in (("填", "Fill in", forms), ("得", "Get", documents))
        if papers
    ]
    return "\n".join(parts)


def _decision(process: Process, step: Step, speech: Speech) -> str | None:
    if step.decision is None:
        return None
    yes, no = (destination(process, key, speech) for key in (step.decision.yes, step.decision.no))
    if speech.english:
        return f"{step.decision.question_en or step.decision.question} Yes: {yes}. No: {no}."
    return f"判斷：{step.decision.question}是→{yes}；否→{no}。"


def moves_of(process: Process, speech: Speech) -> tuple[MoveLine, ...]:
    """Which changes of deal stage are in order."""
    return tuple(
        MoveLine(stage_before=speech.name(before), moves_to=speech.listed(map(speech.name, to)))
        for before, to in process.moves.items()
    )


def gates_of(process: Process, speech: Speech) -> tuple[GateLine, ...]:
    """What must exist before which deal stage."""
    return tuple(
        GateLine(
            gate_before=speech.name(gate.before),
            gate_text=speech.say(gate.text, gate.en),
            gate_strength=speech.say("退回", "Refused") if gate.strict else speech.say("提醒，仍收下", "Warned, taken"),
        )
        for gate in process.gates
    )


def branches_of(process: Process, speech: Speech) -> tuple[BranchLine, ...]:
    """The ways beside the normal order."""
    return tuple(
        BranchLine(
            branch=speech.say(one.title, one.en),
            branch_at=speech.listed(destination(process, key, speech) for key in one.at),
            branch_when=speech.say(one.when, one.when_en),
            branch_then=destination(process, one.then, speech),
            branch_result=speech.say(one.result, one.result_en),
        )
        for one in process.branches
    )


def terms_of(process: Process, speech: Speech) -> tuple[TermLine, ...]:
    """The words of the handbook."""
    return tuple(
        TermLine(term=speech.say(one.term, one.en), meaning=speech.say(one.meaning, one.meaning_en))
        for one in process.terms
    )


def records_of(process: Process, speech: Speech) -> tuple[RecordLine, ...]:
    """What is kept, and for how long."""
    return tuple(
        RecordLine(
            record=speech.say(one.record, one.en),
            keeper=role_titles(process, (one.keeper,), speech),
            record_place=speech.say(one.place, one.place_en),
            kept=speech.say(one.kept, one.kept_en),
            record_basis=speech.say(one.basis, one.basis_en),
        )
        for one in process.records
    )
