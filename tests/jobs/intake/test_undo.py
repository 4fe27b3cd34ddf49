"""Taking back, from the command line and by 「撤回整份」 in one's own latest receipt."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from toolkit.cli.main import cli
from toolkit.errors import UsageError
from toolkit.forms.column import Privacy
from toolkit.jobs.intake.undo import undo
from toolkit.ledger.taken import Document, DocumentState
from toolkit.outcome import Ref

SAMPLES = Path(__file__).parents[3] / "toolkit" / "samples"
NAMES = [f"華景{number}置業有限公司" for number in range(3)]


def known(office: Any) -> list[str]:
    """Which of the three customers the ledger knows now."""
    refs = [Ref(name=name) for name in NAMES]
    with office.service.ledger.view() as view:
        found = view.customers(refs)
    return [ref.name for ref in refs if ref in found]


def front(receipt: Path) -> str:
    page = openpyxl.load_workbook(receipt)["回執"]
    return "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)


def answered(receipt: Path, answer: str = "撤回整份") -> Path:
    """The receipt as its sender saves it after choosing in the dropdown."""
    book = openpyxl.load_workbook(receipt)
    page = book["回執"]
    place = next(cell for row in page.iter_rows() for cell in row if cell.value == "不撤回")
    place.value = answer
    target = receipt.parent.parent / f"答 {receipt.name}"
    book.save(target)
    return target


def taken_one(office: Any) -> Any:
    (taken,) = office.run()
    return taken.submission


@pytest.fixture
def listed(office: Any, sheet: Callable[..., Path], prospects: Any) -> str:
    """Three prospects that 王小明 dropped; the submission's id."""
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(i) for i in range(3)]), "王小明")
    return str(taken_one(office).id)


def receipt_of(office: Any, submission: Any) -> Path:
    path: Path = office.workspace.root / submission.receipt
    return path


def withdraw(office: Any, submission: Any, folder: str = "王小明") -> Any:
    office.drop(answered(receipt_of(office, submission)), folder)
    return taken_one(office)


def find(office: Any, submission: str) -> Any:
    return office.service.ledger.journal.find(submission)


def test_a_list_is_taken_back_whole_and_its_documents_are_void(office: Any, listed: str) -> None:
    made = Document("客戶/1", "公司介紹函", 1, "客戶/1/公司介紹函.docx", sha256="a" * 64)
    office.service.ledger.register(listed, [made])
    told = undo(office.service, [listed], "admin")

    assert known(office) == []
    value = told.as_value()
    assert (len(value["removed"]), value["kept"], value["voided"]) == (3, [], [made.path])
    assert told.done[0] == f"「名單.xlsx」（{listed}）已撤回。"
    assert "3 筆已撤下" in told.done[1]
    assert "公司介紹函" in told.done[2]
    assert [one.state for one in office.service.ledger.documents(submission=listed)] == [DocumentState.VOID]
    assert find(office, listed).undone_by == value["commit"]


def test_what_others_changed_since_stays_and_is_named(
    office: Any, listed: str, sheet: Callable[..., Path], prospects: Any
) -> None:
    office.drop(sheet("改.xlsx", prospects.headings, [prospects.row(1, 意向程度="中")]), "陳立文")
    later = taken_one(office)
    told = undo(office.service, [listed], "admin")

    assert known(office) == [NAMES[1]]
    (sentence,) = told.kept
    assert "1 筆" in sentence
    assert f"改.xlsx {later.id}" in sentence
    assert {one["by"] for one in told.as_value()["kept"]} <= {later.id, ""}


@pytest.mark.parametrize("which", ["unknown", "twice"])
def test_what_cannot_be_undone_is_wrong_usage_and_changes_nothing(office: Any, listed: str, which: str) -> None:
    if which == "twice":
        undo(office.service, [listed], "admin")
    before = office.service.ledger.audit_head()
    with pytest.raises(UsageError):
        undo(office.service, [listed if which == "twice" else "261124-nobody"], "admin")
    assert office.service.ledger.audit_head() == before


def test_the_command_prints_what_it_did(office: Any, listed: str) -> None:
    office.service.close()
    result = CliRunner().invoke(cli, ["--workspace", str(office.workspace.root), "undo", listed, "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert [one["id"] for one in told["submissions"]] == [listed]
    assert len(told["customers_removed"]) == 3


def test_the_receipt_dropped_back_with_withdraw_all_takes_it_back(office: Any, listed: str) -> None:
    asking = withdraw(office, find(office, listed))

    assert known(office) == []
    assert (asking.state.value, asking.verdict, dict(asking.counts)) == ("done", "done", {})
    assert asking.receipt.endswith("【已撤回】.xlsx")
    text = front(receipt_of(office, asking))
    assert text.startswith("已撤回整份")
    assert f"「名單.xlsx」（{listed}）已撤回。" in text
    assert "3 筆已撤下" in text


def test_an_answer_of_no_takes_nothing_back(office: Any, listed: str) -> None:
    office.drop(answered(receipt_of(office, find(office, listed)), "不撤回 "), "王小明")
    assert taken_one(office).counts["accepted"] == 3
    assert known(office) == NAMES


@pytest.mark.parametrize("folder", ["陳立文", ""])
def test_only_the_senders_own_receipt_counts(office: Any, listed: str, folder: str) -> None:
    asking = withdraw(office, find(office, listed), folder)
    assert known(office) == NAMES
    assert asking.state.value == "returned"
    assert "不是從這個資料夾投進來的" in front(receipt_of(office, asking))


def test_the_sheet_and_its_mended_receipt_go_together_by_the_latest(office: Any, listed: str) -> None:
    first = find(office, listed)
    receipt = receipt_of(office, first)
    old = answered(receipt)
    book = openpyxl.load_workbook(receipt)
    book["名單"]["L2"] = "低"
    book.save(receipt)
    office.drop(receipt, "王小明")
    second = taken_one(office)

    office.drop(old, "王小明")
    refused = taken_one(office)
    assert (refused.state.value, known(office)) == ("returned", NAMES)
    assert second.id in front(receipt_of(office, refused))

    withdraw(office, second)
    assert known(office) == []
    assert None not in (find(office, listed).undone_by, find(office, second.id).undone_by)


def test_a_second_attempt_after_a_crash_says_that_it_is_done(office: Any, listed: str) -> None:
    undo(office.service, [listed], "earlier attempt")
    asking = withdraw(office, find(office, listed))
    assert asking.state.value == "done"
    assert "先前已撤回" in front(receipt_of(office, asking))


def test_the_original_can_be_dropped_again_after_it_was_taken_back(office: Any, listed: str) -> None:
    withdraw(office, find(office, listed))
    office.drop(next(office.workspace.archive.rglob(f"*{listed}*")), "王小明", "名單.xlsx")
    assert taken_one(office).counts["accepted"] == 3
    assert known(office) == NAMES


def test_a_receipt_of_another_office_is_refused(office: Any, listed: str) -> None:
    receipt = answered(receipt_of(office, find(office, listed)))
    copy = receipt.with_name("外來.xlsx")
    book = openpyxl.load_workbook(receipt)
    for prop in book.custom_doc_props.props:
        if prop.name == "toolkit.receipt":
            prop.value = "261124-nobody"
    for row in book["回執"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace(listed, "261124-nobody")
    book.save(copy)
    office.drop(copy, "王小明")
    asking = taken_one(office)
    assert (asking.state.value, known(office)) == ("returned", NAMES)
    assert "不認得這份回執" in front(receipt_of(office, asking))


def test_what_is_confidential_is_taken_back_inside(office: Any) -> None:
    office.drop(SAMPLES / "內部" / "2026績效指標.xlsx", "王小明", "指標.xlsx")
    first = taken_one(office)
    assert first.counts["accepted"] > 0
    inside = receipt_of(office, first)
    assert inside.is_relative_to(office.workspace.internal)

    office.drop(answered(inside), "王小明")
    asking = taken_one(office)
    assert find(office, first.id).undone_by is not None
    assert receipt_of(office, asking).is_relative_to(office.workspace.internal)
    (told,) = [line["path"] for line in asking.manifest if line["path"] != asking.receipt]
    assert "已撤回" not in front(office.workspace.root / told)
    assert find(office, asking.id).privacy is Privacy.INTERNAL
