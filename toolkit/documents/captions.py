"""Numbers of captions (SEQ fields) that are right when the document is first opened.

A caption within a loop of a template carries one and the same number wherever it is printed; Word counts anew only
when fields are renewed.
"""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from toolkit.documents.body import with_body

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def numbered(document: bytes) -> bytes:
    """The document with each SEQ field showing its place among those of its label; other parts stay as they are."""
    return with_body(document, _counted)


def _counted(body: bytes) -> bytes:
    root = etree.fromstring(body)
    counts: Counter[str] = Counter()
    for label, shown in _fields(root):
        counts[label] += 1
        shown.text = str(counts[label])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _fields(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Label and shown text of each SEQ field, in order."""
    label, shows = "", False
    for node in root.iter(f"{_W}instrText", f"{_W}fldChar", f"{_W}t"):
        if node.tag == f"{_W}instrText":
            words = (node.text or "").split()
            label = words[1] if words[:1] == ["SEQ"] else ""
        elif node.tag == f"{_W}fldChar":
            shows = node.get(f"{_W}fldCharType") == "separate"
        elif label and shows:
            yield label, node
            label = ""
