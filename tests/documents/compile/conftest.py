"""docxtpl as the oracle: fill the same template with both and compare every part as canonical XML."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WP_ID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


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
            target = (
                re.sub(r"[^/]+/\.\./", "", f"{folder}/{target}") if not target.startswith("/") else target[1:]
            )
            if "/media/" in f"/{target}":
                target = str(hash(parts.get(target.lstrip("/"))))
        found[item.get("Id")] = f"{item.get('Type').rsplit('/', 1)[-1]}→{target}"
    return found


def _tidy(root: etree._Element, links: Mapping[str, str]) -> None:
    """Take away what two equal documents may write differently."""
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name.startswith(R):
                element.set(name, links.get(element.get(name), element.get(name)))
            elif name in (f"{W14}paraId", f"{W14}textId"):
                del element.attrib[name]
        if element.tag == f"{W}t":
            if element.get(SPACE) is None and element.text:
                element.text = element.text.strip()
            element.attrib.pop(SPACE, None)
            element.text = element.text or None
        elif not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
        if element.tag in (f"{W}rPr", f"{W}tcPr"):
            element[:] = sorted(element, key=lambda child: (child.tag, etree.tostring(child)))


def canonical(parts: Mapping[str, bytes], name: str) -> bytes:
    """One part as canonical XML, relationships replaced by what they lead to."""
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(parts[name], parser)
    _tidy(root, _target_digest(parts, name))
    etree.cleanup_namespaces(root)
    return etree.tostring(root, method="c14n2")


def by_docxtpl(template: Path | bytes, context: Mapping[str, Any], **options: Any) -> bytes:
    source = template if isinstance(template, Path) else io.BytesIO(template)
    oracle = DocxTemplate(source)
    oracle.render(dict(context), autoescape=True, **options)
    out = io.BytesIO()
    oracle.save(out)
    return out.getvalue()


def differences(ours: bytes, theirs: bytes) -> list[str]:
    """The parts that differ, with the first place where they do."""
    left, right = parts_of(ours), parts_of(theirs)
    found = []
    for name in right:
        if name.endswith(".rels") or name == "[Content_Types].xml" or "/media/" in name:
            continue
        if name == "docProps/core.xml":
            continue
        if name not in left:
            found.append(f"{name}: not in ours")
        elif name.endswith(".xml"):
            mine, theirs_ = canonical(left, name), canonical(right, name)
            if mine != theirs_:
                at = next((i for i, (a, b) in enumerate(zip(mine, theirs_, strict=False)) if a != b), -1)
                found.append(
                    f"{name}@{at}: {mine[at - 150 : at + 200]!r} != {theirs_[at - 150 : at + 200]!r}"
                )
        elif left[name] != right[name]:
            found.append(f"{name}: other bytes")
    return found


@pytest.fixture(scope="session")
def compare() -> Callable[[bytes, bytes], list[str]]:
    return differences
