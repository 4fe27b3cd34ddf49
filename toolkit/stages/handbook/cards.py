"""Role cards, one page a role, drawn from the process and from the mistakes that were made. Pure."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from toolkit.messages.catalogue import codes
from toolkit.messages.finding import Code
from toolkit.outcome import DocumentOrder
from toolkit.rulebook.process import Role, Step
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.context import Context, DocumentFacts, Term, company_facts
from toolkit.stages.handbook.numbering import step_numbers, step_title
from toolkit.stages.handbook.speech import CHINESE, Speech
from toolkit.stages.handbook.steps import duty_of

CARD, ENGLISH_CARD = "崗位卡", "Role card"
FOLDER = "手冊"
Mistakes = Mapping[str, Mapping[str, int]]
"""Form name → finding code and field (``value.empty@phone``) → how often it kept a row out."""
_BLANK = re.compile(r"\{[^{}]*\}")
_DOTS = re.compile(r"…(?:\s*…)+")
_SHOWN_MISTAKES = 3
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


def card_orders(rules: RuleBook, mistakes: Mistakes, speech: Speech = CHINESE) -> tuple[DocumentOrder, ...]:
    """One card for every role of the company that has a step; ``mistakes`` as the intake counted them."""
    template = ENGLISH_CARD if speech.english else CARD
    roles = [role for role in rules.process.roles.values() if not role.external]
    cards = [(role, _card(rules, role, mistakes, speech)) for role in roles]
    return tuple(
        DocumentOrder(
            template, card.plain(), FOLDER, f"{template} {speech.say(role.title, role.en)}", kind=template, final=True
        )
        for role, card in cards
        if card.card_steps or card.card_answers
    )


def form_titles(speech: Speech) -> dict[str, str]:
    """Form → what it is called."""
    return {form.name: speech.say(form.title, form.en) for form in FORMS}


# cards


def _card(rules: RuleBook, role: Role, mistakes: Mistakes, speech: Speech) -> CardContext:
    process = rules.process
    numbers = step_numbers(process)
    steps = process.steps.values()
    doing = [step for step in steps if role.key in step.responsible]
    answering = [step for step in steps if role.key == step.accountable and step not in doing]
    beside = [step for step in steps if role.key in (*step.consulted, *step.informed) and step not in doing + answering]
    forms = list(dict.fromkeys(name for step in doing for name in step.forms))
    if any(one.role == role.key for one in process.reviewers) and "approvals" not in forms:
        forms.append("approvals")
    often = _often(forms, mistakes, speech)
    return CardContext(
        **company_facts(rules.company),
        printed_on=process.issued_on,
        process_number=process.number,
        process_version=process.version,
        role=speech.say(role.title, role.en),
        role_department=speech.say(role.department, role.department_en),
        duty=duty_of(process, role.key, speech),
        card_steps=tuple(_card_step(step, numbers[step.key], speech) for step in doing),
        card_answers=_listed(answering, numbers, speech),
        card_others=_listed(beside, numbers, speech),
        card_mistakes=often,
        mistakes_basis=_basis(often, forms, speech),
    )


def _listed(steps: list[Step], numbers: Mapping[str, str], speech: Speech) -> str | None:
    return speech.listed(f"{numbers[step.key]} {step_title(step, speech)}" for step in steps) or None


def _card_step(step: Step, number: str, speech: Speech) -> CardStep:
    titles = form_titles(speech)
    do = step.do_en if speech.english and step.do_en else step.do
    return CardStep(
        step_number=number,
        step_title=step_title(step, speech),
        step_do=do[0],
        limit=_limit(step, speech),
        step_forms=speech.listed(titles.get(name, name) for name in step.forms) or None,
    )


def _limit(step: Step, speech: Speech) -> str | None:
    if step.limit is None:
        return None
    days, after = step.limit.days, speech.say(step.limit.after, step.limit.after_en)
    return speech.say(f"{after}後 {days} 天", f"{days} day{'s' if days > 1 else ''} from {after}")


def _often(forms: list[str], mistakes: Mistakes, speech: Speech) -> tuple[CardMistake, ...]:
    """The mistakes most often made in ``forms``; ties by code, so that cards do not change without cause."""
    counted: Counter[tuple[str, str]] = Counter()
    for form in forms:
        for code, count in mistakes.get(form, {}).items():
            counted[code, form] += count
    known = {code.code: code for code in codes()}
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    found = [(*what.partition("@")[::2], form, count) for (what, form), count in ranked]
    told = [_mistake(known[code], field, form, count, speech) for code, field, form, count in found if code in known]
    return tuple(told[:_SHOWN_MISTAKES])


def _mistake(code: Code, field: str, form: str, count: int, speech: Speech) -> CardMistake:
    column = _COLUMNS.get(form, {}).get(field)
    title = speech.say(column.title, column.en) if column else ""
    mend = _general(speech.say(code.zh_do, code.en_do), title)
    if column and column.help and not speech.english and (not mend or "…" in mend):
        mend = column.help
    if column and column.options and (not mend or "…" in mend):
        mend = speech.say("從這一欄的下拉清單選。", "Choose from the dropdown of this column.")
    return CardMistake(
        mistake=_general(speech.say(code.zh, code.en), title),
        mistake_form=form_titles(speech).get(form, form),
        error_do=mend or speech.say("按回執的說明改正後再投一次。", "Mend it as the receipt says and drop it again."),
        mistake_count=speech.say(f"{count} 次", f"{count} ×"),
    )


def _general(pattern: str, title: str) -> str:
    """A sentence about the column ``title`` without the values of a case."""
    named = pattern.replace("{field}", title) if title else pattern
    return _DOTS.sub("…", _BLANK.sub("…", named))


def _basis(often: tuple[CardMistake, ...], forms: list[str], speech: Speech) -> str:
    if often:
        return speech.say(
            "取自收件紀錄中被退回的資料列，次數最多的在前。", "From rows that came back, the most frequent first."
        )
    if forms:
        return speech.say("收件紀錄中尚無本崗位表單的退回紀錄。", "No row of this role's forms has come back yet.")
    return speech.say("本崗位不填表單。", "This role fills in no form.")
