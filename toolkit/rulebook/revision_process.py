"""What changed between two versions of ``process.yaml``: one sentence a change."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from toolkit.errors import RuleBookError
from toolkit.rulebook.process import FILE, Process, Step
from toolkit.rulebook.process_read import parse_process
from toolkit.rulebook.revision_words import Words

_T = TypeVar("_T")


def process_changes(before: Mapping[str, str], after: Mapping[str, str], words: Words) -> list[str]:
    """Every change from the process in ``before`` (file name → text) to that in ``after``.

    Nothing where one of them cannot be read: an issue of another time is no reason to print no handbook.
    """
    try:
        old, new = parse_process(before[FILE]), parse_process(after[FILE])
    except (KeyError, RuleBookError):
        return []
    return [
        *_named(old.roles, new.roles, words.say("角色", "role"), words, _role_parts(words)),
        *_stages(old, new, words),
        *_steps(old, new, words),
        *_named(_by_key(old.gates), _by_key(new.gates), words.say("關卡", "gate"), words, _gate_parts(words)),
        *_named(_by_key(old.branches), _by_key(new.branches), words.say("分支", "branch"), words, _ANY),
        *_named(_by_term(old), _by_term(new), words.say("術語", "term"), words, _ANY),
        *_named(_by_record(old), _by_record(new), words.say("保存規定", "retention"), words, _ANY),
        *_retired(old, new, words),
        *_moves(old, new, words),
        *_reviewers(old, new, words),
    ]


def _by_key(items: Iterable[_T]) -> dict[str, _T]:
    return {str(getattr(item, "key", "")): item for item in items}


def _by_term(process: Process) -> dict[str, object]:
    return {one.term: one for one in process.terms}


def _by_record(process: Process) -> dict[str, object]:
    return {one.record: one for one in process.records}


Parts = Mapping[str, Callable[[object], str]]
"""What of a thing is compared: its name in the sentence → its value as text."""

_ANY: Parts = {"": repr}


def _named(
    old: Mapping[str, object], new: Mapping[str, object], kind: str, words: Words, parts: Parts
) -> Iterator[str]:
    """Things added, removed and changed, by their keys."""
    for key in [key for key in new if key not in old]:
        yield words.say(f"新增{kind}「{_name(new[key], words)}」。", f"New {kind} “{_name(new[key], words)}”.")
    for key in [key for key in old if key not in new]:
        yield words.say(f"刪除{kind}「{_name(old[key], words)}」。", f"Removed {kind} “{_name(old[key], words)}”.")
    for key, thing in new.items():
        if key in old:
            yield from _differing(f"{kind}「{_name(thing, words)}」", old[key], thing, words, parts)


def _name(thing: object, words: Words) -> str:
    return words.title(thing) or words.say(str(getattr(thing, "text", "")), str(getattr(thing, "en", "")))


def _differing(who: str, old: object, new: object, words: Words, parts: Parts) -> Iterator[str]:
    for what, value in parts.items():
        was, now = value(old), value(new)
        if was == now:
            continue
        if not what:
            yield words.say(f"{who}的內容已修改。", f"{who}: changed.")
        else:
            yield words.say(f"{who}的{what}由「{was}」改為「{now}」。", f"{who}: {what} from “{was}” to “{now}”.")


def _attribute(name: str) -> Callable[[object], str]:
    return lambda thing: str(getattr(thing, name))


def _role_parts(words: Words) -> Parts:
    return {
        words.say("名稱", "title"): _attribute("title"),
        words.say("部門", "department"): _attribute("department"),
        words.say("職責", "duty"): _attribute("duty"),
    }


def _gate_parts(words: Words) -> Parts:
    return {
        words.say("客戶階段", "deal stage"): _attribute("before"),
        words.say("條件", "conditions"): lambda gate: words.listed(getattr(gate, "needs", ())),
        words.say("力度", "strength"): lambda gate: (
            words.say("退回", "refuse") if getattr(gate, "strict", False) else words.say("提醒", "warn")
        ),
        words.say("要求", "text"): _attribute("text"),
    }


def _stages(old: Process, new: Process, words: Words) -> Iterator[str]:
    parts: Parts = {
        words.say("名稱", "title"): _attribute("title"),
        words.say("目的", "purpose"): _attribute("purpose"),
        words.say("客戶階段", "deal stages"): lambda stage: words.listed(getattr(stage, "deal_stages", ())),
    }
    yield from _named(_by_key(old.stages), _by_key(new.stages), words.say("階段", "stage"), words, parts)


def _steps(old: Process, new: Process, words: Words) -> Iterator[str]:
    stages = {stage.key: words.title(stage) for process in (old, new) for stage in process.stages}
    for key, step in new.steps.items():
        if key not in old.steps:
            yield _new_step(new, step, stages[step.stage], words)
        else:
            yield from _step(old, new, key, words)
    for key in [key for key in old.steps if key not in new.steps]:
        step = old.steps[key]
        yield words.say(
            f"階段「{stages[step.stage]}」刪除步驟「{step.title}」。",
            f"Stage “{stages[step.stage]}”: removed step “{words.title(step)}”.",
        )


def _new_step(process: Process, step: Step, stage: str, words: Words) -> str:
    who, answers = (_role_titles(process, roles, words) for roles in (step.responsible, step.accountable))
    limit = _limit(step, words)
    return words.say(
        f"階段「{stage}」新增步驟「{step.title}」（執行：{who}；負責：{answers}；時限：{limit}）。",
        f"Stage “{stage}”: new step “{words.title(step)}” (R {who}; A {answers}; limit {limit}).",
    )


def _step(old: Process, new: Process, key: str, words: Words) -> Iterator[str]:
    was, now = old.steps[key], new.steps[key]
    who = words.say(f"步驟「{now.title}」", f"Step “{words.title(now)}”")
    yield from _duties(who, (old, was), (new, now), words)
    if _limit(was, words) != _limit(now, words):
        yield words.say(
            f"{who}的時限由「{_limit(was, words)}」改為「{_limit(now, words)}」。",
            f"{who}: limit from “{_limit(was, words)}” to “{_limit(now, words)}”.",
        )
    yield from _papers(who, was, now, words)
    yield from _differing(who, was, now, words, _said(words))
    for name, zh, en in (("do", "操作要點", "what to do"), ("kpi", "績效指標", "KPIs")):
        if getattr(was, name) != getattr(now, name):
            yield words.say(f"{who}的{zh}已修改。", f"{who}: {en} changed.")
    if (was.stage, old.follows(was)) != (now.stage, new.follows(now)) and _ways(old, was) != _ways(new, now):
        yield words.say(f"{who}的後續步驟或判斷已修改。", f"{who}: what follows changed.")


def _ways(process: Process, step: Step) -> tuple[object, ...]:
    """What was typed of a step's ways: a new neighbour in the file is no change of this step."""
    del process
    return step.stage, step.decision, step.next


def _said(words: Words) -> Parts:
    return {
        words.say(zh, en): _attribute(name)
        for name, zh, en in (
            ("title", "名稱", "title"),
            ("input", "輸入", "input"),
            ("output", "輸出", "output"),
            ("standard", "標準", "standard"),
            ("risk", "風險", "risk"),
            ("control", "控制措施", "control"),
        )
    }


def _duties(who: str, old: tuple[Process, Step], new: tuple[Process, Step], words: Words) -> Iterator[str]:
    for name, zh, en in (
        ("responsible", "執行（R）", "responsible"),
        ("accountable", "負責（A）", "accountable"),
        ("consulted", "諮詢（C）", "consulted"),
        ("informed", "知會（I）", "informed"),
    ):
        was, now = (_role_titles(process, getattr(step, name), words) for process, step in (old, new))
        if was != now:
            yield words.say(f"{who}的{zh}由「{was}」改為「{now}」。", f"{who}: {en} from “{was}” to “{now}”.")


def _role_titles(process: Process, roles: str | tuple[str, ...], words: Words) -> str:
    keys = (roles,) if isinstance(roles, str) else roles
    return words.listed(words.title(process.roles[key]) for key in keys)


def _limit(step: Step, words: Words) -> str:
    if step.limit is None:
        return words.say("無", "none")
    return words.say(
        f"{step.limit.after}後 {step.limit.days} 個工作日",
        f"{step.limit.days} working days after {step.limit.after_en or step.limit.after}",
    )


def _papers(who: str, old: Step, new: Step, words: Words) -> Iterator[str]:
    for name, zh, en in (("forms", "表單", "form"), ("documents", "文件", "document")):
        was, now = getattr(old, name), getattr(new, name)
        for paper in now:
            if paper not in was:
                title = words.form(paper) if name == "forms" else f"「{paper}」"
                yield words.say(f"{who}新增{zh}{title}。", f"{who}: new {en} {title}.")
        for paper in was:
            if paper not in now:
                title = words.form(paper) if name == "forms" else f"「{paper}」"
                yield words.say(f"{who}不再使用{zh}{title}。", f"{who}: {en} {title} is no longer used.")


def _retired(old: Process, new: Process, words: Words) -> Iterator[str]:
    for form in sorted(new.retired_forms - old.retired_forms):
        yield words.say(f"停用表單{words.form(form)}。", f"Form {words.form(form)} retired.")
    for form in sorted(old.retired_forms - new.retired_forms):
        yield words.say(f"恢復使用表單{words.form(form)}。", f"Form {words.form(form)} is used again.")
    if old.unguarded != new.unguarded:
        yield words.say("不設關卡的條件已修改。", "Conditions without a gate changed.")


def _moves(old: Process, new: Process, words: Words) -> Iterator[str]:
    for stage, after in new.moves.items():
        was = old.moves.get(stage, ())
        if set(was) != set(after):
            yield words.say(
                f"客戶階段「{stage}」可轉入的階段由「{words.listed(was)}」改為「{words.listed(after)}」。",
                f"From deal stage “{stage}”: to “{words.listed(after)}” instead of “{words.listed(was)}”.",
            )


def _reviewers(old: Process, new: Process, words: Words) -> Iterator[str]:
    if old.reviewers != new.reviewers:
        shown = words.listed(one.department for one in new.reviewers)
        yield words.say(f"合同會簽部門或代理人已修改，現為：{shown}。", f"Contract reviewers changed, now: {shown}.")
