"""A document as clauses: each heading with what stands below it, and its number as Word shows it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.documents.compare.keys import comparable
from toolkit.documents.compare.parts import Parts, W
from toolkit.documents.compare.styles import heading_styles
from toolkit.documents.compare.text import Block, Revision, TextReader, without_number

OPENING = "首部"
"""What stands before the first clause: cover, parties, recitals."""

_AROUND = {
    "頁首": "header",
    "頁尾": "footer",
    "腳註": "footnotes",
    "尾註": "endnotes",
}
_TENS = "零一二三四五六七八九"
_TYPED = re.compile(r"\s*(第\s*[〇零一二三四五六七八九十百\d]+\s*[條条])")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; ``label`` is its name for people (第四條　付款條件), ``region`` where it stands."""

    label: str
    title: str
    blocks: tuple[Block, ...]
    region: str = "正文"

    @property
    def key(self) -> str:
        """By what the same clause is found again, whatever its number has become."""
        return comparable(self.title)

    @property
    def text(self) -> str:
        """Everything below the heading, a paragraph a line."""
        return "\n".join(block.text for block in self.blocks)


@dataclass(frozen=True)
class Structure:
    """A whole document: clauses in order, then headers, footers and notes as clauses of their own."""

    clauses: tuple[Clause, ...]
    revisions: tuple[Revision, ...]
    lost: tuple[Block, ...]
    comments: tuple[tuple[str, str], ...]
    """(author, text) of every comment in the margin."""


def structure_of(parts: Parts) -> Structure:
    """Read a document into its clauses."""
    headings = heading_styles(parts.root("styles"))
    lost: list[Block] = []
    body = _read(parts, "document", headings, lost)
    around = [
        Clause(name, name, tuple(blocks), name)
        for name, prefix in _AROUND.items()
        if (blocks := _read(parts, prefix, headings, lost))
    ]
    clauses = (*_grouped(body), *around)
    standing = [block for clause in clauses for block in clause.blocks]
    tracked = tuple(revision for block in (*standing, *lost) for revision in block.revisions)
    return Structure(clauses, tracked, tuple(lost), _comments(parts))


def _read(parts: Parts, prefix: str, headings: dict[str, tuple[int, bool]], lost: list[Block]) -> list[Block]:
    """The blocks of every part of a kind; headers that repeat a text (first page, even pages) count once."""
    found: dict[str, Block] = {}
    blocks: list[Block] = []
    for root in parts.like(prefix):
        reader = TextReader(headings)
        container = root[0] if prefix == "document" and len(root) else root
        read = reader.blocks(container)
        lost += reader.lost
        if prefix == "document":
            blocks += read
        else:
            found |= {comparable(block.text): block for block in read}
    return blocks or list(found.values())


def _comments(parts: Parts) -> tuple[tuple[str, str], ...]:
    root = parts.root("comments")
    if root is None:
        return ()
    return tuple(
        (
            comment.get(W + "author", "") or "未署名",
            "\n".join(block.text for block in TextReader({}).blocks(comment)),
        )
        for comment in root.iterchildren(W + "comment")
    )


def _grouped(blocks: Sequence[Block]) -> list[Clause]:
    clauses: list[Clause] = []
    label, title, below, number = OPENING, OPENING, [], 0
    for block in blocks:
        if block.heading != 1:
            below.append(block)
            continue
        if below or label != OPENING:
            clauses.append(Clause(label, title, tuple(below)))
        number += 1 if _counts(block) else 0
        label, title, below = _label(block, number), without_number(block.text), []
    clauses.append(Clause(label, title, tuple(below)))
    return clauses


def _counts(block: Block) -> bool:
    return block.numbered or bool(_TYPED.match(block.text))


def _label(block: Block, number: int) -> str:
    title = without_number(block.text)
    typed = _TYPED.match(block.text)
    if typed:
        return f"{re.sub(chr(32), '', typed[1])}　{title}"
    return f"第{han(number)}條　{title}" if block.numbered else title


def han(number: int) -> str:
    """A number below 100 in Chinese figures, as articles are numbered: 12 → 十二, 24 → 二十四."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_TENS[tens]}十"
    return head + (_TENS[ones] if ones or not tens else "")
