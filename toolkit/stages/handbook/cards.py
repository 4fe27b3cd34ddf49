"""Role cards (one page a role) and training sheets (questions and answers a stage), drawn from the process. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Annotated, Any

from toolkit.messages.catalogue import codes
from toolkit.messages.finding import Code
from toolkit.outcome import DocumentOrder
from toolkit.rulebook.process import END, Process, ProcessStage, Role, Step
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.context import Context, DocumentFacts, Term, company_facts
from toolkit.stages.handbook.charts import step_numbers

CARD, TRAINING = "崗位卡", "訓練題"
FOLDER = "手冊"
Mistakes = Mapping[str, Mapping[str, int]]
"""Form name → finding code and field (``value.empty@phone``) → how often it kept a row out."""
_BLANK = re.compile(r"\{[^{}]*\}")
_DOTS = re.compile(r"…(?:\s*…)+")
_SHOWN_MISTAKES = 3
_TITLES = {form.name: form.title for form in FORMS}
_COLUMNS = {form.name: form.columns for form in FORMS}


class CardStep(Context):
    """One step of a role."""

    step_number: Annotated[str, Term("步驟編號")]
    step_title: Annotated[str, Term("步驟名稱")]
    step_do: Annotated[str, Term("操作要點")]
    limit: Annotated[str | None, Term("步驟時限")] = None
    step_forms: Annotated[str | None, Term("步驟表單")] = None


class CardMistake(Context):
    """A mistake that is often made in one of the role's forms."""

    mistake: Annotated[str, Term("常見錯誤")]
    mistake_form: Annotated[str, Term("錯誤表單")]
    error_do: Annotated[str, Term("改正方法")]
    mistake_count: Annotated[str, Term("錯誤次數")]


class CardContext(DocumentFacts):
    """What a role's card prints."""

    process_number: Annotated[str, Term("流程編號")]
    process_version: Annotated[str, Term("流程版本")]
    role: Annotated[str, Term("角色")]
    role_department: Annotated[str, Term("角色部門")]
    duty: Annotated[str, Term("職責說明")]
    card_steps: Annotated[tuple[CardStep, ...], Term("崗位步驟")]
    card_answers: Annotated[str | None, Term("把關步驟")] = None
    """The steps for which the role answers while others carry them out."""
    card_others: Annotated[str | None, Term("配合步驟")] = None
    card_mistakes: Annotated[tuple[CardMistake, ...], Term("常見錯誤清單")] = ()
    mistakes_basis: Annotated[str, Term("常見錯誤依據")]


class Question(Context):
    """One question of a training sheet, with its answer and where to look it up."""

    question_number: Annotated[int, Term("題號")]
    question: Annotated[str, Term("題目")]
    answer: Annotated[str, Term("答案")]
    answer_at: Annotated[str, Term("答案出處")]


class TrainingContext(DocumentFacts):
    """What the training sheet of a stage prints: a page of questions, a page of answers."""

    process_number: Annotated[str, Term("流程編號")]
    process_version: Annotated[str, Term("流程版本")]
    stage_title: Annotated[str, Term("流程階段")]
    stage_purpose: Annotated[str, Term("階段目的")]
    questions: Annotated[tuple[Question, ...], Term("題目清單")]


def card_orders(rules: RuleBook, mistakes: Mistakes) -> tuple[DocumentOrder, ...]:
    """One card for every role of the company that has a step; ``mistakes`` as the intake counted them."""
    process = rules.process
    roles = [role for role in process.roles.values() if not role.external]
    cards = [(role, _card(rules, role, mistakes)) for role in roles]
    return tuple(
        _order(CARD, f"{CARD} {role.title}", card.plain())
        for role, card in cards
        if card.card_steps or card.card_answers
    )


def training_orders(rules: RuleBook) -> tuple[DocumentOrder, ...]:
    """One training sheet for every stage."""
    return tuple(
        _order(TRAINING, f"{TRAINING} {at} {stage.title}", _training(rules, stage).plain())
        for at, stage in enumerate(rules.process.stages, start=1)
    )


def _order(template: str, name: str, context: dict[str, Any]) -> DocumentOrder:
    return DocumentOrder(template, context, FOLDER, name, kind=template, final=True)


# cards


def _card(rules: RuleBook, role: Role, mistakes: Mistakes) -> CardContext:
    process = rules.process
    numbers = step_numbers(process)
    steps = process.steps.values()
    doing = [step for step in steps if role.key in step.responsible]
    answering = [step for step in steps if role.key == step.accountable and step not in doing]
    beside = [step for step in steps if role.key in (*step.consulted, *step.informed) and step not in doing + answering]
    forms = list(dict.fromkeys(name for step in doing for name in step.forms))
    often = _often(forms, mistakes)
    return CardContext(
        **company_facts(rules.company),
        printed_on=process.issued_on,
        process_number=process.number,
        process_version=process.version,
        role=role.title,
        role_department=role.department,
        duty=role.duty,
        card_steps=tuple(_card_step(step, numbers[step.key]) for step in doing),
        card_answers=_listed(answering, numbers),
        card_others=_listed(beside, numbers),
        card_mistakes=often,
        mistakes_basis=_basis(often, forms),
    )


def _listed(steps: list[Step], numbers: Mapping[str, str]) -> str | None:
    return "、".join(f"{numbers[step.key]} {step.title}" for step in steps) or None


def _card_step(step: Step, number: str) -> CardStep:
    return CardStep(
        step_number=number,
        step_title=step.title,
        step_do=step.do[0],
        limit=f"{step.limit.after}後 {step.limit.days} 天" if step.limit else None,
        step_forms="、".join(_TITLES.get(name, name) for name in step.forms) or None,
    )


def _often(forms: list[str], mistakes: Mistakes) -> tuple[CardMistake, ...]:
    """The mistakes most often made in ``forms``; ties by code, so that cards do not change without cause."""
    counted: Counter[tuple[str, str]] = Counter()
    for form in forms:
        for code, count in mistakes.get(form, {}).items():
            counted[code, form] += count
    known = {code.code: code for code in codes()}
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    found = [(*what.partition("@")[::2], form, count) for (what, form), count in ranked]
    told = [_mistake(known[code], field, form, count) for code, field, form, count in found if code in known]
    return tuple(told[:_SHOWN_MISTAKES])


def _mistake(code: Code, field: str, form: str, count: int) -> CardMistake:
    column = _COLUMNS.get(form, {}).get(field)
    title = column.title if column else ""
    mend = _general(code.zh_do, title)
    if column and column.help and (not mend or "…" in mend):
        mend = column.help
    return CardMistake(
        mistake=_general(code.zh, title),
        mistake_form=_TITLES.get(form, form),
        error_do=mend or "按回執的說明改正後再投一次。",
        mistake_count=f"{count} 次",
    )


def _general(pattern: str, title: str) -> str:
    """A sentence about the column ``title`` without the values of a case."""
    named = pattern.replace("{field}", title) if title else pattern
    return _DOTS.sub("…", _BLANK.sub("…", named))


def _basis(often: tuple[CardMistake, ...], forms: list[str]) -> str:
    if often:
        return "取自收件紀錄中被退回的資料列，次數最多的在前。"
    if forms:
        return "收件紀錄中尚無本崗位表單的退回紀錄。"
    return "本崗位不填表單。"


# training


def _training(rules: RuleBook, stage: ProcessStage) -> TrainingContext:
    process = rules.process
    asked = _questions(process, stage)
    return TrainingContext(
        **company_facts(rules.company),
        printed_on=process.issued_on,
        process_number=process.number,
        process_version=process.version,
        stage_title=stage.title,
        stage_purpose=stage.purpose,
        questions=tuple(
            Question(question_number=at, question=question, answer=answer, answer_at=place)
            for at, (question, answer, place) in enumerate(asked, start=1)
        ),
    )


def _questions(process: Process, stage: ProcessStage) -> list[tuple[str, str, str]]:
    """(question, answer, number of the step or gate) of a stage: who, when, with what, where to, what must exist."""
    numbers = step_numbers(process)
    found = []
    for step in stage.steps:
        found += [(asked, answer, numbers[step.key]) for asked, answer in _of_step(process, step)]
    for deal in stage.deal_stages:
        found += [(f"客戶進入「{deal}」之前必須具備什麼？", gate.text, "關卡") for gate in process.gates_before(deal)]
    return found


def _of_step(process: Process, step: Step) -> list[tuple[str, str]]:
    """At most two questions a step, of what is most easily done wrong."""
    asked = []
    if step.limit:
        asked.append((f"「{step.title}」應在多久之內完成？", f"{step.limit.after}後 {step.limit.days} 個工作日內。"))
    if step.decision:
        yes, no = (_leads_to(process, key) for key in (step.decision.yes, step.decision.no))
        asked.append((f"「{step.title}」之後：{step.decision.question}", f"是：{yes}。否：{no}。"))
    elif step.forms:
        who = "、".join(process.roles[role].title for role in step.responsible)
        papers = "、".join(_TITLES.get(name, name) for name in step.forms)
        asked.append((f"「{step.title}」由誰執行、填哪張表？", f"{who}，填《{papers}》。"))
    if len(asked) < 2 and step.control:
        asked.append((f"「{step.title}」的風險是「{step.risk.rstrip('。')}」，怎樣控制？", step.control))
    return asked[:2]


def _leads_to(process: Process, key: str) -> str:
    return "流程結束" if key == END else f"轉到 {step_numbers(process)[key]} {process.steps[key].title}"
