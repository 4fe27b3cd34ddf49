"""What a value becomes where it is printed: escaped text, runs, paragraphs, a number of columns, a colour."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from toolkit.documents.compile.frame import Frame, Missing
from toolkit.documents.compile.operate import is_no_number, plain_text
from toolkit.documents.compile.rich import paragraphs, picture_run, runs
from toolkit.documents.compile.site import Site, text_pieces
from toolkit.documents.compile.text import BREAKS, escaped, one_line
from toolkit.documents.values import Drawing, Drawings, Image, Link, Listing, RichParagraphs, RichText, SubDocument
from toolkit.errors import RenderError

_COLOUR = re.compile(r"[0-9A-Fa-f]{6}|auto")
_HIGHLIGHT = '<w:highlight w:val="yellow"/>'
_BEFORE_HIGHLIGHT = re.compile(
    r"<w:(?:rStyle|rFonts|b|bCs|i|iCs|caps|smallCaps|strike|dstrike|outline|shadow|emboss|imprint|noProof|snapToGrid"
    r"|vanish|webHidden|color|spacing|w|kern|position|sz|szCs)(?: [^>]*)?/>"
)
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_OPEN_TEXT = '<w:t xml:space="preserve">'


class Slot(NamedTuple):
    """One print of a template: where it stands, which field it prints, and how the author wrote that.

    ``fallback`` says that its author wrote what to print where there is nothing (``|default('…')``).
    """

    site: Site
    path: str
    shown: str
    where: Mapping[str, object]
    fallback: bool = False


def text_at(text: str, site: Site) -> str:
    """The XML of plain ``text`` at ``site``."""
    safe = escaped(text)
    if site.kind == "text":
        return text_pieces(safe, site) if BREAKS.search(safe) else safe
    if site.kind == "bare":
        return one_line(text)
    run = f"<w:r>{site.run}{_OPEN_TEXT}{text_pieces(safe, Site('text', site.run))}</w:t></w:r>"
    return at_runs(run, site, "text")


def at_runs(runs: str, site: Site, what: str) -> str:
    """The XML of finished runs at ``site``; the run or paragraph there is closed and opened again."""
    match site.kind:
        case "text":
            return f"</w:t></w:r>{runs}<w:r>{site.run}{_OPEN_TEXT}"
        case "run":
            return runs
        case "paragraph":
            return f"<w:p>{runs}</w:p>"
        case "cell":
            return f"<w:tc><w:p>{runs}</w:p></w:tc>"
        case "row":
            return f"<w:tr><w:tc><w:p>{runs}</w:p></w:tc></w:tr>"
    raise RenderError("render.wrong_place", what=what)


def at_blocks(blocks: str, site: Site, what: str) -> str:
    """The XML of finished paragraphs and tables at ``site``."""
    match site.kind:
        case "paragraph":
            return blocks
        case "cell":
            return f"<w:tc>{blocks}</w:tc>"
        case "text" if site.whole:
            return f"</w:t></w:r></w:p>{blocks}<w:p>{site.paragraph}<w:r>{site.run}{_OPEN_TEXT}"
        case "run" if site.whole:
            return f"</w:p>{blocks}<w:p>{site.paragraph}"
    raise RenderError("render.wrong_place", what=what)


def mark_of(name: str, site: Site) -> str:
    """The highlighted mark of a missing value."""
    text = one_line(f"【缺：{name}】")
    if site.kind == "bare":
        return text
    if site.kind in ("span", "fill"):
        return "1" if site.kind == "span" else "auto"
    run = f"<w:r>{_highlighted(site.run)}{_OPEN_TEXT}{text}</w:t></w:r>"
    return at_runs(run, site, "text")


def _highlighted(run: str) -> str:
    """The run properties with a yellow background, where the schema wants it."""
    inner = run.removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    at = 0
    while found := _BEFORE_HIGHLIGHT.match(inner, at):
        at = found.end()
    return f"<w:rPr>{inner[:at]}{_HIGHLIGHT}{re.sub(r'<w:highlight [^>]*/>', '', inner[at:])}</w:rPr>"


def _absent(slot: Slot, name: str, frame: Frame) -> str:
    state = frame.state
    path = slot.path or name
    if not path or state.is_optional(path):
        return ""
    shown = slot.shown or name
    state.missing.setdefault(path, shown)
    return mark_of(shown, slot.site)


def _none(_value: object, slot: Slot, frame: Frame) -> str:
    """``None`` prints nothing, unless the optional fields were declared and this is none of them."""
    if frame.state.optional is None or not slot.path:
        return ""
    return _absent(slot, slot.path, frame)


def is_blank(text: str) -> bool:
    """Whether nobody would see ``text``: it is empty, or nothing but blanks."""
    return not text.strip() or not text.translate(_UNSEEN).strip()


def _must_be_seen(slot: Slot, frame: Frame) -> bool:
    """Whether nothing at all is not enough here: a field, and it was declared which of them are optional."""
    return bool(slot.path) and frame.state.optional is not None and not slot.fallback


def _plain(value: object, slot: Slot, frame: Frame) -> str:
    if isinstance(value, str) and _must_be_seen(slot, frame) and is_blank(value):
        return _absent(slot, slot.path, frame)
    if is_no_number(value):
        return _absent(slot, str(value), frame)
    if slot.site.kind == "span":
        return _span(value)
    if slot.site.kind == "fill":
        return _fill(value)
    try:
        text = plain_text(value)
        return text_at(text, slot.site) if text else ""
    except TypeError:
        raise RenderError("render.not_plain", kind=type(value).__name__) from None


def _span(value: object) -> str:
    try:
        wide = int(str(value))
    except ValueError:
        raise RenderError("render.not_a_width", value=str(value)[:40]) from None
    return str(min(max(wide, 1), 63))


def _fill(value: object) -> str:
    colour = str(value).strip().removeprefix("#")
    if not _COLOUR.fullmatch(colour):
        raise RenderError("render.not_a_colour", value=str(value)[:40])
    return colour


def _rich(value: RichText, slot: Slot, frame: Frame) -> str:
    if is_blank("".join(piece.text for piece in value.pieces)):
        return _plain("", slot, frame)
    return at_runs(runs(value, slot.site, frame.state), slot.site, "RichText")


def _paragraphs(value: RichParagraphs, slot: Slot, frame: Frame) -> str:
    return at_blocks(paragraphs(value, frame.state), slot.site, "RichParagraphs")


def _image(value: Image, slot: Slot, frame: Frame) -> str:
    site = slot.site
    run = picture_run(value, frame.state)
    return at_runs(run, site._replace(run="") if site.kind == "text" else site, "Image")


def _drawings(value: Drawings, slot: Slot, frame: Frame) -> str:
    from toolkit.documents.compile.drawings import drawing_run

    site = slot.site
    run = "".join(drawing_run(one, frame.state) for one in value.drawings)
    return at_runs(run, site._replace(run="") if site.kind == "text" else site, "Drawing")


def _sub_document(value: SubDocument, slot: Slot, frame: Frame) -> str:
    from toolkit.documents.compile.subdocument import blocks

    return at_blocks(blocks(value, frame.state), slot.site, "SubDocument")


Writer = Callable[[Any, Slot, Frame], str]
_WRITERS: Mapping[type, Writer] = MappingProxyType(
    {
        Missing: lambda value, slot, frame: _absent(slot, value.name, frame),
        type(None): _none,
        Listing: lambda value, slot, frame: _plain(value.text, slot, frame),
        RichText: _rich,
        Link: lambda value, slot, frame: _rich(value.rich, slot, frame),
        RichParagraphs: _paragraphs,
        Drawing: lambda value, slot, frame: _drawings(Drawings((value,)), slot, frame),
        Drawings: _drawings,
        Image: _image,
        SubDocument: _sub_document,
    }
)


def write(value: object, slot: Slot, frame: Frame) -> str:
    """The XML of ``value`` where ``slot`` prints it; raises ``RenderError`` where it cannot stand there."""
    return _WRITERS.get(type(value), _plain)(value, slot, frame)


def computed(text: str, site: Site) -> str:
    """The element around a computed cell property."""
    if site.kind == "span":
        return f'<w:gridSpan w:val="{text}"/>'
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{text}"/>'
