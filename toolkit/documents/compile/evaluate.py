"""From the plan of an expression to a function of the frame. No code is generated: closures all the way."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from toolkit.documents.compile.budget import SHORT, is_heavy
from toolkit.documents.compile.checks import CHECKS
from toolkit.documents.compile.frame import Frame, Loop, Missing
from toolkit.documents.compile.operate import (
    BINARY,
    MOST_TEXT,
    attribute,
    compare,
    concat,
    is_no_number,
    item,
    part,
)
from toolkit.documents.filters import TAKES_MISSING
from toolkit.documents.plain_filters import Filter
from toolkit.errors import RenderError

Getter = Callable[[Frame], Any]
Plan = Sequence[Any]


class Evaluator:
    """Turns plans into getters; ``filters`` are those the template may call."""

    def __init__(self, filters: Mapping[str, Filter]) -> None:
        """Keep the filters."""
        self._filters = filters
        self._kinds: Mapping[str, Callable[[Plan], Getter]] = MappingProxyType(
            {
                "name": lambda plan: itemgetter(plan[1]),
                "const": lambda plan: _const(plan[1]),
                "attr": self._attribute,
                "item": lambda plan: self._two(item, plan[1], plan[2]),
                "slice": self._slice,
                "filter": self._filter,
                "test": self._test,
                "and": self._and,
                "or": self._or,
                "not": self._not,
                "cmp": self._compare,
                "bin": self._binary,
                "sign": self._sign,
                "cat": self._concat,
                "cond": self._condition,
                "list": self._list,
                "tuple": self._tuple,
                "loop": self._of_loop,
                "dict": self._dict,
                "pairs": self._pairs,
            }
        )

    def getter(self, plan: Plan) -> Getter:
        """The function that works ``plan`` out for a frame."""
        return self._kinds[plan[0]](plan)

    def _two(self, work: Callable[[Any, Any], Any], first: Plan, second: Plan) -> Getter:
        left, right = self.getter(first), self.getter(second)
        return lambda frame: work(left(frame), right(frame))

    def _attribute(self, plan: Plan) -> Getter:
        inner, name = self.getter(plan[1]), plan[2]

        def get(frame: Frame) -> Any:
            value = inner(frame)
            if type(value) is dict and name in value:
                return value[name]
            return attribute(value, name)

        return get

    def _slice(self, plan: Plan) -> Getter:
        inner = self.getter(plan[1])
        bounds = [self.getter(bound) if bound else _const(None) for bound in plan[2:]]
        return lambda frame: frame.state.budget.made(part(inner(frame), *(bound(frame) for bound in bounds)))

    def _filter(self, plan: Plan) -> Getter:
        _, name, inner_plan, arg_plans, named_plans, _ = plan
        call, inner = self._filters[name], self.getter(inner_plan)
        args = [self.getter(arg) for arg in arg_plans]
        named = {key: self.getter(value) for key, value in named_plans}
        takes_missing = name in TAKES_MISSING

        def get(frame: Frame) -> Any:
            value = inner(frame)
            if (value is None or isinstance(value, Missing)) and not takes_missing:
                return value
            given = [arg(frame) for arg in args]
            by_name = {key: arg(frame) for key, arg in named.items()}
            if (given or by_name) and type(value) is not str:
                frame.state.budget.each(value, (*given, *by_name.values()))
            try:
                found = call(value, *given, **by_name)
            except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
                if is_no_number(value):
                    return Missing(str(value))
                if str(error) == "too large":
                    raise RenderError("render.too_large") from None
                raise RenderError("render.filter", filter=name, value=_shown(value)) from None
            if type(found) is str and len(found) <= SHORT and (type(value) is not str or len(value) <= SHORT):
                return found
            return _counted(found, (*given, *by_name.values()), frame)

        return get

    def _test(self, plan: Plan) -> Getter:
        check = CHECKS[plan[1]]
        inner, args = self.getter(plan[2]), [self.getter(arg) for arg in plan[3]]

        def get(frame: Frame) -> bool:
            subject, given = inner(frame), [arg(frame) for arg in args]
            if given and is_heavy(given[0]):
                frame.state.budget.look()
            return check(subject, *given)

        return get

    def _and(self, plan: Plan) -> Getter:
        left, right = self.getter(plan[1]), self.getter(plan[2])
        return lambda frame: left(frame) and right(frame)

    def _or(self, plan: Plan) -> Getter:
        left, right = self.getter(plan[1]), self.getter(plan[2])
        return lambda frame: left(frame) or right(frame)

    def _not(self, plan: Plan) -> Getter:
        inner = self.getter(plan[1])
        return lambda frame: not inner(frame)

    def _compare(self, plan: Plan) -> Getter:
        first = self.getter(plan[1])
        rest = [(name, self.getter(value)) for name, value in plan[2]]

        def get(frame: Frame) -> bool:
            left = first(frame)
            for name, value in rest:
                right = value(frame)
                if type(right) is not str or len(right) > SHORT:
                    frame.state.budget.look()
                if not compare(name, left, right):
                    return False
                left = right
            return True

        return get

    def _binary(self, plan: Plan) -> Getter:
        work, left, right = BINARY[plan[1]], self.getter(plan[2]), self.getter(plan[3])

        def get(frame: Frame) -> Any:
            first, second = left(frame), right(frame)
            for value in (first, second):
                if value is None or isinstance(value, Missing):
                    return value
            found = work(first, second)
            if isinstance(found, list):
                return frame.state.budget.weighed(found)
            return frame.state.budget.made(found) if type(found) is str and len(found) > SHORT else found

        return get

    def _sign(self, plan: Plan) -> Getter:
        minus, inner = plan[1] == "-", self.getter(plan[2])

        def get(frame: Frame) -> Any:
            value = inner(frame)
            if value is None or isinstance(value, Missing):
                return value
            return -value if minus else +value

        return get

    def _concat(self, plan: Plan) -> Getter:
        parts = [self.getter(value) for value in plan[1]]

        def get(frame: Frame) -> Any:
            values = [value(frame) for value in parts]
            absent = next((value for value in values if isinstance(value, Missing)), None)
            if absent is not None:
                return absent
            text = concat(values)
            return text if len(text) <= SHORT else frame.state.budget.made(text)

        return get

    def _condition(self, plan: Plan) -> Getter:
        test, yes, no = (self.getter(value) for value in plan[1:])
        return lambda frame: yes(frame) if test(frame) else no(frame)

    def _list(self, plan: Plan) -> Getter:
        parts = [self.getter(value) for value in plan[1]]
        return lambda frame: frame.state.budget.weighed([value(frame) for value in parts])

    def _tuple(self, plan: Plan) -> Getter:
        parts = [self.getter(value) for value in plan[1]]
        return lambda frame: frame.state.budget.weighed(tuple(value(frame) for value in parts))

    def _of_loop(self, plan: Plan) -> Getter:
        """``loop.cycle(…)`` and ``loop.changed(…)``: the only calls there are."""
        which, parts = plan[1], [self.getter(value) for value in plan[2]]

        def get(frame: Frame) -> Any:
            loop = frame["loop"]
            if not isinstance(loop, Loop):
                return loop if isinstance(loop, Missing) else Missing("loop")
            values = frame.state.budget.weighed([value(frame) for value in parts])
            return loop.cycle(values) if which == "cycle" else loop.changed(values)

        return get

    def _dict(self, plan: Plan) -> Getter:
        pairs = [(self.getter(key), self.getter(value)) for key, value in plan[1]]
        return lambda frame: frame.state.budget.weighed({key(frame): value(frame) for key, value in pairs})

    def _pairs(self, plan: Plan) -> Getter:
        inner, name = self.getter(plan[2]), plan[1]

        def get(frame: Frame) -> Any:
            value = inner(frame)
            if isinstance(value, Missing) or value is None:
                return value
            if not isinstance(value, Mapping):
                raise PermissionError(f"{name}()")
            pairs = list(value.items() if name == "items" else value if name == "keys" else value.values())
            return frame.state.budget.made(pairs)

        return get


def _counted(found: Any, given: Sequence[Any], frame: Frame) -> Any:
    """What a filter made, counted; weighed where a list may repeat something large that it was ``given``."""
    if isinstance(found, str | list) and len(found) > MOST_TEXT:
        raise RenderError("render.too_large")
    if isinstance(found, list) and any(map(is_heavy, given)):
        return frame.state.budget.weighed(found)
    return frame.state.budget.made(found)


def _const(value: Any) -> Getter:
    return lambda _frame: value


def _shown(value: object) -> str:
    return str(value)[:60] if isinstance(value, str | int | float | Decimal) else type(value).__name__
