"""What a template promises: missing values, drafts and finals, terms, properties, pickling, threads, the cache."""

import io
import json
import pickle
import re
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.documents.compile.cache import kept_or_made
from toolkit.documents.values import Extras, ReplaceMedia, ReplacePart, ReplacePicture
from toolkit.errors import FinalRefused, RenderError, TemplateError
from toolkit.messages.script import fold

ROOT = Path(__file__).resolve().parents[3]
SUITE = ROOT.parent / "shared/corpora/docxtpl_suite/elapouya__python-docx-template/tests/templates"


def header_texts(document: bytes, word: Any) -> str:
    parts = word.parts(document)
    return "".join(content.decode() for name, content in parts.items() if re.match(r"word/header\d*\.xml", name))


# missing values, drafts, finals


def test_a_complete_document_is_not_stamped(word: Any) -> None:
    filled = compile_template(word.document("{{ a }}")).fill({"a": 1}, mode="final")
    assert filled.missing == ()
    assert "草稿" not in header_texts(filled.document, word)


def test_a_missing_value_stamps_the_document(word: Any) -> None:
    filled = compile_template(word.document("{{ a }} {{ b }}")).fill({"a": 1})
    assert filled.missing == ("b",)
    assert 'string="草稿"' in header_texts(filled.document, word)


def test_a_draft_is_stamped_with_its_text(word: Any) -> None:
    extras = Extras(stamp='草稿 "範本未經法務核准" & <x>')
    document = compile_template(word.document("{{ a }}")).render({"a": 1}, mode="draft", extras=extras)
    assert 'string="草稿 &quot;範本未經法務核准&quot; &amp; &lt;x&gt;"' in header_texts(document, word)
    docx.Document(io.BytesIO(document))


def test_every_kind_of_header_is_stamped_and_keeps_its_text(word: Any) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "{{ a }}"
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "plain"
    out = io.BytesIO()
    document.save(out)
    parts = word.parts(compile_template(out.getvalue()).render({"a": "A & B"}, mode="draft"))
    headers = [content.decode() for name, content in parts.items() if name.startswith("word/header")]
    assert len(headers) == 3
    assert all('string="草稿"' in header for header in headers)
    assert any("A &amp; B" in header for header in headers)
    assert any(">plain<" in header for header in headers)
    assert parts["word/document.xml"].count(b'w:type="first"') == 1


def test_a_final_copy_is_refused_with_all_that_is_missing(word: Any) -> None:
    terms = {fold("客戶名稱"): "customer_name"}
    template = compile_template(
        word.document("{{ 客戶名稱 }} {{ b.c }} {{ d }}", "{% for x in rows %}{{ x }}{% endfor %}"), terms=terms
    )
    with pytest.raises(FinalRefused) as caught:
        template.render({"d": 1}, mode="final")
    assert caught.value.data["missing"] == ("客戶名稱", "b.c", "rows")
    assert caught.value.data["fields"] == ("customer_name", "b.c", "rows")


def test_optional_fields_print_nothing_and_others_are_missing_when_none(word: Any) -> None:
    template = compile_template(
        word.document("[{{ a }}{{ b.c }}{{ d }}]", "{%p for x in l %}", "{{ x.y }}{{ x.z }}", "{%p endfor %}")
    )
    context = {"a": None, "b": {}, "d": None, "l": [{"y": None, "z": None}]}
    filled = template.fill(context, optional=frozenset({"a", "b.c", "l.y"}))
    assert word.paragraphs(filled.document) == ["[【缺：d】]", "【缺：l.z】"]
    assert filled.missing == ("d", "l.z")


def test_a_list_that_is_not_there_is_missing(word: Any) -> None:
    template = compile_template(word.document("{% for x in 明細 %}{{ x.y.z }}{% endfor %}"), terms=TERMS)
    assert template.fill({}).missing == ("明細",)
    assert template.fill({"rows": None}).missing == ()
    assert template.fill({"rows": None}, optional=frozenset()).missing == ("明細",)
    assert template.fill({"rows": None}, optional=frozenset({"rows"})).missing == ()
    assert template.fill({"rows": [{}]}, optional=frozenset({"rows"})).missing == ()
    assert template.fill({"rows": [{}]}, optional=frozenset({"other"})).missing == ("rows.y.z",)


def test_a_condition_on_something_missing_is_false_and_marks_nothing(word: Any) -> None:
    text = "{% if a %}x{% endif %}{% if a > 3 %}y{% endif %}{% if a == 'z' %}z{% endif %}{% if a is defined %}d{% endif %}{{ a|預設('無') }}"
    filled = compile_template(word.document(text)).fill({})
    assert (word.paragraphs(filled.document), filled.missing) == (["無"], ())


def test_the_mark_stands_in_the_look_of_its_run(word: Any) -> None:
    run = '<w:r><w:rPr><w:b/><w:sz w:val="30"/><w:u w:val="single"/></w:rPr><w:t>a {{ x }} b</w:t></w:r>'
    document = compile_template(word.with_body(f"<w:p>{run}</w:p>")).render({})
    body = word.parts(document)["word/document.xml"].decode()
    look = '<w:rPr><w:b/><w:sz w:val="30"/><w:highlight w:val="yellow"/><w:u w:val="single"/></w:rPr>'
    assert f'{look}<w:t xml:space="preserve">【缺：x】' in body
    assert body.count('<w:rPr><w:b/><w:sz w:val="30"/><w:u w:val="single"/></w:rPr>') == 2


# terms

TERMS = {
    fold(term): key
    for term, key in {
        "客戶名稱": "name",
        "需求異議": "need",
        "註冊資本": "capital",
        "金額": "amount",
        "面積": "area",
        "明細": "rows",
        "名稱": "label",
    }.items()
}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ 客戶名稱 }}", "大華"),
        ("{{客户名称}}", "大華"),
        ("{{ 需求/異議 }}", "電梯"),
        ("{{ 註冊資本(萬元) }}", "500"),
        ("{{ 註冊資本（萬元）|千分位 }}", "500"),
        ("{{ 金額/面積 }}", "2.5"),
        ("{{ (金額)/面積 }}", "2.5"),
        ("{{ 金額|金額 }}", "10.00"),
        ("{% if 註冊資本(萬元) > 100 and (客戶名稱 == '大華') %}大{% endif %}", "大"),
        ("{{ '客戶名稱' }}", "客戶名稱"),
        ("{% for 項 in 明細 %}{{ 項.名稱 }}{{ 項.金額 }};{% endfor %}", "甲1;乙2;"),
        ("{{ name }}{{ 其他 }}", "大華O"),
    ],
)
def test_terms(text: str, shown: str, word: Any) -> None:
    context = {
        "name": "大華", "need": "電梯", "capital": 500, "amount": Decimal(10), "area": Decimal(4), "其他": "O",
        "rows": [{"label": "甲", "amount": 1}, {"label": "乙", "amount": 2}],
    }  # fmt: skip
    assert word.paragraphs(compile_template(word.document(text), terms=TERMS).render(context)) == [shown]


# errors say where


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ a", "template.unclosed_tag"),
        ("{{ a {{ b }}", "template.unclosed_tag"),
        ("{% if a %}x", "template.no_end"),
        ("{% endif %}", "template.no_begin"),
        ("{{ a b }}", "template.two_things"),
        ("{{ a|nothing }}", "template.unknown_filter"),
        ("{%tr for a in b %}", "template.prefix_outside"),
        ("{% colspan 2 %}", "template.cell_outside"),
    ],
)
def test_errors_of_a_template_say_where(text: str, code: str, word: Any) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(word.document("first", f"second {text}"))
    assert caught.value.code == code
    assert caught.value.data["place"][1:] == (0, 0, 0, 2, 0)
    assert caught.value.data["where"] == "第2段"


def test_errors_in_a_table_say_row_and_cell(word: Any) -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(word.document("x", table=(("a", "b"), ("c", "{{ d|nothing }}"))))
    assert caught.value.data["where"] == "第1個表格第2行第2格第1段"
    assert caught.value.data["where_en"] == "table 1, row 2, cell 2, paragraph 1"
    assert caught.value.data["tag"] == "{{ d|nothing }}"


@pytest.mark.parametrize(
    ("text", "context", "code"),
    [
        ("{{ a|金額 }}", {"a": "面議"}, "render.filter"),
        ("{{ a + b }}", {"a": 1, "b": "x"}, "render.two_kinds"),
        ("{{ a / 0 }}", {"a": 1}, "render.by_zero"),
        ("{% if a > b %}{% endif %}", {"a": date(2026, 1, 1), "b": "x"}, "render.two_kinds"),
        ("{{ a.b }}", {"a": 3}, "render.forbidden"),
        ("{% for x in a %}{% endfor %}", {"a": 3}, "render.not_a_list"),
        ("{% for x, y in a %}{% endfor %}", {"a": [[1]]}, "render.not_a_list"),
    ],
)
def test_errors_of_data_say_where(text: str, context: dict[str, Any], code: str, word: Any) -> None:
    template = compile_template(word.document("first", text))
    with pytest.raises(RenderError) as caught:
        template.render(context)
    assert caught.value.code == code
    assert caught.value.data["place"].paragraph == 2
    assert caught.value.data["tag"] in text


def test_a_template_tells_what_it_prints(word: Any) -> None:
    template = compile_template(
        word.document(
            "{{ 客戶名稱 }}{% if c %}{{ a.b|upper }}{% endif %}",
            "{% for x in 明細 %}{{ x.金額 }}{% endfor %}{{ 1 + 1 }}",
        ),
        terms=TERMS,
    )
    assert [(item.field, item.shown, item.tag, item.place.paragraph) for item in template.prints] == [
        ("name", "客戶名稱", "{{ 客戶名稱 }}", 1),
        ("a.b", "a.b", "{{ a.b|upper }}", 1),
        ("rows.amount", "rows.金額", "{{ x.金額 }}", 2),
    ]


# what a document gets besides its values


def test_custom_properties_join_those_of_the_template(word: Any) -> None:
    template = compile_template(word.document("{{ a }}"))
    first = template.render({"a": 1}, extras=Extras(properties=(("文件編號", "HT-1 & <2>"), ("data", "x"))))
    assert "文件編號" in word.parts(first)["docProps/custom.xml"].decode()
    again = compile_template(first).render({}, extras=Extras(properties=(("data", "y"),)))
    custom = word.parts(again)["docProps/custom.xml"].decode()
    assert re.findall(r'pid="(\d+)" name="([^"]*)"', custom) == [("2", "文件編號"), ("4", "data")]
    assert "HT-1 &amp; &lt;2&gt;" in custom
    assert custom.count("<vt:lpwstr") == 2
    docx.Document(io.BytesIO(again))


@pytest.mark.corpora
@pytest.mark.skipif(not SUITE.is_dir(), reason="../shared/corpora is not beside this checkout")
def test_pictures_and_packages_are_replaced(word: Any) -> None:
    logo, dummy = (SUITE / "python_logo.png").read_bytes(), (SUITE / "dummy_pic_for_header.png").read_bytes()
    template = compile_template(SUITE / "header_footer_image_tpl.docx")
    by_bytes = template.render({"mycompany": "M"}, extras=Extras(replace=(ReplaceMedia(dummy, logo),)))
    by_name = template.render(
        {"mycompany": "M"}, extras=Extras(replace=(ReplacePicture("dummy_pic_for_header.png", logo),))
    )
    for document in (by_bytes, by_name):
        assert [content for name, content in word.parts(document).items() if "/media/" in name] == [logo]
    sheet = "word/embeddings/Feuille_Microsoft_Office_Excel3.xlsx"
    embedded = compile_template(SUITE / "embedded_main_tpl.docx")
    document = embedded.render({"name": "N"}, extras=Extras(replace=(ReplacePart(sheet, b"new"),)))
    assert word.parts(document)[sheet] == b"new"
    with pytest.raises(RenderError):
        template.render({}, extras=Extras(replace=(ReplacePicture("no such picture", logo),)))
    with pytest.raises(RenderError):
        template.render({}, extras=Extras(replace=(ReplacePart("word/document.xml", b"x"),)))


# one template, many users


def test_the_same_bytes_every_time_and_across_a_pickle(word: Any) -> None:
    template = compile_template(
        word.document("{{ 客戶名稱 }} {{ b }}", "{%p for x in l %}", "{{ x }}", "{%p endfor %}"), terms=TERMS
    )
    context = {"name": "N", "l": [1, 2]}
    first = template.render(context)
    assert template.render(context) == first
    assert pickle.loads(pickle.dumps(template)).render(context) == first
    assert len(pickle.dumps(template)) < len(word.document("")) + 5000


def test_untouched_parts_are_copied_as_they_lie(word: Any) -> None:
    source = word.document("{{ a }}")
    document = compile_template(source).render({"a": 1})
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(io.BytesIO(document)) as after:
        assert before.namelist()[0] == after.namelist()[0] == "[Content_Types].xml"
        assert sorted(before.namelist()) == sorted(after.namelist())
        assert {item.date_time for item in after.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for item in before.infolist():
            if item.filename != "word/document.xml":
                assert after.getinfo(item.filename).compress_size == item.compress_size


def test_a_context_is_left_as_it_was(word: Any) -> None:
    context = {"l": [1, 2], "x": "outer"}
    template = compile_template(
        word.document("{% for x in l %}{% set y = x %}{{ y }}{% endfor %}{{ x }}{% set z = 1 %}")
    )
    assert word.paragraphs(template.render(context)) == ["12outer"]
    assert context == {"l": [1, 2], "x": "outer"}


def test_threads_share_a_template(word: Any) -> None:
    text = "{{ n }}{% for x in l %}{% if loop.first %}{{ n }}{% endif %}:{{ x.v }}{% set n2 = x.v %}{{ n2 }}{% endfor %}{{ gone }}"
    template = compile_template(word.document(text))
    contexts = [{"n": i, "l": [{"v": i * k} for k in range(5)]} for i in range(300)]
    alone = [template.fill(context) for context in contexts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(template.fill, contexts)) == alone


def test_the_cache_gives_the_same_and_mends_itself(word: Any, tmp_path: Path) -> None:
    source = word.document("{{ 客戶名稱 }}", "{%p for x in l %}", "{{ x }} & {{ y }}", "{%p endfor %}")
    context = {"name": "N", "l": [1, 2]}
    plain = compile_template(source, terms=TERMS).render(context)
    assert compile_template(source, terms=TERMS, cache=tmp_path).render(context) == plain
    (kept,) = tmp_path.iterdir()
    assert json.loads(kept.read_text(encoding="utf-8"))["key"] == kept.stem
    assert compile_template(source, terms=TERMS, cache=tmp_path).render(context) == plain
    compile_template(source, cache=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    for damage in ("", "{}", "[1", '{"key": "other"}'):
        kept.write_text(damage, encoding="utf-8")
        assert compile_template(source, terms=TERMS, cache=tmp_path).render(context) == plain


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    assert kept_or_made(blocked, "k", lambda: {"a": 1}) == {"a": 1, "key": "k"}


def test_a_process_that_finds_its_template_in_the_cache_loads_no_parser(word: Any, tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(word.document("{{ a|金額 }}{% if b %}x{% endif %}"))
    code = (
        "import sys; from pathlib import Path; from toolkit.documents import compile_template as c\n"
        f"d = Path({str(tmp_path)!r}); c(d / 't.docx', cache=d / 'cache').render({{'a': 1}})\n"
        "print(sorted({'lxml', 'jinja2', 'docx', 'docxtpl', 'pydantic', 'opencc'} & set(sys.modules)))"
    )
    said = [
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert said[0].strip() == "['jinja2', 'lxml']"
    assert said[1].strip() == "[]"


def test_each_print_is_worked_out_once(word: Any) -> None:
    asked: list[object] = []

    def noted(value: object) -> object:
        asked.append(value)
        return value

    template = compile_template(word.document("{{ a|noted }} {{ b|noted }} {{ c|noted }}"), filters={"noted": noted})
    for values in (
        {"a": 1, "b": [2], "c": "x"},
        {"a": "x", "b": "y\nz", "c": "w"},
        {"a": "x", "b": " ", "c": "\u2028"},
    ):
        asked.clear()
        template.render(values)
        assert asked == list(values.values())
