"""Attacks that need no tag: fields in disguise, parts and links that act by themselves. Each refused with its part."""

from typing import Any

import pytest

from toolkit.documents import compile_template
from toolkit.documents.values import SubDocument
from toolkit.errors import RenderError, TemplateError, TemplateRefused
from toolkit.messages.catalogue import error_sentence

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def run(inside: str) -> str:
    return f"<w:r>{inside}</w:r>"


def char(kind: str) -> str:
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def code(text: str, tag: str = "instrText") -> str:
    return run(f'<w:{tag} xml:space="preserve">{text}</w:{tag}>')


def field(*inside: str) -> str:
    return char("begin") + "".join(inside) + char("separate") + run("<w:t>x</w:t>") + char("end")


FIELDS = {
    "inside another": (field(code(" IF 1=1 "), field(code(' DDEAUTO c:\\\\x "/k" '))), "{ DDEAUTO }"),
    "behind another": (field(code(" IF "), field(code(" PAGE ")), code(" = 1 ")) + field(code(" DDE x ")), "{ DDE }"),
    "a letter a run": (field(*(code(letter) for letter in "DDEAUTO"), code(" x y")), "{ DDEAUTO }"),
    "a name worked out": (field(code("DDEA"), field(code(' QUOTE "UTO" ')), code(" x y")), "{ DDEA{…} }"),
    "a name all worked out": (field(field(code(" QUOTE 68 68 69 ")), code(" x y")), "{ {…} }"),
    "said to be deleted": (field(code(" DDEAUTO x ", "delInstrText")), "{ DDEAUTO }"),
    "plain text for its code": (field(code(" DDEAUTO x ", "t")), "{ DDEAUTO }"),
    "without an end": (char("begin") + code(" DDEAUTO x "), "{ DDEAUTO }"),
    "without a beginning": (code(" DDEAUTO x "), "{ DDEAUTO }"),
    "a result that is none": (char("begin") + code(" DDEAUTO x ") + char("end"), "{ DDEAUTO }"),
    "a simple one in another's result": (
        char("begin")
        + code(" PAGE ")
        + char("separate")
        + '<w:fldSimple w:instr=" DDEAUTO x "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
        + char("end"),
        "{ DDEAUTO }",
    ),
    "a printer's code": (field(code(' PRINT 27"E" ')), "{ PRINT }"),
    "another document": (field(code(' RD "x.docx" ')), "{ RD }"),
    "a link to a script": (field(code(' HYPERLINK "javascript:alert(1)" ')), "HYPERLINK → javascript:alert(1)"),
    "a link to a share": (field(code(' HYPERLINK "\\\\\\\\evil\\\\a" ')), "HYPERLINK → \\\\\\\\evil\\\\a"),
    "a link to a program": (
        field(code(' HYPERLINK \\t "x" ')) + field(code(" HYPERLINK calc.exe ")),
        "HYPERLINK → calc.exe",
    ),
}


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_a_field_that_acts_is_found_in_every_disguise(name: str, word: Any) -> None:
    xml, what = FIELDS[name]
    source = word.with_body(f"<w:p>{xml}</w:p><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>")
    with pytest.raises(TemplateRefused) as caught:
        compile_template(source)
    assert caught.value.data == {"what": what, "part": "word/document.xml"}
    assert what in error_sentence(caught.value, "zh-Hant")
    with pytest.raises(RenderError):
        compile_template(word.document("{{p x }}")).render({"x": SubDocument(source)})


def test_fields_that_only_reckon_or_show_are_fine(word: Any) -> None:
    xml = (
        field(code(" = "), field(code(" PAGE ")), code(" - 1 "))
        + field(code(" IF "), field(code(" MERGEFIELD a ")), code(' = "DDE" "x" '))
        + field(code(' HYPERLINK \\l "top" '))
        + field(code(' HYPERLINK "https://example.com/a.exe" '))
        + field(code(" MACROBUTTON NoMacro [..] "))
    )
    template = compile_template(word.with_body(f"<w:p>{xml}</w:p><w:p><w:r><w:t>{{{{ x }}}}</w:t></w:r></w:p>"))
    assert b">ok<" in word.parts(template.render({"x": "ok"}))["word/document.xml"]


def test_fields_of_a_part_in_another_coding_or_edition_are_found(word: Any) -> None:
    parts = word.parts(word.document("{{ x }}"))
    comments = f'<w:comments xmlns:w="{{}}">{field(code(" DDEAUTO x "))}</w:comments>'
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for content in (
        f'<?xml version="1.0" encoding="UTF-16"?>{comments.format(usual)}'.encode("utf-16"),
        comments.format(STRICT).encode(),
        comments.format(usual).replace("w:", "ns:").replace(":w=", ":ns=").encode(),
    ):
        with pytest.raises(TemplateRefused) as caught:
            compile_template(word.package(parts | {"word/comments.xml": content}))
        assert caught.value.data["what"] == "{ DDEAUTO }"
    odd = f'<?xml version="1.0" encoding="UTF-7"?>{comments.format(usual)}'.encode()
    with pytest.raises(TemplateRefused) as caught:
        compile_template(word.package(parts | {"word/comments.xml": odd}))
    assert caught.value.data["what"] == "encoding"


PARTS = {
    "a DTD": ("word/settings.xml", b'<!DOCTYPE s [<!ENTITY a "b">]><s/>', "DTD"),
    "a DTD far down": ("docProps/app.xml", b"<!--" + b" " * 3000 + b"--><!DOCTYPE s><s/>", "DTD"),
    "a DTD in wide letters": (
        "customXml/item1.xml", '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE s><s/>'.encode("utf-16"), "DTD"),
    "mail merge": (
        "word/settings.xml", f'<w:settings xmlns:w="{STRICT}"><w:mailMerge/></w:settings>'.encode(), "mailMerge"),
    "a page": ("word/afchunk1.html", b"<html/>", "program"),
    "a packed page": ("word/media/page.mht", b"x", "program"),
    "a page for a picture": ("word/media/image1.png", b"\xef\xbb\xbf <!doctype HTML><script>1</script>", "program"),
    "a program for a picture": ("word/media/image1.wmf", b"MZ\x90\0", "program"),
    "an object for a picture": ("word/media/image1.emf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "program"),
    "a package for a picture": ("word/media/image1.png", b"PK\x03\x04", "program"),
    "an SVG with a script": ("word/media/a.svg", b"<svg><script>1</script></svg>", "SVG"),
    "an SVG that listens": ("word/media/a.svg", b'<svg onload = "x()"/>', "SVG"),
    "an SVG that fetches": ("word/media/a.svg", b'<svg><image xlink:href="http://evil.example/a"/></svg>', "SVG"),
    "an SVG of a share": ("word/media/a.svg", b"<svg><use href='\\\\evil\\a'/></svg>", "SVG"),
    "an SVG whose style fetches": ("word/media/a.svg", b'<svg><a style="fill:url( http://evil.example/a)"/></svg>', "SVG"),
    "an SVG with a page in it": ("word/media/a.svg", b"<svg><foreignObject/></svg>", "SVG"),
    "a shortcut": ("word/media/a.url", b"[InternetShortcut]", "program"),
    "a program with its name in code": ("word/media/a%2Eexe", b"MZ", "program"),
    "macros with a name in code": ("word/v%62aProject.bin", b"x", "macros"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PARTS))
def test_a_part_that_acts_or_is_not_what_it_says_is_refused(name: str, word: Any) -> None:
    part, content, what = PARTS[name]
    with pytest.raises(TemplateRefused) as caught:
        compile_template(word.package(word.parts(word.document("{{ x }}")) | {part: content}))
    assert caught.value.data == {"what": what, "part": part}


def test_plain_pictures_of_old_kinds_are_carried_along(word: Any) -> None:
    pictures = {
        "word/media/a.svg": b'<svg xmlns="x"><path fill="url(#g)"/><use href="#p"/><image href="data:image/png;base64,"/></svg>',
        "word/media/b.wmf": b"\xd7\xcd\xc6\x9a" + b"\0" * 20,
        "word/media/c.emf": b"\1\0\0\0" + b"\0" * 36 + b" EMF",
    }
    document = compile_template(word.package(word.parts(word.document("{{ x }}")) | pictures)).render({"x": "y"})
    assert {name: word.parts(document)[name] for name in pictures} == pictures


def test_two_parts_whose_names_differ_in_capitals_only_are_refused(word: Any) -> None:
    parts = word.parts(word.document("{{ x }}"))
    with pytest.raises(TemplateError):
        compile_template(word.package(parts | {"word/Document.xml": parts["word/document.xml"]}))


RELATIONS = {
    "a file on a share": ("hyperlink", "file://evil/a.docx", "External"),
    "a file of this machine": ("hyperlink", "file:///C:/Windows/system32/calc.exe", "External"),
    "a share": ("hyperlink", r"\\evil\a.docx", "External"),
    "a share in slashes": ("hyperlink", " //evil/a.docx", "External"),
    "a program beside it": ("hyperlink", r"..\setup.EXE ", "External"),
    "a script with a break": ("hyperlink", "java&#10;script:alert(1)", "External"),
    "backslashes inside": ("image", r"media\..\..\x.png", "Internal"),
    "a share in disguise": ("image", r"/\evil\a.png", "Internal"),
    "signs in code": ("image", "%5c%5cevil/a.png", "Internal"),
}


@pytest.mark.parametrize("name", sorted(RELATIONS))
@pytest.mark.parametrize(
    "rels", ["word/_rels/document.xml.rels", "word/_RELS/header9.xml.RELS", "customXml/_rels/a.rels"]
)
def test_odd_targets_are_refused_wherever_they_stand(name: str, rels: str, word: Any) -> None:
    kind, target, mode = RELATIONS[name]
    line = f'<Relationship Id="rId900" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    parts = word.parts(word.document("{{ x }}"))
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    content = parts.get(rels, empty).replace(b"</Relationships>", line.encode())
    with pytest.raises(TemplateRefused) as caught:
        compile_template(word.package(parts | {rels: content}))
    assert caught.value.data["part"] == rels
    assert str(caught.value.data["what"]).startswith(f"{kind} → ")


@pytest.mark.parametrize(
    ("shape", "what"),
    [
        ('<v:imagedata src="http://evil.example/a.png"/>', "src → http://evil.example/a.png"),
        (r'<v:fill src="\\evil\a.png"/>', r"src → \\evil\a.png"),
        (r'<v:imagedata o:althref="\\evil\a.png"/>', r"althref → \\evil\a.png"),
        ('<v:shape href="javascript:alert(1)"/>', "href → javascript:alert(1)"),
        ('<v:shape o:href="file://evil/a"/>', "href → file://evil/a"),
    ],
)
def test_old_drawings_fetch_nothing(shape: str, what: str, word: Any) -> None:
    with pytest.raises(TemplateRefused) as caught:
        compile_template(word.with_body(f"<w:p><w:r><w:pict {VML}>{shape}</w:pict></w:r></w:p>"))
    assert caught.value.data["what"] == what
    fine = '<v:shape href="https://example.com/" alt="x"><v:imagedata o:title="x"/></v:shape>'
    assert compile_template(word.with_body(f"<w:p><w:r><w:pict {VML}>{fine}</w:pict></w:r></w:p>")).render({})
