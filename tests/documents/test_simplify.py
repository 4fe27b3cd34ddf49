"""Shipped templates in Simplified Chinese: every word, no tag broken, the fonts that have the glyphs."""

import io
from pathlib import Path

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.documents.simplify import simplified_template
from toolkit.folders.shipped import shipped
from toolkit.messages.script import simplified
from toolkit.stages.templates import all_terms

TEMPLATES = sorted((shipped("templates") / "word").glob("*.docx"))


def words(source: bytes) -> str:
    written = docx.Document(io.BytesIO(source))
    return "".join(node.text or "" for node in written.element.body.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.stem)
def test_a_shipped_template_compiles_in_simplified(file: Path) -> None:
    made = simplified_template(file.read_bytes())
    assert words(made) == simplified(words(file.read_bytes()))
    compile_template(made, terms=all_terms())
    assert made == simplified_template(file.read_bytes())


def test_what_a_tag_compares_becomes_simplified_as_well() -> None:
    written = docx.Document()
    written.add_paragraph('{% if 收費方式 == "包乾制" %}由乙方包乾{% endif %}')
    made = io.BytesIO()
    written.save(made)
    template = compile_template(simplified_template(made.getvalue()), terms={"收费方式": "fee_mode"})
    assert words(template.render({"fee_mode": "包干制"})) == "由乙方包干"


def test_fonts_and_language_follow() -> None:
    import zipfile

    made = simplified_template((shipped("templates") / "word/合作方案書.docx").read_bytes())
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        styles = package.read("word/styles.xml").decode()
    assert "新細明體" not in styles
    assert 'w:eastAsia="宋体"' in styles
    assert 'w:eastAsia="zh-CN"' in styles
