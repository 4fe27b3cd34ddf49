"""Native Word charts: pure data in, chart parts out, placed into a finished document.

A chart is DrawingML with cached values and an embedded workbook that holds the same numbers, so that
staff can open 「編輯資料」 in Word or WPS. A template prints a chart by its marker (text of the context);
``chart_places.place`` puts the chart where the paragraph with the marker stands.

Bars carry their values, nothing is three-dimensional, and series differ in lightness as well as in colour, so
that a page printed in black and white can still be read (look.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from toolkit.documents.draw.embedded import workbook

Kind = Literal["bar", "column", "line"]

COLOURS = ("1F4E5F", "C8963E", "6FA8B8", "8A5A1A", "A9B7BD", "3B3B3B")
"""Series in order: brand, accent, and lighter and darker steps of both."""
_INK, _MUTED, _RULE = "1F2933", "6B7780", "D9DFE3"
_FONTS = '<a:latin typeface="Times New Roman"/><a:ea typeface="微軟正黑體"/>'
_DASHES = ("solid", "dash", "sysDot", "dashDot", "lgDash", "sysDash")
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "star")
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SHEET = "資料"
"""The embedded workbook's only sheet."""


@dataclass(frozen=True, slots=True)
class Series:
    """One row of bars or one line; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One question, answered by ``title``.

    ``kind``: lying bars, standing columns, or lines. ``number_format`` is Excel's (``0``, ``0.0%``);
    ``description`` is read out to those who cannot see it. Sizes in millimetres.
    """

    kind: Kind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    number_format: str = "0"
    description: str = ""
    width_mm: float = 156
    height_mm: float = 72

    def __post_init__(self) -> None:
        """Refuse series that do not fit the categories."""
        for one in self.series:
            if len(one.values) != len(self.categories):
                raise ValueError(f"{one.name}: {len(one.values)} values for {len(self.categories)} categories")


def chart_of(plain: Mapping[str, Any]) -> Chart:
    """A chart from plain data, as contexts hold it: ``Chart``'s fields, ``series`` as name → values."""
    series = tuple(Series(name, tuple(values)) for name, values in plain["series"].items())
    rest = {name: value for name, value in plain.items() if name not in ("series", "categories")}
    return Chart(categories=tuple(plain["categories"]), series=series, **rest)


def chart_part(chart: Chart, relation: str = "rId1") -> str:
    """The chart's part (``word/charts/chartN.xml``); ``relation`` leads to its embedded workbook."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        f'<c:chart>{_title(chart.title)}<c:autoTitleDeleted val="0"/>'
        f"<c:plotArea><c:layout/>{_plot(chart)}{_axes(chart)}</c:plotArea>{_legend(chart)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{_text(900, _INK)}"
        f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def chart_workbook(chart: Chart) -> bytes:
    """The embedded workbook: categories in column A, one series a column, the same numbers as the cache."""
    head = ("", *(one.name for one in chart.series))
    rows = [(category, *(one.values[at] for one in chart.series)) for at, category in enumerate(chart.categories)]
    return workbook(SHEET, [head, *rows])


def _title(text: str) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{COLOURS[0]}"/></a:solidFill>'
    run = f'<a:rPr lang="zh-TW" sz="1100" b="1">{fill}{_FONTS}</a:rPr>'
    return (
        "<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr/></a:pPr>"
        f"<a:r>{run}<a:t>{escape(text)}</a:t></a:r></a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )


def _text(size: int, colour: str) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    return (
        f'<c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="{size}">{fill}{_FONTS}</a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-TW"/></a:p></c:txPr>'
    )


def _plot(chart: Chart) -> str:
    series = "".join(_series(chart, at) for at in range(len(chart.series)))
    axes = '<c:axId val="111111111"/><c:axId val="222222222"/>'
    if chart.kind == "line":
        return (
            '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
            f'{series}<c:marker val="1"/>{axes}</c:lineChart>'
        )
    direction = "bar" if chart.kind == "bar" else "col"
    gap = 45 if len(chart.series) == 1 else 60
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{gap}"/>{axes}</c:barChart>'
    )


def _series(chart: Chart, at: int) -> str:
    one = chart.series[at]
    column = _letter(at + 1)
    last = len(chart.categories) + 1
    name = f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>{_strings([one.name])}</c:strRef></c:tx>"
    cat = f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f>{_strings(chart.categories)}</c:strRef></c:cat>"
    numbers = _numbers(one.values, chart.number_format)
    val = f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f>{numbers}</c:numRef></c:val>"
    head = f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/>{name}'
    if chart.kind == "line":
        return f'{head}{_line(at)}{_labels(chart, at)}{cat}{val}<c:smooth val="0"/></c:ser>'
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{_colour(at)}"/></a:solidFill></c:spPr>'
    return f'{head}{fill}<c:invertIfNegative val="0"/>{_labels(chart, at)}{cat}{val}</c:ser>'


def _line(at: int) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{_colour(at)}"/></a:solidFill>'
    dash, mark = _DASHES[at % len(_DASHES)], _MARKERS[at % len(_MARKERS)]
    return (
        f'<c:spPr><a:ln w="28575" cap="rnd">{fill}<a:prstDash val="{dash}"/><a:round/></a:ln></c:spPr>'
        f'<c:marker><c:symbol val="{mark}"/><c:size val="6"/><c:spPr>{fill}</c:spPr></c:marker>'
    )


def _labels(chart: Chart, at: int) -> str:
    """Values on the bars and at the points; of several lines only the first carries them."""
    shown = chart.kind != "line" or at == 0
    place = "t" if chart.kind == "line" else "outEnd"
    flags = "".join(
        f'<c:{name} val="{int(shown and name == "showVal")}"/>'
        for name in (
            "showLegendKey",
            "showVal",
            "showCatName",
            "showSerName",
            "showPercent",
            "showBubbleSize",
        )
    )
    number = f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>'
    bare = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    return f'<c:dLbls>{number}{bare}{_text(850, _INK)}<c:dLblPos val="{place}"/>{flags}</c:dLbls>'


def _strings(values: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{escape(value)}</c:v></c:pt>' for at, value in enumerate(values))
    return f'<c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache>'


def _numbers(values: Sequence[float | None], number_format: str) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(values) if value is not None
    )
    code = f"<c:formatCode>{escape(number_format)}</c:formatCode>"
    return f'<c:numCache>{code}<c:ptCount val="{len(values)}"/>{points}</c:numCache>'


def _axes(chart: Chart) -> str:
    """Lying bars are read from the top: their categories run backwards, and the value axis is not drawn."""
    lying = chart.kind == "bar"
    return _category_axis("maxMin" if lying else "minMax", "l" if lying else "b") + _value_axis(chart)


_BARE = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_THIN = f'<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="{_RULE}"/></a:solidFill></a:ln></c:spPr>'


def _category_axis(orientation: str, position: str) -> str:
    return (
        '<c:catAx><c:axId val="111111111"/>'
        f'<c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{position}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'{_BARE}<c:tickLblPos val="low"/>{_THIN}{_text(900, _INK)}'
        '<c:crossAx val="222222222"/><c:crosses val="autoZero"/><c:auto val="1"/>'
        '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
    )


def _value_axis(chart: Chart) -> str:
    lines = chart.kind == "line"
    grid = f"<c:majorGridlines>{_THIN}</c:majorGridlines>" if lines else ""
    return (
        '<c:valAx><c:axId val="222222222"/>'
        '<c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="{int(not lines)}"/><c:axPos val="{"t" if chart.kind == "bar" else "l"}"/>{grid}'
        f'<c:numFmt formatCode="{escape(chart.number_format)}" sourceLinked="0"/>{_BARE}'
        f'<c:tickLblPos val="nextTo"/>{_text(850, _MUTED)}<c:crossAx val="111111111"/>'
        '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _legend(chart: Chart) -> str:
    if len(chart.series) == 1:
        return ""
    return f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(900, _INK)}</c:legend>'


def _colour(at: int) -> str:
    return COLOURS[at % len(COLOURS)]


def _letter(column: int) -> str:
    """Column 0 is A; charts of more than 25 series are not drawn."""
    return chr(65 + column)
