"""Which parts a template has, how they hang together, and their XML made ready for reading."""

import posixpath
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from toolkit.documents.compile.names import CORE_TYPE, OFFICE, rels_name
from toolkit.documents.compile.package import Entry, text_of
from toolkit.errors import TemplateError

if TYPE_CHECKING:
    from lxml import etree

_ADDRESS = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.\-]+:|\\\\|//)")
"""What leads out of a package, whatever is said of it."""
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"


class Relation(NamedTuple):
    """One relationship: ``kind`` is the last word of its type; ``target`` a part, or an address outside."""

    id: str
    kind: str
    type: str
    target: str
    outside: bool


def parse(content: bytes, name: str) -> "etree._Element":
    """Parse a part: no entities, no network, no comments; raises ``TemplateError("template.package")``."""
    from lxml import etree  # a process that finds its template in the cache never loads lxml

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_blank_text=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise TemplateError("template.package", reason=name) from None
    if b"<!DOCTYPE" in content[:2000]:
        raise TemplateError("template.package", reason=name)
    return root


def text_of_element(element: "etree._Element") -> str:
    """An element as text, ``>`` escaped in attributes, without prologue and without what follows it."""
    from lxml import etree

    return etree.tostring(element, encoding="unicode", with_tail=False)


def serialised(content: bytes, name: str) -> str:
    """The part's XML as one text (``text_of_element``), comments and ignorable blanks gone."""
    return text_of_element(parse(content, name))


def leads_out(item: "etree._Element") -> bool:
    """Whether a relationship leads out of the package, whatever it says of itself."""
    return item.get("TargetMode", "Internal").strip().lower() != "internal" or bool(
        _ADDRESS.match(item.get("Target", ""))
    )


def relations(entries: Mapping[str, Entry], part: str) -> list[Relation]:
    """The relationships of ``part`` ("" for the package itself)."""
    name = rels_name(part)
    if name not in entries:
        return []
    folder = posixpath.dirname(part)
    found = []
    for item in parse(text_of(entries, name), name):
        kind, target = item.get("Type", ""), item.get("Target", "")
        outside = leads_out(item)
        if not outside:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Relation(item.get("Id", ""), kind.rsplit("/", 1)[-1], kind, target, outside))
    return found


def document_part(entries: Mapping[str, Entry]) -> str:
    """The name of the main document; raises ``TemplateError`` where there is none."""
    for relation in relations(entries, ""):
        if relation.type in (f"{OFFICE}officeDocument", f"{_STRICT}officeDocument") and relation.target in entries:
            return relation.target
    raise TemplateError("template.not_word")


class Outline(NamedTuple):
    """The parts that may hold tags: the document, then headers and footers (name, role), notes, properties.

    ``beside`` are (kind, name) of all other parts that the document is related to.
    """

    document: str
    around: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    core: str
    beside: tuple[tuple[str, str], ...]


def outline(entries: Mapping[str, Entry]) -> Outline:
    """Find the parts that may hold tags."""
    document = document_part(entries)
    found = [relation for relation in relations(entries, document) if relation.target in entries]
    core = [item.target for item in relations(entries, "") if item.type == CORE_TYPE and item.target in entries]
    return Outline(
        document,
        tuple(dict.fromkeys((item.target, item.kind) for item in found if item.kind in ("header", "footer"))),
        tuple(dict.fromkeys(item.target for item in found if item.kind in ("footnotes", "endnotes"))),
        core[0] if core else "",
        tuple((item.kind, item.target) for item in found),
    )
