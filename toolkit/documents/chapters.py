"""Prose chapters in Markdown as plain paragraphs: the one door to markdown-it."""

from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

BULLET, SUB, CALLOUT, PROSE, LEAD = "bullet", "sub", "callout", "prose", "lead"
"""An item of a list, a small heading, a quotation set apart, running text, or the text that leads in a list."""


def paragraphs(markdown: str) -> tuple[tuple[str, str], ...]:
    """(kind, text) of each paragraph; the first-level heading is the chapter's name and is left out.

    Emphasis and links are read as their text: how a handbook looks is its template's business.
    """
    told = list(_paragraphs(MarkdownIt("commonmark").parse(markdown)))
    following = [kind for _, (kind, _) in pairwise(told)] + [""]
    return tuple(
        (LEAD if (kind, after) == (PROSE, BULLET) else kind, text)
        for (kind, text), after in zip(told, following, strict=False)
    )


def _paragraphs(tokens: list[Token]) -> Iterator[tuple[str, str]]:
    around: list[str] = []
    for token in tokens:
        if token.nesting == 1:
            around.append(token.type if token.type != "heading_open" else f"heading {token.tag}")
        elif token.nesting == -1:
            around.pop()
        elif token.type == "inline" and "heading h1" not in around:
            yield _kind(around), _text(token)


def _kind(around: list[str]) -> str:
    if any(one.startswith("heading") for one in around):
        return SUB
    if "blockquote_open" in around:
        return CALLOUT
    return BULLET if "list_item_open" in around else PROSE


def _text(token: Token) -> str:
    words = (" " if part.type in ("softbreak", "hardbreak") else part.content for part in token.children or ())
    return "".join(words)
