"""Tables whose number of columns a template cannot know: the first keeps its width, the others share the rest.

A template marks such a table by the description ``EVEN`` (table properties, alternative text).
"""

from lxml import etree

from toolkit.documents.body import with_body

EVEN = "等寬"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def evened(document: bytes) -> bytes:
    """The document with the marked tables laid out; other parts stay as they are."""
    return with_body(document, _laid_out)


def _laid_out(body: bytes) -> bytes:
    root = etree.fromstring(body)
    marked = [mark for mark in root.iter(f"{_W}tblDescription") if mark.get(f"{_W}val", "").startswith(EVEN)]
    for mark in marked:
        properties = mark.getparent()
        table = properties.getparent() if properties is not None else None
        if table is not None:
            _even(table, int(mark.get(f"{_W}val", "").removeprefix(EVEN) or 0))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _even(table: etree._Element, first: int) -> None:
    """``first`` is the width of the first column in twentieths of a point."""
    rows = table.findall(f"{_W}tr")
    count = max(len(row.findall(f"{_W}tc")) for row in rows)
    total = table.find(f"{_W}tblPr/{_W}tblW")
    width = int(total.get(f"{_W}w", "0")) if total is not None else 0
    widths = [first] + [(width - first) // max(1, count - 1)] * (count - 1)
    grid = table.find(f"{_W}tblGrid")
    if grid is not None:
        grid[:] = [_sized(etree.Element(f"{_W}gridCol"), one) for one in widths]
    for row in rows:
        for cell, one in zip(row.findall(f"{_W}tc"), widths, strict=False):
            size = cell.find(f"{_W}tcPr/{_W}tcW")
            if size is not None:
                _sized(size, one)


def _sized(element: etree._Element, width: int) -> etree._Element:
    element.set(f"{_W}w", str(width))
    return element
