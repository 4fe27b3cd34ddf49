"""Suggestions for strange headings and words: near ones only, each field once, never against what stands below."""

from datetime import date

import pytest

from toolkit.folders.rule_files import rule_texts
from toolkit.folders.shipped import shipped
from toolkit.forms.asking import strange_heading
from toolkit.forms.column import Convention
from toolkit.forms.form import Form
from toolkit.forms.likely import Strange, customer_list, likely_fields, likely_form, likely_value
from toolkit.forms.table import Sheet
from toolkit.rulebook.rulebook import parse
from toolkit.stages.catalogue import FORMS
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.review.deals import DEALS
from toolkit.stages.review.forms import KPI
from toolkit.stages.screening.forms import PROSPECTS


@pytest.fixture(scope="module")
def convention() -> Convention:
    return Convention(parse(rule_texts(shipped("manual"))).lists)


@pytest.mark.parametrize(
    ("heading", "samples", "field"),
    [
        ("移動電話", ("13800138000",), "phone"),
        ("聯絡資料", ("13800138000", "13900139000"), "phone"),
        ("電子信箱", ("a@b.example",), "email"),
        ("Account Name", ("ACME",), "name"),
        ("顧問", ("王小明",), "owner"),
        ("業態分類", ("寫字樓", "住宅"), "property_type"),
        ("顏色", ("藍",), None),
        ("联络", ("王小明",), "contact_person"),
        ("电话1", (13800138000.0, 13900139000.0), "phone"),
        ("乙", ("華景置業有限公司", "信達物業集團", "Acme Ltd"), "name"),
        ("丙", ("藍", "紅"), None),
        ("I agree to pay the amount through cheque", ("No",), None),
    ],
)
def test_the_nearest_field(convention: Convention, heading: str, samples: tuple[str, ...], field: str | None) -> None:
    found = likely_fields([Strange(1, heading, samples)], PROSPECTS, (), convention)
    assert found.get(1) == field


def test_what_stands_below_contradicts_the_words(convention: Convention) -> None:
    assert likely_fields([Strange(1, "電話數", (3.0, 5.0))], PROSPECTS, (), convention).get(1) != "phone"


def test_each_field_is_suggested_once(convention: Convention) -> None:
    strange = [Strange(1, "手機", ("13800138000",)), Strange(2, "手機號碼二", ("13900139000",))]
    found = likely_fields(strange, PROSPECTS, (), convention)
    assert len(set(found.values())) == len(found)
    assert likely_fields(strange[:1], PROSPECTS, ("phone",), convention).get(1) != "phone"


def test_the_nearest_form() -> None:
    assert likely_form(["客戶", "溝通時間", "溝通內容", "我方人員名"], FORMS) is CONTACTS
    assert likely_form(["菜名", "份量"], FORMS) is None


def test_figures_are_no_values_of_a_list(convention: Convention) -> None:
    assert likely_fields([Strange(1, "月KPI", (12.0, 30.0))], KPI, (), convention).get(1) != "metric"


@pytest.mark.parametrize(
    "headings",
    [
        ["客户", "联络", "电话1", "电话2", "地区", "备注"],
        ["编号", "名称", "类别", "联系人电话"],
        ["公司", "聯繫人", "手機", "地址"],
    ],
)
def test_names_with_phones_are_a_list_of_customers(headings: list[str]) -> None:
    sheet = Sheet("a", [headings, *[[f"{text}{row}" for text in headings] for row in range(3)]])
    found = strange_heading(sheet, FORMS)
    assert found is not None
    assert found[1] is PROSPECTS


@pytest.mark.parametrize(
    ("headings", "form"),
    [
        (["客戶", "溝通時間", "溝通內容", "我方人員名", "電話"], CONTACTS),
        (["合同編號", "類別", "名稱", "規格", "需求數"], None),
    ],
)
def test_other_lists_are_not(headings: list[str], form: Form | None) -> None:
    assert customer_list(headings, FORMS) is None
    assert form is None or likely_form(headings, FORMS) is form


@pytest.mark.parametrize(("typed", "value"), [("辦公寫字樓", "寫字樓"), ("API", ""), ("", "")])
def test_the_nearest_word_of_a_list(convention: Convention, typed: str, value: str) -> None:
    assert likely_value(typed, convention.lists["物業類型"]) == value


@pytest.mark.parametrize(
    ("heading", "samples", "field"),
    [
        ("Closed", ("2017-03-01", "2017-03-11 09:30"), "closed_on"),
        ("Closed", (date(2017, 3, 1),), "closed_on"),
        ("Result", ("Won", "Lost"), "outcome"),
        ("age", (56, 37, 40), None),
        ("agent", ("Moses Frase", "Darcel Schlecht"), "deal_owner"),
        ("duration", (261, 149, 226), None),
        ("cons.price.idx", (93.994, 94.465), None),
        ("price", (550, 4821), "deal_value"),
    ],
)
def test_of_past_deals_the_values_have_a_word_as_well(
    convention: Convention, heading: str, samples: tuple[object, ...], field: str | None
) -> None:
    assert likely_fields([Strange(1, heading, samples)], DEALS, (), convention).get(1) == field  # type: ignore[arg-type]


@pytest.mark.parametrize(("typed", "value"), [("N/A", ""), ("False", "流失"), ("no", "流失"), ("True", "成交")])
def test_words_for_nothing_are_no_outcome_and_no_is_never_yes(convention: Convention, typed: str, value: str) -> None:
    assert likely_value(typed, convention.lists["成交結果"]) == value
