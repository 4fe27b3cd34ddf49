"""A flow chart in a document: native shapes with text, a picture for those without shapes, and the same as .svg."""

import io
import re
import shutil
import subprocess
import zipfile

import docx
import pytest
from lxml import etree
from PIL import Image

from toolkit.documents import compile_template
from toolkit.documents.draw import flow_picture
from toolkit.documents.draw.flow import flow_documents, flow_drawings
from toolkit.documents.draw.flow_layout import layout
from toolkit.documents.draw.flow_svg import svg
from toolkit.documents.values import Drawing, mm
from toolkit.rulebook.flowchart import Band, Edge, FlowChart, Lane, Node, Shape

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "svg": "http://www.w3.org/2000/svg",
}
CHART = FlowChart(
    "篩選 & 評分",
    (Lane("x", "招商專員"), Lane("y", "資料管理員"), Lane("p", "表單與文件")),
    (
        Node("start", "開始", "x", 0, Shape.START),
        Node("a", "1.1 登記 <客戶>", "x", 1),
        Node("d", "客戶資料表", "p", 1, Shape.DOCUMENT),
        Node("q", "列入名單？", "x", 2, Shape.DECISION),
        Node("b", "1.2 更新資料", "y", 3),
        Node("out", "轉 2.1", "x", 4, Shape.OFF_PAGE),
    ),
    (
        Edge("start", "a"),
        Edge("a", "q"),
        Edge("q", "out", "是"),
        Edge("q", "b", "否"),
        Edge("b", "a"),
        Edge("a", "d", faint=True),
    ),
    (Band("第一階段", 0, 4),),
)


def _template(tmp_path, text):
    document = docx.Document()
    document.add_paragraph(text)
    path = tmp_path / "t.docx"
    document.save(path)
    return path


def _parts(document):
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def drawings():
    return flow_documents(CHART, 150, 200)


@pytest.fixture(scope="module")
def parts(drawings, tmp_path_factory):
    path = _template(tmp_path_factory.mktemp("t"), "{{ a }}{{ b }}")
    return _parts(compile_template(path).render({"a": drawings[0], "b": flow_drawings(CHART, 150, 200)}))


def test_every_text_of_the_chart_can_be_selected(parts):
    root = etree.fromstring(parts["word/document.xml"])
    choice = root.find(".//mc:Choice", NS)
    texts = ["".join(shape.itertext(f"{{{NS['w']}}}t")) for shape in choice.iterfind(".//wps:wsp", NS)]
    for text in ("招商專員", "第一階段", "開始", "客戶資料表", "列入名單？", "轉 2.1", "是", "否"):
        assert text in texts
    assert any(text.replace(" ", "") == "1.1登記<客戶>" for text in texts)


def test_shapes_are_words_own_flow_chart_shapes(parts):
    found = re.findall(r'prst="(\w+)"', parts["word/document.xml"].decode())
    for preset in ("Terminator", "Process", "Decision", "Document", "OffpageConnector"):
        assert f"flowChart{preset}" in found


def test_no_two_shapes_have_the_same_number(parts):
    root = etree.fromstring(parts["word/document.xml"])
    found = [item.get("id") for tag in ("wps:cNvPr", "wp:docPr") for item in root.iterfind(f".//{tag}", NS)]
    assert len(found) > 40
    assert len(found) == len(set(found))


def test_lines_of_flow_have_an_arrow_and_faint_ones_none(parts):
    root = etree.fromstring(parts["word/document.xml"])
    choice = root.find(".//mc:Choice", NS)
    lines = {
        name: [shape for shape in choice.iterfind(".//wps:wsp", NS) if shape.find("wps:cNvPr", NS).get("name") == name]
        for name in ("流程線", "關聯線")
    }
    assert len(lines["流程線"]) == 5
    assert all(line.find(".//a:tailEnd", NS) is not None for line in lines["流程線"])
    assert [line.find(".//a:tailEnd", NS) for line in lines["關聯線"]] == [None]


def test_a_viewer_without_shapes_gets_a_picture_once_in_the_package(parts, drawings):
    root = etree.fromstring(parts["word/document.xml"])
    assert len(root.findall(".//mc:Fallback//pic:pic", NS)) == 2
    (media,) = [name for name in parts if name.startswith("word/media/")]
    assert parts[media] == drawings[0].picture
    with Image.open(io.BytesIO(parts[media])) as picture:
        assert picture.width == pytest.approx(150 / 25.4 * 150, abs=2)


def test_without_a_chinese_font_the_words_stand_in(tmp_path, monkeypatch):
    monkeypatch.setattr(flow_picture, "_font", lambda pixels: None)
    (drawing,) = flow_documents(CHART, 150, 200)
    assert drawing.picture == b""
    document = compile_template(_template(tmp_path, "{{ a }}")).render({"a": drawing})
    fallback = etree.fromstring(_parts(document)["word/document.xml"]).find(".//mc:Fallback", NS)
    assert "客戶資料表" in "".join(fallback.itertext())


def test_size_and_description(drawings):
    (drawing,) = drawings
    assert isinstance(drawing, Drawing)
    assert drawing.width == mm(150)
    assert drawing.height < mm(200)
    assert drawing.description.startswith("篩選 & 評分：開始；1.1 登記 <客戶>；")


def test_svg_holds_the_same():
    (page,) = layout(CHART, 150, 200)
    root = etree.fromstring(svg(page).encode())
    assert root.get("width") == "150mm"
    assert root.findtext("svg:title", namespaces=NS) == "篩選 & 評分"
    text = "".join(root.itertext()).replace(" ", "")
    for said in ("1.1登記<客戶>", "列入名單？", "招商專員", "是", "否"):
        assert said in text
    assert len(root.findall(".//svg:path[@marker-end]", NS)) == 5


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_printed_it_is_text_and_lines_not_a_picture(parts, tmp_path, drawings):
    path = tmp_path / "flow.docx"
    path.write_bytes(compile_template(_template(tmp_path, "{{ a }}")).render({"a": drawings[0]}))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    printed = str(tmp_path / "flow.pdf")
    text = subprocess.run(["pdftotext", printed, "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    for said in ("客戶資料表", "招商專員", "開始", "是", "否"):
        assert said in text
    images = subprocess.run(["pdfimages", "-list", printed], check=True, capture_output=True, timeout=60).stdout
    assert len(images.splitlines()) == 2  # the heads of its columns only: no picture
