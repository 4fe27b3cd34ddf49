"""A page of a flow chart as .svg: the same model, for web pages and for whoever has no Word."""

from xml.sax.saxutils import escape

from toolkit.documents.draw.flow_look import FAINT, FONT, HEAD, LABEL, LANE_FILLS, LINE, MUTED, QUIET, RULE, look_of
from toolkit.documents.draw.flow_outline import curve
from toolkit.documents.draw.flow_pages import Box, Head, Label, Line, Page, Point, Rect
from toolkit.documents.draw.flow_shapes import text_area
from toolkit.documents.draw.flow_text import LINE as SPACING
from toolkit.documents.draw.flow_text import MM_PER_PT


def svg(page: Page) -> str:
    """The page as one .svg document, one user unit a millimetre."""
    title = page.title if page.count == 1 else f"{page.title} ({page.number}/{page.count})"
    lanes = "".join(_lane(rect, at) for at, rect in enumerate(page.lanes))
    inner = (
        lanes
        + "".join(_head(head, page.font) for head in page.heads)
        + "".join(map(_line, page.lines))
        + "".join(_box(box, page.font) for box in page.boxes)
        + "".join(_label(label, page.font) for label in page.labels)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{page.width:g}mm" height="{page.height:g}mm"'
        f' viewBox="0 0 {page.width:g} {page.height:g}" role="img" font-family="{FONT}">'
        f"<title>{escape(title)}</title>"
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="10" refY="5" markerWidth="6" markerHeight="6"'
        f' orient="auto"><path d="M0 1L10 5L0 9z" fill="#{LINE}"/></marker></defs>{inner}</svg>\n'
    )


def _lane(rect: Rect, at: int) -> str:
    return (
        f'<rect x="{rect.x:.2f}" y="{rect.y:.2f}" width="{rect.width:.2f}" height="{rect.height:.2f}"'
        f' fill="#{LANE_FILLS[at % 2]}" stroke="#{RULE}" stroke-width="0.2"/>'
    )


def _head(head: Head, font: float) -> str:
    fill, ink = (QUIET, HEAD) if head.quiet else (HEAD, "FFFFFF")
    rect = head.rect
    return (
        f'<rect x="{rect.x:.2f}" y="{rect.y:.2f}" width="{rect.width:.2f}" height="{rect.height:.2f}"'
        f' fill="#{fill}" stroke="#{RULE}" stroke-width="0.2"/>{_texts(head.lines, rect, font, ink, bold=True)}'
    )


def _box(box: Box, font: float) -> str:
    look = look_of(box.shape)
    outline = ""
    if look.fill:
        path = " ".join(f"{'ML'[at > 0]}{point.x:.2f} {point.y:.2f}" for at, point in enumerate(curve(box)))
        weight = f"{look.weight * MM_PER_PT:.2f}"
        outline = f'<path d="{path}Z" fill="#{look.fill}" stroke="#{look.line}" stroke-width="{weight}"/>'
    return outline + _texts(box.lines, text_area(box.shape, box.rect), font, look.ink, bold=look.bold)


def _line(line: Line) -> str:
    path = " ".join(f"{'ML'[at > 0]}{point.x:.2f} {point.y:.2f}" for at, point in enumerate(line.points))
    if line.faint:
        return f'<path d="{path}" fill="none" stroke="#{FAINT}" stroke-width="0.25" stroke-dasharray="1 0.8"/>'
    return f'<path d="{path}" fill="none" stroke="#{LINE}" stroke-width="0.35" marker-end="url(#arrow)"/>'


def _label(label: Label, font: float) -> str:
    size = min(font, 7.5) if label.muted else font
    return _texts((label.text,), label.rect, size, MUTED if label.muted else LABEL, bold=not label.muted)


def _texts(lines: tuple[str, ...], area: Rect, font: float, ink: str, *, bold: bool) -> str:
    size = font * MM_PER_PT
    step = size * SPACING
    start = Point(area.centre.x, area.centre.y - step * len(lines) / 2 + step * 0.76)
    weight = ' font-weight="bold"' if bold else ""
    rows = "".join(
        f'<tspan x="{start.x:.2f}" y="{start.y + at * step:.2f}">{escape(text)}</tspan>'
        for at, text in enumerate(lines)
    )
    return f'<text font-size="{size:.2f}" fill="#{ink}" text-anchor="middle"{weight}>{rows}</text>'
