"""A contract that comes back is compared with the copy we issued; the report stays inside."""

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from toolkit.folders.shipped import samples


@pytest.fixture
def issued(office: Any) -> Path:
    """A service contract, drafted from the demo's own sheets."""
    for source in sorted(samples().rglob("*.*")):
        if source.suffix in {".xlsx", ".xls", ".csv"}:
            office.drop(source, source.parent.name)
    office.run(documents=True)
    return min(office.outbox.glob("客戶/*/HT-*物業服務合同.docx"))


def test_an_edited_contract_is_reported_in_the_internal_folder_alone(office: Any, issued: Path, tmp_path: Path) -> None:
    document = docx.Document(str(issued))
    run = next(run for part in document.paragraphs for run in part.runs if "違約" in run.text and len(run.text) > 20)
    run.text = run.text.replace("違約", "違反約定", 1)
    edited = tmp_path / "對方退回.docx"
    document.save(str(edited))

    office.drop(edited, "周建宏")
    (taken,) = office.run(documents=True)

    assert taken.submission.state.value == "done"
    (report,) = office.outbox.glob("內部/合同比對/*/*.docx")
    text = "".join(cell.text for table in docx.Document(str(report)).tables for row in table.rows for cell in row.cells)
    assert "違反約定" in text
    receipt = openpyxl.load_workbook(office.workspace.root / taken.submission.receipt)
    said = [str(cell.value) for row in receipt["回執"].iter_rows() for cell in row if cell.value]
    assert said[0] == "合同已與我方文本比對"
    assert any(one.endswith("共 1 處改動。") for one in said)
    assert not any("一筆都沒有收" in one or "違反約定" in one for one in said)
    assert [path for path in office.outbox.rglob("*比對*") if "內部" not in path.parts] == []


def test_a_document_that_is_none_of_ours_comes_back(office: Any, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("會議記錄")
    document.save(str(tmp_path / "會議.docx"))
    office.drop(tmp_path / "會議.docx")
    (taken,) = office.run()
    assert taken.submission.state.value == "returned"
