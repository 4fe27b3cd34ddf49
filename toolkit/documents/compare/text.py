"""The text of a document as blocks in reading order, with tracked changes resolved and named.

What is read is what would stand there if every tracked change were accepted; each insertion and deletion
is kept beside it with its author. Page numbers, contents and dates that Word computes are left out: they
change by themselves.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from toolkit.documents.compare.parts import MC, Element, W
from toolkit.documents.compare.styles import unseen

_SELF_MADE = re.compile(
    r"\s*\\?\s*(PAGE|NUMPAGES|SECTIONPAGES|PAGEREF|TOC|SEQ|DATE|TIME|SAVEDATE|PRINTDATE|FILENAME|NUMWORDS)\b",
    re.IGNORECASE,
)
_TYPED_NUMBER = re.compile(r"\s*第\s*[〇零一二三四五六七八九十百\d]+\s*[條条]\s*")
_KINDS = {"ins": "插入", "del": "刪除", "moveTo": "移入", "moveFrom": "移出"}
_GONE = ("刪除", "移出")


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change: 插入, 刪除, 移入 or 移出, by whom, on what day (as Word wrote it), of what text."""

    kind: str
    author: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a row of a table with its ``cells``; ``heading`` is its outline level, 0 for none.

    ``numbered`` says that Word numbers the heading by itself (第三條 is then no part of the text).
    ``original`` is what would stand there if every tracked change were refused; ``hidden`` what of ``text``
    nobody sees on paper (hidden, white or tiny letters).
    """

    text: str
    original: str = ""
    cells: tuple[str, ...] = ()
    heading: int = 0
    numbered: bool = False
    revisions: tuple[Revision, ...] = ()
    table: int = 0
    row: int = 0
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Whole:
    """The text of one cell with its tracked changes."""

    text: str
    original: str
    revisions: tuple[Revision, ...]
    hidden: tuple[str, ...] = ()


@dataclass
class _Field:
    """A field of Word that is open: its instruction, and whether what it shows is made by Word itself."""

    instruction: str = ""
    shown: bool = False

    @property
    def hides(self) -> bool:
        return not self.shown or bool(_SELF_MADE.match(self.instruction))


@dataclass
class _Paragraph:
    """A paragraph while it is read."""

    pieces: list[str] = field(default_factory=list)
    original: list[str] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


class TextReader:
    """Reads one part (body, header, notes); keeps the state of fields over paragraphs."""

    def __init__(self, headings: dict[str, tuple[int, bool]]) -> None:
        self._headings = headings
        self._fields: list[_Field] = []
        self._table = 0
        self.lost: list[Block] = []
        """Whole paragraphs and rows whose deletion was tracked: they have no text any more."""

    def blocks(self, container: Element) -> list[Block]:
        """Every paragraph and row below ``container`` that has text, in reading order."""
        found: list[Block] = []
        joins = False
        for block, joins_next in self._walk(container):
            if joins and found and not block.cells and not found[-1].cells:
                last = found[-1]
                found[-1] = replace(
                    last,
                    text=last.text + block.text,
                    original=f"{last.original}\n{block.original}",
                    revisions=(*last.revisions, *block.revisions),
                    hidden=(*last.hidden, *block.hidden),
                )
            elif block.text.strip():
                found.append(block)
            elif block.revisions:
                self.lost.append(block)
            joins = joins_next
        return found

    def words(self, content: Element) -> str:
        """The text of a content control, whether it stands in a line or around paragraphs or a cell."""
        if content.find(f".//{W}p") is not None:
            cell = content.find(W + "tc")
            return "\n".join(block.text for block in self.blocks(content if cell is None else cell))
        into = _Paragraph()
        self._inline(content, into, None)
        return "".join(into.pieces).strip()

    def _walk(self, container: Element) -> Iterator[tuple[Block, bool]]:
        for child in container.iterchildren():
            if child.tag == W + "p":
                yield self._paragraph(child), _mark_deleted(child)
            elif child.tag == W + "tbl":
                yield from ((row, False) for row in self._rows(child))
            elif child.tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    yield from self._walk(content)
            elif child.tag in (W + "customXml", W + "footnote", W + "endnote", W + "ins", W + "moveTo"):
                yield from self._walk(child)

    def _paragraph(self, element: Element) -> Block:
        into = _Paragraph()
        self._inline(element, into, None)
        style = element.find(f"{W}pPr/{W}pStyle")
        level, numbered = self._headings.get(style.get(W + "val", "") if style is not None else "", (0, False))
        text = "".join(into.pieces).strip()
        if not level and _TYPED_NUMBER.match(text) and len(text) < 40:
            level = 1
        original = "".join(into.original).strip()
        changed, unseen = tuple(into.revisions), tuple(into.hidden)
        return Block(text, original, heading=level, numbered=numbered, revisions=changed, hidden=unseen)

    def _rows(self, table: Element) -> Iterator[Block]:
        self._table += 1
        here = self._table
        for number, row in enumerate(table.iterchildren(W + "tr"), 1):
            whole = [self._cell(cell) for cell in _cells(row)]
            revisions = tuple(revision for cell in whole for revision in cell.revisions)
            cells = tuple(cell.text for cell in whole)
            original = "\n".join(cell.original for cell in whole)
            gone = row.find(f"{W}trPr/{W}del")
            if gone is not None:
                self.lost.append(Block("", original, revisions=(_revision("del", gone, original), *revisions)))
                continue
            text = " | ".join(cells) if any(cells) else ""
            hidden = tuple(piece for cell in whole for piece in cell.hidden)
            yield Block(text, original, cells, revisions=revisions, table=here, row=number, hidden=hidden)

    def _cell(self, cell: Element) -> _Whole:
        if cell.find(f"{W}tcPr/{W}cellDel") is not None:
            return _Whole("", "", ())
        inner = [block for block, _ in self._walk(cell)]
        revisions = tuple(revision for block in inner for revision in block.revisions)
        text = "\n".join(block.text for block in inner if block.text)
        hidden = tuple(piece for block in inner for piece in block.hidden)
        return _Whole(text, "\n".join(block.original for block in inner), revisions, hidden)

    def _inline(self, element: Element, into: _Paragraph, tracked: Revision | None) -> None:
        for child in element.iterchildren():
            name = child.tag.removeprefix(W)
            if name in _KINDS:
                self._tracked(name, child, into)
            elif name == "r":
                self._run(child, into, tracked)
            elif name == "fldSimple":
                if not _SELF_MADE.match(child.get(W + "instr", "")):
                    self._inline(child, into, tracked)
            elif name in ("hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "bdo", "dir"):
                self._inline(child, into, tracked)
            elif child.tag == MC + "AlternateContent":
                self._choice(child, into, tracked)

    def _tracked(self, name: str, element: Element, into: _Paragraph) -> None:
        inner = _Paragraph()
        self._inline(element, inner, Revision(_KINDS[name], "", "", ""))
        text = "".join(inner.pieces)
        if text.strip():
            into.revisions.append(_revision(name, element, text))
        into.revisions += inner.revisions
        if _KINDS[name] in _GONE:
            into.original += inner.pieces
        else:
            into.pieces += inner.pieces
            into.hidden += inner.hidden

    def _run(self, run: Element, into: _Paragraph, tracked: Revision | None) -> None:
        before = len(into.pieces)
        self._pieces(run, into, tracked)
        if len(into.pieces) > before and unseen(run):
            into.hidden.append("".join(into.pieces[before:]))

    def _pieces(self, run: Element, into: _Paragraph, tracked: Revision | None) -> None:
        for child in run.iterchildren():
            name = child.tag[len(W) :] if child.tag.startswith(W) else ""
            if name == "fldChar":
                self._field(child.get(W + "fldCharType", ""))
            elif name == "instrText" and self._fields:
                self._fields[-1].instruction += child.text or ""
            elif any(open_field.hides for open_field in self._fields):
                continue
            elif name == "t" or (name == "delText" and tracked is not None):
                _write(child.text or "", into, tracked)
            elif name in _SIGNS:
                _write(_SIGNS[name], into, tracked)
            elif name in ("drawing", "pict", "object"):
                self._boxes(child, into)
            elif child.tag == MC + "AlternateContent":
                self._choice(child, into, tracked)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _choice(self, element: Element, into: _Paragraph, tracked: Revision | None) -> None:
        """Of two ways to draw the same thing only the first is read."""
        choice = element.find(MC + "Choice")
        if choice is not None:
            holder = choice if choice.find(W + "r") is not None else None
            if holder is not None:
                self._inline(holder, into, tracked)
            else:
                self._boxes(choice, into)

    def _boxes(self, element: Element, into: _Paragraph) -> None:
        """Text boxes inside a drawing: their paragraphs become part of the paragraph they hang on."""
        for box in element.iter(W + "txbxContent"):
            for block in self.blocks(box):
                into.pieces.append(f"\n{block.text}")
                into.original.append(f"\n{block.original}")
                into.revisions += block.revisions
                into.hidden += block.hidden


def _write(text: str, into: _Paragraph, tracked: Revision | None) -> None:
    """Put down text that stands there either way, or (inside a tracked change) its text alone."""
    into.pieces.append(text)
    if tracked is None:
        into.original.append(text)


_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row itself, also where a content control stands around one."""
    for child in row.iterchildren():
        if child.tag == W + "tc":
            yield child
        elif child.tag == W + "sdt":
            yield from child.iterfind(f"{W}sdtContent/{W}tc")


def _mark_deleted(paragraph: Element) -> bool:
    """Whether the paragraph's end was deleted in a tracked change: it then runs on into the next."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _revision(name: str, element: Element, text: str) -> Revision:
    day = element.get(W + "date", "")[:10]
    return Revision(_KINDS[name], element.get(W + "author", "") or "未署名", day, text.strip())


def without_number(title: str) -> str:
    """A clause's title without a typed 第三條 before it."""
    return _TYPED_NUMBER.sub("", title, count=1).strip()
