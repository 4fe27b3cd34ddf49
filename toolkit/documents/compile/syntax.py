"""What Jinja's complaint about a tag means to the person who wrote it: a code of ours, with the words it names."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from toolkit.documents.compile.markup import Tag
from toolkit.errors import TemplateError

ENDS: Mapping[str, str] = MappingProxyType({"if": "endif", "for": "endfor", "with": "endwith", "set": "endset"})
_BEGINS: Mapping[str, str] = MappingProxyType(
    {end: word for word, end in ENDS.items()} | {"else": "if", "elif": "if", "elseif": "if"}
)
_NOTHING = r"(?:unexpected|Expected an expression, got) '(?:end of .*)'"
_KINDS = (
    (r"unexpected char ['\"]['\"]['\"]", "template.open_quote"),
    (r"unexpected char '(?P<sign>.+)' at", "template.strange_sign"),
    (r"got '(?P<sign>[;&])'", "template.strange_sign"),
    (r"unexpected '[})\]]', expected '(?P<sign>[})\]])'", "template.open_bracket"),
    (r"unexpected '(?P<sign>[})\]])'", "template.stray_bracket"),
    (r"expected token '.*', got '='", "template.single_equals"),
    (r"expected token 'in'", "template.no_in"),
    (r"expected token 'name'|expected name or number", "template.no_name"),
    (r"(?:unexpected|Expected an expression, got) 'end of .*'", "template.nothing_inside"),
    (r"can't assign to", "template.cannot_set"),
    (r"expected token 'end of .*', got '(?P<word>.*)'", "template.two_things"),
)
"""What Jinja says → our code, with the words it names; the first that fits counts."""


def syntax_error(message: str, tag: Tag, tags: Sequence[Tag]) -> TemplateError:
    """The error for ``message``, which Jinja gave about ``tag``, one of ``tags`` of the part.

    Where a block is never closed, the error is about the tag that opens it, not about the last one.
    """
    if "end of template" in message or "Encountered unknown tag" in message:
        return _block_error(tag, tags, at_end="end of template" in message)
    for pattern, code in _KINDS:
        found = re.search(pattern, message)
        if found:
            return TemplateError(code, **found.groupdict(), **tag.place.told(tag.raw))
    return TemplateError("template.syntax", **tag.place.told(tag.raw))


def _block_error(tag: Tag, tags: Sequence[Tag], *, at_end: bool) -> TemplateError:
    upto = len(tags) if at_end else next(at for at, one in enumerate(tags) if one is tag)
    opened = _open_blocks(tags[:upto])
    if at_end and opened:
        inner = opened[-1]
        return TemplateError("template.no_end", end=_shown(ENDS[inner.word]), **inner.place.told(inner.raw))
    if tag.word not in _BEGINS:
        return TemplateError("template.unknown_word", word=tag.word, **tag.place.told(tag.raw))
    if opened:
        inner = opened[-1]
        told = {"inner": inner.raw, "end": _shown(ENDS[inner.word])}
        return TemplateError("template.crossed", **told, **tag.place.told(tag.raw))
    begin = _shown(f"{_BEGINS[tag.word]} …")
    return TemplateError("template.no_begin", begin=begin, **tag.place.told(tag.raw))


def _open_blocks(tags: Sequence[Tag]) -> list[Tag]:
    """The tags that open a block and are not closed yet, outermost first."""
    opened: list[Tag] = []
    for tag in tags:
        if tag.opener != "{%":
            continue
        if tag.word in ENDS and not (tag.word == "set" and "=" in tag.body):
            opened.append(tag)
        elif opened and tag.word == ENDS[opened[-1].word]:
            opened.pop()
    return opened


def _shown(words: str) -> str:
    return f"{{% {words} %}}"
