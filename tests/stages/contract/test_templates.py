"""The contract templates: what a contract must hold by law, and the two scripts saying the same."""

import re
import zipfile
from pathlib import Path

import pytest

from toolkit.messages.script import simplified

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
