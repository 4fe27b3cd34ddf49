"""The contract templates: what a contract must hold by law, and the two scripts saying the same."""

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest

from toolkit.documents import compile_template
from toolkit.messages.script import simplified
from toolkit.outcome import DocumentOrder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.stage import follow
from toolkit.stages.overlay import Overlay
from toolkit.stages.templates import all_terms, optional_fields

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "word"
PAIRS = [("物業服務合同", "物业服务合同"), ("租賃合同", "租赁合同")]


def text(template: str) -> str:
    with zipfile.ZipFile(TEMPLATES / f"{template}.docx") as package:
        document = package.read("word/document.xml").decode()
    return "\n".join(
        "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)) for paragraph in document.split("</w:p>")
    )


@pytest.mark.parametrize(("traditional", "plain"), PAIRS)
def test_both_scripts_say_the_same(traditional: str, plain: str) -> None:
    quotes = str.maketrans("「」", "“”")
    assert text(plain) == simplified(text(traditional)).translate(quotes)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        # 民法典 938
        ("物業服務合同", "服務事項"),
        ("物業服務合同", "服務質量"),
        ("物業服務合同", "收費方式與費用標準"),
        ("物業服務合同", "維修資金的使用"),
        ("物業服務合同", "服務用房的管理和使用"),
        ("物業服務合同", "合同期限"),
        ("物業服務合同", "服務交接"),
        ("物業服務合同", "公開作出的有利於業主的服務承諾，為本合同的組成部分"),
        # 941, 944, 946–950
        ("物業服務合同", "不得將其應當提供的全部物業服務轉委託給第三人"),
        ("物業服務合同", "不得採取停止供電、供水、供熱、供燃氣等方式催交物業費"),
        ("物業服務合同", "應當提前六十日書面通知乙方"),
        ("物業服務合同", "應當在期限屆滿前九十日書面通知甲方"),
        ("物業服務合同", "服務期限為不定期"),
        ("物業服務合同", "可以請求業主支付該期間的物業費"),
        # 民法典 704, 705, 707, 726, 商品房屋租賃管理辦法 14
        ("租賃合同", "租賃物"),
        ("租賃合同", "租賃用途"),
        ("租賃合同", "租賃期限"),
        ("租賃合同", "支付期限和方式"),
        ("租賃合同", "租賃物的維修"),
        ("租賃合同", "租賃期限最長不得超過二十年"),
        ("租賃合同", "三十日內，到租賃物所在地主管部門辦理房屋租賃登記備案"),
        ("租賃合同", "以同等條件優先購買的權利"),
        # the seed's seven key terms (4b)
        *(
            (template, f"{{{{ {term} }}}}")
            for template, _ in PAIRS
            for term in ("合作範圍", "服務標準", "付款條件", "違約責任", "後續服務")
        ),
        *((template, "收費模式") for template, _ in PAIRS),
        *((template, "{{ 起|日期('中文') }}") for template, _ in PAIRS),
    ],
)
def test_contract_holds_what_it_must(template: str, words: str) -> None:
    assert words in text(template)


@pytest.mark.parametrize("template", [name for pair in PAIRS for name in pair])
def test_contents_name_the_clauses_and_no_pages(template: str) -> None:
    """A page number that is kept is wrong as soon as a text is long."""
    with zipfile.ZipFile(TEMPLATES / f"{template}.docx") as package:
        document = package.read("word/document.xml").decode()
    assert "TOC \\o" in document
    assert "PAGEREF" not in document


def test_a_penalty_typed_for_a_case_goes_before_the_general_rate() -> None:
    for template, _ in PAIRS:
        rate = next(line for line in text(template).splitlines() if line.startswith("一方違約的"))
        assert "該情形適用前款的約定，不適用本款的比例" in rate


def printed(order: DocumentOrder) -> str:
    template = compile_template(TEMPLATES / f"{order.template}.docx", terms=all_terms())
    document = docx.Document(io.BytesIO(template.render(order.context, optional=optional_fields(order.template))))
    return "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


@pytest.mark.parametrize(
    ("party", "more", "said", "unsaid"),
    [
        ("企業", {}, ("法定代表人", "代表（簽字）"), ("經營者",)),
        ("個體工商戶", {}, ("經營者", "經營者簽字"), ()),
        ("機關事業單位", {}, ("負責人（法定代表人）", "負責人簽字"), ()),
        (
            "業主委員會",
            {"credit_code": None, "filing_number": "粵 1", "owners_decision": "2026-10-18 決議"},
            ("備案號 粵 1", "負責人簽字"),
            (),
        ),
        ("自然人", {"credit_code": None, "id_last_four": "237X"}, ("簽　字", "證件後四位\n237X"), ("備案號",)),
    ],
)
def test_who_signs_is_named_by_the_kind_of_party(
    ledger: Overlay,
    rules: RuleBook,
    given: SimpleNamespace,
    party: str,
    more: Mapping[str, Any],
    said: tuple[str, ...],
    unsaid: tuple[str, ...],
) -> None:
    row = dict(given.service) | {"party_type": party, "area": Decimal(52000)} | dict(more)
    outcome = follow(given.sheet(CONTRACTS, row), ledger, rules, given.today)
    words = printed(outcome.documents[0])
    signatures = words[words.index("簽訂日期") - 120 :]
    assert all(one in words for one in said)
    assert said[1] in signatures
    assert not any(one in words for one in unsaid)
    assert words.count("蓋　章") == (1 if party == "自然人" else 2)  # ours has a seal, a person's has none


@pytest.mark.parametrize(
    ("more", "heading"),
    [
        ({"fee_mode": "酬金制", "remuneration_rate": Decimal("0.08")}, "預收物業服務資金計算明細"),
        ({"fee_mode": "包乾制"}, "\u3000物業服務費計算明細"),
    ],
)
def test_the_annex_on_fees_calls_the_money_what_the_clauses_call_it(
    ledger: Overlay, rules: RuleBook, given: SimpleNamespace, more: Mapping[str, Any], heading: str
) -> None:
    """物業服務收費管理辦法 9, 12: what is collected in advance under 酬金制 is the owners' money and no fee."""
    row = dict(given.service) | {"area": Decimal(52000)} | dict(more)
    (order, *_) = follow(given.sheet(CONTRACTS, row), ledger, rules, given.today).documents
    (caption,) = [line for line in prose(order) if "計算明細（" in line]
    assert heading in caption


def prose(order: DocumentOrder) -> list[str]:
    template = compile_template(TEMPLATES / f"{order.template}.docx", terms=all_terms())
    document = docx.Document(io.BytesIO(template.render(order.context, optional=optional_fields(order.template))))
    return [one.text for one in document.paragraphs]


@pytest.mark.parametrize(
    ("more", "caption", "note"),
    [
        ({"fee_mode": "固定租金"}, ["\u3000租金計算明細（單位：元，含稅）"], "計算公式"),
        (
            {"fee_mode": "保底+扣點", "turnover_rate": Decimal("0.1")},
            ["\u3000保底租金計算明細（單位：元，含稅）"],
            "扣點租金不在上表之內；當月扣點租金高於保底租金的，按第四條支付",
        ),
        (
            {"fee_mode": "扣點", "turnover_rate": Decimal("0.1"), "unit_price": None, "price_unit": None},
            [],
            "該總額按預計營業額計算",
        ),
    ],
)
def test_the_annex_on_rent_says_which_part_of_it_is_certain(
    ledger: Overlay, rules: RuleBook, given: SimpleNamespace, more: Mapping[str, Any], caption: list[str], note: str
) -> None:
    """Guaranteed rent is set out year by year; what turnover brings is said to stand outside the table."""
    outcome = follow(given.sheet(CONTRACTS, dict(given.lease) | dict(more)), ledger, rules, given.today)
    lines = prose(outcome.documents[0])
    assert [line.removeprefix("表 1") for line in lines if "計算明細（" in line] == caption
    assert any(note in line for line in lines)
    assert lines[next(at for at, line in enumerate(lines) if line == "租金與收費方式") + 1].startswith(
        "本合同的租金方式"
    )


@pytest.mark.parametrize("template", [name for pair in PAIRS for name in pair])
def test_notices_go_to_an_address_that_is_there(template: str) -> None:
    """The first page is the cover, which names no address: the head of the contract does."""
    words = text(template)
    assert words.count("首部所載地址") + words.count("首部所载地址") == 2
    assert "首頁" not in words
    assert "首页" not in words


@pytest.mark.parametrize(
    ("template", "fields"),
    [
        ("談判準備書", ("題.理想",)),
        ("物業服務合同", ("合作範圍", "服務標準")),
        ("物业服务合同", ("合作范围", "服务标准")),
        ("租賃合同", ("租賃用途", "合作範圍", "服務標準")),
        ("租赁合同", ("租赁用途", "合作范围", "服务标准")),
        ("續約建議書", ("合作範圍", "服務標準", "事.合作事件", "措.處理措施")),
        ("合同審核表", ("合作範圍", "違約責任", "簽.說明")),
        ("方案確認書", ("題.異議問題",)),
        ("需求調研報告", ("決策流程",)),
        ("合作方案書", ("需.需求說明",)),
        ("開發計劃書", ("項.節點內容",)),
    ],
)
def test_a_row_of_long_text_may_run_over_the_page(template: str, fields: tuple[str, ...]) -> None:
    """A row that must not break leaves its heading alone on a page as soon as a text takes half of one."""
    with zipfile.ZipFile(TEMPLATES / f"{template}.docx") as package:
        document = package.read("word/document.xml").decode()
    rows = re.findall(r"<w:tr[ >].*?</w:tr>", document, re.DOTALL)
    for field in fields:
        found = [row for row in rows if re.search(rf"{{{{ {re.escape(field)}[ |]", re.sub("<[^>]+>", "", row))]
        assert found, field
        assert not any("cantSplit" in row for row in found), field


def test_turnover_rent_is_settled_each_month_and_called_what_it_is() -> None:
    """Guaranteed rent is no part of plain turnover rent; both say by when turnover is told and paid."""
    words = text("租賃合同")
    assert words.count("乙方應當在每月結束後十日內如實提供上月營業數據") == 2
    assert "{% elif 收費模式 == '扣點' %}按預計營業額計算的含稅總額{% else %}按保底租金或者" in words


def test_a_lease_says_from_which_day_rent_runs() -> None:
    assert "（以下稱「起租日」）" in text("租賃合同")


@pytest.mark.parametrize("template", [name for pair in PAIRS for name in pair])
def test_limiting_clauses_are_conspicuous(template: str) -> None:
    """民法典 496: bold and shaded by their style, and pointed at before the first clause."""
    with zipfile.ZipFile(TEMPLATES / f"{template}.docx") as package:
        document = package.read("word/document.xml").decode()
        styles = package.read("word/styles.xml").decode()
    limiting = re.findall(r'<w:pStyle w:val="LimitClause"/>', document)
    style = re.search(r'<w:style [^>]*w:styleId="LimitClause".*?</w:style>', styles, re.DOTALL)
    assert len(limiting) >= 4
    assert style is not None
    assert "<w:b/>" in style[0]
    assert "<w:shd " in style[0]
    assert re.search("加粗和底[紋纹]", text(template))


@pytest.mark.parametrize("template", [name for pair in PAIRS for name in pair])
def test_every_page_says_which_text_it_is(template: str) -> None:
    with zipfile.ZipFile(TEMPLATES / f"{template}.docx") as package:
        footers = "".join(
            re.sub(r"<[^>]+>", "", package.read(name).decode())
            for name in package.namelist()
            if re.fullmatch(r"word/footer\d+\.xml", name)
        )
    for term in ("合同編號", "合同版本", "校驗碼"):
        assert term in footers or simplified(term) in footers
