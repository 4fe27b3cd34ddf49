"""A page of a flow chart as a .png, for viewers that show no shapes. The one door to Pillow."""

import io
from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from toolkit.documents.draw.flow_look import FAINT, HEAD, LABEL, LANE_FILLS, LINE, MUTED, QUIET, RULE, look_of
from toolkit.documents.draw.flow_outline import curve
from toolkit.documents.draw.flow_pages import Page, Point, Rect
from toolkit.documents.draw.flow_shapes import text_area
from toolkit.documents.draw.flow_text import LINE as SPACING
from toolkit.documents.draw.flow_text import MM_PER_PT

_DOTS, _FINER = 150 / 25.4, 2
"""Dots a millimetre, and how much finer it is drawn before it is made smaller."""
_COLOURS = 64
_FONTS = (
    ("msjh.ttc", 0),
    ("NotoSansCJK-Regular.ttc", 3),
    ("NotoSansTC-Regular.otf", 0),
    ("msyh.ttc", 0),
    ("PingFang.ttc", 0),
    ("wqy-microhei.ttc", 0),
    ("uming.ttc", 0),
)
"""Fonts with Chinese characters as systems name them, and the face within the file."""


def picture(page: Page) -> bytes:
    """The page as .png at 150 dpi; empty where the machine has no font with Chinese characters."""
    if _font(10) is None:
        return b""
    canvas = _Canvas(page.width, page.height)
    for at, rect in enumerate(page.lanes):
        canvas.area(rect, LANE_FILLS[at % 2], RULE)
    for head in page.heads:
        canvas.area(head.rect, QUIET if head.quiet else HEAD, RULE)
        canvas.text(head.lines, head.rect, page.font, HEAD if head.quiet else "FFFFFF")
    for line in page.lines:
        canvas.line(line.points, faint=line.faint)
    for box in page.boxes:
        look = look_of(box.shape)
        if look.fill:
            canvas.outline(curve(box), look.fill, look.line, look.weight)
        canvas.text(box.lines, text_area(box.shape, box.rect), page.font, look.ink)
    for label in page.labels:
        size = min(page.font, 7.5) if label.muted else page.font
        canvas.text((label.text,), label.rect, size, MUTED if label.muted else LABEL)
    return canvas.png()


@cache
def _font(pixels: int) -> ImageFont.FreeTypeFont | None:
    for name, face in _FONTS:
        try:
            return ImageFont.truetype(name, pixels, index=face)
        except OSError:
            continue
    return None


class _Canvas:
    """A picture drawn in millimetres."""

    def __init__(self, width: float, height: float) -> None:
        self._scale = _DOTS * _FINER
        self._image = Image.new("RGB", (round(width * self._scale), round(height * self._scale)), "#FFFFFF")
        self._draw = ImageDraw.Draw(self._image)

    def area(self, rect: Rect, fill: str, line: str) -> None:
        """A filled rectangle."""
        corners = self._at(Point(rect.x, rect.y)), self._at(Point(rect.right, rect.bottom))
        self._draw.rectangle(corners, fill=f"#{fill}", outline=f"#{line}", width=2)

    def outline(self, points: tuple[Point, ...], fill: str, line: str, weight: float) -> None:
        """A filled shape with an outline of ``weight`` pt."""
        around = [self._at(point) for point in (*points, points[0])]
        self._draw.polygon(around, fill=f"#{fill}")
        self._draw.line(around, fill=f"#{line}", width=self._weight(weight), joint="curve")

    def line(self, points: tuple[Point, ...], *, faint: bool) -> None:
        """A connector, with an arrow unless it is faint."""
        if faint:
            for start, end in pairwise(points):
                self._dashes(start, end)
            return
        self._draw.line([self._at(point) for point in points], fill=f"#{LINE}", width=self._weight(1.0))
        self._arrow(points[-2], points[-1])

    def text(self, lines: tuple[str, ...], area: Rect, size: float, ink: str) -> None:
        """Lines of text in the middle of ``area``, at ``size`` pt."""
        font = _font(round(size * MM_PER_PT * self._scale))
        step = size * MM_PER_PT * SPACING
        top = area.centre.y - step * (len(lines) - 1) / 2
        for at, text in enumerate(lines):
            spot = self._at(Point(area.centre.x, top + at * step))
            self._draw.text(spot, text, fill=f"#{ink}", font=font, anchor="mm")

    def png(self) -> bytes:
        """The picture's bytes."""
        small = self._image.reduce(_FINER).quantize(_COLOURS, Image.Quantize.FASTOCTREE)
        out = io.BytesIO()
        small.save(out, "PNG", dpi=(150, 150))
        return out.getvalue()

    def _at(self, point: Point) -> tuple[float, float]:
        return point.x * self._scale, point.y * self._scale

    def _weight(self, points: float) -> int:
        return max(1, round(points * MM_PER_PT * self._scale))

    def _dashes(self, start: Point, end: Point) -> None:
        far = abs(end.x - start.x) + abs(end.y - start.y)
        x, y = ((end.x - start.x) / far, (end.y - start.y) / far) if far else (0.0, 0.0)
        gone = 0.0
        while gone < far:
            stop = min(gone + 1.0, far)
            ends = Point(start.x + x * gone, start.y + y * gone), Point(start.x + x * stop, start.y + y * stop)
            self._draw.line([self._at(one) for one in ends], fill=f"#{FAINT}", width=self._weight(0.75))
            gone += 1.8

    def _arrow(self, before: Point, tip: Point) -> None:
        far = abs(tip.x - before.x) + abs(tip.y - before.y) or 1.0
        x, y = (tip.x - before.x) / far, (tip.y - before.y) / far
        back = Point(tip.x - 2.0 * x, tip.y - 2.0 * y)
        wings = Point(back.x - 0.9 * y, back.y + 0.9 * x), Point(back.x + 0.9 * y, back.y - 0.9 * x)
        self._draw.polygon([self._at(tip), *map(self._at, wings)], fill=f"#{LINE}")
