"""Document properties: ours are added to the custom ones, and the list of titles learns of new sheets."""

from collections.abc import Mapping, Sequence

from lxml import etree

from toolkit.sheets.patch.package import OFFICE, Package, default_space, parse, serialise

_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def set_custom(package: Package, properties: Mapping[str, str]) -> None:
    """Add custom document properties (text), replacing those of the same name."""
    if not properties:
        return
    relation = package.root.first("/custom-properties")
    part = (
        relation.target if relation else package.free_name("docProps/custom{}.xml").replace("1.xml", ".xml")
    )
    content = package.read(part)
    root = (
        etree.Element(f"{{{_CUSTOM}}}Properties", nsmap=default_space(_CUSTOM, vt=_TYPES))
        if content is None
        else parse(content)
    )
    for name, value in properties.items():
        _set(root, name, value)
    if content is None:
        package.add(part, serialise(root), _CONTENT_TYPE)
        package.root.add(f"{OFFICE}/custom-properties", part)
    else:
        package.write(part, serialise(root))


def _set(root: etree._Element, name: str, value: str) -> None:
    for old in list(root):
        if old.get("name", "").lower() == name.lower():
            root.remove(old)
    used = [int(each.get("pid", "1")) for each in root]
    element = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT_ID)
    element.set("pid", str(max([1, *used]) + 1))
    element.set("name", name)
    etree.SubElement(element, f"{{{_TYPES}}}lpwstr").text = value


def add_titles(package: Package, names: Sequence[str], sheets_before: Sequence[str]) -> None:
    """List new sheets first in docProps/app.xml; one that does not agree with the book is left alone."""
    relation = package.root.first("/extended-properties")
    content = package.read(relation.target) if relation else None
    if relation is None or content is None:
        return
    root = parse(content)
    titles = root.find(f"{{{_EXTENDED}}}TitlesOfParts/{{{_TYPES}}}vector")
    counts = root.find(f"{{{_EXTENDED}}}HeadingPairs/{{{_TYPES}}}vector")
    count = counts.find(f".//{{{_TYPES}}}i4") if counts is not None else None
    if titles is None or count is None or not _agrees(titles, count, sheets_before):
        return
    count.text = str(int(count.text or "0") + len(names))
    for place, name in enumerate(names):
        title = etree.Element(f"{{{_TYPES}}}lpstr")
        title.text = name
        titles.insert(place, title)
    titles.set("size", str(len(titles)))
    package.write(relation.target, serialise(root))


def _agrees(titles: etree._Element, count: etree._Element, sheets: Sequence[str]) -> bool:
    number = int(count.text or "0") if (count.text or "0").isdigit() else 0
    listed = {each.text or "" for each in list(titles)[:number]}
    return 0 < number <= len(titles) and listed <= set(sheets)
