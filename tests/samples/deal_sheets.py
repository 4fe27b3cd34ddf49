"""The demo's sheets around a deal: negotiation (confidential), contracts, launch, visits afterwards, a transfer.

The approvals are in ``one_client``, with the client whose contract they are about.
"""

from datetime import date, timedelta
from pathlib import Path

from columns import Row
from later_sheets import book_of, further, lease_drafted
from lives import Life
from market import LEASE, Market

CONTRACT = "HT-20261109-0001"
"""The contract that is signed and handed over (``one_client``)."""
PROJECT, CARE, MANAGER = "周強", "何婷", "周建宏"


def negotiation(market: Market, path: Path) -> None:
    """F8: how far we would go; confidential."""
    rows: list[Row] = []
    for life in further(market, ("談判",))[:2]:
        one = life.client
        rows += [
            [
                one.name,
                1,
                "物業費單價",
                "必保",
                "4.95元/㎡/月",
                "4.80元/㎡/月",
                "4.60元/㎡/月",
                "期限延至三年可降至底線",
                120000,
                "首年不漲",
                "改為專項外包",
                MANAGER,
                "",
            ],
            [
                one.name,
                1,
                "付款週期",
                "爭取",
                "季付",
                "季付後十日內",
                "按月付",
                "按月付須提高單價",
                "",
                "按月後付",
                "",
                MANAGER,
                "",
            ],
            [
                one.name,
                1,
                "違約金比例",
                "可讓",
                "年費的10%",
                "年費的8%",
                "年費的5%",
                "換取自動續期條款",
                "",
                "對等適用",
                "",
                MANAGER,
                "",
            ],
        ]
    head = "客戶 輪次 議題 優先級 理想 可接受 底線 讓步條件 讓步代價(元) 對方訴求 替代方案 主談 結果"
    book_of(path, ("談判準備", "商務談判準備表（內部）", head, rows))


_BREACH = "逾期付款的，每逾期一日按逾期金額的萬分之五支付違約金；服務未達標的，按考核結果扣減當月費用。"
_LEASE_BREACH = (
    "逾期支付租金的，每逾期一日按逾期金額的萬分之五支付違約金；遲延交付租賃物的，每日按首月租金的萬分之五支付違約金。"
)
_LEASE_CARE = "提供入駐協助，每季回訪一次，每年檢查一次房屋設施。"


def contracts(market: Market, path: Path) -> None:
    """F9: three drafts, one of them a lease."""
    service = [life for life in further(market, ("談判", "成交")) if life.client.party_type == "企業"][:2]
    rows = [_contract(at, life) for at, life in enumerate((*service, lease_drafted(market)))]
    head = (
        "合同編號 客戶編號 合同名稱 業務線 主體類型 對方全稱 統一社會信用代碼 法定代表人/負責人 合作範圍 服務標準"
        " 收費模式 單價 單價單位 面積(㎡) 租賃單元 租賃用途 金額(元) 付款條件 違約責任 爭議解決 起 止 後續服務"
        " 押金(元) 違約金比例 稅率 發票類型 附件"
    )
    book_of(path, ("合同資料", "合同資料表（草擬）", head, rows))


def _contract(at: int, life: Life) -> Row:
    one = life.client
    lease = one.biz_line == LEASE
    price, months = (95, 36) if lease else (4.8, 36)
    unit = f"A座{1201 + at}" if lease else ""
    name = f"{one.property_name}{unit}租賃合同" if lease else f"{one.property_name}物業服務合同"
    return [
        f"HT-20261116-{at + 1:04d}",
        "",
        name,
        one.biz_line,
        one.party_type,
        one.name,
        one.credit_code,
        one.contact_person,
        f"{unit} 室及其附屬設施的使用" if lease else "秩序維護、清潔衛生、設施設備維護、綠化養護與停車管理。",
        "精裝交付，空調與網絡到位" if lease else "優質級。客戶滿意率不低於 90%，報修 15 分鐘內到場。",
        "固定租金" if lease else "包乾制",
        price,
        "元/㎡/月",
        one.floor_area,
        unit,
        "辦公" if lease else "",
        round(price * one.floor_area * months, 2),
        "按季支付，每季首月 10 日前付清當季費用。",
        _LEASE_BREACH if lease else _BREACH,
        "訴訟",
        date(2027, 1, 1),
        date(2029, 12, 31),
        _LEASE_CARE if lease else "每季回訪一次，每年提交服務改進報告。",
        round(price * one.floor_area * 2, 2) if lease else "",
        "10%",
        "6%" if not lease else "9%",
        "增值稅專用發票",
        "租賃單元平面圖、不動產權屬證明複印件、交付設施清單" if lease else "設施設備清單、服務標準細則",
    ]


_DEFECT = ("待整改", "B", "林志遠", date(2026, 12, 10))
_FINE = ("完好", "", "", "")
_THINGS = (
    ("圖紙資料", "竣工圖（電氣）", "檔案室", 1, _FINE, ""),
    ("共用設施", "1號客梯", "A座", 1, _DEFECT, ""),
    ("共用設施", "消防水泵", "地庫泵房", 2, _FINE, ""),
    ("用房", "物業服務中心", "一樓東側", 1, _FINE, ""),
    ("鑰匙", "設備房鑰匙", "服務中心", 12, _FINE, ""),
    ("抄表", "總水表", "地庫", 1, _FINE, 18264),
    ("財務", "預收停車費清冊", "", 1, _FINE, ""),
)


def _handed(category: str, item: str, place: str, count: int, state: tuple[object, ...], reading: object) -> Row:
    """One thing of the handover, in the order of its heading."""
    return [CONTRACT, category, item, place, count, *state, reading, "林志遠", PROJECT, CARE, date(2026, 11, 20)]


def launch(market: Market, path: Path) -> None:
    """F11, F12 and F13 of one project that starts at New Year."""
    resources: list[Row] = [
        [CONTRACT, "人員", "保安員", "持證", 24, 18, date(2026, 12, 20), PROJECT],
        [CONTRACT, "人員", "工程技工", "高低壓電工證", 6, 6, date(2026, 12, 20), PROJECT],
        [CONTRACT, "設備", "電動洗地車", "駕駛式", 2, 0, date(2026, 12, 25), "許志強"],
        [CONTRACT, "物資", "對講機", "數字", 30, 30, date(2026, 12, 15), "許志強"],
    ]
    handover = [_handed(*thing) for thing in _THINGS]
    milestones: list[Row] = [
        [CONTRACT, "成立項目籌備組", PROJECT, date(2026, 11, 18), date(2026, 11, 18), "100%", "已完成", "", ""],
        [
            CONTRACT,
            "現場查勘",
            PROJECT,
            date(2026, 11, 20),
            date(2026, 11, 23),
            "100%",
            "已完成",
            "業主陪同人員改期",
            "查勘提前預約並書面確認",
        ],
        [CONTRACT, "人員招聘到位", "許志強", date(2026, 12, 20), "", "60%", "進行中", "", ""],
        [CONTRACT, "承接查驗", PROJECT, date(2026, 12, 25), "", "", "未開始", "", ""],
    ]
    book_of(
        path,
        ("資源調配", "資源調配表", "合同編號 類別 名稱 規格 需求數 到位數 需求日 責任人", resources),
        (
            "現場交接",
            "現場交接表",
            "合同編號 類別 項目 位置 數量 狀況 問題等級 整改責任人 整改期限 讀數 移交人 接收人 見證人 日期",
            handover,
        ),
        ("進度跟蹤", "項目進度跟蹤表", "合同編號 節點 責任人 計劃完成 實際完成 進度 狀態 原因 措施", milestones),
    )


def running(market: Market, path: Path) -> None:
    """F9 of contracts that were signed before anybody worked by the process: a ledger as an office keeps it."""
    won = [(life, life.entered("成交")) for life in market.lives]
    rows = [_running(at, life, day) for at, (life, day) in enumerate((one, day) for one, day in won if day)]
    head = (
        "合同編號 合同名稱 業務線 主體類型 對方全稱 信用代碼 法定代表人/負責人 備案號 業主共同決定 物業名稱 租賃單元 合作範圍"
        " 服務標準 收費模式 單價 單價單位 面積(㎡) 合同總額(元) 付款條件 違約責任 爭議解決 起始日 到期日 後續服務"
        " 簽約日 簽署人 用印號 原件存放 合同狀態"
    )
    book_of(path, ("在管合同", "在管合同台賬（2026年11月）", head, rows))


def _running(at: int, life: Life, signed: date) -> Row:
    one, lease = life.client, life.client.biz_line == LEASE
    price = 95 if lease else 4.8
    start = (signed.replace(day=1) + timedelta(days=32)).replace(day=1)
    owners = one.party_type == "業主委員會"
    unit = f"B{101 + at}" if lease else ""
    return [
        f"HY-2026-{31 + at:03d}",
        f"{one.property_name}{unit}租賃合同" if lease else f"{one.property_name}物業服務合同",
        *(one.biz_line, one.party_type, one.name, one.credit_code, one.contact_person),
        *((f"粵深業委備 2025-0{40 + at}", "2025-10-18 業主大會決議") if owners else ("", "")),
        *(one.property_name, unit),
        f"{unit} 及其附屬設施的使用" if lease else "秩序維護、清潔衛生與設施設備維護",
        "精裝交付" if lease else "標準級",
        "固定租金" if lease else "包乾制",
        *(price, "元/㎡/月", one.floor_area, round(price * one.floor_area * 12, 2)),
        *("按季支付，季首月 10 日前", _LEASE_BREACH if lease else _BREACH, "訴訟"),
        *(start, start.replace(year=start.year + 1) - timedelta(days=1), "每季回訪一次"),
        *(signed, "沈知行", f"YZ-2026-{signed:%m%d}-{1 + at % 3:02d}", "行政部檔案室", "執行中"),
    ]


def satisfaction(market: Market, path: Path) -> None:
    """F14: what signed clients say of us; who moved in second was not asked yet, so that a questionnaire is due."""
    lives = [life for life in market.lives if life.stage == "成交"]
    served = sorted((day, at) for at, life in enumerate(lives) if (day := life.entered("履約")))
    rows: list[Row] = []
    for at, life in enumerate(lives):
        for turn, day in enumerate((date(2026, 8, 20), date(2026, 11, 10))):
            entered = life.entered("成交")
            if entered is None or entered > day or at == served[1][1]:
                continue
            rows.append(_answer(life, day + timedelta(days=at % 9), (5, 4, 4, 3, 5, 4)[(at + turn) % 6]))
    head = "客戶 日期 受訪人 方式 客戶服務 響應速度 秩序維護 清潔衛生 維修養護 總評 意見 處理措施 責任人 期限 關閉日"
    book_of(path, ("回訪記錄", "客戶滿意度回訪表（2026年下半年）", head, rows))


def _answer(life: Life, day: date, overall: int) -> Row:
    poor = overall <= 3
    return [
        life.client.name,
        day,
        life.client.contact_person,
        ("電話", "上門", "問卷")[day.day % 3],
        overall,
        max(overall - 1, 1) if poor else overall,
        4,
        overall,
        3 if poor else 4,
        overall,
        "報修等候時間偏長，週末無人接聽" if poor else "總體滿意，希望增加綠化維護頻次" if overall == 4 else "",
        "週末增設值班電話，報修十五分鐘內回覆" if poor else "",
        CARE if poor else "",
        day + timedelta(days=20) if poor else "",
        day + timedelta(days=14) if poor and day < date(2026, 9, 30) else "",
    ]


def transfer(market: Market, path: Path) -> None:
    """F1a: the manager moves one client; it counts because it lies in the managers' folder."""
    life = next(one for one in market.of("王小明") if one.stage == "初步溝通" and one.client.property_type == "住宅")
    rows: list[Row] = [[life.client.name, "王小明", "林曉彤", date(2026, 12, 1), "按片區調整分工", MANAGER]]
    book_of(path, ("轉交", "客戶轉交表", "客戶 原跟進人 新跟進人 生效日 轉交原因 批准人", rows))
