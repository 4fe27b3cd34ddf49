"""Rich values as WordprocessingML: formatted runs, paragraphs, links, pictures."""

import re

from toolkit.documents.compile.frame import State
from toolkit.documents.compile.pictures import extent, look_at
from toolkit.documents.compile.site import Site, text_pieces
from toolkit.documents.compile.text import escaped, quoted
from toolkit.documents.compile.world import World
from toolkit.documents.values import Image, Piece, RichParagraphs, RichText, Style
from toolkit.errors import RenderError

_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PIC_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_HEX = re.compile(r"[0-9A-Fa-f]{6}|auto")
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+", re.IGNORECASE)
_UNDERLINES = frozenset(
    {"single", "words", "double", "thick", "dotted", "dottedHeavy", "dash", "dashedHeavy", "dashLong", "wave"}
    | {"dashLongHeavy", "dotDash", "dashDotHeavy", "dotDotDash", "dashDotDotHeavy", "wavyHeavy", "wavyDouble"}
)
_MOST_PICTURE_BYTES = 64 * 1024 * 1024


def checked_link(url: str) -> str:
    """``url`` where it may be clicked: http, https, mailto or tel; raises ``RenderError``."""
    plain = url.strip()
    if not _LINK.fullmatch(plain) or not plain.isprintable():
        raise RenderError("render.not_a_link", value=plain[:60])
    return plain


def _colour(value: str) -> str:
    plain = value.removeprefix("#")
    if not _HEX.fullmatch(plain):
        raise RenderError("render.not_a_colour", value=value[:40])
    return plain


def _font(font: str) -> str:
    region, _, name = font.rpartition(":")
    names = {"ascii": name, "hAnsi": name, "cs": name}
    if region in ("eastAsia", "ascii", "hAnsi", "cs"):
        names[region] = name
    return f"<w:rFonts{''.join(f' w:{key}={quoted(value)}' for key, value in names.items())}/>"


def _underline(wanted: object) -> str:
    name = wanted if isinstance(wanted, str) and wanted in _UNDERLINES else "single"
    return f'<w:u w:val="{name}"/>'


def run_properties(style: Style) -> str:
    """``style`` as ``w:rPr``, its children in the schema's order; "" for a plain style."""
    upright = "subscript" if style.subscript else "superscript" if style.superscript else ""
    found = [
        f"<w:rStyle w:val={quoted(style.style)}/>" if style.style else "",
        _font(style.font) if style.font else "",
        "<w:b/>" if style.bold else "",
        "<w:bCs/>" if style.bold and style.rtl else "",
        "<w:i/>" if style.italic else "",
        "<w:iCs/>" if style.italic and style.rtl else "",
        "<w:strike/>" if style.strike else "",
        f'<w:color w:val="{_colour(style.color)}"/>' if style.color else "",
        f'<w:sz w:val="{int(style.size)}"/><w:szCs w:val="{int(style.size)}"/>' if style.size else "",
        _underline(style.underline) if style.underline else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(style.highlight)}"/>' if style.highlight else "",
        f'<w:vertAlign w:val="{upright}"/>' if upright else "",
        '<w:rtl w:val="true"/>' if style.rtl else "",
        f"<w:lang w:val={quoted(style.lang)}/>" if style.lang else "",
    ]
    inner = "".join(found)
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _run(piece: Piece, site: Site, state: State) -> str:
    properties = run_properties(piece.style)
    whole = site.whole and site.kind in ("run", "text") and not piece.style.link
    text = text_pieces(escaped(piece.text), Site("text", properties, site.paragraph, whole))
    run = f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'
    if not piece.style.link:
        return run
    rid = world_of(state).link(state.part, checked_link(piece.style.link))
    return f'<w:hyperlink {_R} r:id="{rid}" w:tgtFrame="_blank">{run}</w:hyperlink>'


def world_of(state: State) -> World:
    """The additions of this document, begun where there are none yet."""
    if state.world is None:
        state.world = World(state.facts)
    world: World = state.world
    return world


def runs(value: RichText, site: Site, state: State) -> str:
    """Rich text as runs, ready to stand in a paragraph."""
    return "".join(_run(piece, site, state) for piece in value.pieces)


def paragraphs(value: RichParagraphs, state: State) -> str:
    """Rich paragraphs."""
    out = []
    for paragraph in value.paragraphs:
        style = f"<w:pPr><w:pStyle w:val={quoted(paragraph.style)}/></w:pPr>" if paragraph.style else ""
        out.append(f"<w:p>{style}{runs(paragraph.text, Site('run', '', style, whole=True), state)}</w:p>")
    return "".join(out)


def picture_run(image: Image, state: State) -> str:
    """A picture in a run of its own."""
    if len(image.content) > _MOST_PICTURE_BYTES:
        raise RenderError("render.too_large_whole", most=_MOST_PICTURE_BYTES // 1_000_000)
    seen = look_at(image.content, state.limits.pixels)
    width, height = extent(image, seen)
    world = world_of(state)
    part = world.media(image.content, seen.extension, seen.mime)
    rid = world.relate(state.part, "image", part)
    state.drawing += 1
    link = ""
    if image.link:
        target = world.link(state.part, checked_link(image.link))
        link = f'<a:hlinkClick {_A} r:id="{target}"/>'
    about = f" descr={quoted(image.description)}" if image.description else ""
    return (
        f'<w:r><w:drawing><wp:inline {_WP} {_A} xmlns:pic="{_PIC_URI}" {_R}>'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{state.drawing}" name="Picture {state.drawing}"{about}>{link}</wp:docPr>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PIC_URI}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="image.{seen.extension}">{link}</pic:cNvPr><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
