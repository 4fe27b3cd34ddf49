"""A form as the screening stage declares it, with its lists, for every test of the forms room."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest

from toolkit.forms import read
from toolkit.forms.column import Column, Convention, Reader, Reading
from toolkit.forms.form import Form, Row, RowRule
from toolkit.forms.lists import Entry, value_list
from toolkit.forms.table import Cell
from toolkit.messages.finding import Code, Finding, Severity

EARLY = Code("test.signing_before_registration", Severity.ERROR, "早", "改", "early", "mend")

LISTS = {
    "主體類型": value_list("主體類型", (Entry("企業", "Company", ("公司",)), Entry("業主委員會"), Entry("自然人"))),
    "業務線": value_list("業務線", (Entry("物業服務外拓", "Management"), Entry("租賃招商", "Leasing"))),
    "物業類型": value_list("物業類型", (Entry("住宅"), Entry("寫字樓", "Office", ("辦公樓",)), Entry("商鋪"))),
    "收費模式": value_list(
        "收費模式", (Entry("包乾制", "Lump sum", ("包干", "包幹")), Entry("酬金制"), Entry("保底+扣點"))
    ),
    "單價單位": value_list("單價單位", (Entry("元/㎡/月"), Entry("元/月"))),
    "階段": value_list("階段", (Entry("潛在線索"), Entry("初步溝通"), Entry("談判"))),
    "查詢": value_list("查詢", (Entry("有"), Entry("無"), Entry("未查"))),
}


def _signing_after_registration(values: Mapping[str, Any], _today: date) -> Iterable[Finding]:
    if values["expected_signing_on"] and values["expected_signing_on"] < values["registered_on"]:
        yield Finding(EARLY, field="expected_signing_on")


class Prospect(Row):
    customer_id: Annotated[str | None, Column("客戶編號", "Customer id", read.identifier)]
    registered_on: Annotated[date, Column("登記日期", "Registered on", read.day, example="2026-11-02")]
    name: Annotated[str, Column("客戶名稱", "Customer", read.text, ("公司名稱", "單位名稱"), example="華景置業")]
    credit_code: Annotated[str | None, Column("統一社會信用代碼", "Credit code", read.credit_code, ("信用代碼",))]
    party_type: Annotated[str, Column("主體類型", "Type of party", read.choice, options="主體類型")]
    biz_line: Annotated[str, Column("業務線", "Line of business", read.choice, options="業務線")]
    property_type: Annotated[str, Column("物業類型", "Property type", read.choice, options="物業類型")]
    floor_area: Annotated[Decimal | None, Column("建築面積", "Floor area", read.quantity, unit="㎡")]
    founded_on: Annotated[date | None, Column("成立日期", "Founded on", read.day)]
    registered_capital: Annotated[Decimal | None, Column("註冊資本", "Capital", read.quantity, unit="萬元")]
    occupancy: Annotated[Decimal | None, Column("出租率", "Occupancy", read.percent)]
    contact_person: Annotated[str, Column("聯繫人", "Contact person", read.person)]
    phone: Annotated[str, Column("聯繫電話", "Phone", read.phone, ("電話", "手機"))]
    email: Annotated[str | None, Column("郵箱", "E-mail", read.email)]
    stage: Annotated[str, Column("階段", "Stage", read.choice, options="階段")]
    expected_signing_on: Annotated[date | None, Column("預計簽約日", "Expected signing", read.day)]
    dishonest: Annotated[str | None, Column("失信被執行", "Dishonest", read.choice, options="查詢")]
    owner: Annotated[str, Column("跟進人", "Owner", read.person)]
    remarks: Annotated[str | None, Column("備註", "Remarks", read.long_text)]


class Contact(Row):
    customer: Annotated[str, Column("客戶", "Customer", read.text)]
    at: Annotated[Any, Column("日期時間", "Date and time", read.moment)]
    method: Annotated[str, Column("溝通方式", "Method", read.text)]
    our_person: Annotated[str, Column("我方人員", "Our person", read.person)]
    content: Annotated[str, Column("內容", "Content", read.long_text)]


PROSPECTS = Form(
    "F1",
    "prospects",
    "客戶資料表",
    "Prospects",
    Prospect,
    (("customer_id",), ("credit_code",), ("name", "phone")),
    (RowRule(("registered_on", "expected_signing_on"), _signing_after_registration),),
)
CONTACTS = Form("F2", "contacts", "溝通記錄表", "Contacts", Contact, (("customer", "at", "method", "our_person"),))


@pytest.fixture
def prospects() -> Form:
    return PROSPECTS


@pytest.fixture
def forms() -> tuple[Form, ...]:
    return (PROSPECTS, CONTACTS)


@pytest.fixture
def convention() -> Convention:
    return Convention(LISTS)


@pytest.fixture
def reading() -> Callable[..., Reading]:
    """Read one value: ``reading(read.day, "2026/1/5", place="TW", unit="萬元")``."""

    def once(reader: Reader, value: Any, place: str = "CN", cell_format: str = "", **column: Any) -> Reading:
        cell = value if isinstance(value, Cell) else Cell(value, format=cell_format)
        return reader(cell, Column("欄", "Column", reader, **column), Convention(LISTS, place))

    return once
