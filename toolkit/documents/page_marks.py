"""Numbers of pages in a text: the mark ⟦p:標題⟧ becomes a reference to the page on which that heading stands."""

import copy
import re
from collections.abc import Callable, Mapping

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NS = {"w": _W}
_MARK = re.compile(r"(⟦p:[^⟦⟧]*⟧)")


def refer(
    body: etree._Element, places: Mapping[str, int], anchor: Callable[[int], str], pages: Mapping[int, int]
) -> None:
    """Put references in the place of the marks of ``body``, once each number that differs in one text.

    ``places``: heading → its place among the headings; ``anchor``: place → its bookmark; ``pages``: place → page,
    where known. A mark of a heading that is not there goes without a trace.
    """
    for text in [one for one in body.iter(f"{{{_W}}}t") if "⟦p:" in (one.text or "")]:
        run = text.getparent()
        if run is not None:
            _split(run, text.text or "", places, anchor, pages)


def _split(
    run: etree._Element, text: str, places: Mapping[str, int], anchor: Callable[[int], str], pages: Mapping[int, int]
) -> None:
    made: list[etree._Element] = []
    told: set[int] = set()
    for part in _MARK.split(text):
        if not _MARK.fullmatch(part):
            made += [_like(run, _plain(part))] if part.strip() else []
            continue
        at = places.get(part[3:-1])
        if at is None or pages.get(at, -1 - at) in told:
            continue
        made += [_like(run, _plain(" "))] if told else []
        told.add(pages.get(at, -1 - at))
        made += [_like(run, one) for one in _reference(anchor(at), str(pages.get(at, "")))]
    for one in reversed(made):
        run.addnext(one)
    parent = run.getparent()
    if parent is not None:
        parent.remove(run)


def _like(run: etree._Element, content: etree._Element) -> etree._Element:
    """A run that looks as ``run`` does."""
    new = etree.Element(f"{{{_W}}}r")
    look = run.find("w:rPr", _NS)
    if look is not None:
        new.append(copy.deepcopy(look))
    new.append(content)
    return new


def _plain(text: str, tag: str = "t") -> etree._Element:
    found = etree.Element(f"{{{_W}}}{tag}")
    found.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    found.text = text
    return found


def _reference(bookmark: str, page: str) -> tuple[etree._Element, ...]:
    kinds = {}
    for kind in ("begin", "separate", "end"):
        kinds[kind] = etree.Element(f"{{{_W}}}fldChar")
        kinds[kind].set(f"{{{_W}}}fldCharType", kind)
    code = _plain(f" PAGEREF {bookmark} \\h ", "instrText")
    return kinds["begin"], code, kinds["separate"], _plain(page), kinds["end"]
