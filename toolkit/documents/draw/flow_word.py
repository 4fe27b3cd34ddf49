"""A page of a flow chart as native Word shapes: one group of DrawingML shapes with text that can be edited.

Lines are freeform shapes along the very points of the layout (a connector would be routed anew by whoever opens
the document); text breaks where the layout broke it, whatever the viewer's rules for punctuation.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from toolkit.documents.draw.flow_look import (
    CJK,
    FAINT,
    HEAD,
    LABEL,
    LANE_FILLS,
    LATIN,
    LINE,
    MUTED,
    QUIET,
    RULE,
    look_of,
)
from toolkit.documents.draw.flow_pages import Box, Head, Label, Line, Page, Rect
from toolkit.documents.draw.flow_text import LINE as SPACING
from toolkit.documents.values import mm
from toolkit.rulebook.flowchart import Shape

NUMBER = "\0"
"""Stands in the shapes' XML where the document puts a number of its own for each shape."""
_EMU_PER_PT = 12_700
_PRESETS = {
    Shape.START: "flowChartTerminator",
    Shape.END: "flowChartTerminator",
    Shape.PROCESS: "flowChartProcess",
    Shape.DECISION: "flowChartDecision",
    Shape.DOCUMENT: "flowChartDocument",
    Shape.OFF_PAGE: "flowChartOffpageConnector",
    Shape.CONNECTOR: "flowChartConnector",
    Shape.NOTE: "rect",
}


def shapes(page: Page) -> str:
    """The ``wpg:wgp`` element of the page; ``NUMBER`` where a shape's id goes."""
    size = f'<a:ext cx="{mm(page.width)}" cy="{mm(page.height)}"/>'
    child = f'<a:chOff x="0" y="0"/><a:chExt cx="{mm(page.width)}" cy="{mm(page.height)}"/>'
    return (
        "<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>"
        f'<a:xfrm><a:off x="0" y="0"/>{size}{child}</a:xfrm></wpg:grpSpPr>{"".join(_shapes(page))}</wpg:wgp>'
    )


def _shapes(page: Page) -> Iterator[str]:
    for at, rect in enumerate(page.lanes):
        yield _shape("泳道", rect, "rect", _fill(LANE_FILLS[at % 2]) + _outline(RULE, 0.5), "")
    for head in page.heads:
        yield _head(head, page.font)
    for line in page.lines:
        yield _line(line)
    for box in page.boxes:
        yield _box(box, page.font)
    for label in page.labels:
        yield _label(label, page.font)


def _shape(name: str, rect: Rect, preset: str, look: str, text: str, *, flips: str = "") -> str:
    geometry = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
    return _framed(name, rect, geometry + look, text or "<wps:bodyPr/>", flips=flips)


def _framed(name: str, rect: Rect, look: str, text: str, *, flips: str = "") -> str:
    return (
        f'<wps:wsp><wps:cNvPr id="{NUMBER}" name={quoteattr(name)}/><wps:cNvSpPr/><wps:spPr>'
        f'<a:xfrm{flips}><a:off x="{mm(rect.x)}" y="{mm(rect.y)}"/>'
        f'<a:ext cx="{mm(rect.width)}" cy="{mm(rect.height)}"/></a:xfrm>{look}</wps:spPr>{text}</wps:wsp>'
    )


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else "<a:noFill/>"


def _outline(colour: str, points: float, more: str = "") -> str:
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{round(points * _EMU_PER_PT)}">{_fill(colour)}{more}</a:ln>'


def _head(head: Head, font: float) -> str:
    fill, ink = (QUIET, HEAD) if head.quiet else (HEAD, "FFFFFF")
    text = _text(head.lines, font, ink, bold=True)
    return _shape(head.text, head.rect, "rect", _fill(fill) + _outline(RULE, 0.5), text)


def _box(box: Box, font: float) -> str:
    look = look_of(box.shape)
    text = _text(box.lines, font, look.ink, bold=look.bold)
    return _shape(box.text, box.rect, _PRESETS[box.shape], _fill(look.fill) + _outline(look.line, look.weight), text)


def _label(label: Label, font: float) -> str:
    size, ink = (min(font, 7.5), MUTED) if label.muted else (font, LABEL)
    text = _text((label.text,), size, ink, bold=not label.muted)
    return _shape(label.text, label.rect, "rect", _fill("") + _outline("", 0), text)


def _text(lines: tuple[str, ...], font: float, ink: str, *, bold: bool) -> str:
    """A text box's contents; the shape's own text area is its room."""
    spacing = round(font * SPACING * 20)
    fonts = f'<w:rFonts w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{CJK}" w:cs="{LATIN}"/>'
    run = f'{fonts}{"<w:b/>" if bold else ""}<w:color w:val="{ink}"/><w:sz w:val="{round(font * 2)}"/>'
    text = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
    return (
        '<wps:txbx><w:txbxContent><w:p><w:pPr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{spacing}" w:lineRule="exact"/>'
        '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:rPr>{run}<w:szCs w:val="{round(font * 2)}"/></w:rPr>'
        f"{text}</w:r></w:p></w:txbxContent></wps:txbx>"
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0"'
        ' anchor="ctr" anchorCtr="0"><a:noAutofit/></wps:bodyPr>'
    )


def _line(line: Line) -> str:
    xs, ys = [point.x for point in line.points], [point.y for point in line.points]
    rect = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    name = "關聯線" if line.faint else "流程線"
    if line.faint:
        look = _outline(FAINT, 0.75, '<a:prstDash val="sysDash"/><a:miter lim="800000"/>')
    else:
        look = _outline(LINE, 1.0, '<a:miter lim="800000"/><a:tailEnd type="triangle" w="med" len="med"/>')
    if len(line.points) == 2:
        flips = ' flipH="1"' * (xs[0] > xs[1]) + ' flipV="1"' * (ys[0] > ys[1])
        return _shape(name, rect, "line", look, "", flips=flips)
    return _framed(name, rect, f"{_path(line, rect)}<a:noFill/>{look}", "<wps:bodyPr/>")


def _path(line: Line, rect: Rect) -> str:
    points = [f'<a:pt x="{mm(point.x) - mm(rect.x)}" y="{mm(point.y) - mm(rect.y)}"/>' for point in line.points]
    steps = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in points[1:])
    size = f'w="{mm(rect.width)}" h="{mm(rect.height)}"'
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path {size} fill="none"><a:moveTo>{points[0]}</a:moveTo>{steps}</a:path>'
        "</a:pathLst></a:custGeom>"
    )
