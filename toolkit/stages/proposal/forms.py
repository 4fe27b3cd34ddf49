"""The sheets of stage 3: proposals (F5), visits (F6) and objections (F7) — seed 3a to 3c."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from toolkit.forms import read
from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.dispatch import noted
from toolkit.forms.form import Form, Row
from toolkit.forms.table import Cell
from toolkit.messages.script import fold
from toolkit.stages.proposal.rules import OBJECTION_RULES, PROPOSAL_RULES, VISIT_RULES

_VERSION = re.compile(r"(?:第|version|ver\.?|v)?\s*(\d{1,3})(?:\.0)?\s*(?:版|稿)?")


def version(cell: Cell, column: Column, convention: Convention) -> Reading:
    """Read a version as ``int``: 2, v2, V2.0, 第2版 (all but the bare number are noted)."""
    match = _VERSION.fullmatch(fold(cell.value)) if isinstance(cell.value, str) else None
    if match is None:
        return read.whole(cell, column, convention)
    number = int(match[1])
    return Reading(number) if cell.value == match[1] else noted(number, number)


CUSTOMER = Column(
    "客戶",
    "Customer",
    read.text,
    ("客戶編號", "客戶名稱", "客戶單位", "客戶全稱", "Client", "Customer id"),
    help="填客戶編號（如 SJ-20261124-0001）或客戶全稱。",
    example="SJ-20261012-0007",
)


class Proposal(Row):
    """F5, one row a version of a proposal."""

    proposal_id: Annotated[
        str | None,
        Column(
            "方案編號",
            "Proposal no.",
            read.identifier,
            ("方案號", "方案書編號", "報價編號", "編號"),
            help="可留空，系統按 FA-年月日-序號 編號。",
            example="FA-20261124-0001",
        ),
    ] = None
    version: Annotated[
        int,
        Column(
            "版本",
            "Version",
            version,
            ("版次", "版本號", "Ver", "第幾版"),
            help="第一次填 1，改一次加 1。",
            example="1",
        ),
    ]
    customer: Annotated[str, CUSTOMER]
    services: Annotated[
        tuple[str, ...],
        Column(
            "服務內容",
            "Services",
            read.choices,
            ("管理內容", "服務項目", "服務範圍", "服務事項", "Scope"),
            options="服務內容",
            help="可填多項，以「、」隔開。",
            example="秩序維護、清潔衛生、設施設備維護",
        ),
    ]
    service_standard: Annotated[
        str,
        Column(
            "服務標準",
            "Service standard",
            read.choice,
            ("服務等級", "標準等級", "服務級別", "Service level"),
            options="服務標準",
            example="優質級",
        ),
    ]
    fee_mode: Annotated[
        str,
        Column(
            "收費模式",
            "Fee mode",
            read.choice,
            ("計費模式", "收費方式", "計價方式", "Fee model"),
            options="收費模式",
            example="包乾制",
        ),
    ]
    unit_price: Annotated[
        Decimal,
        Column(
            "單價",
            "Unit price",
            read.quantity,
            ("報價單價", "物業費單價", "收費單價", "租金單價", "Price"),
            help="只填數字；單位填在後一欄。",
            example="8.50",
        ),
    ]
    price_unit: Annotated[
        str,
        Column(
            "單位",
            "Price unit",
            read.choice,
            ("單價單位", "計價單位", "計費單位", "Unit"),
            options="單價單位",
            help="單價是每月還是每天、按面積還是總價，務必選定。",
            example="元/㎡/月",
        ),
    ]
    area: Annotated[
        Decimal,
        Column(
            "面積",
            "Area",
            read.quantity,
            ("計費面積", "服務面積", "建築面積", "管理面積", "租賃面積", "Floor area"),
            unit="㎡",
            help="計費面積，平方米。",
            example="52000",
        ),
    ]
    term_months: Annotated[
        int,
        Column(
            "期限",
            "Term",
            read.whole,
            ("合作期限", "服務期限", "合同期限", "租期", "期限月", "Months"),
            unit="月",
            help="月數；三年填 36。",
            example="36",
        ),
    ]
    starts_on: Annotated[
        date | None,
        Column(
            "開始日",
            "Start",
            read.day,
            ("開始日期", "起始日", "進場日期", "服務開始日", "起租日", "Start date"),
            help="未定可留空。",
            example="2027-01-01",
        ),
    ] = None
    valid_until: Annotated[
        date | None,
        Column(
            "有效期",
            "Valid until",
            read.day,
            ("有效期至", "報價有效期", "方案有效期", "有效日期", "Validity"),
            help="報價有效到哪一天；留空則自方案日起 60 天。",
            example="2027-01-31",
        ),
    ] = None
    payment: Annotated[
        str | None,
        Column(
            "付款方式",
            "Payment",
            read.choice,
            ("支付方式", "結算方式", "付費方式", "Payment terms"),
            options="付款方式",
            example="季付",
        ),
    ] = None
    special_notes: Annotated[
        str | None,
        Column(
            "特別說明",
            "Special notes",
            read.long_text,
            ("特別約定", "特殊說明", "其他說明", "備註", "Remarks"),
        ),
    ] = None


class Visit(Row):
    """F6, one row a visit to a project of ours, or a demonstration at the client's."""

    customer: Annotated[str, CUSTOMER]
    held_at: Annotated[
        datetime,
        Column(
            "日期時間",
            "Date and time",
            read.moment,
            ("考察時間", "來訪時間", "接待時間", "考察日期", "When"),
            example="2026-12-03 14:00",
        ),
    ]
    place: Annotated[
        str,
        Column(
            "地點",
            "Place",
            read.text,
            ("考察地點", "考察項目", "接待地點", "演示地點", "Venue"),
            example="前灣國際中心 一樓服務中心",
        ),
    ]
    visitors: Annotated[
        str | None,
        Column(
            "來訪人員",
            "Visitors",
            read.long_text,
            ("參加人員", "客戶人員", "對方人員", "來賓", "Guests"),
            example="周副總、行政部許經理，共 4 人",
        ),
    ] = None
    host: Annotated[
        str,
        Column("接待人", "Host", read.person, ("接待人員", "我方人員", "負責人", "陪同人員"), example="林曉彤"),
    ]
    program: Annotated[
        str | None,
        Column(
            "演示內容",
            "Programme",
            read.long_text,
            ("考察內容", "行程安排", "演示項目", "議程", "Agenda"),
            help="每行一項，可在前面寫時間。",
            example="14:00 服務中心與監控室\n14:40 設備房\n15:20 座談答疑",
        ),
    ] = None
    feedback: Annotated[
        str | None,
        Column(
            "反饋",
            "Feedback",
            read.long_text,
            ("客戶反饋", "反饋意見", "意見", "Comments"),
            help="考察後補填。",
        ),
    ] = None
    result: Annotated[
        str | None,
        Column(
            "結果",
            "Outcome",
            read.choice,
            ("考察結果", "結論", "Result"),
            options="考察結果",
            help="考察後補填。",
            example="認可",
        ),
    ] = None


class Objection(Row):
    """F7, one row a question or objection of the client."""

    customer: Annotated[str, CUSTOMER]
    proposal_id: Annotated[
        str | None,
        Column(
            "方案編號",
            "Proposal no.",
            read.identifier,
            ("方案號", "對應方案", "報價編號"),
            example="FA-20261124-0001",
        ),
    ] = None
    question: Annotated[
        str,
        Column(
            "問題",
            "Question",
            read.long_text,
            ("異議", "異議內容", "疑問", "客戶問題", "需求/異議", "Objection"),
            example="電梯維保費是否已含在單價內？",
        ),
    ]
    category: Annotated[
        str | None,
        Column(
            "類別",
            "Category",
            read.choice,
            ("異議類別", "問題類別", "分類", "Type"),
            options="異議類別",
            example="價格",
        ),
    ] = None
    answer: Annotated[
        str | None,
        Column(
            "答覆",
            "Answer",
            read.long_text,
            ("答復", "回覆", "回復", "處理意見", "解答", "Reply"),
            example="已含。年檢費按政府收費標準另計。",
        ),
    ] = None
    answered_by: Annotated[
        str | None,
        Column(
            "答覆人",
            "Answered by",
            read.person,
            ("答復人", "回覆人", "回復人", "處理人", "責任人"),
            example="林曉彤",
        ),
    ] = None
    status: Annotated[
        str,
        Column(
            "狀態",
            "Status",
            read.choice,
            ("異議狀態", "處理狀態", "進度", "State"),
            options="異議狀態",
            example="已解決",
        ),
    ]


PROPOSALS = Form(
    "F5",
    "proposals",
    "方案資料表",
    "Proposals",
    Proposal,
    (("customer", "version"),),
    PROPOSAL_RULES,
    aliases=("方案表", "合作方案資料", "方案登記表", "報價方案表", "方案資料"),
)
VISITS = Form(
    "F6",
    "visits",
    "考察安排表",
    "Visits",
    Visit,
    (("customer", "held_at"),),
    VISIT_RULES,
    aliases=("考察接待表", "考察計劃表", "接待安排表", "考察接待安排"),
)
OBJECTIONS = Form(
    "F7",
    "objections",
    "異議處理表",
    "Objections",
    Objection,
    (("customer", "question"),),
    OBJECTION_RULES,
    aliases=("異議表", "問題答覆表", "客戶異議表", "答疑表"),
)
