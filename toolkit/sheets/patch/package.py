"""An Open Packaging package held open for patching: parts by name, relationships, content types.

Only what is changed is parsed and written again; every other part is carried over as it lies.
"""

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from toolkit.sheets.patch.container import Container, ContainerWriter, NotPatchable

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES_PART = "[Content_Types].xml"
_DIGITAL_SIGNATURE = "/digital-signature/origin"


def parse(content: bytes) -> etree._Element:
    """Parse one part; no entities, no network. Raises ``NotPatchable`` where it is not well formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotPatchable("damaged") from error
    if b"<!DOCTYPE" in content[:4096]:
        raise NotPatchable("damaged")
    return root


def serialise(root: etree._Element) -> bytes:
    """Write a parsed part the way that Excel declares it."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def default_space(uri: str, **others: str) -> dict[str, str]:
    """Return a namespace map with ``uri`` as the default one (lxml's stubs do not know the key None)."""
    return {None: uri, **others}  # type: ignore[dict-item]


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part: ``target`` is a full part name ("xl/styles.xml"), or an address."""

    id: str
    kind: str
    target: str
    external: bool = False


def relationships_part(part: str) -> str:
    """Return the name of the part that holds ``part``'s relationships ("" = the package's)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


class Relationships:
    """The relationships of one part; ``add`` gives a free id."""

    def __init__(self, part: str, content: bytes | None) -> None:
        """Parse ``content``, or begin empty."""
        self.part = part
        self.changed = False
        self._root = (
            etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap=default_space(RELATIONSHIPS))
            if content is None
            else parse(content)
        )
        self._used = {each.id for each in self}

    def __iter__(self) -> Iterator[Relationship]:
        folder = posixpath.dirname(self.part)
        for element in self._root.iterchildren(f"{{{RELATIONSHIPS}}}Relationship"):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            yield Relationship(
                element.get("Id", ""),
                element.get("Type", ""),
                target if external else _resolved(folder, target),
                external,
            )

    def first(self, ending: str) -> Relationship | None:
        """Return the first internal relationship whose type ends so ("/comments")."""
        return next((each for each in self if each.kind.endswith(ending) and not each.external), None)

    def add(self, kind: str, target: str, *, external: bool = False, id_: str = "") -> str:
        """Add a relationship to the part ``target`` (full name) or an outside address; returns its id."""
        id_ = id_ or self._free_id()
        element = etree.SubElement(self._root, f"{{{RELATIONSHIPS}}}Relationship")
        element.set("Id", id_)
        element.set("Type", kind)
        folder = posixpath.dirname(self.part)
        element.set("Target", target if external else posixpath.relpath(target, folder or "."))
        if external:
            element.set("TargetMode", "External")
        self._used.add(id_)
        self.changed = True
        return id_

    def _free_id(self) -> str:
        number = len(self._used) + 1
        while f"rId{number}" in self._used:
            number += 1
        return f"rId{number}"

    def drop(self, id_: str) -> None:
        """Remove one relationship."""
        for element in list(self._root):
            if element.get("Id") == id_:
                self._root.remove(element)
                self.changed = True

    def content(self) -> bytes:
        """Return the part's bytes."""
        return serialise(self._root)


def _resolved(folder: str, target: str) -> str:
    joined = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(joined).lstrip("/")


class Package:
    """A package being patched. Part names have no leading slash and are found whatever their case."""

    def __init__(self, container: Container) -> None:
        """Read the content types and the package's relationships."""
        self._container = container
        self._names = {name.lower().lstrip("/"): name for name in container.members}
        self._changed: dict[str, bytes] = {}
        self._removed: set[str] = set()
        self._relationships: dict[str, Relationships] = {}
        types = self.read(_TYPES_PART)
        if types is None:
            raise NotPatchable("damaged")
        self._types = parse(types)
        self._types_changed = False
        self.root = self.relationships("")
        if any(each.kind.endswith(_DIGITAL_SIGNATURE) for each in self.root):
            raise NotPatchable("signed")

    def __contains__(self, part: str) -> bool:
        member = self._member(part)
        return member not in self._removed and (member in self._changed or member in self._container.members)

    def read(self, part: str) -> bytes | None:
        """Return a part's content as it now stands, or None where there is no such part."""
        member = self._member(part)
        if part not in self:
            return None
        return self._changed[member] if member in self._changed else self._container.read(member)

    def beginning(self, part: str, size: int = 65_536) -> bytes:
        """Return the first ``size`` bytes of a part, without inflating the rest."""
        member = self._member(part)
        if part not in self:
            return b""
        if member in self._changed:
            return self._changed[member][:size]
        return self._container.beginning(member, size)

    def need(self, part: str) -> bytes:
        """Return a part's content; raises ``NotPatchable`` where it is missing."""
        content = self.read(part)
        if content is None:
            raise NotPatchable("damaged")
        return content

    def write(self, part: str, content: bytes) -> None:
        """Replace or add a part."""
        member = self._member(part)
        self._names[part.lower()] = member
        self._removed.discard(member)
        self._changed[member] = content

    def add(self, part: str, content: bytes, content_type: str) -> None:
        """Add a part with its own content type."""
        self.write(part, content)
        element = etree.SubElement(self._types, f"{{{CONTENT_TYPES}}}Override")
        element.set("PartName", "/" + part)
        element.set("ContentType", content_type)
        self._types_changed = True

    def remove(self, part: str) -> None:
        """Take a part away, with its relationships and its content type."""
        for name in (part, relationships_part(part)):
            if name in self:
                self._removed.add(self._member(name))
        for element in list(self._types):
            if element.get("PartName", "").lower() == f"/{part}".lower():
                self._types.remove(element)
                self._types_changed = True
        self._relationships.pop(part, None)

    def default_type(self, extension: str, content_type: str) -> None:
        """Make sure that parts of this extension have a content type."""
        tag = f"{{{CONTENT_TYPES}}}Default"
        if any(each.get("Extension", "").lower() == extension for each in self._types.iterchildren(tag)):
            return
        element = etree.Element(tag)
        element.set("Extension", extension)
        element.set("ContentType", content_type)
        self._types.insert(0, element)
        self._types_changed = True

    def names(self) -> list[str]:
        """Return the names of all parts as they now stand, new ones included."""
        members = {*self._container.members, *self._changed} - self._removed
        return sorted(members)

    def free_name(self, pattern: str, *, bare: bool = False) -> str:
        """Return the first unused part name of ``pattern`` ("xl/comments{}.xml").

        ``bare`` tries the name without a number first: some readers look for "xl/styles.xml" only.
        """
        if bare and pattern.format("") not in self:
            return pattern.format("")
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relationships(self, part: str) -> Relationships:
        """Return the relationships of ``part``; one object per part, written back when changed."""
        if part not in self._relationships:
            content = self.read(relationships_part(part))
            self._relationships[part] = Relationships(part, content)
        return self._relationships[part]

    def save(self, target: BinaryIO) -> None:
        """Write the package to the stream ``target``; deterministic."""
        for part, relations in self._relationships.items():
            if relations.changed:
                self.write(relationships_part(part), relations.content())
        if self._types_changed:
            self.write(_TYPES_PART, serialise(self._types))
        writer = ContainerWriter(target)
        self._carry_all(writer)
        for name in self._changed:
            if name not in self._container.members:
                writer.add(name, self._changed[name])
        writer.finish()

    def _carry_all(self, writer: ContainerWriter) -> None:
        for name, member in self._container.members.items():
            if name in self._removed:
                continue
            if name in self._changed:
                writer.add(name, self._changed[name])
            else:
                writer.carry(member, self._container.packed(name))

    def _member(self, part: str) -> str:
        return self._names.get(part.lower(), part)


@contextmanager
def open_package(source: Path | BinaryIO) -> Iterator[Package]:
    """Open ``source`` for patching; raises ``NotPatchable`` where that would not be safe."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            yield Package(Container(stream))
    else:
        yield Package(Container(source))
