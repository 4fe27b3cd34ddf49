from dataclasses import replace
from typing import Annotated

import pytest

from toolkit.forms import read
from toolkit.forms.column import Column
from toolkit.forms.form import Form, Row
from toolkit.forms.headings import heading_keys
from toolkit.forms.reading import Recognised
from toolkit.forms.recognise import heading_score, recognise, softened
from toolkit.forms.sheet_findings import hidden_strange
from toolkit.forms.table import Range, Sheet
from toolkit.messages.catalogue import sentence
from toolkit.messages.finding import Finding

REQUIRED = ["登記日期", "客戶名稱", "主體類型", "業務線", "物業類型", "聯繫人", "聯繫電話", "階段", "跟進人"]
DATA = ["2026-01-05", "大華", "企業", "租賃招商", "住宅", "王五", "13800138000", "談判", "李四"]


def sheet(*rows, **more):
    return Sheet("Sheet1", [list(row) for row in rows], **more)


def columns(found):
    assert isinstance(found, Recognised), found
    return dict(found.columns)


@pytest.mark.parametrize(
    "headings",
    [
        REQUIRED,
        ["登记日期", "客户名称", "主体类型", "业务线", "物业类型", "联系人", "联系电话", "阶段", "跟进人"],
        [
            "*登記日期",
            "客戶名稱*",
            "主體類型：",
            "業 務 線",
            "【物業類型】",
            "聯絡人",
            "聯絡電話（必填）",
            "階段\n",
            "跟進人(我方)",
        ],
        [
            "Registered on",
            "Customer",
            "Type of party",
            "Line of business",
            "Property type",
            "Contact person",
            "Phone",
            "Stage",
            "Owner",
        ],
        [
            "registered_on",
            "name",
            "party_type",
            "biz_line",
            "property_type",
            "contact_person",
            "phone",
            "stage",
            "owner",
        ],
        ["登記日期", "公司名稱", "主體類型", "業務線", "物業類型", "連絡人", "手機", "階段", "跟進人"],
    ],
)
def test_headings_in_either_script_and_by_any_name(forms, convention, headings):
    found = recognise(sheet(headings, DATA), forms, convention)
    assert found.form.name == "prospects"
    assert list(columns(found).values()) == list(range(1, 10))


def test_columns_without_a_heading_go_by_their_letter(forms, convention):
    gap = [*REQUIRED[:3], None, *REQUIRED[3:]]
    data = [*DATA[:3], "甲", *DATA[3:], None, "乙"]
    found = recognise(sheet(gap, [*DATA[:3], None, *DATA[3:]], data), forms, convention)
    assert dict(found.extras) == {"D": 4, "L": 12}


def test_any_order_and_extra_columns_are_kept(forms, convention):
    headings = ["序號", *reversed(REQUIRED), "微信號", "微信號", ""]
    found = recognise(sheet(headings, [1.0, *DATA, "wx", "wx2", "無題"]), forms, convention)
    assert columns(found)["registered_on"] == 10
    assert dict(found.extras) == {"序號": 1, "微信號": 11, "微信號 (L)": 12, "M": 13}


@pytest.mark.parametrize("above", [0, 1, 7, 18])
def test_the_heading_stands_on_any_of_the_first_twenty_rows(forms, convention, above):
    rows = [["2026年客戶名單"], *([[]] * 18)][:above]
    found = recognise(sheet(*rows, REQUIRED, DATA), forms, convention)
    assert found.header_rows == (above + 1,)


def test_not_on_row_21(forms, convention):
    assert isinstance(recognise(sheet(*([["說明"]] * 20), REQUIRED, DATA), forms, convention), Finding)


UPPER = [
    "登記日期",
    "客戶名稱",
    "主體類型",
    "業務線",
    "物業類型",
    "聯繫方式",
    None,
    "階段",
    "跟進人",
    "建築",
    None,
]
LOWER = [None, None, None, None, None, "聯繫人", "電話", None, None, "面積(㎡)", "年份"]


@pytest.mark.parametrize("merged", [(Range(1, 6, 1, 7), Range(1, 10, 1, 11), Range(1, 1, 2, 1)), ()])
def test_a_heading_of_two_lines(forms, convention, merged):
    found = recognise(sheet(UPPER, LOWER, DATA, merged=merged), forms, convention)
    got = columns(found)
    assert found.header_rows == (1, 2)
    assert (got["contact_person"], got["phone"], got["floor_area"], got["owner"]) == (6, 7, 10, 9)
    assert dict(found.extras) == {"建築年份": 11}


def test_a_data_row_is_no_second_line(forms, convention):
    """「電話」 as a value must not be taken for the heading of the phone column."""
    headings = ["客戶", "日期時間", "溝通方式", "我方人員", "內容", None]
    found = recognise(sheet(headings, ["大華", "2026-01-05", "電話", "李四", "談了", "備註"]), forms, convention)
    assert (found.form.name, found.header_rows) == ("contacts", (1,))


def test_units_and_brackets_are_no_part_of_a_heading(forms, convention):
    found = recognise(sheet([*REQUIRED, "建築面積㎡", "註冊資本（萬元）", "出租率%"], DATA), forms, convention)
    assert {"floor_area", "registered_capital", "occupancy"} <= set(found.columns)


def test_the_same_heading_twice_is_kept_as_a_rival(forms, convention):
    found = recognise(sheet([*REQUIRED, "聯繫電話"], DATA), forms, convention)
    assert (columns(found)["phone"], dict(found.rivals), dict(found.extras)) == (7, {"phone": (10,)}, {})


def test_the_title_wins_over_an_alias(forms, convention):
    found = recognise(sheet(["手機", *REQUIRED], ["139", *DATA]), forms, convention)
    assert (columns(found)["phone"], dict(found.seconds), dict(found.extras)) == (
        8,
        {1: "phone"},
        {"手機": 1},
    )


def test_an_empty_sheet_is_nothing(forms, convention):
    assert recognise(sheet(), forms, convention) is None
    assert recognise(sheet([None, ""], ["  "]), forms, convention) is None


def test_a_stranger_names_its_headings_and_the_nearest_form(forms, convention):
    found = recognise(sheet(["客戶名稱", "聯繫電話", "產品", "數量"], ["大華", "1", "2", "3"]), forms, convention)
    assert (found.code.code, found.row, found.cell) == ("sheet.unknown", 1, "A1")
    assert found.data["headings"] == "客戶名稱、聯繫電話、產品、數量"
    assert found.data["nearest"] == "客戶資料表"
    assert found.data["missing"].startswith("登記日期、主體類型")


def test_a_sheet_without_any_heading_of_ours(forms, convention):
    found = recognise(sheet(["甲", "乙"], ["丙", "丁"]), forms, convention)
    assert (found.code.code, found.data["headings"]) == ("sheet.strange", "甲、乙")


@pytest.mark.parametrize(
    ("headings", "alone", "told"),
    [
        (["客戶名稱", "聯繫電話", "隨便"], False, "客戶名稱、聯繫電話、隨便"),
        (["甲", "乙"], True, "甲、乙"),
        (["甲", "乙"], False, None),
        (["主體類型", "業務線", "物業類型"], False, None),
    ],
)
def test_a_hidden_sheet_that_was_passed_over_is_named_where_it_was_meant(forms, headings, alone, told):
    found = hidden_strange(sheet(headings, ["1", "2", "3"][: len(headings)], visible=False), forms, alone=alone)
    assert (found and found.data["headings"]) == told
    assert found is None or (found.data["sheet"] == found.sheet and found.sheet in sentence(found, "zh"))
    assert hidden_strange(sheet(headings), forms, alone=alone) is None
    assert hidden_strange(sheet([" ", None], visible=False), forms, alone=alone) is None


def test_a_hidden_sheet_that_is_not_ours_says_nothing(forms, convention):
    assert recognise(sheet(["甲", "乙"], visible=False), forms, convention) is None
    assert recognise(sheet(REQUIRED, DATA, visible=False), forms, convention).form.name == "prospects"


def test_a_stranger_beside_one_of_ours_is_only_noted(forms, convention):
    found = recognise(sheet(["甲", "乙"]), forms, convention)
    assert softened(found).code.code == "sheet.beside"


class Left(Row):
    customer: Annotated[str, Column("客戶", "Customer", read.text)]
    person: Annotated[str, Column("人員", "Person", read.person)]
    answer: Annotated[str | None, Column("答覆", "Answer", read.text)]


class Right(Row):
    customer: Annotated[str, Column("客戶", "Customer", read.text)]
    person: Annotated[str, Column("人員", "Person", read.person)]
    action: Annotated[str | None, Column("措施", "Action", read.text)]


TWO = (
    Form("F7", "left", "異議處理表", "Objections", Left, (("customer",),)),
    Form("F14", "right", "回訪表", "Visits", Right, (("customer",),)),
)


def test_two_forms_that_fit_equally_well_are_refused_by_name(convention):
    found = recognise(sheet(["客戶", "人員"], ["大華", "李四"]), TWO, convention)
    assert (found.code.code, dict(found.data)) == (
        "sheet.ambiguous",
        {"first": "回訪表", "second": "異議處理表"},
    )


def test_a_form_with_few_required_columns_does_not_win_by_chance(convention):
    """Every list has a 客戶 and a 人員; that alone does not make it a sheet of ours."""
    strange = [f"欄{number}" for number in range(10)]
    assert isinstance(recognise(sheet(["客戶", "人員", *strange]), TWO, convention), Finding)
    assert isinstance(recognise(sheet(["客戶", "人員", "措施", *strange]), TWO, convention), Finding)
    assert recognise(sheet(["客戶", "人員", "措施", *strange[:5]]), TWO, convention).form.name == "right"


def test_a_sheet_that_holds_the_headings_of_two_forms_is_refused(convention):
    both = ["客戶", "人員", "答覆", "措施"]
    assert recognise(sheet(both, ["大華", "李四"]), TWO, convention).code.code == "sheet.ambiguous"
    assert recognise(replace(sheet(both), name="回訪表"), TWO, convention).form.name == "right"


def test_one_more_heading_or_the_name_of_the_sheet_decides(convention):
    assert recognise(sheet(["客戶", "人員", "措施"], ["大華", "李四"]), TWO, convention).form.name == "right"
    named = replace(sheet(["客戶", "人員"], ["大華", "李四"]), name="異議處理表")
    assert recognise(named, TWO, convention).form.name == "left"
    titled = sheet(["异议处理表"], ["客戶", "人員"], ["大華", "李四"])
    assert recognise(titled, TWO, convention).form.name == "left"


def test_a_missing_required_column_does_not_hide_the_form(forms, convention):
    found = recognise(sheet([title for title in REQUIRED if title != "跟進人"], DATA), forms, convention)
    assert found.form.name == "prospects"
    assert "owner" not in found.columns


def test_heading_score_tells_a_right_decoding_from_a_wrong_one(forms):
    wrong = [text.encode("big5").decode("gb18030", "replace") for text in REQUIRED]
    assert heading_score(sheet(REQUIRED, DATA), forms) > 0.8
    assert heading_score(sheet(wrong, DATA), forms) < 0.2


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("*聯絡電話：", "联系电话"),
        ("建築面積(㎡)", "建筑面积"),
        ("需求/異議", "需求异议"),
        ("合約編號", "合同编号"),
        ("customer_id", "customerid"),
        ("資訊來源", "信息来源"),
        ("備註（選填）", "备注"),
    ],
)
def test_heading_keys(heading, key):
    assert key in heading_keys(heading)


@pytest.mark.parametrize("heading", ["", "  ", "***", "()", "——"])
def test_headings_without_a_letter(heading):
    assert heading_keys(heading) == ()
