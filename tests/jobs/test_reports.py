"""The KPI report as workbook: the same charts and figures as the .docx, and nobody's results in the open."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.remind.gather import gather
from toolkit.jobs.reports import order_kpi_report, refresh_overview
from toolkit.stages.review.due import is_passed
from toolkit.stages.review.morning import Morning, morning_order

KPI = ("週期", "姓名", "指標", "權重", "目標", "實績")


@pytest.fixture
def reported(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    rows = [prospects.row(i, 信息來源="行業展會" if i < 4 else "線上平台") for i in range(6)]
    office.drop(sheet("名單.xlsx", prospects.headings, rows))
    office.drop(sheet("績效.xlsx", KPI, [("2026-11", "王小明", "新增客戶數", 100, 3, None)]), folder="內部")
    office.run()
    assert order_kpi_report(office.service, "2026-11") == 2
    make_promised(office.service)
    return office


def charts_of(content: bytes) -> list[list[str]]:
    """The cached numbers of every chart of an .xlsx or .docx, in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = sorted(name for name in package.namelist() if re.search(r"charts/\w*chart\d+\.xml$", name))
        texts = [package.read(name).decode() for name in parts]
    return [re.findall(r"<c:val>.*?</c:val>", text, re.DOTALL) for text in texts]


def numbers(values: list[str]) -> list[list[float]]:
    return [[float(one) for one in re.findall(r"<c:v>([^<]+)</c:v>", value)] for value in values]


def test_word_and_excel_draw_the_same_numbers(reported: Any) -> None:
    word = (reported.outbox / "報表/績效報告 2026-11.docx").read_bytes()
    excel = (reported.outbox / "報表/績效報告 2026-11.xlsx").read_bytes()
    in_word = [numbers(chart) for chart in charts_of(word)]
    in_excel = [numbers(chart) for chart in charts_of(excel)]
    assert len(in_word) >= 3
    assert sorted(map(json.dumps, in_word)) == sorted(map(json.dumps, in_excel))


def test_tables_and_figures_of_the_word_report_are_numbered_as_they_stand(reported: Any) -> None:
    document = docx.Document(str(reported.outbox / "報表/績效報告 2026-11.docx"))
    captions = [one.text for one in document.paragraphs if re.match(r"[表圖] \d+\u3000", one.text)]
    for label in "表圖":
        numbers_of = [int(one.split()[1]) for one in captions if one.startswith(label)]
        assert numbers_of == list(range(1, len(numbers_of) + 1))
        assert len(numbers_of) >= 3


def test_figures_have_formula_n_and_live_ratios(reported: Any) -> None:
    file = reported.outbox / "報表/績效報告 2026-11.xlsx"
    values = {
        row[0]: row
        for row in openpyxl.load_workbook(file, data_only=True)["指標"].iter_rows(min_row=2, values_only=True)
    }
    assert values["新增客戶數"][2:6] == (6, 0, 6, 6)
    assert values["續約率"][2:4] == ("—", "—")
    assert values["簽約率"][10].startswith("期內簽約的客戶 ÷")
    page = openpyxl.load_workbook(file)["指標"]
    formulas = {row[0].value: row[2].value for row in page.iter_rows(min_row=2)}
    assert re.fullmatch(r'=IF\(H(\d+)=0,"—",G\1/H\1\)', formulas["來訪轉化率"])


def test_channels_say_what_leads_cost(reported: Any) -> None:
    file = reported.outbox / "報表/績效報告 2026-11.xlsx"
    rows = list(openpyxl.load_workbook(file, data_only=True)["渠道"].iter_rows(min_row=2, values_only=True))
    assert [row[:5] for row in rows] == [("行業展會", 4, 0, 0, 0), ("線上平台", 2, 0, 0, 0)]
    assert rows[0][5:] == ("—", 0, "—", "—")


def test_the_six_ills_stand_with_their_rows(reported: Any) -> None:
    book = openpyxl.load_workbook(reported.outbox / "報表/績效報告 2026-11.xlsx", data_only=True)
    ills = [row[0] for row in book["診斷"].iter_rows(min_row=2, values_only=True)]
    assert ills == ["信息收集不完整", "開發渠道單一", "溝通缺乏標準", "談判缺乏準備", "合同未經審核", "後續維護不到位"]
    behind = list(book["診斷明細"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in behind].count("信息收集不完整") == 6  # every row lacks something
    assert [row[3] for row in behind if row[0] == "開發渠道單一"] == ["經「行業展會」登記"] * 4
    heads = [cell.value for cell in book["診斷明細"][1]]
    assert heads == ["病症", "日期", "客戶編號", "情況"]  # and nobody is named in the open


def test_every_rate_of_a_month_stands_beside_its_n(reported: Any) -> None:
    book = openpyxl.load_workbook(reported.outbox / "報表/績效報告 2026-11.xlsx", data_only=True)
    heads = [cell.value for cell in book["各月"][1]]
    last = dict(zip(heads, list(book["各月"].values)[-1], strict=True))
    assert (last["來訪轉化率"], last["來訪轉化率 n"], last["簽約率"], last["簽約率 n"]) == (0, 6, "—", 0)
    assert "新增客戶數 n" not in heads
    ills = [cell.value for cell in book["診斷"][1]]
    assert ills[5:7] == ["上期", "上期總數"]
    assert ills[-2:] == ["2026-11", "2026-11 總數"]
    assert list(book["診斷"].values)[1][-2:] == (1, 6)


def test_each_line_of_business_has_its_figures(reported: Any) -> None:
    book = openpyxl.load_workbook(reported.outbox / "報表/績效報告 2026-11.xlsx", data_only=True)
    heads, *rows = book["業務線"].values
    told = {str(row[0]): dict(zip(heads, row, strict=True)) for row in rows}
    assert {name: row["新增客戶數"] for name, row in told.items()} == {"物業服務外拓": 6}
    assert (told["物業服務外拓"]["來訪轉化率"], told["物業服務外拓"]["來訪轉化率 n"]) == (0, 6)


def test_what_rests_on_few_is_marked_on_every_sheet(reported: Any) -> None:
    book = openpyxl.load_workbook(reported.outbox / "報表/績效報告 2026-11.xlsx")
    costs = [row[6].font.italic for row in book["渠道"].iter_rows(min_row=2)]
    assert costs == [True, True]  # four leads and two
    assert not book["指標"]["C4"].font.italic  # six registered


def test_personal_results_stand_in_the_internal_workbook_alone(reported: Any) -> None:
    opened = openpyxl.load_workbook(reported.outbox / "報表/績效報告 2026-11.xlsx").sheetnames
    inside = openpyxl.load_workbook(reported.outbox / "內部/績效報告 2026-11（含個人績效）.xlsx")
    assert not {"人員", "個人績效"} & set(opened)
    assert {"人員", "個人績效"} <= set(inside.sheetnames)
    card = list(inside["個人績效"].iter_rows(min_row=2, values_only=True))
    assert [row[:5] for row in card] == [("王小明", "新增客戶數", 100, 3, 6)]
    text = json.dumps(
        [row for page in openpyxl.load_workbook(reported.outbox / "報表/績效報告 2026-11.xlsx") for row in page.values],
        ensure_ascii=False,
        default=str,
    )
    assert "王小明" not in text
    assert date(2026, 11, 24).isoformat() in text


@pytest.mark.parametrize(
    ("due", "stage", "since", "passed"),
    [
        (date(2026, 11, 9), "履約", date(2026, 11, 13), True),  # 擬合同送審, and the contract was signed since
        (date(2026, 11, 20), "履約", date(2026, 11, 13), False),
        (date(2026, 11, 9), "談判", date(2026, 11, 13), False),
        (date(2026, 11, 9), "成交", None, False),
    ],
)
def test_what_was_to_be_done_before_the_signature_is_done_with(
    due: date, stage: str, since: date | None, *, passed: bool
) -> None:
    assert is_passed(due, stage, since) is passed


def test_days_late_are_working_days_and_say_so(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(0)]))
    office.run()
    heads = ("客戶", "日期時間", "溝通方式", "對方人員", "我方人員", "內容", "結果", "下一步", "下次跟進")
    told = ("2026-11-10 10:00", "電話", "陳小姐", "王小明", "談了收費", "有意向", "送方案", "2026-11-20")
    office.drop(sheet("溝通.xlsx", heads, [("華景0置業有限公司", *told)]))
    office.run()
    refresh_overview(office.service)
    page = openpyxl.load_workbook(office.outbox / "報表/總覽.xlsx")["待辦"]
    titles, *rows = page.iter_rows(values_only=True)
    assert titles[1] == "逾期（工作日）"
    assert [row[1] for row in rows if row[0].date() == date(2026, 11, 20)] == [2]  # Friday to Tuesday


def test_the_overview_and_the_morning_list_tell_the_same_numbers(
    office: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    """What is late is told to several people; a planned follow-up that only the row knows counts as well."""
    rows = [[*prospects.row(i, 登記日期=date(2026, 11, 2)), "2026-11-24" if i == 0 else None] for i in range(3)]
    office.drop(sheet("名單.xlsx", (*prospects.headings, "下次跟進"), rows))
    office.run()
    rules, calendar, today = office.service.rules, office.service.calendar, office.service.day()
    found = gather(office.service)
    morning = morning_order(Morning(found.due, counts=found.counts), rules, calendar, today)
    refresh_overview(office.service)
    book = openpyxl.load_workbook(office.outbox / "報表/總覽.xlsx")
    numbers = r"逾期 (\d+) 件，今天到期 (\d+) 件，未來七天 (\d+) 件"
    told = re.search(numbers, str(morning.context["headline"]))
    shown = [re.search(numbers, str(row[0])) for row in book["總覽"].iter_rows(values_only=True)]
    assert told is not None
    assert [one.groups() for one in shown if one] == [told.groups()]
    late = {row[4:6] for row in book["待辦"].iter_rows(min_row=2, values_only=True) if row[1]}
    assert int(told[1]) == len({name for name, _ in late}) > 0
    assert int(told[2]) == 1
