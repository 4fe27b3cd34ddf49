"""The mistakes that authors make: each is found, placed and explained, and mended where it is safe to."""

import io
import time
import zipfile

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.documents.compile import refuse
from toolkit.documents.lint.lint import check
from toolkit.documents.lint.mend import mended
from toolkit.documents.lint.sampled import sampled
from toolkit.documents.lint.samples import Samples
from toolkit.errors import RenderError, TemplateError
from toolkit.messages.catalogue import error_sentence
from toolkit.messages.script import fold

TERMS = {"客戶名稱": "customer_name", "金額": "amount", "單價": "price", "項目": "item", "明細": "lines", "日期": "day"}
FIELDS = ["customer_name", "amount", "lines", "lines.price", "lines.item", "day"]


def written(*paragraphs: str, table: tuple[tuple[str, ...], ...] = (), header: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


MENDED = {
    "{% if 金額 = 5 %}a{% endif %}": "{% if 金額 == 5 %}a{% endif %}",
    "{% if 金額 大於 5 %}a{% endif %}": "{% if 金額 > 5 %}a{% endif %}",
    "{% if 金額 不小於 5 且 日期 %}a{% endif %}": "{% if 金額 >= 5 and 日期 %}a{% endif %}",
    "{% if 客戶名稱 是 “甲 且 乙” %}a{% endif %}": "{% if 客戶名稱 == “甲 且 乙” %}a{% endif %}",
    "{% if 金額 ≥ ５ %}a{% endif %}": "{% if 金額 >= 5 %}a{% endif %}",
    "{% if 金額 => 5 %}a{% endif %}": "{% if 金額 >= 5 %}a{% endif %}",
    "{% if 金額 <> 5 %}a{% endif %}": "{% if 金額 != 5 %}a{% endif %}",
    "{% if 金額 && !日期 %}a{% endif %}": "{% if 金額 and not 日期 %}a{% endif %}",
    "{% if 金額 || 日期 %}a{% endif %}": "{% if 金額 or 日期 %}a{% endif %}",
    "{% IF 金額 AND 日期 %}a{% EndIf %}": "{% if 金額 and 日期 %}a{% endif %}",
    "{% if 金額 %}a{% else if 日期 %}b{% end if %}": "{% if 金額 %}a{% elif 日期 %}b{% endif %}",
    "{% if 金額 %}a{% elseif 日期 %}b{% endif 金額 %}": "{% if 金額 %}a{% elif 日期 %}b{% endif %}",
    "{{% if 金額 %}}a{{% endif %}}": "{% if 金額 %}a{% endif %}",
    "{{ if 金額 }}a{{ endif }}": "{% if 金額 %}a{% endif %}",
    "{% 客戶名稱 %}": "{{ 客戶名稱 }}",
    "{% for 行 of 明細 %}{{ 行。單價 }}{% endfor %}": "{% for 行 in 明細 %}{{ 行.單價 }}{% endfor %}",
    "{{ 日期 | 日期（'中文'） }}": "{{ 日期 | 日期('中文') }}",
    "{{客戶名稱；}}": "{{ 客戶名稱 }}",
    "{{客戶名稱，}}": "{{ 客戶名稱 }}",
    "{{客戶名稱,}}": "{{ 客戶名稱 }}",
    "{% if 金額， %}a{% endif %}": "{% if 金額 %}a{% endif %}",
    "{{{客戶名稱}}}": "{{客戶名稱}}",
    "{{ 客戶名稱 }}}": "{{ 客戶名稱 }}",
    "<<客戶名稱>>、«金額»、[[日期]]、((客戶名稱))": "{{ 客戶名稱 }}、{{ 金額 }}、{{ 日期 }}、{{ 客戶名稱 }}",
    "${客戶名稱}": "{{ 客戶名稱 }}",
    "{{ 客戶名稱 }": "{{ 客戶名稱 }}",
    "{ { 客戶名稱 } }": "{{ 客戶名稱 }}",
}


@pytest.mark.parametrize("typed", MENDED)
def test_what_is_meant_is_clear_and_the_mended_copy_says_it(typed: str) -> None:
    found = check(written("x", typed), TERMS, FIELDS)
    assert found.slips
    assert {slip.where("zh-Hant") for slip in found.slips} == {"第2段"}
    better = mended(written("x", typed), found.edits, TERMS)
    assert better is not None
    assert docx.Document(io.BytesIO(better)).paragraphs[1].text == MENDED[typed]
    assert not check(better, TERMS, FIELDS).slips


TOLD = {
    "{{ 金額 金額 }}": ("lint.two_things", "「金額」前面少了連接的符號", "請用 +、~"),
    "{{ 金額| }}": ("lint.no_name", "後面少了名字", "請補上"),
    "{{ 金額 + '元 }}": ("lint.open_quote", "引號沒有成對", "半形引號"),
    "{{ (金額 }}": ("lint.open_bracket", "少了一個「)」", "補上這個括號"),
    "{{ 金額) }}": ("lint.stray_bracket", "多了一個「)」", "刪去"),
    "{{ }}": ("lint.nothing_inside", "少了欄位", "補上欄位名"),
    "{{ 金額 § }}": ("lint.strange_sign", "「§」", "刪去它"),
    "{% for 明細 %}a{% endfor %}": ("lint.no_in", "少了 in", "for 行 in 清單"),
    "{% 結束 %}": ("lint.unknown_word", "「結束」不是範本的指令", "endif"),
    "{{ 日期|日期('YYYY-MM-DD') }}": ("lint.date_style", "『YYYY-MM-DD』", "ISO"),
    "{{ 行.單價 }}": ("lint.loop_ended", "「行」", "for 和 endfor 之間"),
    "{{ 金額|大写 }}": ("lint.unknown_filter", "「大写」", "大寫金額"),
    "{{ 客户明稱 }}": ("lint.unknown_name", "「客户明稱」", "客戶名稱"),
}


@pytest.mark.parametrize("typed", TOLD)
def test_what_cannot_be_guessed_is_told_in_words_of_its_own(typed: str) -> None:
    code, what, do = TOLD[typed]
    (slip,) = check(written("x", typed), TERMS, FIELDS).slips
    assert (slip.code.code, slip.where("zh-Hant")) == (code, "第2段")
    assert what in slip.what("zh-Hant")
    assert do in slip.do("zh-Hant")
    assert "…" not in slip.what("en") + slip.do("en")


def test_words_that_go_with_their_row_or_paragraph_are_told() -> None:
    rows = (("標題", "b"), ("{%tr for 行 in 明細 %}{{ 行.項目 }}", "{{ 行.單價 }}"), ("{%tr endfor %}", ""))
    (slip,) = check(written("x", table=rows), TERMS, FIELDS).slips
    assert (slip.code.code, slip.where("zh-Hant")) == ("lint.lost", "第1個表格第2行第1格第1段")
    assert "{{ 行.項目 }} {{ 行.單" in slip.what("zh-Hant")
    assert "一行" in slip.do("zh-Hant")
    (slip,) = check(written("{{p 客戶名稱 }} 後面還有字"), TERMS, FIELDS).slips
    assert (slip.code.code, slip.more["lost"]) == ("lint.lost", "後面還有字")


@pytest.mark.parametrize(
    "rows",
    [
        (("{%tr for 行 in 明細 %}", ""), ("{{ 行.項目 }}", "{{ 行.單價 }}"), ("{%tr endfor %}", "")),
        (("{%tr for 行 in 明細 %}{{ 行.項目 }}", "{{ 行.單價 }}{%tr endfor %}"),),
        (("{% for 行 in 明細 %}{{ 行.項目 }}{% endfor %}", "{%p if 金額 %}{{ 金額 }}{%p endif %}"),),
        (("{%tc for 行 in 明細 %}", "{{ 行.項目 }}", "{%tc endfor %}"),),
    ],
)
def test_loops_that_stand_right_are_left_alone(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not check(written("x", table=rows), TERMS, FIELDS).slips


def test_a_loop_over_cells_without_its_prefix_is_told() -> None:
    rows = (("{% for 行 in 明細 %}{{ 行.項目 }}", "b"), ("c", "{{ 行.單價 }}{% endfor %}"))
    found = check(written("x", table=rows), TERMS, FIELDS)
    (slip,) = found.slips
    assert (slip.code.code, slip.where("zh-Hant")) == ("lint.across_cells", "第1個表格第1行第1格第1段")
    assert "{%tr … %}" in slip.do("zh-Hant")
    assert mended(written("x", table=rows), found.edits, TERMS)


def test_ten_mistakes_of_a_real_author_in_one_template_are_all_found_placed_and_mended() -> None:
    source = written(
        "致 ｛｛ 客戶名稱 ｝｝：",
        "{% if 金額 大於 100 %}大客戶{% else if 金額 = 100 %}剛好{% endif %}",
        "金額 {{ 金額|大写 }}，{{ 客戶名字 }}",
        "{{ 客戶",
        "名稱 }}",
        "{% for 行 in 明細 %}{{ 行.單价格 }}",
        "日期 {{ 日期|日期(“yyyy/mm/dd”) }}",
        table=(("項目", "單價"), ("{%tr for 行 in 明細 %}{{ 行.項目 }}", "{{ 行.單價 }}"), ("{%tr endfor %}", "")),
        header="{{ 客戶名稱x }}",
    )
    found = check(source, TERMS, FIELDS)
    assert [(slip.code.code, slip.where("zh-Hant")) for slip in found.slips] == [
        ("lint.full_width", "第1段"),
        ("lint.repaired", "第2段"),
        ("lint.repaired", "第2段"),
        ("lint.unknown_filter", "第3段"),
        ("lint.unknown_name", "第3段"),
        ("lint.unclosed", "第4段"),
        ("lint.never_opened", "第5段"),
        ("lint.no_end", "第6段"),
        ("lint.unknown_name", "第6段"),
        ("lint.date_style", "第7段"),
        ("lint.lost", "第1個表格第2行第1格第1段"),
        ("lint.unknown_name", "頁眉第1段"),
    ]
    better = mended(source, found.edits, TERMS)
    assert better is not None
    context = {"customer_name": "甲", "amount": 100, "lines": [{"item": "a", "price": 1}], "day": "2026-01-05"}
    document = compile_template(better, terms={fold(title): key for title, key in TERMS.items()}).render(context)
    assert [one.text for one in docx.Document(io.BytesIO(document)).paragraphs][:2] == ["致 甲：", "剛好"]


PLACES = {
    ("{% if 金額 %}", "a", "{%p endif %}"): (
        "lint.torn",
        ["【待改：if 金額】", "a", "【待改：p endif】", "{{ 客户明稱 }}"],
    ),
    ("{% colspan 2 %}", "b"): ("lint.cell_outside", ["【待改：colspan 2】", "b", "{{ 客户明稱 }}"]),
}


@pytest.mark.parametrize("texts", PLACES)
def test_what_only_the_whole_shows_is_told_beside_other_slips_and_the_copy_still_renders(
    texts: tuple[str, ...],
) -> None:
    code, lines = PLACES[texts]
    source = written(*texts, "{{ 客户明稱 }}")
    found = check(source, TERMS, FIELDS)
    told = [(slip.code.code, slip.where("zh-Hant")) for slip in found.slips]
    assert told == [(code, "第1段"), ("lint.unknown_name", f"第{len(lines)}段")]
    assert "…" not in found.slips[0].what("en")
    better = mended(source, found.edits, TERMS)
    assert better is not None
    assert [one.text for one in docx.Document(io.BytesIO(better)).paragraphs] == lines
    compile_template(better).render({})


def test_what_a_sample_cannot_fill_is_told_where_it_stands() -> None:
    source = written("{{ 客戶名稱|金額 }}", "{{ 金額|金額 }}", "{% if 明細 > 3 %}a{% endif %}", "{{ 日期|日期 }}")
    samples = Samples(({"customer_name": "某公司", "amount": 5, "lines": [], "day": "2026-11-24"},))
    assert not check(source, TERMS, FIELDS).slips
    found = check(source, TERMS, FIELDS, samples)
    told = [(slip.code.code, slip.where("zh-Hant"), slip.words) for slip in found.slips]
    assert told == [("lint.unfit", "第1段", "{{ 客戶名稱|金額 }}"), ("lint.unfit", "第3段", "{% if 明細 > 3 %}")]
    assert "「金額」不能用在『某公司』上" in found.slips[0].what("zh-Hant")
    better = mended(source, found.edits, TERMS)
    assert better is not None
    assert not check(better, TERMS, FIELDS, samples).slips


def test_braces_apart_are_told_for_what_they_are() -> None:
    (slip,) = check(written("{ {客戶名稱} }"), TERMS, FIELDS).slips
    assert (slip.code.code, "空格" in slip.what("zh-Hant")) == ("lint.spaced", True)
    (slip,) = check(written("｛ {客戶名稱} }"), TERMS, FIELDS).slips
    assert slip.code.code == "lint.full_width"


ENDLESS = (
    "{% set t = 客戶名稱 %}前{% for a in t %}{% for b in t %}{% for c in t %}{% for d in t %}{{ a ~ b ~ c ~ d }}"
    "{% endfor %}{% endfor %}{% endfor %}{% endfor %}後"
)


def test_what_never_comes_to_an_end_is_told_at_its_beginning_within_one_time(monkeypatch):
    monkeypatch.setattr("toolkit.documents.lint.lint.SECONDS", 0.3)
    source = written("{{ 客戶名稱 }}", ENDLESS)
    sample = {"customer_name": "名" * 300}
    start = time.monotonic()
    found = check(source, TERMS, FIELDS, Samples((sample, sample), frozenset()))
    assert time.monotonic() - start < 3
    (slip,) = found.slips
    assert (slip.code.code, slip.words, slip.place.paragraph) == ("lint.endless", "{% for a in t %}", 2)
    assert "第2段" in slip.what("zh-Hant")
    assert "0.3 秒" in slip.what("zh-Hant")
    better = mended(source, found.edits, TERMS)
    assert better is not None
    assert compile_template(better, terms={fold(title): key for title, key in TERMS.items()}).render(sample)


def test_all_samples_of_a_preview_share_one_time():
    terms = {fold(title): key for title, key in TERMS.items()}
    start = time.process_time()
    with pytest.raises(RenderError) as caught:
        list(
            sampled(
                written(ENDLESS), [{"customer_name": "名"}, {"customer_name": "名" * 300}], terms, None, seconds=0.3
            )
        )
    assert time.process_time() - start < 2
    assert caught.value.code == "preview.too_slow"
    told = error_sentence(caught.value, "zh-Hant")
    assert "兩份樣本合計）用了 0.3 秒還沒填完" in told
    assert "第1段的『{{ a ~ b ~ c ~ d }}』" in told or "{% for d in t %}" in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ 明細.單價 }}", ("lint.needs_loop", "單價", "行.單價")),
        ("{% if 明細.單價 %}a{% endif %}", ("lint.needs_loop", "單價", "行.單價")),
        ("{% for 項 in 明細 %}{{ 明細.單價 }}{% endfor %}", ("lint.needs_loop", "單價", "項.單價")),
        ("{{ (明細|sort(attribute='price')).單價 }}", ("lint.needs_loop", "單價", "行.單價")),
        ("{% for 項 in 明細 %}{{ 項.單價 }}{% endfor %}", None),
        ("{{ 明細[0].單價 }}{{ (明細|first).單價 }}{{ 明細|length }}", None),
        ("{% set 頭 = 明細|first %}{{ 頭.單價 }}", None),
    ],
)
def test_a_field_of_lines_is_not_taken_from_the_list_itself(text, found):
    sample = {"customer_name": "甲", "lines": [{"price": 1, "item": "乙"}], "amount": 1, "day": None}
    slips = check(written(text), TERMS, FIELDS, Samples((sample,))).slips
    assert [(slip.code.code, slip.words, slip.suggestion) for slip in slips] == ([found] if found else [])
    assert all("明細" in slip.what("zh-Hant") for slip in slips)


SAMPLE = {"customer_name": "大華", "amount": 5, "lines": [{"price": 1, "item": "甲", "tags": ["x"]}], "day": None}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("{% for 項 in 客戶名稱 %}{{ 項 }}{% endfor %}", ["客戶名稱"]),
        ("{% for 行 in 明細 %}{% for 字 in 行.項目 %}{{ 字 }}{% endfor %}{% endfor %}", ["項目"]),
        ("{% for 行 in 明細 %}{% for 字 in 行.tags %}{{ 字 }}{% endfor %}{% endfor %}", []),
        ("{% for 行 in 明細 %}{{ 行.項目 }}{% endfor %}{% for 段 in 客戶名稱|list %}{{ 段 }}{% endfor %}", []),
    ],
)
def test_a_loop_over_a_text_is_told(typed: str, words: list[str]) -> None:
    found = check(written(typed), TERMS, [*FIELDS, "lines.tags"], Samples((SAMPLE,))).slips
    assert [(slip.code.code, slip.words) for slip in found] == [("lint.text_looped", word) for word in words]


def test_what_is_far_longer_than_any_template_is_refused_at_once() -> None:
    most = refuse.MOST_PARAGRAPHS
    with (
        zipfile.ZipFile(io.BytesIO(written("{{ 客戶名稱 }}"))) as old,
        zipfile.ZipFile(out := io.BytesIO(), "w") as new,
    ):
        for item in old.infolist():
            more = b"<w:sectPr", b"<w:p/>" * most + b"<w:sectPr"
            new.writestr(item.filename, old.read(item).replace(*more, 1), zipfile.ZIP_DEFLATED)
    began = time.process_time()
    (slip,) = check(out.getvalue(), TERMS, FIELDS).slips
    assert slip.what("zh-Hant") == (
        "這份範本不能使用：範本有 50,001 段，超過上限 50,000 段，不像一份範本。"
        "請刪去不需要的內容，或分成幾份；要填很多行，請在範本裏用 for，不必預先鋪好。"
    )
    assert time.process_time() - began < 1
    with pytest.raises(TemplateError, match=r"template\.too_many_paragraphs"):
        compile_template(out.getvalue())


def test_brackets_without_end_are_told() -> None:
    deep = "{{ " + "(" * 3000 + "客戶名稱" + ")" * 3000 + " }}"
    found = check(written("x", deep), TERMS, FIELDS)
    assert [(slip.code.code, slip.where("en")) for slip in found.slips] == [("lint.too_long", "paragraph 2")]
    assert mended(written("x", deep), found.edits, TERMS) is not None
