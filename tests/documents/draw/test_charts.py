import io
import shutil
import subprocess
import zipfile

import openpyxl
import pytest
from docx import Document
from lxml import etree

from toolkit.documents.draw.chart_places import marker, place
from toolkit.documents.draw.charts import Chart, Series, chart_of, chart_part, chart_workbook

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FUNNEL = Chart("bar", "談判 → 成交只剩 50%", ("潛在線索", "談判", "成交"), (Series("客戶數", (40, 12, 6)),))
TREND = Chart(
    "line",
    "簽約率 <&> 上升",
    ("10月", "11月"),
    (Series("目標", (0.3, 0.3)), Series("實績", (None, 0.345))),
    number_format="0.0%",
)


def document(*texts):
    doc = Document()
    for text in texts:
        doc.add_paragraph(text)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def cached(part):
    """Series name → (categories, values by index) as the part caches them."""
    found = {}
    for series in etree.fromstring(part).iter(f"{C}ser"):
        name = series.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v")
        cats = [pt.findtext(f"{C}v") for pt in series.iterfind(f"{C}cat/{C}strRef/{C}strCache/{C}pt")]
        values = {
            int(pt.get("idx")): float(pt.findtext(f"{C}v"))
            for pt in series.iterfind(f"{C}val/{C}numRef/{C}numCache/{C}pt")
        }
        found[name] = (cats, values)
    return found


@pytest.mark.parametrize("chart", [FUNNEL, TREND, Chart("column", "一", ("甲",), (Series("乙", (None,)),))])
def test_the_cache_and_the_embedded_workbook_agree(chart):
    sheet = openpyxl.load_workbook(io.BytesIO(chart_workbook(chart)))["資料"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for at, one in enumerate(chart.series, start=1):
        cats, values = cached(chart_part(chart).encode())[one.name]
        assert rows[0][at] == one.name
        assert [row[0] for row in rows[1:]] == cats == list(chart.categories)
        column = [row[at] if at < len(row) else None for row in rows[1:]]
        assert {i: value for i, value in enumerate(column) if value is not None} == values
        assert values == {i: value for i, value in enumerate(one.values) if value is not None}


def test_formulas_point_at_the_cells_that_hold_the_series():
    refs = [node.text for node in etree.fromstring(chart_part(TREND).encode()).iter(f"{C}f")]
    assert refs == [
        "資料!$B$1",
        "資料!$A$2:$A$3",
        "資料!$B$2:$B$3",
        "資料!$C$1",
        "資料!$A$2:$A$3",
        "資料!$C$2:$C$3",
    ]


def test_a_chart_stands_where_its_marker_stood():
    source = document("前言", marker("funnel"), "中間", marker("trend"), "後記")
    placed = place(source, {"funnel": FUNNEL, "trend": TREND})
    found = parts(placed)
    texts = [p.text for p in Document(io.BytesIO(placed)).paragraphs]
    assert texts == ["前言", "", "中間", "", "後記"]
    assert cached(found["word/charts/kpi_chart1.xml"]).keys() == {"客戶數"}
    assert cached(found["word/charts/kpi_chart2.xml"]).keys() == {"目標", "實績"}
    assert found["word/embeddings/kpi_chart2.xlsx"] == chart_workbook(TREND)
    assert found["word/styles.xml"] == parts(source)["word/styles.xml"]
    types = found["[Content_Types].xml"].decode()
    assert types.count('Extension="xlsx"') == 1
    assert types.count("kpi_chart") == 2


def test_a_marker_without_a_chart_goes_and_a_chart_without_a_marker_stays_away():
    placed = place(document("前言", marker("nothing")), {"funnel": FUNNEL})
    assert [p.text for p in Document(io.BytesIO(placed)).paragraphs] == ["前言"]
    assert not [name for name in parts(placed) if "chart" in name]


def test_a_document_without_markers_comes_back_as_it_is():
    source = document("只有文字")
    assert place(source, {"funnel": FUNNEL}) is source


def test_the_same_input_gives_the_same_bytes():
    source = document(marker("funnel"))
    assert place(source, {"funnel": FUNNEL}) == place(source, {"funnel": FUNNEL})


def test_plain_data_make_the_same_chart():
    plain = {
        "kind": "bar",
        "title": FUNNEL.title,
        "categories": list(FUNNEL.categories),
        "series": {"客戶數": [40, 12, 6]},
    }
    assert chart_of(plain) == FUNNEL


def test_values_must_fit_the_categories():
    with pytest.raises(ValueError, match="2 values for 3 categories"):
        Chart("bar", "", ("a", "b", "c"), (Series("x", (1, 2)),))


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_draws_it(tmp_path):
    path = tmp_path / "chart.docx"
    path.write_bytes(place(document("前", marker("funnel"), marker("trend")), {"funnel": FUNNEL, "trend": TREND}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "chart.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    for shown in ("談判 → 成交只剩 50%", "潛在線索", "40", "12", "30.0%"):
        assert shown in text
