"""The styles part: our styles appended, each marked look of the sender cloned once.

Nothing that is there is moved or changed, since every cell of the workbook points at it by number.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from toolkit.sheets.build.look import (
    ASK_FILL,
    ASK_TEXT,
    LINE,
    WRONG_FILL,
    WRONG_TEXT,
    Style,
    font_name,
)
from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.package import MAIN, parse, serialise

_MOST_FORMATS = 65_000
"""Excel takes 65,490 cell formats; a workbook that is nearly there is not patched."""

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color",
    "name", "family", "charset", "scheme",
)  # fmt: skip
_EDGES = {
    "thin": ("left", "right", "top", "bottom"),
    "under": ("bottom",),
    "open_right": ("left", "top", "bottom"),
    "open_left": ("right", "top", "bottom"),
}
_BUILT_IN = {"0%": 9, "#,##0": 3, "#,##0.00": 4, "@": 49}
_FIRST_OWN_FORMAT = 164

EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="{MAIN}">'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
"""A styles part with nothing in it but what Excel insists on."""


def tag(name: str) -> str:
    """Return an element name in the main namespace of spreadsheets."""
    return f"{{{MAIN}}}{name}"


class Styles:
    """A styles part being appended to; indices returned are those of ``cellXfs`` and ``dxfs``."""

    def __init__(self, content: bytes) -> None:
        """Parse the part; raises ``NotPatchable`` where it is damaged."""
        self._root = parse(content)
        if self._root.tag != tag("styleSheet"):
            raise NotPatchable("damaged")
        self._formats = self._section("cellXfs")
        if len(self._formats) == 0:
            etree.SubElement(self._formats, tag("xf"), numFmtId="0", fontId="0", fillId="0", borderId="0")
        self._keep_defaults()
        self._made: dict[tuple[str, object], int] = {}

    def marked(self, base: int, *, ask: bool) -> int:
        """Return the index of format ``base`` in red (or ``ask`` amber): fill and text colour only."""
        return self._once(("ask" if ask else "wrong", base), lambda: self._mark(base, ask=ask))

    def format(self, style: Style, language: str) -> int:
        """Return the index of the cell format that looks like ``style`` in ``language``."""
        return self._once((language, style), lambda: self._format(style, language))

    def differential(self, style: Style) -> int:
        """Return the index of the differential format (conditional formats) of ``style``."""
        return self._once(("dxf", style), lambda: self._differential(style))

    def originals(self) -> dict[int, int]:
        """Map each format in our red or amber (of an earlier receipt) to one without it.

        Its fill was kept in the background colour, which a solid fill does not show; its text gets the
        workbook's own colour again.
        """
        fills = list(self._section("fills"))
        marked = {place for place, fill in enumerate(fills) if _is_mark(fill)}
        found = [
            (place, xf)
            for place, xf in enumerate(self._formats)
            if int(xf.get("fillId", "0")) in marked and self._has_mark_text(int(xf.get("fontId", "0")))
        ]
        return {place: self._restored(xf, fills[int(xf.get("fillId", "0"))]) for place, xf in found}

    def _has_mark_text(self, font: int) -> bool:
        colour = self._section("fonts")[font].find(tag("color"))
        return colour is not None and colour.get("rgb", "")[-6:] in (WRONG_TEXT, ASK_TEXT)

    def _restored(self, marked: etree._Element, fill: etree._Element) -> int:
        clone = deepcopy(marked)
        fonts = self._section("fonts")
        font = deepcopy(fonts[int(marked.get("fontId", "0"))])
        usual = fonts[0].find(tag("color"))
        _set_colour(font, deepcopy(usual) if usual is not None else None)
        clone.set("fontId", str(self._append(fonts, font)))
        before = fill.find(f"{tag('patternFill')}/{tag('bgColor')}")
        kept = before is not None and before.get("indexed") is None
        clone.set("fillId", str(self._append(self._section("fills"), _unmarked(before))) if kept else "0")
        return self._append(self._formats, clone)

    def know_marks(self) -> None:
        """Share the fills of marks that were made before, as if they had been made here."""
        for place, fill in enumerate(self._section("fills")):
            for colour in (WRONG_FILL, ASK_FILL):
                if _alike(fill, _solid(colour)):
                    self._made["fill", colour] = place

    def pad(self, highest: int) -> None:
        """Make sure that cells may point at format ``highest``, with plain ones up to there."""
        for _ in range(len(self._formats), highest + 1):
            self._append(self._formats, deepcopy(self._formats[0]))

    def content(self) -> bytes:
        """Return the part's bytes."""
        for section in self._root:
            if isinstance(section.tag, str) and "count" in section.attrib:
                section.set("count", str(len(section)))
        return serialise(self._root)

    def _keep_defaults(self) -> None:
        """Fill what index 0 (fills: 0 and 1) must be, where a writer left a section out."""
        if len(self._section("fonts")) == 0:
            self._append(self._section("fonts"), _font(Style(size=11, colour="000000"), "en"))
        if len(self._section("borders")) == 0:
            self._append(self._section("borders"), _border(""))
        fills = self._section("fills")
        for kind in ("none", "gray125")[len(fills) :]:
            fill = etree.SubElement(fills, tag("fill"))
            etree.SubElement(fill, tag("patternFill"), patternType=kind)

    def _once(self, key: tuple[str, object], make: Callable[[], int]) -> int:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _mark(self, base: int, *, ask: bool) -> int:
        original = self._formats[base if 0 <= base < len(self._formats) else 0]
        clone = deepcopy(original)
        text, fill = (ASK_TEXT, ASK_FILL) if ask else (WRONG_TEXT, WRONG_FILL)
        clone.set("fontId", str(self._coloured_font(int(original.get("fontId", "0")), text)))
        clone.set("fillId", str(self._mark_fill(int(original.get("fillId", "0")), fill)))
        clone.set("applyFont", "1")
        clone.set("applyFill", "1")
        return self._append(self._formats, clone)

    def _coloured_font(self, base: int, colour: str) -> int:
        return self._once(("font" + colour, base), lambda: self._colour_font(base, colour))

    def _colour_font(self, base: int, colour: str) -> int:
        fonts = self._section("fonts")
        font = deepcopy(fonts[base]) if base < len(fonts) else etree.Element(tag("font"))
        _set_colour(font, etree.Element(tag("color"), rgb="FF" + colour))
        return self._append(fonts, font)

    def _fill(self, colour: str) -> int:
        return self._once(("fill", colour), lambda: self._append(self._section("fills"), _solid(colour)))

    def _mark_fill(self, base: int, colour: str) -> int:
        """Return our fill over fill ``base``, whose colour it keeps where a solid fill does not show it."""
        fills = self._section("fills")
        pattern = fills[base].find(tag("patternFill")) if base < len(fills) else None
        solid = pattern is not None and pattern.get("patternType") == "solid"
        before = pattern.find(tag("fgColor")) if pattern is not None and solid else None
        if before is None:
            return self._fill(colour)
        return self._once(("over" + colour, base), lambda: self._append(fills, _solid(colour, before)))

    def _format(self, style: Style, language: str) -> int:
        xf = etree.Element(tag("xf"))
        xf.set("numFmtId", str(self._number_format(style.format)))
        xf.set("fontId", str(self._font(style, language)))
        xf.set("fillId", str(self._fill(style.fill) if style.fill else 0))
        xf.set("borderId", str(self._border(style.border) if style.border else 0))
        xf.set("xfId", "0")
        for name in ("applyNumberFormat", "applyFont", "applyFill", "applyBorder", "applyAlignment"):
            xf.set(name, "1")
        if style.quoted:
            xf.set("quotePrefix", "1")
        xf.append(_alignment(style))
        if not style.locked:
            xf.set("applyProtection", "1")
            etree.SubElement(xf, tag("protection"), locked="0")
        return self._append(self._formats, xf)

    def _font(self, style: Style, language: str) -> int:
        look = replace(Style(), face=style.face, size=style.size, bold=style.bold, italic=style.italic,
                       underline=style.underline, colour=style.colour)  # fmt: skip
        return self._once(
            ("font" + language, look),
            lambda: self._append(self._section("fonts"), _font(look, language)),
        )

    def _border(self, kind: str) -> int:
        return self._once(("border", kind), lambda: self._append(self._section("borders"), _border(kind)))

    def _number_format(self, code: str) -> int:
        if not code or code in _BUILT_IN:
            return _BUILT_IN.get(code, 0)
        return self._once(("format", code), lambda: self._add_number_format(code))

    def _add_number_format(self, code: str) -> int:
        section = self._section("numFmts")
        used = [int(each.get("numFmtId", "0")) for each in section]
        number = max([_FIRST_OWN_FORMAT - 1, *used]) + 1
        etree.SubElement(section, tag("numFmt"), numFmtId=str(number), formatCode=code)
        return number

    def _differential(self, style: Style) -> int:
        dxf = etree.Element(tag("dxf"))
        font = etree.SubElement(dxf, tag("font"))
        if style.bold:
            etree.SubElement(font, tag("b"))
        etree.SubElement(font, tag("color"), rgb="FF" + style.colour)
        if style.fill:
            fill = etree.SubElement(etree.SubElement(dxf, tag("fill")), tag("patternFill"))
            fill.set("patternType", "solid")
            etree.SubElement(fill, tag("fgColor"), rgb="FF" + style.fill)
            etree.SubElement(fill, tag("bgColor"), rgb="FF" + style.fill)
        return self._append(self._section("dxfs"), dxf)

    def _section(self, name: str) -> etree._Element:
        found = self._root.find(tag(name))
        if found is not None:
            return found
        section = etree.Element(tag(name))
        section.set("count", "0")
        later = _ORDER[_ORDER.index(name) + 1 :]
        place = next((i for i, each in enumerate(self._root) if _local(each) in later), len(self._root))
        self._root.insert(place, section)
        return section

    def _append(self, section: etree._Element, element: etree._Element) -> int:
        section.append(element)
        section.set("count", str(len(section)))
        if len(section) > _MOST_FORMATS:
            raise NotPatchable("styles")
        return len(section) - 1


def _alike(one: etree._Element, other: etree._Element) -> bool:
    """Whether two elements say the same."""
    same = (one.tag, sorted(one.items()), len(one)) == (other.tag, sorted(other.items()), len(other))
    return same and all(map(_alike, one, other))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _solid(colour: str, before: etree._Element | None = None) -> etree._Element:
    fill = etree.Element(tag("fill"))
    pattern = etree.SubElement(fill, tag("patternFill"), patternType="solid")
    etree.SubElement(pattern, tag("fgColor"), rgb="FF" + colour)
    behind = etree.SubElement(pattern, tag("bgColor"))
    for name, value in (before.attrib if before is not None else {"indexed": "64"}).items():
        behind.set(name, value)
    return fill


def _unmarked(behind: etree._Element | None) -> etree._Element:
    fill = _solid("")
    front = fill.find(f"{tag('patternFill')}/{tag('fgColor')}")
    if front is not None and behind is not None:
        front.attrib.clear()
        front.attrib.update(behind.attrib)
    return fill


def _is_mark(fill: etree._Element) -> bool:
    front = fill.find(f"{tag('patternFill')}/{tag('fgColor')}")
    return front is not None and front.get("rgb", "")[-6:] in (WRONG_FILL, ASK_FILL)


def _set_colour(font: etree._Element, colour: etree._Element | None) -> None:
    for old in font.findall(tag("color")):
        font.remove(old)
    later = _FONT_ORDER[_FONT_ORDER.index("color") + 1 :]
    place = next((i for i, each in enumerate(font) if _local(each) in later), len(font))
    if colour is not None:
        font.insert(place, colour)


def _font(style: Style, language: str) -> etree._Element:
    font = etree.Element(tag("font"))
    for name, wanted in (("b", style.bold), ("i", style.italic), ("u", style.underline)):
        if wanted:
            etree.SubElement(font, tag(name))
    etree.SubElement(font, tag("sz"), val=f"{style.size:g}")
    etree.SubElement(font, tag("color"), rgb="FF" + style.colour)
    etree.SubElement(font, tag("name"), val=font_name(style.face, language))
    etree.SubElement(font, tag("family"), val="2")
    return font


def _border(kind: str) -> etree._Element:
    border = etree.Element(tag("border"))
    for side in ("left", "right", "top", "bottom", "diagonal"):
        edge = etree.SubElement(border, tag(side))
        if side in _EDGES.get(kind, ()):
            edge.set("style", "thin")
            etree.SubElement(edge, tag("color"), rgb="FF" + LINE)
    return border


def _alignment(style: Style) -> etree._Element:
    alignment = etree.Element(tag("alignment"))
    if style.across:
        alignment.set("horizontal", style.across)
    alignment.set("vertical", style.down)
    if style.wrap:
        alignment.set("wrapText", "1")
    if style.indent:
        alignment.set("horizontal", style.across or "left")
        alignment.set("indent", str(style.indent))
    return alignment
