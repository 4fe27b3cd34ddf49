"""Customers that look alike are asked about, made one or kept apart as somebody says, and that can be undone."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.jobs.intake.undo import undo

CONTACTS = ("客戶", "日期時間", "溝通方式", "我方人員", "內容", "結果", "下一步", "下次跟進")


@pytest.fixture
def twins(office: Any, sheet: Callable[..., Path], prospects: Any) -> Path:
    """Two lists: 大華 first, then the same company by a longer name and another phone; the second receipt."""
    first = prospects.row(1, 客戶名稱="大華物業有限公司")
    office.drop(sheet("一.xlsx", prospects.headings, [first]), "王小明")
    office.run()
    talk = [
        "大華物業有限公司",
        datetime(2026, 11, 20, 9),  # noqa: DTZ001
        "電話",
        "王小明",
        "談費用",
        "有意向",
        "寄方案",
        date(2026, 12, 1),
    ]
    second = prospects.row(
        2, 客戶名稱="大華物業集團股份有限公司", 跟進人="林家慧", 統一社會信用代碼="914403001922038216"
    )
    office.drop(sheet("二.xlsx", prospects.headings, [second]), "林家慧")
    office.run()
    talk[0] = "大華物業集團股份有限公司"
    office.drop(sheet("談.xlsx", CONTACTS, [talk]), "林家慧")
    office.run()
    (receipt,) = [path for path in office.receipts() if path.name.startswith("二")]
    return receipt


def choose(office: Any, receipt: Path, text: str, tmp_path: Path) -> Any:
    """Choose in the first pair and drop the receipt back; the submission."""
    book = openpyxl.load_workbook(receipt)
    book["疑似重複"]["A4"] = text
    book.save(tmp_path / "回.xlsx")
    office.drop(tmp_path / "回.xlsx", "林家慧")
    (taken,) = office.run()
    return taken.submission


def names(office: Any) -> list[str]:
    with office.service.ledger.view() as view:
        return sorted(one.name for one in view.all_customers())


ONE, OTHER = "大華物業有限公司", "大華物業集團股份有限公司"


def test_the_receipt_shows_both_with_the_evidence_and_a_dropdown(office: Any, twins: Path) -> None:
    book = openpyxl.load_workbook(twins)
    page = book["疑似重複"]
    assert [page["E4"].value, page["E5"].value] == [ONE, OTHER]
    assert page["B4"].value == "名稱主體相同"
    assert page["A4"].value is None
    assert any("同一客戶" in str(rule.formula1) for rule in page.data_validations.dataValidation)
    texts = [str(cell.value) for row in book["回執"].iter_rows() for cell in row if cell.value]
    assert any("1 對客戶疑似重複" in text for text in texts)


def test_the_same_customer_becomes_one_with_everything_of_both(office: Any, twins: Path, tmp_path: Path) -> None:
    choose(office, twins, "同一客戶", tmp_path)
    assert names(office) == [ONE]
    with office.service.ledger.view() as view:
        (kept,) = view.all_customers()
        (contact,) = view.all_current("contacts")
        (prospect,) = view.all_current("prospects")
    assert (kept.owner, kept.credit_code) == ("王小明", "914403001922038216")
    assert (contact.customer, contact.payload["customer"]) == (kept.id, kept.id)
    assert (prospect.payload["name"], prospect.payload["phone"]) == (ONE, "13800130001")
    office.service.ledger.verify_audit()


def test_whoever_goes_by_the_old_name_is_the_one_that_stayed(
    office: Any, twins: Path, tmp_path: Path, sheet: Callable[..., Path], prospects: Any
) -> None:
    choose(office, twins, "同一客戶", tmp_path)
    again = prospects.row(2, 客戶名稱=OTHER, 跟進人="林家慧", 意向程度="低")
    office.drop(sheet("下週.xlsx", prospects.headings, [again]), "林家慧")
    office.run()
    assert names(office) == [ONE]
    with office.service.ledger.view() as view:
        (prospect,) = view.all_current("prospects")
    assert (prospect.payload["name"], prospect.payload["intent"]) == (ONE, "高")


def test_with_a_code_each_they_stay_one_when_the_rows_come_again(
    office: Any, sheet: Callable[..., Path], prospects: Any, tmp_path: Path
) -> None:
    """Two codes kept the row apart from the one its customer had become: it was registered anew at each drop."""
    codes = ("914403001922038216", "91440300200000371G")
    rows = [prospects.row(1, 客戶名稱=ONE, 統一社會信用代碼=code) for code in codes]
    for row, name in zip(rows, ("一.xlsx", "二.xlsx"), strict=True):
        office.drop(sheet(name, prospects.headings, [row]), "林家慧")
        office.run()
    (receipt,) = [path for path in office.receipts() if path.name.startswith("二")]
    choose(office, receipt, "同一客戶", tmp_path)
    assert names(office) == [ONE]
    office.drop(sheet("下週.xlsx", prospects.headings, rows), "林家慧")
    office.run()
    assert names(office) == [ONE]
    with office.service.ledger.view() as view:
        (prospect,) = view.all_current("prospects")
    assert prospect.payload["credit_code"] == codes[0]


def test_namesakes_with_a_code_and_a_phone_each_are_two_within_a_list_as_well(
    office: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    codes = ("914403001922038216", "91440300200000371G")
    rows = [prospects.row(one, 客戶名稱=ONE, 統一社會信用代碼=code) for one, code in enumerate(codes, 1)]
    office.drop(sheet("一.xlsx", prospects.headings, rows), "林家慧")
    office.run()
    assert names(office) == [ONE, ONE]
    (receipt,) = office.receipts()
    assert "疑似重複" not in openpyxl.load_workbook(receipt).sheetnames


def test_undo_makes_them_two_again(office: Any, twins: Path, tmp_path: Path) -> None:
    submission = choose(office, twins, "同一客戶", tmp_path)
    undo(office.service, [submission.id], "admin")
    assert names(office) == sorted([ONE, OTHER])
    with office.service.ledger.view() as view:
        (contact,) = view.all_current("contacts")
        other = next(one for one in view.all_customers() if one.name == OTHER)
        assert contact.customer == other.id
        assert {one.payload["name"] for one in view.all_current("prospects")} == {ONE, OTHER}
        assert {one.customer for found in view.moves([other.id]).values() for one in found} <= {other.id}


def test_different_customers_are_not_asked_about_again(office: Any, twins: Path, tmp_path: Path) -> None:
    submission = choose(office, twins, "不同客戶", tmp_path)
    assert names(office) == sorted([ONE, OTHER])
    receipt = office.workspace.root / submission.receipt
    assert "疑似重複" not in openpyxl.load_workbook(receipt).sheetnames


def test_what_is_left_for_later_is_asked_again(office: Any, twins: Path, tmp_path: Path) -> None:
    submission = choose(office, twins, "之後再說", tmp_path)
    receipt = office.workspace.root / submission.receipt
    assert "疑似重複" in openpyxl.load_workbook(receipt).sheetnames
