"""The demo's one client whose whole way is shown: what each colleague dropped on which day.

The approvals name no check code yet: it stands in the draft's footer, which exists once the contract sheet was
dropped; the demo copies it from there, as a reviewer would.
"""

from datetime import date, datetime
from pathlib import Path
from random import Random

from columns import CONTACT, OFFER, PROSPECT, Row
from deal_sheets import CARE, CONTRACT, MANAGER, PROJECT
from later_sheets import book_of
from office import credit_code

NAME, PLACE = "深圳市潤樺資產管理有限公司", "潤樺中心"
CODE = credit_code(Random(20260812), "深圳市", "企業")
OWNER, CONTACT_PERSON = "林曉彤", "方敏"
AREA, PRICE = 42000, 15.6
CHECK_CODE = "0000-0000"
"""What stands in the approvals until the demo puts the draft's own code in its place."""
REVIEWERS = {"招商部": "周建宏", "財務部": "許雅芳", "法務部": "韓思源", "總經理室": "沈知行"}


def met(path: Path) -> None:
    """Everything up to the confirmed offer, as its owner kept it: six sheets of one workbook."""
    book_of(
        path,
        ("客戶資料", "客戶資料表", " ".join(PROSPECT), [_prospect()]),
        ("溝通記錄", "溝通記錄表", " ".join(CONTACT), _talks()),
        ("需求調研", "客戶需求調研表", _NEEDS, [_needs()]),
        ("方案資料", "方案資料表", " ".join(OFFER), [_offer(1, 16.5, ""), _offer(2, PRICE, "應客戶要求下調單價。")]),
        ("考察安排", "客戶考察接待安排", "客戶 日期時間 地點 來訪人員 接待人 演示內容 反饋 結果", [_visit()]),
        ("異議處理", "客戶異議處理表", "客戶 方案編號 問題 類別 答覆 答覆人 狀態", _questions()),
    )


def negotiation(path: Path) -> None:
    """F8, confidential."""
    head = "客戶 輪次 議題 優先級 理想 可接受 底線 讓步條件 讓步代價(元) 對方訴求 替代方案 主談 結果"
    price = [NAME, 1, "物業費單價", "必保", "16.50元/㎡/月", "15.60元/㎡/月", "15.20元/㎡/月"]
    paid = [NAME, 1, "付款週期", "爭取", "季付，季首 10 日前", "季付，季首月底前", "半年付"]
    rows = [
        [*price, "期限延至三年可降至底線", 453600, "首年不漲", "縮減綠化範圍", MANAGER, "按 15.60 元達成"],
        [*paid, "半年付須提高單價", "", "按季後付", "", MANAGER, "季首 10 日前"],
    ]
    book_of(path, ("談判準備", "商務談判準備表（內部）", head, rows))


def drafted(path: Path) -> None:
    """F9 before the reviews."""
    book_of(path, ("合同資料", "合同資料表（送審稿）", _CONTRACT, [_contract()]))


def approved(path: Path) -> None:
    """F10 of the department whose folder the file lies in."""
    department = path.parent.name
    words = {"法務部": "已核對範本與附件，同意。", "財務部": "費用與稅率無誤。"}.get(department, "")
    row = [CONTRACT, 1, CHECK_CODE, department, REVIEWERS[department], "同意", words, date(2026, 11, 11)]
    head = "合同編號 合同版本 校驗碼 審核部門 審核人 意見 說明 日期"
    book_of(path, ("會簽", "合同會簽表", head, [row]))


def signed(path: Path) -> None:
    """F9 again, with what was recorded at signing."""
    head = f"{_CONTRACT} 簽署日 簽署人 用印號 原件存放"
    row = [*_contract(), date(2026, 11, 13), "沈知行", "YZ-2026-1113-02", "行政部檔案室 A3-17"]
    book_of(path, ("合同資料", "合同資料表（已簽署）", head, [row]))


def planned(path: Path) -> None:
    """F11 and F13 at the start of the project."""
    needed = date(2026, 12, 20)
    resources: list[Row] = [
        [CONTRACT, "人員", "保安員", "持證", 24, 12, needed, PROJECT],
        [CONTRACT, "人員", "工程技工", "高低壓電工證", 6, 4, needed, PROJECT],
        [CONTRACT, "設備", "電動洗地車", "駕駛式", 2, 0, date(2026, 12, 25), "許志強"],
    ]
    milestones: list[Row] = [
        [CONTRACT, "成立項目籌備組", PROJECT, date(2026, 11, 18), "", "", "進行中", "", ""],
        [CONTRACT, "現場查勘", PROJECT, date(2026, 11, 20), "", "", "未開始", "", ""],
        [CONTRACT, "人員招聘到位", "許志強", needed, "", "", "未開始", "", ""],
    ]
    book_of(
        path,
        ("資源調配", "資源調配表", "合同編號 類別 名稱 規格 需求數 到位數 需求日 責任人", resources),
        ("進度跟蹤", "項目進度跟蹤表", "合同編號 節點 責任人 計劃完成 實際完成 進度 狀態 原因 措施", milestones),
    )


def _prospect() -> Row:
    """In the order of ``columns.PROSPECT``."""
    return [
        *(date(2026, 8, 12), NAME, CODE, "企業", "物業服務外拓", PLACE, "寫字樓", AREA, "深圳市南山區科苑南路 9 號"),
        *("商務服務", date(2008, 5, 20), 8000, 26000, CONTACT_PERSON, "副總經理", "13809010118", ""),
        *("夥伴推薦", "海銘建築設計院", 300, 8000000, "高", date(2026, 11, 30), "無", "無", "無"),
        *(date(2026, 10, 30), OWNER, date(2026, 11, 9), date(2026, 10, 30), "現服務單位合同年底到期"),
    ]


def _talks() -> list[Row]:
    """In the order of ``columns.CONTACT``."""
    told = (
        (
            "2026-08-13 10:20",
            "電話",
            "介紹公司與同類寫字樓案例，對方願意面談。",
            "",
            "有意向",
            "初步溝通",
            "約現場查看",
        ),
        (
            "2026-08-27 14:00",
            "拜訪",
            "查看現場，地庫照明與兩部電梯有損壞。",
            "電梯維保要由原廠承擔",
            "有意向",
            "",
            "出調研報告",
        ),
        (
            "2026-09-16 09:40",
            "視頻",
            "線上匯報服務標準與費用測算，逐條提問。",
            "能耗要分項公示",
            "有意向",
            "深入洽談",
            "出方案書",
        ),
        (
            "2026-10-22 15:00",
            "拜訪",
            "與決策人面談，就範圍與期限達成一致。",
            "首年單價不變",
            "已達成",
            "談判",
            "擬合同送審",
        ),
    )
    following = ("2026-08-27", "2026-09-10", "2026-10-15", "2026-11-09")
    return [
        [
            *(NAME, datetime.strptime(at, "%Y-%m-%d %H:%M"), method, f"{CONTACT_PERSON}（副總經理）", OWNER),  # noqa: DTZ007
            *(content, needs, result, stage, step, date.fromisoformat(on)),
        ]
        for (at, method, content, needs, result, stage, step), on in zip(told, following, strict=True)
    ]


_NEEDS = (
    "客戶 租/購/委託 服務範圍 收費模式 面積下限(㎡) 面積上限(㎡) 期望單價下限 期望單價上限 單價單位 預算(元)"
    " 期限(年) 使用用途 現合同到期日 決策人 決策流程 合作模式 備註"
)


def _needs() -> Row:
    services = "秩序維護、清潔衛生、設施設備維護"
    return [
        *(NAME, "委託管理", services, "包乾制", AREA, AREA, 14, 16, "元/㎡/月", 8000000, 3, "商務辦公"),
        *(date(2026, 12, 31), "方景明（董事長）", "部門比選 → 總經理辦公會", "全委託管理", ""),
    ]


def _offer(version: int, price: float, notes: str) -> Row:
    """In the order of ``columns.OFFER``."""
    services = "秩序維護、清潔衛生、設施設備維護、綠化養護、停車管理"
    return [
        *("", version, NAME, services, "優質級", "包乾制", price, "元/㎡/月", AREA, 36),
        *(date(2027, 1, 1), date(2026, 12, 15), "季付", notes),
    ]


def _visit() -> Row:
    program = "監控室與消防控制室\n設備房與巡檢記錄\n報修工單系統演示"
    at = "2026-09-24 14:00"
    return [NAME, at, "前灣國際中心 一樓大堂", "方敏等 4 人", OWNER, program, "設備房管理細緻，報修可追溯", "認可"]


def _questions() -> list[Row]:
    lift = "電梯維保費是否已含在單價內？"
    year = "首年單價能否不變？"
    return [
        [NAME, "", lift, "價格", "已含日常維保；年檢費按政府標準另計。", OWNER, "已解決"],
        [NAME, "", year, "價格", "首年不變，次年起按深圳居民消費價格指數調整。", OWNER, "已解決"],
    ]


_CONTRACT = (
    "合同編號 合同名稱 業務線 主體類型 對方全稱 統一社會信用代碼 法定代表人/負責人 對方通訊地址 合作範圍 服務標準"
    " 收費模式 單價 單價單位 面積(㎡) 金額(元) 付款條件 違約責任 爭議解決 起 止 後續服務 違約金比例 稅率 發票類型 附件"
)


def _contract() -> Row:
    scope = "秩序維護、清潔衛生、設施設備維護、綠化養護與停車管理。專項維修、年檢與市政配套不在範圍內。"
    standard = "優質級。客戶滿意率不低於 90%，報修 15 分鐘內到場，電梯困人 15 分鐘內到場處置。"
    breach = "甲方逾期付款的，每逾期一日按逾期金額的萬分之五支付違約金；乙方服務未達標的，按考核結果扣減當月費用。"
    return [
        *(CONTRACT, f"{PLACE}物業服務合同", "物業服務外拓", "企業", NAME, CODE, "方景明", "深圳市南山區科苑南路 9 號"),
        *(scope, standard, "包乾制", PRICE, "元/㎡/月", AREA, round(PRICE * AREA * 36, 2)),
        *("按季支付，每季首月 10 日前付清當季費用。", breach, "訴訟", date(2027, 1, 1), date(2029, 12, 31)),
        *("每季回訪一次，每年提交服務改進報告。", "10%", "6%", "增值稅專用發票", "設施設備清單、服務標準細則"),
    ]


ROUNDS = {
    "2026-11-05/林曉彤/重點客戶_潤樺中心.xlsx": met,
    "2026-11-05/內部/談判準備表_潤樺中心.xlsx": negotiation,
    "2026-11-09/周建宏/合同資料表_潤樺中心.xlsx": drafted,
    **{f"2026-11-11/內部/會簽/{department}/合同會簽表.xlsx": approved for department in REVIEWERS},
    "2026-11-16/周建宏/合同簽署登記_潤樺中心.xlsx": signed,
    "2026-11-16/周強/項目啟動_潤樺中心.xlsx": planned,
}
"""Day, folder and file → who writes it; the handover follows with everybody's sheets (``deal_sheets.launch``)."""

__all__ = ["CARE", "CHECK_CODE", "ROUNDS"]
