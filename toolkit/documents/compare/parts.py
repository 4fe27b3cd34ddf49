"""Open a returned .docx without trusting it: the XML parts that hold text, parsed with everything else off.

A returned contract is a file from outside: sizes are limited before anything is unpacked, document type
declarations (and with them entities) are refused, nothing is fetched, no external part is followed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from toolkit.documents.compile.package import Entry, read_package, unpack
from toolkit.errors import TemplateError, Unreadable

Element = etree._Element  # noqa: SLF001 - lxml names its type only so

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

LARGEST_PART = 32 * 1024 * 1024
"""The most bytes one XML part may hold: a thousand pages of contract are below 10 MB."""

_KIND = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml|ms-word)\."
    r"(?:(?P<main>document|template|document\.macroEnabled)\.main"
    r"|(?P<part>styles|footnotes|endnotes|comments|header|footer))"
    r"\+xml",
    re.IGNORECASE,
)
_USUAL = re.compile(r"word/(document|styles|footnotes|endnotes|comments|header|footer)\d*\.xml")


@dataclass(frozen=True)
class Parts:
    """The parsed text parts of a document, by kind and place ("document", "styles", "header 1" …)."""

    roots: Mapping[str, Element]

    def root(self, name: str) -> Element | None:
        """The root of one part, None where the document has none."""
        return self.roots.get(name)

    def like(self, prefix: str) -> list[Element]:
        """The roots of the parts of one kind, in the package's order."""
        return [root for name, root in self.roots.items() if name.startswith(prefix)]


def open_parts(source: bytes) -> Parts:
    """Read the text parts of a .docx.

    Raises ``Unreadable`` with ``file.damaged``, ``file.too_big`` or ``file.unsafe``: what the sender is told.
    """
    try:
        entries = read_package(source)
        roots = {name: _parse(entry) for name, entry in _text_parts(entries).items()}
    except TemplateError as error:
        raise Unreadable("file.too_big" if error.code == "template.too_big" else "file.damaged") from None
    if "document" not in roots:
        raise Unreadable("file.damaged")
    return Parts(roots)


def _text_parts(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Which parts hold text, by what the package says of their type, else by their usual name."""
    if "[Content_Types].xml" not in entries:
        raise Unreadable("file.damaged")
    types = {
        item.get("PartName", "").lstrip("/"): item.get("ContentType", "")
        for item in _parse(entries["[Content_Types].xml"]).iterchildren(f"{_TYPES}Override")
    }
    found: dict[str, Entry] = {}
    for number, (part, entry) in enumerate(entries.items()):
        kind = _KIND.fullmatch(types.get(part, ""))
        usual = _USUAL.fullmatch(part) if part not in types else None
        if kind:
            name = "document" if kind["main"] else kind["part"].casefold()
        elif usual:
            name = usual[1]
        else:
            continue
        found[f"{name} {number}" if name in ("header", "footer") else name] = entry
    return found


def _parse(entry: Entry) -> Element:
    if entry.size > LARGEST_PART:
        raise Unreadable("file.too_big")
    content = unpack(entry)
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content:
        raise Unreadable("file.unsafe")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(content.replace(_STRICT, W[1:-1].encode()), parser)
    except etree.XMLSyntaxError:
        raise Unreadable("file.damaged") from None
