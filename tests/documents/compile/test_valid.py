"""Whatever the data, what comes out is a document: in the schema's order, and one that others open."""

import io
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from toolkit.documents import compile_template
from toolkit.documents.values import Extras, Image, Link, Listing, RichParagraphs, Style, SubDocument, mm, rich

ROOT = Path(__file__).resolve().parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50000003"
    "0101012c8d3d160000000049454e44ae426082"
)

ORDER = {
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "sectPr": "headerReference footnotePr endnotePr type pgSz pgMar",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "num": "abstractNumId lvlOverride",
}
BLOCKS = {"p", "tbl", "sdt", "bookmarkStart", "bookmarkEnd", "sectPr", "tcPr", "altChunk"}
INSIDE = {
    "r": {
        "rPr",
        "t",
        "br",
        "tab",
        "drawing",
        "pict",
        "fldChar",
        "instrText",
        "footnoteReference",
        "lastRenderedPageBreak",
        "sym",
    }
}


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def faults(parts: dict[str, bytes]) -> list[str]:
    """Breaches of the schemas' rules on order and content, and ids that are not unique."""
    found: list[str] = []
    drawings: list[str] = []
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(content)
        drawings += [element.get("id", "") for element in root.iter("{*}docPr")]
        for element in root.iter(f"{W}*"):
            found += [f"{name}: {fault}" for fault in element_faults(element)]
        bookmarks = [element.get(f"{W}id") for element in root.iter(f"{W}bookmarkStart")]
        if len(bookmarks) != len(set(bookmarks)):
            found.append(f"{name}: bookmarks {bookmarks}")
    if len(drawings) != len(set(drawings)):
        found.append(f"drawing ids {drawings}")
    return found + lost_relations(parts)


def element_faults(element: etree._Element) -> Iterable[str]:
    name, children = local(element), [local(child) for child in element]
    if name in ORDER:
        order = ORDER[name].split()
        same = [child.replace("footerReference", "headerReference") for child in children]
        places = [order.index(child) for child in same if child in order]
        if places != sorted(places):
            yield f"{name}: {children}"
    if name == "tc" and children[-1:] != ["p"]:
        yield f"tc ends in {children[-1:]}"
    if name in ("hdr", "ftr", "footnote", "txbxContent") and not children:
        yield f"{name} is empty"
    if name in ("body", "tc") and set(children) - BLOCKS:
        yield f"{name} holds {set(children) - BLOCKS}"
    if name in INSIDE and set(children) - INSIDE[name] - {
        "AlternateContent",
        "object",
        "noBreakHyphen",
        "separator",
        "continuationSeparator",
        "footnoteRef",
        "commentReference",
        "annotationRef",
        "softHyphen",
    }:
        yield f"{name} holds {children}"
    if name == "tbl" and "tr" not in children:
        yield "tbl without tr"
    if name == "tr" and "tc" not in children and "sdt" not in children:
        yield "tr without tc"
    if name == "p" and ((element.text or "").strip() or any((child.tail or "").strip() for child in element)):
        yield "text outside runs"
    if name == "shd" and element.get(f"{W}val") is None:
        yield "shd without val"
    if name == "tbl":
        yield from grid_faults(element)


def grid_faults(table: etree._Element) -> Iterable[str]:
    columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for row in table.findall(f"{W}tr"):
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(f"{W}tc")]
        width = sum(1 if span is None else int(span.get(f"{W}val", "1")) for span in spans)
        if width > columns:
            yield f"a row of {width} columns in a grid of {columns}"


def lost_relations(parts: dict[str, bytes]) -> list[str]:
    found = []
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        part = name.replace("_rels/", "").removesuffix(".rels")
        folder = part.rpartition("/")[0]
        ids = set()
        for item in etree.fromstring(content):
            ids.add(item.get("Id"))
            target = item.get("Target", "")
            if item.get("TargetMode") != "External":
                path = re.sub(r"[^/]+/\.\./", "", f"{folder}/{target}") if target[:1] != "/" else target
                if path.lstrip("/") not in parts:
                    found.append(f"{name} leads to {target}")
        if part in parts and part.endswith(".xml"):
            used = set(re.findall(rb'r:(?:id|embed|link)="([^"]+)"', parts[part]))
            found += [f"{part} uses {id_!r}" for id_ in used if id_.decode() not in ids]
    return found


def template() -> bytes:
    """A template with everything in it."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "{{ text }} {{ picture }}"
    section.footer.paragraphs[0].text = "{% for x in rows %}{{ x.a }}{% endfor %}"
    lines = [
        "{{ text }}",
        "{{r styled }} tail",
        "{{p paragraphs }}",
        "{{p sub }}",
        "{{ picture }}x{{ link }}",
        "{{ listing }}",
    ]
    lines += ["{%p for x in rows %}", "{{ x.a }}{{ picture }}", "{%p if x.b %}", "{{p paragraphs }}", "{%p endif %}"]
    for line in lines:
        document.add_paragraph(line)
    document.add_paragraph("listed", style="List Number")
    document.add_paragraph("{%p endfor %}")
    table = document.add_table(4, 3, style="Table Grid")
    texts = [["{% cellbg colour %}h", "{% colspan span %}{{ text }}", ""], ["{%tr for x in rows %}", "", ""]]
    texts += [["{% vm %}{{ x.a }}", "{{ x.b }}", "{%p if x.b %}"], ["{%tr endfor %}", "", ""]]
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[2].cells[2].add_paragraph("{{r styled }}")
    table.rows[2].cells[2].add_paragraph("{%p endif %}")
    table.rows[0]._tr.remove(table.rows[0]._tr.tc_lst[2])
    columns = document.add_table(2, 3)
    for row in columns.rows:
        for cell, text in zip(row.cells, ("{%tc for x in rows %}", "{{ x.a }}", "{%tc endfor %}"), strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def context(text: str, rows: list[dict[str, Any]]) -> dict[str, Any]:
    look = Style(
        bold=True, color="FF0000", highlight="FFFF00", size=20, underline=True, superscript=True, font="eastAsia:宋体"
    )
    return {
        "text": text, "styled": rich(text, look), "rows": rows, "colour": "FFDD00", "span": 2,
        "paragraphs": RichParagraphs().then(rich(text), "Heading1").then(rich("x", Style(link="https://a.example/?b=1&c=2"))),
        "picture": Image(PNG, width=mm(5), description=text), "link": Link("https://a.example", text),
        "listing": Listing(f"{text}\n{text}\a{text}\f{text}\t{text}"), "sub": SubDocument(inner()),
    }  # fmt: skip


def inner() -> bytes:
    document = docx.Document()
    document.add_paragraph("inner", style="List Bullet")
    document.add_paragraph("numbered", style="List Number")
    document.add_table(1, 2, style="Light Grid").cell(0, 0).text = "cell"
    document.add_picture(io.BytesIO(PNG))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HOSTILE = [
    "",
    " ",
    "a & b < c > d \" '",
    "\x00\x01\x0b\x0c\r\n\t\a\f",
    "\ud83c",
    "\U0001f3e2\u200d\u2028",
    "]]>",
    "長" * 3000,
    "{{ x }}",
]


@pytest.fixture(scope="module")
def compiled() -> Any:
    return compile_template(template())


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_and_any_number_of_rows(text: str, count: int, compiled: Any, word: Any) -> None:
    rows = [{"a": text, "b": number % 2} for number in range(count)]
    document = compiled.render(context(text, rows), mode="draft", extras=Extras(properties=(("p", text),)))
    assert faults(word.parts(document)) == []
    docx.Document(io.BytesIO(document))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(), max_size=60), st.integers(0, 4))
def test_any_text(compiled: Any, word: Any, text: str, count: int) -> None:
    document = compiled.render(context(text, [{"a": text, "b": text} for _ in range(count)]))
    assert faults(word.parts(document)) == []


def test_nothing_at_all(compiled: Any, word: Any) -> None:
    filled = compiled.fill({})
    assert faults(word.parts(filled.document)) == []
    assert set(filled.missing) >= {"text", "rows", "styled", "sub", "colour", "span"}


def test_a_table_of_ten_thousand_rows(word: Any) -> None:
    rows = (("名", "值"), ("{%tr for x in l %}", ""), ("{{ x.a }}", "{{ loop.index }}"), ("{%tr endfor %}", ""))
    document = compile_template(word.document("x", table=rows)).render(
        {"l": [{"a": f"第{i}行 & x"} for i in range(10_000)]}
    )
    body = word.parts(document)["word/document.xml"]
    assert body.count(b"<w:tr>") + body.count(b"<w:tr ") == 10_001
    assert faults({"word/document.xml": body}) == []
    assert "第9999行 &amp; x" in body.decode()


def test_templates_of_the_house_are_valid_when_nothing_is_known(word: Any) -> None:
    paths = sorted((ROOT / "templates/word").glob("*.docx"))
    if not paths:
        pytest.skip("no templates yet")
    for path in paths:
        document = compile_template(path).render({})
        assert faults(word.parts(document)) == [], path.name


def test_an_empty_header_is_stamped_within() -> None:
    document = docx.Document()
    document.add_paragraph("{{ a }}")
    document.sections[0].header.is_linked_to_previous = False
    out = io.BytesIO()
    document.save(out)
    source = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/header1.xml":
                content = re.sub(rb"(<w:hdr[^>]*)>.*</w:hdr>", rb"\1/>", content, flags=re.DOTALL)
            new.writestr(name, content)
    made = compile_template(source.getvalue()).render({"a": 1}, mode="draft")
    header = etree.fromstring(zipfile.ZipFile(io.BytesIO(made)).read("word/header1.xml"))
    assert "草稿" in etree.tostring(header, encoding="unicode")


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_opens_them(compiled: Any, word: Any, tmp_path: Path) -> None:
    chance = random.Random(7)
    for number, text in enumerate(chance.sample(HOSTILE, 3)):
        rows = [{"a": text or "x", "b": 1}] * number
        (tmp_path / f"{number}.docx").write_bytes(compiled.render(context(text or "x", rows), mode="draft"))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    names = [f"{number}.docx" for number in range(3)]
    subprocess.run([*command, *names], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    for number in range(3):
        assert "inner" in (tmp_path / f"{number}.txt").read_text(encoding="utf-8")
