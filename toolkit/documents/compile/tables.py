"""Which tables may come out with other rows or cells than they were drawn with, and what to count in them.

A table whose rows always fill its grid is left alone. The others get marks: the grid is written when the
table is finished, from the rows and cells that really came; a table without rows and a row without cells
(both invalid) go altogether.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.documents.compile.markup import Mark, Tag, Token, closes, end_of, name_of, opens

_SPAN = re.compile(r'<w:gridSpan [^>]*w:val="(\d+)"')
_WIDTH = re.compile(r'w:w="(-?\d+)')
_BLOCKS = frozenset({"if", "for", "with"})
_KEEPERS = frozenset({"w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent", "w:comment"})


@dataclass(slots=True)
class _Row:
    start: int
    end: int
    cells: list[tuple[int, int]] = field(default_factory=list)
    """(index of the cell's opening, its width in columns; 0 where it is computed)."""
    moving: bool = False
    conditional: bool = False


@dataclass(slots=True)
class _Table:
    start: int
    end: int
    columns: list[tuple[int, int]] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    moving: bool = False
    blocks: int = 0

    @property
    def settled(self) -> bool:
        """Whether the table fits its grid whatever the data are."""
        width = len(self.columns)
        return (
            not self.moving
            and any(not row.conditional for row in self.rows)
            and all(not row.moving and sum(span for _, span in row.cells) == width for row in self.rows)
        )


class _Survey:
    """One walk over the tokens of a part: its tables, rows and cells, and the blocks that cross them."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._level: list[str] = []
        self._blocks: list[tuple[int, str]] = []

    def run(self) -> list[_Table]:
        for at, token in enumerate(self.tokens):
            if isinstance(token, Tag):
                self._tag(token)
            else:
                self._markup(at, token)
        return self.tables

    def _tag(self, tag: Tag) -> None:
        if tag.prefix == "span" and self._open and self._open[-1].rows:
            row = self._open[-1].rows[-1]
            row.cells[-1], row.moving = (row.cells[-1][0], 0), True
        elif tag.opener == "{{" and tag.prefix in ("tr", "tc") and self._open:
            self._open[-1].moving = True
        elif tag.opener == "{%" and tag.word in _BLOCKS:
            self._blocks.append((len(self._level), tag.word))
            if self._level[-1:] == ["w:tr"]:
                self._open[-1].rows[-1].moving = True
            elif self._level[-1:] == ["w:tbl"]:
                self._open[-1].blocks += 1
        elif tag.opener == "{%" and tag.word.startswith("end") and self._blocks:
            self._close_block()

    def _close_block(self) -> None:
        level, _ = self._blocks.pop()
        if level != len(self._level):
            for table in self._open:
                table.moving = True
        elif self._level[-1:] == ["w:tbl"]:
            self._open[-1].blocks -= 1

    def _markup(self, at: int, token: Token) -> None:
        name = name_of(token)
        if name not in ("w:tbl", "w:tr", "w:tc", "w:gridCol", "w:gridSpan"):
            return
        if opens(token, name) and name in ("w:tbl", "w:tr", "w:tc"):
            self._enter(at, name)
        elif closes(token, name):
            if self._level[-1:] == [name]:
                self._level.pop()
            if name == "w:tbl" and self._open:
                self._open.pop()
        elif self._open:
            self._detail(at, name, str(token))

    def _enter(self, at: int, name: str) -> None:
        self._level.append(name)
        end = end_of(self.tokens, at)
        if name == "w:tbl":
            self._open.append(_Table(at, end))
            self.tables.append(self._open[-1])
        elif name == "w:tr" and self._open:
            self._open[-1].rows.append(_Row(at, end, conditional=self._open[-1].blocks > 0))
        elif self._open and self._open[-1].rows:
            self._open[-1].rows[-1].cells.append((at, 1))

    def _detail(self, at: int, name: str, token: str) -> None:
        table = self._open[-1]
        if name == "w:gridCol" and not table.rows:
            found = _WIDTH.search(token)
            table.columns.append((at, int(found[1]) if found else 0))
        elif name == "w:gridSpan" and table.rows and table.rows[-1].cells:
            found = _SPAN.search(token)
            cells = table.rows[-1].cells
            cells[-1] = (cells[-1][0], int(found[1]) if found else 1)


def _count(table: _Table, marks: dict[int, list[Mark]], gone: set[int]) -> None:
    """Put the marks of one table into ``marks`` (index → marks before that token)."""

    def before(at: int, mark: Mark) -> None:
        marks.setdefault(at, []).append(mark)

    before(table.start, Mark("table"))
    if table.columns:
        before(table.columns[0][0], Mark("grid", tuple(width for _, width in table.columns)))
        gone.update(at for at, _ in table.columns)
    for row in table.rows:
        if row.moving or table.moving:
            before(row.start, Mark("row", (0, 0)))
            for at, span in row.cells:
                before(at, Mark("cell", (span,)))
        else:
            before(row.start, Mark("row", (len(row.cells), sum(span for _, span in row.cells))))
        before(row.end + 1, Mark("/row"))
    before(table.end + 1, Mark("/table"))


def mark_tables(tokens: Sequence[Token]) -> list[Token]:
    """Mark the tables that must be counted for each document, and the cells that may come out empty."""
    marks: dict[int, list[Mark]] = {}
    gone: set[int] = set()
    for table in _Survey(tokens).run():
        if not table.settled:
            _count(table, marks, gone)
    out: list[Token] = []
    for at, token in enumerate(tokens):
        out += marks.get(at, ())
        if isinstance(token, str) and token.startswith("</") and name_of(token) in _KEEPERS:
            out += _guard(tokens[at - 1], token)
        if at not in gone:
            out.append(token)
    return out + marks.get(len(tokens), [])


def _guard(before: Token, token: str) -> list[Token]:
    """A mark where what ends here must end in a paragraph and may not."""
    if isinstance(before, str) and name_of(before) == "w:p":
        return []
    return [Mark("guard")] if isinstance(before, Tag) or name_of(token) == "w:tc" else []
