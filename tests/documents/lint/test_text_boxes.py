"""Paragraphs of text boxes are counted in their box, once, however often Word writes them."""

import io

import docx
import pytest
from docx.oxml import parse_xml

from toolkit.documents.compile.package import read_package
from toolkit.documents.compile.template import compile_template
from toolkit.documents.lint.lint import lint
from toolkit.documents.lint.passages import parts_of
from toolkit.errors import TemplateError

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def boxed(*texts: str) -> str:
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    content = f"<w:txbxContent>{lines}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
    return f"<w:r {NAMES}><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"


def template(box: tuple[str, ...], after: str, cell: str = "") -> bytes:
    """A paragraph with a box, another box, a paragraph ``after``, and a table whose cell holds a box and ``cell``."""
    document = docx.Document()
    document.add_paragraph("x")._p.append(parse_xml(boxed("a")))
    document.add_paragraph("x")._p.append(parse_xml(boxed(*box)))
    document.add_paragraph(after)
    place = document.add_table(1, 1).cell(0, 0)
    place.paragraphs[0]._p.append(parse_xml(boxed("y")))
    place.add_paragraph(cell)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        (template(("x", "{{ b }}"), ""), "第2個文字方塊第2段", "text box 2, paragraph 2"),
        (template(("x",), "{{ b }}"), "第3段", "paragraph 3"),
        (template(("x",), "", "{{ b }}"), "第1個表格第1行第1格第2段", "table 1, row 1, cell 1, paragraph 2"),
    ],
)
def test_a_slip_is_placed_once(source: bytes, zh: str, en: str) -> None:
    (slip,) = lint(source, {}, ["a"])
    assert (slip.where("zh-Hant"), slip.where("en")) == (zh, en)


def test_the_engine_counts_as_lint_does() -> None:
    source = template(("x", "{{ b }"), "{{ c }}", "{{ d }}")
    with pytest.raises(TemplateError) as error:
        compile_template(source)
    assert error.value.data["where"] == "第2個文字方塊第2段"
    sound = template(("{{ a }}", "{{ b }}"), "{{ c }}", "{{ d }}")
    tags = {one.shown: one.place for one in compile_template(sound).prints}
    seen = {one.text.strip("{ }"): one.place for part in parts_of(read_package(sound)) for one in part.passages}
    assert {name: seen[name] for name in "abcd"} == {name: tags[name] for name in "abcd"}


def test_a_row_within_a_control_counts_on() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for row, text in zip(table.rows, ("{%tr for i in l %}", "{{ i.n }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    row = table.rows[1]._tr
    control = parse_xml(f"<w:sdt {NAMES}><w:sdtContent/></w:sdt>")
    row.addprevious(control)
    control[0].append(row)
    row.append(parse_xml(f"<w:sdt {NAMES}><w:sdtContent/></w:sdt>"))
    row[-1][0].append(row[-2])
    table.rows[-1].cells[1].text = "{{ b }}"
    out = io.BytesIO()
    document.save(out)
    slips = lint(out.getvalue(), {}, ["l", "l.n"])
    assert [(slip.code.code, slip.where("en")) for slip in slips] == [
        ("lint.lost", "table 1, row 3, cell 1, paragraph 1"),
        ("lint.unknown_name", "table 1, row 3, cell 2, paragraph 1"),
    ]
