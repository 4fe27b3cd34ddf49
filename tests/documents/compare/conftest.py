"""A real contract as we issue it, and the ways in which the other side edits it."""

import io
import zipfile
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from toolkit.documents import compile_template
from toolkit.stages.context import terms
from toolkit.stages.contract.contexts import CONTEXTS

TEMPLATES = Path(__file__).resolve().parents[3] / "templates" / "word"

YEARS = [
    {
        "fee_year": f"第 {year} 年",
        "fee_span": f"{2026 + year}-01-01 至 {2026 + year}-12-31",
        "fee_basis": "12 個月",
        "fee_amount": Decimal(5304000),
    }
    for year in (1, 2, 3)
]

CONTEXT = {
    "company_name": "深圳市禾嶼物業服務有限公司",
    "company_bank": "虛構銀行深圳科苑支行",
    "company_bank_account": "4000 0000 0000 0000 018",
    "document_number": "HT-20261124-0001",
    "version": "v1",
    "contract_version": 1,
    "draft_reason": None,
    "check_code": "7F3A-91C2",
    "printed_on": date(2026, 11, 24),
    "draft": False,
    "contract_id": "HT-20261124-0001",
    "contract_name": "華景中心物業服務合同",
    "counterparty": "華景置業有限公司",
    "party_type": "企業",
    "credit_code": "914403001922038216",
    "property_name": "華景中心",
    "address": "深圳市南山區科苑路 15 號",
    "property_type": "寫字樓",
    "area": Decimal(52000),
    "scope": "秩序維護、清潔衛生、設施設備維護。",
    "service_standard": "優質級。客戶滿意率不低於 90%，報修 30 分鐘內到場。",
    "fee_mode": "包乾制",
    "unit_price": Decimal("8.5"),
    "price_unit": "元/㎡/月",
    "amount": Decimal(15912000),
    "amount_upper": "人民幣壹仟伍佰玖拾壹萬貳仟元整",
    "tax_rate": Decimal("0.06"),
    "invoice_type": "增值稅專用發票",
    "payment_terms": "按季支付，每季首月 10 日前付清當季費用。",
    "breach": "逾期付款的，每逾期一日按逾期金額的萬分之五支付違約金。逾期超過六十日的，乙方可以解除合同。",
    "penalty_rate": Decimal("0.1"),
    "dispute_resolution": "訴訟",
    "starts_on": date(2027, 1, 1),
    "ends_on": date(2029, 12, 31),
    "months": 36,
    "follow_up_service": "每季回訪一次。",
    "annexes": ["設施設備清單"],
    "fee_years": YEARS,
    "fee_formula": "52,000 ㎡ × 8.50 元 × 36 個月",
    "fee_total": Decimal(15912000),
    "city": "深圳市",
    "special_terms": None,
    "earnest_money": None,
    "deposit": None,
    "agent": None,
    "representative": "陳國棟",
    "contact_address": "深圳市南山區科苑路 15 號",
    "contact_phone": None,
}


class Sent:
    """A document on its way back: edited as Word would write it, then bytes again."""

    def __init__(self, source: bytes) -> None:
        self.document: Document = docx.Document(io.BytesIO(source))

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def paragraph(self, words: str) -> Paragraph:
        return next(item for item in self.document.paragraphs if words in item.text)

    def rewrite(self, words: str, by: str) -> None:
        """Change words in a paragraph without a trace (the formatting goes, as when one types over it)."""
        paragraph = self.paragraph(words)
        text = paragraph.text.replace(words, by)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = text

    def remove(self, words: str) -> None:
        element = self.paragraph(words)._p
        element.getparent().remove(element)

    def add_after(self, words: str, text: str) -> None:
        paragraph = self.paragraph(words)
        twin = deepcopy(paragraph._p)
        paragraph._p.addnext(twin)
        fresh = Paragraph(twin, paragraph._parent)
        for run in fresh.runs[1:]:
            run._r.getparent().remove(run._r)
        fresh.runs[0].text = text

    def move_clause(self, title: str, before: str) -> None:
        """Cut a heading with all below it, up to the next heading, and paste it before another heading."""
        headings = [item for item in self.document.paragraphs if item.style.name.casefold() == "heading 1"]
        here = next(item for item in headings if item.text == title)
        there = next(item for item in headings if item.text == before)
        following = headings[headings.index(here) + 1]._p
        moved = [here._p]
        while moved[-1].getnext() is not following:
            moved.append(moved[-1].getnext())
        for element in moved:
            there._p.addprevious(element)

    def track_insertion(self, words: str, text: str, author: str = "林律師") -> None:
        paragraph = self.paragraph(words)
        run = parse_xml(
            f'<w:ins {nsdecls("w")} w:id="901" w:author="{author}" w:date="2026-11-30T10:00:00Z">'
            f"<w:r><w:t>{text}</w:t></w:r></w:ins>"
        )
        paragraph._p.append(run)

    def track_deletion(self, words: str, author: str = "林律師") -> None:
        """Strike words out of a paragraph as a tracked change."""
        paragraph = self.paragraph(words)
        head, _, tail = paragraph.text.partition(words)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = head
        gone = parse_xml(
            f'<w:del {nsdecls("w")} w:id="902" w:author="{author}" w:date="2026-11-30T10:05:00Z">'
            f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'
        )
        paragraph._p.append(gone)
        paragraph.add_run(tail)

    def cell(self, words: str, by: str) -> None:
        for table in self.document.tables:
            for row in table.rows:
                for cell in row.cells:
                    if words in cell.text:
                        cell.paragraphs[0].runs[0].text = cell.text.replace(words, by)
                        for run in cell.paragraphs[0].runs[1:]:
                            run._r.getparent().remove(run._r)
                        return
        raise AssertionError(words)

    def header(self, words: str, by: str) -> None:
        for paragraph in self.document.sections[0].header.paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace(words, by)

    def split(self, words: str) -> None:
        """Press Enter before ``words``: two paragraphs of the same text."""
        paragraph = self.paragraph(words)
        head, _, tail = paragraph.text.partition(words)
        self.rewrite(paragraph.text, head)
        self.add_after(head, words + tail)


_NOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>%s</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


def with_footnote(source: bytes, text: str) -> bytes:
    """The same document with this footnote (its only one)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            if item.filename != "word/footnotes.xml":
                new.writestr(item, old.read(item))
        new.writestr("word/footnotes.xml", _NOTES % text)
    return out.getvalue()


@pytest.fixture(scope="session")
def issued() -> bytes:
    """The service contract as we issue it."""
    template = compile_template(TEMPLATES / "物業服務合同.docx", terms=terms(CONTEXTS))
    return template.render(CONTEXT)


@pytest.fixture(scope="session")
def tools() -> SimpleNamespace:
    """The ways to edit, for test modules (which cannot import a conftest)."""
    return SimpleNamespace(sent=Sent, with_footnote=with_footnote)
