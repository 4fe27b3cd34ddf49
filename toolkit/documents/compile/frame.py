"""What one rendering carries along: the names in scope, what is missing, and how much has been spent."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from toolkit.documents.compile.budget import Budget
from toolkit.errors import RenderError


class Limits(NamedTuple):
    """What one document may cost: rounds of all loops, seconds, bytes of one part, pixels of a picture."""

    rounds: int = 2_000_000
    seconds: float = 60.0
    bytes: int = 256 * 1024 * 1024
    pixels: int = 50_000_000
    text: int = 10_000_000


class Missing:
    """A name the context does not have: prints a mark, is false, passes through whatever is done to it."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        """``name`` is what the mark shows; without one nothing is shown (the line before the first of a loop)."""
        self.name = name

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0


class Frame(dict[str, Any]):
    """The names in scope; one not there is ``Missing``, never an error."""

    __slots__ = ("state",)

    def __init__(self, context: Mapping[str, object], state: "State") -> None:
        """Begin with ``context``."""
        super().__init__(context)
        self.state = state

    def __missing__(self, name: str) -> Missing:
        """A mark for ``name``."""
        return Missing(name)


class TableCount:
    """What has come of a table so far."""

    __slots__ = ("cells", "grid", "row", "row_cells", "row_span", "rows", "span", "start", "widths")

    def __init__(self, start: int) -> None:
        """``start`` is where the table begins in the output."""
        self.start = start
        self.grid = -1
        self.widths: tuple[int, ...] = ()
        self.rows = self.cells = self.span = 0
        self.row = self.row_cells = self.row_span = 0


class State:
    """One rendering: shared by all parts of one document, never by two documents."""

    __slots__ = (
        "_checked",
        "_size",
        "_size_at",
        "abstract_xml",
        "budget",
        "drawing",
        "facts",
        "limits",
        "list_xml",
        "missing",
        "next_abstract",
        "next_list",
        "numbering",
        "optional",
        "part",
        "restarted",
        "rounds",
        "stamps",
        "tables",
        "times",
        "world",
    )

    def __init__(self, limits: Limits, optional: frozenset[str] | None, facts: Any, free: tuple[int, int]) -> None:
        """Begin a document.

        ``facts`` are those of the template's package, ``free`` its first free numbers of a list and of a list's
        definition; ``optional`` the context paths that may be absent or None (``None``: none declared).
        """
        self.limits = limits
        self.optional = optional
        self.part = ""
        self.missing: dict[str, str] = {}
        self.drawing = 1000
        self.rounds = 0
        self.tables: list[TableCount] = []
        self.numbering: dict[str, str] = {}
        self.list_xml: list[str] = []
        """New lists (``w:num``); those that restart another are written when the document is put together."""
        self.restarted: list[tuple[str, str]] = []
        self.abstract_xml: list[str] = []
        self.times: dict[str, int] = {}
        self.stamps: list[tuple[list[bytes], int, str, tuple[Any, ...]]] = []
        self.world: Any = None
        self.facts = facts
        self.next_list, self.next_abstract = free
        self.budget = Budget(limits.seconds)
        self._checked = 0
        self._size = 0
        self._size_at = 0

    def spend(self, out: list[bytes]) -> None:
        """Count one round of a loop; now and then look at the clock and at what has been written."""
        self.rounds += 1
        if self.rounds & 0xFF == 0:
            self.check(out)

    def check(self, out: list[bytes]) -> None:
        """Raise ``RenderError``: render.too_many_rounds, render.too_large or render.too_slow past a limit."""
        if self._size_at > len(out):
            self._size = self._size_at = 0
        if len(out) > self._size_at:
            self._size += sum(map(len, out[self._size_at :]))
            self._size_at = len(out)
        if self.rounds > self.limits.rounds:
            raise RenderError("render.too_many_rounds", most=self.limits.rounds)
        if self._size > self.limits.bytes:
            raise RenderError("render.too_large_whole", most=self.limits.bytes // 1_000_000)
        self.budget.look()

    def restart(self, number: str) -> None:
        """Begin list ``number`` anew: the first time it is itself, later a new list like it."""
        if number in self.numbering:
            self.numbering[number] = self.new_list()
            self.restarted.append((self.numbering[number], number))
        else:
            self.numbering[number] = number

    def new_list(self) -> str:
        """A list number not used yet."""
        self.next_list += 1
        return str(self.next_list - 1)

    def new_abstract(self) -> str:
        """A number for the definition of a new list."""
        self.next_abstract += 1
        return str(self.next_abstract - 1)

    def again(self, what: str) -> int:
        """How often ``what`` has come, this time included."""
        self.times[what] = self.times.get(what, 0) + 1
        return self.times[what]

    def begin(self, part: str) -> None:
        """Start on another part of the package."""
        self.part = part
        self._size = self._size_at = 0
        self.tables = []

    def is_optional(self, path: str) -> bool:
        """Whether ``path``, or anything it is in, was declared to be optional."""
        while path and self.optional:
            if path in self.optional:
                return True
            path = path.rpartition(".")[0]
        return False


class Loop:
    """What ``loop`` says inside a loop; counts from 1 except where the name ends in 0."""

    __slots__ = ("_seen", "index0", "items", "length")

    NAMES = frozenset(
        {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem"}
        | {"nextitem"}
    )

    def __init__(self, items: list[Any]) -> None:
        """``items`` are all that will come."""
        self.items = items
        self.length = len(items)
        self.index0 = 0
        self._seen: list[Any] | None = None

    def cycle(self, values: list[Any]) -> Any:
        """The one of ``values`` whose turn it is in this round."""
        return values[self.index0 % len(values)]

    def changed(self, values: list[Any]) -> bool:
        """Whether ``values`` are others than when this was last asked in this loop."""
        before, self._seen = self._seen, values
        return before != values

    def get(self, name: str) -> object:
        """The value of ``loop.<name>``; the caller has checked ``name`` against ``NAMES``."""
        at, length = self.index0, self.length
        simple: dict[str, object] = {
            "index": at + 1,
            "index0": at,
            "revindex": length - at,
            "revindex0": length - at - 1,
            "first": at == 0,
            "last": at == length - 1,
            "length": length,
            "depth": 1,
            "depth0": 0,
        }
        if name in simple:
            return simple[name]
        beside = at + (1 if name == "nextitem" else -1)
        return self.items[beside] if 0 <= beside < length else Missing("")
