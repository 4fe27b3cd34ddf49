"""``{% colspan n %}``, ``{% cellbg colour %}``, ``{% vm %}``, ``{% hm %}``: tags that shape their cell."""

import re
from collections.abc import Sequence

from toolkit.documents.compile.markup import (
    Tag,
    Token,
    closes,
    end_of,
    is_text,
    name_of,
    opens,
    start_of,
)
from toolkit.errors import TemplateError

_BEFORE_SPAN = frozenset({"w:cnfStyle", "w:tcW"})
_BEFORE_MERGE = _BEFORE_SPAN | {"w:gridSpan", "w:hMerge"}
_BEFORE_SHADE = _BEFORE_MERGE | {"w:vMerge", "w:tcBorders"}
_SPAN = re.compile(r'w:val="(\d+)"')


def _cell(tokens: Sequence[Token], at: int, tag: Tag) -> int:
    start = start_of(tokens, at, "w:tc")
    if start < 0:
        raise TemplateError("template.cell_outside", **tag.place.told(tag.raw))
    return start


def _properties(tokens: list[Token], cell: int) -> int:
    """The index of the cell's ``w:tcPr``, opened wide so that something can be put in."""
    at = cell + 1
    if at < len(tokens) and name_of(tokens[at]) == "w:tcPr":
        if str(tokens[at]).endswith("/>"):
            tokens[at : at + 1] = ["<w:tcPr>", "</w:tcPr>"]
        return at
    tokens[at:at] = ["<w:tcPr>", "</w:tcPr>"]
    return at


def _take(tokens: list[Token], properties: int, name: str) -> None:
    """Remove the cell property ``name``."""
    end = end_of(tokens, properties)
    for at in range(properties + 1, end):
        if name_of(tokens[at]) == name:
            del tokens[at : end_of(tokens, at) + 1]
            return


def _is_span(token: Token, before: frozenset[str]) -> bool:
    return isinstance(token, Tag) and token.prefix == "span" and "w:gridSpan" in before


def _put(tokens: list[Token], properties: int, new: Sequence[Token], before: frozenset[str]) -> int:
    """Put a cell property where the schema wants it: behind those in ``before``; gives how many were put."""
    at = properties + 1
    while name_of(tokens[at]) in before or _is_span(tokens[at], before):
        at = end_of(tokens, at) + 1
    tokens[at:at] = list(new)
    return len(new)


def _empty_runs(tokens: Sequence[Token]) -> list[Token]:
    """Drop the runs that the tag leaves empty."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        if opens(tokens[at], "w:r"):
            end = end_of(tokens, at)
            run = tokens[at : end + 1]
            if any(text == "<w:t>" and closes(run[index + 1], "w:t") for index, text in enumerate(run[:-1])):
                at = end + 1
                continue
        out.append(tokens[at])
        at += 1
    return out


def shape_cells(tokens: Sequence[Token]) -> list[Token]:
    """Carry out ``colspan`` and ``cellbg``: a computed width in grid columns, a computed background."""
    out = list(tokens)
    at = 0
    while at < len(out):
        tag = out[at]
        if isinstance(tag, Tag) and tag.opener == "{%" and tag.word in ("colspan", "cellbg"):
            at = _shape(out, at, tag)
        else:
            at += 1
    return out


def _shape(out: list[Token], at: int, tag: Tag) -> int:
    """Carry out one tag; gives where its cell begins."""
    start = _cell(out, at, tag)
    end = end_of(out, start)
    out[start : end + 1] = _empty_runs([*out[start:at], *out[at + 1 : end + 1]])
    properties = _properties(out, start)
    what = tag.word
    value = Tag("{{", tag.body[len(what) :].strip(), tag.place, "span" if what == "colspan" else "fill", lifted=True)
    value.raw = tag.raw
    if what == "colspan":
        _take(out, properties, "w:gridSpan")
        _put(out, properties, (value,), _BEFORE_SPAN)
    else:
        _take(out, properties, "w:shd")
        _put(out, properties, (value,), _BEFORE_SHADE)
    return start


def _block(body: str, tag: Tag) -> Tag:
    return Tag("{%", body, tag.place, lifted=True, raw=tag.raw)


def merge_cells(tokens: Sequence[Token]) -> list[Token]:
    """Carry out ``vm`` (merged downwards over a loop's rows) and ``hm`` (merged over a loop's cells)."""
    out = list(tokens)
    at = 0
    while at < len(out):
        tag = out[at]
        if isinstance(tag, Tag) and tag.opener == "{%" and tag.body in ("vm", "hm"):
            at = _merge_down(out, at, tag) if tag.body == "vm" else _merge_across(out, at, tag)
        at += 1
    return out


def _merge_down(out: list[Token], at: int, tag: Tag) -> int:
    start = _cell(out, at, tag)
    before = len(out)
    properties = _properties(out, start)
    _take(out, properties, "w:vMerge")
    merge = (
        _block("if loop.first", tag),
        '<w:vMerge w:val="restart"/>',
        _block("else", tag),
        '<w:vMerge w:val="continue"/>',
        _block("endif", tag),
    )
    _put(out, properties, merge, _BEFORE_MERGE)
    at += len(out) - before
    first = next(index for index in range(end_of(out, properties), at) if opens(out[index], "w:t"))
    last = next(index for index in range(at, len(out)) if closes(out[index], "w:t"))
    content = [token for token in out[first + 1 : last] if token is not tag]
    out[first + 1 : last] = [_block("if loop.first", tag), *content, _block("endif", tag)]
    return first + len(content) + 2


def _merge_across(out: list[Token], at: int, tag: Tag) -> int:
    start = _cell(out, at, tag)
    out.pop(at)
    properties = _properties(out, start)
    span = _width(out, properties)
    width = Tag("{{", f"({span}) * loop.length", tag.place, "span", lifted=True, raw=tag.raw)
    _put(out, properties, (width,), _BEFORE_SPAN)
    end = end_of(out, start)
    out[start : end + 1] = [_block("if loop.first", tag), *out[start : end + 1], _block("endif", tag)]
    return end + 2


def _width(out: list[Token], properties: int) -> str:
    """Take the cell's own width in columns out, fixed or computed, and give it as an expression."""
    for index in range(properties, end_of(out, properties)):
        token = out[index]
        if isinstance(token, Tag) and token.prefix == "span":
            del out[index]
            return token.body
        found = _SPAN.search(str(token)) if name_of(token) == "w:gridSpan" else None
        if found:
            _take(out, properties, "w:gridSpan")
            return found[1]
    return "1"


def keep_spaces(tokens: Sequence[Token]) -> list[Token]:
    """Mark each text that holds a tag so that Word keeps its blanks."""
    out = list(tokens)
    opened = -1
    for at, token in enumerate(out):
        if opens(token, "w:t"):
            opened = at
        elif closes(token, "w:t"):
            opened = -1
        elif opened >= 0 and not is_text(token) and isinstance(token, Tag):
            text = str(out[opened])
            if "xml:space" not in text:
                out[opened] = f'{text[:-1]} xml:space="preserve">'
            opened = -1
    return out
