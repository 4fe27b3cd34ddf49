"""F1 客戶資料表 and the 轉交 sheet (seed 1a–1d, domain section 2)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from toolkit.forms import read
from toolkit.forms.column import Column, Privacy
from toolkit.forms.form import Form, Row, RowRule
from toolkit.stages.screening import rules

_PERSONAL = Privacy.PERSONAL


class Prospect(Row):
    """One potential customer. Only what starts without ``| None`` is required."""

    customer_id: Annotated[
        str | None,
        Column(
            "客戶編號",
            "Customer id",
            read.identifier,
            ("編號", "客戶代碼", "客戶號", "客戶ID", "Customer no", "ID"),
            help="新客戶留空，系統會編號；已有編號的請照填。",
            example="SJ-20261124-0001",
        ),
    ] = None
    registered_on: Annotated[
        date,
        Column(
            "登記日期",
            "Registered on",
            read.day,
            ("登記日", "錄入日期", "建檔日期", "登記時間", "日期", "Date"),
            help="取得這條信息的日期。",
            example="2026-11-02",
        ),
    ]
    name: Annotated[
        str,
        Column(
            "客戶名稱",
            "Customer",
            read.text,
            ("客戶", "公司名稱", "單位名稱", "企業名稱", "客戶全稱", "客戶單位", "Name", "Company"),
            help="營業執照上的全稱；業主委員會寫小區全名。",
            example="華景置業有限公司",
        ),
    ]
    credit_code: Annotated[
        str | None,
        Column(
            "統一社會信用代碼",
            "Credit code",
            read.credit_code,
            ("信用代碼", "社會信用代碼", "統一信用代碼", "稅號", "組織機構代碼", "統編", "統一編號"),
            help="18 位，請先把該欄設為「文字」格式再貼上。",
            example="914403001922038216",
        ),
    ] = None
    party_type: Annotated[
        str,
        Column(
            "主體類型",
            "Type of party",
            read.choice,
            ("客戶類型", "單位性質", "主體性質", "客戶性質"),
            options="主體類型",
            example="企業",
        ),
    ]
    biz_line: Annotated[
        str,
        Column(
            "業務線",
            "Line of business",
            read.choice,
            ("業務類型", "業務類別", "業務條線"),
            options="業務線",
            example="物業服務外拓",
        ),
    ]
    property_name: Annotated[
        str | None,
        Column(
            "物業名稱",
            "Property",
            read.text,
            ("項目名稱", "專案名稱", "樓盤名稱", "項目"),
            example="華景中心",
        ),
    ] = None
    property_type: Annotated[
        str,
        Column(
            "物業類型",
            "Type of property",
            read.choice,
            ("業態", "物業業態", "項目類型", "物業性質"),
            options="物業類型",
            example="寫字樓",
        ),
    ]
    floor_area: Annotated[
        Decimal | None,
        Column(
            "建築面積",
            "Floor area",
            read.quantity,
            ("面積", "建面", "總建築面積", "項目面積", "需求面積", "Area"),
            unit="㎡",
            help="租賃客戶填意向承租面積。",
            example="52000",
        ),
    ] = None
    address: Annotated[
        str | None,
        Column("所在地", "Address", read.text, ("地址", "項目地址", "物業地址", "所在地址", "區域")),
    ] = None
    industry: Annotated[
        str | None, Column("行業", "Industry", read.text, ("所屬行業", "行業類別"), example="房地產開發")
    ] = None
    founded_on: Annotated[
        date | None,
        Column(
            "成立日期",
            "Founded on",
            read.day,
            ("成立時間", "註冊日期", "成立日"),
            help="按營業執照填。",
            example="2012-06-18",
        ),
    ] = None
    registered_capital: Annotated[
        Decimal | None,
        Column(
            "註冊資本",
            "Registered capital",
            read.quantity,
            ("註冊資金", "注册资金"),
            unit="萬元",
            example="5000",
        ),
    ] = None
    last_revenue: Annotated[
        Decimal | None,
        Column(
            "上年營收",
            "Revenue last year",
            read.quantity,
            ("上年營業收入", "年營收", "營業收入", "上年度營收", "營業額"),
            unit="萬元",
            example="18000",
        ),
    ] = None
    contact_person: Annotated[
        str,
        Column(
            "聯繫人",
            "Contact",
            read.person,
            ("聯絡人", "對接人", "客戶聯繫人", "負責人"),
            example="周敏",
            privacy=_PERSONAL,
        ),
    ]
    title: Annotated[
        str | None,
        Column("職務", "Title", read.text, ("職位", "職稱", "聯繫人職務"), example="總經理"),
    ] = None
    phone: Annotated[
        str,
        Column(
            "聯繫電話",
            "Phone",
            read.phone,
            ("電話", "聯絡電話", "手機", "手機號", "手機號碼", "聯繫方式", "聯絡方式", "Tel", "Mobile"),
            help="手機 11 位，或區號加電話。",
            example="13800138000",
            privacy=_PERSONAL,
        ),
    ]
    email: Annotated[
        str | None,
        Column(
            "郵箱",
            "E-mail",
            read.email,
            ("電子郵箱", "電郵", "電子郵件", "Email", "Mail"),
            example="zhou@huajing.example",
            privacy=_PERSONAL,
        ),
    ] = None
    source: Annotated[
        str,
        Column(
            "信息來源",
            "Source",
            read.choice,
            ("資訊來源", "來源", "客戶來源", "渠道", "來源渠道"),
            options="信息來源",
            example="行業協會",
        ),
    ]
    channel_name: Annotated[
        str | None,
        Column(
            "渠道名稱",
            "Channel",
            read.text,
            ("展會名稱", "具體渠道", "來源說明", "推薦人"),
            example="2026深圳物業博覽會",
        ),
    ] = None
    channel_cost: Annotated[
        Decimal | None,
        Column(
            "渠道成本",
            "Channel cost",
            read.quantity,
            ("獲客成本", "渠道費用"),
            unit="元",
            help="取得這條線索花的錢。",
            example="300",
        ),
    ] = None
    budget: Annotated[
        Decimal | None,
        Column(
            "預算",
            "Budget",
            read.quantity,
            ("年度預算", "預算金額", "物業費預算", "年預算", "租金預算"),
            unit="元",
            help="一年的物業費或租金預算。",
            example="2400000",
        ),
    ] = None
    intent: Annotated[
        str | None,
        Column(
            "意向程度",
            "Intent",
            read.choice,
            ("意向", "意向度", "客戶意向", "合作意向"),
            options="意向程度",
            example="中",
        ),
    ] = None
    stage: Annotated[
        str | None,
        Column(
            "階段",
            "Stage",
            read.choice,
            ("客戶階段", "跟進階段", "當前階段", "狀態", "進度"),
            options="階段",
            help="新客戶留空即為「潛在線索」。",
            example="潛在線索",
        ),
    ] = None
    expected_signing_on: Annotated[
        date | None,
        Column(
            "預計簽約日",
            "Expected signing",
            read.day,
            ("預計簽約日期", "預計簽約時間", "預計成交日", "預計成交時間"),
            example="2027-03-31",
        ),
    ] = None
    serious_violation: Annotated[
        str | None,
        Column(
            "重大違法",
            "Serious violation",
            read.choice,
            ("嚴重違法", "重大違法失信", "重大違法記錄", "嚴重違法失信"),
            options="查詢結論",
            help="國家企業信用信息公示系統的查詢結果。",
            example="無",
        ),
    ] = None
    dishonest: Annotated[
        str | None,
        Column(
            "失信被執行",
            "Dishonest debtor",
            read.choice,
            ("失信被執行人", "失信", "失信記錄", "失信執行"),
            options="查詢結論",
            help="中國執行信息公開網的查詢結果。",
            example="無",
        ),
    ] = None
    sector_penalty: Annotated[
        str | None,
        Column(
            "行業處罰",
            "Sector penalty",
            read.choice,
            ("行政處罰", "處罰記錄", "行業處罰記錄"),
            options="查詢結論",
            help="住建、市場監管等部門的處罰。",
            example="無",
        ),
    ] = None
    checked_on: Annotated[
        date | None,
        Column(
            "查詢日期",
            "Checked on",
            read.day,
            ("查詢日", "核查日期", "信用查詢日期", "查詢時間"),
            help="滿 90 天須重查。",
            example="2026-11-02",
        ),
    ] = None
    owner: Annotated[
        str,
        Column(
            "跟進人",
            "Owner",
            read.person,
            ("跟進人員", "業務員", "負責業務員", "客戶經理", "招商專員", "責任人", "歸屬人", "銷售"),
            example="陳立文",
        ),
    ]
    next_follow_up_on: Annotated[
        date | None,
        Column(
            "下次跟進",
            "Next follow-up",
            read.day,
            ("下次跟進日期", "下次跟進時間", "下次聯繫", "下次聯繫日期", "跟進日期"),
            example="2026-11-09",
        ),
    ] = None
    updated_on: Annotated[
        date | None,
        Column(
            "更新日期",
            "Updated on",
            read.day,
            ("更新日", "更新時間", "最後更新", "維護日期"),
            example="2026-11-02",
        ),
    ] = None
    remarks: Annotated[
        str | None,
        Column("備註", "Remarks", read.long_text, ("備注", "說明", "附註", "Notes", "Remark")),
    ] = None


class Transfer(Row):
    """A change of owner: one customer, or (``customer`` empty) all that somebody looks after."""

    customer: Annotated[
        str | None,
        Column(
            "客戶",
            "Customer",
            read.text,
            ("客戶編號", "客戶名稱", "轉交客戶"),
            help="客戶編號或全名；留空表示原跟進人名下全部客戶。",
            example="SJ-20261124-0001",
        ),
    ] = None
    from_owner: Annotated[
        str,
        Column("原跟進人", "Present owner", read.person, ("移交人", "原負責人", "轉出人"), example="陳立文"),
    ]
    to_owner: Annotated[
        str,
        Column("新跟進人", "New owner", read.person, ("接手人", "接收人", "新負責人", "轉入人"), example="林家慧"),
    ]
    effective_on: Annotated[
        date | None,
        Column("生效日", "In force from", read.day, ("生效日期", "轉交日期", "移交日期"), example="2026-12-01"),
    ] = None
    reason: Annotated[
        str,
        Column("轉交原因", "Reason", read.text, ("原因", "移交原因", "轉交說明"), example="離職"),
    ]
    approved_by: Annotated[
        str | None,
        Column(
            "批准人",
            "Approved by",
            read.person,
            ("主管", "審批人"),
            help="由主管放入主管專用資料夾才生效。",
            example="黃主管",
        ),
    ] = None


PROSPECTS = Form(
    "F1",
    "prospects",
    "客戶資料表",
    "Prospects",
    Prospect,
    (("customer_id",), ("credit_code",), ("name", "phone")),
    (
        RowRule(("customer_id",), rules.id_is_possible, ("customer_id",)),
        RowRule(("party_type", "credit_code", "stage"), rules.code_by_party),
        RowRule(("registered_on",), rules.registered_by_today),
        RowRule(("founded_on",), rules.founded_by_today, ("founded_on",)),
        RowRule(
            ("registered_on", "expected_signing_on", "stage"),
            rules.signing_after_registration,
            ("expected_signing_on",),
        ),
        RowRule((*rules.CHECKS, "checked_on"), rules.checks_dated, (*rules.CHECKS, "checked_on")),
        RowRule(("next_follow_up_on", "stage"), rules.follow_up_ahead, ("next_follow_up_on",)),
        RowRule(("stage", "remarks"), rules.lost_with_reason, ("stage",)),
    ),
    aliases=("客戶清單", "潛在客戶", "客戶信息", "客戶名單", "招商客戶", "Prospect list", "Customers"),
)

TRANSFERS = Form(
    "F1a",
    "transfers",
    "客戶轉交表",
    "Transfers",
    Transfer,
    (("from_owner", "to_owner", "customer"), ("from_owner", "to_owner")),
    (RowRule(("from_owner", "to_owner"), rules.to_somebody_else),),
    aliases=("轉交", "轉交單", "客戶移交", "客戶交接"),
)
