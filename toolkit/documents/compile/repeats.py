"""What may stand only once in a document and is repeated by a loop: bookmarks, ids of shapes and controls."""

import re
from collections.abc import Sequence

from toolkit.documents.compile.markup import Mark, Tag, Token, end_of, name_of

_ID = re.compile(r'w:id="([^"]*)"')
_NAME = re.compile(r'w:name="([^"]*)"')
_PARAGRAPH_ID = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
_SHAPE = re.compile(r'(<v:\w+ (?:[^>]*? )?id=")([^"]*)(".*)', re.DOTALL)


def mark_repeats(tokens: Sequence[Token]) -> list[Token]:
    """Within loops: give bookmarks and shapes an id of their own each time, drop ids that may be left out."""
    out: list[Token] = []
    depth = 0
    for at, token in enumerate(tokens):
        if isinstance(token, Tag):
            if token.opener == "{%":
                depth += (token.word == "for") - (token.word == "endfor")
            out.append(token)
        elif depth and isinstance(token, str) and token.startswith("<"):
            out += _once(tokens, at, token)
        else:
            out.append(token)
    return out


def _once(tokens: Sequence[Token], at: int, token: str) -> list[Token]:
    name = name_of(token)
    if name in ("w:bookmarkStart", "w:bookmarkEnd") and not token.startswith("</"):
        found, called = _ID.search(token), _NAME.search(token)
        if found and name == "w:bookmarkEnd":
            return [Mark("bookmark_end", (found[1],))]
        return [Mark("bookmark", (found[1], called[1]))] if found and called else [token]
    if name == "w:id" and name_of(tokens[at - 1]) != "" and _within_control(tokens, at):
        return []
    shape = _SHAPE.match(token) if name in ("v:shape", "v:rect", "v:group", "v:line", "v:oval") else None
    if shape:
        return [Mark("shape", (shape[1], shape[2], shape[3]))]
    return [_PARAGRAPH_ID.sub("", token)]


def _within_control(tokens: Sequence[Token], at: int) -> bool:
    for index in range(at - 1, max(at - 40, -1), -1):
        if name_of(tokens[index]) == "w:sdtPr":
            return end_of(tokens, index) > at
    return False
