"""The notes of one sheet: ours are added to what is there, and recognised again by their author."""

from collections.abc import Mapping

from lxml import etree

from toolkit.forms.table import Coordinate, address, coordinate
from toolkit.sheets.patch.package import MAIN, default_space, parse, serialise

AUTHOR = "toolkit 回執"
"""The author of our notes: by it they are found and taken out when a receipt is dropped again."""

APPENDED = "\n— 回執 —\n"
"""What stands between a person's own note and what we appended to it."""

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def empty() -> bytes:
    """Return a comments part without comments."""
    root = etree.Element(_tag("comments"), nsmap=default_space(MAIN))
    etree.SubElement(root, _tag("authors"))
    etree.SubElement(root, _tag("commentList"))
    return serialise(root)


def add_notes(content: bytes, notes: Mapping[Coordinate, str]) -> tuple[bytes, tuple[Coordinate, ...]]:
    """Add notes to a comments part; returns its new bytes and the cells that still need a box.

    A cell that has a note keeps it, ours is appended. A cell with a threaded conversation is left alone:
    the note there is only its shadow.
    """
    root = parse(content)
    listed = _child(root, "commentList")
    author = _author(_child(root, "authors", first=True))
    existing = {comment.get("ref", ""): comment for comment in listed.iterchildren(_tag("comment"))}
    threads = _thread_authors(root)
    fresh: list[Coordinate] = []
    for (row, column), text in notes.items():
        ref = address(row, column)
        comment = existing.get(ref)
        if comment is None:
            listed.append(_comment(ref, author, text))
            fresh.append((row, column))
        elif comment.get("authorId") not in threads:
            _append(comment, text)
    return serialise(root), tuple(fresh)


def remove_notes(content: bytes) -> tuple[bytes, frozenset[Coordinate]]:
    """Take our notes out; returns the new bytes and the cells that no longer have a note."""
    root = parse(content)
    listed = _child(root, "commentList")
    author = _author(_child(root, "authors", first=True))
    gone = [each for each in listed.iterchildren(_tag("comment")) if each.get("authorId") == author]
    for comment in gone:
        listed.remove(comment)
    for comment in listed.iterchildren(_tag("comment")):
        _cut(comment)
    places = (coordinate(each.get("ref", "")) for each in gone)
    return serialise(root), frozenset(place for place in places if place)


def _cut(comment: etree._Element) -> None:
    """Cut what we appended to a person's note, wherever an editor has put it among the runs."""
    mark = APPENDED.strip()
    found = False
    for text in comment.iter(_tag("t")):
        if found:
            text.text = ""
        elif mark in (text.text or ""):
            text.text = (text.text or "").split(mark)[0].rstrip("\n")
            found = True


def _child(root: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    found = root.find(_tag(name))
    if found is None:
        found = etree.Element(_tag(name))
        root.insert(0 if first else len(root), found)
    return found


def _author(authors: etree._Element) -> str:
    for number, each in enumerate(authors):
        if each.text == AUTHOR:
            return str(number)
    etree.SubElement(authors, _tag("author")).text = AUTHOR
    return str(len(authors) - 1)


def _thread_authors(root: etree._Element) -> frozenset[str]:
    authors = root.iterfind(f"{_tag('authors')}/{_tag('author')}")
    return frozenset(str(i) for i, each in enumerate(authors) if (each.text or "").startswith("tc={"))


def _comment(ref: str, author: str, text: str) -> etree._Element:
    comment = etree.Element(_tag("comment"), ref=ref, authorId=author, shapeId="0")
    etree.SubElement(comment, _tag("text")).append(_run(text))
    return comment


def _run(text: str) -> etree._Element:
    run = etree.Element(_tag("r"))
    look = etree.SubElement(run, _tag("rPr"))
    etree.SubElement(look, _tag("sz"), val="9")
    etree.SubElement(look, _tag("color"), rgb="FF1F2933")
    etree.SubElement(look, _tag("rFont"), val="微軟正黑體")
    etree.SubElement(look, _tag("family"), val="2")
    run.append(_text(text))
    return run


def _text(text: str) -> etree._Element:
    element = etree.Element(_tag("t"))
    element.text = "".join(each for each in text if each.isprintable() or each == "\n")
    element.set(_SPACE, "preserve")
    return element


def _append(comment: etree._Element, text: str) -> None:
    body = _child(comment, "text", first=True)
    whole = body.find(_tag("t"))
    if whole is not None:
        whole.text = (whole.text or "") + APPENDED + text
        whole.set(_SPACE, "preserve")
        return
    runs = body.findall(_tag("r"))
    body.insert(body.index(runs[-1]) + 1 if runs else 0, _run(APPENDED + text))
