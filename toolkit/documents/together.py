"""Tables that break well over pages: no row stands alone above or below a break, and no table loses its lead-in.

What a loop of a template prints, its author cannot lay out row by row: a table is as long as the rule book has
lines. Word and LibreOffice both keep a row with the next one where its paragraphs say so.
"""

from lxml import etree

from toolkit.documents.body import with_body

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HIGH = 160
"""Chinese characters of a row from which on it is high enough to stand alone on a page."""
_LONG = 260
"""Chinese characters of a paragraph from which on it is no mere lead-in: a page may end with it."""
_LEAST = 3
"""Rows below the heading row that a table needs before its first and last may be tied to their neighbours."""


def kept_together(document: bytes) -> bytes:
    """The document whose tables break between the second and the last row but one; other parts stay as they are.

    The paragraph before a caption goes with its table, unless it is long.
    """
    return with_body(document, _kept)


def _kept(body: bytes) -> bytes:
    root = etree.fromstring(body)
    for table in root.iterfind(f"{_W}body/{_W}tbl"):
        _tie_rows(table)
        _tie_end(table)
        _tie_lead(table)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _tie_rows(table: etree._Element) -> None:
    rows = table.findall(f"{_W}tr")
    heads = sum(row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows)
    if not heads or len(rows) - heads < _LEAST:
        return
    for first, second in (rows[heads : heads + 2], rows[-2:]):
        if max(_room(first), _room(second)) <= _HIGH:
            for paragraph in first.iter(f"{_W}p"):
                _keep(paragraph)


def _tie_end(table: etree._Element) -> None:
    """A document ends with a paragraph: behind a table that fills its page it would stand on an empty one."""
    after = [block for block in table.itersiblings() if block.tag != f"{_W}sectPr"]
    rows = table.findall(f"{_W}tr")
    if len(after) == 1 and after[0].tag == f"{_W}p" and not _room(after[0]) and rows:
        for paragraph in rows[-1].iter(f"{_W}p"):
            _keep(paragraph)


def _tie_lead(table: etree._Element) -> None:
    """The caption knows by its style to stay; what is said before it has to be told."""
    caption = table.getprevious()
    lead = caption.getprevious() if caption is not None and _style(caption) == "Caption" else None
    if lead is None or lead.tag != f"{_W}p" or _style(lead) == "Caption":  # a chart's caption ends its own page
        return
    if 0 < _room(lead) <= _LONG:
        _keep(lead)


def _style(block: etree._Element) -> str:
    style = block.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else style.get(f"{_W}val", "")


def _room(element: etree._Element) -> float:
    """How much is written there, in Chinese characters: a Latin letter takes half of one."""
    text = "".join(text.text or "" for text in element.iter(f"{_W}t"))
    return sum(0.5 if letter.isascii() else 1.0 for letter in text)


def _keep(paragraph: etree._Element) -> None:
    """Say 與下段同頁 where the order of a paragraph's properties wants it: right behind its style."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = etree.Element(f"{_W}pPr")
        paragraph.insert(0, properties)
    for said in properties.findall(f"{_W}keepNext"):
        properties.remove(said)
    styled = properties.find(f"{_W}pStyle") is not None
    properties.insert(int(styled), etree.Element(f"{_W}keepNext"))
