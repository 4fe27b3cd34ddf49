# ruff: noqa: DTZ001 (cells have no time zone)
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import Field

from toolkit.forms import read
from toolkit.forms.column import Column
from toolkit.forms.form import Form, Row, RowRule
from toolkit.forms.recognise import recognise
from toolkit.forms.table import Range, Sheet
from toolkit.forms.validate import validate
from toolkit.messages.finding import Code, Finding, Severity

TODAY = date(2026, 11, 24)
HEAD = [
    "客戶編號",
    "登記日期",
    "客戶名稱",
    "統一社會信用代碼",
    "主體類型",
    "業務線",
    "物業類型",
    "建築面積(㎡)",
    "註冊資本(萬元)",
]
HEAD += ["聯繫人", "聯繫電話", "郵箱", "階段", "預計簽約日", "失信被執行", "跟進人", "備註"]
EARLY = Code("test.early", Severity.WARNING, "早", "改", "early", "mend")
COLUMN = {heading.split("(")[0]: number for number, heading in enumerate(HEAD)}


def row(number=1, **changes):
    """A good row of prospects; ``changes`` by heading."""
    good = [
        f"C{number}",
        datetime(2026, 1, 5),
        f"大華{number}",
        None,
        "企業",
        "租賃招商",
        "住宅",
        1200.0,
        500.0,
    ]
    good += ["王五", f"138{number:08d}", None, "談判", None, "無", "李四", None]
    for heading, value in changes.items():
        good[COLUMN[heading]] = value
    return good


@pytest.fixture
def check(forms, convention):
    def run(*rows, head=HEAD, **more):
        sheet = Sheet("客戶", [head, *rows], **more)
        recognised = recognise(sheet, forms, convention)
        return validate(sheet, recognised, convention, TODAY)

    return run


def brief(result):
    return [(found.row, found.cell, found.field, found.code.code) for found in result.findings]


def test_a_good_row_is_taken_with_its_places(check):
    result = check(row())
    (taken,) = result.rows
    assert (result.findings, result.rejected) == ((), ())
    assert (taken.number, taken.sheet, taken.row.floor_area, taken.row.occupancy) == (
        2,
        "客戶",
        Decimal(1200),
        None,
    )
    assert (taken.cells["phone"], dict(taken.cells)["name"], len(taken.cells)) == ("K2", "C2", 17)


def test_extras_are_kept_with_the_row(check):
    result = check([*row(), "wx001", None, 5.0], head=[*HEAD, "微信號", "生日", "分數"])
    assert dict(result.rows[0].extras) == {"微信號": "wx001", "分數": "5"}


def test_one_bad_cell_never_hides_another(check):
    bad = row(登記日期="2026/2/30", 聯繫電話="138", 主體類型="公司企業", 預計簽約日="2020-01-01", 跟進人=None)
    assert brief(check(bad, row(2))) == [
        (2, "B2", "registered_on", "day.impossible"),
        (2, "E2", "party_type", "choice.unknown"),
        (2, "K2", "phone", "phone.length"),
        (2, "P2", "owner", "value.required"),
    ]
    assert check(bad, row(2)).rejected == (2,)


def test_row_rules_run_beside_bad_cells(check):
    bad = row(聯繫電話="138", 預計簽約日="2020-01-01")
    assert [code for *_, code in brief(check(bad))] == ["phone.length", "test.signing_before_registration"]
    found = check(bad).findings[1]
    assert (found.cell, found.value, found.sheet) == ("N2", "2020-01-01", "客戶")


def test_a_finding_about_a_column_that_the_sheet_lacks_stands_at_what_names_the_row(forms, convention):
    rule = RowRule(("email",), lambda _values, _today: [Finding(EARLY, field="email")])
    form = replace(forms[0], rules=(rule,))
    cut = COLUMN["郵箱"]
    sheet = Sheet("客戶", [[*HEAD[:cut], *HEAD[cut + 1 :]], [*row()[:cut], *row()[cut + 1 :]]])
    result = validate(sheet, recognise(sheet, (form,), convention), convention, TODAY)
    assert [(one.cell, one.field, one.value) for one in result.findings] == [("C2", "email", "")]


def test_notes_say_how_it_was_read(check):
    result = check(row(註冊資本="12萬", 主體類型="公司"))
    assert [(found.field, found.value, found.data["shown"]) for found in result.findings] == [
        ("party_type", "公司", "企業"),
        ("registered_capital", "12萬", "12萬元"),
    ]
    assert result.rows[0].row.registered_capital == Decimal(12)


def test_clearing(check):
    result = check(row(郵箱=" 「清除」", 建築面積="［Clear］"), row(2, 跟進人="清除"))
    assert result.rows[0].cleared == {"email", "floor_area"}
    assert result.rows[0].row.email is None
    assert brief(result)[-1] == (3, "P3", "owner", "value.cannot_clear")
    assert result.rejected == (3,)


def test_a_dash_in_a_required_cell_is_missing(check):
    assert brief(check(row(跟進人="-"))) == [(2, "P2", "owner", "value.required")]


def test_broken_cells(check):
    result = check(
        row(建築面積=None),
        row(2, 跟進人=None),
        errors={(2, 8): "#REF!"},
        uncalculated=frozenset({(3, 16)}),
    )
    assert brief(result) == [(2, "H2", "floor_area", "cell.error"), (3, "P3", "owner", "cell.uncalculated")]
    assert result.findings[0].value == "#REF!"


def test_a_row_of_nothing_but_uncalculated_formulas_is_told(check):
    """A list written by a program has no stored results: its rows must not vanish as empty ones."""
    bare = [None] * len(HEAD)
    cells = frozenset({(3, COLUMN["客戶名稱"] + 1), (3, COLUMN["跟進人"] + 1)})
    result = check(row(1), bare, bare, row(2), uncalculated=cells | {(4, COLUMN["客戶名稱"] + 1)})
    told = [(one.row, one.code.code) for one in result.findings if one.code.code == "cell.uncalculated"]
    assert told == [(3, "cell.uncalculated")] * 2, "one formula alone may be filled down beside empty rows"
    assert [one.number for one in result.rows] == [2, 5]


def test_a_percent_format_changes_what_a_number_means(check):
    head = [*HEAD, "出租率"]
    result = check([*row(), 0.8], [*row(2), 0.8], head=head, formats={(2, 18): "0%"})
    assert result.rows[0].row.occupancy == Decimal("0.8")
    assert brief(result) == [(3, "R3", "occupancy", "percent.ambiguous")]


def test_so_many_findings_that_nobody_reads_them_are_counted_by_column(check, monkeypatch):
    monkeypatch.setattr("toolkit.forms.validate.MOST_LISTED", 5)
    result = check(*(row(n, 建築面積="大", 跟進人=None) for n in range(4)), row(9))
    listed = [one for one in brief(result) if one[0]]
    counted = [one for one in result.findings if one.code.code == "sheet.more_alike"]
    assert len(listed) == 5
    assert sum(one.data["count"] for one in counted) == 3
    assert {one.field for one in counted} == {"owner"}
    assert result.rejected == (2, 3, 4, 5), "a bad row is not taken, whether its cells are listed or not"
    assert [taken.number for taken in result.rows] == [6]


def test_of_too_many_unreadable_values_only_the_kind_is_kept_and_nothing_near_is_sought(check, monkeypatch):
    monkeypatch.setattr("toolkit.forms.column_values.MOST_DETAILED", 3)
    kinds = [row(n, 業務線=f"租賃招傷{n}", 物業類型=f"住宅樓{n}") for n in range(6)]
    result = check(*kinds, row(9))
    told = [(one.row, one.field, bool(one.suggestion)) for one in result.findings if one.code.code == "choice.unknown"]
    lines = [(number, suggested) for number, name, suggested in told if name == "biz_line"]
    assert lines == [(2, True), (3, True), (4, True), (5, False), (6, False), (7, False)]
    assert [suggested for _, name, suggested in told if name == "property_type"] == [True] + [False] * 5
    assert result.rejected == (2, 3, 4, 5, 6, 7)
    assert [taken.number for taken in result.rows] == [8]


def test_merged_data_cells_are_asked(check):
    result = check(row(1), row(2, 跟進人=None), row(3, 跟進人=None), merged=(Range(2, 16, 4, 16),))
    assert brief(result) == [(3, "P3", "owner", "cell.merged"), (4, "P4", "owner", "cell.merged")]
    assert (result.findings[0].value, result.findings[0].data["first"]) == ("李四", "P2")
    assert [taken.number for taken in result.rows] == [2]


def test_hidden_rows_and_columns_are_taken_and_said(check):
    result = check(row(), row(2), row(3), hidden_rows=frozenset({2, 3}), hidden_columns=frozenset({3}))
    assert brief(result) == [(1, "C1", "name", "column.hidden"), (2, "A2", "", "row.hidden")]
    assert result.findings[1].data["rows"] == "2–3"
    assert len(result.rows) == 3


def test_a_hidden_sheet_is_named(check):
    result = check(row(), row(聯繫電話="1"), visible=False)
    assert brief(result)[0] == (1, "", "", "sheet.hidden")
    assert len(result.rows) == 1


def test_a_hidden_sheet_without_rows_is_not_worth_a_word(check):
    assert "sheet.hidden" not in [found[-1] for found in brief(check(visible=False))]


def test_hidden_rows_are_said_run_by_run(check):
    result = check(*(row(n) for n in range(1, 7)), hidden_rows=frozenset({2, 4, 5, 7, 40}))
    assert [found.data["rows"] for found in result.findings] == ["2", "4–5", "7"]


class Rated(Row):
    name: Annotated[str, Column("名稱", "Name", read.text)]
    points: Annotated[int, Field(le=100), Column("權重", "Weight", read.whole)]


def test_what_only_the_strict_row_refuses_is_a_finding_at_its_cell(convention):
    form = Form("F0", "rated", "權重表", "Weights", Rated, (("name",),))
    sheet = Sheet("x", [["名稱", "權重"], ["甲", 120.0], ["乙", 20.0]])
    result = validate(sheet, recognise(sheet, (form,), convention), convention, TODAY)
    assert brief(result) == [(2, "B2", "points", "value.refused")]
    assert (len(result.rows), result.rejected) == (1, (2,))


@pytest.mark.parametrize(
    "line",
    [
        [],
        [None] * 17,
        ["  "] * 17,
        ["合計", None, None, None, None, None, None, 2400.0],
        ["小計：", None, None, None, None, None, None, 2400.0],
        [None, None, "总计", None, None, None, None, 2400.0],
        [None, None, None, None, None, None, None, 0.0],
        ["Total", None, None, None, None, None, None, 2400.0],
        HEAD,
        ["註：以上資料截至十一月"],
        ["製表人：李四"],
    ],
)
def test_lines_that_are_no_data_are_skipped(check, line):
    result = check(row(1), line, row(2))
    assert ([taken.number for taken in result.rows], result.findings, result.rejected) == ([2, 4], (), ())


def test_a_name_that_begins_like_an_example_is_a_name(check):
    assert check(row(客戶編號="例外一", 客戶名稱="Example Ltd")).rows[0].row.name == "Example Ltd"


def test_running_numbers_alone_make_no_row(check):
    result = check([*row(1), 1.0], [*([None] * 17), 2.0], head=[*HEAD, "序號"])
    assert ([taken.number for taken in result.rows], result.findings) == ([2], ())


def test_a_customer_called_total_is_a_customer(check):
    assert check(row(客戶名稱="合計", 建築面積=1.0)).rows[0].row.name == "合計"


@pytest.mark.parametrize("first", [None, "例：SJ-1", "（示例）", "e.g. SJ-1", "Example: SJ-1"])
def test_the_example_of_a_blank_is_skipped(check, first):
    example = [first, "2026-11-02", "華景置業"] + [None] * 14
    result = check(example, row(2))
    assert ([taken.number for taken in result.rows], result.findings) == ([3], ())


def test_a_missing_column_is_said_once_and_keeps_every_row_out(check):
    cut = [heading for heading in HEAD if heading != "跟進人"]
    rows = [[value for heading, value in zip(HEAD, row(n), strict=True) if heading != "跟進人"] for n in (1, 2)]
    result = check(*rows, head=cut)
    assert brief(result) == [(1, "", "owner", "sheet.column_missing")]
    assert (result.rows, result.rejected) == ((), (2, 3))


@pytest.mark.parametrize("lines", [[], [["", None]], [["例：C1", "2026-01-05", "華景"]], [["合計", 5.0]]])
def test_a_sheet_without_data_rows(check, lines):
    assert brief(check(*lines)) == [(1, "", "", "sheet.no_rows")]


def test_the_same_heading_twice(check):
    head = [*HEAD, "聯繫電話"]
    result = check(
        [*row(1), "13800000001"],
        [*row(2, 聯繫電話=None), "13900000002"],
        [*row(3), "13900000003"],
        head=head,
    )
    assert brief(result) == [(1, "R1", "phone", "heading.twice"), (4, "K4", "phone", "row.two_values")]
    assert [taken.row.phone for taken in result.rows] == ["13800000001", "13900000002"]
    assert (result.findings[1].data["other"], result.findings[1].data["column"]) == ("13900000003", "R4")


def test_a_bad_value_in_the_second_column_is_found_there(check):
    result = check([*row(1, 聯繫電話=None), "139"], head=[*HEAD, "聯繫電話"])
    assert brief(result)[1] == (2, "R2", "phone", "phone.length")


def test_a_second_heading_of_another_name(check):
    result = check([*row(1), "139"], head=[*HEAD, "手機"])
    assert brief(result) == [(1, "R1", "phone", "heading.second")]
    assert dict(result.rows[0].extras) == {"手機": "139"}


def test_the_same_row_twice_is_taken_once(check):
    result = check(row(1), row(2), row(1))
    assert brief(result) == [(4, "A4", "customer_id", "row.twice")]
    assert (result.findings[0].data["other"], len(result.rows), result.rejected) == (2, 2, ())


def test_a_contradicting_row_is_kept_out(check):
    result = check(row(1), row(1, 階段="初步溝通", 跟進人="趙六"))
    (found,) = result.findings
    assert (found.row, found.cell, found.code.code) == (3, "A3", "row.contradicts")
    assert dict(found.data) == {"other": 2, "key": "客戶編號", "fields": "階段、跟進人"}
    assert ([taken.number for taken in result.rows], result.rejected) == ([2], (3,))


def test_the_same_name_and_phone_with_other_codes_are_two(check):
    one = row(1, 客戶編號=None, 統一社會信用代碼="914403001922038216")
    other = row(1, 客戶編號=None, 統一社會信用代碼="91330100799655058B")
    assert len(check(one, other).rows) == 2
    third = row(1, 客戶編號=None)
    assert brief(check(one, third)) == [(3, "C3", "name", "row.contradicts")]


def test_a_stronger_key_tells_rows_apart_where_both_have_it(check):
    """The third row has no code, so names and phones are compared: still, the first two are two records."""
    one = row(1, 客戶編號=None, 統一社會信用代碼="914403001922038216")
    other = row(1, 客戶編號=None, 統一社會信用代碼="91330100799655058B")
    result = check(one, other, row(9, 客戶編號=None))
    assert ([taken.number for taken in result.rows], result.findings) == ([2, 3, 4], ())


def test_what_is_known_of_other_cells_says_nothing(check):
    """Errors above the heading, in unknown columns, and below the last row are not findings of a field."""
    result = check(
        [*row(), None],
        head=[*HEAD, "微信號"],
        errors={(1, 3): "#REF!", (2, 18): "#REF!", (9, 3): "#REF!", (3, 3): "#REF!"},
    )
    assert (len(result.rows), result.findings) == (1, ())


def test_merged_cells_without_content_say_nothing(check):
    result = check(row(), row(2), merged=(Range(2, 12, 3, 12),))
    assert (len(result.rows), result.findings) == (2, ())


def test_all_or_nothing(check, forms, convention):
    whole = replace(forms[0], all_or_nothing=True)
    sheet = Sheet("客戶", [HEAD, row(1), row(2, 跟進人=None)])
    result = validate(sheet, recognise(sheet, (whole,), convention), convention, TODAY)
    assert (result.rows, result.rejected) == ((), (2, 3))
    assert [code for *_, code in brief(result)] == ["sheet.all_or_nothing", "value.required"]


def test_true_is_not_one(check):
    """True == 1.0 in Python; a memo by value must not take one for the other."""
    result = check(row(1, 建築面積=1.0), row(2, 建築面積=True), row(3, 建築面積=1.0))
    assert brief(result) == [(3, "H3", "floor_area", "value.true_false")]
    assert len(result.rows) == 2


ANY_VALUE = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.text("0123456789.,-/年月日萬億%() ：:Ee+", max_size=20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["清除", "待定", "-", "合計", "2026/1/5", "5/1/2026", "12萬", "八成", "企業", "C1", "1e999"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(ANY_VALUE, max_size=19), max_size=6))
def test_validate_never_raises_and_loses_no_row(check, rows):
    result = check(*rows)
    numbers = [taken.number for taken in result.rows]
    assert not set(numbers) & set(result.rejected)
    blocked = {found.row for found in result.findings if found.blocks and found.row > 1}
    assert blocked <= set(result.rejected)
