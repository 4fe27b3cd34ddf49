"""Every chart of the KPI report and of the overview draws what the cells say, and what the pages print."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.reports import order_kpi_report, refresh_overview

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
Drawn = dict[str, list[Any]]
"""Series → its (category, value) pairs, as the cache of a chart holds them."""


@pytest.fixture
def listed(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    days = [date(2026, 11, 3 + n) if n < 6 else date(2026, 9, 7) for n in range(9)]
    rows = [prospects.row(n, 信息來源="行業展會" if n < 4 else "線上平台", 登記日期=day) for n, day in enumerate(days)]
    office.drop(sheet("名單.xlsx", prospects.headings, rows))
    office.run()
    return office


def charts_of(content: bytes) -> Iterator[tuple[str, Drawn]]:
    """Title and drawing of each chart, after its caches were compared with the cells that they are taken from."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            if re.search(r"charts/\w*chart\d+\.xml$", name):
                chart = ET.fromstring(package.read(name))
                book = openpyxl.load_workbook(io.BytesIO(cells_behind(package, name, content)), data_only=True)
                yield "".join(one.text or "" for one in chart.iter(TEXT)), drawn(chart, book)


def cells_behind(package: zipfile.ZipFile, chart: str, content: bytes) -> bytes:
    """The workbook in which a chart's references lie: embedded in a .docx, the file itself in an .xlsx."""
    if chart.startswith("xl/"):
        return content
    path = PurePosixPath(chart)
    relations = ET.fromstring(package.read(f"{path.parent}/_rels/{path.name}.rels"))
    target = next(one.attrib["Target"] for one in relations if one.attrib["Target"].endswith(".xlsx"))
    return package.read(f"word/{target.removeprefix('../')}")


def drawn(chart: Any, book: Any) -> Drawn:
    """Compare every cache of a chart with its cells."""
    found: Drawn = {}
    for at, series in enumerate(chart.iter(f"{CHART}ser")):
        parts = {part: cache_of(series.find(f"{CHART}{part}"), book) for part in ("tx", "cat", "val")}
        assert len(parts["cat"]) == len(parts["val"]) > 0
        found[str((parts["tx"] or [at])[0])] = list(zip(parts["cat"], parts["val"], strict=True))
    assert found
    return found


def cache_of(part: Any, book: Any) -> list[Any]:
    """What a chart holds of one reference, equal to the cells; [] where there is only a text."""
    reference = None if part is None else part.find(f".//{CHART}f")
    if reference is None:
        return []
    sheet, area = reference.text.rsplit("!", 1)
    cells = book[sheet.strip("'")][area.replace("$", "")]
    wanted = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
    cache = part.find(f".//{CHART}numCache")
    held = {
        int(point.attrib["idx"]): point.find(f"{CHART}v").text
        for point in part.iter(f"{CHART}pt")
        if point.find(f"{CHART}v").text
    }
    assert int(part.find(f".//{CHART}ptCount").attrib["val"]) == len(wanted)
    read: list[Any] = [held.get(at) for at in range(len(wanted))]
    read = [None if one is None else float(one) for one in read] if cache is not None else read
    assert read == wanted, reference.text
    return read


def test_the_reports_charts_are_the_cells_and_tables_beside_them(listed: Any) -> None:
    order_kpi_report(listed.service, "2026-11")
    make_promised(listed.service)
    word, excel = (listed.outbox / f"報表/績效報告 2026-11.{kind}" for kind in ("docx", "xlsx"))
    drawings = [sorted(charts_of(path.read_bytes()), key=lambda one: one[0]) for path in (word, excel)]
    assert drawings[0] == drawings[1]
    assert len(drawings[0]) >= 4
    charts = [chart for _, chart in drawings[0]]
    is_printed_in_the_workbook(charts, excel)
    is_printed_on_the_pages(charts, word)


def is_printed_in_the_workbook(charts: list[Drawn], path: Path) -> None:
    book = openpyxl.load_workbook(path, data_only=True)
    tables = {
        name: list(book[name].iter_rows(min_row=2, values_only=True)) for name in ("各月", "漏斗", "渠道", "診斷")
    }
    heads = [cell.value for cell in book["各月"][1]]
    trend, funnel, channel, ills = (as_table(charts, name) for name in ("新增客戶數", "漏斗", "渠道", "本期"))
    months = [(str(row[0])[2:], row[heads.index("新增客戶數")]) for row in tables["各月"]]
    assert trend == months
    assert [value for _, value in trend if value] == [3, 6]
    assert funnel == [(row[0], row[2]) for row in tables["漏斗"]]
    assert (
        sorted(channel)
        == sorted((row[0], row[1]) for row in tables["渠道"] if row[1])
        == [("線上平台", 2), ("行業展會", 4)]
    )
    shares = {row[0]: row[4] for row in tables["診斷"] if isinstance(row[4], int | float)}
    assert {name.removesuffix("＊"): value for name, value in ills} == pytest.approx(shares, abs=1e-6)


def as_table(charts: list[Drawn], name: str) -> list[Any]:
    """The pairs of one chart: by the name of its series, or by what its bars stand for."""
    if name in ("漏斗", "渠道"):
        both = [one["客戶數"] for one in charts if "客戶數" in one]
        return next(one for one in both if (one[0][0] == "潛在線索") == (name == "漏斗"))
    return next(one[name] for one in charts if name in one)


def is_printed_on_the_pages(charts: list[Drawn], path: Path) -> None:
    printed = {tuple(cell.text for cell in one.rows[0].cells)[:3]: one for one in docx.Document(str(path)).tables}
    funnel = [[cell.text for cell in row.cells] for row in printed["階段", "期內進入", "本期客戶到達"].rows[1:]]
    assert [(stage, f"{count:g}") for stage, count in as_table(charts, "漏斗")] == [(row[0], row[2]) for row in funnel]
    channels = {row.cells[0].text: row.cells[1].text for row in printed["渠道", "客戶", "來訪"].rows[1:]}
    assert {name: f"{count:g}" for name, count in as_table(charts, "渠道")} == channels
    ills = {row.cells[0].text: row.cells[2].text for row in printed["病症", "怎樣衡量", "本期"].rows[1:]}
    for name, share in as_table(charts, "本期"):
        assert ills[name.removesuffix("＊")].startswith(f"{share:.1%}")


def test_the_overviews_charts_count_its_customers(listed: Any) -> None:
    path = refresh_overview(listed.service)
    assert path is not None
    stages, channels = (chart for _, chart in charts_of(path.read_bytes()))
    page = openpyxl.load_workbook(path, data_only=True)["客戶"]
    heads = [cell.value for cell in page[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in page.iter_rows(min_row=2, values_only=True)]
    (by_stage,) = stages.values()
    leads, signed = channels.values()
    assert {name: count for name, count in by_stage if count} == Counter(row["階段"] for row in rows)
    assert dict(leads) == Counter(row["信息來源"] for row in rows) == {"行業展會": 4, "線上平台": 5}
    assert {count for _, count in signed} == {0}


def test_what_the_numbers_behind_the_charts_are_called_is_read_in_full(listed: Any) -> None:
    order_kpi_report(listed.service, "2026-11")
    refresh_overview(listed.service)
    for name in ("績效報告 2026-11.xlsx", "總覽.xlsx"):
        page = openpyxl.load_workbook(listed.workspace.reports / name)["圖表數據"]
        fitted = page.sheet_properties.pageSetUpPr
        assert (page.page_setup.orientation, fitted and fitted.fitToPage) == ("landscape", True)
        heads = 1 if name.startswith("總覽") else 2
        assert bool(page.merged_cells.ranges) == (heads == 2), "titles stand over their numbers, none cuts another off"
        for number, column in enumerate(page.iter_cols(min_row=heads), start=1):
            wide = page.column_dimensions[get_column_letter(number)].width
            texts = [one.value for one in column if isinstance(one.value, str)]
            assert wide >= max((sum(2 if ord(letter) > 255 else 1 for letter in text) for text in texts), default=0)
