"""A compiled template: made once, filled as often as you like, from as many threads as you like."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from toolkit.documents.compile.archive import Compression, Packer, Shelf, bind, pack, packer, shelve
from toolkit.documents.compile.evaluate import Evaluator
from toolkit.documents.compile.frame import Frame, Limits, State
from toolkit.documents.compile.markup import Place
from toolkit.documents.compile.package import Entry, read_package
from toolkit.documents.compile.prepare import Prepared, prepare
from toolkit.documents.compile.site import Site
from toolkit.documents.compile.steps import Builder, Step
from toolkit.documents.compile.write import Slot
from toolkit.documents.filters import FILTERS, Filter
from toolkit.errors import FinalRefused

Mode = Literal["plain", "draft", "final"]
"""plain: stamped only where something is missing · draft: always stamped · final: refused where something is missing."""

class Filled(NamedTuple):
    """A finished document: its bytes and, in the order met, the names of what was missing."""

    document: bytes
    missing: tuple[str, ...]


class Options(NamedTuple):
    """How a template was asked to be compiled."""

    terms: Mapping[str, str]
    filters: Mapping[str, Filter]
    limits: Limits
    compression: Compression


class Template:
    """A template ready to be filled. Immutable; pickles as its source and is compiled anew on the other side."""

    __slots__ = ("_options", "_packer", "_parts", "_shelf", "_source")

    def __init__(self, source: bytes, options: Options) -> None:
        """Compile ``source``, the bytes of a .docx."""
        known = {**FILTERS, **options.filters}
        entries = read_package(source)
        prepared = prepare(entries, options.terms, known)
        self._source = source
        self._options = options
        self._packer: Packer = packer(options.compression)
        self._parts = tuple(_built(part, known) for part in prepared["parts"])
        changed = {name for name, _ in self._parts}
        self._shelf: Shelf = shelve(entry for name, entry in entries.items() if name not in changed)

    def __reduce__(self) -> tuple[Callable[[bytes, Options], "Template"], tuple[bytes, Options]]:
        """Pickle the source and the options only."""
        return Template, (self._source, self._options)

    def render(
        self, context: Mapping[str, object], *, optional: frozenset[str] | None = None, mode: Mode = "plain"
    ) -> bytes:
        """The finished .docx. Raises ``RenderError``; with mode ``final`` ``FinalRefused`` where values are missing."""
        return self.fill(context, optional=optional, mode=mode).document

    def fill(
        self, context: Mapping[str, object], *, optional: frozenset[str] | None = None, mode: Mode = "plain"
    ) -> Filled:
        """The finished .docx and what was missing in it."""
        state = State(self._options.limits, optional)
        frame = Frame(context, state)
        written: list[tuple[str, list[bytes]]] = []
        for name, step in self._parts:
            out: list[bytes] = []
            state.begin(name)
            step(frame, out)
            written.append((name, out))
        missing = tuple(state.missing.values())
        if mode == "final" and missing:
            raise FinalRefused("render.missing", missing=missing, fields=tuple(state.missing))
        entries = [pack(name, b"".join(out), self._packer) for name, out in written]
        return Filled(bind(self._shelf, entries), missing)


def _built(part: Prepared, filters: Mapping[str, Filter]) -> tuple[str, Step]:
    slots = [_slot(fields) for fields in part["slots"]]
    return part["name"], Builder(Evaluator(filters), slots).body(part["steps"])


def _slot(fields: list[object]) -> Slot:
    kind, run, paragraph, whole, path, shown, raw, place = fields
    where = Place(*place)  # type: ignore[misc]
    return Slot(Site(kind, run, paragraph, whole), str(path), str(shown), where.told(str(raw)))  # type: ignore[arg-type]


def compile_template(
    path: Path | str | bytes,
    *,
    terms: Mapping[str, str] | None = None,
    filters: Mapping[str, Filter] | None = None,
    limits: Limits | None = None,
    compression: Compression = "zlib-1",
) -> Template:
    """Compile the Word template at ``path`` (or given as its bytes).

    ``terms`` maps folded Chinese placeholders to keys (``stages.context.terms``); ``filters`` are added to those
    of the house. Raises ``TemplateError`` where the template is wrong and ``TemplateRefused`` where it holds
    what is forbidden; both carry the tag and its place.
    """
    source = path if isinstance(path, bytes) else Path(path).read_bytes()
    options = Options(dict(terms or {}), dict(filters or {}), limits or Limits(), compression)
    return Template(source, options)
