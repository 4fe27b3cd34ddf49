"""Same template, same data: ours and docxtpl's documents are equal, part by part, as canonical XML.

What differs on purpose is listed in ``toolkit/documents/differences.md`` and tested in ``test_differences``.
"""

import json
import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from toolkit.documents import compile_template
from toolkit.documents.values import (
    Image,
    Listing,
    RichParagraphs,
    Style,
    SubDocument,
    mm,
    rich,
)
from toolkit.errors import TemplateRefused

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
SUITE = SHARED / "corpora/docxtpl_suite/elapouya__python-docx-template/tests/templates"
REAL = SHARED / "corpora/templates_real"
BENCH = SHARED / "bench/word/docxtpl.docx"
OWN = ROOT / "templates/word"

Equal = Callable[[bytes | Path, Mapping[str, Any]], None]
needs_corpora = pytest.mark.skipif(not SUITE.is_dir(), reason="../shared/corpora is not beside this checkout")


def picture(name: str) -> bytes:
    return (SUITE / name).read_bytes()


TEXTS = {
    "plain": "年度物業服務",
    "markup": "宿雨 & Sons <中国> \"quoted\" 'single'",
    "lines": "第一行\n第二行\t跳格",
    "paragraphs": "甲\a乙",
    "page": "前\f後",
    "emoji": "🏢 OK 🇨🇳",
    "blanks": "  前後  ",
    "long": "長" * 5000,
    "braces": "{{ x }} {% if %} }} %}",
    "empty": "",
}


def suite_contexts() -> dict[str, dict[str, Any]]:
    """A context for each template of docxtpl's own suite that its own tests fill."""
    styled = (
        rich("a rich text", Style(style="myrichtextstyle"))
        + rich(" with ", Style(size=14))
        + rich("some italic", Style(italic=True, bold=True, color="ff00ff", highlight="#ffff00"))
        + rich(" and ", Style(strike=True, underline="wave", superscript=True))
        + rich("a link & more", Style(link="http://www.google.com/?a=1&b=2", underline=True, color="0000ff"))
        + rich("雪\n宋體\ttab", Style(font="eastAsia:微軟正黑體", lang="zh-TW"))
        + rich("rtl", Style(rtl=True, bold=True, italic=True))
    )
    paragraphs = (
        RichParagraphs().then(rich("first"), "myparastyle").then(styled).then(rich("last", Style(subscript=True)))
    )
    sub = SubDocument(picture("merge_docx_subdoc.docx"))
    people = {"title": "標題 & <T>", "company_name": "The World Wide company", "date": "2016-03-17"}
    return {
        "dynamic_table_tpl.docx": {
            "col_labels": ["fruit", "vegetable", "stone", "thing"],
            "tbl_contents": [
                {"label": "yellow", "cols": ["banana", "capsicum", "pyrite", "taxi"]},
                {"label": "red", "cols": ["apple", "tomato", "cinnabar", "doubledecker"]},
            ],
        },
        "cellbg_tpl.docx": {
            "alerts": [
                {"date": "2015-03-10", "desc": rich("Very critical", Style(color="FF0000")), "type": "CRITICAL", "bg": "FF0000"},
                {"date": "2015-03-11", "desc": rich("Just a warning"), "type": "WARNING", "bg": "FFDD00"},
            ]
        },
        "doc_properties_tpl.docx": {"test": "HelloWorld"},
        "comments_tpl.docx": {},
        "embedded_embedded_docx_tpl.docx": {"name": "John Doe"},
        "embedded_main_tpl.docx": {"name": "John Doe"},
        "get_undeclared_variables.docx": {
            "name": "n", "age": 3, "email": "e", "is_student": True, "has_degree": True, "degree_field": "d",
            "skills": ["a", "b"], "projects": [{"name": "p", "year": 2, "description": "d"}],
            "company_name": "c", "page_number": 1, "generation_date": "g", "author": "a",
        },
        "header_footer_image_tpl.docx": {"mycompany": "The World Wide company"},
        "header_footer_inline_image_tpl.docx": {
            "inline_image": Image(picture("python_logo.png"), height=mm(10)),
            "images": [Image(picture("python_logo.png")), Image(picture("python_jpeg.jpg"), width=mm(20)), Image(picture("zope.png"))],
        },
        "header_footer_tpl.docx": {**people, "mysubdoc": sub},
        "header_footer_tpl_utf8.docx": {**people, "mysubdoc": sub},
        "horizontal_merge_tpl.docx": {},
        "module_execute_tpl.docx": {
            "json_dict_var": {"key": "value & <x>"}, "json_array_var": ["a", 1], "json_string_var": "s",
            "json_int_var": 1, "json_float_var": 1.5, "json_true_var": True, "json_false_var": False, "json_none_var": None,
        },
        "nested_for_tpl.docx": {
            "dishes": [{"name": "Pizza", "ingredients": ["bread", "tomato"]}, {"name": "Air", "ingredients": []}],
            "authors": [{"name": "Saint-Ex", "books": [{"title": "Le petit prince"}, {"title": "Vol"}]}],
        },
        "preserve_spaces_tpl.docx": {"tag_1": " a ", "tag_2": "b"},
        "richtext_and_if_tpl.docx": {"foobar": rich("Foobar!", Style(color="ff0000"))},
        "richtext_eastAsia_tpl.docx": {
            "example": rich("測試TEST", Style(font="eastAsia:Microsoft YaHei")),
            "Chinese": rich("測試", Style(font="eastAsia:微软雅黑")),
            "simsun": rich("測試", Style(font="eastAsia:SimSun")),
        },
        "richtext_paragraph_tpl.docx": {"example": paragraphs},
        "richtext_tpl.docx": {"example": styled},
        "subdoc_tpl.docx": {"mysubdoc": sub},
    }  # fmt: skip


@needs_corpora
@pytest.mark.corpora
@pytest.mark.parametrize("name", sorted(suite_contexts()) if SUITE.is_dir() else [])
def test_docxtpls_own_templates(name: str, equal: Equal) -> None:
    equal(SUITE / name, suite_contexts()[name])


REAL_CONTEXTS: dict[str, dict[str, Any]] = {
    "Agreement_To_Transfer.docx": {
        "firstparty": {"thing": "a", "signature": "x"}, "secondparty": {"thing": "b", "signature": "y"},
    },
    "customerTmpl.docx": {
        "todayStr": "2026-01-05", "recipientName": "王 & 李", "addressList": [["a", "b"], ["c"]], "activeAddrInd": 1, "score": 5,
    },
    "doc-with-toc.docx": {"intro": "i", "use_jd": True, "jurisdiction": "j", "discussion": "d", "conclusion": "c"},
    "docx-template.docx": dict.fromkeys(["title", "subtitle", "planet", "message", "signature", "user"], "甲\n乙\t丙"),
    "docx-template-auto.docx": {"foo": "1", "bar": "<2>"},
    "docx-with-metadata.docx": {"planet": "Mars"},
    "document-language.docx": {"food_list": "飯"},
    "food_template.docx": {"favorite_fruit": "f", "favorite_vegetable": "v"},
    "generic-document.docx": {"title": "t", "x": {"opponent": "o"}},
    "letter.docx": dict.fromkeys(["letter_date", "recipient_address", "subject_line"], "甲\a乙\f丙"),
    "recipe_template.docx": {"title": "t", "preparation_time": "5", "ingredients": ["a", "b & c"], "oven_temperature": 3},
    "sub_doc_params.docx": {
        "grantor": {"name": {"first": "g"}}, "grantee": {"name": {"first": "h"}}, "stuff": "s", "planet": "p",
    },
    "sub_document.docx": {"favorite_fruit": "f"},
    "table_template.docx": {"seeds_of_fruit": {"apple": 5, "melon": 100}},
    "twostage.docx": {"inserted_paragraph": "p"},
    "Legal-Template.docx": {},
    "tagged.docx": {},
    "test_aldocument_docx_1.docx": {},
}  # fmt: skip

OLE = {"customerTmpl.docx"}
CALLS = {
    "al_basic_addendum.docx", "sample_word_template.docx", "test_catchall.docx", "test_if_final.docx",
    "add-separators.docx", "docx-jinja2-demo.docx", "docx-table-columns.docx", "letter_template.docx",
    "declaration_of_favorite_fruit.docx", "exhibit_insert.docx", "graph.docx", "logo_template.docx",
    "main_document.docx", "numbering_template.docx", "team.docx",
}  # fmt: skip


def real(name: str) -> Path:
    return next(REAL.rglob(name))


def without_ole(template: Path, word: Any) -> bytes:
    """The same template without its OLE object, which we refuse."""
    parts = word.parts(template.read_bytes())
    parts = {name: content for name, content in parts.items() if "oleObject" not in name}
    rels = "word/_rels/document.xml.rels"
    parts[rels] = re.sub(rb"<Relationship [^>]*oleObject[^>]*/>", b"", parts[rels])
    body = re.sub(rb"<w:object .*?</w:object>", b"", parts["word/document.xml"], flags=re.DOTALL)
    return word.package(parts | {"word/document.xml": body})


@needs_corpora
@pytest.mark.corpora
@pytest.mark.parametrize("name", sorted(REAL_CONTEXTS))
def test_real_templates(name: str, equal: Equal, word: Any) -> None:
    template: bytes | Path = without_ole(real(name), word) if name in OLE else real(name)
    equal(template, REAL_CONTEXTS[name])


@needs_corpora
@pytest.mark.corpora
def test_every_real_template_is_filled_or_refused_for_a_reason() -> None:
    """What the others ask for is a program: calls of methods, filters of another house, an OLE object."""
    refused = set()
    for path in sorted(REAL.rglob("*.docx")):
        try:
            compile_template(path).render(REAL_CONTEXTS.get(path.name, {}))
        except TemplateRefused as error:
            refused.add(path.name)
            assert error.code in ("template.forbidden", "template.unknown_filter", "template.refused")
    assert refused == CALLS | OLE


@pytest.mark.skipif(not BENCH.is_file(), reason="../shared/bench is not beside this checkout")
def test_the_contract_of_the_bench(equal: Equal) -> None:
    for row in json.loads((BENCH.parent / "data.json").read_text(encoding="utf-8"))[:3]:
        equal(BENCH, row)


# features, one by one

CASES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "names": (("{{ a }} {{ b.c }} {{ b['c'] }} {{ l[0] }} {{ l[-1] }}",), {"a": 1, "b": {"c": "x"}, "l": ["p", "q"]}),
    "numbers": (("{{ 1 + 2 * 3 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 2 ** 5 }} {{ -a }} {{ a / 4 }} {{ b }}",), {"a": 6, "b": 1.5}),
    "joined": (('{{ a ~ "-" ~ b }} {{ "x" + a }}',), {"a": "1", "b": 2}),
    "if": (("{% if a > 1 and not b %}yes{% elif a == 1 %}one{% else %}no{% endif %}",), {"a": 2, "b": False}),
    "if paragraph": (("{%p if a %}", "kept", "{%p else %}", "gone", "{%p endif %}", "end"), {"a": True}),
    "for": (("{% for x in l %}{{ loop.index }}:{{ x }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",), {"l": ["a", "b"]}),
    "for if": (("{% for x in l if x > 1 %}{{ loop.index0 }}{{ x }}{{ loop.length }} {% endfor %}",), {"l": [1, 2, 3]}),
    "for else": (("{% for x in l %}{{ x }}{% else %}none{% endfor %}",), {"l": []}),
    "for pairs": (("{% for k, v in d.items() %}{{ k }}={{ v }};{% endfor %}{% for k in d %}{{ k }}{% endfor %}",), {"d": {"a": 1, "b": 2}}),
    "nested": (("{% for r in t %}{% for c in r %}{{ loop.depth }}{{ c }}{% endfor %}|{% endfor %}",), {"t": [[1, 2], [3]]}),
    "loop variables": (
        ("{% for x in l %}{{ loop.revindex }}{{ loop.first }}{{ loop.revindex0 }}{% if not loop.last %}{{ loop.nextitem }}{% endif %}{% endfor %}",), {"l": ["a", "b"]},
    ),
    "paragraph loop": (("{%p for x in l %}", "{{ x }}", "{%p endfor %}"), {"l": ["a & b", "<c>"]}),
    "set": (("{% set y = x * 2 %}{{ y }}{% for i in l %}{% set y = i %}{{ y }}{% endfor %}{{ y }}",), {"x": 4, "l": [1, 2]}),
    "with": (("{% with a = 1, b = x %}{{ a }}{{ b }}{% endwith %}{{ x }}",), {"x": "X"}),
    "conditional value": (("{{ 'a' if x else 'b' }}{{ 'c' if not x }}",), {"x": 1}),
    "tests": (("{{ x is defined }}{{ y is defined }}{{ x is string }}{{ 3 is odd }}{{ 'a' in l }}{{ x is none }}",), {"x": "s", "l": ["a"]}),
    "filters": (
        ("{{ s|upper }} {{ s|lower }} {{ s|title }} {{ s|capitalize }} {{ s|length }} {{ s|replace('a', 'b') }} {{ s|trim }}",),
        {"s": "aBc dEf "},
    ),
    "list filters": (
        ("{{ l|join(', ') }} {{ l|first }} {{ l|last }} {{ l|sort|join }} {{ l|sum }} {{ l|max }} {{ l|min }} {{ l|reverse|list|join }}",),
        {"l": [3, 1, 2]},
    ),
    "more filters": (
        ("{{ r|map(attribute='n')|join('+') }} {{ r|selectattr('n', 'equalto', 2)|list|length }} {{ x|default('d') }} {{ 1.25|round(1) }}",),
        {"r": [{"n": 1}, {"n": 2}]},
    ),
    "map by a filter": (
        ("{{ r|map(attribute='n')|map('string')|join('-') }} {{ ['a', 'b']|map('upper')|join }} {{ [1.25, 2]|map('round', 1)|join(' ') }}",),
        {"r": [{"n": 1}, {"n": 2}]},
    ),
    "grouping": (("{% for k, g in r|groupby('k') %}{{ k }}:{{ g|length }};{% endfor %}{% for b in l|batch(2) %}{{ b|join }}|{% endfor %}",),
                 {"r": [{"k": "b"}, {"k": "a"}, {"k": "b"}], "l": [1, 2, 3]}),
    "int and float": (("{{ '12'|int }} {{ '1.5'|float }} {{ 'x'|int }} {{ -3|abs }} {{ s|truncate(9) }} {{ s|wordcount }}",), {"s": "one two three four"}),
    "escaped braces": (("{_{ not a tag }_} {_% nor this %_} {{ a }}",), {"a": 1}),
    "comments": (("a {# gone #} b", "{#p gone too #}", "c {{ x }}"), {"x": 1}),
    "raw": (("{% raw %}{{ x }} {% if %}{% endraw %} {{ x }}",), {"x": 1}),
    "blank control": (("a  {{- x -}}  b",), {"x": 1}),
    "joined paragraphs": (("My house is {% if x -%}", "in town", "{%- else -%}", "far away", "{%- endif %} and I love it."), {"x": True}),
    "curly quotes": (("{{ “a” ~ ‘b’ }}{% if x == “y” %}yes{% endif %}",), {"x": "y"}),
    "braces in quotes": (("{{ '{{' }}", "{{ '{%' ~ x }}", "{{ '}}' }}", "{{ '{{ x }}' }}", "{% if x == '{{ y }}' %}no{% endif %}", '{{ "%}{%" }}', "it's {{ x }} that's"), {"x": "y"}),
    "pairs": (("{{ a, b }} {{ (a, b) }} {{ a, }} {{ [a, b] }} {{ {'a': b} }} {% set c = a, b %}{{ c }}",), {"a": "A", "b": 1}),
    "run tags": (("a {%r if x %}b{%r endif %} c {{r r }} d",), {"x": True, "r": rich("bold", Style(bold=True))}),
    "listing": (("{{ x }}",), {"x": Listing("a & b\nc\td\ae\ff")}),
    "picture": (("before {{ x }} after",), {"x": Image(b"")}),
    "many": (("{%p for x in l %}", "{{ x.a }} {{ x.b }}", "{%p endfor %}"), {"l": [{"a": i, "b": "長"} for i in range(300)]}),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(CASES))
def test_features(name: str, equal: Equal, word: Any) -> None:
    paragraphs, context = CASES[name]
    if name == "picture":
        if not SUITE.is_dir():
            pytest.skip("../shared/corpora is not beside this checkout")
        context = {"x": Image(picture("zope.png"), width=mm(12), link="https://example.com/?a=1&b=2")}
    equal(word.document(*paragraphs), context)


TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "rows": (("名", "值"), ("{%tr for x in l %}", ""), ("{{ x.a }}", "{{ x.b }}"), ("{%tr endfor %}", "")),
    "conditional row": (("{%tr if l %}", ""), ("{{ l|length }}", "b"), ("{%tr endif %}", ""), ("c", "d")),
    "columns": (("{%tc for x in l %}", "{{ x.a }}", "{%tc endfor %}"), ("{%tc for x in l %}", "{{ x.b }}", "{%tc endfor %}")),
    "cell colours": (("{%tr for x in l %}", ""), ("{% cellbg x.c %}{{ x.a }}", "{{ x.b }}"), ("{%tr endfor %}", "")),
    "wide head": (("{% colspan l|length %}head",) + ("",) * 2, ("{%tc for x in l %}", "{{ x.a }}", "{%tc endfor %}")),
    "merged down": (("{%tr for x in l %}", ""), ("{% vm %}all", "{{ x.b }}"), ("{%tr endfor %}", "")),
    "merged across": (("{%tc for x in l %}", "{% hm %}all", "{%tc endfor %}"), ("{%tc for x in l %}", "{{ x.a }}", "{%tc endfor %}")),
}  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 7])
@pytest.mark.parametrize("name", sorted(TABLES))
def test_tables(name: str, count: int, equal: Equal, word: Any) -> None:
    rows = [{"a": f"a{i} & b", "b": i, "c": "FFDD00"} for i in range(count)]
    equal(word.document("x", table=TABLES[name]), {"l": rows})


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_texts(kind: str, equal: Equal, word: Any) -> None:
    template = word.document("x{{ t }}y", "{{ t }}", table=(("{{ t }}", "b {{ t }}"),))
    equal(template, {"t": TEXTS[kind]})


# mutations: Word splits what was typed wherever it likes

RUN = re.compile(
    r"<w:r(?: [^>]*)?>(?P<rpr><w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t(?: [^>]*)?>(?P<text>[^<]{2,})</w:t></w:r>"
)


def split_at_random(xml: str, chance: random.Random) -> str:
    """Split runs at random places, as Word does where spelling, language or the cursor changed."""

    def split(found: re.Match[str]) -> str:
        text, rpr = found["text"], found["rpr"] or ""
        pieces = re.findall(r"&\w+;|.", text, re.DOTALL)
        cuts = sorted(chance.sample(range(1, len(pieces)), min(chance.randint(0, 4), len(pieces) - 1)))
        out = []
        for start, end in zip([0, *cuts], [*cuts, len(pieces)], strict=True):
            noise = chance.choice(
                ["", "", '<w:proofErr w:type="spellStart"/>', '<w:bookmarkStart w:id="7" w:name="b"/>']
            )
            look = chance.choice([rpr, rpr, '<w:rPr><w:lang w:val="en-US"/></w:rPr>'])
            text = "".join(pieces[start:end])
            out.append(f'{noise}<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>')
        return "".join(out)

    return RUN.sub(split, xml)


MUTATED = (
    "names",
    "if",
    "for",
    "set",
    "filters",
    "run tags",
    "blank control",
    "paragraph loop",
    "if paragraph",
    "comments",
)


@pytest.mark.parametrize("seed", range(12))
def test_tags_split_over_runs(seed: int, equal: Equal, word: Any) -> None:
    chance = random.Random(seed)
    for name in MUTATED:
        paragraphs, context = CASES[name]
        parts = word.parts(word.document(*paragraphs))
        body = split_at_random(parts["word/document.xml"].decode(), chance)
        equal(word.package(parts | {"word/document.xml": body.encode()}), context)


@needs_corpora
@pytest.mark.corpora
@pytest.mark.parametrize(
    "name", ["dynamic_table_tpl.docx", "nested_for_tpl.docx", "header_footer_tpl.docx", "richtext_tpl.docx"]
)
def test_docxtpls_templates_split_over_runs(name: str, equal: Equal, word: Any) -> None:
    parts = word.parts((SUITE / name).read_bytes())
    body = split_at_random(parts["word/document.xml"].decode(), random.Random(name))
    equal(word.package(parts | {"word/document.xml": body.encode()}), suite_contexts()[name])
