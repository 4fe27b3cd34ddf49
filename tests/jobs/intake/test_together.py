"""Two and three people mend copies of one receipt: nothing anybody changed is overwritten without a word."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

INTENT, PHONE, AREA = "L", "I", "G"


@pytest.fixture
def receipt(office: Any, sheet: Callable[..., Path], prospects: Any) -> Path:
    """The receipt of four prospects (rows 2 to 5), of which row 4 has a bad phone."""
    rows = [prospects.row(number) for number in range(4)]
    rows[2] = prospects.row(2, 聯繫電話="1380013")
    office.drop(sheet("名單.xlsx", prospects.headings, rows), "王小明")
    office.run()
    (path,) = office.receipts()
    return path


@pytest.fixture
def mend(office: Any, receipt: Path, tmp_path: Path) -> Callable[..., Any]:
    """Drops a copy of the receipt with some cells changed; returns the submission and its receipt."""

    def mended(person: str, source: Path | None = None, **cells: Any) -> tuple[Any, Path]:
        book = openpyxl.load_workbook(source or receipt)
        page = book["名單"]
        page["N1"] = None
        for cell, value in cells.items():
            page[cell] = value
        page.oddHeader.center.text = f"{person} {sorted(cells)}"
        copy = tmp_path / f"{person}{len(list(tmp_path.glob('*.xlsx')))}.xlsx"
        book.save(copy)
        office.drop(copy, person)
        (taken,) = office.run()
        return taken.submission, office.workspace.root / taken.submission.receipt

    return mended


def known(office: Any, name: str) -> dict[str, Any]:
    with office.service.ledger.view() as view:
        return next(dict(one.payload) for one in view.all_current("prospects") if one.payload["name"] == name)


def codes(path: Path) -> str:
    front = openpyxl.load_workbook(path)["回執"]
    return "\n".join(str(cell.value) for row in front.iter_rows() for cell in row if cell.value)


FIRST = "華景0置業有限公司"


def test_what_two_change_apart_is_both_taken(office: Any, mend: Callable[..., Any]) -> None:
    mend("甲", L2="低")
    taken, _ = mend("乙", G2=777)
    assert (known(office, FIRST)["intent"], known(office, FIRST)["floor_area"]) == ("低", "777")
    assert taken.counts["rejected"] == 1  # only the phone that nobody mended


def test_what_two_change_alike_is_taken_once(office: Any, mend: Callable[..., Any]) -> None:
    mend("甲", L2="低")
    taken, _ = mend("乙", L2="低")
    assert (known(office, FIRST)["intent"], taken.counts["rejected"]) == ("低", 1)


def test_a_true_conflict_goes_back_to_both_and_overwrites_nothing(office: Any, mend: Callable[..., Any]) -> None:
    mend("甲", L2="低")
    taken, path = mend("乙", L2="中", G2=777)
    assert known(office, FIRST)["intent"] == "低"
    assert taken.counts == {"accepted": 2, "rejected": 2}
    comment = openpyxl.load_workbook(path)["名單"]["L2"].comment.text
    assert "『中』" in comment
    assert "甲已改成『低』" in comment
    (told,) = [one for one in office.receipts() if one.parent.name == "甲" and "兩人改得不同1" in one.name]
    assert "您填『低』，乙後來填『中』" in codes(told)


def test_dropped_once_more_a_disputed_value_is_meant(office: Any, mend: Callable[..., Any]) -> None:
    mend("甲", L2="低")
    _, path = mend("乙", L2="中")
    mend("乙", path)
    assert known(office, FIRST)["intent"] == "中"


def test_three_copies_each_with_a_change_of_its_own(office: Any, mend: Callable[..., Any]) -> None:
    mend("甲", L2="低")
    mend("乙", G2=777)
    taken, _ = mend("丙", L2="無", I5="13900139000")
    assert known(office, FIRST) | {"intent": "低", "floor_area": "777"} == known(office, FIRST)
    assert known(office, "華景3置業有限公司")["phone"] == "13900139000"
    assert taken.counts["rejected"] == 2


def test_a_rejected_row_mended_differently_by_two_is_one_customer(office: Any, mend: Callable[..., Any]) -> None:
    mend("甲", I4="13800130002")
    taken, path = mend("乙", I4="13800130009")
    with office.service.ledger.view() as view:
        assert len(view.all_customers()) == 4
    assert known(office, "華景2置業有限公司")["phone"] == "13800130002"
    assert taken.counts["rejected"] == 1
    assert "『13800130002』" in codes(path)


def test_what_nobody_touched_in_a_row_that_was_rejected_is_no_wish(office: Any, mend: Callable[..., Any]) -> None:
    mend("甲", I4="13800130002", L4="低", G4=777)
    _taken, path = mend("乙", I4="13800130002", G4=888)
    assert known(office, "華景2置業有限公司")["intent"] == "低"
    assert known(office, "華景2置業有限公司")["floor_area"] == "777"
    marked = openpyxl.load_workbook(path)["名單"]
    assert "『888』" in marked["G4"].comment.text
    assert marked["L4"].fill.fgColor.rgb != marked["G4"].fill.fgColor.rgb


def test_a_receipt_dropped_back_late_does_not_turn_others_changes_back(
    office: Any, mend: Callable[..., Any], sheet: Callable[..., Path], prospects: Any
) -> None:
    office.drop(sheet("後來.xlsx", prospects.headings, [prospects.row(0, 意向程度="無")]), "丁")
    office.run()
    mend("甲", I4="13800130002")
    assert known(office, FIRST)["intent"] == "無"


CONTACTS = ("客戶", "日期時間", "溝通方式", "我方人員", "內容", "結果", "下一步", "下次跟進")


def test_a_key_mended_in_a_receipt_corrects_the_record(
    office: Any, mend: Callable[..., Any], sheet: Callable[..., Path], tmp_path: Path
) -> None:
    talk = [FIRST, datetime(2026, 11, 20, 9), "電話", "王小明", "談了物業費", "有意向", "寄方案", date(2026, 12, 1)]  # noqa: DTZ001
    office.drop(sheet("溝通.xlsx", CONTACTS, [talk]), "王小明")
    (first,) = office.run()
    assert first.submission.counts["accepted"] == 1, codes(office.workspace.root / first.submission.receipt)
    path = office.workspace.root / first.submission.receipt
    book = openpyxl.load_workbook(path)
    book["名單"]["B2"] = datetime(2026, 11, 21, 9)  # noqa: DTZ001
    book.save(tmp_path / "改.xlsx")
    office.drop(tmp_path / "改.xlsx", "王小明")
    office.run()
    with office.service.ledger.view() as view:
        (record,) = view.all_current("contacts")
    assert str(record.day).startswith("2026-11-21")
    from toolkit.jobs.intake.undo import undo

    undo(office.service, [office.service.ledger.journal.recent(1)[0].id], "admin")
    with office.service.ledger.view() as view:
        (back,) = view.all_current("contacts")
    assert back.day == date(2026, 11, 20)
