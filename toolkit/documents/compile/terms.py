"""Chinese placeholders: what a person typed in a tag becomes the key that the context uses.

``{{ 需求/異議 }}`` would be a division and ``{{ 註冊資本(萬元) }}`` a call, so terms are found in the
text of the expression before it is parsed, the longest first. Text in quotes and names of filters are left.
"""

import re
from collections.abc import Mapping

from toolkit.documents.compile.markup import Tag

_QUOTED = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")
_WORD = re.compile(r"[^\W\d]\w*")
_REACH = re.compile(r"[\w/／()（）·・、㎡²%％‧\-－—]+")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_PUNCTUATION = re.compile(r"[^\w]+")
_FILTER = re.compile(r"(\|\s*|\bis\s+(?:not\s+)?)$")
_ENDS = re.compile(r"[\w㎡²)）]$")


def _folded(text: str) -> str:
    from toolkit.messages.script import fold

    return fold(_PUNCTUATION.sub("", _BRACKETS.sub("", text)))


def _even(text: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter in "(（") - (letter in ")）")
        if depth < 0:
            return False
    return depth == 0


def _longest(text: str, start: int, first: int, terms: Mapping[str, str]) -> tuple[int, str] | None:
    """The longest stretch from ``start`` (at least to ``first``) that is a term: its end and its key."""
    reach = _REACH.match(text, start)
    end = min(reach.end() if reach else first, start + 40)
    while end >= first:
        candidate = text[start:end]
        if _ENDS.search(candidate) and _even(candidate):
            key = terms.get(_folded(candidate))
            if key:
                return end, key
        end -= 1
    return None


def _rewrite(text: str, terms: Mapping[str, str], shown: dict[str, str]) -> str:
    out: list[str] = []
    at = 0
    while word := _WORD.search(text, at):
        out.append(text[at : word.start()])
        at = word.end()
        found = None
        if not word[0].isascii() and not _FILTER.search(text[: word.start()]):
            found = _longest(text, word.start(), word.end(), terms)
        if found:
            at, key = found
            shown[key] = text[word.start() : at]
            out.append(key)
        else:
            out.append(word[0])
    return "".join((*out, text[at:]))


def apply_terms(tag: Tag, terms: Mapping[str, str]) -> None:
    """Rewrite the terms in ``tag`` to their keys (``terms``: folded term → key); remembers what was typed."""
    if tag.body.isascii():
        return
    pieces = _QUOTED.split(tag.body)
    pieces[::2] = [_rewrite(piece, terms, tag.terms) for piece in pieces[::2]]
    tag.body = "".join(pieces)
