"""A template with ten seeded mistakes: all found, placed, explained; the mended copy renders."""

import io
import re
import zipfile
from datetime import date

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.documents.lint.asked import asked
from toolkit.documents.lint.lint import check, lint
from toolkit.documents.lint.mark import marked
from toolkit.documents.lint.mend import mended, mended_copy
from toolkit.errors import TemplateError
from toolkit.messages.script import fold

TERMS = {"甲方": "party_a", "客戶名稱": "customer_name", "簽訂日期": "signed_on", "明細": "lines", "數量": "quantity"}
FIELDS = ("party_a", "customer_name", "signed_on", "lines", "lines.quantity", "lines.name")
DATA = {
    "party_a": "某公司",
    "customer_name": "某物業",
    "signed_on": date(2026, 11, 24),
    "lines": [{"quantity": 3, "name": "保安"}],
}
SEEDED = (
    ("｛｛甲方｝｝", "lint.full_width"),
    ("{{ 客戶名 }}", "lint.unknown_name"),
    ("{％ if 甲方 ％}有{％ endif ％}", "lint.full_width"),
    ("{% if 甲方 == 「某公司」 %}對{% endif %}", "lint.quotes"),
    ("「{甲方}」", "lint.single_braces"),
    ("{{ 簽訂日期 ", "lint.unclosed"),
    ("{% for 行 in 明細 %}{% if 行.數量 %}多{% endfor %}{% endif %}", "lint.crossed"),
    ("{{ 甲方.save('x') }}", "lint.forbidden"),
    ("{{ 甲方|大寫金頟 }}", "lint.unknown_filter"),
    ("{% if 甲方 %}沒有結尾", "lint.no_end"),
)


def template(*paragraphs: str, cells: tuple[str, ...] = (), header: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cells:
        table = document.add_table(rows=0, cols=2)
        for at in range(0, len(cells), 2):
            row = table.add_row()
            row.cells[0].text, row.cells[1].text = cells[at : at + 2]
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def told(*paragraphs: str, **more) -> list[tuple[str, str, str]]:
    return [(s.code.code, s.words, s.suggestion) for s in lint(template(*paragraphs, **more), TERMS, FIELDS)]


def footnoted(text: str, kind: str) -> bytes:
    """A template with a note that says ``text``, behind the two that draw the line above it."""
    source = io.BytesIO(template("{{ 甲方 }}"))
    out = io.BytesIO()
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rel = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    rules = "".join(
        f'<w:{kind} w:type="{name}" w:id="{n}"><w:p/></w:{kind}>' for n, name in ((0, "separator"), (1, "x"))
    )
    note = f'<w:{kind} w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
    added = {
        "[Content_Types].xml": f'<Override PartName="/word/{kind}s.xml" ContentType="{office}.{kind}s+xml"/></Types>',
        "word/_rels/document.xml.rels": f'<Relationship Id="n" Type="{rel}" Target="{kind}s.xml"/></Relationships>',
    }
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8", "surrogateescape")
            end = added.get(name, "")
            if end:
                content = content.replace(f"</{end.rpartition('</')[2]}", end)
            new.writestr(name, content.encode("utf-8", "surrogateescape"))
        new.writestr(f"word/{kind}s.xml", f'<w:{kind}s xmlns:w="{space}">{rules}{note}</w:{kind}s>')
    return out.getvalue()


@pytest.mark.parametrize(("kind", "where"), [("footnote", "腳註第1段"), ("endnote", "尾註第1段")])
def test_the_lines_above_notes_are_no_notes(kind, where):
    (slip,) = lint(footnoted("{{ 客戶名 }}", kind), TERMS, FIELDS)
    assert slip.where("zh-Hant") == where
    with pytest.raises(TemplateError) as caught:
        compile_template(footnoted("{{ 客戶名 + }}", kind))
    assert caught.value.data["where"] == where


class TestTenSeededMistakes:
    SOURCE = template(*(text for text, _ in SEEDED))

    def test_all_are_found_where_they_stand(self):
        slips = lint(self.SOURCE, TERMS, FIELDS)
        found = {(slip.place.paragraph, slip.code.code) for slip in slips}
        assert found == {(number, code) for number, (_, code) in enumerate(SEEDED, 1)}

    @pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
    def test_each_is_explained(self, language):
        for slip in lint(self.SOURCE, TERMS, FIELDS):
            where = slip.where(language)
            assert where == (f"paragraph {slip.place.paragraph}" if language == "en" else f"第{slip.place.paragraph}段")
            assert where in slip.what(language)
            assert "…" not in slip.do(language)
            assert not re.search(r"\{[a-z_]+\}", slip.what(language) + slip.do(language))

    def test_the_mended_copy_renders(self):
        copy = mended_copy(self.SOURCE, TERMS, FIELDS)
        lines = texts(compile_template(copy, terms={fold(title): key for title, key in TERMS.items()}).render(DATA))
        assert lines[0] == "某公司"
        assert lines[2:5] == ["有", "對", "「某公司」"]
        assert lines[5].strip() == "【待改：簽訂日期】"
        assert lines[6] == "多"
        assert lines[7:9] == ["【待改：甲方.save('x')】", "【待改：甲方|大寫金頟】"]
        assert lines[9] == "【待改：if 甲方】沒有結尾"

    def test_the_marked_copy_comments_the_exact_words(self):
        slips = lint(self.SOURCE, TERMS, FIELDS)
        document = docx.Document(io.BytesIO(marked(self.SOURCE, slips, "zh-Hant")))
        assert [p.text for p in document.paragraphs] == [text for text, _ in SEEDED]
        assert len(list(document.comments)) == len(slips)
        xml = document.element.xml
        spans = re.findall(r"<w:commentRangeStart[^>]*/>(.*?)<w:commentRangeEnd", xml, re.DOTALL)
        commented = ["".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", span)) for span in spans]
        assert "客戶名" in commented
        assert "{{ 甲方.save('x') }}" in commented


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("{{ 甲方 }}{% for 行 in 明細 %}{{ 行.數量 }}{{ loop.index }}{% endfor %}",), []),
        (("{# 說明 #}{% raw %}{{ 亂寫 }}{% endraw %}",), []),
        (("普通文字 {} 100％ {備註} 「引用」",), []),
        (("{{ customer_nam }}",), [("lint.unknown_name", "customer_nam", "customer_name")]),
        (("{{ 客户名称 }}",), []),
        (("{% for 行 in 明細 %}{% endfor %}{{ 行.數量 }}",), [("lint.loop_ended", "行", "")]),
        (("{{ 數量 }}",), [("lint.needs_loop", "數量", "行.數量")]),
        (("{% for x in 明細 %}{{ 數量 }}{% endfor %}",), [("lint.needs_loop", "數量", "x.數量")]),
        (("{% for x in 明細 %}{{ x.nane }}{% endfor %}",), [("lint.unknown_name", "nane", "name")]),
        (("{{ loop.index }}",), [("lint.loop_ended", "loop", "")]),
        (("{% endfi %}",), [("lint.unknown_word", "{% endfi %}", "endif")]),
        (("{% endfor %}",), [("lint.no_begin", "{% endfor %}", "")]),
        (("甲方 }}",), [("lint.never_opened", "}}", "")]),
        (("{{ 甲方 %}",), [("lint.wrong_closer", "{{ 甲方 %}", "")]),
        (("{{ 甲方 }",), [("lint.wrong_closer", "{{ 甲方 }", "")]),
        (("{{ 甲方 + }}",), [("lint.nothing_inside", "{{ 甲方 + }}", "")]),
        (
            ("{%tr if 甲方 %}", "{%p if 甲方 %}", "{%p endif %}", "{% endif %}"),
            [("lint.outside_table", "{%tr if 甲方 %}", "")],
        ),
        (("文字 { { 不是標籤",), []),
        (("{ { 甲方 } }",), [("lint.spaced", "{ { 甲方 } }", "")]),
        (
            ("{% for x in 明細.all() %}{{ x.y }}{% else %}無{% endfor %}{{ 甲方 }}",),
            [("lint.forbidden", "{% for x in 明細.all() %}", "")],
        ),
        (("{% include 'x' %}",), [("lint.forbidden", "{% include 'x' %}", "")]),
        (("{{ 甲方.__class__ }}",), [("lint.forbidden", "{{ 甲方.__class__ }}", "")]),
        (("{{ range(9) }}",), [("lint.forbidden", "{{ range(9) }}", "")]),
        (("{{ 甲方｜大寫金額 }}",), [("lint.full_width", "{{ 甲方｜大寫金額 }}", "")]),
    ],
)
def test_slips(paragraphs, expected):
    assert told(*paragraphs) == expected


def test_a_slip_in_a_table_and_in_the_header_is_placed():
    source = template("甲", cells=("一", "二", "三", "{{ 甲放 }}"), header="｛｛甲方｝｝")
    in_table, in_header = lint(source, TERMS, FIELDS)
    assert (in_table.place.table, in_table.place.row, in_table.place.cell) == (1, 2, 2)
    assert in_table.suggestion == "甲方"
    assert in_header.where("zh-Hant") == "頁眉第1段"
    comments = docx.Document(io.BytesIO(marked(source, (in_table, in_header), "zh-Hant"))).comments
    assert sorted("頁眉" in comment.text for comment in comments) == [False, True]


def test_a_tag_split_over_runs_is_read_and_mended():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("前｛", "｛甲", "方｝｝後"):
        paragraph.add_run(piece)
    out = io.BytesIO()
    document.save(out)
    checked = check(out.getvalue(), TERMS, FIELDS)
    copy = mended(out.getvalue(), checked.edits, TERMS)
    assert [slip.code.code for slip in checked.slips] == ["lint.full_width"]
    assert texts(copy) == ["前{{甲方}}後"]


def test_a_block_whose_beginning_is_refused_is_marked_whole():
    source = template("{% for x in 明細.all() %}{{ 甲方 }}{% else %}無{% endfor %}", "{%tr if 甲方 %}乙{% endif %}")
    assert texts(mended_copy(source, TERMS, FIELDS)) == [
        "【待改：for x in 明細.all()】{{ 甲方 }}【待改：else】無【待改：endfor】",
        "【待改：tr if 甲方】乙【待改：endif】",
    ]


def test_a_damaged_and_a_refused_file_are_told_as_one_slip():
    (damaged,) = lint(b"no zip", TERMS, FIELDS)
    assert damaged.code.code == "lint.whole_file"
    assert "損壞" in damaged.what("zh-Hant")
    assert "is damaged" in damaged.what("en")
    out = io.BytesIO(template("甲"))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/embeddings/x.bin", b"x")
    (refused,) = lint(out.getvalue(), TERMS, FIELDS)
    assert "OLE" in refused.what("zh-Hant")


def test_a_sound_template_has_no_mended_copy():
    assert mended_copy(template("{{ 甲方 }}"), TERMS, FIELDS) is None


@pytest.mark.parametrize("typed", ["「{租戶}」", "『{ 租戶 }』", "「｛租戶｝」"])
def test_single_braces_in_chinese_quotes_are_a_tag_also_around_a_name_nobody_knows(typed: str) -> None:
    codes = [code for code, _, _ in told(f"前{typed}後")]
    assert codes[:1] == ["lint.single_braces"]


@pytest.mark.parametrize("typed", ["「{1} 或 {2}」", "集合 {租戶, 業主}", "「{見附件一、二}」"])
def test_other_single_braces_are_prose(typed: str) -> None:
    assert told(typed) == []


@pytest.mark.parametrize(
    "text", ["{{ '{{' }} {{ 甲方 }}", "{% if 甲方 == '{%' %}x{% endif %}", "{# {{ 不在 }} #}{{ 甲方 }}", "{{ “{{” }}"]
)
def test_braces_that_are_quoted_or_commented_out_are_no_tags(text):
    assert told(text) == []
    compile_template(template(text), terms={fold(title): key for title, key in TERMS.items()})


def test_two_slips_in_one_run_have_each_its_own_words():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for run in ("前{％ if 甲方", " ％}有{", "％ endif ％}後"):
        paragraph.add_run(run)
    out = io.BytesIO()
    document.save(out)
    slips = lint(out.getvalue(), TERMS, FIELDS)
    copy = docx.Document(io.BytesIO(marked(out.getvalue(), slips, "zh-Hant")))
    ranges: dict[str, str] = {}
    open_ones: set[str] = set()
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for item in copy.element.body.iter():
        if item.tag == f"{space}commentRangeStart":
            open_ones.add(item.get(f"{space}id"))
        elif item.tag == f"{space}commentRangeEnd":
            open_ones.discard(item.get(f"{space}id"))
        elif item.tag == f"{space}t":
            for one in open_ones:
                ranges[one] = ranges.get(one, "") + item.text
    assert sorted(ranges.values()) == ["{％ endif ％}", "{％ if 甲方 ％}"]


def test_of_a_list_nobody_knows_no_field_is_known_and_a_method_is_no_field():
    source = template(
        "{% for 行 in 清單 %}{{ 行.數量 }}{% endfor %}",
        "{{ 甲方.upper() }}{% for 行 in 明細 %}{{ 行.數量 }}{% endfor %}",
    )
    found = [(one.path, one.known) for one in asked(source, TERMS, FIELDS)]
    assert found == [
        ("清單", False),
        ("清單.quantity", False),
        ("party_a", True),
        ("lines", True),
        ("lines.quantity", True),
    ]


def test_what_is_lost_beside_a_row_tag_is_told_with_whole_tags():
    cells = ("{%tr for 行 in 明細 %}數量一共是 {{ 行.數量 }}", "{{ 行.name }} 以及後面的字", "{%tr endfor %}", "")
    (slip,) = [one for one in lint(template(cells=cells), TERMS, FIELDS) if one.code.code == "lint.lost"]
    assert slip.more["lost"] == "數量一共是 {{ 行.數量 }} {{ 行.name }}…"
