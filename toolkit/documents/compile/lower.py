"""From Jinja's syntax tree to a plan of our own: only what is named here passes, everything else is refused.

A plan is plain data (lists, texts, numbers), so it can lie in a cache without being able to run anything.

Steps: ``["s", text]`` · ``["m", kind, *values]`` a mark · ``["v", value, tag, path]`` a print ·
``["if", [[test, steps]…], otherwise, tag]`` · ``["for", names, items, only_if, steps, otherwise, sets,
uses_loop, tag, path]`` · ``["set", names, value, tag]`` · ``["with", [[names, value]…], steps, sets, tag]``.
Values: ``["name", name]`` · ``["const", value]`` · ``["attr", value, name]`` · ``["item", value, value]`` ·
``["slice", value, from, to, by]`` · ``["filter", name, value, args, named, path]`` ·
``["test", name, value, args]`` · ``["and"|"or", a, b]`` · ``["not", a]`` · ``["cmp", a, [[op, b]…]]`` ·
``["bin", op, a, b]`` · ``["sign", op, a]`` · ``["cat", values]`` · ``["cond", test, a, b]`` ·
``["list"|"tuple", values]`` · ``["loop", which, values]`` · ``["dict", [[key, value]…]]`` ·
``["pairs", which, value]``.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from toolkit.documents.compile.checks import CHECKS
from toolkit.documents.compile.markup import Mark, Tag, closer_of
from toolkit.documents.compile.scene import Scene
from toolkit.documents.compile.syntax import syntax_error
from toolkit.errors import TemplateRefused

Plan = list[Any]
Steps = list[Plan]

_CHUNK = re.compile("\x02(\\d+)\x03")
_BINARY = {"Add": "+", "Sub": "-", "Mul": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**"}
_DEEPEST = 120
"""How many steps an expression may have, one within the other."""
_ENDLESS = re.compile(r"[\d_]{4300}")
_SUGAR = frozenset({"items", "keys", "values"})
_LOOPS_OWN = frozenset({"cycle", "changed"})
_CHOOSERS: Mapping[str, int] = MappingProxyType({"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1})
"""Filters that name a test → the place of its name among their arguments."""


def _skeleton(scene: Scene) -> str:
    """The tags alone, one a line, with numbers for what stands between them."""
    lines = []
    for index, tag in enumerate(scene.tags):
        gap = f"\x02{index}\x03" if scene.chunks[index] else ""
        lines.append(f"{gap}{tag.opener} {tag.body} {closer_of(tag.opener)}\n")
    return "".join((*lines, f"\x02{len(scene.tags)}\x03"))


def _names_in(target: nodes.Node) -> list[str]:
    return [found.name for found in target.find_all(nodes.Name)] or (
        [target.name] if isinstance(target, nodes.Name) else []
    )


class Lowering:
    """Lowers one part; ``filters`` are the names of the filters that may be called."""

    def __init__(self, scene: Scene, filters: Iterable[str]) -> None:
        """Get ready to lower ``scene``."""
        self._scene = scene
        self._filters = frozenset(filters)
        self._paths: list[dict[str, str]] = [{}]
        self._depth = 0
        self.prints: list[tuple[int, str]] = []
        """(index of the tag, context path) of each print, path "" where it is not a plain field."""
        self.loops: list[tuple[int, str]] = []
        """The same of what each loop runs over."""
        self._expressions: dict[str, Callable[[Any], Plan]] = {
            "Name": lambda node: ["name", node.name],
            "Const": self._const,
            "Getattr": self._attribute,
            "Getitem": self._item,
            "Filter": self._filter,
            "Test": self._test,
            "And": lambda node: ["and", self.value(node.left), self.value(node.right)],
            "Or": lambda node: ["or", self.value(node.left), self.value(node.right)],
            "Not": lambda node: ["not", self.value(node.node)],
            "Neg": lambda node: ["sign", "-", self.value(node.node)],
            "Pos": lambda node: ["sign", "+", self.value(node.node)],
            "Compare": self._compare,
            "Concat": lambda node: ["cat", [self.value(part) for part in node.nodes]],
            "CondExpr": self._condition,
            "List": lambda node: ["list", [self.value(item) for item in node.items]],
            "Tuple": lambda node: ["tuple", [self.value(item) for item in node.items]],
            "Dict": self._dict,
            "Call": self._call,
            **dict.fromkeys(_BINARY, self._binary),
        }
        self._statements: dict[str, Callable[[Any], Steps]] = {
            "Output": self._output,
            "If": self._if,
            "For": self._for,
            "Assign": self._assign,
            "With": self._with,
        }

    def steps(self) -> Steps:
        """The plan of the part; raises ``TemplateError`` with the tag and place of what is wrong."""
        try:
            return self._body(Environment(autoescape=True).parse(_skeleton(self._scene)).body)
        except TemplateSyntaxError as error:
            raise syntax_error(error.message or "", self._tag(error.lineno), self._scene.tags) from None
        except RecursionError:
            raise TemplateRefused("template.too_deep") from None
        except ValueError:  # a number of thousands of digits, which nobody reads
            tag = next((one for one in self._scene.tags if _ENDLESS.search(one.body)), self._scene.tags[0])
            raise TemplateRefused("template.too_long", **tag.place.told(tag.raw[:60])) from None

    def _tag(self, line: int) -> Tag:
        tags = self._scene.tags
        return tags[min(max(line, 1), len(tags)) - 1]

    def _refuse(self, node: nodes.Node, what: str) -> TemplateRefused:
        """The error for ``node``; ``what`` is told, else the word that its tag begins with."""
        within = (one.lineno for one in node.find_all(nodes.Node) if one.lineno)
        tag = self._tag(node.lineno or min(within, default=1))
        return TemplateRefused("template.forbidden", what=what or tag.word, **tag.place.told(tag.raw))

    # statements

    def _body(self, body: Sequence[nodes.Node]) -> Steps:
        out: Steps = []
        for node in body:
            lower = self._statements.get(type(node).__name__)
            if lower is None:
                raise self._refuse(node, "")
            out += lower(node)
        return out

    def _output(self, node: nodes.Output) -> Steps:
        out: Steps = []
        for part in node.nodes:
            if isinstance(part, nodes.TemplateData):
                out += self._fixed(part.data)
            else:
                index = part.lineno - 1
                self.prints.append((index, self._path(part)))
                out.append(["v", self.value(part), index, self._path(part)])
        return out

    def _fixed(self, text: str) -> Steps:
        out: Steps = []
        for found in _CHUNK.finditer(text):
            for piece in self._scene.chunks[int(found[1])]:
                if isinstance(piece, Mark):
                    out.append(["m", piece.kind, *piece.values])
                elif out and out[-1][0] == "s":
                    out[-1].append(piece)
                else:
                    out.append(["s", piece])
        return [["s", "".join(step[1:])] if step[0] == "s" else step for step in out]

    def _if(self, node: nodes.If) -> Steps:
        branches = [[self.value(node.test), self._body(node.body)]]
        branches += [[self.value(more.test), self._body(more.body)] for more in node.elif_]
        return [["if", branches, self._body(node.else_), node.test.lineno - 1]]

    def _for(self, node: nodes.For) -> Steps:
        if node.recursive:
            raise self._refuse(node, "recursive")
        names = self._target(node.target)
        items = self.value(node.iter)
        path = self._path(node.iter)
        self.loops.append((node.lineno - 1, path))
        self._paths.append({"loop": "", **{name: path if len(names) == 1 else "" for name in names}})
        only_if = self.value(node.test) if node.test else None
        body = self._body(node.body)
        self._paths.pop()
        uses_loop = any(name.name == "loop" for part in node.body for name in part.find_all(nodes.Name))
        otherwise = self._body(node.else_)
        return [
            [
                "for",
                names,
                items,
                only_if,
                body,
                otherwise,
                _sets(node.body),
                uses_loop,
                node.lineno - 1,
                path,
            ]
        ]

    def _target(self, target: nodes.Node) -> list[str]:
        names = [target] if isinstance(target, nodes.Name) else getattr(target, "items", [])
        if not names or not all(isinstance(name, nodes.Name) for name in names):
            raise self._refuse(target, "assignment")
        return [name.name for name in names]

    def _assign(self, node: nodes.Assign) -> Steps:
        names = self._target(node.target)
        value = self.value(node.node)
        self._paths[-1].update({name: self._path(node.node) if len(names) == 1 else "" for name in names})
        return [["set", names, value, node.lineno - 1]]

    def _with(self, node: nodes.With) -> Steps:
        pairs = [
            [self._target(target), self.value(value)] for target, value in zip(node.targets, node.values, strict=True)
        ]
        self._paths.append({name: "" for names, _ in pairs for name in names})
        body = self._body(node.body)
        self._paths.pop()
        return [["with", pairs, body, _sets(node.body), node.lineno - 1]]

    # expressions

    def value(self, node: nodes.Node) -> Plan:
        """The plan of an expression."""
        kind = type(node).__name__
        lower = self._expressions.get(kind)
        if lower is None:
            raise self._refuse(node, kind)
        if self._depth >= _DEEPEST:
            tag = self._tag(node.lineno)
            raise TemplateRefused("template.too_long", **tag.place.told(tag.raw[:60]))
        self._depth += 1
        plan = lower(node)
        self._depth -= 1
        return plan

    def _binary(self, node: nodes.BinExpr) -> Plan:
        return ["bin", _BINARY[type(node).__name__], self.value(node.left), self.value(node.right)]

    def _const(self, node: nodes.Const) -> Plan:
        if node.value is not None and not isinstance(node.value, str | int | float | bool):
            raise self._refuse(node, "constant")
        return ["const", node.value]

    def _attribute(self, node: nodes.Getattr) -> Plan:
        if node.attr.startswith("_"):
            raise self._refuse(node, f".{node.attr}")
        return ["attr", self.value(node.node), node.attr]

    def _item(self, node: nodes.Getitem) -> Plan:
        if isinstance(node.arg, nodes.Slice):
            bounds = (node.arg.start, node.arg.stop, node.arg.step)
            return [
                "slice",
                self.value(node.node),
                *(self.value(bound) if bound else None for bound in bounds),
            ]
        return ["item", self.value(node.node), self.value(node.arg)]

    def _arguments(self, node: nodes.Filter | nodes.Test) -> tuple[list[Plan], list[list[Any]]]:
        if node.dyn_args or node.dyn_kwargs:
            raise self._refuse(node, "*")
        return [self.value(arg) for arg in node.args], [[named.key, self.value(named.value)] for named in node.kwargs]

    def _filter(self, node: nodes.Filter) -> Plan:
        if node.name not in self._filters or node.node is None:
            tag = self._tag(node.lineno)
            raise TemplateRefused("template.unknown_filter", filter=node.name, **tag.place.told(tag.raw))
        if node.name == "map" and node.args:
            self._called_by_map(node)
        self._asked_by_chooser(node)
        args, named = self._arguments(node)
        return ["filter", node.name, self.value(node.node), args, named, self._path(node.node)]

    def _called_by_map(self, node: nodes.Filter) -> None:
        """``map('upper')`` names a filter: one of ours, as if it were written with a bar."""
        called = node.args[0].value if isinstance(node.args[0], nodes.Const) else "map"
        if called not in self._filters or called == "map":
            tag = self._tag(node.lineno)
            raise TemplateRefused("template.unknown_filter", filter=str(called), **tag.place.told(tag.raw))

    def _asked_by_chooser(self, node: nodes.Filter) -> None:
        """``selectattr('price', '>', 1)`` names a test: one of those that ``is`` knows."""
        at = _CHOOSERS.get(str(node.name))
        if at is not None and len(node.args) > at:
            named = node.args[at]
            asked = named.value if isinstance(named, nodes.Const) else "…"
            if asked not in CHECKS:
                raise self._refuse(node, f"{node.name}({asked})")

    def _test(self, node: nodes.Test) -> Plan:
        if node.name not in CHECKS:
            raise self._refuse(node, f"is {node.name}")
        args, named = self._arguments(node)
        if named:
            raise self._refuse(node, f"is {node.name}")
        return ["test", node.name, self.value(node.node), args]

    def _compare(self, node: nodes.Compare) -> Plan:
        return [
            "cmp",
            self.value(node.expr),
            [[operand.op, self.value(operand.expr)] for operand in node.ops],
        ]

    def _condition(self, node: nodes.CondExpr) -> Plan:
        otherwise = self.value(node.expr2) if node.expr2 else ["const", ""]
        return ["cond", self.value(node.test), self.value(node.expr1), otherwise]

    def _dict(self, node: nodes.Dict) -> Plan:
        return ["dict", [[self.value(pair.key), self.value(pair.value)] for pair in node.items]]

    def _call(self, node: nodes.Call) -> Plan:
        """No call passes but our own: ``.items()``, ``.keys()``, ``.values()``; ``loop.cycle()``, ``.changed()``."""
        called = node.node
        if _is_of_loop(called) and node.args and not (node.kwargs or node.dyn_args or node.dyn_kwargs):
            return ["loop", called.attr, [self.value(arg) for arg in node.args]]  # type: ignore[attr-defined]
        plain = not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)
        if plain and isinstance(called, nodes.Getattr) and called.attr in _SUGAR:
            return ["pairs", called.attr, self.value(called.node)]
        name = getattr(called, "attr", getattr(called, "name", "…"))
        raise self._refuse(node, f"{name}()")

    def _path(self, node: nodes.Node) -> str:
        """The field of the context that an expression prints; "" where it is not exactly one."""
        if isinstance(node, nodes.Name):
            known = (scope[node.name] for scope in reversed(self._paths) if node.name in scope)
            return next(known, node.name)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._path(node.node)
        if not isinstance(node, nodes.Getattr | nodes.Getitem):
            return ""
        inner, step = self._path(node.node), _step(node)
        return f"{inner}.{step}" if inner and step else (inner if step == "" else "")


def _is_of_loop(called: nodes.Node) -> bool:
    """Whether ``loop.cycle`` or ``loop.changed`` is called."""
    return (
        isinstance(called, nodes.Getattr)
        and called.attr in _LOOPS_OWN
        and isinstance(called.node, nodes.Name)
        and called.node.name == "loop"
    )


def _step(node: nodes.Getattr | nodes.Getitem) -> str | None:
    """The name of the field that is taken; "" for a place in a list, ``None`` for what is worked out."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node.arg, nodes.Const):
        return node.arg.value if isinstance(node.arg.value, str) else ""
    return None


def _sets(body: Sequence[nodes.Node]) -> list[str]:
    """The names that are set within ``body`` itself, not within its inner loops."""
    found: list[str] = []
    for node in body:
        if isinstance(node, nodes.Assign):
            found += _names_in(node.target)
        elif isinstance(node, nodes.If):
            found += _sets([*node.body, *node.elif_, *node.else_])
    return list(dict.fromkeys(found))
