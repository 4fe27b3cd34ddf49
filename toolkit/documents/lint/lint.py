"""Check a Word template for the people who write it: every mistake with its place, its words and its remedy."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.documents.compile.package import read_package
from toolkit.documents.compile.place import Place
from toolkit.documents.compile.refuse import check_template
from toolkit.documents.filters import FILTERS
from toolkit.documents.lint.blocks import Blocks, blocks
from toolkit.documents.lint.known import Known, nearest
from toolkit.documents.lint.layout import losses, torn
from toolkit.documents.lint.names import misnamed
from toolkit.documents.lint.passages import Part, parts_of
from toolkit.documents.lint.repair import repaired
from toolkit.documents.lint.rewrite import Edit, rewritten
from toolkit.documents.lint.samples import SECONDS, Samples, Trial, lists_in, texts_in
from toolkit.documents.lint.scan import Span, scan
from toolkit.documents.lint.slip import Slip
from toolkit.documents.lint.written import BLOCKS, REFUSED, WORDS, Written, written
from toolkit.errors import RenderError, TemplateError, ToolkitError
from toolkit.messages import codes_templates as codes
from toolkit.messages.finding import Code

_MOST_TRIES = 30
_ENDLESS = frozenset({"render.too_slow", "render.too_many_rounds"})
_CELL_WORDS = ("vm", "hm", "colspan", "cellbg")


@dataclass(frozen=True, slots=True)
class Checked:
    """The slips of a template and the edits that make it render."""

    slips: tuple[Slip, ...]
    edits: tuple[Edit, ...] = ()


def lint(path: Path | str | bytes, known_terms: Mapping[str, str], fields: Collection[str]) -> tuple[Slip, ...]:
    """Every slip of the template at ``path`` (or given as its bytes), in the order of the document.

    ``known_terms``: Chinese placeholder → key; ``fields``: what it may print, as paths (``lines.quantity``).
    """
    return check(path if isinstance(path, bytes) else Path(path).read_bytes(), known_terms, fields).slips


def check(
    source: bytes, known_terms: Mapping[str, str], fields: Collection[str], samples: Samples | None = None
) -> Checked:
    """As ``lint``, with the edits of the mended copy. Never raises for what is wrong with the template.

    What cannot be filled with one of ``samples`` is a slip as well.
    """
    samples = samples or Samples()
    known = Known(known_terms, fields, lists_in(samples), texts_in(samples))
    try:
        entries = read_package(source)
        check_template(entries)
        done = [_Checker(part, known).run() for part in parts_of(entries)]
    except TemplateError as error:
        return Checked((_whole(error),))
    whole = _tried(source, done, known, samples)
    slips = tuple(slip for checker in done for slip in checker.ordered())
    return Checked((*slips, *whole), _edits(done))


def _edits(done: Sequence["_Checker"]) -> tuple[Edit, ...]:
    return tuple(edit for checker in done for edit in checker.edits.values())


def _tried(source: bytes, done: Sequence["_Checker"], known: Known, samples: Samples) -> tuple[Slip, ...]:
    """Compile and fill the mended copy, marking what still stands in the way; what has no place is given back."""
    trial = Trial(samples, known.terms, SECONDS)
    for _ in range(_MOST_TRIES):
        try:
            trial.fill(rewritten(source, _edits(done)))
        except (TemplateError, RenderError) as error:
            if not any(checker.stands_in_the_way(error) for checker in done):
                return (_whole(error),)
        else:
            break
    return ()


def holds_tags(source: bytes) -> bool:
    """Whether a .docx holds anything typed as a tag, right or wrong; False for what cannot be opened."""
    try:
        parts = parts_of(read_package(source))
    except TemplateError:
        return False
    spans = (span for part in parts for passage in part.passages for span in scan(passage.text, lambda _: False))
    return any(span.tag for span in spans)


def _whole(error: ToolkitError) -> Slip:
    place = error.data.get("place")
    where = place if isinstance(place, Place) else Place("")
    return Slip(codes.WHOLE_FILE, where, str(error.data.get("tag", "")), more={"reason": error})


@dataclass
class _Checker:
    """One pass over one part."""

    part: Part
    known: Known
    slips: list[Slip] = field(default_factory=list)
    edits: dict[tuple[int, int], Edit] = field(default_factory=dict)
    tags: list[Written] = field(default_factory=list)
    groups: list[list[Written]] = field(default_factory=list)

    def run(self) -> "_Checker":
        tags = self.tags = [self._repaired(one) for one in self._tags() if one.tag.opener != "{#"]
        refused = {id(one) for one in tags if not self._statement(one)}
        found_blocks = blocks(tags)
        self.groups = found_blocks.groups
        self._blocks(found_blocks, refused)
        for loss in losses(tags, self.part.passages):
            unit = {"unit": loss.unit}
            span = loss.one.span
            told = (loss.one.tag.place, span.words, loss.one.passage, span.start, span.end)
            self.slips.append(Slip(codes.LOST, *told, more={**unit, "lost": loss.lost}))
        for found in misnamed(tags, self.known, refused):
            start, end = _within(found.one.span, found.typed)
            words = found.typed
            self.slips.append(
                Slip(
                    found.code, found.one.tag.place, words, found.one.passage, start, end, found.suggestion, found.more
                )
            )
        return self

    def stands_in_the_way(self, error: TemplateError | RenderError) -> bool:
        """Whether ``error`` is about a tag of this part; if so it is told, and its whole block marked as to mend."""
        words, place = error.data.get("tag"), error.data.get("place")
        one = next((one for one in self.tags if one.tag.place == place and self._stands(one) == words), None)
        if one is None:
            return False
        if error.code in _ENDLESS:
            self._endless(one)
            return True
        told = {name: error.data.get(name, "") for name in ("end", "prefix")}
        code = codes.REASONS.get(error.code, codes.UNFIT)
        if code is not codes.UNFIT or not self._is_told(one):
            self._tell(one, code, end=told["end"], prefix=told["prefix"], reason=error)
        for member in next((group for group in self.groups if any(each is one for each in group)), [one]):
            self._edit(member.passage, member.span, _marked(member.span.words))
        return True

    def _is_told(self, one: Written) -> bool:
        """Whether it was said before why the tag cannot be filled."""
        return any(
            slip.code is codes.NEEDS_LOOP
            and slip.passage == one.passage
            and one.span.start <= slip.start < one.span.end
            for slip in self.slips
        )

    def _endless(self, one: Written) -> None:
        """Tell the outermost block around what never came to an end, and mark all that stands in it."""
        at = self.tags.index(one)
        spans = [(self.tags.index(group[0]), self.tags.index(group[-1])) for group in self.groups]
        first, last = min(((start, end) for start, end in spans if start <= at <= end), default=(at, at))
        self._tell(self.tags[first], codes.ENDLESS, seconds=f"{SECONDS:g}")
        for member in self.tags[first : last + 1]:
            self._edit(member.passage, member.span, _marked(member.span.words))

    def _stands(self, one: Written) -> str:
        """The tag as it stands in the mended copy."""
        edit = self.edits.get((one.passage, one.span.start))
        return one.span.words if edit is None else edit.new

    def ordered(self) -> Sequence[Slip]:
        """The slips in order; one in a text box that Word writes twice, for older programs, is told once."""
        once = {(slip.code.code, slip.place, slip.words, slip.start, slip.end): slip for slip in reversed(self.slips)}
        return sorted(once.values(), key=lambda slip: (slip.passage, slip.start))

    def _tags(self) -> Iterator[Written]:
        """Every tag; slips in how it is written are told on the way."""
        raw = False
        for index, passage in enumerate(self.part.passages):
            for span in scan(passage.text, self.known.is_field):
                one = written(span, index, passage.place, self.known) if span.tag else None
                word = one.tag.word if one and one.is_block else ""
                raw = word == "raw" or (raw and word != "endraw")
                if word in ("raw", "endraw") or raw:
                    continue
                self._writing(span, index, passage.place)
                if one:
                    yield one

    def _writing(self, span: Span, passage: int, place: Place) -> None:
        for code in span.codes:
            self.slips.append(Slip(code, place, span.words, passage, span.start, span.start + len(span.words)))
        if span.codes:
            self._edit(passage, span, span.mended or _marked(span.words))

    def _edit(self, passage: int, span: Span, new: str) -> None:
        key = (passage, span.start)
        self.edits[key] = Edit(self.part.name, passage, span.start, span.start + len(span.words), new)

    def _tell(self, one: Written, code: Code, suggestion: str = "", *, mend: str = "", **more: object) -> None:
        span = one.span
        self.slips.append(Slip(code, one.tag.place, span.words, one.passage, span.start, span.end, suggestion, more))
        self._edit(one.passage, span, mend or _marked(span.words))

    def _repaired(self, one: Written) -> Written:
        """The tag as its author will have meant it, where it cannot be read as it is; tells so."""
        if self._readable(one):
            return one
        typed = one.span.mended[2:-2].strip()
        better = f"{{{{ {typed} }}}}" if one.is_block and self.known.is_field(typed) else repaired(one.span.mended)
        meant = written(replace(one.span, mended=better), one.passage, one.tag.place, self.known)
        if better == one.span.mended or not self._readable(meant):
            return one
        self._tell(one, codes.REPAIRED, mend=better, better=better)
        return meant

    def _readable(self, one: Written) -> bool:
        word = one.tag.word
        if one.is_block and word not in (*WORDS, *BLOCKS.values(), *_CELL_WORDS):
            return False
        if one.is_block and word in (*BLOCKS.values(), "else") and one.tag.body != word:
            return False
        if not one.is_block and word in (*WORDS, *BLOCKS.values()):
            return False
        if one.tag.body.endswith(",") and word != "set":  # would print or ask a list of one
            return False
        return one.refusal() is None

    def _statement(self, one: Written) -> bool:
        """Whether the tag can be read and stands where it may; tells why not."""
        word = one.tag.word
        if one.is_block and word not in (*WORDS, *BLOCKS.values(), *_CELL_WORDS, *REFUSED):
            self._tell(one, codes.UNKNOWN_WORD, nearest(word, WORDS), word=one.tag.terms.get(word, word))
        elif one.tag.prefix in ("tr", "tc") and not one.tag.place.table:
            self._tell(one, codes.OUTSIDE_TABLE, prefix=one.tag.prefix)
        elif error := one.refusal():
            self._refused(one, error)
        elif style := one.date_style():
            self._tell(one, codes.DATE_STYLE, style=style)
        else:
            return True
        return False

    def _refused(self, one: Written, error: TemplateError) -> None:
        if error.code == "template.unknown_filter":
            name = str(error.data["filter"])
            self._tell(one, codes.UNKNOWN_FILTER, nearest(name, FILTERS), filter=name)
        elif error.code == "template.forbidden":
            self._tell(one, codes.FORBIDDEN, what=error.data["what"])
        elif one.is_block and one.tag.word in REFUSED:
            self._tell(one, codes.FORBIDDEN, what=one.tag.word)
        else:
            word, sign = str(error.data.get("word", "")), error.data.get("sign", "")
            code = codes.REASONS.get(error.code, codes.SYNTAX)
            self._tell(one, code, word=one.tag.terms.get(word, word), sign=sign)

    def _blocks(self, found: Blocks, refused: set[int]) -> None:
        for one in found.unended:
            self._tell(one, codes.NO_END, end=_shown(BLOCKS[one.tag.word]))
        for one in found.unbegun:
            self._tell(one, codes.NO_BEGIN)
        for group in found.groups:
            end = torn(group)
            if end:
                self._tell(group[0], codes.ACROSS_CELLS, end=_shown(end))
                for one in group:
                    self._edit(one.passage, one.span, _marked(one.span.words))
        gone = {id(one) for one in found.unended} | refused
        for group in found.groups:
            if id(group[0]) in gone or id(group[-1]) in gone:
                for one in group:
                    self._edit(one.passage, one.span, _marked(one.span.words))
        for outer_end, inner, inner_end in found.crossed:
            names = {"inner": _shown(inner.tag.word), "inner_end": _shown(inner_end.tag.word)}
            words = outer_end.tag.word, inner_end.tag.word
            swapped = outer_end.span.mended.replace(words[0], words[1])
            self._tell(outer_end, codes.CROSSED, mend=swapped, end=_shown(words[0]), **names)
            self._edit(inner_end.passage, inner_end.span, inner_end.span.mended.replace(words[1], words[0]))


def _shown(word: str) -> str:
    return f"{{% {word} %}}"


def _marked(words: str) -> str:
    """Words that cannot be mended safely, kept visible in the mended copy without being a tag."""
    return f"【待改：{words.strip('{}｛｝%％ ').strip()}】"


def _within(span: Span, typed: str) -> tuple[int, int]:
    """Where ``typed`` stands in the tag; the whole tag where it is not found as it is."""
    at = span.words.find(typed)
    if at < 0:
        return span.start, span.end
    return span.start + at, span.start + at + len(typed)
