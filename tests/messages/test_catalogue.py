import ast
import re
import string
from pathlib import Path

import pytest

from toolkit import errors
from toolkit.errors import FinalRefused, LedgerError, ToolkitError
from toolkit.folders.rule_files import rule_texts
from toolkit.folders.shipped import shipped
from toolkit.messages import catalogue, codes_sheets, codes_stages, codes_values
from toolkit.messages.finding import Code, Finding, Severity
from toolkit.messages.script import simplified
from toolkit.rulebook.rulebook import parse
from toolkit.stages.catalogue import FORMS
from toolkit.stages.templates import CONTEXTS

EVERY = (*catalogue.codes(), *catalogue.error_codes())
IDS = [code.code for code in EVERY]
PYTHON_WORDS = re.compile(
    r"\b(None|null|NaN|str|int|float|bool|dict|tuple|Exception|Traceback|KeyError|ValueError|TypeError|regex|"
    r"pars(e|ed|er|ing)|boolean|integer|exception|stack|NoneType)\b"
)


def placeholders(pattern):
    """The names in a pattern; what they show arrives as text, so a format behind them could only fail."""
    parts = [part for part in string.Formatter().parse(pattern) if part[1] is not None]
    assert not any(form or conversion for _, _, form, conversion in parts), pattern
    return [name for _, name, _, _ in parts]


def test_the_catalogue_holds_both_kinds():
    assert codes_values.REQUIRED in catalogue.codes()
    assert codes_sheets.SHEET_UNKNOWN in catalogue.codes()
    assert len(catalogue.error_codes()) > 0
    assert catalogue.codes() == catalogue.codes()


@pytest.mark.parametrize("family", [catalogue.codes(), catalogue.error_codes()])
def test_codes_are_unique(family):
    names = [code.code for code in family]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("code", EVERY, ids=IDS)
class TestEachCode:
    def test_has_what_and_do_in_every_language(self, code):
        for language in catalogue.LANGUAGES:
            finding = Finding(code, value="甲", field="欄")
            assert catalogue.what(finding, language).strip()
            assert catalogue.do(finding, language).strip()

    def test_is_named_area_dot_thing(self, code):
        assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)+", code.code)

    def test_names_plain_placeholders_the_same_in_both_languages(self, code):
        for pattern in (code.zh, code.zh_do, code.en, code.en_do):
            assert all(name.isidentifier() for name in placeholders(pattern)), pattern
        zh = {name.removesuffix("_en") for name in placeholders(code.zh + code.zh_do)}
        en = {name.removesuffix("_en") for name in placeholders(code.en + code.en_do)}
        assert en <= zh | {"field", "value"}

    def test_ends_each_sentence(self, code):
        for pattern in (code.zh, code.zh_do):
            assert pattern.endswith(("。", "？", "！", "」", "）", "}")), pattern
        for pattern in (code.en, code.en_do):
            assert pattern.endswith((".", "?", "!", ")", "”", "}")), pattern

    def test_speaks_no_python(self, code):
        for pattern in (code.zh, code.zh_do, code.en, code.en_do):
            assert not PYTHON_WORDS.search(re.sub(r"\{.*?\}", "", pattern)), pattern

    def test_is_written_in_traditional_characters(self, code):
        assert not re.search("[们这个来说没过还进时对会请写错误数单无为与从开关头见长发问]", code.zh + code.zh_do)


PHONE = Finding(
    codes_values.PHONE_LENGTH,
    "客戶",
    "K2",
    2,
    "phone",
    "1380013",
    data={"digits": 7, "expected": "11 位手機號", "expected_en": "an 11-digit mobile number"},
)


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("zh-Hant", "聯繫電話", "聯繫電話『1380013』有 7 位數字，位數不對。請填 11 位手機號。"),
        ("zh-Hans", "联系电话", "联系电话『1380013』有 7 位数字，位数不对。请填 11 位手机号。"),
        (
            "en",
            "Phone",
            ("Phone “1380013” has 7 digits, which is not a phone number here. Write an 11-digit mobile number."),
        ),
    ],
)
def test_a_sentence_in_every_language(language, title, sentence):
    assert catalogue.sentence(PHONE, language, title) == sentence


def test_what_was_typed_keeps_its_script():
    finding = Finding(
        codes_values.CHOICE_PART,
        value="包干、酬金",
        suggestion="酬金制",
        data={"part": "臺灣", "options": "包乾制"},
    )
    said = catalogue.sentence(finding, "zh-Hans", "收费模式")
    assert said.startswith("收费模式『包干、酬金』里的『臺灣』不在可选项之中。")
    assert said.endswith("可以填：包干制；多项用顿号分开。是不是『酬金制』？")


def test_stages_gates_and_evidence_are_words_of_ours_and_names_of_customers_are_not():
    skipped = Finding(
        codes_stages.STAGE_SKIPPED,
        value="深入洽談",
        data={"customer": "廣維", "before": "潛在線索", "skipped": "初步溝通"},
    )
    assert catalogue.what(skipped, "zh-Hans") == "「廣維」由「潜在线索」直接到「深入洽谈」，跳过了「初步沟通」。"
    alike = Finding(
        codes_stages.LOOKALIKE,
        value="碩恒花園",
        suggestion="SJ-20261124-0035 碩川花園",
        data={"evidence": "名稱只差一兩個字"},
    )
    assert catalogue.what(alike, "zh-Hans") == (
        "「碩恒花園」与已登记的「SJ-20261124-0035 碩川花園」相近（名称只差一两个字），已先按新客户登记。"
    )


def test_the_nearest_value_is_added_where_no_sentence_names_it():
    finding = Finding(
        codes_values.CHOICE_UNKNOWN,
        field="收費模式",
        value="酬金",
        suggestion="酬金制",
        data={"options": "包乾制、酬金制"},
    )
    assert catalogue.sentence(finding, "zh-Hant").endswith("可以填：包乾制、酬金制。是不是『酬金制』？")
    assert catalogue.sentence(finding, "en").endswith("Did you mean “酬金制”?")
    assert catalogue.what(finding, "zh-Hant") == "收費模式沒有『酬金』這一項。"


def test_what_was_typed_is_shortened_and_never_read_as_a_pattern():
    finding = Finding(codes_values.DAY_UNREADABLE, field="日", value="{0}{value}\n" + "長" * 60)
    sentence = catalogue.what(finding, "zh-Hant")
    assert sentence.startswith("日『{0}{value} 長長")
    assert "…』" in sentence


def test_a_value_that_is_missing_never_breaks_a_message():
    code = Code("test.gap", Severity.ERROR, "缺{gone}。", "補。", "{gone} is missing.", "Add it.")
    assert catalogue.sentence(Finding(code), "zh-Hant") == "缺…。補。"


@pytest.mark.parametrize(
    ("ours", "mainland"),
    [
        ("請打開資料夾裏的儲存格", "请打开文件夹里的单元格"),
        ("請在 Excel 的「檔案—資訊—保護活頁簿」取消密碼，存檔後再放一次。", "请在 Excel 的「文件—信息—保护工作簿」取消密码，保存后再放一次。"),
        ("請在 Word 裏「另存新檔」，檔案類型選「Word 文件（.docx）」", "请在 Word 里「另存为」，保存类型选「Word 文件（.docx）」"),
        ("選「檔案—輸出至—Excel」，從系統匯出、貼上", "选「文件—导出到—Excel」，从系统导出、粘贴"),
        ("欄位請用半形；從下拉清單選", "字段请用半形；从下拉列表选"),
        ("原檔是範本或增益集，這個文字檔的編碼無法辨認", "原文件是模板或加载项，这个文本文件的编码无法辨认"),
        ("《客戶檔案》按公司檔案制度歸檔，進入台賬並存檔；檔案室、會計檔案", "《客户档案》按公司档案制度归档，进入台账并存档；档案室、会计档案"),
        ("更新後的溝通檔案與客戶檔案完整率", "更新后的沟通档案与客户档案完整率"),
    ],
)  # fmt: skip
def test_words_that_differ_in_simplified(ours: str, mainland: str) -> None:
    assert catalogue.simplified_words(ours) == mainland
    assert catalogue.simplified_words(mainland) == mainland


def test_no_message_in_simplified_speaks_of_menus_by_other_names():
    other = re.compile(
        "活页簿|资讯|储存格|资料夹|网路|程式|软体|萤幕|贴上|选单|汇[出入]|另存新|下拉清单|栏位|(?<![归存])档(?!案)"
    )
    said = {
        code.code: catalogue.sentence(Finding(code), "zh-Hans")
        for code in (*catalogue.codes(), *catalogue.error_codes())
    }
    assert {code: text for code, text in said.items() if other.search(text)} == {}


def test_what_is_looked_up_again_differs_by_its_script_alone():
    titles = {title for form in FORMS for title in (form.title, *(column.title for column in form.columns.values()))}
    values = {entry.value for one in parse(rule_texts(shipped("manual"))).lists.values() for entry in one.entries}
    named = {*titles, *values, *CONTEXTS}
    assert {one for one in named if catalogue.simplified_words(one) != simplified(one)} == set()


def test_several_values_are_listed_and_never_shown_as_a_program_would():
    error = FinalRefused("render.missing", missing=("客戶名稱", "單價"), fields=("name", "unit_price"))
    assert "：客戶名稱、單價。" in catalogue.error_sentence(error, "zh-Hant")
    assert ": 客戶名稱, 單價." in catalogue.error_sentence(error, "en")
    assert "：客户名称、单价。" in catalogue.error_sentence(error, "zh-Hans")


def raised_codes():
    """(code, file) of every error that the source raises by a literal code."""
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, ToolkitError)}
    for path in sorted(Path(errors.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds and node.args:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and "." in str(part.value):
                        yield part.value, path.name


def test_every_error_that_is_raised_has_its_sentence():
    known = {code.code for code in EVERY}
    assert {(code, file) for code, file in raised_codes() if code not in known} == set()


def test_errors_speak_too():
    known = catalogue.error_codes()[0]
    error = ToolkitError(known.code)
    assert catalogue.error_sentence(error, "zh-Hant").startswith(known.zh.split("{")[0])
    assert catalogue.error_sentence(LedgerError("no.such_code", path="x"), "en") == "no.such_code(path='x')"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Opinion has no entry “fine”. Choose one of: Agreed, Rejected, C. Did you mean “Agreed”?"),
        ("zh-Hant", "Opinion沒有『fine』這一項。可以填：同意、不同意、丙。是不是『同意』？"),
    ],
)
def test_values_of_a_list_are_named_in_the_readers_language(language, said):
    data = {"options": "同意、不同意、丙", "options_en": "Agreed, Rejected, C", "suggestion_en": "Agreed"}
    finding = Finding(codes_values.CHOICE_UNKNOWN, field="opinion", value="fine", suggestion="同意", data=data)
    assert catalogue.sentence(finding, language, "Opinion") == said
