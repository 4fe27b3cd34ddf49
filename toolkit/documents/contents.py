"""A contents table whose entries and page numbers are there when the document is first opened.

The paragraph that holds ``MARK`` becomes a TOC field with an entry for each heading of the first two levels.
Page numbers come from a layout (``documents.outline``); without one Word is asked to renew fields on opening.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from toolkit.documents.page_marks import refer
from toolkit.errors import RenderError

MARK = "⟦目錄⟧"
_MARKS = (MARK, "⟦目录⟧")
"""Both scripts: an office that works in Simplified has templates whose every word was simplified."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = {"w": _W}
_BODY, _NUMBERING, _SETTINGS = "word/document.xml", "word/numbering.xml", "word/settings.xml"
_LEVELS = {"Heading1": 1, "Heading2": 2}
_TOC, _PAGE = r"TOC \o &quot;1-2&quot; \h \z \u", r"PAGEREF {} \h"
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as a reader sees it: level 1 or 2, its number (「六、」 or ""), its text."""

    level: int
    number: str
    text: str


def headings(document: bytes) -> tuple[Heading, ...]:
    """The headings of the first two levels, in order, with the numbers that Word gives them."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body, numbering = (etree.fromstring(package.read(name)) for name in (_BODY, _NUMBERING))
    return tuple(heading for heading, _ in _found(body, _formats(numbering)))


def with_contents(document: bytes, pages: Sequence[int] = ()) -> bytes:
    """The document with its contents table filled in; ``pages``: one number a heading, or none known yet.

    References to the page of a heading (``page_marks``) are filled in too. Raises RenderError where no paragraph
    of the document holds the mark (``MARK``, in either script).
    """
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    by_name = {info.filename: content for info, content in parts}
    body = etree.fromstring(by_name[_BODY])
    found = list(_found(body, _formats(etree.fromstring(by_name[_NUMBERING]))))
    mark = next((one for one in body.iter(f"{{{_W}}}p") if any(sign in _text(one) for sign in _MARKS)), None)
    if mark is None:
        raise RenderError("template.no_contents", mark=MARK)
    if not found:
        return document
    for at, (_, paragraph) in enumerate(found):
        _bookmark(paragraph, at)
    _replace(mark, [heading for heading, _ in found], pages)
    places = {heading.text: at for at, (heading, _) in reversed([*enumerate(found)])}
    refer(body, places, _anchor, dict(enumerate(pages)))
    by_name[_BODY] = etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)
    if not pages:
        by_name[_SETTINGS] = _renewing(by_name[_SETTINGS])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for info, _ in parts:
            package.writestr(info, by_name[info.filename])
    return out.getvalue()


def _found(body: etree._Element, formats: Sequence[tuple[str, str]]) -> Iterator[tuple[Heading, etree._Element]]:
    counts = [0, 0]
    for paragraph in body.iter(f"{{{_W}}}p"):
        level = _LEVELS.get(_value(paragraph, "pPr/w:pStyle"))
        if level is None or not _text(paragraph).strip():
            continue
        counts = [counts[0] + 1, 0] if level == 1 else [counts[0], counts[1] + 1]
        yield Heading(level, _number(formats[level - 1], counts), _text(paragraph).strip()), paragraph


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{{{_W}}}t"))


def _formats(numbering: etree._Element) -> list[tuple[str, str]]:
    """(kind of figure, pattern) of the two levels that the heading styles are numbered by."""
    found: dict[int, tuple[str, str]] = {}
    for level in numbering.iter(f"{{{_W}}}lvl"):
        style = _value(level, "pStyle")
        if style in _LEVELS:
            found[_LEVELS[style]] = (_value(level, "numFmt"), _value(level, "lvlText"))
    return [found.get(level, ("", "")) for level in (1, 2)]


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"w:{name}", _NS)
    return "" if found is None else str(found.get(f"{{{_W}}}val", ""))


def _number(form: tuple[str, str], counts: Sequence[int]) -> str:
    kind, pattern = form
    for at, count in enumerate(counts, 1):
        pattern = pattern.replace(f"%{at}", str(count) if kind == "decimal" else chinese(count))
    return pattern


def chinese(number: int) -> str:
    """A number from 1 to 99 as Word counts headings: 三, 十, 十九, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")


def _bookmark(paragraph: etree._Element, at: int) -> None:
    start, end = (etree.Element(f"{{{_W}}}bookmark{kind}") for kind in ("Start", "End"))
    for one in (start, end):
        one.set(f"{{{_W}}}id", str(70_000 + at))
    start.set(f"{{{_W}}}name", _anchor(at))
    properties = paragraph.find("w:pPr", _NS)
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, start)
    paragraph.append(end)


def _anchor(at: int) -> str:
    return f"_Toc7{at:05d}"


def _replace(mark: etree._Element, found: Sequence[Heading], pages: Sequence[int]) -> None:
    """Put the field's paragraphs in the place of the mark."""
    xml = "".join(_entry(at, heading, pages, len(found)) for at, heading in enumerate(found))
    entries = etree.fromstring(f'<w:x xmlns:w="{_W}">{xml}</w:x>')
    parent = mark.getparent()
    assert parent is not None  # noqa: S101 - a paragraph of the body
    place = parent.index(mark)
    for offset, entry in enumerate(list(entries)):
        parent.insert(place + offset, entry)
    parent.remove(mark)


def _entry(at: int, heading: Heading, pages: Sequence[int], count: int) -> str:
    begin = f"{_mark('begin')}{_instruction(_TOC)}{_mark('separate')}" if not at else ""
    end = _mark("end") if at == count - 1 else ""
    page = str(pages[at]) if at < len(pages) else ""
    reference = (
        f"<w:r><w:tab/></w:r>{_mark('begin')}{_instruction(_PAGE.format(_anchor(at)))}"
        f"{_mark('separate')}<w:r><w:t>{page}</w:t></w:r>{_mark('end')}"
    )
    text = escape(heading.number + heading.text)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{heading.level}"/></w:pPr>{begin}'
        f'<w:hyperlink w:anchor="{_anchor(at)}" w:history="1">'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{reference}</w:hyperlink>{end}</w:p>'
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'


def _renewing(settings: bytes) -> bytes:
    root = etree.fromstring(settings)
    if root.find("w:updateFields", _NS) is None:
        renew = etree.Element(f"{{{_W}}}updateFields")
        renew.set(f"{{{_W}}}val", "true")
        root.insert(0, renew)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
