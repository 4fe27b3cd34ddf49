"""What changed in the steps between two versions of ``process.yaml``: one sentence a change."""

from collections.abc import Callable, Iterator

from toolkit.rulebook.nodes import EVENTS
from toolkit.rulebook.process import Process, Step
from toolkit.rulebook.revision_parts import Parts, attribute, differing, english
from toolkit.rulebook.revision_words import Words


def step_changes(old: Process, new: Process, words: Words) -> Iterator[str]:
    """Steps added, removed, moved and changed, in the order of the newer process."""
    stages = {stage.key: words.title(stage) for process in (old, new) for stage in process.stages}
    for key, step in new.steps.items():
        if key not in old.steps:
            yield _new_step(new, step, stages[step.stage], words)
        else:
            yield from _step(old, new, key, words)
    yield from _order(old, new, words)
    for key in [key for key in old.steps if key not in new.steps]:
        step = old.steps[key]
        yield words.say(
            f"階段「{stages[step.stage]}」刪除步驟「{step.title}」。",
            f"Stage “{stages[step.stage]}”: removed step “{words.title(step)}”.",
        )


def _order(old: Process, new: Process, words: Words) -> Iterator[str]:
    """Stages whose steps (those of before and now) stand in another order."""
    before = {stage.key: [step.key for step in stage.steps] for stage in old.stages}
    for stage in new.stages:
        now = [step.key for step in stage.steps if step.key in before.get(stage.key, ())]
        if now != [key for key in before.get(stage.key, ()) if key in now]:
            shown = words.listed(words.title(step) for step in stage.steps)
            yield words.say(
                f"階段「{stage.title}」的步驟順序改為：{shown}。", f"Stage “{words.title(stage)}”: steps now {shown}."
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
    if was.limit and now.limit:
        counted: Parts = {words.say("起算事件", "counted from"): lambda step: _event(_as_step(step), words)}
        yield from differing(who, was, now, words, counted)
    yield from _papers(who, was, now, words)
    yield from differing(who, was, now, words, _said(words))
    for name, zh, en in (("do", "操作要點", "what to do"), ("do_en", "英文操作要點", "English text of what to do")):
        yield from _items(who, words.say(zh, en), getattr(was, name), getattr(now, name), words)
    yield from _items(who, words.say("績效指標", "KPIs"), was.kpi, now.kpi, words)
    yield from _ways(who, (old, was), (new, now), words)


def _items(who: str, what: str, was: tuple[str, ...], now: tuple[str, ...], words: Words) -> Iterator[str]:
    """A list of texts: what came, what went; where only the order changed, that."""
    for one in [one for one in now if one not in was]:
        yield words.say(f"{who}的{what}新增「{one}」。", f"{who}: {what}, new “{words.name(one)}”.")
    for one in [one for one in was if one not in now]:
        yield words.say(f"{who}的{what}刪除「{one}」。", f"{who}: {what}, removed “{words.name(one)}”.")
    if was != now and sorted(was) == sorted(now):
        yield words.say(f"{who}的{what}順序已調整。", f"{who}: {what} in another order.")


def _ways(who: str, old: tuple[Process, Step], new: tuple[Process, Step], words: Words) -> Iterator[str]:
    """What was typed of a step's ways: a new neighbour in the file is no change of this step."""
    parts: Parts = {
        words.say("所屬階段", "stage"): lambda pair: _stage_title(pair, words),
        words.say("判斷問題", "question"): lambda pair: _asked(pair, words),
        words.say("後續步驟", "next step"): lambda pair: _next(pair, words),
    }
    if _typed(old[1]) != _typed(new[1]):
        yield from differing(who, old, new, words, parts)


def _typed(step: Step) -> tuple[object, ...]:
    return step.stage, step.decision, step.next


def _pair(pair: object) -> tuple[Process, Step]:
    assert isinstance(pair, tuple)  # noqa: S101 - what _ways hands over
    return pair


def _stage_title(pair: object, words: Words) -> str:
    process, step = _pair(pair)
    return words.title(next(stage for stage in process.stages if stage.key == step.stage))


def _asked(pair: object, words: Words) -> str:
    decision = _pair(pair)[1].decision
    return "" if decision is None else words.say(decision.question, decision.question_en or decision.question)


def _next(pair: object, words: Words) -> str:
    process, step = _pair(pair)
    if step.decision:
        yes, no = (_way(process, key, words) for key in (step.decision.yes, step.decision.no))
        return words.say(f"是→{yes}；否→{no}", f"yes: {yes}; no: {no}")
    return _way(process, step.next, words) if step.next else words.say("順序往下", "the next in order")


def _way(process: Process, key: str, words: Words) -> str:
    return words.title(process.steps[key]) if key in process.steps else words.say("流程結束", "the end")


def _as_step(step: object) -> Step:
    assert isinstance(step, Step)  # noqa: S101 - what _step hands over
    return step


def _said(words: Words) -> Parts:
    said = [("en", "英文名稱"), ("input_en", "英文輸入"), ("output_en", "英文輸出")]
    said += [("standard_en", "英文標準"), ("risk_en", "英文風險"), ("control_en", "英文控制措施")]
    return _said_here(words) | english(words, *said)


def _said_here(words: Words) -> dict[str, Callable[[object], str]]:
    return {
        words.say(zh, en): attribute(name)
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
        if getattr(old[1], name) != getattr(new[1], name):
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


def _event(step: Step, words: Words) -> str:
    """The event that the limit is counted from."""
    event = step.limit.event if step.limit else ""
    return words.say(EVENTS.get(event, event), event)


def _papers(who: str, old: Step, new: Step, words: Words) -> Iterator[str]:
    for name, zh, en in (("forms", "表單", "form"), ("documents", "文件", "document")):
        was, now = getattr(old, name), getattr(new, name)
        for paper in now:
            if paper not in was:
                title = words.form(paper) if name == "forms" else words.say(f"「{paper}」", f"“{words.name(paper)}”")
                yield words.say(f"{who}新增{zh}{title}。", f"{who}: new {en} {title}.")
        for paper in was:
            if paper not in now:
                title = words.form(paper) if name == "forms" else words.say(f"「{paper}」", f"“{words.name(paper)}”")
                yield words.say(f"{who}不再使用{zh}{title}。", f"{who}: {en} {title} is no longer used.")
