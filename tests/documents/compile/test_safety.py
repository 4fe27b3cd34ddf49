"""Every known attack through a template, its data or its package is refused, and quickly."""

import io
import re
import struct
import time
import zipfile
import zlib
from typing import Any

import PIL.Image
import pytest

from toolkit.documents import compile_template
from toolkit.documents.compile.frame import Limits
from toolkit.documents.values import (
    Extras,
    Image,
    Link,
    ReplaceMedia,
    ReplacePart,
    ReplacePicture,
    SubDocument,
    rich,
)
from toolkit.errors import RenderError, TemplateError, TemplateRefused
from toolkit.messages.catalogue import error_sentence

PNG = (
    b"\x89PNG\r\n\x1a\n"
    + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 4, 3, 8, 2, 0, 0, 0)
    + b"\0\0\0\0\0\0\0\0IDAT....IEND"
)


def entry(name: str, content: bytes, size: int | None = None) -> bytes:
    """A zip of one part that says it is ``size`` bytes long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    raw = out.getvalue()
    return raw if size is None else raw.replace(struct.pack("<I", len(content)), struct.pack("<I", size))


@pytest.fixture(autouse=True)
def quickly():
    """No attack may hold us up, whatever it tries."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 5


FORBIDDEN = {
    "a method of a picture": "{{ img.tpl.docx.save('x') }}",
    "a method of text": "{{ 'a'.upper() }}",
    "format": "{{ '{0.__class__}'.format(x) }}",
    "classes": "{{ ''.__class__.__mro__ }}",
    "private fields": "{{ x._secret }}",
    "globals": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "range": "{% for a in range(10) %}{% for b in range(10**9) %}x{% endfor %}{% endfor %}",
    "attr": "{{ x|attr('__class__') }}",
    "a test by a value": "{{ x|select(y)|list }}",
    "no test": "{{ x|selectattr('a', 'callable')|list }}",
    "a call of a loop": "{% for a in x %}{{ loop(a) }}{% endfor %}",
    "a call like a loop's": "{% for a in x %}{{ a.cycle(1) }}{% endfor %}",
    "safe": "{{ x|safe }}",
    "pprint": "{{ x|pprint }}",
    "xmlattr": "{{ x|xmlattr }}",
    "map to no filter": "{{ x|map('nosuch')|join }}",
    "map to a filter by a value": "{{ x|map(y)|join }}",
    "map to map": "{{ x|map('map', 'upper')|join }}",
    "autoescape": "{% autoescape true %}{{ x }}{% endautoescape %}",
    "map to a filter": "{{ x|map('attr', '__class__')|list }}{{ x|tojson }}",
    "macro": "{% macro m() %}x{% endmacro %}",
    "call": "{% call x() %}y{% endcall %}",
    "include": "{% include 'x' %}",
    "import": "{% import 'x' as y %}",
    "from": "{% from 'x' import y %}",
    "extends": "{% extends 'x' %}",
    "block": "{% block x %}y{% endblock %}",
    "filter block": "{% filter upper %}y{% endfilter %}",
    "namespace": "{% set n = namespace(a=1) %}",
    "field of a namespace": "{% set n.a = 1 %}",
    "captured text": "{% set x %}y{% endset %}",
    "recursive loop": "{% for x in l recursive %}{{ loop(x) }}{% endfor %}",
    "spread arguments": "{{ x|join(*l) }}",
    "callable test": "{{ x is callable }}",
    "filter test": "{{ 'x' is filter }}",
}


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
@pytest.mark.parametrize("where", ["body", "title", "footnote"])
def test_forbidden_code_is_refused_when_compiled(name: str, where: str, word: Any) -> None:
    parts = word.parts(word.document(FORBIDDEN[name] if where == "body" else "x"))
    code = FORBIDDEN[name].replace("&", "&amp;").replace("<", "&lt;")
    if where == "title":
        core = re.sub(rb"<dc:title>.*?</dc:title>|<dc:title/>", b"", parts["docProps/core.xml"])
        parts["docProps/core.xml"] = core.replace(b"<dc:creator>", f"<dc:title>{code}</dc:title><dc:creator>".encode())
    if where == "footnote":
        parts = with_footnote(parts, code)
    with pytest.raises(TemplateError) as caught:
        compile_template(word.package(parts))
    assert caught.value.code in ("template.forbidden", "template.unknown_filter", "template.syntax")
    assert caught.value.data["tag"].startswith("{")


def with_footnote(parts: dict[str, bytes], text: str) -> dict[str, bytes]:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    mime = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    note = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    return related(parts, kind, "footnotes.xml") | {
        "word/footnotes.xml": note.encode(),
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(
            b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{mime}"/></Types>'.encode()
        ),
    }


def related(parts: dict[str, bytes], kind: str, target: str, mode: str = "") -> dict[str, bytes]:
    name = "word/_rels/document.xml.rels"
    line = f'<Relationship Id="rId900" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return {**parts, name: parts[name].replace(b"</Relationships>", line.encode())}


REFUSED_WHEN_FILLED = {
    "a width of printf": ("{{ '%0200000000d' % 1 }}", {}),
    "a width of format": ("{{ '%0200000000d'|format(1) }}", {}),
    "decimals of format": ("{{ '%.999999999f'|format(1) }}", {}),
    "a width from data": ("{{ '%*d' % (x, 1) }}", {"x": 10**9}),
    "many fields of format": ("{{ t|format(1) }}", {"t": "%200d" * 10**5}),
    "an object in format": ("{{ '%s'|format(x) }}", {"x": object()}),
    "a representation": ("{{ '%r'|format(x) }}", {"x": "x"}),
    "repeated text": ("{{ 'a' * 10**9 }}", {}),
    "repeated list": ("{{ [0] * 10**9 }}", {}),
    "towers": ("{{ 9 ** 9 ** 9 }}", {}),
    "long products": ("{{ a * a * a * a * a * a * a * a * a * a * a * a }}", {"a": 10**900}),
    "doubling": ("{% set a = t ~ t %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}", {"t": "x" * 1000}),
    "doubling lists": ("{% set a = [1] %}" + "{% set a = a + a %}" * 40 + "{{ a }}", {}),
    "replace": ("{{ 'aaaaaaaaaa'" + "|replace('a', 'aaaaaaaaaa')" * 12 + " }}", {}),
    "join": ("{{ t|join(t)|join(t) }}", {"t": "x" * 9000}),
    "batch": ("{{ [1]|batch(10**9, 0) }}", {}),
    "indent": ("{{ t" + "|indent(200)" * 3 + "|replace('  ', '\\n\\n')|indent(200) }}", {"t": "\n" * 200000}),
    "a number of a million digits": ("{{ '1e1000000'|thousands }}", {}),
    "round": ("{{ 1.5|round(10**9, 'floor') }}", {}),
    "fields of a picture": ("{{ x.content }}", {"x": Image(PNG)}),
    "an object": ("{{ x }}", {"x": object()}),
    "a field of an object": ("{{ x.y }}", {"x": object()}),
    "an object in a list": ("{{ x }}", {"x": [object()]}),
    "a function": ("{{ x }}", {"x": print}),
    "an item of an object": ("{{ x['y'] }}", {"x": object()}),
    "a loop's own": ("{% for a in [1] %}{{ loop.items }}{% endfor %}", {}),
    "a loop over an object": ("{% for a in x %}{{ a }}{% endfor %}", {"x": iter([1])}),
    "a script for a link": ("{{r x }}", {"x": Link("javascript:alert(1)")}),
    "a file for a link": ("{{r x }}", {"x": Link("file:///etc/passwd", "x")}),
    "no picture": ("{{ x }}", {"x": Image(b"%PDF-1.4")}),
    "no document": ("{{p x }}", {"x": SubDocument(b"PK nothing")}),
}


@pytest.mark.parametrize("name", sorted(REFUSED_WHEN_FILLED))
def test_what_only_data_bring_about_is_refused_when_filled(name: str, word: Any) -> None:
    text, context = REFUSED_WHEN_FILLED[name]
    template = compile_template(word.document(text))
    with pytest.raises(RenderError) as caught:
        template.render(context)
    assert caught.value.data["place"].paragraph == 1
    assert caught.value.data["tag"] in text


def test_a_picture_of_900_megapixels_is_refused(word: Any) -> None:
    huge = PNG.replace(struct.pack(">II", 4, 3), struct.pack(">II", 30_000, 30_000))
    with pytest.raises(RenderError) as caught:
        compile_template(word.document("{{ x }}")).render({"x": Image(huge)})
    assert caught.value.code == "render.picture_too_big"
    with_picture = compile_template(compile_template(word.document("{{ x }}")).render({"x": Image(PNG)}))
    with pytest.raises(RenderError) as caught:
        with_picture.render({}, extras=Extras(replace=(ReplacePicture("image.png", huge),)))
    assert caught.value.code == "render.picture_too_big"


def test_a_picture_of_900_megapixels_is_refused_in_templates_sub_documents_and_replacements(word: Any) -> None:
    huge = PNG.replace(struct.pack(">II", 4, 3), struct.pack(">II", 30_000, 30_000))
    shown = compile_template(word.document("{{ x }}")).render({"x": Image(PNG)})
    parts = word.parts(shown)
    media = next(name for name in parts if "/media/" in name)
    with pytest.raises(TemplateRefused) as caught:
        compile_template(word.package(parts | {media: huge}))
    assert (caught.value.code, caught.value.data["part"]) == ("template.picture_too_big", media)
    sub_document = SubDocument(word.package(parts | {media: huge}))
    with pytest.raises(RenderError) as refused:
        compile_template(word.document("{{p x }}")).render({"x": sub_document})
    assert refused.value.data["reason"] == "template.picture_too_big"
    for other in (ReplaceMedia(PNG, huge), ReplacePart(media, huge)):
        with pytest.raises(RenderError) as refused:
            compile_template(shown).render({}, extras=Extras(replace=(other,)))
        assert refused.value.code == "render.picture_too_big"


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    PIL.Image.new("RGB", (40, 30), "red").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP"])
def test_a_picture_that_is_cut_off_is_refused_and_a_whole_one_shown(kind: str, word: Any) -> None:
    template = compile_template(word.document("{{ x }}"))
    whole = picture(kind)
    assert word.paragraphs(template.render({"x": Image(whole)})) == [""]
    with pytest.raises(RenderError) as caught:
        template.render({"x": Image(whole[: len(whole) * 9 // 10])})
    assert caught.value.code == "render.picture_cut_off"


@pytest.mark.parametrize("content", [picture("TIFF"), picture("WEBP"), b"<svg/>", b"\1\0\0\0" + b" EMF" * 30, b""])
def test_pictures_that_word_cannot_be_sure_to_show_are_refused(content: bytes, word: Any) -> None:
    with pytest.raises(RenderError) as caught:
        compile_template(word.document("{{ x }}")).render({"x": Image(content)})
    assert caught.value.code == "render.not_a_picture"


@pytest.mark.parametrize("size", [{"width": -5}, {"height": 10**12}, {"width": 10**9, "height": 5}])
def test_a_picture_of_an_impossible_size_is_refused(size: dict[str, int], word: Any) -> None:
    with pytest.raises(RenderError) as caught:
        compile_template(word.document("{{ x }}")).render({"x": Image(picture("PNG"), **size)})
    assert caught.value.code == "render.picture_size"


def test_a_block_that_would_tear_a_table_is_refused_with_its_place(word: Any) -> None:
    loop, end = "<w:p><w:r><w:t>{% for i in l %}</w:t></w:r></w:p>", "<w:p><w:r><w:t>x{% endfor %}</w:t></w:r></w:p>"
    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p/>"
    for body in (loop + table.format(end), table.format(loop) + end):
        with pytest.raises(TemplateError) as caught:
            compile_template(word.with_body(body))
        assert (caught.value.code, caught.value.data["end"]) == ("template.torn", "{% endfor %}")
    assert compile_template(word.with_body(table.format(loop + end))).render({"l": []})


def test_loops_within_loops_end_at_the_limit(word: Any) -> None:
    text = "{% for a in l %}{% for b in l %}{% for c in l %}{% for d in l %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}"
    template = compile_template(word.document(text), limits=Limits(rounds=20_000))
    with pytest.raises(RenderError) as caught:
        template.render({"l": list(range(1000))})
    assert (caught.value.code, caught.value.data["tag"]) == ("render.too_many_rounds", "{% for d in l %}")


def test_a_document_ends_at_the_limit_of_bytes_and_of_time(word: Any) -> None:
    template = word.document("{% for a in l %}{{ t }}{% endfor %}")
    context = {"l": list(range(5000)), "t": "x" * 10_000}
    for limits, code in ((Limits(bytes=1_000_000), "render.too_large_whole"), (Limits(seconds=0.0), "render.too_slow")):
        with pytest.raises(RenderError) as caught:
            compile_template(template, limits=limits).render(context)
        assert (caught.value.code, caught.value.data["tag"]) == (code, "{% for a in l %}")


def test_depth_without_end_is_refused(word: Any) -> None:
    for text in (
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
        "{{ " + "-" * 5000 + "1 }}",
        "{{ " + "not " * 5000 + "1 }}",
    ):
        with pytest.raises(TemplateError):
            compile_template(word.document(text)).render({})


PACKAGES = {
    "macros": ("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml"),
    "a template file": ("[Content_Types].xml", b"document.main+xml", b"template.main+xml"),
    "an entity": ("word/document.xml", b"<w:document", b'<!DOCTYPE d [<!ENTITY a "b">]><w:document'),
}


@pytest.mark.parametrize("name", sorted(PACKAGES))
def test_packages_that_are_refused(name: str, word: Any) -> None:
    part, old, new = PACKAGES[name]
    parts = word.parts(word.document("{{ x }}"))
    assert old in parts[part]
    with pytest.raises(TemplateError):
        compile_template(word.package(parts | {part: parts[part].replace(old, new, 1)}))


RELATIONS = {
    "OLE": ("oleObject", "embeddings/oleObject1.bin", ""),
    "altChunk": ("aFChunk", "afchunk.mht", ""),
    "macros": ("vbaProject", "vbaProject.bin", ""),
    "a control": ("control", "activeX/activeX1.xml", ""),
    "a part of another document": ("subDocument", "file:///x.docx", ' TargetMode="External"'),
    "a template elsewhere": ("attachedTemplate", "http://evil.example/t.dotm", ' TargetMode="External"'),
    "a picture elsewhere": ("image", "http://evil.example/a.png", ' TargetMode="External"'),
    "a frame": ("frame", "http://evil.example/", ' TargetMode="External"'),
    "a script": ("hyperlink", "javascript:alert(1)", ' TargetMode="External"'),
    "small letters": ("image", "http://evil.example/a.png", ' TargetMode="external"'),
    "a mode that is none": ("image", "x.png", ' TargetMode="EXTERNAL "'),
    "an address said to be inside": ("image", "http://evil.example/a.png", ' TargetMode="Internal"'),
    "an address without a mode": ("attachedTemplate", "file://evil.example/t.dotm", ""),
    "a share": ("image", r"\\evil\a.png", ""),
    "a kind in capitals": ("OLEOBJECT", "embeddings/x.xlsx", ""),
    "a task pane": ("webextensiontaskpanes", "webextensions/taskpanes.xml", ""),
    "a helper program": ("hyperlink", "ms-msdt:/id PCWDiagnostic", ' TargetMode="external"'),
    "a search": ("hyperlink", "search-ms:query=x", ' TargetMode="External"'),
}


@pytest.mark.parametrize("name", sorted(RELATIONS))
def test_relationships_that_are_refused(name: str, word: Any) -> None:
    kind, target, mode = RELATIONS[name]
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    parts = related(word.parts(word.document("{{ x }}")), office + kind, target, mode)
    with pytest.raises(TemplateRefused) as caught:
        compile_template(word.package(parts))
    assert caught.value.code == "template.refused"
    assert kind in str(caught.value.data["what"])


UNRELATED = {
    "macros": ("word/vbaProject.bin", b"x"),
    "macros elsewhere": ("docProps/VBAPROJECT.BIN", b"x"),
    "data of macros": ("word/vbaData.xml", b"<x/>"),
    "a control": ("word/activeX/activeX1.xml", b"<x/>"),
    "a control's state": ("word/activeX/activeX1.bin", b"x"),
    "an object": ("word/embeddings/oleObject1.bin", b"x"),
    "an object elsewhere": ("media/oleObject1.bin", b"x"),
    "an object under another name": ("word/embeddings/table.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600),
    "a workbook with macros": ("word/embeddings/table.xlsx", entry("xl/vbaProject.bin", b"x")),
    "a ribbon": ("customUI/customUI14.xml", b"<x/>"),
    "toolbars": ("word/attachedToolbars.bin", b"x"),
    "an add-in": ("word/webextensions/taskpanes.xml", b"<x/>"),
    "a program": ("word/media/setup.exe", b"MZ"),
    "a script": ("word/media/a.vbs", b"x"),
}


@pytest.mark.parametrize("name", sorted(UNRELATED))
def test_parts_that_nothing_leads_to_are_never_carried_along(name: str, word: Any) -> None:
    part, content = UNRELATED[name]
    source = word.package(word.parts(word.document("{{ x }}")) | {part: content})
    with pytest.raises(TemplateRefused) as caught:
        compile_template(source)
    assert caught.value.data["part"] == part
    with pytest.raises(RenderError):
        compile_template(word.document("{{p x }}")).render({"x": SubDocument(source)})


def test_harmless_parts_are_carried_along(word: Any) -> None:
    parts = {
        "word/embeddings/table.xlsx": entry("xl/workbook.xml", b"<x/>"),
        "word/printerSettings/printerSettings1.bin": b"x",
        "word/media/olevba.png": PNG,
    }
    document = compile_template(word.package(word.parts(word.document("{{ x }}")) | parts)).render({"x": "y"})
    assert {name: word.parts(document)[name] for name in parts} == parts


def test_fields_in_comments_and_building_blocks_are_looked_at(word: Any) -> None:
    code = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:comments>'
    field = FIELD.replace("{code}", "DDEAUTO\u00a0c:\\x").replace("{shown}", "x")
    for part in ("word/comments.xml", "word/glossary/document.xml"):
        parts = word.parts(word.document("{{ x }}")) | {part: code.format(field).encode()}
        with pytest.raises(TemplateRefused):
            compile_template(word.package(parts))


def test_a_plain_link_of_the_template_is_fine(word: Any) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    parts = related(word.parts(word.document("{{ x }}")), office, "https://example.com/", ' TargetMode="External"')
    assert word.paragraphs(compile_template(word.package(parts)).render({"x": "y"})) == ["y"]


FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)


@pytest.mark.parametrize(
    "code", ['DDEAUTO c:\\\\x "/k calc"', "DDE x y", 'INCLUDETEXT "c:\\\\x"', 'INCLUDEPICTURE "http://x/"', "LINK x"]
)
def test_fields_that_fetch_or_run_are_refused(code: str, word: Any) -> None:
    split = FIELD.replace("{code}", code[:3] + '</w:instrText></w:r><w:r><w:instrText xml:space="preserve">' + code[3:])
    simple = (
        f'<w:p><w:fldSimple w:instr="{code.replace(chr(34), "&quot;")}"><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'
    )
    for xml in (FIELD.replace("{code}", code), split, simple):
        with pytest.raises(TemplateRefused):
            compile_template(word.with_body(xml.replace("{shown}", "x")))


def test_field_codes_are_not_templated_and_their_results_are(word: Any) -> None:
    template = word.with_body(FIELD.replace("{code}", 'HYPERLINK "{{ x }}"').replace("{shown}", "{{ x }}"))
    body = word.parts(compile_template(template).render({"x": "DATA"}))["word/document.xml"].decode()
    assert 'HYPERLINK "{{ x }}"' in body
    assert body.count("DATA") == 1
    assert re.search(r"<w:t[^>]*>DATA</w:t>", body)


def test_text_between_the_codes_of_a_field_is_not_templated(word: Any) -> None:
    inside = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>{{ x }}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    document = compile_template(word.with_body(f"<w:p>{inside}</w:p><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>"))
    assert word.parts(document.render({"x": "DATA"}))["word/document.xml"].count(b"DATA") == 1


def test_data_are_never_read_as_a_template(word: Any) -> None:
    hostile = "{{ secret }}{% for x in l %}{# #}</w:t></w:r><w:p/>&lt;{_{"
    template = compile_template(word.document("{{ a }}", "{% if a %}{{ a }}{% endif %}"))
    assert word.paragraphs(template.render({"a": hostile, "secret": "S"})) == [hostile, hostile]


def test_rich_text_holds_no_markup(word: Any) -> None:
    from toolkit.documents.values import Style

    hostile = '"/><w:b/><x y="'
    look = Style(style=hostile, font=hostile, lang=hostile)
    document = compile_template(word.document("{{r x }}")).render({"x": rich(hostile, look)})
    assert word.paragraphs(document) == [hostile]
    assert b"<w:b/>" not in word.parts(document)["word/document.xml"]
    for wrong in (Style(color="red"), Style(highlight='"/>')):
        with pytest.raises(RenderError):
            compile_template(word.document("{{r x }}")).render({"x": rich("x", wrong)})


def test_cell_tags_take_only_a_colour_and_a_width(word: Any) -> None:
    template = compile_template(word.document("x", table=(("{% cellbg c %}a", "{% colspan n %}b"),)))
    for context in ({"c": 'FF"/><w:b/>', "n": 1}, {"c": "FF0000", "n": "x"}):
        with pytest.raises(RenderError):
            template.render(context)
    body = word.parts(template.render({"c": "#FF0000", "n": 10**9}))["word/document.xml"]
    assert b'<w:gridSpan w:val="63"/>' in body


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"PK\x05\x06" + b"\0" * 18,
        b"not a package at all",
        entry("../evil.xml", b"x"),
        entry("word/document.xml", b"x" * 1000, 999_999_999),
        entry("word/document.xml", b"x" * 1000, 10),
        entry("word/document.xml", b"x" * 1000)[:-30],
    ],
)
def test_damaged_and_hostile_packages(source: bytes) -> None:
    with pytest.raises(TemplateError):
        compile_template(source)


def test_what_cannot_be_opened_is_told_in_the_authors_language() -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    sentence = error_sentence(caught.value, "zh-Hant")
    assert "加了密碼" in sentence
    assert "directory" not in sentence


def test_a_part_that_unpacks_to_more_than_it_says_is_not_unpacked_further(word: Any) -> None:
    parts = word.parts(word.document("{{ x }}"))
    bomb = word.package(parts | {"word/document.xml": parts["word/document.xml"] + b" " * 50_000_000})
    size = struct.pack("<I", len(parts["word/document.xml"]) + 50_000_000)
    with pytest.raises(TemplateError):
        compile_template(bomb.replace(size, struct.pack("<I", 5000)))
    assert zlib.crc32(b"") == 0


DOUBLED = {
    "lists": "{% set a = [1] %}" + "{% set a = [a, a] %}" * 40,
    "tuples": "{% set a = (1,) %}" + "{% set a = (a, a) %}" * 40,
    "dicts": "{% set a = {'x': 1} %}" + "{% set a = {'x': a, 'y': a} %}" * 40,
    "keys": "{% set a = (1,) %}" + "{% set a = (a, a) %}" * 40 + "{% set a = {a: 1} %}",
    "sums": "{% set a = [1] %}" + "{% set a = [a] + [a] %}" * 40,
    "batches": "{% set a = [1] %}"
    + "{% set a = [1]|batch(2, a)|list %}" * 40
    + "{% set a = a|batch(9000, a)|list %}" * 9,
    "items": "{% set a = t|list %}" + "{% set a = [1]|batch(9000, a)|list %}" * 9,
    "depth": "{% set a = [a] %}" * 3000,
}


@pytest.mark.parametrize("name", sorted(DOUBLED))
@pytest.mark.parametrize("used", ["{{ a }}", "{{ a|join }}", "{{ a == a }}{{ a in [a] }}{{ a|unique|list }}"])
def test_what_shares_its_parts_without_end_never_comes_to_be(name: str, used: str, word: Any) -> None:
    with pytest.raises(RenderError) as caught:
        compile_template(word.document(DOUBLED[name] + used)).render({"t": "x" * 1000})
    assert caught.value.code == "render.too_large"
    assert caught.value.data["tag"] in DOUBLED[name]


TOO_MUCH_IN_ALL = {
    "texts": "{% set a = t ~ t ~ '1' %}" * 300,
    "lists": "{% set a = l[:] %}" * 30,
    "wrapped lines": "{{ t[:9000]|wordwrap(1, true, t[:9000]) }}",
    "a long text wrapped": "{{ t|wordwrap(2) }}",
    "rows filled up": "{{ rows|map('batch', 9999, 1)|list }}",
    "lists gone through for each": "{{ l|select('in', k)|list }}",
    "texts printed": "{% set a = t ~ t %}" + "{{ a }}" * 400,
}


@pytest.mark.parametrize("name", sorted(TOO_MUCH_IN_ALL))
def test_what_is_made_for_a_document_has_a_limit_in_all(name: str, word: Any) -> None:
    numbers = list(range(1_000_000))
    context = {"t": "x" * 400_000, "l": numbers, "k": [-1] * 1000, "rows": ["ab"] * 5000}
    with pytest.raises(RenderError) as caught:
        compile_template(word.document(TOO_MUCH_IN_ALL[name]), limits=Limits(bytes=20_000_000)).render(context)
    assert caught.value.code in ("render.too_large", "render.too_large_whole")


@pytest.mark.parametrize("text", ["{{ " + "+".join("1" * 900) + " }}", "{{ " + "9" * 5000 + " }}"])
def test_an_expression_without_end_is_refused_with_its_place(text: str, word: Any) -> None:
    with pytest.raises(TemplateRefused) as caught:
        compile_template(word.document(text))
    assert (caught.value.code, caught.value.data["place"].paragraph) == ("template.too_long", 1)


@pytest.mark.parametrize("name", ["string", "upper", "join", "trim", "title", "遮罩", "truncate", "wordcount", "日期"])
def test_filters_take_plain_data_only(name: str, word: Any) -> None:
    for value in (object(), [object()]):
        with pytest.raises(RenderError) as caught:
            compile_template(word.document(f"{{{{ x|{name} }}}}")).render({"x": value})
        assert caught.value.code == "render.filter"


@pytest.mark.parametrize("name", ["first", "list", "join", "last", "map('string')|list", "sort"])
def test_filters_go_through_lists_only(name: str, word: Any) -> None:
    class Open:
        def __iter__(self) -> Any:
            return iter(["secret"])

    with pytest.raises(RenderError):
        compile_template(word.document(f"{{{{ x|{name} }}}}")).render({"x": Open()})


def test_what_is_asked_about_a_loop_is_asked_once(word: Any) -> None:
    template = compile_template(word.document("{% for a in l %}{{ loop.changed(a) }} {% endfor %}"))
    assert word.paragraphs(template.render({"l": [1, 1, 2]})) == ["True False True "]


def test_a_template_cannot_be_changed(word: Any) -> None:
    template = compile_template(word.document("{{ x }}"))
    with pytest.raises(AttributeError):
        template._parts = ()
    assert word.paragraphs(template.render({"x": "y"})) == ["y"]


def test_why_a_sub_document_cannot_be_used_is_said_in_words(word: Any) -> None:
    with pytest.raises(RenderError) as error:
        compile_template(word.document("{{p x }}")).render({"x": SubDocument(b"no document")})
    told = {language: error_sentence(error.value, language) for language in ("zh-Hant", "en")}
    assert told["zh-Hant"].startswith("要插入的文件用不了：這份範本打不開：檔案已損壞、加了密碼，或者不是 .docx。")
    assert told["en"].startswith("The document to be put in cannot be used: The template cannot be opened")
    assert not any("template." in sentence for sentence in told.values())
