"""Trace a document by its number, its path, or by what a moved and edited copy says of itself."""

import io
from datetime import date

import docx
import pytest

from toolkit.errors import UsageError
from toolkit.jobs.trace import as_lines, trace


def test_every_printed_value_of_a_document_has_its_cell(office, prospects, sheet, tmp_path):
    more = ("成立日期", "註冊資本(萬元)", "上年營收(萬元)", "重大違法", "失信被執行", "行業處罰", "查詢日期")
    good = [date(2005, 1, 1), 8000, 20000, "無", "無", "無", date(2026, 11, 20)]
    row = prospects.row(1, **{"建築面積(㎡)": 120_000}) + good
    office.drop(sheet("名單.xlsx", (*prospects.headings, *more), [row]))
    office.run(documents=True)
    (letter,) = [one for one in office.outbox.rglob("*.docx") if "華景1置業" in str(one) and "介紹函" in one.name]
    path = letter.relative_to(office.workspace.root)
    (told,) = trace(office.service, str(path))["documents"]
    assert told["path"] == path.as_posix()
    assert told["values"]["customer_name"] | {"submission": ""} == {
        "file": "名單.xlsx",
        "sheet": "名單",
        "cell": "B2",
        "submission": "",
    }
    assert told["manual"]["company_name"] == "manual/company.yaml"
    groups = [set(told[name]) for name in ("values", "manual", "own", "computed")]
    assert sum(map(len, groups)) == len(set().union(*groups))
    assert trace(office.service, told["number"])["documents"] == [told]

    edited = docx.Document(io.BytesIO(letter.read_bytes()))
    edited.add_paragraph("加一句")
    edited.save(str(tmp_path / "改過.docx"))
    assert trace(office.service, str(tmp_path / "改過.docx"))["documents"] == [told]
    assert any(
        "customer_name  ← 名單.xlsx 名單!B2" in line for line in as_lines({"what": "document", "documents": [told]})
    )

    docx.Document().save(str(tmp_path / "別人的.docx"))
    with pytest.raises(UsageError, match=r"trace\.unknown"):
        trace(office.service, str(tmp_path / "別人的.docx"))
