"""A line of text with the same tags as a Word template: ``{{客戶名稱}}_{{編號}}`` for the names of files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.documents.compile.evaluate import Evaluator, Getter
from toolkit.documents.compile.frame import Frame, Limits, Missing, State
from toolkit.documents.compile.lower import Lowering
from toolkit.documents.compile.markup import Tag, end_of_tag, tag_from
from toolkit.documents.compile.operate import plain_text
from toolkit.documents.compile.place import Place
from toolkit.documents.compile.scene import Scene
from toolkit.documents.compile.site import Site
from toolkit.documents.compile.terms import apply_terms
from toolkit.documents.filters import FILTERS
from toolkit.errors import RenderError, ToolkitError


@dataclass(frozen=True, slots=True)
class Wording:
    """A compiled line: fixed texts, and between them what is printed (``names``: the fields printed)."""

    texts: tuple[str, ...]
    prints: tuple[tuple[Tag, Getter], ...]
    names: tuple[tuple[str, str], ...]
    """(field of the context, "" where it is not exactly one; how it was typed)."""

    def fill(self, context: Mapping[str, Any]) -> str:
        """The line for ``context``; what is missing reads 【缺：…】. Raises ``RenderError``."""
        frame = Frame(context, State(Limits(), None, None, (1, 0)))
        out = [self.texts[0]]
        for (tag, get), text in zip(self.prints, self.texts[1:], strict=True):
            out += (_printed(tag, get, frame), text)
        return "".join(out)


def compile_wording(line: str, terms: Mapping[str, str]) -> Wording:
    """Compile ``line``; ``terms`` as for templates. Raises ``TemplateError`` or ``TemplateRefused``."""
    texts, typed = _parted(line)
    tags = [tag_from(found, Place("")) for found in typed]
    for tag in tags:
        apply_terms(tag, terms)
    lowering = Lowering(Scene([[text] for text in texts], tags, [Site("bare")] * len(tags)), FILTERS)
    plans = [step[1] for step in lowering.steps() if step[0] == "v"]
    evaluator = Evaluator(FILTERS)
    prints = tuple((tag, evaluator.getter(plan)) for tag, plan in zip(tags, plans, strict=True))
    names = tuple((path, tags[index].terms.get(path, path)) for index, path in lowering.prints)
    return Wording(texts, prints, names)


def _parted(line: str) -> tuple[tuple[str, ...], list[str]]:
    """The texts of ``line`` and, between them, its tags as typed; one that is never closed is text."""
    texts, tags, rest = [], [], line
    while (start := rest.find("{{")) >= 0 and (end := end_of_tag(rest[start:], "}}")) >= 0:
        texts.append(rest[:start])
        tags.append(rest[start : start + end + 2])
        rest = rest[start + end + 2 :]
    return (*texts, rest), tags


def _printed(tag: Tag, get: Getter, frame: Frame) -> str:
    try:
        value = get(frame)
        if isinstance(value, Missing):
            return f"【缺：{tag.terms.get(value.name, value.name)}】"
        return "" if value is None else plain_text(value)
    except ToolkitError:
        raise
    except (TypeError, ValueError, ArithmeticError, LookupError, PermissionError):
        raise RenderError("render.name", tag=tag.raw) from None
