"""F8 negotiations (internal), F9 contracts, F10 approvals (internal): seed 4a–4d, domain section 2."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.forms import read
from toolkit.forms.column import Column, Privacy
from toolkit.forms.form import Form, Row
from toolkit.stages.contract.rules import APPROVAL_RULES, CONTRACT_RULES, NEGOTIATION_RULES

_INTERNAL, _PERSONAL = Privacy.INTERNAL, Privacy.PERSONAL


class Negotiation(Row):
    """One issue of one round: how far we would go, and what we want for it. Never leaves the house."""

    customer: Annotated[
        str,
        Column(
            "客戶",
            "Customer",
            read.text,
            ("客戶編號", "客戶名稱"),
            help="客戶編號或全名。",
            example="華景置業有限公司",
        ),
    ]
    round: Annotated[
        int | None,
        Column("輪次", "Round", read.whole, ("談判輪次",), help="第幾輪談判，留空視為第 1 輪。", example="1"),
    ] = None
    issue: Annotated[str, Column("議題", "Issue", read.text, ("談判議題", "條款"), example="物業費單價")]
    priority: Annotated[str, Column("優先級", "Priority", read.choice, options="優先級", example="必保")]
    ideal: Annotated[
        str,
        Column("理想", "Ideal", read.text, ("理想目標",), example="1.95元/㎡/月", privacy=_INTERNAL),
    ]
    acceptable: Annotated[
        str,
        Column(
            "可接受",
            "Acceptable",
            read.text,
            ("可接受目標",),
            example="1.85元/㎡/月",
            privacy=_INTERNAL,
        ),
    ]
    floor: Annotated[
        str,
        Column(
            "底線",
            "Floor",
            read.text,
            ("底綫", "最低"),
            help="低於（或高於）此值即離場。",
            example="1.75元/㎡/月",
            privacy=_INTERNAL,
        ),
    ]
    concession: Annotated[
        str | None,
        Column(
            "讓步條件",
            "Concession",
            read.long_text,
            ("讓步", "交換條件"),
            help="讓一步換什麼。",
            example="合同期延至三年",
            privacy=_INTERNAL,
        ),
    ] = None
    concession_cost: Annotated[
        Decimal | None,
        Column(
            "讓步代價",
            "Cost of concession",
            read.quantity,
            ("讓步成本",),
            unit="元/年",
            help="這一讓步每年少收或多花多少。",
            example="120000",
            privacy=_INTERNAL,
        ),
    ] = None
    their_demand: Annotated[str | None, Column("對方訴求", "Their demand", read.long_text, example="首年單價不漲")] = (
        None
    )
    alternative: Annotated[
        str | None,
        Column(
            "替代方案",
            "Alternative",
            read.long_text,
            ("備選方案",),
            help="談不攏時怎麼辦。",
            example="改為專項外包",
            privacy=_INTERNAL,
        ),
    ] = None
    lead_negotiator: Annotated[str, Column("主談", "Lead", read.person, ("主談人",), example="王敏")]
    result: Annotated[str | None, Column("結果", "Result", read.long_text, ("談判結果",))] = None


class Contract(Row):
    """One contract: the seven key terms of the seed (4b) and what 民法典 938 and 704 want besides."""

    contract_id: Annotated[
        str | None,
        Column(
            "合同編號",
            "Contract no.",
            read.identifier,
            ("合約編號",),
            help="留空由系統編號。",
            example="HT-20261124-0001",
        ),
    ] = None
    version: Annotated[
        int | None, Column("版本", "Version", read.whole, help="系統填寫；內容改動即加一。", example="1")
    ] = None
    customer: Annotated[
        str | None,
        Column(
            "客戶編號",
            "Customer",
            read.text,
            ("客戶",),
            help="同名客戶有多個時必填。",
            example="SJ-20261105-0003",
        ),
    ] = None
    name: Annotated[
        str,
        Column("合同名稱", "Contract name", read.text, ("合約名稱",), example="華景中心物業服務合同"),
    ]
    biz_line: Annotated[
        str, Column("業務線", "Line of business", read.choice, options="業務線", example="物業服務外拓")
    ]
    text_language: Annotated[
        str | None,
        Column("文本語言", "Language", read.choice, options="文本語言", help="留空用本處設定的語言。"),
    ] = None
    party_type: Annotated[str, Column("主體類型", "Type of party", read.choice, options="主體類型", example="企業")]
    counterparty: Annotated[
        str,
        Column(
            "對方全稱",
            "Counterparty",
            read.text,
            ("對方名稱", "對方"),
            help="與營業執照或備案一致。",
            example="華景置業有限公司",
        ),
    ]
    credit_code: Annotated[
        str | None,
        Column("統一社會信用代碼", "Credit code", read.credit_code, ("信用代碼",), help="企業必填。"),
    ] = None
    representative: Annotated[
        str | None,
        Column(
            "法定代表人/負責人",
            "Representative",
            read.person,
            ("法定代表人", "負責人", "法人代表"),
            example="陳國棟",
        ),
    ] = None
    filing_number: Annotated[
        str | None,
        Column("備案號", "Filing no.", read.text, ("業委會備案號",), help="業主委員會必填。"),
    ] = None
    owners_decision: Annotated[
        str | None,
        Column(
            "業主共同決定",
            "Owners' decision",
            read.text,
            ("業主大會決議", "業主決議"),
            help="業主委員會必填：業主共同決定選聘的日期或文號（民法典 278）。",
        ),
    ] = None
    id_last_four: Annotated[
        str | None,
        Column(
            "證件後四位",
            "Last four of id",
            read.identifier,
            ("身份證後四位",),
            help="自然人必填，只填後四位。",
            privacy=_PERSONAL,
        ),
    ] = None
    agent: Annotated[str | None, Column("授權代理人", "Agent", read.person, ("代理人",))] = None
    contact_address: Annotated[str | None, Column("對方通訊地址", "Address for notices", read.text, ("送達地址",))] = (
        None
    )
    contact_phone: Annotated[str | None, Column("對方聯繫電話", "Phone for notices", read.phone, privacy=_PERSONAL)] = (
        None
    )
    property_name: Annotated[
        str | None,
        Column("物業名稱", "Property", read.text, ("項目名稱",), help="留空取客戶資料表。"),
    ] = None
    address: Annotated[
        str | None, Column("坐落", "Location", read.text, ("所在地", "地址"), help="留空取客戶資料表。")
    ] = None
    area: Annotated[
        Decimal | None,
        Column(
            "面積",
            "Area",
            read.quantity,
            ("建築面積", "租賃面積", "計租面積", "計費面積"),
            unit="㎡",
            help="物業服務填建築面積，租賃填計租面積。",
        ),
    ] = None
    leased_unit: Annotated[
        str | None,
        Column("租賃單元", "Unit", read.identifier, ("房號", "鋪位號"), help="租賃必填。", example="A座1203"),
    ] = None
    purpose: Annotated[str | None, Column("租賃用途", "Use", read.text, ("用途", "使用用途"), example="辦公")] = None
    scope: Annotated[
        str,
        Column("合作範圍", "Scope", read.long_text, ("服務範圍", "服務事項"), help="做什麼、不做什麼。"),
    ]
    service_standard: Annotated[
        str,
        Column(
            "服務標準",
            "Standard",
            read.long_text,
            ("服務質量", "交付標準"),
            help="等級或文字；租賃填交付標準。",
        ),
    ]
    fee_mode: Annotated[
        str, Column("收費模式", "Fee mode", read.choice, ("收費方式",), options="收費模式", example="包乾制")
    ]
    unit_price: Annotated[
        Decimal | None,
        Column("單價", "Unit price", read.quantity, ("物業費單價", "租金單價"), help="連同單價單位填寫。"),
    ] = None
    price_unit: Annotated[
        str | None, Column("單價單位", "Price unit", read.choice, options="單價單位", example="元/㎡/月")
    ] = None
    amount: Annotated[
        Decimal,
        Column(
            "金額",
            "Amount",
            read.quantity,
            ("合同金額", "合同總額"),
            unit="元",
            help="合同期內的含稅總額。",
            example="1200000",
        ),
    ]
    amount_upper: Annotated[
        str | None,
        Column("大寫", "In words", read.text, ("大寫金額", "金額大寫"), help="可留空；填了須與金額一致。"),
    ] = None
    payment_terms: Annotated[
        str,
        Column(
            "付款條件",
            "Payment",
            read.long_text,
            ("付款方式",),
            example="按季支付，每季首月 10 日前付清當季費用",
        ),
    ]
    breach: Annotated[str, Column("違約責任", "Breach", read.long_text)]
    dispute_resolution: Annotated[str, Column("爭議解決", "Disputes", read.choice, options="爭議解決", example="訴訟")]
    arbitration_body: Annotated[
        str | None,
        Column("仲裁機構", "Arbitration body", read.text, ("仲裁委員會",), help="選仲裁時寫全稱。"),
    ] = None
    starts_on: Annotated[date, Column("起", "Start", read.day, ("起始日", "開始日", "起租日"))]
    ends_on: Annotated[date, Column("止", "End", read.day, ("終止日", "到期日", "結束日"))]
    follow_up_service: Annotated[str, Column("後續服務", "Follow-up service", read.long_text)]
    earnest_money: Annotated[
        Decimal | None,
        Column("定金", "Earnest money", read.quantity, unit="元", help="不是押金；不超過標的額 20%。"),
    ] = None
    penalty_rate: Annotated[
        Decimal | None,
        Column("違約金比例", "Penalty", read.percent, unit="%", help="按約定的計算基數。", example="10%"),
    ] = None
    tax_rate: Annotated[Decimal | None, Column("稅率", "Tax rate", read.percent, unit="%", example="6%")] = None
    invoice_type: Annotated[str | None, Column("發票類型", "Invoice", read.choice, options="發票類型")] = None
    deposit: Annotated[
        Decimal | None, Column("押金", "Deposit", read.quantity, ("保證金", "履約保證金"), unit="元")
    ] = None
    rent_free_months: Annotated[
        Decimal | None, Column("免租期", "Rent-free", read.quantity, ("免租期月數",), unit="月")
    ] = None
    escalation_rate: Annotated[
        Decimal | None, Column("遞增率", "Escalation", read.percent, ("年遞增率",), unit="%")
    ] = None
    remuneration_rate: Annotated[
        Decimal | None,
        Column("酬金比例", "Remuneration", read.percent, unit="%", help="酬金制必填。", example="10%"),
    ] = None
    turnover_rate: Annotated[Decimal | None, Column("扣點率", "Turnover rent", read.percent, ("扣點",), unit="%")] = (
        None
    )
    attachments: Annotated[
        str | None,
        Column("附件", "Annexes", read.long_text, ("合同附件",), help="每份一行或用頓號分開。"),
    ] = None
    special_terms: Annotated[str | None, Column("特別約定", "Special terms", read.long_text, ("補充條款",))] = None
    signed_on: Annotated[
        date | None, Column("簽署日", "Signed on", read.day, ("簽訂日", "簽約日"), help="簽署時填。")
    ] = None
    signed_by: Annotated[str | None, Column("簽署人", "Signed by", read.person, help="我方簽署人，簽署時填。")] = None
    seal_number: Annotated[
        str | None, Column("用印號", "Seal no.", read.identifier, ("用印編號",), help="簽署時填。")
    ] = None
    original_location: Annotated[str | None, Column("原件存放", "Original kept at", read.text, help="簽署時填。")] = (
        None
    )
    state: Annotated[
        str | None,
        Column(
            "合同狀態",
            "State",
            read.choice,
            options="合同狀態",
            help="只在終止或作廢時填；其他狀態由系統按會簽、簽署和期限更新。",
        ),
    ] = None
    ended_on: Annotated[
        date | None,
        Column("解除日期", "Ended on", read.day, ("實際終止日", "提前終止日"), help="終止時填，可在今天之後。"),
    ] = None
    ending_reason: Annotated[
        str | None,
        Column("終止原因", "Reason for ending", read.long_text, ("作廢原因", "解除原因"), help="終止、作廢時填。"),
    ] = None


class Approval(Row):
    """One department's word on exactly one version of one contract."""

    contract_id: Annotated[
        str,
        Column(
            "合同編號",
            "Contract no.",
            read.identifier,
            ("合約編號",),
            help="照合同頁尾。",
            example="HT-20261124-0001",
        ),
    ]
    contract_version: Annotated[
        int, Column("合同版本", "Version", read.whole, ("版本",), help="照合同頁尾。", example="1")
    ]
    check_code: Annotated[
        str, Column("校驗碼", "Check code", read.identifier, help="照合同頁尾。", example="7F3A-91C2")
    ]
    department: Annotated[str, Column("審核部門", "Department", read.choice, options="審核部門", example="法務部")]
    reviewer: Annotated[
        str, Column("審核人", "Reviewer", read.person, ("會簽人",), example="韓思源", privacy=_INTERNAL)
    ]
    opinion: Annotated[
        str,
        Column(
            "意見",
            "Opinion",
            read.choice,
            ("會簽意見", "審核意見"),
            options="會簽意見",
            example="同意",
            privacy=_INTERNAL,
        ),
    ]
    remarks: Annotated[
        str | None,
        Column(
            "說明",
            "Remarks",
            read.long_text,
            ("修改意見",),
            help="修改後同意、不同意時必填。",
            privacy=_INTERNAL,
        ),
    ] = None
    day: Annotated[date, Column("日期", "Day", read.day, ("審核日期",), example="2026-11-26")]


NEGOTIATIONS = Form(
    "F8",
    "negotiations",
    "談判準備表",
    "Negotiations",
    Negotiation,
    (("customer", "round", "issue"), ("customer", "issue")),
    NEGOTIATION_RULES,
    _INTERNAL,
)
CONTRACTS = Form(
    "F9",
    "contracts",
    "合同資料表",
    "Contracts",
    Contract,
    (("contract_id",), ("counterparty", "name", "starts_on")),
    CONTRACT_RULES,
    aliases=("合約資料表", "合同台賬"),
)
APPROVALS = Form(
    "F10",
    "approvals",
    "合同會簽表",
    "Approvals",
    Approval,
    (("contract_id", "contract_version", "department"),),
    APPROVAL_RULES,
    _INTERNAL,
    aliases=("合同審批表", "會簽表"),
)
