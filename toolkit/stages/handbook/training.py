"""Training sheets: questions and answers a stage, drawn from steps, limits, forms, gates and branches. Pure.

Each question is meant for the roles that must know the answer, and says where in the handbook to look it up.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from toolkit.outcome import DocumentOrder
from toolkit.rulebook.process import Branch, Gate, Process, ProcessStage, Step
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.context import Context, DocumentFacts, Term, company_facts
from toolkit.stages.handbook.cards import CARD, ENGLISH_CARD, FOLDER, form_titles
from toolkit.stages.handbook.numbering import destination, step_numbers, step_title
from toolkit.stages.handbook.speech import CHINESE, Speech
from toolkit.stages.handbook.steps import role_titles

TRAINING, ENGLISH_TRAINING = "訓練題", "Training sheet"
_FORMS = {form.name: form for form in FORMS}


class Question(Context):
    """One question of a training sheet, with its answer and where to look it up."""

    question_number: Annotated[int, Term("題號")]
    question_for: Annotated[str, Term("答題角色")]
    question: Annotated[str, Term("題目")]
    answer: Annotated[str, Term("答案")]
    answer_at: Annotated[str, Term("答案出處")]


class TrainingContext(DocumentFacts):
    """What the training sheet of a stage prints: questions, what-if cases, then the answers to both."""

    process_number: Annotated[str, Term("流程編號")]
    process_version: Annotated[str, Term("流程版本")]
    stage_title: Annotated[str, Term("流程階段")]
    stage_purpose: Annotated[str, Term("階段目的")]
    questions: Annotated[tuple[Question, ...], Term("題目清單")]
    cases: Annotated[tuple[Question, ...], Term("情境題清單")]
    pass_mark: Annotated[str, Term("合格標準")]


class _Asked(NamedTuple):
    """A question before it has a number: for which roles, and the step (or "" for a gate) that answers it."""

    roles: tuple[str, ...]
    question: str
    answer: str
    step: str


def training_orders(
    rules: RuleBook, speech: Speech = CHINESE, pages: Mapping[str, int] | None = None
) -> tuple[DocumentOrder, ...]:
    """One training sheet for every stage; ``pages`` tells on which page of the handbook a stage begins."""
    template = ENGLISH_TRAINING if speech.english else TRAINING
    orders = []
    for at, stage in enumerate(rules.process.stages, start=1):
        context = _training(rules, stage, speech, (pages or {}).get(stage.key, 0)).plain()
        name = f"{template} {at} {speech.say(stage.title, stage.en)}"
        orders.append(DocumentOrder(template, context, FOLDER, name, kind=template, final=True))
    return tuple(orders)


def paper_names(process: Process, speech: Speech = CHINESE) -> tuple[str, ...]:
    """What the cards and training sheets of a process are called: of every role of the company, of every stage."""
    card, sheet = (ENGLISH_CARD, ENGLISH_TRAINING) if speech.english else (CARD, TRAINING)
    roles = [role for role in process.roles.values() if not role.external]
    return (
        *(f"{card} {speech.say(role.title, role.en)}" for role in roles),
        *(f"{sheet} {at} {speech.say(stage.title, stage.en)}" for at, stage in enumerate(process.stages, 1)),
    )


def _training(rules: RuleBook, stage: ProcessStage, speech: Speech, page: int) -> TrainingContext:
    process = rules.process
    asked = tuple(_numbered(process, _questions(process, stage, speech), speech, page, 1))
    cases = tuple(_numbered(process, _cases(process, stage, speech), speech, page, len(asked) + 1))
    whole, most = len(asked) + len(cases), -(-(len(asked) + len(cases)) * 4 // 5)
    return TrainingContext(
        **company_facts(rules.company),
        printed_on=process.issued_on,
        process_number=process.number,
        process_version=process.version,
        stage_title=speech.say(stage.title, stage.en),
        stage_purpose=speech.say(stage.purpose, stage.purpose_en),
        questions=asked,
        cases=cases,
        pass_mark=speech.say(
            f"共 {whole} 題，只答自己角色的題目；答對八成合格（全部作答須對 {most} 題），答錯的題目對照手冊重讀該步。",
            f"{whole} questions; answer those of your role. Four in five right is a pass ({most} of all): "
            f"read the step again where the answer was wrong.",
        ),
    )


def _numbered(process: Process, asked: Iterator[_Asked], speech: Speech, page: int, first: int) -> Iterator[Question]:
    """The questions with their numbers, each asked once."""
    once = {one.question: one for one in asked}
    for at, one in enumerate(once.values(), start=first):
        place = step_numbers(process)[one.step] if one.step else speech.say("關卡", "Gates")
        where = speech.say(f"（第 {page} 頁起）", f" (page {page} ff.)") if page and one.step else ""
        yield Question(
            question_number=at,
            question_for=role_titles(process, one.roles, speech) or speech.say("全體", "All"),
            question=one.question,
            answer=one.answer,
            answer_at=place + where,
        )


def _questions(process: Process, stage: ProcessStage, speech: Speech) -> Iterator[_Asked]:
    for step in stage.steps:
        yield from _of_step(process, step, speech)
    for name in dict.fromkeys(form for step in stage.steps for form in step.forms):
        yield from _of_form(stage, name, speech)
    for deal in stage.deal_stages:
        for gate in process.gates_before(deal):
            yield _of_gate(stage, gate, deal, speech)


def _of_step(process: Process, step: Step, speech: Speech) -> Iterator[_Asked]:
    """How soon, what comes next, who answers for it, with what, how well, against which risk."""
    title = step_title(step, speech)
    doers = step.responsible
    if step.limit:
        yield _Asked(doers, *_limit(step, title, speech), step.key)
    if step.decision:
        yes, no = (destination(process, key, speech) for key in (step.decision.yes, step.decision.no))
        asked = speech.say(step.decision.question, step.decision.question_en)
        yield _Asked(
            doers,
            speech.say(f"「{title}」之後：{asked}", f"After “{title}”: {asked}"),
            speech.say(f"是：轉到 {yes}。否：轉到 {no}。", f"Yes: {yes}. No: {no}."),
            step.key,
        )
    yield _Asked(
        tuple(dict.fromkeys((*doers, step.accountable))),
        speech.say(f"「{title}」由誰執行、誰負責？", f"Who carries out “{title}”, and who answers for it?"),
        speech.say(
            f"執行：{role_titles(process, doers, speech)}；負責：{role_titles(process, (step.accountable,), speech)}。",
            f"{role_titles(process, doers, speech)}; {role_titles(process, (step.accountable,), speech)} answers.",
        ),
        step.key,
    )
    if standard := speech.say(step.standard, step.standard_en):
        asked = speech.say(f"「{title}」要做到什麼標準？", f"To what standard is “{title}” done?")
        yield _Asked(doers, asked, standard, step.key)
    if risk := speech.say(step.risk, step.risk_en):
        asked = speech.say(
            f"「{title}」的風險是「{risk.rstrip('。')}」，怎樣控制？",
            f"How is this risk of “{title}” controlled: {risk}",
        )
        yield _Asked((step.accountable,), asked, speech.say(step.control, step.control_en), step.key)


def _limit(step: Step, title: str, speech: Speech) -> tuple[str, str]:
    assert step.limit is not None  # noqa: S101 - asked only of key nodes
    days, plural = step.limit.days, "s" if step.limit.days > 1 else ""
    return (
        speech.say(f"「{title}」應在多久之內完成？", f"How soon must “{title}” be done?"),
        speech.say(
            f"{step.limit.after}後 {days} 個工作日內。",
            f"Within {days} working day{plural} of {step.limit.after_en or step.limit.after}.",
        ),
    )


def _of_form(stage: ProcessStage, name: str, speech: Speech) -> Iterator[_Asked]:
    """Which columns a form must have; asked of those who fill it in, answered by the first step that uses it."""
    form = _FORMS.get(name)
    if form is None:
        return
    using = [step for step in stage.steps if name in step.forms]
    heads = [speech.say(column.title, column.en) for key, column in form.columns.items() if key in form.required]
    papers = speech.listed(speech.name(one) for step in using for one in step.documents)
    title = form_titles(speech)[name]
    makes = speech.say(f"系統據此產生：{papers}。", f" The system makes: {papers}.") if papers else ""
    yield _Asked(
        tuple(dict.fromkeys(role for step in using for role in step.responsible)),
        speech.say(
            f"《{title}》哪些欄必填？系統由它產生什麼文件？",
            f"Which columns of “{title}” are required, and what is made of it?",
        ),
        speech.say(f"必填：{speech.listed(heads)}。", f"Required: {speech.listed(heads)}.") + makes,
        using[0].key,
    )


def _of_gate(stage: ProcessStage, gate: Gate, deal: str, speech: Speech) -> _Asked:
    return _Asked(
        _doers(stage),
        speech.say(
            f"客戶進入「{deal}」之前必須具備什麼？", f"What must exist before a client enters “{speech.name(deal)}”?"
        ),
        speech.say(gate.text, gate.en),
        "",
    )


def _doers(stage: ProcessStage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for step in stage.steps for role in step.responsible))


# what-if cases


def _cases(process: Process, stage: ProcessStage, speech: Speech) -> Iterator[_Asked]:
    """What if it takes another way, is late, skips a gate or a stage, comes back red."""
    for step in stage.steps:
        for branch in process.branches:
            if step.key in branch.at:
                yield _of_branch(process, branch, step, speech)
    late = next((step for step in stage.steps if step.limit), None)
    if late:
        yield _late(process, late, speech)
    for deal in stage.deal_stages:
        yield from _jump(process, stage, deal, speech)
        yield from (_missing(stage, gate, deal, speech) for gate in process.gates_before(deal))
    yield _red(stage, speech)


def _of_branch(process: Process, branch: Branch, step: Step, speech: Speech) -> _Asked:
    title, when = step_title(step, speech), speech.say(branch.when, branch.when_en).rstrip("。.")
    return _Asked(
        step.responsible,
        speech.say(f"做「{title}」時，{when}。您怎麼辦？", f"At “{title}” this happens: {when}. What do you do?"),
        speech.say(
            f"{branch.result}轉到 {destination(process, branch.then, speech)}。",
            f"{branch.result_en or branch.result} Go on at {destination(process, branch.then, speech)}.",
        ),
        step.key,
    )


def _late(process: Process, step: Step, speech: Speech) -> _Asked:
    title = step_title(step, speech)
    doers, told = role_titles(process, step.responsible, speech), role_titles(process, (step.accountable,), speech)
    return _Asked(
        (*step.responsible, step.accountable) if step.accountable not in step.responsible else step.responsible,
        speech.say(
            f"「{title}」過了時限還沒做，系統會怎樣？", f"“{title}” is past its limit. What does the system do?"
        ),
        speech.say(
            f"到期前提醒{doers}；逾期後同時列入{told}的晨會清單。",
            f"Before it falls due {doers} is reminded; once late it also stands on the morning list of {told}.",
        ),
        step.key,
    )


def _jump(process: Process, stage: ProcessStage, deal: str, speech: Speech) -> Iterator[_Asked]:
    """A move that the rules do not allow: further on than the next stage."""
    allowed = process.moves.get(deal, ())
    barred = [one for one in process.stage_of if one != deal and one not in allowed]
    order = list(process.stage_of)
    ahead = [one for one in barred if deal in order and order.index(one) > order.index(deal)]
    if ahead:
        target, may = ahead[-1], speech.listed(map(speech.name, allowed))
        yield _Asked(
            _doers(stage),
            speech.say(
                f"有人把客戶由「{deal}」直接改為「{target}」，可以嗎？",
                f"Somebody moves a client from “{speech.name(deal)}” straight to “{speech.name(target)}”. May they?",
            ),
            speech.say(
                f"不應該，屬於跳級；系統仍會收下，但回執標黃提醒核對。由「{deal}」按規定只可轉入：{may}。",
                f"They should not: a stage is skipped. It is taken with a warning in the receipt. "
                f"By rule only to: {may}.",
            ),
            "",
        )


def _missing(stage: ProcessStage, gate: Gate, deal: str, speech: Speech) -> _Asked:
    kept = (
        speech.say("該行退回", "the row comes back")
        if gate.strict
        else speech.say("該行收下但列為提醒", "it is taken with a warning")
    )
    return _Asked(
        _doers(stage),
        speech.say(
            f"條件還沒齊，就把客戶改為「{deal}」，會怎樣？",
            f"A client is moved to “{speech.name(deal)}” before everything is there. What happens?",
        ),
        speech.say(
            f"{kept}，回執寫明缺什麼。{gate.text}",
            f"{kept.capitalize()}, and the receipt names what is missing. {gate.en or gate.text}",
        ),
        "",
    )


def _red(stage: ProcessStage, speech: Speech) -> _Asked:
    first = next(step for step in stage.steps)
    return _Asked(
        _doers(stage),
        speech.say("回執上有標紅的格子，怎麼處理？", "The receipt has red cells. What do you do?"),
        speech.say(
            "按批註改正標紅的格子，存檔後把回執再投一次；已收下的行不必重填，空白不會抹去原有內容。",
            "Mend the red cells as the comments say, save and drop the receipt again; rows that were taken need not be "
            "typed again, and blanks erase nothing.",
        ),
        first.key,
    )
