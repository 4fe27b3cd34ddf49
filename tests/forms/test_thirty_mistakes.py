# ruff: noqa: DTZ001 (cells have no time zone)
"""A prospect list of an ordinary office with thirty seeded mistakes of thirty kinds."""

from datetime import date, datetime

import pytest

from toolkit.forms.recognise import recognise
from toolkit.forms.table import Range, Sheet
from toolkit.forms.validate import validate
from toolkit.messages.catalogue import do, what

TODAY = date(2026, 11, 24)
HEAD = [
    "序號",
    "*登記日期",
    "公司名稱",
    "统一社会信用代码",
    "主體類型",
    "業務線",
    "物業類型",
    "建築面積（㎡）",
    "註冊資本（萬元）",
    "出租率",
]
HEAD += ["聯絡人", "聯絡電話", "郵箱", "階段", "預計簽約日", "失信被執行", "跟進人", "備註", "客戶編號"]
AT = {name: number for number, name in enumerate(HEAD)}
FIELDS = {
    "date": "*登記日期",
    "name": "公司名稱",
    "code": "统一社会信用代码",
    "party": "主體類型",
    "line": "業務線",
}
FIELDS |= {
    "kind": "物業類型",
    "area": "建築面積（㎡）",
    "capital": "註冊資本（萬元）",
    "share": "出租率",
    "person": "聯絡人",
}
FIELDS |= {
    "phone": "聯絡電話",
    "email": "郵箱",
    "stage": "階段",
    "signing": "預計簽約日",
    "owner": "跟進人",
    "id": "客戶編號",
}

MISTAKES = [
    ("date", "2026/2/30", "registered_on", "day.impossible"),
    ("date", "26/1/5", "registered_on", "day.short_year"),
    ("date", "5/1/2026", "registered_on", "day.ambiguous"),
    ("date", "民國115年1月5日", "registered_on", "day.roc"),
    ("date", "2026年1月", "registered_on", "day.incomplete"),
    ("date", "上週三", "registered_on", "day.unreadable"),
    ("date", "2206/1/5", "registered_on", "day.out_of_range"),
    ("signing", "2025-12-01", "expected_signing_on", "test.signing_before_registration"),
    ("signing", "待定", "expected_signing_on", "value.undecided"),
    ("owner", None, "owner", "value.required"),
    ("code", 914403001922038216.0, "credit_code", "code.as_number"),
    ("code", "91440300192203821", "credit_code", "code.length"),
    ("code", "91440300192203821O", "credit_code", "code.letter"),
    ("code", "914403001922038217", "credit_code", "code.check"),
    ("code", "914403001922038316", "credit_code", "code.inner_check"),
    ("code", "440301103097413", "credit_code", "code.old_number"),
    ("kind", "寫字摟", "property_type", "choice.unknown"),
    ("stage", "談判、初步溝通", "stage", "choice.several"),
    ("area", "12坪", "floor_area", "number.unit"),
    ("area", "1000-1200", "floor_area", "number.several"),
    ("area", -1200.0, "floor_area", "number.negative"),
    ("area", "很大", "floor_area", "number.unreadable"),
    ("area", datetime(2026, 1, 2), "floor_area", "number.is_date"),
    ("capital", "12,5", "registered_capital", "number.ambiguous"),
    ("capital", 5000000.0, "registered_capital", "number.ambiguous_unit"),
    ("share", 0.8, "occupancy", "percent.ambiguous"),
    ("person", "13800138000", "contact_person", "person.digits"),
    ("phone", "1380013", "phone", "phone.length"),
    ("phone", 13800138000.0, "phone", "phone.as_number"),
    ("phone", "62345678", "phone", "phone.area_code"),
    ("phone", "13800138000/13900139000", "phone", "phone.several"),
    ("email", "li@example", "email", "email.malformed"),
    ("id", 1234567890123456.0, "customer_id", "id.as_number"),
]
FIRST = 5
"""The first data row: a title, a blank line and two heading rows stand above it."""


def good(number):
    line = [
        float(number),
        datetime(2026, 1, 5),
        f"大華物業{number}有限公司",
        None,
        "公司",
        "租赁招商",
        "写字楼",
        "1.2萬",
    ]
    line += [
        "500万",
        "八成",
        "王五",
        f"138{number:08d}",
        f"u{number}@example.com",
        "談判",
        None,
        "無",
        "李四",
        None,
        f"C{number}",
    ]
    return line


@pytest.fixture
def result(forms, convention):
    bad = []
    for number, (name, value, _, _) in enumerate(MISTAKES, 1):
        line = good(number)
        line[AT[FIELDS[name]]] = value
        bad.append(line)
    rest = [good(number) for number in range(101, 109)]
    rest[1][AT["跟進人"]] = None  # merged with the row above
    rest[2][AT["備註"]] = None  # #REF!
    rest[3][AT["建築面積（㎡）"]] = None  # a formula without a result
    twin, contradicting = good(101), good(105)
    contradicting[AT["階段"]] = "初步沟通"
    upper = list(HEAD)
    upper[AT["聯絡人"]], upper[AT["聯絡電話"]] = "聯絡方式", None
    lower = [None] * len(HEAD)
    lower[AT["聯絡人"]], lower[AT["聯絡電話"]] = "聯絡人", "電話"
    total = ["合計", *[None] * 6, "9999", *[None] * 11]
    rows = [["2026年客戶名單"], [], upper, lower, *bad, *rest, twin, contradicting, [], total]
    start = FIRST + len(bad)
    sheet = Sheet(
        "客戶",
        rows,
        merged=(Range(start, AT["跟進人"] + 1, start + 1, AT["跟進人"] + 1),),
        errors={(start + 2, AT["備註"] + 1): "#REF!"},
        uncalculated=frozenset({(start + 3, AT["建築面積（㎡）"] + 1)}),
        hidden_rows=frozenset({start + 6}),
    )
    return validate(sheet, recognise(sheet, forms, convention), convention, TODAY)


def test_every_mistake_is_reported_at_its_cell(result):
    found = {(one.row, one.field, one.code.code) for one in result.findings}
    for number, (_, _, field, code) in enumerate(MISTAKES):
        assert (FIRST + number, field, code) in found
    start = FIRST + len(MISTAKES)
    assert {
        (start + 1, "owner", "cell.merged"),
        (start + 2, "remarks", "cell.error"),
        (start + 3, "floor_area", "cell.uncalculated"),
        (start + 6, "", "row.hidden"),
        (start + 8, "customer_id", "row.twice"),
        (start + 9, "customer_id", "row.contradicts"),
    } <= found
    assert len({code for *_, code in found if code != "read.as"}) >= 30


def test_nothing_else_is_reported(result):
    assert sum(one.blocks for one in result.findings) == len(MISTAKES) + 4


def test_all_other_rows_are_taken(result):
    start = FIRST + len(MISTAKES)
    assert [taken.number for taken in result.rows] == [start, *range(start + 4, start + 8)]
    assert len(result.rejected) == len(MISTAKES) + 4


def test_each_is_said_in_one_understandable_sentence_with_what_to_do(result):
    for one in result.findings:
        for language in ("zh-Hant", "zh-Hans", "en"):
            said = what(one, language, "欄") + do(one, language, "欄")
            assert "…" not in said.replace("12…", "")
            assert "{" not in said


def test_the_mended_list_is_taken_whole(forms, convention):
    rows = [HEAD, *(good(number) for number in range(1, 40))]
    sheet = Sheet("客戶", rows)
    mended = validate(sheet, recognise(sheet, forms, convention), convention, TODAY)
    assert (len(mended.rows), mended.rejected, {one.code.code for one in mended.findings}) == (
        39,
        (),
        {"read.as"},
    )
