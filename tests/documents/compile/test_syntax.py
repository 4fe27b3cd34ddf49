"""Every way to write a tag wrongly has its own sentence, in both languages, about the tag that is wrong."""

import io
import re

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.errors import TemplateError
from toolkit.messages.catalogue import error_sentence


def refused(*paragraphs: str) -> TemplateError:
    document, out = docx.Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(out)
    with pytest.raises(TemplateError) as told:
        compile_template(out.getvalue())
    return told.value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("{{ a + }}", "template.nothing_inside"),
        ("{% for x in %}", "template.nothing_inside"),
        ("{% if %}{% endif %}", "template.nothing_inside"),
        ("{% for x %}", "template.no_in"),
        ("{% for a.b in c %}{% endfor %}", "template.no_in"),
        ("{% for x in y %}", "template.no_end"),
        ("{% if a %}{% for x in y %}{% endif %}{% endfor %}", "template.crossed"),
        ("{% if a %}{% else %}{% else %}{% endif %}", "template.crossed"),
        ("{% foo %}", "template.unknown_word"),
        ("{% endfor %}", "template.no_begin"),
        ("{% elif a %}", "template.no_begin"),
        ("{{ a b }}", "template.two_things"),
        ("{{ 1a }}", "template.two_things"),
        ("{{ a( }}", "template.open_bracket"),
        ("{{ a[ }}", "template.open_bracket"),
        ("{{ a) }}", "template.stray_bracket"),
        ("{{ 'a }}", "template.open_quote"),
        ("{{ a = 1 }}", "template.single_equals"),
        ("{% if a = 1 %}{% endif %}", "template.single_equals"),
        ("{{ a § b }}", "template.strange_sign"),
        ("{{ a && b }}", "template.strange_sign"),
        ("{{ a！= 1 }}", "template.strange_sign"),
        ("{{ a; }}", "template.strange_sign"),
        ("{% set 1 = 2 %}", "template.cannot_set"),
        ("{% set a %}", "template.no_end"),
        ("{{ a | }}", "template.no_name"),
        ("{{ a. }}", "template.no_name"),
        ("{{ a is }}", "template.no_name"),
        ("{{ f(a=1,2) }}", "template.syntax"),
    ],
)
def test_each_kind_of_slip_has_its_sentence(typed, code):
    error = refused("甲", typed)
    assert error.code == code
    zh, en = error_sentence(error, "zh-Hant"), error_sentence(error, "en")
    assert zh.startswith("第2段的『{")
    assert "paragraph 2" in en
    assert re.search(r"(?i)token|unexpected|jinja|char |statement|…$", zh + en) is None
    assert not re.search(r"\{[a-z_]+\}", zh + en)


def test_a_block_without_end_is_told_where_it_begins():
    error = refused("{% if a %}{% endif %}", "{% for x in y %}", "{{ x }}", "完")
    assert (error.data["tag"], error.data["place"].paragraph) == ("{% for x in y %}", 2)
    assert "{% endfor %}" in error_sentence(error, "zh-Hant")
