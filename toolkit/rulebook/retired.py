"""Retired forms are told to nobody any more: clauses and items that only name one are left out of what is printed.

A sentence of the rule book or of a chapter may still say 「按《考察安排表》記錄」 after 考察安排表 was retired. The
clause is left out, and the office is told where it stands, so that somebody writes the sentence anew. Pure.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from toolkit.rulebook.process import Process, ProcessStage, Step

_SENTENCE = re.compile(r"[^。！？；]*[。！？；]?")
_CLAUSE = re.compile(r"[^，]*，?")
_NONE: Mapping[str, str] = MappingProxyType({})
_SAID = ("input", "output", "standard", "risk", "control")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that still names a retired form: the file and, in it, the step or line."""

    file: str
    place: str
    title: str
    text: str


def without(text: str, titles: Collection[str]) -> str:
    """``text`` without the items of lists and the clauses that name one of ``titles``."""
    if not _named(text, titles):
        return text
    if len(items := re.split("[、,]", text)) > 1 and any(_is_title(item, titles) for item in items):
        mark = "、" if "、" in text else ", "
        text = mark.join(item.strip() for item in items if not _is_title(item, titles))
    lines = [_without_clauses(line, titles) for line in text.split("\n")]
    return "\n".join(line for line in lines if line.strip("- 　>"))


def _is_title(item: str, titles: Collection[str]) -> bool:
    return item.strip(" 《》").casefold() in {title.casefold() for title in titles}


def _named(text: str, titles: Collection[str]) -> bool:
    pieces = re.split("[、,]", text)
    return any(title in text for title in titles if not title.isascii()) or any(
        _is_title(piece, titles) for piece in pieces
    )


def _without_clauses(line: str, titles: Collection[str]) -> str:
    return "".join(_kept(sentence, titles) for sentence in _SENTENCE.findall(line))


def _kept(sentence: str, titles: Collection[str]) -> str:
    """A sentence without the clauses that name a title; nothing where no clause is left."""
    if not any(title in sentence for title in titles):
        return sentence
    body, end = (sentence[:-1], sentence[-1]) if sentence[-1:] in "。！？；" else (sentence, "")
    head, colon, rest = body.rpartition("：")
    clauses = [clause.rstrip("，") for clause in _CLAUSE.findall(rest) if clause]
    kept = [clause for clause in clauses if not any(title in clause for title in titles)]
    return f"{head}{colon}{'，'.join(kept)}{end}" if kept and not any(title in head for title in titles) else ""


def current(process: Process, titles: Mapping[str, Collection[str]], made_from: Mapping[str, str] = _NONE) -> Process:
    """The process as it may be printed; ``titles`` maps a form's name to what it is called in each language.

    ``made_from`` names the form without which a document cannot be made: it goes with its form.
    """
    names = _retired(process, titles)
    if not names:
        return process
    gone = {document for document, form in made_from.items() if form in process.retired_forms}
    return replace(process, stages=tuple(_stage(stage, names, gone) for stage in process.stages))


def mentions(
    process: Process, chapters: Mapping[str, str], titles: Mapping[str, Collection[str]]
) -> tuple[Mention, ...]:
    """Every place that still names a retired form; ``chapters`` maps a file below manual/ to its text."""
    names = _retired(process, titles)
    found = [
        Mention("process.yaml", f"{step.title}（{field}）", title, text)
        for step in process.steps.values()
        for field, text in _texts(step)
        for title in _in(text, names)
    ]
    found += [
        Mention(file, f"第 {at} 行", title, line.strip())
        for file, text in chapters.items()
        for at, line in enumerate(text.splitlines(), 1)
        for title in _in(line, names)
    ]
    return tuple(found)


def _in(text: str, names: Collection[str]) -> Iterable[str]:
    return [name for name in sorted(names) if _named(text, (name,))]


def retired_titles(process: Process, titles: Mapping[str, Collection[str]]) -> frozenset[str]:
    """What the retired forms are called."""
    return frozenset(_retired(process, titles))


def _retired(process: Process, titles: Mapping[str, Collection[str]]) -> set[str]:
    return {title for form in process.retired_forms for title in titles.get(form, ())}


def _texts(step: Step) -> Iterable[tuple[str, str]]:
    for field in (*_SAID, *(f"{name}_en" for name in _SAID)):
        yield field, getattr(step, field)
    for field in ("do", "do_en"):
        for text in getattr(step, field):
            yield field, text


def _stage(stage: ProcessStage, names: Collection[str], gone: Collection[str]) -> ProcessStage:
    return replace(stage, steps=tuple(_step(step, names, gone) for step in stage.steps))


def _step(step: Step, names: Collection[str], gone: Collection[str]) -> Step:
    said: dict[str, Any] = {
        field: without(getattr(step, field), names) for field in (*_SAID, *(f"{name}_en" for name in _SAID))
    }
    do = tuple(filter(None, (without(text, names) for text in step.do))) or step.do
    do_en = tuple(filter(None, (without(text, names) for text in step.do_en)))
    documents = tuple(one for one in step.documents if one not in gone)
    return replace(step, **said, do=do, do_en=do_en, documents=documents)
