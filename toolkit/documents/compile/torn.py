"""Blocks whose beginning and end lie in different elements: left out or repeated, they would tear the document."""

from collections.abc import Sequence

from toolkit.documents.compile.markup import Tag, Token, balanced, tags
from toolkit.documents.compile.syntax import ENDS
from toolkit.errors import TemplateError


def check_blocks(tokens: Sequence[Token]) -> None:
    """Raise ``TemplateError("template.torn")`` where what a block holds does not close all that it opens.

    Blocks without an end, and ends without a beginning, are left to the parser to tell.
    """
    opened: list[tuple[Tag, int]] = []
    for index, tag in tags(tokens):
        if tag.opener != "{%":
            continue
        if opened and tag.word in ("elif", "else", ENDS.get(opened[-1][0].word)):
            begin, start = opened.pop()
            if not balanced(tokens[start + 1 : index]):
                end = f"{{% {ENDS[begin.word]} %}}"
                raise TemplateError("template.torn", end=end, **begin.place.told(begin.raw))
            if tag.word in ("elif", "else"):
                opened.append((begin, index))
        elif tag.word in ENDS and not (tag.word == "set" and "=" in tag.body):
            opened.append((tag, index))
