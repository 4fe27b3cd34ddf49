"""PDF by LibreOffice: batches go on past what fails, hangs or dies; contents tables are renewed."""

import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from toolkit.documents import pdf
from toolkit.documents.pdf import to_pdf
from toolkit.errors import ProgramMissing, RenderError

STAND_IN = """#!{python}
import pathlib, re, sys, time, urllib.parse
profile = next(word.split("=", 1)[1] for word in sys.argv if word.startswith("-env:"))
profile = pathlib.Path(urllib.parse.unquote(profile.removeprefix("file://")))
macro = (profile / "user/basic/Standard/Pdf.xba").read_text(encoding="utf-8")
folder = pathlib.Path(urllib.parse.unquote(re.search(r'file://([^"]*?)/" &amp; at', macro)[1]))
for number in range(int(re.search(r"0 To (\\d+)", macro)[1]) + 1):
    text = (folder / f"{{number}}.docx").read_text(encoding="utf-8")
    if text == "hangs":
        time.sleep(600)
    if text == "dies":
        sys.exit(9)
    if text == "fails":
        (folder / f"{{number}}.failed").touch()
        continue
    (folder / f"{{number}}.part").write_text("PDF of " + text, encoding="utf-8")
    (folder / f"{{number}}.part").replace(folder / f"{{number}}.pdf")
(folder / "end").touch()
"""


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A stand-in for LibreOffice that hangs, dies or fails as the document says."""
    file = tmp_path / "soffice"
    file.write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    file.chmod(0o755)
    return str(file)


@pytest.fixture
def papers(tmp_path: Path):
    def write(*texts: str) -> list[Path]:
        files = [tmp_path / "in" / f"文件 {number}.docx" for number in range(len(texts))]
        for file, text in zip(files, texts, strict=True):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return files

    return write


@pytest.mark.parametrize("workers", [1, 2, 9])
def test_every_document_becomes_a_pdf_of_its_name(program, papers, tmp_path, workers):
    made = to_pdf(papers("甲", "乙", "丙"), tmp_path / "out", program=program, workers=workers)
    assert [file.name for file in made] == ["文件 0.pdf", "文件 1.pdf", "文件 2.pdf"]
    assert [file.read_text(encoding="utf-8") for file in made] == ["PDF of 甲", "PDF of 乙", "PDF of 丙"]


@pytest.mark.parametrize("trouble", ["fails", "dies", "hangs"])
def test_one_bad_document_does_not_stop_the_others(program, papers, tmp_path, trouble, monkeypatch):
    monkeypatch.setattr(pdf, "START_SECONDS", 0.0)
    with pytest.raises(RenderError, match=r"pdf\.failed") as told:
        to_pdf(papers("甲", trouble, "丙"), tmp_path / "out", program=program, seconds=1.5)
    assert told.value.data["files"] == ["文件 1.docx"]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["文件 0.pdf", "文件 2.pdf"]


def test_an_earlier_pdf_gives_way_and_two_of_one_name_stay_two(program, papers, tmp_path):
    (first,) = papers("甲")
    second = tmp_path / "else" / first.name
    second.parent.mkdir()
    second.write_text("乙", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "文件 0.pdf").write_text("old", encoding="utf-8")
    made = to_pdf([first, second], out, program=program)
    assert {file.name: file.read_text(encoding="utf-8") for file in made} == {
        "文件 0.pdf": "PDF of 甲",
        "文件 0 (2).pdf": "PDF of 乙",
    }


def test_without_libreoffice_it_says_so_and_nothing_to_do_needs_none(papers, tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    assert to_pdf([], tmp_path) == ()
    with pytest.raises(ProgramMissing, match=r"pdf\.no_office"):
        to_pdf(papers("甲"), tmp_path / "out")


def with_contents(path: Path) -> Path:
    """A document whose contents table is out of date and whose headings stand on pages 1 and 2."""
    document = docx.Document()
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-1" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>outdated</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{field}</w:p>"))
    document.add_heading("First", 1)
    document.add_page_break()
    document.add_heading("Second", 1)
    document.save(str(path))
    return path


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice") or not shutil.which("pdftotext"), reason="needs LibreOffice, poppler")
def test_libreoffice_renews_contents_tables_and_gives_up_what_is_no_document(tmp_path):
    broken = tmp_path / "壞.docx"
    broken.write_bytes(b"no document")
    with pytest.raises(RenderError) as told:
        to_pdf([broken, with_contents(tmp_path / "目錄.docx")], tmp_path / "out")
    assert told.value.data["files"] == ["壞.docx"]
    (made,) = (tmp_path / "out").iterdir()
    printed = subprocess.run(["pdftotext", "-layout", made, "-"], check=True, capture_output=True, text=True).stdout
    lines = [" ".join(line.replace(".", " ").split()) for line in printed.splitlines() if line.strip()]
    assert lines[:2] == ["First 1", "Second 2"]
    assert "outdated" not in printed
