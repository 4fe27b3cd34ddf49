"""Names that a template prints: fields, loop variables, and what is used outside the loop it belongs to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jinja2 import nodes

from toolkit.documents.lint.known import Known
from toolkit.documents.lint.written import Written
from toolkit.messages.codes_templates import LOOP_ENDED, NEEDS_LOOP, TEXT_LOOPED, UNKNOWN_NAME
from toolkit.messages.finding import Code

_SAME_LIST = frozenset({"sort", "reverse", "list", "select", "reject", "selectattr", "rejectattr", "unique", "default"})
"""Filters that give a list of the same lines."""


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A name that means nothing where it stands: ``typed`` as its author wrote it."""

    one: Written
    code: Code
    typed: str
    suggestion: str = ""
    more: Mapping[str, object] = field(default_factory=dict)


def misnamed(tags: Sequence[Written], known: Known, refused: Collection[int] = ()) -> Iterator[Misnamed]:
    """Every misused name of one part, in order; tags ``refused`` (their ids) only open and close their blocks."""
    yield from Names(tags, known, refused).misnamed()


class Names:
    """One walk through the tags of a part, knowing at each what its loops have introduced."""

    def __init__(self, tags: Sequence[Written], known: Known, refused: Collection[int] = ()) -> None:
        """Get ready to walk; tags ``refused`` (their ids) only open and close their blocks."""
        self.refused = refused
        self.known = known
        self.trees = [(one, one.tree()) for one in tags]
        self.ever = {name for _, tree in self.trees if tree for name in _loop_names(tree)}
        self.scopes: list[dict[str, str]] = [{}]

    def misnamed(self) -> Iterator[Misnamed]:
        """Every misused name, in order."""
        for one, tree in self.walk():
            if tree is not None and id(one) not in self.refused:
                yield from self._expression(one, tree)

    def walk(self) -> Iterator[tuple[Written, nodes.Template | None]]:
        """Each tag with the tree of its expression; ``path`` tells what its names mean there."""
        for one, tree in self.trees:
            yield one, tree
            if one.opens:
                self.scopes.append(self._introduced(tree))
            elif one.is_block and one.tag.word in ("endfor", "endif", "endwith", "endset") and len(self.scopes) > 1:
                self.scopes.pop()
            elif tree is not None:
                self.scopes[-1].update(dict.fromkeys(stored(tree), ""))

    def _introduced(self, tree: nodes.Template | None) -> dict[str, str]:
        loop = tree.find(nodes.For) if tree else None
        if loop is None:
            return dict.fromkeys(stored(tree), "") if tree else {}
        names = stored(loop.target)
        return {"loop": "", **{name: self.path(loop.iter) if len(names) == 1 else "" for name in names}}

    def _expression(self, one: Written, tree: nodes.Template) -> Iterator[Misnamed]:
        own = set(stored(tree))
        for loop in tree.find_all(nodes.For):
            if isinstance(loop.iter, nodes.Name | nodes.Getattr) and self.known.is_text(self.path(loop.iter)):
                word = loop.iter.name if isinstance(loop.iter, nodes.Name) else loop.iter.attr
                yield Misnamed(one, TEXT_LOOPED, one.tag.terms.get(word, word))
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in own:
                yield from self._name(one, name, tree)
        for taken in tree.find_all(nodes.Getattr):
            path = self.path(taken.node)
            if self.known.lacks(path, taken.attr):
                typed = one.tag.terms.get(taken.attr, taken.attr)
                yield Misnamed(one, UNKNOWN_NAME, typed, self.known.nearest(typed, path))
            elif path and self._is_list(taken.node):
                typed = one.tag.terms.get(taken.attr, taken.attr)
                yield self._of_a_line(one, typed, [path])

    def _name(self, one: Written, node: nodes.Name, tree: nodes.Template) -> Iterator[Misnamed]:
        name = node.name
        if self._scoped(name) is not None or self.known.has(name):
            return
        typed = one.tag.terms.get(name, name)
        lists = self.known.holders(name)
        taken = [one.attr for one in tree.find_all(nodes.Getattr) if one.node is node]
        if name in self.ever or name == "loop" or (not lists and any(map(self.known.holders, taken))):
            yield Misnamed(one, LOOP_ENDED, typed)
        elif lists:
            yield self._of_a_line(one, typed, lists)
        else:
            yield Misnamed(one, UNKNOWN_NAME, typed, self.known.nearest(typed, extra=self._in_scope()))

    def _of_a_line(self, one: Written, typed: str, lists: Sequence[str]) -> Misnamed:
        """A field that only the lines of a list have, used without a loop."""
        path, variable = self._owner(lists)
        told = {"list": self.known.shown(path.rpartition(".")[2])}
        return Misnamed(one, NEEDS_LOOP, typed, f"{variable}.{typed}", told)

    def _is_list(self, node: nodes.Node | None) -> bool:
        """Whether an expression gives a list itself, not one of its lines."""
        if isinstance(node, nodes.Name):
            return self._scoped(node.name) is None and self.known.is_list(node.name)
        if isinstance(node, nodes.Filter) and node.name in _SAME_LIST:
            return self._is_list(node.node)
        return isinstance(node, nodes.Getattr) and self.known.is_list(self.path(node))

    def _owner(self, lists: Sequence[str]) -> tuple[str, str]:
        """The list that a field belongs to, the one looped over here first, and its loop's name."""
        for scope in reversed(self.scopes):
            for variable, path in scope.items():
                if path in lists:
                    return path, variable
        return lists[0], "行"

    def _in_scope(self) -> list[str]:
        return [name for scope in self.scopes for name in scope if name != "loop"]

    def _scoped(self, name: str) -> str | None:
        return next((scope[name] for scope in reversed(self.scopes) if name in scope), None)

    def path(self, node: nodes.Node | None) -> str:
        """The path of the field an expression takes, "" where it is not exactly one."""
        if isinstance(node, nodes.Name):
            scoped = self._scoped(node.name)
            return node.name if scoped is None else scoped
        if isinstance(node, nodes.Filter):
            return self.path(node.node)
        if isinstance(node, nodes.Getattr):
            inner = self.path(node.node)
            return f"{inner}.{node.attr}" if inner else ""
        if isinstance(node, nodes.Getitem) and not _is_text(node.arg):
            return self.path(node.node)
        return ""


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)


def stored(tree: nodes.Node) -> list[str]:
    """The names that an expression or a loop gives a value to."""
    own = [tree] if isinstance(tree, nodes.Name) else []
    return [name.name for name in (*own, *tree.find_all(nodes.Name)) if name.ctx == "store"]


def _loop_names(tree: nodes.Template) -> list[str]:
    return [name for loop in tree.find_all(nodes.For) for name in stored(loop.target)]
