"""Charts into finished documents: the paragraph that holds a chart's marker becomes the chart."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from toolkit.documents.draw.charts import Chart, chart_of, chart_part, chart_workbook
from toolkit.documents.draw.embedded import packed

_MARK = re.compile(r"⟦圖表:([a-z_0-9]+)⟧")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>(?:(?!</?w:p[ >]).)*?</w:p>", re.DOTALL)
_PROPERTIES = re.compile(r"<w:pPr>.*?</w:pPr>", re.DOTALL)
_BODY, _TYPES, _RELATIONS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMU_PER_MM = 36_000
_FIRST_DRAWING = 9_000
"""Drawing ids of charts start here: far above those that a template's pictures take."""


def marker(name: str) -> str:
    """What a context holds, and a template prints in a paragraph of its own, where chart ``name`` goes."""
    return f"⟦圖表:{name}⟧"


def place(document: bytes, charts: Mapping[str, Chart]) -> bytes:
    """Put ``charts`` (name → chart) into a .docx, each where its marker stands; other parts stay as they are.

    A marker without a chart is taken out with its paragraph, a chart without a marker is left out.
    """
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts[_BODY].decode()
    if not _MARK.search(body):
        return document
    placed: list[str] = []
    body = _PARAGRAPH.sub(lambda match: _placed(match.group(), charts, placed), body)
    parts[_BODY] = body.encode()
    for number, name in enumerate(placed, start=1):
        parts |= _chart_parts(number, charts[name])
    parts[_TYPES] = _with_types(parts[_TYPES].decode(), len(placed)).encode()
    parts[_RELATIONS] = _with_relations(parts[_RELATIONS].decode(), len(placed)).encode()
    return packed(parts)


def with_charts(document: bytes, context: Mapping[str, Any]) -> bytes:
    """Put the charts that ``context`` brings under ``charts`` (name → plain data) into its document."""
    charts = {name: chart_of(plain) for name, plain in context.get("charts", {}).items()}
    return place(document, charts) if charts else document


def _placed(paragraph: str, charts: Mapping[str, Chart], placed: list[str]) -> str:
    mark = _MARK.search(paragraph)
    if mark is None:
        return paragraph
    if mark[1] not in charts:
        return ""
    placed.append(mark[1])
    properties = _PROPERTIES.search(paragraph)
    return f"<w:p>{properties.group() if properties else ''}{_drawing(charts[mark[1]], len(placed))}</w:p>"


def _drawing(chart: Chart, number: int) -> str:
    width, height = round(chart.width_mm * _EMU_PER_MM), round(chart.height_mm * _EMU_PER_MM)
    about = quoteattr(chart.description or chart.title)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{_FIRST_DRAWING + number}" name="圖表 {number}" descr={about}/>'
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        f' xmlns:r="{_OFFICE}" r:id="{_relation(number)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _chart_parts(number: int, chart: Chart) -> dict[str, bytes]:
    book = f"kpi_chart{number}.xlsx"
    relations = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/package" Target="../embeddings/{book}"/>'
        "</Relationships>"
    )
    return {
        f"word/charts/kpi_chart{number}.xml": chart_part(chart).encode(),
        f"word/charts/_rels/kpi_chart{number}.xml.rels": relations.encode(),
        f"word/embeddings/{book}": chart_workbook(chart),
    }


def _relation(number: int) -> str:
    return f"rIdKpiChart{number}"


def _with_types(types: str, count: int) -> str:
    book = "" if 'Extension="xlsx"' in types else f'<Default Extension="xlsx" ContentType="{_BOOK_TYPE}"/>'
    parts = "".join(
        f'<Override PartName="/word/charts/kpi_chart{number}.xml" ContentType="{_CHART_TYPE}"/>'
        for number in range(1, count + 1)
    )
    return types.replace("</Types>", f"{book}{parts}</Types>")


def _with_relations(relations: str, count: int) -> str:
    added = "".join(
        f'<Relationship Id="{_relation(number)}" Type="{_OFFICE}/chart" Target="charts/kpi_chart{number}.xml"/>'
        for number in range(1, count + 1)
    )
    return relations.replace("</Relationships>", f"{added}</Relationships>")
