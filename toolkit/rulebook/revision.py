"""What changed between two issues of the rule book, as sentences for the handbook's revision record.

An issue is kept whole (``Issue``), so any two can be compared at any time: nobody types what changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from toolkit.errors import RuleBookError
from toolkit.rulebook.process import FILE, Process, Step
from toolkit.rulebook.process_read import parse_process
from toolkit.rulebook.yaml import Item, parse_yaml

MOST = 12
"""So many changes of one file other than the process are told one by one."""

_T = TypeVar("_T")


@dataclass(frozen=True)
class Issue:
    """One issue: the rule files' texts, and of each form its title and columns (field → [title, 必填 or ""])."""

    texts: Mapping[str, str]
    forms: Mapping[str, tuple[str, Mapping[str, tuple[str, bool]]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Words:
    """Says a sentence in Chinese or English."""

    english: bool
    forms: Mapping[str, str]

    def say(self, zh: str, en: str) -> str:
        return en if self.english else zh

    def title(self, one: object) -> str:
        english = str(getattr(one, "en", ""))
        zh = str(getattr(one, "title", "") or getattr(one, "term", "") or getattr(one, "record", ""))
        return english or zh if self.english else zh

    def form(self, name: str) -> str:
        title = self.forms.get(name, name)
        return title if self.english else f"《{title}》"

    def listed(self, texts: Iterable[str]) -> str:
        return (", " if self.english else "、").join(texts) or self.say("（無）", "(none)")


def changes(before: Issue, after: Issue, *, english: bool = False) -> tuple[str, ...]:
    """Every change from one issue to the next, the process first; nothing where they are equal."""
    titles = {name: title for issue in (before, after) for name, (title, _) in issue.forms.items()}
    words = _Words(english, titles)
    return tuple(
        dict.fromkeys([*_process(before, after, words), *_forms(before, after, words), *_others(before, after, words)])
    )


def _process(before: Issue, after: Issue, words: _Words) -> list[str]:
    try:
        old, new = parse_process(before.texts[FILE]), parse_process(after.texts[FILE])
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
    old: Mapping[str, object], new: Mapping[str, object], kind: str, words: _Words, parts: Parts
) -> Iterator[str]:
    """Things added, removed and changed, by their keys."""
    for key in [key for key in new if key not in old]:
        yield words.say(f"新增{kind}「{_name(new[key], words)}」。", f"New {kind} “{_name(new[key], words)}”.")
    for key in [key for key in old if key not in new]:
        yield words.say(f"刪除{kind}「{_name(old[key], words)}」。", f"Removed {kind} “{_name(old[key], words)}”.")
    for key, thing in new.items():
        if key in old:
            yield from _differing(f"{kind}「{_name(thing, words)}」", old[key], thing, words, parts)


def _name(thing: object, words: _Words) -> str:
    return words.title(thing) or words.say(str(getattr(thing, "text", "")), str(getattr(thing, "en", "")))


def _differing(who: str, old: object, new: object, words: _Words, parts: Parts) -> Iterator[str]:
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


def _role_parts(words: _Words) -> Parts:
    return {
        words.say("名稱", "title"): _attribute("title"),
        words.say("部門", "department"): _attribute("department"),
        words.say("職責", "duty"): _attribute("duty"),
    }


def _gate_parts(words: _Words) -> Parts:
    return {
        words.say("客戶階段", "deal stage"): _attribute("before"),
        words.say("條件", "conditions"): lambda gate: words.listed(getattr(gate, "needs", ())),
        words.say("力度", "strength"): lambda gate: (
            words.say("退回", "refuse") if getattr(gate, "strict", False) else words.say("提醒", "warn")
        ),
        words.say("要求", "text"): _attribute("text"),
    }


def _stages(old: Process, new: Process, words: _Words) -> Iterator[str]:
    parts: Parts = {
        words.say("名稱", "title"): _attribute("title"),
        words.say("目的", "purpose"): _attribute("purpose"),
        words.say("客戶階段", "deal stages"): lambda stage: words.listed(getattr(stage, "deal_stages", ())),
    }
    yield from _named(_by_key(old.stages), _by_key(new.stages), words.say("階段", "stage"), words, parts)


def _steps(old: Process, new: Process, words: _Words) -> Iterator[str]:
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


def _new_step(process: Process, step: Step, stage: str, words: _Words) -> str:
    who, answers = (_role_titles(process, roles, words) for roles in (step.responsible, step.accountable))
    limit = _limit(step, words)
    return words.say(
        f"階段「{stage}」新增步驟「{step.title}」（執行：{who}；負責：{answers}；時限：{limit}）。",
        f"Stage “{stage}”: new step “{words.title(step)}” (R {who}; A {answers}; limit {limit}).",
    )


def _step(old: Process, new: Process, key: str, words: _Words) -> Iterator[str]:
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


def _said(words: _Words) -> Parts:
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


def _duties(who: str, old: tuple[Process, Step], new: tuple[Process, Step], words: _Words) -> Iterator[str]:
    for name, zh, en in (
        ("responsible", "執行（R）", "responsible"),
        ("accountable", "負責（A）", "accountable"),
        ("consulted", "諮詢（C）", "consulted"),
        ("informed", "知會（I）", "informed"),
    ):
        was, now = (_role_titles(process, getattr(step, name), words) for process, step in (old, new))
        if was != now:
            yield words.say(f"{who}的{zh}由「{was}」改為「{now}」。", f"{who}: {en} from “{was}” to “{now}”.")


def _role_titles(process: Process, roles: str | tuple[str, ...], words: _Words) -> str:
    keys = (roles,) if isinstance(roles, str) else roles
    return words.listed(words.title(process.roles[key]) for key in keys)


def _limit(step: Step, words: _Words) -> str:
    if step.limit is None:
        return words.say("無", "none")
    return words.say(
        f"{step.limit.after}後 {step.limit.days} 個工作日",
        f"{step.limit.days} working days after {step.limit.after_en or step.limit.after}",
    )


def _papers(who: str, old: Step, new: Step, words: _Words) -> Iterator[str]:
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


def _retired(old: Process, new: Process, words: _Words) -> Iterator[str]:
    for form in sorted(new.retired_forms - old.retired_forms):
        yield words.say(f"停用表單{words.form(form)}。", f"Form {words.form(form)} retired.")
    for form in sorted(old.retired_forms - new.retired_forms):
        yield words.say(f"恢復使用表單{words.form(form)}。", f"Form {words.form(form)} is used again.")
    if old.unguarded != new.unguarded:
        yield words.say("不設關卡的條件已修改。", "Conditions without a gate changed.")


def _moves(old: Process, new: Process, words: _Words) -> Iterator[str]:
    for stage, after in new.moves.items():
        was = old.moves.get(stage, ())
        if set(was) != set(after):
            yield words.say(
                f"客戶階段「{stage}」可轉入的階段由「{words.listed(was)}」改為「{words.listed(after)}」。",
                f"From deal stage “{stage}”: to “{words.listed(after)}” instead of “{words.listed(was)}”.",
            )


def _reviewers(old: Process, new: Process, words: _Words) -> Iterator[str]:
    if old.reviewers != new.reviewers:
        shown = words.listed(one.department for one in new.reviewers)
        yield words.say(f"合同會簽部門或代理人已修改，現為：{shown}。", f"Contract reviewers changed, now: {shown}.")


def _forms(before: Issue, after: Issue, words: _Words) -> Iterator[str]:
    for name, (_, columns) in after.forms.items():
        if name not in before.forms:
            yield words.say(f"新增表單{words.form(name)}。", f"New form {words.form(name)}.")
            continue
        was = before.forms[name][1]
        for key, (title, required) in columns.items():
            if key not in was:
                yield words.say(
                    f"表單{words.form(name)}新增欄「{title}」。", f"{words.form(name)}: new column “{title}”."
                )
            elif was[key][1] != required:
                now = words.say("必填", "required") if required else words.say("選填", "optional")
                yield words.say(
                    f"表單{words.form(name)}的欄「{title}」改為{now}。", f"{words.form(name)}: “{title}” is {now}."
                )
        for key in [key for key in was if key not in columns]:
            yield words.say(
                f"表單{words.form(name)}取消欄「{was[key][0]}」。", f"{words.form(name)}: no column “{was[key][0]}”."
            )


def _others(before: Issue, after: Issue, words: _Words) -> Iterator[str]:
    for name in sorted(after.texts):
        if name == FILE or before.texts.get(name) == after.texts[name]:
            continue
        if name.endswith(".md"):
            yield words.say(f"章節文字已修改：{name}。", f"Prose changed: {name}.")
            continue
        found = list(_between(_plain(name, before.texts.get(name, "")), _plain(name, after.texts[name]), "", words))
        yield from (f"{name}：{text}" if not words.english else f"{name}: {text}" for text in found[:MOST])
        if len(found) > MOST:
            more = len(found) - MOST
            yield words.say(f"{name}：另有 {more} 處修改。", f"{name}: {more} more changes.")


def _plain(name: str, text: str) -> object:
    try:
        return _value(parse_yaml(name, text))
    except RuleBookError:
        return {}


def _value(item: Item) -> object:
    if item.is_mapping:
        return {key: _value(below) for key, below in item.mapping().items()}
    if item.is_sequence:
        return [_value(below) for below in item.sequence()]
    return str(item.node.value)


def _between(old: object, new: object, way: str, words: _Words) -> Iterator[str]:
    """The differences of two files by their keys; lists are compared as a whole."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*new, *(key for key in old if key not in new)]:
            yield from _between(old.get(key), new.get(key), f"{way}.{key}" if way else key, words)
    elif old != new:
        was, now = _shown(old), _shown(new)
        if old is None:
            yield words.say(f"新增 {way}（{now}）。", f"new {way} ({now}).")
        elif new is None:
            yield words.say(f"刪除 {way}。", f"removed {way}.")
        else:
            yield words.say(f"{way} 由「{was}」改為「{now}」。", f"{way} from “{was}” to “{now}”.")


def _shown(value: object) -> str:
    if isinstance(value, list):
        text = "、".join(_shown(one) for one in value)
    elif isinstance(value, dict):
        text = "、".join(f"{key} {_shown(one)}" for key, one in value.items())
    else:
        text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
