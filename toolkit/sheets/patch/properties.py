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
    part = relation.target if relation else package.free_name("docProps/custom{}.xml", bare=True)
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


def custom(package: Package) -> Mapping[str, str]:
    """Return the custom document properties, as text."""
    relation = package.root.first("/custom-properties")
    content = package.read(relation.target) if relation else None
    if content is None:
        return {}
    return {each.get("name", ""): "".join(str(text) for text in each.itertext()) for each in parse(content)}


def remove_titles(package: Package, names: Sequence[str]) -> None:
    """Take names of removed sheets out of docProps/app.xml."""
    _retitle(package, (), names)


def add_titles(package: Package, names: Sequence[str]) -> None:
    """List new sheets first in docProps/app.xml."""
    _retitle(package, names, ())


def _retitle(package: Package, added: Sequence[str], removed: Sequence[str]) -> None:
    """Change the list of titles; one that is not built as Excel builds it is left alone."""
    relation = package.root.first("/extended-properties")
    content = package.read(relation.target) if relation else None
    if relation is None or content is None:
        return
    root = parse(content)
    titles = root.find(f"{{{_EXTENDED}}}TitlesOfParts/{{{_TYPES}}}vector")
    counts = root.find(f"{{{_EXTENDED}}}HeadingPairs/{{{_TYPES}}}vector")
    count = counts.find(f".//{{{_TYPES}}}i4") if counts is not None else None
    if titles is None or count is None or not (count.text or "").isdigit():
        return
    sheets = list(titles)[: int(count.text or 0)]
    gone = [each for each in sheets if each.text in set(removed)]
    for each in gone:
        titles.remove(each)
    for place, name in enumerate(added):
        titles.insert(place, titles.makeelement(f"{{{_TYPES}}}lpstr", {}))
        titles[place].text = name
    count.text = str(len(sheets) - len(gone) + len(added))
    titles.set("size", str(len(titles)))
    package.write(relation.target, serialise(root))
