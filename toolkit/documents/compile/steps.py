"""From the plan of a part to functions that write it: what a document costs is decided here.

A stretch of fixed text and plain prints becomes one step that fetches all its values at once, joins them,
looks once whether anything in them needs care, and only then goes value by value.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from toolkit.documents.compile.evaluate import Evaluator, Getter, Plan
from toolkit.documents.compile.frame import Frame, Loop, Missing
from toolkit.documents.compile.marks import MARKS
from toolkit.documents.compile.operate import items_of
from toolkit.documents.compile.write import Slot, computed, write
from toolkit.documents.filters import TAKES_MISSING
from toolkit.errors import RenderError, ToolkitError

Step = Callable[[Frame, list[bytes]], None]
_BETWEEN = "⸨"
_BETWEEN_BYTES = _BETWEEN.encode()
_ABSENT = object()
_FAULTS = (
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    PermissionError,
    RecursionError,
    MemoryError,
)
_MUCH = 100_000
"""Letters after which it is looked at how much has been written."""

_REASONS = (
    ("not numbers", "render.not_numbers"),
    ("not of one kind", "render.two_kinds"),
    ("not supported between", "render.two_kinds"),
    ("too large", "render.too_large"),
    ("not a list", "render.not_a_list"),
    ("unpack", "render.not_a_list"),
    ("values for", "render.not_a_list"),
)


def _located(error: Exception, slot: Slot) -> ToolkitError:
    """The error with the tag and the place it came from."""
    if isinstance(error, ToolkitError):
        return type(error)(error.code, **{**slot.where, **error.data})
    if isinstance(error, PermissionError):
        return RenderError("render.forbidden", what=str(error), **slot.where)
    return RenderError(_reason(error), **slot.where)


def _reason(error: Exception) -> str:
    """The code for what Python says: people read why, never Python's words."""
    if isinstance(error, ZeroDivisionError):
        return "render.by_zero"
    if isinstance(error, MemoryError | RecursionError):
        return "render.too_large"
    return next((code for words, code in _REASONS if words in str(error)), "render.cannot")


def _write_each(
    frame: Frame,
    out: list[bytes],
    base: Sequence[bytes],
    getters: Sequence[Getter],
    slots: Sequence[Slot],
    values: Sequence[Any] | None = None,
) -> None:
    """Write a stretch value by value; ``values`` are those that were fetched already."""
    lenient = frame.state.optional is None
    for index, (get, slot) in enumerate(zip(getters, slots, strict=True)):
        out.append(base[2 * index])
        try:
            value = get(frame) if values is None else values[index]
            if type(value) is str and value.isprintable() and slot.site.kind == "text" and (lenient or value.strip()):
                text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            else:
                text = write(value, slot, frame)
                if slot.site.kind in ("span", "fill"):
                    _count_span(text, slot, frame)
                    text = computed(text, slot.site)
        except (*_FAULTS, ToolkitError) as error:
            raise _located(error, slot) from error
        out.append(text.encode())
        if len(text) > _MUCH:
            frame.state.check(out)
    out.append(base[-1])


def _count_span(text: str, slot: Slot, frame: Frame) -> None:
    if slot.site.kind == "span" and frame.state.tables:
        frame.state.tables[-1].row_span += int(text)


def _fetch(plans: Sequence[Plan], getters: Sequence[Getter]) -> Callable[[Frame], Sequence[Any]]:
    """How to get all values of a stretch: in one call where they are plain names or fields of one name."""
    if len(plans) > 1 and all(plan[0] == "name" for plan in plans):
        return itemgetter(*(plan[1] for plan in plans))
    same = {plan[1][1] if plan[0] == "attr" and plan[1][0] == "name" else None for plan in plans}
    if len(plans) > 1 and len(same) == 1 and None not in same:
        base, fields = str(same.pop()), itemgetter(*(plan[2] for plan in plans))

        def fetch(frame: Frame) -> Sequence[Any]:
            record = frame[base]
            if type(record) is not dict:
                raise TypeError
            values: Sequence[Any] = fields(record)
            return values

        return fetch
    return lambda frame: [get(frame) for get in getters]


class _ForLoop(NamedTuple):
    """One ``{% for %}``: what runs, and which names it must give back as they were."""

    items: Getter
    assign: Callable[[Frame, Any], None]
    only_if: Getter | None
    body: Step
    otherwise: Step
    scoped: tuple[str, ...]
    sets: tuple[str, ...]
    uses_loop: bool
    slot: Slot
    path: str

    def run(self, frame: Frame, out: list[bytes]) -> None:
        saved = {name: frame.get(name, _ABSENT) for name in self.scoped}
        try:
            chosen = self._chosen(frame)
        except (*_FAULTS, ToolkitError) as error:
            raise _located(error, self.slot) from error
        _restore(frame, saved)
        if chosen:
            try:
                self._rounds(frame, out, chosen, saved)
            except RenderError as error:  # a limit that was passed has no place of its own
                raise (error if "tag" in error.data else _located(error, self.slot)) from None
            _restore(frame, saved)
        else:
            self.otherwise(frame, out)

    def _chosen(self, frame: Frame) -> list[Any]:
        found = self.items(frame)
        if isinstance(found, Missing) or (found is None and frame.state.optional is not None):
            self._note_missing(found, frame)
        items = items_of(found)
        if self.only_if is None:
            return items
        kept = []
        for item in items:
            frame.state.spend([])
            self.assign(frame, item)
            if self.only_if(frame):
                kept.append(item)
        return kept

    def _note_missing(self, found: Missing | None, frame: Frame) -> None:
        """A list that is not there leaves no mark in a table, so it is at least remembered."""
        path = self.path or (found.name if found is not None else "")
        if path and not frame.state.is_optional(path):
            frame.state.missing.setdefault(path, self.slot.shown or path)

    def _rounds(self, frame: Frame, out: list[bytes], chosen: list[Any], saved: Mapping[str, Any]) -> None:
        loop = Loop(chosen) if self.uses_loop else None
        if loop:
            frame["loop"] = loop
        spend, assign, body = frame.state.spend, self.assign, self.body
        for index, item in enumerate(chosen):
            spend(out)
            if loop:
                loop.index0 = index
            for name in self.sets:
                _put(frame, name, saved[name])
            try:
                assign(frame, item)
            except _FAULTS as error:
                raise _located(error, self.slot) from error
            body(frame, out)


class Builder:
    """Builds the steps of one part; ``slots`` are its prints by the number of their tag."""

    def __init__(self, evaluator: Evaluator, slots: Sequence[Slot]) -> None:
        """Keep what the steps need to know."""
        self._evaluator = evaluator
        self._slots = slots
        self._kinds: Mapping[str, Callable[[Plan], Step]] = MappingProxyType(
            {
                "if": self._if,
                "for": self._for,
                "set": self._set,
                "with": self._with,
                "m": lambda plan: MARKS[plan[1]](tuple(plan[2:])),
            }
        )

    def body(self, plans: Sequence[Plan]) -> Step:
        """One step that does all of ``plans`` in turn."""
        steps: list[Step] = []
        stretch: list[Plan] = []
        for plan in plans:
            if plan[0] in ("s", "v"):
                stretch.append(plan)
                continue
            if stretch:
                steps.append(self._stretch(stretch))
                stretch = []
            steps.append(self._kinds[plan[0]](plan))
        if stretch:
            steps.append(self._stretch(stretch))
        return _in_turn(steps)

    def _stretch(self, plans: Sequence[Plan]) -> Step:
        base: list[bytes] = [b""]
        prints: list[Plan] = []
        for plan in plans:
            if plan[0] == "s":
                base[-1] += plan[1].encode()
            else:
                prints.append(plan)
                base += (b"", b"")
        if not prints:
            return _fixed(base[0])
        getters = [self._evaluator.getter(plan[1]) for plan in prints]
        slots = [self._slots[plan[2]]._replace(fallback=_has_fallback(plan[1])) for plan in prints]
        if all(slot.site.kind == "text" for slot in slots) and not any(_remembers(plan[1]) for plan in prints):
            return _quick(base, _fetch([plan[1] for plan in prints], getters), getters, slots)
        return lambda frame, out: _write_each(frame, out, base, getters, slots)

    def _if(self, plan: Plan) -> Step:
        branches = [(self._evaluator.getter(test), self.body(steps)) for test, steps in plan[1]]
        otherwise = self.body(plan[2])
        slot = self._slots[plan[3]]

        def step(frame: Frame, out: list[bytes]) -> None:
            for test, body in branches:
                try:
                    holds = test(frame)
                except (*_FAULTS, ToolkitError) as error:
                    raise _located(error, slot) from error
                if holds:
                    body(frame, out)
                    return
            otherwise(frame, out)

        return step

    def _for(self, plan: Plan) -> Step:
        _, names, items, only_if, steps, otherwise, sets, uses_loop, tag, path = plan
        loop = _ForLoop(
            self._evaluator.getter(items),
            _assigner(names),
            self._evaluator.getter(only_if) if only_if else None,
            self.body(steps),
            self.body(otherwise),
            tuple(dict.fromkeys([*names, *sets, "loop"])),
            tuple(sets),
            uses_loop,
            self._slots[tag],
            path,
        )
        return loop.run

    def _set(self, plan: Plan) -> Step:
        value, assign, slot = self._evaluator.getter(plan[2]), _assigner(plan[1]), self._slots[plan[3]]

        def step(frame: Frame, _out: list[bytes]) -> None:
            try:
                assign(frame, value(frame))
            except (*_FAULTS, ToolkitError) as error:
                raise _located(error, slot) from error

        return step

    def _with(self, plan: Plan) -> Step:
        pairs = [(_assigner(names), self._evaluator.getter(value)) for names, value in plan[1]]
        scoped = [name for names, _ in plan[1] for name in names] + plan[3]
        body, slot = self.body(plan[2]), self._slots[plan[4]]

        def step(frame: Frame, out: list[bytes]) -> None:
            saved = {name: frame.get(name, _ABSENT) for name in scoped}
            try:
                values = [value(frame) for _, value in pairs]
                for (assign, _), value in zip(pairs, values, strict=True):
                    assign(frame, value)
            except (*_FAULTS, ToolkitError) as error:
                raise _located(error, slot) from error
            body(frame, out)
            _restore(frame, saved)

        return step


def _remembers(plan: Any) -> bool:
    """Whether an expression asks ``loop.changed``: it answers otherwise when it is asked again."""
    if not isinstance(plan, list | tuple):
        return False
    return tuple(plan[:2]) == ("loop", "changed") or any(map(_remembers, plan))


def _has_fallback(plan: Plan) -> bool:
    """Whether the author of an expression wrote what to print where there is nothing."""
    while plan[0] == "filter":
        if plan[1] in TAKES_MISSING:
            return True
        plan = plan[2]
    return False


def _in_turn(steps: list[Step]) -> Step:
    if len(steps) == 1:
        return steps[0]

    def step(frame: Frame, out: list[bytes]) -> None:
        for each in steps:
            each(frame, out)

    return step


def _fixed(content: bytes) -> Step:
    return lambda _frame, out: out.append(content)


def _quick(
    base: list[bytes], fetch: Callable[[Frame], Sequence[Any]], getters: list[Getter], slots: list[Slot]
) -> Step:
    count = len(getters)

    def step(frame: Frame, out: list[bytes]) -> None:
        if frame.state.budget.letters:
            _write_each(frame, out, base, getters, slots)
            return
        values = None
        try:
            values = fetch(frame)
            joined = _BETWEEN.join(values)
            seen = frame.state.optional is None or all(map(str.strip, values))
        except (*_FAULTS, ToolkitError):
            _write_each(frame, out, base, getters, slots, values)
            return
        if seen and joined.isprintable():
            if "&" in joined or "<" in joined or ">" in joined:
                joined = joined.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            pieces = joined.encode().split(_BETWEEN_BYTES)
            if len(pieces) == count:
                chunk = base.copy()
                chunk[1::2] = pieces
                out += chunk
                if len(joined) > _MUCH:
                    frame.state.check(out)
                return
        _write_each(frame, out, base, getters, slots, values)

    return step


def _assigner(names: Sequence[str]) -> Callable[[Frame, Any], None]:
    if len(names) == 1:
        only = names[0]

        def assign(frame: Frame, value: Any) -> None:
            frame[only] = value

        return assign

    def spread(frame: Frame, value: Any) -> None:
        values = items_of(value)
        if len(values) != len(names):
            raise ValueError(f"{len(values)} values for {len(names)} names")
        frame.update(zip(names, values, strict=True))

    return spread


def _put(frame: Frame, name: str, value: Any) -> None:
    if value is _ABSENT:
        frame.pop(name, None)
    else:
        frame[name] = value


def _restore(frame: Frame, saved: Mapping[str, Any]) -> None:
    for name, value in saved.items():
        _put(frame, name, value)
