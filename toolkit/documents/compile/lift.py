"""What the prefixes and dashes mean: ``{%tr`` replaces its row, ``{{r`` its run, ``{%-`` joins paragraphs."""

from collections.abc import Sequence

from toolkit.documents.compile.markup import (
    Tag,
    Token,
    balanced,
    closes,
    end_of,
    is_text,
    opens,
    start_of,
    tags,
)
from toolkit.errors import TemplateError

_RUN_END = ("</w:t>", "</w:r>")
_RUN_START = ("<w:r>", '<w:t xml:space="preserve">')
_BLOCK_OPENERS = frozenset({"for", "if"})


def split_runs(tokens: Sequence[Token]) -> list[Token]:
    """Close the run before each ``{{r … }}`` and ``{%r … %}`` and open a plain one behind it."""
    out: list[Token] = []
    for token in tokens:
        if isinstance(token, Tag) and token.prefix == "r" and token.opener != "{#":
            token.lifted = True
            out += (*_RUN_END, token, *_RUN_START)
        else:
            out.append(token)
    return out


def _blank(tokens: Sequence[Token]) -> bool:
    return all(isinstance(token, str) and (not is_text(token) or not token.strip()) for token in tokens)


def _join_left(tokens: list[Token], at: int) -> int:
    """Take out what lies between the text before and the tag at ``at``; gives the tag's new index."""
    start = at - 1
    while start >= 0 and not closes(tokens[start], "w:t"):
        if isinstance(tokens[start], Tag):
            return at
        start -= 1
    gap = tokens[start:at]
    if start < 0 or not _blank(gap) or not balanced(gap):
        return at
    del tokens[start:at]
    return start


def _join_right(tokens: list[Token], at: int) -> None:
    end = at + 1
    while end < len(tokens) and not opens(tokens[end], "w:t"):
        if isinstance(tokens[end], Tag):
            return
        end += 1
    gap = tokens[at + 1 : end + 1]
    if end < len(tokens) and _blank(gap) and balanced(gap):
        del tokens[at + 1 : end + 1]


def _strip(tokens: list[Token], at: int, *, left: bool) -> None:
    """Jinja's own meaning of a dash: the blanks of the text beside the tag go."""
    index = at - 1 if left else at + 1
    if 0 <= index < len(tokens) and is_text(tokens[index]):
        text = str(tokens[index])
        tokens[index] = text.rstrip() if left else text.lstrip()


def merge_dashes(tokens: Sequence[Token]) -> list[Token]:
    """``{%-`` joins the paragraph before, ``-%}`` the one behind; beside text either only strips blanks."""
    out = list(tokens)
    at = 0
    while at < len(out):
        tag = out[at]
        if isinstance(tag, Tag) and (tag.left or tag.right):
            if tag.left:
                joined = _join_left(out, at) if tag.opener == "{%" else at
                if joined == at:
                    _strip(out, at, left=True)
                at = joined
            if tag.right:
                before = len(out)
                if tag.opener == "{%":
                    _join_right(out, at)
                if len(out) == before:
                    _strip(out, at, left=False)
        at += 1
    return [token for token in out if token != ""]


def loops_itself(found: Sequence[Tag]) -> bool:
    """Whether ``found`` opens blocks and then closes them all: ``for … endfor`` in one and the same row."""
    half = len(found) // 2
    starts, ends = found[:half], found[half:]
    return (
        half > 0
        and all(tag.word in _BLOCK_OPENERS for tag in starts)
        and [f"end{tag.word}" for tag in reversed(starts)] == [tag.word for tag in ends]
    )


def _has_content(tokens: Sequence[Token]) -> bool:
    return any(
        (isinstance(token, Tag) and token.opener == "{{") or (is_text(token) and str(token).strip()) for token in tokens
    )


def _lifted(element: list[Token], prefix: str) -> list[Token]:
    """What stands instead of an element that holds tags of ``prefix``."""
    found = [tag for _, tag in tags(element) if tag.prefix == prefix and not tag.lifted]
    for tag in found:
        tag.lifted = True
    if loops_itself(found):
        rest = [token for token in element if not any(token is tag for tag in found)]
        if _has_content(rest):
            half = len(found) // 2
            return [*found[:half], *rest, *found[half:]]
    return list(found)


def lift(tokens: Sequence[Token], prefix: str) -> list[Token]:
    """Replace each element ``w:<prefix>`` that holds ``{%<prefix> … %}`` by its tags.

    A row (cell, paragraph) that holds both the ``for`` and its ``endfor`` and more is repeated whole.
    """
    out = list(tokens)
    at = 0
    while at < len(out):
        tag = out[at]
        if isinstance(tag, Tag) and tag.prefix == prefix and not tag.lifted:
            start = start_of(out, at, f"w:{prefix}")
            if start < 0:
                raise TemplateError("template.prefix_outside", prefix=prefix, **tag.place.told(tag.raw))
            end = end_of(out, start)
            new = _lifted(out[start : end + 1], prefix)
            out[start : end + 1] = new
            at = start + len(new) - 1
        at += 1
    return out


def drop_comments(tokens: Sequence[Token]) -> list[Token]:
    """Take the ``{# … #}`` out."""
    return [token for token in tokens if not (isinstance(token, Tag) and token.opener == "{#")]
