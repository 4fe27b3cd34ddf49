"""What changed between two issues of the rule book, as sentences for the handbook's revision record.

An issue is kept whole (``Issue``), so any two can be compared at any time: nobody types what changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.errors import RuleBookError
from toolkit.rulebook.process import FILE
from toolkit.rulebook.revision_process import process_changes, retired_forms
from toolkit.rulebook.revision_words import Words
from toolkit.rulebook.yaml import Item, parse_yaml

MOST = 12
"""So many changes of one file other than the process are told one by one."""


@dataclass(frozen=True)
class Issue:
    """One issue: the rule files' texts, and of each form its title and columns (field → [title, 必填 or ""])."""

    texts: Mapping[str, str]
    forms: Mapping[str, tuple[str, Mapping[str, tuple[str, bool]]]] = field(default_factory=dict)


def changes(
    before: Issue, after: Issue, *, english: bool = False, names: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """Every change from one issue to the next, the process first; nothing where they are equal.

    ``names`` are the English ones of forms, documents and KPIs (Chinese → English).
    """
    titles = {name: title for issue in (before, after) for name, (title, _) in issue.forms.items()}
    words = Words(english, titles, names)
    return tuple(
        dict.fromkeys(
            [
                *process_changes(before.texts, after.texts, words),
                *_forms(before, after, words),
                *_others(before, after, words),
            ]
        )
    )


def _forms(before: Issue, after: Issue, words: Words) -> Iterator[str]:
    retired = retired_forms(before.texts)
    for name, (_, columns) in after.forms.items():
        if name not in before.forms:
            if name in retired:
                continue  # told as used again
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


def _others(before: Issue, after: Issue, words: Words) -> Iterator[str]:
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


def _between(old: object, new: object, way: str, words: Words) -> Iterator[str]:
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
