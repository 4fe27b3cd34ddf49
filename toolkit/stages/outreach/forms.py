"""F2 溝通記錄表, F3 開發計劃表, F4 需求調研表 (seed 2a–2d, domain section 2)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from toolkit.forms import read
from toolkit.forms.column import Column, Privacy
from toolkit.forms.form import Form, Row, RowRule
from toolkit.stages.outreach import rules

_PERSONAL = Privacy.PERSONAL
_CUSTOMER = Column(
    "客戶",
    "Customer",
    read.text,
    ("客戶編號", "客戶名稱", "客戶單位", "公司名稱", "單位名稱"),
    help="客戶編號，或與客戶資料表完全相同的名稱。",
    example="華景置業有限公司",
)


class Contact(Row):
    """One contact with one customer."""

    contact_id: Annotated[
        str | None,
        Column("記錄編號", "Record no", read.identifier, ("溝通編號", "序號編號"), help="可留空。"),
    ] = None
    customer: Annotated[str, _CUSTOMER]
    held_at: Annotated[
        datetime,
        Column(
            "日期時間",
            "Date and time",
            read.moment,
            ("溝通時間", "溝通日期", "聯繫時間", "聯繫日期", "跟進時間", "跟進日期", "日期", "時間"),
            example="2026-11-10 10:30",
        ),
    ]
    method: Annotated[
        str,
        Column(
            "溝通方式",
            "Method",
            read.choice,
            ("聯繫方式", "跟進方式", "方式", "聯絡方式", "溝通渠道"),
            options="溝通方式",
            example="拜訪",
        ),
    ]
    counterpart: Annotated[
        str | None,
        Column(
            "對方人員",
            "Their side",
            read.text,
            ("對方聯繫人", "客戶人員", "對方", "客戶聯繫人", "受訪人"),
            help="姓名與職務。",
            example="周敏（總經理）",
            privacy=_PERSONAL,
        ),
    ] = None
    our_person: Annotated[
        str,
        Column(
            "我方人員",
            "Our side",
            read.person,
            ("跟進人", "我方", "業務員", "記錄人", "客戶經理", "跟進人員"),
            example="陳立文",
        ),
    ]
    content: Annotated[
        str,
        Column(
            "內容",
            "Content",
            read.long_text,
            ("溝通內容", "跟進內容", "溝通紀要", "談話內容", "跟進情況", "溝通情況"),
            example="介紹公司案例，對方關注電梯維保與能耗。",
        ),
    ]
    needs: Annotated[
        str | None,
        Column(
            "需求/異議",
            "Needs, objections",
            read.long_text,
            ("需求異議", "客戶需求", "需求", "異議", "客戶反饋", "反饋"),
            help="流失時在這裏寫明原因。",
            example="希望先看同類項目",
        ),
    ] = None
    result: Annotated[
        str,
        Column(
            "結果",
            "Result",
            read.choice,
            ("聯繫結果", "溝通結果", "跟進結果"),
            options="聯繫結果",
            example="有意向",
        ),
    ]
    stage_after: Annotated[
        str | None,
        Column(
            "跟進後階段",
            "Stage after",
            read.choice,
            ("跟進后階段", "階段", "客戶階段", "當前階段", "跟進後狀態"),
            options="階段",
            help="階段有變才填。",
            example="初步溝通",
        ),
    ] = None
    next_step: Annotated[
        str | None,
        Column(
            "下一步",
            "Next step",
            read.text,
            ("下步計劃", "下一步計劃", "下一步行動", "下步工作", "後續計劃", "跟進計劃"),
            example="安排考察前灣國際中心",
            upfront=True,
        ),
    ] = None
    next_follow_up_on: Annotated[
        date | None,
        Column(
            "下次跟進",
            "Next follow-up",
            read.day,
            ("下次跟進日期", "下次跟進時間", "下次聯繫", "下次聯繫時間", "下次聯繫日期"),
            help="只有成交或流失可以留空。",
            example="2026-11-17",
            upfront=True,
        ),
    ] = None
    attachment: Annotated[str | None, Column("附件", "Attachment", read.text, ("附件名稱", "相關文件", "附件位置"))] = (
        None
    )


class Plan(Row):
    """One goal of development for one customer (seed 2a: goal, person, dates, strategy)."""

    customer: Annotated[str, _CUSTOMER]
    goal: Annotated[
        str,
        Column("開發目標", "Goal", read.text, ("目標", "開發目的"), example="12月底前完成方案確認"),
    ]
    strategy: Annotated[
        str,
        Column(
            "溝通策略",
            "Strategy",
            read.long_text,
            ("策略", "開發策略"),
            example="先由工程經理做設備診斷，以節能數據切入",
        ),
    ]
    responsible: Annotated[str, Column("責任人", "Responsible", read.person, ("負責人", "執行人"), example="陳立文")]
    starts_on: Annotated[
        date,
        Column("開始", "Start", read.day, ("開始日期", "開始時間", "起始日期", "計劃開始"), example="2026-11-12"),
    ]
    ends_on: Annotated[
        date,
        Column("完成", "End", read.day, ("完成日期", "完成時間", "截止日期", "計劃完成"), example="2026-12-31"),
    ]
    milestones: Annotated[
        str | None,
        Column(
            "時間節點",
            "Milestones",
            read.long_text,
            ("節點", "關鍵節點", "里程碑"),
            help="每個節點一行，日期寫在前面。",
            example="11-20 設備診斷；12-05 考察；12-20 方案",
        ),
    ] = None
    status: Annotated[
        str | None,
        Column("狀態", "Status", read.choice, ("計劃狀態", "進度狀態"), options="計劃狀態", example="進行中"),
    ] = None


class Need(Row):
    """What a customer needs, can pay and how it decides (seed 2c)."""

    customer: Annotated[str, _CUSTOMER]
    demand: Annotated[
        str | None,
        Column(
            "租/購/委託",
            "Rent, buy, entrust",
            read.choice,
            ("租購委託", "需求方式", "需求類型", "租/購/委托"),
            options="需求方式",
            example="委託管理",
        ),
    ] = None
    scope: Annotated[
        tuple[str, ...] | None,
        Column(
            "服務範圍",
            "Scope",
            read.choices,
            ("服務范圍", "服務內容", "需求範圍"),
            options="服務內容",
            help="可填多項，用頓號分開。",
            example="秩序維護、清潔衛生、設施設備維護",
        ),
    ] = None
    fee_mode: Annotated[
        str | None,
        Column(
            "收費模式",
            "Fee mode",
            read.choice,
            ("計費模式", "收費方式"),
            options="收費模式",
            example="包乾制",
        ),
    ] = None
    area_min: Annotated[
        Decimal | None,
        Column("面積下限", "Area from", read.quantity, ("最小面積", "面積(下限)"), unit="㎡", example="45000"),
    ] = None
    area_max: Annotated[
        Decimal | None,
        Column("面積上限", "Area to", read.quantity, ("最大面積", "面積(上限)"), unit="㎡", example="52000"),
    ] = None
    price_min: Annotated[
        Decimal | None,
        Column("期望單價下限", "Price from", read.quantity, ("單價下限", "期望單價(下限)"), example="2.8"),
    ] = None
    price_max: Annotated[
        Decimal | None,
        Column("期望單價上限", "Price to", read.quantity, ("單價上限", "期望單價(上限)"), example="3.4"),
    ] = None
    price_unit: Annotated[
        str | None,
        Column(
            "單價單位",
            "Unit of price",
            read.choice,
            ("單位", "計價單位", "期望單價單位"),
            options="單價單位",
            help="填了單價就必填，不會代猜。",
            example="元/㎡/月",
        ),
    ] = None
    budget: Annotated[
        Decimal | None,
        Column("預算", "Budget", read.quantity, ("年度預算", "預算金額"), unit="元", example="2400000"),
    ] = None
    years: Annotated[
        Decimal | None,
        Column(
            "期限",
            "Term",
            read.quantity,
            ("合作期限", "期望期限", "委託期限", "租期"),
            unit="年",
            example="3",
        ),
    ] = None
    use: Annotated[
        str | None,
        Column("使用用途", "Use", read.text, ("用途", "物業用途"), example="總部辦公與研發"),
    ] = None
    current_contract_ends_on: Annotated[
        date | None,
        Column(
            "現合同到期日",
            "Present contract ends",
            read.day,
            ("現合約到期日", "合同到期日", "現有合同到期", "原合同到期日"),
            example="2027-03-31",
        ),
    ] = None
    decider: Annotated[
        str | None,
        Column(
            "決策人",
            "Decider",
            read.text,
            ("決策者", "最終決策人", "拍板人"),
            example="周敏（總經理）",
            privacy=_PERSONAL,
        ),
    ] = None
    decision_process: Annotated[
        str | None,
        Column(
            "決策流程",
            "How it decides",
            read.long_text,
            ("決策程序", "審批流程", "決策過程"),
            example="行政部比選 → 總經理辦公會 → 董事長簽批",
        ),
    ] = None
    cooperation: Annotated[
        str | None,
        Column(
            "合作模式",
            "Mode of cooperation",
            read.choice,
            ("合作方式", "意向合作模式"),
            options="合作模式",
            example="全委託管理",
        ),
    ] = None
    remarks: Annotated[str | None, Column("備註", "Remarks", read.long_text, ("備注", "說明", "其他說明"))] = None


CONTACTS = Form(
    "F2",
    "contacts",
    "溝通記錄表",
    "Contact log",
    Contact,
    (("customer", "held_at", "method", "our_person"),),
    (
        RowRule(("held_at",), rules.held_by_today),
        RowRule(("held_at", "next_follow_up_on", "stage_after"), rules.next_date),
        RowRule(("next_step", "stage_after"), rules.next_step),
        RowRule(("stage_after", "needs"), rules.lost_with_reason),
        RowRule(("content", "result"), rules.content_says_something),
    ),
    aliases=("溝通記錄", "跟進記錄", "拜訪記錄", "客戶跟進表", "聯繫記錄", "溝通台賬"),
)

PLANS = Form(
    "F3",
    "plans",
    "開發計劃表",
    "Development plans",
    Plan,
    (("customer", "goal", "starts_on"),),
    (
        RowRule(("starts_on", "ends_on"), rules.plan_in_order),
        RowRule(("ends_on", "status"), rules.plan_in_time),
    ),
    aliases=("開發計劃", "客戶開發計劃", "招商計劃"),
)

NEEDS = Form(
    "F4",
    "needs",
    "需求調研表",
    "Needs",
    Need,
    (("customer",),),
    (
        RowRule(("area_min", "area_max"), rules.area_range),
        RowRule(("price_min", "price_max"), rules.price_range),
        RowRule(("price_min", "price_max", "price_unit"), rules.price_has_unit),
        RowRule(("decider", "decision_process"), rules.decider_known),
    ),
    aliases=("需求調研", "客戶需求", "需求調查表", "需求信息表"),
)
