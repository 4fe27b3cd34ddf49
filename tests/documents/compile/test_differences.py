"""Where we differ from docxtpl on purpose: the list is ``toolkit/documents/differences.md``, one test a line."""

import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.documents.values import Image, Listing, SubDocument, rich
from toolkit.errors import FinalRefused, RenderError

LIST = Path(__file__).resolve().parents[3] / "toolkit/documents/differences.md"


def test_every_line_of_the_list_has_its_test() -> None:
    names = re.findall(r"`([a-z_]+)`(?:,|\))", LIST.read_text(encoding="utf-8"))
    assert len(names) >= 18
    files = [
        Path(__file__).with_name(name) for name in ("test_differences.py", "test_safety.py", "test_expressions.py")
    ]
    known = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [name for name in names if not name.startswith("test_") and f"def test_{name}" not in known] == []


def body_of(document: bytes, word: Any) -> str:
    return str(word.parts(document)["word/document.xml"].decode())


def test_data_never_damage(word: Any) -> None:
    text = "A & B <c> \x00\x01\x08\x1f \ud800 \ufffe \U0001f3e2 ]]>"
    document = compile_template(word.document("{{ t }}", "{{ t }}{{ n }}")).render({"t": text, "n": 1})
    assert word.paragraphs(document) == ["A & B <c>  \ufffd  \U0001f3e2 ]]>", "A & B <c>  \ufffd  \U0001f3e2 ]]>1"]


def test_signs_inside_a_tag(word: Any) -> None:
    template = word.document('{{ "A & B <c>" }}{% if x == "R&D" %}yes{% endif %}')
    assert word.paragraphs(compile_template(template).render({"x": "R&D"})) == ["A & B <c>yes"]


def test_none_prints_nothing(word: Any) -> None:
    filled = compile_template(word.document("[{{ x }}{{ d.y }}]")).fill({"x": None, "d": {"y": None}})
    assert word.paragraphs(filled.document) == ["[]"]
    assert filled.missing == ()


def test_missing_is_marked(word: Any) -> None:
    filled = compile_template(word.document("[{{ x }}][{{ d.y }}][{{ a.b.c }}][{{ x|upper }}]")).fill({"d": {}})
    assert word.paragraphs(filled.document) == ["[【缺：x】][【缺：d.y】][【缺：a.b.c】][【缺：x】]"]
    assert filled.missing == ("x", "d.y", "a.b.c")
    assert '<w:rPr><w:highlight w:val="yellow"/></w:rPr>' in body_of(filled.document, word)


def test_keys_before_methods(word: Any) -> None:
    context = {"d": {"items": "I", "keys": "K", "values": [1, 2]}}
    template = word.document("{{ d.items }}{{ d.keys }}{% for v in d.values %}{{ v }}{% endfor %}")
    assert word.paragraphs(compile_template(template).render(context)) == ["IK12"]


def test_any_value_in_any_tag(word: Any) -> None:
    document = compile_template(word.document("a {{ x }} b {{r y }} c", "{{p y }}")).render({"x": rich("R"), "y": "Y"})
    assert word.paragraphs(document) == ["a R b Y c", "Y"]


def test_dashes_lose_no_text(word: Any) -> None:
    template = word.document("first", "c {%- if x -%} d {%- endif -%} e")
    assert word.paragraphs(compile_template(template).render({"x": 1})) == ["first", "cde"]


def rows_of(document: bytes) -> list[list[str]]:
    table = docx.Document(io.BytesIO(document)).tables[0]
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_rows_are_not_lost(word: Any) -> None:
    own = word.document("x", table=(("{%tr for r in l %}{{ r }}", "b{%tr endfor %}"),))
    assert rows_of(compile_template(own).render({"l": [1, 2]})) == [["1", "b"], ["2", "b"]]
    both = (("{%tr if y %}", "{%tr for r in l %}"), ("{{ r }}", "b"), ("{%tr endfor %}", "{%tr endif %}"), ("last", ""))
    template = compile_template(word.document("x", table=both))
    assert rows_of(template.render({"l": [1, 2], "y": True})) == [["1", "b"], ["2", "b"], ["last", ""]]
    assert rows_of(template.render({"l": [1, 2], "y": False})) == [["last", ""]]
    paragraph = compile_template(word.document("{%p for r in l %}<{{ r }}>{%p endfor %}"))
    assert word.paragraphs(paragraph.render({"l": [1, 2]})) == ["<1>", "<2>"]


def test_signs_in_prefixed_tags(word: Any) -> None:
    template = word.document("{%p if n % 2 == 1 and d == {'a': 1} %}", "odd", "{%p endif %}")
    assert word.paragraphs(compile_template(template).render({"n": 3, "d": {"a": 1}})) == ["odd"]


def test_nothing_invalid_is_left(word: Any) -> None:
    rows = (("{%tr for r in l %}", ""), ("{{ r }}", "b"), ("{%tr endfor %}", ""))
    template = compile_template(word.document("x", table=rows))
    assert "<w:tbl>" not in body_of(template.render({"l": []}), word)
    columns = compile_template(
        word.document("x", table=(("{%tc for r in l %}", "{{ r }}", "{%tc endfor %}"), ("a", "b", "c")))
    )
    assert rows_of(columns.render({"l": []})) == [["a", "b", "c"]]
    cell = docx.Document()
    place = cell.add_table(1, 1).cell(0, 0)
    place.text = "{%p if x %}"
    place.add_paragraph("text")
    place.add_paragraph("{%p endif %}")
    out = io.BytesIO()
    cell.save(out)
    assert "<w:p/></w:tc>" in body_of(compile_template(out.getvalue()).render({"x": 0}), word)
    header = docx.Document()
    header.sections[0].header.paragraphs[0].text = "{%p if x %}"
    header.sections[0].header.add_paragraph("text")
    header.sections[0].header.add_paragraph("{%p endif %}")
    out = io.BytesIO()
    header.save(out)
    parts = word.parts(compile_template(out.getvalue()).render({"x": 0}))
    assert next(content for name, content in parts.items() if "header" in name).endswith(b"<w:p/></w:hdr>")


def test_tags_across_links(word: Any) -> None:
    link = '<w:hyperlink w:anchor="a"><w:r><w:t>see {{ na</w:t></w:r></w:hyperlink><w:r><w:t>me }} here</w:t></w:r>'
    document = compile_template(word.with_body(f"<w:p>{link}</w:p>")).render({"name": "N"})
    assert re.search(r"see N</w:t></w:r></w:hyperlink><w:r><w:t[^>]*> here</w:t>", body_of(document, word))


def test_nested_tables_keep_to_themselves(word: Any) -> None:
    outer = docx.Document()
    table = outer.add_table(2, 1)
    table.cell(0, 0).text = "{% if x %}{{ x }}{% endif %}"
    table.cell(1, 0).add_table(1, 4).cell(0, 0).text = "inner"
    out = io.BytesIO()
    outer.save(out)
    body = body_of(compile_template(out.getvalue()).render({"x": 1}), word)
    assert [len(re.findall("<w:gridCol ", grid)) for grid in re.findall(r"<w:tblGrid>.*?</w:tblGrid>", body)] == [1, 4]


def test_ids_are_unique(word: Any) -> None:
    png = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x04\x00\x00\x00\x03\x08\x02\x00\x00\x00"
        + b"\0" * 12
        + b"IDAT....IEND"
    )
    template = docx.Document()
    template.sections[0].header.paragraphs[0].text = "{{ i }}"
    for text in ("{%p for x in l %}", "{{ i }}", "{%p endfor %}"):
        template.add_paragraph(text)
    out = io.BytesIO()
    template.save(out)
    loop = word.parts(out.getvalue())
    mark = '<w:bookmarkStart w:id="0" w:name="m"/><w:r><w:t>{{ i }}</w:t></w:r><w:bookmarkEnd w:id="0"/>'
    loop["word/document.xml"] = loop["word/document.xml"].replace(b"<w:r><w:t>{{ i }}</w:t></w:r>", mark.encode())
    parts = word.parts(compile_template(word.package(loop)).render({"i": Image(png), "l": [1, 2, 3]}))
    drawings = [name for content in parts.values() for name in re.findall(rb'<wp:docPr id="(\d+)"', content)]
    assert len(drawings) == len(set(drawings)) == 4
    body = parts["word/document.xml"].decode()
    names = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="(\w+)"/>', body)
    assert [name for _, name in names] == ["m", "m_2", "m_3"]
    assert re.findall(r'<w:bookmarkEnd w:id="(\d+)"/>', body) == [id_ for id_, _ in names]


def list_template(*paragraphs: tuple[str, str]) -> bytes:
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style or None)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def numbers_of(document: bytes, word: Any) -> list[str]:
    return re.findall(r'<w:numId w:val="(\d+)"/>', body_of(document, word))


def test_lists_restart(word: Any) -> None:
    lines = [
        ("{%p for a in l %}", ""),
        ("{{ a }}", ""),
        ("one", "List Number"),
        ("two", "List Number"),
        ("{%p endfor %}", ""),
    ]
    document = compile_template(list_template(*lines)).render({"l": ["x", "y", "z"]})
    numbers = numbers_of(document, word)
    assert len(numbers) == 4
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = word.parts(document)["word/numbering.xml"].decode()
    for number in set(numbers):
        assert re.search(
            rf'<w:num w:numId="{number}"><w:abstractNumId w:val="\d+"/><w:lvlOverride w:ilvl="0"><w:startOverride',
            numbering,
        )
    running = compile_template(
        list_template(("{%p for a in l %}", ""), ("{{ a }}", "List Number"), ("{%p endfor %}", ""))
    )
    assert numbers_of(running.render({"l": ["x", "y"]}), word) == []


def test_properties_and_endnotes(word: Any) -> None:
    document = docx.Document()
    document.core_properties.title = "{{ t }}"
    document.core_properties.keywords = "{{ t }}"
    out = io.BytesIO()
    document.save(out)
    core = docx.Document(io.BytesIO(compile_template(out.getvalue()).render({"t": "A & <B>"}))).core_properties
    assert (core.title, core.keywords) == ("A & <B>", "A & <B>")


def test_schema_order(word: Any) -> None:
    template = word.document("x", table=(("{% cellbg c %}a", "{% colspan 1 %}b"),))
    body = body_of(compile_template(template).render({"c": "FF0000"}), word)
    assert re.search(r'<w:tcW [^>]*/><w:shd w:val="clear" w:color="auto" w:fill="FF0000"/>', body)
    assert re.search(r'<w:tcW [^>]*/><w:gridSpan w:val="1"/>', body)


def test_braces_in_data(word: Any) -> None:
    document = compile_template(word.document("{_{ {{ x }} }_}")).render({"x": "{_{ a }_}"})
    assert word.paragraphs(document) == ["{{ {_{ a }_} }}"]


def test_styles_of_sub_documents(word: Any) -> None:
    inner = docx.Document()
    base = inner.styles.add_style("OursBase", 1)
    inner.styles.add_style("OursLeaf", 1).base_style = base
    inner.add_paragraph("styled", style="OursLeaf")
    out = io.BytesIO()
    inner.save(out)
    document = compile_template(word.document("{{p s }}")).render({"s": SubDocument(out.getvalue())})
    found = docx.Document(io.BytesIO(document))
    assert [(p.text, p.style.name, p.style.base_style.name) for p in found.paragraphs] == [
        ("styled", "OursLeaf", "OursBase")
    ]


def test_lists_of_sub_documents_begin_again(word: Any) -> None:
    inner = SubDocument(list_template(("a", "List Number"), ("dot", "List Bullet"), ("b", "List Number")))
    lines = [("one", "List Number"), ("{%p for x in l %}", ""), ("{{p s }}", ""), ("{%p endfor %}", "")]
    template = compile_template(list_template(*lines, ("two", "List Number")))
    document = template.render({"l": [1, 2], "s": inner})
    numbers = numbers_of(document, word)
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    assert len(numbers) == 4
    numbering = word.parts(document)["word/numbering.xml"].decode()
    assert all(re.search(rf'<w:num w:numId="{one}">.*?<w:startOverride w:val="1"/>', numbering) for one in numbers)
    assert re.findall(r'<w:pStyle w:val="(\w+)"/><w:numPr>', body_of(document, word)) == ["ListNumber"] * 4


def test_a_list_that_begins_again_keeps_the_level_of_its_style(word: Any) -> None:
    parts = word.parts(
        list_template(("{%p for x in l %}", ""), ("{{ x }}", ""), ("n", "List Number"), ("{%p endfor %}", ""))
    )
    style = re.search(rb'<w:style [^>]*w:styleId="ListNumber".*?</w:style>', parts["word/styles.xml"], re.DOTALL)
    assert style
    deeper = style[0].replace(b"<w:numPr>", b'<w:numPr><w:ilvl w:val="2"/>')
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(style[0], deeper)
    body = body_of(compile_template(word.package(parts)).render({"l": [1, 2]}), word)
    assert re.findall(r'<w:numPr><w:ilvl w:val="(\d)"/>', body) == ["2"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ a }}", "1000"),
        ("{{ b * 1.1 }}", "2.2"),
        ("{{ b + 0.3 }} {{ 0.1 + b }}", "2.3 2.1"),
        ("{{ b > 1.9 }}", "True"),
    ],
)
def test_decimals(text: str, shown: str, word: Any) -> None:
    document = compile_template(word.document(text)).render({"a": Decimal("1E+3"), "b": Decimal(2)})
    assert word.paragraphs(document) == [shown]


def test_beside_a_loop_is_nothing(word: Any) -> None:
    template = word.document("{% for i in l %}[{{ loop.previtem.x }}{{ i.x }}{{ loop.nextitem.x }}]{% endfor %}")
    filled = compile_template(template).fill({"l": [{"x": "a"}, {"x": "b"}]}, optional=frozenset())
    assert (word.paragraphs(filled.document), filled.missing) == (["[ab][ab]"], ())


def test_raw_is_raw(word: Any) -> None:
    template = word.document(
        "{%p raw %}", "{{ x }} {% if %}", "{%p endraw %}", "{% raw %}{{r x }}{# y #}{% endraw %}{{ x }}"
    )
    assert word.paragraphs(compile_template(template).render({"x": "X"})) == ["{{ x }} {% if %}", "{{r x }}{# y #}X"]
    only = word.document("a {%- raw -%} & {{ x }} {%- endraw -%} b")
    assert word.paragraphs(compile_template(only).render({})) == ["a& {{ x }}b"]


@pytest.mark.parametrize("blank", [None, "", " ", "\u3000\n", "\u200b", rich(" "), Listing("")])
def test_blank_texts_are_missing(blank: object, word: Any) -> None:
    template = compile_template(word.document("{{ x }}{{ y }}", "{{ x|default('無', true) }}", "{{ l.z }}{{ 'a' }}"))
    context = {"x": blank, "y": blank, "l": {"z": blank}}
    filled = template.fill(context, optional=frozenset({"y"}))
    assert filled.missing == ("x", "l.z")
    assert word.paragraphs(filled.document)[0].strip() == "【缺：x】"
    assert template.fill(context).missing == ()
    with pytest.raises(FinalRefused) as refused:
        template.fill(context, optional=frozenset({"y"}), mode="final")
    assert refused.value.data["missing"] == ("x", "l.z")
    assert template.fill({**context, "x": "v", "l": {"z": "v"}}, optional=frozenset({"y"}), mode="final").missing == ()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_numbers_that_are_none_are_missing(value: object, word: Any) -> None:
    template = compile_template(word.document("[{{ x }}][{{ x|金額 }}][{{ x|大寫金額 }}][{{ x * 2 }}]"))
    filled = template.fill({"x": value})
    assert word.paragraphs(filled.document)[0].startswith("[【缺：x】][【缺：x】][【缺：x】][【缺：")
    assert filled.missing[0] == "x"


def test_deleted_text_stays(word: Any) -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>{{ x }}{% if %}</w:delText></w:r></w:del>'
    template = compile_template(word.with_body(f"<w:p>{gone}<w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>"))
    body = body_of(template.render({"x": "DATA"}), word)
    assert "<w:delText>{{ x }}{% if %}</w:delText>" in body
    assert body.count("DATA") == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ l|map('upper') }}", "['P', 'Q']"),
        ("{{ l|reverse }}", "['q', 'p']"),
        ("{{ l|select }}{{ l|unique }}", "['p', 'q']['p', 'q']"),
        ("{{ l|batch(1) }}{{ l|slice(2) }}", "[['p'], ['q']][['p'], ['q']]"),
        ("{{ d.items() }}{{ d.keys() }}{{ d.values() }}", "[('k', 'v')]['k']['v']"),
    ],
)
def test_lists_print_as_lists(text: str, shown: str, word: Any) -> None:
    context = {"l": ["p", "q"], "d": {"k": "v"}}
    assert word.paragraphs(compile_template(word.document(text)).render(context)) == [shown]
    with pytest.raises(RenderError):
        compile_template(word.document("{% for x in l %}{{ loop }}{% endfor %}")).render(context)
