"""The demo's KPI sheets (confidential) and the feedback for the review meeting."""

from datetime import date, timedelta
from pathlib import Path

from columns import Row
from market import BOSS, TODAY, Market, Target
from openpyxl import Workbook
from sheets import Pen, save


def kpi(market: Market, path: Path) -> None:
    """A year of targets, a sheet a quarter; confidential."""
    book = Workbook()
    book.remove(book.active)
    quarters = {
        "去年12月": ("2025-12",),
        "一季度": ("2026-01", "2026-02", "2026-03"),
        "二季度": ("2026-04", "2026-05", "2026-06"),
        "三季度": ("2026-07", "2026-08", "2026-09"),
        "四季度": ("2026-10", "2026-11"),
    }
    for title, periods in quarters.items():
        pen = Pen(book.create_sheet(title))
        pen.title(f"招商績效指標表（{title}）", 7, 14)
        pen.head(("週期", "姓名", "考核指標", "權重", "目標值", "實績", "數據來源"))
        for target in (one for one in market.targets if one[0] in periods):
            _kpi_line(pen, target)
        pen.finish()
    save(book, path)


def _kpi_line(pen: Pen, target: Target) -> None:
    period, person, name, weight, aim, reported, source = target
    year, month = period.split("-")
    shown: object = float(aim[:-1]) / 100 if isinstance(aim, str) else aim
    if (period, person, name) == ("2026-10", "林曉彤", "來訪轉化率"):
        shown = 35
    if (period, person, name) == ("2026-09", "王小明", "響應時效"):
        weight = 10
    if (period, person, name) == ("2026-10", "陳立文", "新增客戶數"):
        reported = 6
    formats = {5: "0%" if isinstance(shown, float) else "0", 6: "0.0%" if isinstance(reported, float) else "0"}
    pen.line([f"{year}年{int(month)}月", person, name, weight, shown, reported, source], formats=formats)


def feedback(market: Market, path: Path) -> None:
    """What staff, clients and partners raised, for the review meeting."""
    book = Workbook()
    pen = Pen(book.active)
    pen.sheet.title = "反饋評審"
    head = ("來源", "環節", "問題", "原因", "決議", "責任人", "期限", "驗證", "狀態")
    pen.title("流程反饋與評審表", len(head))
    pen.remark(f"彙總：{BOSS}　評審日 {TODAY:%Y-%m-%d}")
    pen.head(head)
    for row in _FEEDBACK:
        pen.line(row)
    pen.finish(34)
    save(book, path)


_FEEDBACK: tuple[Row, ...] = (
    [
        "客戶",
        "深入溝通與方案提供",
        "方案書等了 9 天才收到",
        "單價要等主管口頭確認",
        "收費標準上線，範圍內由專員自行報價",
        "周建宏",
        date(2026, 12, 15),
        "",
        "處理中",
    ],
    [
        "員工",
        "市場信息收集與篩選",
        "展會名片兩週後才登記，多條電話已打不通",
        "現場只有一人，回來才補錄",
        "展會期間每日下班前匯入掃描檔",
        "王小明",
        date(2026, 11, 10),
        "十月展會當日登記率 100%",
        "已關閉",
    ],
    [
        "員工",
        "商務談判與合同簽訂",
        "會簽走四個部門，平均 6 天",
        "各部門看的不是同一版本",
        "會簽表寫明版本與校驗碼，三天內答覆",
        "周建宏",
        date(2026, 11, 20),
        "",
        "處理中",
    ],
    [
        "夥伴",
        "客戶開發與初步接觸",
        "推薦的客戶沒有回音",
        "推薦人不知道跟進結果",
        "每月向推薦夥伴回報進度",
        "林曉彤",
        date(2026, 12, 5),
        "",
        "待處理",
    ],
    [
        "客戶",
        "合作落實與項目啟動",
        "進場首週報修電話沒人接",
        "服務台號碼未及時公示",
        "進場前三天公示並測試電話",
        "陳立文",
        date(2026, 11, 30),
        "",
        "待驗證",
    ],
    [
        "客戶",
        "後續服務與客戶關係維護",
        "停車收費標準解釋不一致",
        "門崗未培訓",
        "統一話術並上牆",
        "張雅婷",
        date(2026, 10, 31),
        "抽查五次均一致",
        "已關閉",
    ],
    [
        "員工",
        "績效評估與流程優化",
        "月報要手工湊數，口徑不同",
        "各人各表",
        "統一由台帳計算，報告附公式",
        "周建宏",
        date(2026, 12, 31),
        "",
        "處理中",
    ],
)


def past_deals(market: Market, path: Path) -> None:
    """What became of 2025's deals by the list of the time, to test the scorecard on."""
    book = Workbook()
    pen = Pen(book.active)
    pen.sheet.title = "2025商機"
    head = (
        "商機編號",
        "商機開立日",
        "結案日期",
        "成交結果",
        "商機等級",
        "商機評分",
        "商機金額",
        "商機渠道",
        "商機負責人",
    )
    pen.title("2025 年商機結果一覽", len(head))
    pen.head(head)
    for number in range(1, 81):
        pen.line(_deal(number))
    pen.finish()
    save(book, path)


def _deal(number: int) -> list[object]:
    """One deal: the better it was judged before, the more often it was won."""
    score = 95 - number * 37 % 61
    won = score + number * 29 % 41 > 88
    opened = date(2025, 1, 6) + timedelta(days=number * 4 % 300)
    closed = opened + timedelta(days=21 + number * 13 % 75)
    grade = "A" if score >= 80 else "B" if score >= 65 else "C" if score >= 45 else "D"
    channel = ("行業展會", "夥伴推薦", "線上平台", "線下調研", "行業協會")[number % 5]
    owner = ("林曉彤", "陳立文", "王小明", "張雅婷")[number % 4]
    outcome = "未定" if number % 27 == 0 else "成交" if won else "流失"
    worth = 180_000 + number * 53_000 % 2_400_000 if won else None
    return [f"SJ-2025-{number:03d}", opened, closed, outcome, grade, score, worth, channel, owner]
