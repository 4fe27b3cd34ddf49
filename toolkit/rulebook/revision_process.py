"""What changed between two versions of ``process.yaml``: one sentence a change."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from toolkit.errors import RuleBookError
from toolkit.rulebook.process import END, FILE, Process
from toolkit.rulebook.process_read import read_process
from toolkit.rulebook.revision_parts import Parts, attribute, differing, english, named
from toolkit.rulebook.revision_steps import step_changes
from toolkit.rulebook.revision_words import Words

_T = TypeVar("_T")


def process_changes(before: Mapping[str, str], after: Mapping[str, str], words: Words) -> list[str]:
    """Every change from the process in ``before`` (file name → text) to that in ``after``.

    Nothing where one of them cannot be read: an issue of another time is no reason to print no handbook.
    """
    try:
        old, new = read_process(before[FILE]), read_process(after[FILE])
    except (KeyError, RuleBookError):
        return []
    roles, steps = _titles(old.roles, new.roles, words), _titles(old.steps, new.steps, words)
    branch, record = _branch_parts(words, steps), _record_parts(words, roles)
    return [
        *_head(old, new, words),
        *named(old.roles, new.roles, words.say("角色", "role"), words, _role_parts(words)),
        *_stages(old, new, words),
        *step_changes(old, new, words),
        *named(_by_key(old.gates), _by_key(new.gates), words.say("關卡", "gate"), words, _gate_parts(words)),
        *named(_by_key(old.branches), _by_key(new.branches), words.say("分支", "branch"), words, branch),
        *named(_by_term(old), _by_term(new), words.say("術語", "term"), words, _term_parts(words)),
        *named(_by_record(old), _by_record(new), words.say("保存規定", "retention"), words, record),
        *_retired(old, new, words),
        *_moves(old, new, words),
        *_reviewers(old, new, roles, words),
    ]


def _titles(old: Mapping[str, object], new: Mapping[str, object], words: Words) -> dict[str, str]:
    """Key → title, of before and now: a key is nothing that readers know."""
    return {key: words.title(one) for key, one in {**old, **new}.items()}


def _titled(name: str, titles: Mapping[str, str], words: Words) -> Callable[[object], str]:
    """The attribute called ``name``, one key or several, by their titles."""

    def said(one: object) -> str:
        keys = getattr(one, name)
        every = (keys,) if isinstance(keys, str) else keys
        return words.listed(words.say("流程結束", "the end") if key == END else titles.get(key, key) for key in every)

    return said


def retired_forms(texts: Mapping[str, str]) -> frozenset[str]:
    """The forms that were retired in the process of ``texts``; none where it cannot be read."""
    try:
        return read_process(texts[FILE]).retired_forms
    except (KeyError, RuleBookError):
        return frozenset()


def _head(old: Process, new: Process, words: Words) -> Iterator[str]:
    """What stands on the cover."""
    who = words.say("手冊", "Handbook")
    for name, zh, en in (
        ("number", "文件編號", "number"),
        ("title", "名稱", "title"),
        ("title_en", "英文名稱", "English title"),
        ("prepared_by", "編制部門", "prepared by"),
        ("reviewed_by", "審核", "reviewed by"),
        ("approved_by", "批准", "approved by"),
    ):
        yield from differing(who, old, new, words, {words.say(zh, en): attribute(name)})


def _by_key(items: Iterable[_T]) -> dict[str, _T]:
    return {str(getattr(item, "key", "")): item for item in items}


def _by_term(process: Process) -> dict[str, object]:
    return {one.term: one for one in process.terms}


def _by_record(process: Process) -> dict[str, object]:
    return {one.record: one for one in process.records}


def _role_parts(words: Words) -> Parts:
    return {
        words.say("名稱", "title"): attribute("title"),
        words.say("部門", "department"): attribute("department"),
        words.say("職責", "duty"): attribute("duty"),
        words.say("內外", "side"): lambda role: (
            words.say("外部", "outside") if getattr(role, "external", False) else words.say("公司內", "of the company")
        ),
        **english(words, ("en", "英文名稱"), ("department_en", "英文部門"), ("duty_en", "英文職責")),
    }


def _branch_parts(words: Words, steps: Mapping[str, str]) -> Parts:
    return {
        words.say("名稱", "title"): attribute("title"),
        words.say("起點", "start"): _titled("at", steps, words),
        words.say("情況", "case"): attribute("when"),
        words.say("去向", "target"): _titled("then", steps, words),
        words.say("處理", "result"): attribute("result"),
        **english(words, ("en", "英文名稱"), ("when_en", "英文情況"), ("result_en", "英文處理")),
    }


def _term_parts(words: Words) -> Parts:
    return {
        words.say("釋義", "meaning"): attribute("meaning"),
        **english(words, ("en", "英文名稱"), ("meaning_en", "英文釋義")),
    }


def _record_parts(words: Words, roles: Mapping[str, str]) -> Parts:
    return {
        words.say("保管角色", "keeper"): _titled("keeper", roles, words),
        words.say("存放位置", "place"): attribute("place"),
        words.say("保存期", "kept"): attribute("kept"),
        words.say("依據", "basis"): attribute("basis"),
        **english(words, ("en", "英文名稱"), ("place_en", "英文位置"), ("kept_en", "英文保存期")),
        **english(words, ("basis_en", "英文依據")),
    }


def _gate_parts(words: Words) -> Parts:
    return {
        words.say("客戶階段", "deal stage"): attribute("before"),
        words.say("條件", "conditions"): lambda gate: words.conditions(getattr(gate, "needs", ())),
        words.say("力度", "strength"): lambda gate: (
            words.say("退回", "refuse") if getattr(gate, "strict", False) else words.say("提醒", "warn")
        ),
        words.say("要求", "text"): attribute("text"),
        **english(words, ("en", "英文要求")),
    }


def _stages(old: Process, new: Process, words: Words) -> Iterator[str]:
    parts: Parts = {
        words.say("名稱", "title"): attribute("title"),
        words.say("目的", "purpose"): attribute("purpose"),
        words.say("客戶階段", "deal stages"): lambda stage: words.listed(getattr(stage, "deal_stages", ())),
        **english(words, ("en", "英文名稱"), ("purpose_en", "英文目的")),
    }
    yield from named(_by_key(old.stages), _by_key(new.stages), words.say("階段", "stage"), words, parts)


def _retired(old: Process, new: Process, words: Words) -> Iterator[str]:
    for form in sorted(new.retired_forms - old.retired_forms):
        yield words.say(f"停用表單{words.form(form)}。", f"Form {words.form(form)} retired.")
    for form in sorted(old.retired_forms - new.retired_forms):
        yield words.say(f"恢復使用表單{words.form(form)}。", f"Form {words.form(form)} is used again.")
    if old.unguarded != new.unguarded:
        was, now = (words.conditions(sorted(one.unguarded)) for one in (old, new))
        yield words.say(
            f"不設關卡的條件由「{was}」改為「{now}」。", f"Conditions without a gate from “{was}” to “{now}”."
        )


def _moves(old: Process, new: Process, words: Words) -> Iterator[str]:
    for stage in [*new.moves, *(stage for stage in old.moves if stage not in new.moves)]:
        was, after = old.moves.get(stage, ()), new.moves.get(stage, ())
        if set(was) != set(after):
            yield words.say(
                f"客戶階段「{stage}」可轉入的階段由「{words.listed(was)}」改為「{words.listed(after)}」。",
                f"From deal stage “{stage}”: to “{words.listed(after)}” instead of “{words.listed(was)}”.",
            )


def _reviewers(old: Process, new: Process, roles: Mapping[str, str], words: Words) -> Iterator[str]:
    kind = words.say("會簽部門", "reviewer")
    was, now = ({one.department: one for one in process.reviewers} for process in (old, new))
    for name in [name for name in now if name not in was]:
        yield words.say(f"新增{kind}「{name}」。", f"New {kind} “{name}”.")
    for name in [name for name in was if name not in now]:
        yield words.say(f"刪除{kind}「{name}」。", f"Removed {kind} “{name}”.")
    parts: Parts = {
        words.say("角色", "role"): _titled("role", roles, words),
        words.say("代表人", "people"): lambda one: words.listed(getattr(one, "people", ())),
        words.say("資料夾", "folder"): attribute("folder"),
        words.say("審核人", "people"): lambda one: words.listed(getattr(one, "people", ())),
        words.say("代理人", "deputies"): lambda one: words.listed(getattr(one, "deputies", ())),
    }
    for name in [name for name in now if name in was]:
        yield from differing(words.say(f"{kind}「{name}」", f"Reviewer “{name}”"), was[name], now[name], words, parts)
