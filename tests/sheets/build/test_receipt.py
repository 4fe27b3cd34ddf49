# ruff: noqa: DTZ001 (a receipt's moment is the office's own clock)
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from toolkit.forms.table import Sheet, Workbook
from toolkit.messages.finding import Code, Finding, Severity
from toolkit.outcome import FactorPoints, Score
from toolkit.sheets.build.laid import lay
from toolkit.sheets.build.receipt import cell_marks, fresh_receipt, receipt_sheets
from toolkit.sheets.build.receipt_value import MadeDocument, Notice, Receipt, Scored, SheetCount, State, WhatIf
from toolkit.sheets.build.spec import Jump, Line, SheetSpec, SpecCell
from toolkit.sheets.patch.mark import CellMark
from toolkit.sheets.patch.new import write_workbook
from toolkit.sheets.patch.strip import RECEIPT_PROPERTY, ours, receipt_of, withdrawn
from toolkit.sheets.read.workbook import read_workbook

SHEET = "客戶資料表"
WRONG = Code("x.wrong", Severity.ERROR, "{field}『{value}』不對。", "請改。", "{field} “{value}” is wrong.", "Mend it.")
ASK = Code("x.ask", Severity.ASK, "{field}『{value}』有兩種讀法。", "請寫清楚。", "Two readings.", "Say which.")
WARN = Code("x.warn", Severity.WARNING, "{field}可能不對。", "請看一眼。", "It may be wrong.", "Have a look.")
NOTE = Code(
    "x.note", Severity.NOTE, "{field}『{value}』讀作『{shown}』。", "不對請改。", "Read as {shown}.", "Rewrite it."
)


def finding(code: Code, cell: str, value: str = "", suggestion: str = "", **data: object) -> Finding:
    row = int("".join(each for each in cell if each.isdigit()) or 0)
    return Finding(code, SHEET, cell, row, "phone", value, suggestion, data)


def score(customer: str, total: float, **more: object) -> Score:
    factors = (
        FactorPoints("物業類型匹配", 18, 20, "寫字樓。", ""),
        FactorPoints("企業信譽", 0, 25, "未查。", "查三項，最多加 15 分。", known=False),
    )
    values = {
        "fit": total,
        "engagement": None,
        "red_lines": (),
        "grade": "B",
        "provisional": True,
        "completeness": 0.75,
    }
    return Score(customer, total, factors=factors, day=date(2026, 11, 24), **{**values, **more})  # type: ignore[arg-type]


RECEIPT = Receipt(
    number="S-20261124-0007",
    file="客戶名單.xlsx",
    received_at=datetime(2026, 11, 24, 9, 42),
    sheets=(SheetCount(SHEET, SHEET, 200, 197, 3),),
    new=190,
    changed=5,
    unchanged=2,
    findings=(
        finding(WARN, "B9"),
        finding(WRONG, "H12", "1380013"),
        finding(NOTE, "F3", "12萬", shown="120000"),
        finding(WRONG, "H5", "=CMD()", "13800138000"),
        finding(ASK, "C7", "1/2"),
    ),
    titles={"phone": "聯繫電話"},
    documents=(MadeDocument("公司介紹函.docx", "../../客戶/SJ-1 甲公司/公司介紹函.docx", "甲公司", "公司介紹函"),),
    scores=(Scored(score("SJ-1", 72.5), "甲公司", Jump(SHEET, "C3")), Scored(score("SJ-2", 51), "乙公司")),
    notices=(Notice("這是一句說明。"),),
    withdrawable=True,
)


def texts(sheet: SheetSpec) -> list[list[object]]:
    """The values of every row, without styles."""
    rows = [row.cells if isinstance(row, Line) else row for row in sheet.rows]
    return [[cell.value if isinstance(cell, SpecCell) else cell for cell in row] for row in rows]


def front(receipt: Receipt, language: str = "zh-Hant") -> list[list[object]]:
    return texts(receipt_sheets(receipt, language)[0])


def test_the_first_lines_say_what_happened_largest_first() -> None:
    lines = front(RECEIPT)
    assert lines[0] == ["收 197 筆", None, "待改 3 筆"]
    assert "放回收件夾（inbox）" in str(lines[1][0])
    assert lines[2] == ["新增 190 · 更新 5 · 沒有變化 2"]
    assert lines[3] == ["做好 1 份文件（點這裏看清單）"]
    assert lines[4] == ["檔案：客戶名單.xlsx　收件：2026-11-24 09:42　回執編號：S-20261124-0007"]
    assert lines[5][:2] == ["要撤回整份？", "不撤回"]


def test_counts_name_only_what_there_is() -> None:
    assert front(replace(RECEIPT, changed=0))[2] == ["新增 190 · 沒有變化 2"]
    assert str(front(replace(RECEIPT, new=0, changed=0, unchanged=0))[2][0]).startswith("做好")


def test_every_finding_is_a_line_and_leads_to_its_cell() -> None:
    sheet = receipt_sheets(RECEIPT, "zh-Hant")[0]
    lines = texts(sheet)
    at = lines.index(["位置", "欄位", "您填的", "是什麼問題", "怎麼改", "建議填"])
    assert lines[at - 1] == ["待改 2 處"]
    assert lines[at + 1] == [
        f"{SHEET} H5",
        "聯繫電話",
        "=CMD()",
        "聯繫電話『=CMD()』不對。",
        "請改。是不是『13800138000』？",
        "13800138000",
    ]
    assert lines[at + 2][0] == f"{SHEET} H12"
    link = sheet.rows[at + 1].cells[0]  # type: ignore[union-attr]
    assert link.link == Jump(SHEET, "H5")  # type: ignore[union-attr]


def test_the_nearest_value_is_in_the_readers_language() -> None:
    lists = replace(RECEIPT, findings=(finding(WRONG, "E5", "公师", "企業", suggestion_en="Company"),))
    shown = {
        language: [line[5] for line in front(lists, language) if len(line) == 6][1:] for language in ("en", "zh-Hans")
    }
    assert shown == {"en": ["Company"], "zh-Hans": ["企业"]}


def test_sections_come_in_order_and_the_documents_can_be_jumped_to() -> None:
    sheet = receipt_sheets(RECEIPT, "zh-Hant")[0]
    lines = texts(sheet)
    heads = [str(line[0]) for line in lines if line]
    order = [
        "待改 2 處",
        "請回答 1 處（系統不猜，只有您知道）",
        "做好的文件 1 份",
        "說明",
        "提醒 1 處（已收，不改也可以）",
    ]
    assert [head for head in heads if head in order] == order
    jump = sheet.rows[3].cells[0].link  # type: ignore[union-attr]
    assert lines[int(jump.cell[1:]) - 1] == ["做好的文件 1 份"]  # type: ignore[union-attr]


def test_with_many_findings_the_documents_stand_above_them() -> None:
    many = replace(RECEIPT, findings=tuple(finding(WRONG, f"A{row}") for row in range(3, 103)))
    heads = [str(line[0]) for line in front(many) if line]
    assert heads.index("做好的文件 1 份") < heads.index("待改 100 處")


@pytest.mark.parametrize(
    ("state", "headline"),
    [
        (State.RETURNED, "這份檔案沒有收下"),
        (State.DUPLICATE, "這份檔案以前收過了"),
        (State.INTERNAL, "已收，請至內部資料夾查看"),
    ],
)
def test_headlines(state: State, headline: str) -> None:
    assert front(replace(RECEIPT, state=state))[0] == [headline]


def test_an_internal_receipt_tells_nothing_of_the_sheet() -> None:
    sheets = receipt_sheets(replace(RECEIPT, state=State.INTERNAL, withdrawable=False), "zh-Hant")
    assert len(sheets) == 1
    assert len(texts(sheets[0])) == 3


def test_nothing_to_mend_is_said() -> None:
    clean = replace(RECEIPT, sheets=(SheetCount(SHEET, SHEET, 9, 9, 0),), findings=(), documents=())
    lines = front(clean)
    assert lines[0] == ["收 9 筆", None, "沒有要改的"]
    assert lines[1] == ["這份檔案不用再處理。"]
    assert lines[3] == ["這次沒有要做的文件"]


@pytest.mark.parametrize(
    ("language", "names", "headline"),
    [
        ("zh-Hant", ["回執", "評分", "讀法"], "收 197 筆"),
        ("zh-Hans", ["回执", "评分", "读法"], "收 197 笔"),
        ("en", ["Receipt", "Scores", "How it was read"], "197 rows taken"),
    ],
)
def test_languages(language: str, names: list[str], headline: str) -> None:
    sheets = receipt_sheets(RECEIPT, language)
    assert [sheet.name for sheet in sheets] == names
    assert texts(sheets[0])[0][0] == headline


def test_scores_are_ranked_with_points_reasons_and_what_would_lift() -> None:
    lines = texts(receipt_sheets(RECEIPT, "zh-Hant")[1])
    assert lines[2] == [
        "名次", "等級", "總分", "客戶名稱", "客戶編號", "資料完整", "適配",
        "物業類型匹配\n(20)", "企業信譽\n(25)", "怎樣提升", "理由",
    ]  # fmt: skip
    assert lines[3] == [
        1, "B 暫定", 72.5, "甲公司", "SJ-1", 0.75, 72.5, 18, "未知", "查三項，最多加 15 分", "寫字樓；未查",
    ]  # fmt: skip
    assert lines[4][:5] == [2, "B 暫定", 51, "乙公司", "SJ-2"]


def test_scores_are_printed_on_two_pages_side_by_side_led_by_the_names(tmp_path: Path) -> None:
    (tmp_path / "marked.xlsx").write_bytes(write_workbook(receipt_sheets(RECEIPT, "en")))
    with xlsxwriter.Workbook(tmp_path / "laid.xlsx") as book:
        lay(book, receipt_sheets(RECEIPT, "en")[1], "Scores")
    for name in ("marked.xlsx", "laid.xlsx"):
        page = openpyxl.load_workbook(tmp_path / name)["Scores"]
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (2, 0)
        assert (page.print_title_cols, page.print_title_rows) == ("$A:$D", "$3:$3")


def test_columns_appear_with_what_they_show() -> None:
    first = Scored(score("SJ-1", 80, engagement=60.0, red_lines=("失信被執行",)), "甲")
    lines = texts(receipt_sheets(replace(RECEIPT, scores=(first, RECEIPT.scores[1])), "zh-Hant")[1])
    assert lines[2][7] == "互動"
    assert lines[2][-1] == "紅線"
    assert lines[3][-1] == "失信被執行"
    assert lines[4][7] == "—"


def test_what_gives_no_points_is_words_and_no_column() -> None:
    capped = score("SJ-1", 80)
    cap = FactorPoints("評級上限", 0, 0, "信用查詢未完成，最高 B 級", "完成三項查詢", known=False)
    scored = Scored(replace(capped, factors=(*capped.factors, cap)), "甲")
    lines = texts(receipt_sheets(replace(RECEIPT, scores=(scored,)), "zh-Hant")[1])
    assert not any("評級上限" in str(head) for head in lines[2])
    assert "最高 B 級" in str(lines[3][10])


def test_live_formulas_point_at_the_cells_of_their_own_row() -> None:
    what_if = WhatIf((("floor_area", "建築面積(㎡)"), ("intent", "意向")), {"物業類型匹配": ("points.match", 20.0)})
    formulas = {
        "points.match": '=IF({floor_area}="",10,{floor_area}/100)',
        "fit": "={points.match}",
        "engagement": '=IF({intent}="","",5)',
        "total": "=0.6*{fit}",
        "grade": '=IF({total}>50,"A","B")',
        "points.nowhere": "={nothing}",
    }
    scores = tuple(
        Scored(score(f"SJ-{i}", 70, provisional=i == 2), "甲", None, {"floor_area": 1800.0}, formulas) for i in (1, 2)
    )
    sheet = receipt_sheets(replace(RECEIPT, scores=scores, what_if=what_if), "zh-Hant")[1]
    assert texts(sheet)[2][-2:] == ["建築面積(㎡)", "意向"]
    cells = sheet.rows[4].cells  # type: ignore[union-attr]
    formulas_of = {at: cell.formula for at, cell in enumerate(cells) if isinstance(cell, SpecCell) and cell.formula}
    assert formulas_of == {
        1: '(IF($C5>50,"A","B"))&" 暫定"',
        2: "0.6*$G5",
        6: "$I5",
        7: 'IF($N5="","",5)',
        8: 'IF($M5="",10,$M5/100)',
    }
    assert [cell.value for cell in cells[-2:]] == [1800.0, None]
    assert sheet.printing.area == "A1:L5"


def test_a_very_long_list_says_that_it_is_not_live() -> None:
    scores = tuple(Scored(score(f"SJ-{i}", 70), "甲") for i in range(2_001))
    long, short = (texts(receipt_sheets(replace(RECEIPT, scores=few), "zh-Hant")[1]) for few in (scores, scores[1:]))
    assert str(long[1][0]).startswith("超過 2,000 家")
    assert str(short[1][0]).startswith("總分 =")


def test_readings_show_what_was_typed_and_how_it_was_read() -> None:
    lines = texts(receipt_sheets(RECEIPT, "zh-Hant")[2])
    assert lines[3] == [f"{SHEET} F3", "聯繫電話", "12萬", "120000", "聯繫電話『12萬』讀作『120000』。"]


def test_marks_are_made_of_findings_but_not_of_readings() -> None:
    assert cell_marks(RECEIPT, "zh-Hant") == (
        CellMark(SHEET, 5, 8, Severity.ERROR, "聯繫電話『=CMD()』不對。請改。是不是『13800138000』？"),
        CellMark(SHEET, 7, 3, Severity.ASK, "聯繫電話『1/2』有兩種讀法。請寫清楚。"),
        CellMark(SHEET, 9, 2, Severity.WARNING, "聯繫電話可能不對。請看一眼。"),
        CellMark(SHEET, 12, 8, Severity.ERROR, "聯繫電話『1380013』不對。請改。"),
    )


SENT = Workbook(
    (
        Sheet("總表/2026:11", (("客戶名稱", "電話", "面積"), ("=1+1", "007", 12.5), ("乙", None, date(2026, 1, 5)))),
        Sheet("藏", (("x",),), visible=False),
    ),
    kind="csv",
)


def test_a_fresh_receipt_holds_the_senders_cells_with_marks(tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    marks = [CellMark("總表/2026:11", 2, 2, Severity.ERROR, "只有 3 位。")]
    link = SheetSpec("回執", [[SpecCell("B2", None, Jump("總表/2026:11", "B2"))]])
    fresh_receipt(SENT, marks, [link], target, {RECEIPT_PROPERTY: "S-9"})
    book = openpyxl.load_workbook(target)
    sheet = book["總表_2026_11"]
    assert book.sheetnames == ["回執", "_toolkit", "總表_2026_11", "藏"]
    assert [[cell.value for cell in row] for row in sheet] == [
        ["客戶名稱", "電話", "面積"],
        ["=1+1", "007", 12.5],
        ["乙", None, datetime(2026, 1, 5)],
    ]
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].fill.fgColor.rgb == "FFFDE2E1"
    assert sheet["B2"].comment.text == "只有 3 位。"
    assert book["藏"].sheet_state == "hidden"
    assert book["回執"]["A1"].hyperlink.location == "'總表_2026_11'!B2"
    assert receipt_of(read_workbook(target)) == "S-9"


def test_a_fresh_receipt_without_any_cells(tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    fresh_receipt(Workbook(()), (), receipt_sheets(replace(RECEIPT, state=State.RETURNED), "en"), target)
    assert openpyxl.load_workbook(target).sheetnames[0] == "Receipt"


def test_the_answer_to_withdraw_is_understood_when_it_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    fresh_receipt(SENT, (), receipt_sheets(RECEIPT, "zh-Hans"), target, {RECEIPT_PROPERTY: RECEIPT.number})
    book = openpyxl.load_workbook(target)
    choices = book["回执"].data_validations.dataValidation[0]
    answer = choices.formula1.strip('"').split(",")[1]
    book["回执"][str(choices.sqref)] = answer
    book.save(target)
    back = read_workbook(target)
    assert withdrawn(back)
    assert [sheet.name for sheet in ours(back).sheets] == ["總表_2026_11", "藏"]


def test_the_same_receipt_gives_the_same_bytes() -> None:
    assert write_workbook(receipt_sheets(RECEIPT, "zh-Hant")) == write_workbook(receipt_sheets(RECEIPT, "zh-Hant"))
