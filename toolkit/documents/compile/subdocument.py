"""A whole document inside another: its body, and whatever of its package the body leans on.

Styles are matched by name (their ids differ between languages) and copied where the document lacks them, with
the styles they are based on. Lists, notes, bookmarks and drawings get numbers of their own; pictures, charts
and diagrams come along; sections lose their headers and footers. Properties of the document stay behind.
"""

import posixpath
from collections.abc import Iterator, Mapping
from copy import deepcopy
from hashlib import sha256
from itertools import takewhile

from lxml import etree

from toolkit.documents.compile.frame import State
from toolkit.documents.compile.numbers import BEFORE_NUMBERS
from toolkit.documents.compile.package import Entry, read_package, text_of, unpack
from toolkit.documents.compile.parts import Relation, document_part, parse, relations
from toolkit.documents.compile.refuse import check_whole
from toolkit.documents.compile.rich import world_of
from toolkit.documents.compile.world import World
from toolkit.documents.values import SubDocument
from toolkit.errors import RenderError, TemplateError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STYLED = (f"{_W}pStyle", f"{_W}rStyle", f"{_W}tblStyle")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class _Source:
    """The package of a sub-document, read as far as it is needed."""

    def __init__(self, content: bytes) -> None:
        self.entries: Mapping[str, Entry] = read_package(content)
        check_whole(self.entries)
        self.document = document_part(self.entries)
        body = unpack(self.entries[self.document])
        self.root = parse(body, self.document)
        self.relations = relations(self.entries, self.document)
        self.numbering = self._beside("numbering")
        styles = self._beside("styles")
        self.styles = (
            {} if styles is None else {item.get(f"{_W}styleId", ""): item for item in styles.iter(f"{_W}style")}
        )
        self.notes = {kind: self._beside(kind) for kind in ("footnotes", "endnotes")}

    def _beside(self, kind: str) -> etree._Element | None:
        name = next((item.target for item in self.relations if item.kind == kind), "")
        return parse(text_of(self.entries, name), name) if name in self.entries else None

    def part_of(self, kind: str) -> str:
        return next((item.target for item in self.relations if item.kind == kind), "")


class _Graft:
    """Brings one sub-document into the document that is being written."""

    def __init__(self, source: _Source, state: State) -> None:
        self.source = source
        self.state = state
        self.world: World = world_of(state)
        self._lists: dict[str, str] = {}
        self._abstracts: dict[str, str] = {}
        self._again: dict[str, str] = {}
        self._bookmarks: dict[str, str] = {}

    def blocks(self) -> str:
        body = self.source.root.find(f"{_W}body")
        out = []
        for child in () if body is None else body:
            if child.tag == f"{_W}sectPr":
                continue
            block = deepcopy(child)
            self._fit(block, self.source.relations, self.state.part)
            etree.cleanup_namespaces(block)
            out.append(etree.tostring(block, encoding="unicode", with_tail=False))
        return "".join(out)

    def _fit(self, block: etree._Element, links: list[Relation], part: str) -> None:
        self._sections(block)
        self._relations(block, links, part)
        for element in list(block.iter(*_STYLED)):
            element.set(f"{_W}val", self._style(element.get(f"{_W}val", "")))
        for element in list(block.iter(f"{_W}numId")):
            element.set(f"{_W}val", self._list(element.get(f"{_W}val", "0")))
        for style in list(block.iter(f"{_W}pStyle")):
            self._number_by_style(style)
        self._ids(block)
        self._notes(block)

    def _sections(self, block: etree._Element) -> None:
        for section in list(block.iter(f"{_W}sectPr")):
            for child in list(section):
                if child.tag in (f"{_W}headerReference", f"{_W}footerReference"):
                    section.remove(child)

    def _relations(self, block: etree._Element, links: list[Relation], part: str) -> None:
        known = {item.id: item for item in links}
        for element in block.iter(etree.Element):
            for name, value in list(element.attrib.items()):
                if str(name).startswith(_R) and value in known:
                    element.set(name, self._relate(known[str(value)], part))

    def _relate(self, link: Relation, part: str) -> str:
        if link.outside:
            return self.world.relate(part, link.kind, link.target, outside=True, type_=link.type)
        return self.world.relate(part, link.kind, self._part(link.target), type_=link.type)

    def _part(self, name: str) -> str:
        """The name in the new package of a part of the sub-document, brought along with all it leads to."""
        content = text_of(self.source.entries, name)
        stem, _, extension = name.rpartition(".")
        if name.startswith("word/media/"):
            return self.world.media(content, extension, _mime(self.source.entries, name))
        digest = sha256(content).hexdigest()
        known = self.world.grafted.get(f"{name} {digest}")
        if known:
            return known
        new = self.world.new_name(stem.rstrip("0123456789"), extension)
        self.world.grafted[f"{name} {digest}"] = new
        self.world.add(new, content, _mime(self.source.entries, name))
        below = relations(self.source.entries, name)
        self.world.keep_relations(
            new,
            [
                (item.id, item.type, item.target if item.outside else self._part(item.target), item.outside)
                for item in below
            ],
        )
        return new

    def _style(self, style: str) -> str:
        """The id in the new document of a style of the sub-document."""
        element = self.source.styles.get(style)
        if element is None:
            return style
        name = _name(element)
        known = self.world.style_named(name)
        if known is not None:
            return known
        new = self.world.free_style(style)
        self.world.styles[name] = new
        copy = deepcopy(element)
        copy.set(f"{_W}styleId", new)
        copy.attrib.pop(f"{_W}default", "")
        for tag in ("basedOn", "link", "next"):
            for reference in copy.findall(f"{_W}{tag}"):
                reference.set(f"{_W}val", self._style(reference.get(f"{_W}val", "")))
        for number in copy.iter(f"{_W}numId"):
            number.set(f"{_W}val", self._list(number.get(f"{_W}val", "0")))
        self.world.style_xml.append(etree.tostring(copy, encoding="unicode", with_tail=False))
        return new

    def _list(self, number: str) -> str:
        """A new list number for a list of the sub-document; 0 (no list) stays."""
        if number in self._lists or self.source.numbering is None:
            return self._lists.get(number, number)
        found = next(
            (item for item in self.source.numbering.iter(f"{_W}num") if item.get(f"{_W}numId") == number),
            None,
        )
        reference = None if found is None else found.find(f"{_W}abstractNumId")
        if found is None or reference is None:
            return number
        new = self.state.new_list()
        self._lists[number] = new
        copy = deepcopy(found)
        copy.set(f"{_W}numId", new)
        for definition in copy.findall(f"{_W}abstractNumId"):
            definition.set(f"{_W}val", self._abstract(definition.get(f"{_W}val", "")))
        self.state.list_xml.append(etree.tostring(copy, encoding="unicode", with_tail=False))
        return new

    def _number_by_style(self, style: etree._Element) -> None:
        """Let a list that comes from a style of the document begin anew in the sub-document: it is another list."""
        own, level = self.world.facts.styled.get(style.get(f"{_W}val", ""), ("", ""))
        layout = style.getparent()
        if not own or layout is None or layout.find(f"{_W}numPr") is not None:
            return
        if own not in self._again:
            self._again[own] = self.state.new_list()
            self.state.restarted.append((self._again[own], own))
        number = etree.Element(f"{_W}numPr")
        etree.SubElement(number, f"{_W}ilvl").set(f"{_W}val", level)
        etree.SubElement(number, f"{_W}numId").set(f"{_W}val", self._again[own])
        before = (str(child.tag).replace(_W, "w:") in BEFORE_NUMBERS for child in layout)
        layout.insert(sum(takewhile(bool, before)), number)

    def _abstract(self, number: str) -> str:
        if number in self._abstracts or self.source.numbering is None:
            return self._abstracts.get(number, number)
        new = self.state.new_abstract()
        self._abstracts[number] = new
        for item in self.source.numbering.iter(f"{_W}abstractNum"):
            if item.get(f"{_W}abstractNumId") == number:
                copy = deepcopy(item)
                copy.set(f"{_W}abstractNumId", new)
                for sign in copy.findall(f"{_W}nsid"):
                    sign.set(f"{_W}val", sha256(f"{new}{sign.get(f'{_W}val')}".encode()).hexdigest()[:8].upper())
                for style in copy.iter(f"{_W}pStyle"):
                    style.set(f"{_W}val", self._style(style.get(f"{_W}val", "")))
                self.state.abstract_xml.append(etree.tostring(copy, encoding="unicode", with_tail=False))
        return new

    def _ids(self, block: etree._Element) -> None:
        for drawing in block.iter(_DRAWING):
            self.state.drawing += 1
            drawing.set("id", str(self.state.drawing))
        for mark in block.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
            own = mark.get(f"{_W}id", "")
            if own not in self._bookmarks:
                self._bookmarks[own] = str(900_000_000 + self.state.again("grafted bookmark"))
            mark.set(f"{_W}id", self._bookmarks[own])

    def _notes(self, block: etree._Element) -> None:
        for kind, tag in (("footnotes", "footnoteReference"), ("endnotes", "endnoteReference")):
            for reference in list(block.iter(f"{_W}{tag}")):
                note = self._note(kind, reference.get(f"{_W}id", ""))
                if note:
                    reference.set(f"{_W}id", note)
                else:
                    _drop(reference)

    def _note(self, kind: str, number: str) -> str:
        notes = self.source.notes[kind]
        found = None if notes is None else next((item for item in notes if item.get(f"{_W}id") == number), None)
        if found is None or self.state.part != self.world.facts.document:
            return ""
        copy = deepcopy(found)
        part, new = self.world.note(kind)
        copy.set(f"{_W}id", new)
        self._fit(copy, relations(self.source.entries, self.source.part_of(kind)), part)
        self.world.notes.setdefault(kind, []).append(etree.tostring(copy, encoding="unicode", with_tail=False))
        return new


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _name(style: etree._Element) -> str:
    found = style.find(f"{_W}name")
    return "" if found is None else found.get(f"{_W}val", "").casefold()


def _mime(entries: Mapping[str, Entry], name: str) -> str:
    """The content type of a part."""
    by_extension = ""
    for item in _types(entries):
        if item.get("PartName") == f"/{name}":
            return item.get("ContentType", "")
        if item.get("Extension", "").casefold() == posixpath.splitext(name)[1][1:].casefold():
            by_extension = item.get("ContentType", "")
    return by_extension or "application/octet-stream"


def _types(entries: Mapping[str, Entry]) -> Iterator[etree._Element]:
    return iter(parse(text_of(entries, "[Content_Types].xml"), "[Content_Types].xml"))


def blocks(value: SubDocument, state: State) -> str:
    """The paragraphs and tables of a sub-document, fitted into the document; raises ``RenderError``."""
    try:
        return _Graft(_Source(value.content), state).blocks()
    except TemplateError as error:
        raise RenderError("render.sub_document", **{**error.data, "reason": error.code, "why": error}) from None
