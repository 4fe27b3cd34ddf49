"""Comparing two of a kind by their parts: one sentence for each that differs."""

from collections.abc import Callable, Iterator, Mapping

from toolkit.rulebook.revision_words import Words

Parts = Mapping[str, Callable[[object], str]]
"""What of a thing is compared: its name in the sentence → its value as text."""


def named(old: Mapping[str, object], new: Mapping[str, object], kind: str, words: Words, parts: Parts) -> Iterator[str]:
    """Things added, removed and changed, by their keys."""
    for key in [key for key in new if key not in old]:
        yield words.say(f"新增{kind}「{_name(new[key], words)}」。", f"New {kind} “{_name(new[key], words)}”.")
    for key in [key for key in old if key not in new]:
        yield words.say(f"刪除{kind}「{_name(old[key], words)}」。", f"Removed {kind} “{_name(old[key], words)}”.")
    for key, thing in new.items():
        if key in old:
            yield from differing(f"{kind}「{_name(thing, words)}」", old[key], thing, words, parts)


def _name(thing: object, words: Words) -> str:
    return words.title(thing) or words.say(str(getattr(thing, "text", "")), str(getattr(thing, "en", "")))


def differing(who: str, old: object, new: object, words: Words, parts: Parts) -> Iterator[str]:
    """One sentence for each of ``parts`` that is not the same of both."""
    for what, value in parts.items():
        was, now = value(old), value(new)
        if was == now:
            continue
        was, now = (text or words.say("（無）", "(none)") for text in (was, now))
        yield words.say(f"{who}的{what}由「{was}」改為「{now}」。", f"{who}: {what} from “{was}” to “{now}”.")


def attribute(name: str) -> Callable[[object], str]:
    """The attribute called ``name``, as text."""
    return lambda thing: str(getattr(thing, name))


def english(words: Words, *names: tuple[str, str]) -> dict[str, Callable[[object], str]]:
    """The English texts of a thing: field and what it is called."""
    return {
        words.say(zh, f"English {name.removesuffix('_en') if name != 'en' else 'title'}"): attribute(name)
        for name, zh in names
    }
