"""What a template asks for: every field it prints, tests or loops over, as typed, and where."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from toolkit.documents.compile.package import read_package
from toolkit.documents.compile.place import Place
from toolkit.documents.lint.known import Known
from toolkit.documents.lint.names import Names, stored
from toolkit.documents.lint.passages import Part, parts_of
from toolkit.documents.lint.scan import scan
from toolkit.documents.lint.written import Written, written
from toolkit.errors import TemplateError


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a template: ``typed`` as its author wrote it, ``path`` from the context (``lines.price``).

    ``known``: whether the template may print it; where not, ``suggestion`` is the nearest there is, or "".
    """

    path: str
    typed: str
    known: bool
    suggestion: str
    places: tuple[Place, ...]


def asked(source: bytes, known_terms: Mapping[str, str], fields: Collection[str]) -> tuple[Asked, ...]:
    """Every field that the template ``source`` asks for, in the order met; nothing for what cannot be opened.

    ``known_terms`` and ``fields`` as for ``check``.
    """
    known = Known(known_terms, fields)
    try:
        parts = parts_of(read_package(source))
    except TemplateError:
        return ()
    found: dict[str, list[tuple[str, Place]]] = {}
    for part in parts:
        for path, typed, place in _uses(part, known):
            found.setdefault(path, []).append((typed, place))
    return tuple(_asked(path, uses, known) for path, uses in found.items())


def _asked(path: str, uses: list[tuple[str, Place]], known: Known) -> Asked:
    parent = path.rpartition(".")[0]
    typed = uses[0][0]
    is_known = _is_known(path, known)
    suggestion = "" if is_known else known.nearest(typed.rpartition(".")[2], parent)
    return Asked(path, typed, is_known, suggestion, tuple(dict.fromkeys(place for _, place in uses)))


def _is_known(path: str, known: Known) -> bool:
    """Whether the template may print ``path``: of what is unknown itself, no field is known either."""
    parent, _, name = path.rpartition(".")
    return (_is_known(parent, known) and not known.lacks(parent, name)) if parent else known.has(name)


def _uses(part: Part, known: Known) -> Iterator[tuple[str, str, Place]]:
    names = Names(list(_tags(part, known)), known)
    for one, tree in names.walk():
        if tree is None:
            continue
        own = set(stored(tree))
        called = {id(call.node) for call in tree.find_all(nodes.Call)}
        inner = {id(node.node) for node in _taken(tree) if id(node) not in called} | called
        for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)):
            path = names.path(node)
            if path and id(node) not in inner and not (isinstance(node, nodes.Name) and node.name in own):
                yield path, _typed(one, node), one.tag.place


def _tags(part: Part, known: Known) -> Iterator[Written]:
    for index, passage in enumerate(part.passages):
        for span in scan(passage.text, known.is_field):
            if span.tag and (one := written(span, index, passage.place, known)).tag.opener != "{#":
                yield one


def _typed(one: Written, node: nodes.Node) -> str:
    """The words of the field as they stand in the tag."""
    if isinstance(node, nodes.Name):
        return one.tag.terms.get(node.name, node.name)
    if isinstance(node, nodes.Getattr):
        return f"{_typed(one, node.node)}.{one.tag.terms.get(node.attr, node.attr)}"
    return _typed(one, node.node) if isinstance(node, nodes.Getitem) else ""


def _taken(tree: nodes.Node) -> Iterator[nodes.Getattr | nodes.Getitem]:
    yield from tree.find_all(nodes.Getattr)
    yield from tree.find_all(nodes.Getitem)
