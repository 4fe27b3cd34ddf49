"""On which page each heading of a printed PDF stands, from the bookmarks that LibreOffice writes into it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_TITLE = re.compile(rb"/Title\s*<([0-9A-Fa-f]*)>")
_DEST = re.compile(rb"/(?:Dest|D)\s*\[\s*(\d+) 0 R")


@dataclass(frozen=True, slots=True)
class Entry:
    """One bookmark: its depth (1 is the highest), its title, and the page it leads to, counted from 1."""

    level: int
    title: str
    page: int


def outline(pdf: bytes) -> tuple[Entry, ...]:
    """The bookmarks in order; empty where there are none or they cannot be read (packed object streams)."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    catalog = next((body for body in objects.values() if _at(body, b"Outlines")), b"")
    root = objects.get(_at(catalog, b"Outlines"), b"")
    pages = {number: at for at, number in enumerate(_pages(objects), 1)}
    return tuple(_entries(objects, _at(root, b"First"), 1, pages))


def _pages(objects: Mapping[int, bytes]) -> Iterator[int]:
    top = next(
        (
            number
            for number, body in objects.items()
            if b"/Type/Pages" in body.replace(b" ", b"") and b"/Parent" not in body
        ),
        0,
    )
    yield from _below(objects, top)


def _below(objects: Mapping[int, bytes], number: int) -> Iterator[int]:
    kids = _KIDS.search(objects.get(number, b""))
    if kids is None:
        yield number
        return
    for kid in _REFERENCE.findall(kids[1]):
        yield from _below(objects, int(kid))


def _entries(objects: Mapping[int, bytes], number: int, level: int, pages: Mapping[int, int]) -> Iterator[Entry]:
    while number in objects:
        body = objects[number]
        title, dest = _TITLE.search(body), _DEST.search(body)
        if title and dest:
            said = bytes.fromhex(title[1].decode()).decode("utf-16", "replace")
            yield Entry(level, said, pages.get(int(dest[1]), 0))
        yield from _entries(objects, _at(body, b"First"), level + 1, pages)
        number = _at(body, b"Next")


def _at(body: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb"\s+(\d+) 0 R", body)
    return int(found[1]) if found else 0
