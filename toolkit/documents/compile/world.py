"""What a document adds to its template's package: relationships, pictures, parts, content types.

Every document has its own; the facts about the template's package are found when it is compiled.
"""

import posixpath
import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from toolkit.documents.compile.names import OFFICE, PROLOGUE, TYPES_PART, rels_name
from toolkit.documents.compile.text import quoted

_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


class Facts(NamedTuple):
    """What must be known of a package to add to it.

    ``types`` and the values of ``rels`` are XML without their end tag; ``ids`` is the highest number of a
    relationship id by part; ``names`` are all parts; ``media`` maps a digest to the part of those bytes.
    """

    types: str
    extensions: tuple[str, ...]
    rels: Mapping[str, str]
    ids: Mapping[str, int]
    names: frozenset[str]
    media: Mapping[str, str]
    document: str
    styles: Mapping[str, str]
    """Name of a style, case folded → its id."""
    notes: Mapping[str, tuple[str, int]]
    """footnotes, endnotes → the part that holds them and the highest number in it."""
    styled: Mapping[str, tuple[str, str]]
    """Style that numbers its paragraphs → its list, one that can begin anew, and the level in it."""

    @classmethod
    def load(cls, kept: Mapping[str, Any]) -> "Facts":
        """From the prepared form."""
        return cls(
            kept["types"],
            tuple(kept["extensions"]),
            kept["rels"],
            kept["ids"],
            frozenset(kept["names"]),
            kept["media"],
            kept["document"],
            kept["styles"],
            {kind: (part, highest) for kind, (part, highest) in kept["notes"].items()},
            {style: (number, level) for style, (number, level) in kept["styled"].items()},
        )


def digest(content: bytes) -> str:
    """A key under which equal bytes are found again."""
    return sha256(content).hexdigest()


class World:
    """The additions of one document."""

    def __init__(self, facts: Facts) -> None:
        """Nothing is added yet."""
        self.facts = facts
        self.contents: dict[str, bytes] = {}
        """New and replaced parts."""
        self.styles: dict[str, str] = {}
        """Styles that are new: name, case folded → id."""
        self.style_xml: list[str] = []
        self.notes: dict[str, list[str]] = {}
        """Notes that are new, as XML, by footnotes or endnotes."""
        self.grafted: dict[str, str] = {}
        """Parts brought along by sub-documents: where from and digest → name here."""
        self._types: list[str] = []
        self._kept: dict[str, list[tuple[str, str, str, bool]]] = {}
        self._media: dict[str, str] = {}
        self._rels: dict[str, dict[tuple[str, str], str]] = {}
        self._numbers: dict[str, int] = {}

    def relate(self, part: str, kind: str, target: str, *, outside: bool = False, type_: str = "") -> str:
        """The id of a relationship from ``part``: to a part by its name, or to an address outside."""
        known = self._rels.setdefault(part, {})
        key = (type_ or f"{OFFICE}{kind}", _aim(part, target, outside=outside))
        if key not in known:
            known[key] = f"rId{self.facts.ids.get(part, 0) + len(known) + 1}"
        return known[key]

    def link(self, part: str, url: str) -> str:
        """The id of a hyperlink from ``part``."""
        return self.relate(part, "hyperlink", url, outside=True)

    def media(self, content: bytes, extension: str, mime: str) -> str:
        """The part that holds a picture's bytes; equal pictures are kept once."""
        key = digest(content)
        name = self.facts.media.get(key) or self._media.get(key)
        if name is None:
            name = self.new_name("word/media/image", extension)
            self._media[key] = name
            self.contents[name] = content
            self.default(extension, mime)
        return name

    def new_name(self, stem: str, extension: str) -> str:
        """A part's name not used yet: ``stem`` and a number."""
        number = self._numbers.get(stem, 0) + 1
        while f"{stem}{number}.{extension}" in self.facts.names or f"{stem}{number}.{extension}" in self.contents:
            number += 1
        self._numbers[stem] = number
        return f"{stem}{number}.{extension}"

    def default(self, extension: str, mime: str) -> None:
        """Give a file extension its content type, where it has none."""
        line = f'<Default Extension="{extension}" ContentType="{mime}"/>'
        if extension.lower() not in self.facts.extensions and line not in self._types:
            self._types.append(line)

    def add(self, name: str, content: bytes, content_type: str) -> str:
        """A new part with a content type of its own; gives its name."""
        self.contents[name] = content
        self._types.append(f'<Override PartName="/{name}" ContentType="{content_type}"/>')
        return name

    def style_named(self, name: str) -> str | None:
        """The id of the style of that name (case folded), ``None`` where there is none."""
        return self.facts.styles.get(name) or self.styles.get(name)

    def free_style(self, wanted: str) -> str:
        """An id for a new style, as like ``wanted`` as can be."""
        taken = {*self.facts.styles.values(), *self.styles.values()}
        number, new = 1, wanted
        while new in taken:
            number += 1
            new = f"{wanted}{number}"
        return new

    def note(self, kind: str) -> tuple[str, str]:
        """The part that will hold one more note of ``kind``, and the note's number."""
        part, highest = self.facts.notes.get(kind, (f"word/{kind}.xml", 0))
        return part, str(highest + len(self.notes.get(kind, ())) + 1)

    def keep_relations(self, part: str, wanted: list[tuple[str, str, str, bool]]) -> None:
        """Give a new part relationships under ids of its own: (id, type, target, outside)."""
        if wanted:
            self._kept[part] = wanted

    def replace(self, name: str, content: bytes) -> None:
        """Other bytes for a part that the template has."""
        self.contents[name] = content

    def changed(self) -> dict[str, bytes]:
        """Every part that is new or other than in the template, in a fixed order."""
        parts = dict(self.contents)
        if self._types:
            parts[TYPES_PART] = f"{self.facts.types}{''.join(self._types)}</Types>".encode()
        for part, added in self._rels.items():
            name = rels_name(part)
            before = self.facts.rels.get(part) or f"{PROLOGUE}{_RELS}"
            parts[name] = f"{before}{''.join(_relationship(*item) for item in added.items())}</Relationships>".encode()
        for part, wanted in self._kept.items():
            lines = [
                _relationship((type_, _aim(part, target, outside=outside)), rid)
                for rid, type_, target, outside in wanted
            ]
            parts[rels_name(part)] = f"{PROLOGUE}{_RELS}{''.join(lines)}</Relationships>".encode()
        return dict(sorted(parts.items()))


def _aim(part: str, target: str, *, outside: bool) -> str:
    """The target of a relationship as seen from ``part``, marked as outside or not."""
    return f"E{target}" if outside else f"I{posixpath.relpath(target, posixpath.dirname(part) or '.')}"


def _relationship(key: tuple[str, str], rid: str) -> str:
    kind, target = key
    mode = ' TargetMode="External"' if target[0] == "E" else ""
    return f'<Relationship Id="{rid}" Type="{kind}" Target={quoted(target[1:])}{mode}/>'


def crc(content: bytes) -> int:
    """The checksum by which a part is found in a package without unpacking it."""
    return zlib.crc32(content)
