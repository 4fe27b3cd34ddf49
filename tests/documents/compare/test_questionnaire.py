"""The questionnaire that we send comes back filled, and is a row of the satisfaction sheet."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from toolkit.documents import compile_template
from toolkit.documents.compare.questionnaire import answers
from toolkit.forms.column import Convention
from toolkit.forms.reading import Recognised, SheetReading
from toolkit.forms.recognise import recognise
from toolkit.forms.validate import validate
from toolkit.rulebook.rulebook import parse
from toolkit.stages.aftercare.contexts import QuestionnaireContext
from toolkit.stages.aftercare.forms import SATISFACTION
from toolkit.stages.catalogue import FORMS
from toolkit.stages.context import terms

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2027, 7, 1)
CONTEXT = {
    "company_name": "深圳市禾嶼物業服務有限公司",
    "company_phone": "0755-26000100",
    "document_number": "WJ-20270701-0001",
    "customer_id": "SJ-20261105-0003",
    "customer_name": "華景置業有限公司",
    "contact_person": "林志遠",
    "reply_by": date(2027, 7, 15),
    "reply_to": "service@heyu-wuye.example",
    "ask": "招商部 梁靜宜 0755-26000100",
}


def filled(**typed: str) -> bytes:
    """The questionnaire as we send it, with these controls (by their tag) filled in as Word does."""
    template = compile_template(ROOT / "templates/word/滿意度問卷.docx", terms=terms([QuestionnaireContext]))
    document = docx.Document(io.BytesIO(template.render(CONTEXT)))
    for control in document.element.body.iter(qn("w:sdt")):
        properties = control.find(qn("w:sdtPr"))
        tag = properties.find(qn("w:tag")).get(qn("w:val")).removeprefix("form:")
        if tag not in typed:
            continue
        properties.remove(properties.find(qn("w:showingPlcHdr")))
        chosen = properties.find(qn("w:date"))
        if chosen is not None:
            chosen.set(qn("w:fullDate"), f"{typed[tag]}T00:00:00Z")
        control.find(f".//{qn('w:t')}").text = typed[tag]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(source: bytes) -> SheetReading:
    sheet = answers(source, "滿意度問卷")
    assert sheet is not None
    rules = parse({path.name: path.read_text(encoding="utf-8") for path in (ROOT / "manual").glob("*.yaml")})
    convention = Convention(rules.lists)
    recognised = recognise(sheet, FORMS, convention)
    assert isinstance(recognised, Recognised)
    assert recognised.form is SATISFACTION
    return validate(sheet, recognised, convention, TODAY)


def test_filled_questionnaire_is_a_row() -> None:
    reading = read(
        filled(
            day="2027-06-30",
            respondent="林志遠",
            score_order="4 滿意",
            score_cleaning="5 非常滿意",
            overall="4 滿意",
            comments="夜間照明偏暗。",
        )
    )
    (taken,) = reading.rows
    values = {name: value for name, value in taken.row if value is not None}
    assert values == {
        "customer": "SJ-20261105-0003 華景置業有限公司",
        "day": date(2027, 6, 30),
        "respondent": "林志遠",
        "method": "問卷",
        "score_order": 4,
        "score_cleaning": 5,
        "overall": 4,
        "comments": "夜間照明偏暗。",
    }


def test_what_was_not_filled_is_empty() -> None:
    reading = read(filled(day="2027-06-30"))
    assert reading.rows == ()
    assert [(finding.field, finding.code.code) for finding in reading.findings if finding.blocks] == [
        ("overall", "value.required")
    ]


def test_an_ordinary_document_is_no_form(issued: bytes) -> None:
    assert answers(issued, "合同") is None


@pytest.mark.parametrize("tag", ["customer", "day", "respondent", "method", "overall", "comments"])
def test_every_control_carries_the_heading_of_its_column(tag: str) -> None:
    document = docx.Document(str(ROOT / "templates/word/滿意度問卷.docx"))
    found = {
        control.find(f".//{qn('w:tag')}").get(qn("w:val")): control.find(f".//{qn('w:alias')}").get(qn("w:val"))
        for control in document.element.body.iter(qn("w:sdt"))
    }
    assert found[f"form:{tag}"] == SATISFACTION.columns[tag].title
