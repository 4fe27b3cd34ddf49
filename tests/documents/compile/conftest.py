"""docxtpl as the oracle: fill the same template with both and compare every part as canonical XML."""

import functools
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx
import docxtpl
import pytest
from lxml import etree

from toolkit.documents import values

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"


def parts_of(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def _target_digest(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """Relationship id → what it leads to: for pictures their bytes, for all else type and target."""
    folder, _, name = part.rpartition("/")
    rels = parts.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    if rels is None:
        return {}
    found = {}
    for item in etree.fromstring(rels):
        target = item.get("Target")
        if item.get("TargetMode") != "External":
            target = re.sub(r"[^/]+/\.\./", "", f"{folder}/{target}") if not target.startswith("/") else target[1:]
            if "/media/" in f"/{target}":
                target = str(hash(parts.get(target.lstrip("/"))))
        found[item.get("Id")] = f"{item.get('Type').rsplit('/', 1)[-1]}→{target}"
    return found


def _tidy(root: etree._Element, links: Mapping[str, str]) -> None:
    """Take away what two equal documents may write differently."""
    elements = list(root.iter(etree.Element))
    for element in elements:
        for name in list(element.attrib):
            if name.startswith(R):
                element.set(name, links.get(element.get(name), element.get(name)))
            elif name in (f"{W14}paraId", f"{W14}textId"):
                del element.attrib[name]
        _tidy_text(element)
        _tidy_numbers(element)
    for element in elements:
        if element.tag in (f"{W}rPr", f"{W}tcPr"):
            element[:] = sorted(element, key=lambda child: (child.tag, etree.tostring(child, with_tail=False)))
        elif element.tag == f"{W}styles":
            element[:] = sorted(element, key=lambda child: (child.tag, child.get(f"{W}styleId", "")))


def _tidy_text(element: etree._Element) -> None:
    if element.tag == f"{W}t":
        if element.get(SPACE) is None and element.text:
            element.text = element.text.strip()
        element.attrib.pop(SPACE, None)
        element.text = element.text or None
    elif not (element.text or "").strip():
        element.text = None
    if not (element.tail or "").strip():
        element.tail = None


def _tidy_numbers(element: etree._Element) -> None:
    """Ids that only have to be different from each other (a test of its own sees to that), and names after them."""
    if element.tag == DRAWING:
        element.attrib.pop("id", None)
        element.set("name", re.sub(r"^Picture \d+$", "Picture", element.get("name", "")))
    elif element.tag == PICTURE:
        element.set("name", re.sub(r"^image\..*$", "image", element.get("name", "")))
    elif element.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
        element.attrib.pop(f"{W}id", None)
        if name := element.get(f"{W}name"):
            element.set(f"{W}name", re.sub(r"_\d+$", "", name))
    elif element.tag == f"{W}style":
        for child in element.xpath("w:basedOn|w:link|w:next", namespaces={"w": W[1:-1]}):
            element.remove(child)
    elif element.tag == f"{W}shd":
        for name in ("val", "color"):
            element.attrib.pop(f"{W}{name}", None)


def canonical(parts: Mapping[str, bytes], name: str) -> bytes:
    """One part as canonical XML, relationships replaced by what they lead to."""
    return _canonical(parts[name], tuple(sorted(_target_digest(parts, name).items())))


@functools.lru_cache(maxsize=512)
def _canonical(content: bytes, links: tuple[tuple[str, str], ...]) -> bytes:
    """Kept, because most parts of most documents are the same."""
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(content, parser)
    _tidy(root, dict(links))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n2")


def for_docxtpl(value: Any, template: docxtpl.DocxTemplate) -> Any:
    """Our frozen values as docxtpl's, plain data as they are."""
    match value:
        case values.RichText():
            rich = docxtpl.RichText()
            for piece in value.pieces:
                look = {name: getattr(piece.style, name) or None for name in values.Style.__slots__ if name != "link"}
                link = template.build_url_id(piece.style.link) if piece.style.link else None
                rich.add(piece.text, url_id=link, **look)
            return rich
        case values.RichParagraphs():
            paragraphs = docxtpl.RichTextParagraph()
            for paragraph in value.paragraphs:
                paragraphs.add(for_docxtpl(paragraph.text, template), parastyle=paragraph.style or None)
            return paragraphs
        case values.Link():
            return for_docxtpl(value.rich, template)
        case values.Listing():
            return docxtpl.Listing(value.text)
        case values.Image():
            size = {
                "width": value.width or None,
                "height": value.height or None,
                "anchor": value.link or None,
            }
            return docxtpl.InlineImage(template, io.BytesIO(value.content), **size)
        case values.SubDocument():
            return template.new_subdoc(io.BytesIO(value.content))
        case dict():
            return {key: for_docxtpl(item, template) for key, item in value.items()}
        case list():
            return [for_docxtpl(item, template) for item in value]
    return value


def by_docxtpl(template: Path | bytes, context: Mapping[str, Any]) -> bytes:
    oracle = docxtpl.DocxTemplate(template if isinstance(template, Path) else io.BytesIO(template))
    oracle.render(for_docxtpl(dict(context), oracle), autoescape=True)
    out = io.BytesIO()
    oracle.save(out)
    return out.getvalue()


def core_texts(parts: Mapping[str, bytes]) -> dict[str, str]:
    if "docProps/core.xml" not in parts:
        return {}
    return {item.tag: item.text for item in etree.fromstring(parts["docProps/core.xml"]) if item.text}


def differences(ours: bytes, theirs: bytes) -> list[str]:
    """The parts that differ, with the first place where they do."""
    left, right = parts_of(ours), parts_of(theirs)
    found = []
    for name in right:
        if name.endswith(".rels"):
            part = name.replace("_rels/", "").removesuffix(".rels")
            if sorted(_target_digest(left, part).values()) != sorted(_target_digest(right, part).values()):
                found.append(f"{name}: {_target_digest(left, part)} != {_target_digest(right, part)}")
        elif name in {"docProps/core.xml", "[Content_Types].xml"} or "/media/" in name:
            continue
        elif name not in left:
            found.append(f"{name}: not in ours")
        elif name.endswith(".xml"):
            mine, theirs_ = canonical(left, name), canonical(right, name)
            if mine != theirs_:
                at = next((i for i, (a, b) in enumerate(zip(mine, theirs_, strict=False)) if a != b), -1)
                found.append(f"{name}@{at}: {mine[at - 150 : at + 200]!r} != {theirs_[at - 150 : at + 200]!r}")
        elif left[name] != right[name]:
            found.append(f"{name}: other bytes")
    return found


def document_of(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A .docx of these paragraphs and, behind them, this table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_body(xml: str) -> bytes:
    """A .docx whose body is this WordprocessingML (prefix w)."""
    parts = parts_of(document_of())
    start, _, rest = parts["word/document.xml"].decode().partition("<w:body>")
    section = rest[rest.index("<w:sectPr") :]
    return package_of(parts | {"word/document.xml": f"{start}<w:body>{xml}{section}".encode()})


def package_of(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def paragraphs_of(document: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(document)).paragraphs]


class Oracle:
    """The helpers above, handed to tests as one fixture (test folders are no packages)."""

    fill = staticmethod(by_docxtpl)
    adapt = staticmethod(for_docxtpl)
    differences = staticmethod(differences)
    document = staticmethod(document_of)
    with_body = staticmethod(with_body)
    package = staticmethod(package_of)
    parts = staticmethod(parts_of)
    paragraphs = staticmethod(paragraphs_of)
    core = staticmethod(core_texts)
    canonical = staticmethod(canonical)


@pytest.fixture(scope="session")
def word() -> type[Oracle]:
    return Oracle


@pytest.fixture(scope="session")
def equal() -> Callable[[bytes | Path, Mapping[str, Any]], None]:
    """Assert that ours and docxtpl's document are the same."""
    from toolkit.documents import compile_template

    def check(template: bytes | Path, context: Mapping[str, Any]) -> None:
        found = differences(compile_template(template).render(context), by_docxtpl(template, context))
        if found:
            pytest.fail("\n".join(found), pytrace=False)

    return check
