"""A compiled template: made once, filled as often as you like, from as many threads as you like."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from toolkit.documents.compile.archive import Compression, packer
from toolkit.documents.compile.assemble import Stock, assemble, stamp_all, stock
from toolkit.documents.compile.cache import kept_or_made, key_of
from toolkit.documents.compile.evaluate import Evaluator
from toolkit.documents.compile.frame import Frame, Limits, State
from toolkit.documents.compile.package import Entry, read_package
from toolkit.documents.compile.place import Place
from toolkit.documents.compile.site import Site
from toolkit.documents.compile.steps import Builder, Step
from toolkit.documents.compile.world import Facts
from toolkit.documents.compile.write import Slot
from toolkit.documents.filters import FILTERS
from toolkit.documents.plain_filters import Filter
from toolkit.documents.values import NO_EXTRAS, Extras
from toolkit.errors import FinalRefused, RenderError

Mode = Literal["plain", "draft", "final"]
"""plain: stamped where something is missing · draft: always stamped · final: refused where it is missing."""


class Filled(NamedTuple):
    """A finished document: its bytes and, in the order met, the names of what was missing."""

    document: bytes
    missing: tuple[str, ...]


class Print(NamedTuple):
    """One ``{{ … }}`` of a template.

    ``field`` is what it prints of the context (``items.price``; "" where it is not exactly one), ``shown`` the
    same as the author named it.
    """

    field: str
    shown: str
    tag: str
    place: Place


class Options(NamedTuple):
    """How a template was asked to be compiled."""

    terms: Mapping[str, str]
    filters: Mapping[str, Filter]
    limits: Limits
    compression: Compression
    cache: Path | None


class _Part(NamedTuple):
    """A part that is written: for every document, or for stamped ones only."""

    name: str
    write: Step
    always: bool


class Template:
    """A template ready to be filled. Immutable; pickles as its source and is compiled on the other side."""

    __slots__ = ("_facts", "_free", "_options", "_parts", "_source", "_stock")

    _facts: Facts
    _free: tuple[int, int]
    _options: Options
    _parts: tuple[_Part, ...]
    _source: bytes
    _stock: Stock

    def __init__(self, source: bytes, options: Options) -> None:
        """Compile ``source``, the bytes of a .docx."""
        known = {**FILTERS, **options.filters}
        entries = read_package(source)
        try:
            self._settle(source, options, entries, _prepared(source, options, known))
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError):  # what was kept is of no use
            self._settle(source, options, entries, _prepared(source, options, known, again=True))

    def _settle(self, source: bytes, options: Options, entries: Mapping[str, Entry], kept: Mapping[str, Any]) -> None:
        facts = Facts.load(kept["facts"])
        numbering = kept["numbering"] or {"next": 1, "next_abstract": 0}
        parts = tuple(_built(part, {**FILTERS, **options.filters}) for part in kept["parts"])
        usual = [part.name for part in parts if part.always]
        settle = partial(object.__setattr__, self)
        settle("_source", source)
        settle("_options", options)
        settle("_facts", facts)
        settle("_free", (numbering["next"], numbering["next_abstract"]))
        settle("_parts", parts)
        settle("_stock", stock(entries, kept, usual, packer(options.compression), facts))

    def __setattr__(self, name: str, value: object) -> None:
        """A template stays as it was compiled: threads share it. Raises ``AttributeError``."""
        raise AttributeError(name)

    def __reduce__(self) -> tuple[Callable[[bytes, Options], "Template"], tuple[bytes, Options]]:
        """Pickle the source and the options only."""
        return Template, (self._source, self._options)

    @property
    def prints(self) -> tuple[Print, ...]:
        """Every field that the template prints, in the order of its parts."""
        return tuple(
            Print(slot[4], slot[5], slot[6], Place(*slot[7]))
            for part in self._stock.kept["parts"]
            for slot in part["slots"]
            if slot[4] and slot[6].startswith("{{")
        )

    def render(
        self,
        context: Mapping[str, object],
        *,
        optional: frozenset[str] | None = None,
        mode: Mode = "plain",
        extras: Extras = NO_EXTRAS,
    ) -> bytes:
        """The finished .docx; see ``fill``."""
        return self.fill(context, optional=optional, mode=mode, extras=extras).document

    def fill(
        self,
        context: Mapping[str, object],
        *,
        optional: frozenset[str] | None = None,
        mode: Mode = "plain",
        extras: Extras = NO_EXTRAS,
        seconds: float | None = None,
    ) -> Filled:
        """The finished .docx and what was missing in it.

        ``context`` holds plain data and the values of ``documents.values``. A name that is not there prints
        【缺：…】; ``None`` prints nothing, but when ``optional`` is given (paths such as ``contact.phone``;
        lists are passed through), ``None`` elsewhere is missing too. ``seconds`` is how long it may take, where that
        is less than the limit.

        Raises ``RenderError`` with tag and place; in mode ``final`` ``FinalRefused`` with ``missing``.
        """
        limits = self._options.limits
        if seconds is not None:
            limits = limits._replace(seconds=min(seconds, limits.seconds))
        state = State(limits, optional, self._facts, self._free)
        frame = Frame(context, state)
        written = {part.name: _written(part, frame) for part in self._parts if part.always}
        missing = tuple(state.missing.values())
        if mode == "final" and missing:
            raise FinalRefused("render.missing", missing=missing, fields=tuple(state.missing))
        if mode == "draft" or missing:
            written |= {part.name: _written(part, frame) for part in self._parts if not part.always}
            stamp_all(state, extras.stamp)
        contents = {name: b"".join(out) for name, out in written.items()}
        return Filled(assemble(contents, state, extras, self._stock), missing)


def _written(part: _Part, frame: Frame) -> list[bytes]:
    out: list[bytes] = []
    frame.state.begin(part.name)
    part.write(frame, out)
    try:
        frame.state.check(out)
    except RenderError as error:
        raise RenderError(
            error.code, **{"tag": "…", "where": "文件末尾", "where_en": "its end", **error.data}
        ) from None
    return out


def _prepared(source: bytes, options: Options, known: Mapping[str, Filter], *, again: bool = False) -> dict[str, Any]:
    """The prepared form, from the cache where there is one; made ``again`` where that was of no use."""

    def make() -> dict[str, Any]:
        from toolkit.documents.compile.prepare import prepare  # lxml and jinja2 only to compile

        return prepare(read_package(source), options.terms, known)

    key = key_of(source, options.terms, known) if options.cache else ""
    return kept_or_made(options.cache, key, make, again=again)


def _built(part: Mapping[str, Any], filters: Mapping[str, Filter]) -> _Part:
    slots = [_slot(fields) for fields in part["slots"]]
    return _Part(part["name"], Builder(Evaluator(filters), slots).body(part["steps"]), part["always"])


def _slot(fields: list[Any]) -> Slot:
    kind, run, paragraph, whole, path, shown, raw, place = fields
    return Slot(Site(kind, run, paragraph, whole), path, shown, Place(*place).told(raw))


def compile_template(
    path: Path | str | bytes,
    *,
    terms: Mapping[str, str] | None = None,
    filters: Mapping[str, Filter] | None = None,
    limits: Limits | None = None,
    compression: Compression = "zlib-1",
    cache: Path | None = None,
) -> Template:
    """Compile the Word template at ``path`` (or given as its bytes).

    ``terms`` maps folded Chinese placeholders to keys (``stages.context.terms``); ``filters`` are added to
    those of the house. Raises ``TemplateError`` where the template is wrong, ``TemplateRefused`` where it
    holds what is forbidden; both carry the tag and its place. ``cache`` is a folder of the service's own, where
    the prepared form is kept for the next process.
    """
    source = path if isinstance(path, bytes) else Path(path).read_bytes()
    return Template(source, Options(dict(terms or {}), dict(filters or {}), limits or Limits(), compression, cache))
