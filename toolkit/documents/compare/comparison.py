"""A returned contract against the copy we issued: what was changed, where, by whom, and what it means.

    compare(issued, returned, locked=("違約責任",)) -> Comparison

Both are the bytes of a .docx. Tracked changes are taken as accepted, and every change says whether it was
tracked: one that was not is the one to look at first.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from rapidfuzz import fuzz

from toolkit.documents.compare.align import MOVED, pair_blocks, pair_clauses
from toolkit.documents.compare.clauses import Clause, Structure, structure_of
from toolkit.documents.compare.figures import changed_figures
from toolkit.documents.compare.keys import comparable, sentences
from toolkit.documents.compare.parts import open_parts
from toolkit.documents.compare.text import Block, Revision


class ChangeKind(StrEnum):
    """What happened, as the report prints it."""

    CHANGED = "修改"
    ADDED = "新增"
    REMOVED = "刪除"
    MOVED = "移動"
    HIDDEN = "隱藏"


@dataclass(frozen=True, slots=True)
class TextChange:
    """One difference.

    ``clause`` is the clause's label in the issued copy (for what is new: in the returned one); ``place``
    narrows it down in a table. ``figures`` are the amounts, dates, rates and periods that differ.
    ``author`` is who tracked it, "" where it was changed without a trace. ``locked`` marks a clause that
    was not to be touched.
    """

    kind: ChangeKind
    clause: str
    before: str
    after: str
    place: str = ""
    figures: tuple[str, ...] = ()
    author: str = ""
    locked: bool = False


@dataclass(frozen=True)
class Comparison:
    """Everything that was found; the texts by clause are for the risk list on old and new text."""

    changes: tuple[TextChange, ...]
    revisions: tuple[Revision, ...]
    comments: tuple[tuple[str, str], ...]
    text: tuple[tuple[str, str], ...]
    issued_text: tuple[tuple[str, str], ...] = ()

    @property
    def untracked(self) -> tuple[TextChange, ...]:
        """The changes that were made without a trace."""
        return tuple(change for change in self.changes if not change.author)

    @property
    def locked(self) -> tuple[TextChange, ...]:
        """The changes of clauses that were not to be touched."""
        return tuple(change for change in self.changes if change.locked)


def compare(issued: bytes, returned: bytes, locked: Collection[str] = ()) -> Comparison:
    """Compare two documents; raises ``Unreadable`` where one of them cannot be read."""
    before, after = structure_of(open_parts(issued)), structure_of(open_parts(returned))
    untouchable = {comparable(title) for title in locked}
    changes = [*_Finder(after.lost).changes(before, after)]
    found = _in_order(_hidden(changes, before, after), before, after)
    return Comparison(
        tuple(replace(change, locked=True) if _is_locked(change, untouchable) else change for change in found),
        after.revisions,
        after.comments,
        tuple((clause.label, clause.text) for clause in after.clauses),
        tuple((clause.label, clause.text) for clause in before.clauses),
    )


HIDDEN = "隱藏文字"
"""Where a change stands that nobody sees on paper: hidden, white or tiny letters."""


def _hidden(changes: Sequence[TextChange], before: Structure, after: Structure) -> Iterator[TextChange]:
    """The changes, those that hide what they say called so; and text of ours that was hidden as it stands."""
    known = {comparable(piece) for clause in before.clauses for block in clause.blocks for piece in block.hidden}
    unseen = [
        (clause.label, piece, key)
        for clause in after.clauses
        for block in clause.blocks
        for piece in block.hidden
        if len(key := comparable(piece)) > 1 and key not in known
    ]
    told = set()
    for change in changes:
        inside = {key for _, _, key in unseen if key in comparable(change.after)}
        told |= inside
        yield replace(change, place="，".join(filter(None, (change.place, HIDDEN)))) if inside else change
    for label, piece, key in unseen:
        if key not in told:
            yield TextChange(ChangeKind.HIDDEN, label, piece, "文字未改，但改成了列印時看不見的格式", HIDDEN)


def _in_order(changes: Iterable[TextChange], before: Structure, after: Structure) -> list[TextChange]:
    """The changes as a reader of the issued copy meets them; what is new stands where it came in."""
    labels = [clause.label for clause in (*before.clauses, *after.clauses)]
    return sorted(changes, key=lambda change: labels.index(change.clause))


def _is_locked(change: TextChange, untouchable: Collection[str]) -> bool:
    return comparable(change.clause.split("　", 1)[-1]) in untouchable


@dataclass(frozen=True, slots=True)
class _Stray:
    """A paragraph that stands on one side only, with the clause it stands in."""

    block: Block
    clause: Clause


class _Finder:
    """Finds the changes between two structures; ``lost`` are the paragraphs whose deletion was tracked."""

    def __init__(self, lost: Sequence[Block]) -> None:
        self._lost = [(comparable(block.original), block) for block in lost]

    def changes(self, before: Structure, after: Structure) -> Iterator[TextChange]:
        clauses = pair_clauses(before.clauses, after.clauses)
        removed: list[_Stray] = []
        added: list[_Stray] = []
        for at, (old, new) in enumerate(clauses.same):
            if at in clauses.moved:
                yield _moved(old, new)
            if old.key != new.key:
                yield TextChange(ChangeKind.CHANGED, old.label, old.title, new.title, "標題")
            pairs = pair_blocks(old.blocks, new.blocks)
            for one, other in pairs.changed:
                yield from _within(one, other, old)
            removed += [_Stray(block, old) for block in pairs.removed]
            added += [_Stray(block, new) for block in pairs.added]
        yield from self._strays(removed, added)
        for clause in clauses.removed:
            yield TextChange(ChangeKind.REMOVED, clause.label, _whole(clause), "", author=self._gone(clause))
        for clause in clauses.added:
            yield TextChange(ChangeKind.ADDED, clause.label, "", _whole(clause), author=_come(clause.blocks))

    def _strays(self, removed: Sequence[_Stray], added: Sequence[_Stray]) -> Iterator[TextChange]:
        """Paragraphs on one side only: moved where the other side has them elsewhere, else gone or new."""
        free = list(added)
        for gone in removed:
            found = _elsewhere(gone, free)
            if found is None:
                change = _change(gone.block.text, "", gone.clause.label, _row(gone.block))
                yield replace(change, author=self._author_of_lost(gone.block))
                continue
            free.remove(found)
            yield from _moved_paragraph(gone, found)
        for come in free:
            change = _change("", come.block.text, come.clause.label, _row(come.block))
            yield replace(change, author=_come((come.block,)))

    def _gone(self, clause: Clause) -> str:
        names = [self._author_of_lost(block) for block in clause.blocks]
        return names[0] if names and all(names) else ""

    def _author_of_lost(self, block: Block) -> str:
        key = comparable(block.text)
        for text, lost in self._lost:
            if key in text or (text and text in key):
                return _names(lost.revisions)
        return ""


def _moved(old: Clause, new: Clause) -> TextChange:
    came = _come(new.blocks)
    return TextChange(ChangeKind.MOVED, old.label, f"原為「{old.label}」", f"現為「{new.label}」", author=came)


def _moved_paragraph(gone: _Stray, found: _Stray) -> Iterator[TextChange]:
    """A paragraph that stands elsewhere now, and what was changed in it on the way."""
    here, there = gone.clause.label, found.clause.label
    where = f"移到「{there}」" if here != there else "同條內換了位置"
    text, author = gone.block.text, _come((found.block,))
    yield TextChange(ChangeKind.MOVED, here, text, f"{where}：{found.block.text}", author=author)
    yield from _within(gone.block, found.block, gone.clause)


def _whole(clause: Clause) -> str:
    return "\n".join(filter(None, (clause.title, clause.text)))


def _within(old: Block, new: Block, clause: Clause) -> Iterator[TextChange]:
    """What differs within one paragraph or row, each change with whoever tracked it."""
    found = _cells(old, new, clause) if old.cells and new.cells else _sentences(old.text, new.text, clause.label)
    for change in found:
        yield replace(change, author=_tracker(change, new))


def _tracker(change: TextChange, block: Block) -> str:
    """Who tracked a change; "" where refusing every tracked change would not bring the old text back."""
    before, after = comparable(change.before), comparable(change.after)
    original = comparable(block.original)
    if before not in original or (not before and after in original):
        return ""
    return _names(block.revisions)


def _come(blocks: Sequence[Block]) -> str:
    """Who inserted these paragraphs as a tracked change; "" where one of them came without a trace."""
    if not blocks or any(comparable(block.text) in comparable(block.original) for block in blocks):
        return ""
    return _names([revision for block in blocks for revision in block.revisions])


def _names(revisions: Sequence[Revision]) -> str:
    return "、".join(dict.fromkeys(revision.author for revision in revisions))


def _cells(old: Block, new: Block, clause: Clause) -> Iterator[TextChange]:
    """Cell by cell where the columns are the same, else the row as a whole."""
    if len(old.cells) != len(new.cells):
        yield _change(old.text, new.text, clause.label, f"表格第{old.row}行")
        return
    for column, (one, other) in enumerate(zip(old.cells, new.cells, strict=True), 1):
        if comparable(one) != comparable(other):
            yield from _sentences(one, other, clause.label, f"表格第{old.row}行第{column}格")


def _sentences(old: str, new: str, clause: str, place: str = "") -> Iterator[TextChange]:
    """The sentences that differ, one change each; one that is only elsewhere in the paragraph was moved."""
    found = list(_one_by_one(old, new, clause, place))
    come = {_sentence_key(change.after): change for change in found if change.kind is ChangeKind.ADDED}
    gone = {_sentence_key(change.before) for change in found if change.kind is ChangeKind.REMOVED}
    for change in found:
        there = come.get(_sentence_key(change.before)) if change.kind is ChangeKind.REMOVED else None
        if there is not None:
            yield TextChange(ChangeKind.MOVED, clause, change.before, f"同段內換了位置：{there.after}", place)
        elif change.kind is not ChangeKind.ADDED or _sentence_key(change.after) not in gone:
            yield change


def _one_by_one(old: str, new: str, clause: str, place: str) -> Iterator[TextChange]:
    """The sentences that differ where they stand one against one, the others as gone or come."""
    one, other = sentences(old), sentences(new)
    keys = [_sentence_key(text) for text in one], [_sentence_key(text) for text in other]
    for kind, i, j, k, m in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if kind == "equal" or "".join(keys[0][i:j]) == "".join(keys[1][k:m]):
            continue
        if j - i == m - k:
            for left, right in zip(one[i:j], other[k:m], strict=True):
                yield _change(left, right, clause, place)
        else:
            yield from _uneven(one[i:j], other[k:m], clause, place)


def _sentence_key(text: str) -> str:
    """A sentence without its end mark: 「…；。」 after a deletion is still the one that ended in 「；」."""
    return comparable(text).rstrip(".;!?")


def _uneven(old: Sequence[str], new: Sequence[str], clause: str, place: str) -> Iterator[TextChange]:
    """Sentences that went or came between others that changed: those most alike are one."""
    blocks = pair_blocks([Block(text) for text in old], [Block(text) for text in new])
    for left, right in blocks.changed:
        yield _change(left.text, right.text, clause, place)
    for gone in blocks.removed:
        yield _change(gone.text, "", clause, place)
    for come in blocks.added:
        yield _change("", come.text, clause, place)


def _change(old: str, new: str, clause: str, place: str) -> TextChange:
    kind = ChangeKind.CHANGED if old and new else ChangeKind.REMOVED if old else ChangeKind.ADDED
    return TextChange(kind, clause, old, new, place, changed_figures(old, new))


def _elsewhere(gone: _Stray, free: Sequence[_Stray]) -> _Stray | None:
    key = comparable(gone.block.text)
    scored = [(fuzz.ratio(key, comparable(stray.block.text)), -at) for at, stray in enumerate(free)]
    score, at = max(scored, default=(0.0, 0))
    return free[-at] if score >= MOVED else None


def _row(block: Block) -> str:
    return f"表格第{block.row}行" if block.cells else ""
