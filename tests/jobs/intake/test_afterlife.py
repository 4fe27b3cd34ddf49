"""One receipt a list in sight: an earlier one goes to 舊版 once it is overtaken, unless a person works on it."""

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.jobs import safekeeping
from toolkit.ledger.ledger import open_ledger

ME = "王小明"


@pytest.fixture
def first(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    """The submission of three prospects, the last with a bad phone."""
    rows = [prospects.row(0), prospects.row(1), prospects.row(2, 聯繫電話="1380013")]
    office.drop(sheet("名單.xlsx", prospects.headings, rows), ME)
    (taken,) = office.run()
    return taken.submission


@pytest.fixture
def mended(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a receipt with its bad phone mended, made beside it or in its place."""

    def mend(receipt: Path, *, there: bool = False, phone: str = "13800130002") -> Path:
        book = openpyxl.load_workbook(receipt)
        book["名單"]["I4"] = phone
        target = receipt if there else tmp_path / receipt.name
        book.save(target)
        return target

    return mend


def lying(office: Any) -> list[str]:
    """All receipts, relative to 回執, with the number of a submission left out."""
    top = office.workspace.receipts
    return sorted(path.relative_to(top).as_posix() for path in top.rglob("*.xlsx"))


def receipt_of(office: Any, submission: Any) -> Path:
    return Path(office.workspace.root, office.service.ledger.journal.find(submission.id).receipt)


def test_the_answer_to_a_mended_receipt_takes_its_place(office: Any, first: Any, mended: Callable[..., Path]) -> None:
    office.drop(mended(receipt_of(office, first)), ME)
    office.run()
    assert lying(office) == [f"{ME}/名單【收3】.xlsx", f"{ME}/舊版/名單【收2·待改1】_{first.id}.xlsx"]
    assert receipt_of(office, first).parent.name == "舊版"


def test_what_was_mended_in_its_place_and_dropped_as_it_is_goes_too(
    office: Any, first: Any, mended: Callable[..., Path]
) -> None:
    receipt = mended(receipt_of(office, first), there=True)
    office.drop(receipt, ME)
    office.run()
    assert not receipt.exists()
    assert receipt_of(office, first).is_file()


def test_one_that_somebody_has_edited_stays(office: Any, first: Any, mended: Callable[..., Path]) -> None:
    receipt, copy = receipt_of(office, first), mended(receipt_of(office, first))
    mended(receipt, there=True, phone="13999999999")
    office.drop(copy, ME)
    office.run()
    assert lying(office) == [f"{ME}/名單【收2·待改1】.xlsx", f"{ME}/名單【收3】.xlsx"]


def test_one_that_is_open_stays(office: Any, first: Any, mended: Callable[..., Path]) -> None:
    receipt = receipt_of(office, first)
    receipt.with_name(f"~${receipt.name}").write_bytes(b"lock")
    office.drop(mended(receipt), ME)
    office.run()
    assert receipt_of(office, first) == receipt
    assert receipt.is_file()


def test_a_colleagues_answer_leaves_mine_where_it_is(office: Any, first: Any, mended: Callable[..., Path]) -> None:
    office.drop(mended(receipt_of(office, first)), "李四")
    office.run()
    assert f"{ME}/名單【收2·待改1】.xlsx" in lying(office)


def test_the_same_list_dropped_again_overtakes_the_receipt_before(
    office: Any, first: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(number) for number in range(3)]), ME)
    office.run()
    assert lying(office) == [f"{ME}/名單【收3】.xlsx", f"{ME}/舊版/名單【收2·待改1】_{first.id}.xlsx"]


def test_another_list_of_the_same_name_does_not(
    office: Any, first: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    assert first.counts["rejected"] == 1
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(number) for number in (7, 8)]), ME)
    office.run()
    assert lying(office) == [f"{ME}/名單【收2·待改1】.xlsx", f"{ME}/名單【收2】.xlsx"]


def test_the_same_receipt_mended_twice_leaves_the_last_answer(
    office: Any, first: Any, mended: Callable[..., Path]
) -> None:
    copy = mended(receipt_of(office, first), phone="138")
    office.drop(copy, ME)
    office.run()
    office.drop(mended(copy), ME)
    office.run()
    assert [name for name in lying(office) if "舊版" not in name] == [f"{ME}/名單【收3】.xlsx"]
    assert len(lying(office)) == 3


def test_a_numbered_or_older_receipt_is_answered_under_the_lists_own_name(
    office: Any, first: Any, mended: Callable[..., Path]
) -> None:
    copy = mended(receipt_of(office, first), phone="138")
    for name in ("名單【收2·待改1】 (2).xlsx", f"名單【收2·待改1】_{first.id}.xlsx"):
        office.drop(copy, "李四", name)
        office.run()
        copy = mended(copy, phone=f"138{len(name)}")
    mine = {name.rpartition("/")[2] for name in lying(office) if name.startswith("李四")}
    assert mine == {"名單【收2·待改1】.xlsx", "名單【收2·待改1】 (2).xlsx"}


def test_its_links_lead_to_the_documents_from_there(office: Any, mended: Callable[..., Path], first: Any) -> None:
    receipt = receipt_of(office, first)
    book = openpyxl.load_workbook(receipt)
    book["名單"]["A1"].hyperlink = "../../客戶/某客戶.docx"
    book.save(receipt)
    office.drop(receipt, ME)
    office.run()
    aside = receipt_of(office, first)
    link = openpyxl.load_workbook(aside)["名單"]["A1"].hyperlink.target
    assert posixpath.normpath(f"{aside.parent.as_posix()}/{link}").endswith("/outbox/客戶/某客戶.docx")


def test_killed_after_the_commit_it_is_done_at_the_next_turn(
    office: Any, first: Any, mended: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """What the system does to a process, as far as a test can."""

    def killed(*_: object) -> None:
        raise Killed

    office.drop(mended(receipt_of(office, first)), ME)
    monkeypatch.setattr("toolkit.ledger.journal.Journal.receipt_lies", killed)
    with pytest.raises(Killed):
        office.run()
    monkeypatch.undo()
    office.run()
    assert lying(office) == [f"{ME}/名單【收3】.xlsx", f"{ME}/舊版/名單【收2·待改1】_{first.id}.xlsx"]
    assert receipt_of(office, first).is_file()


def test_a_rebuilt_ledger_knows_where_they_lie(office: Any, first: Any, mended: Callable[..., Path]) -> None:
    office.drop(mended(receipt_of(office, first)), ME)
    office.run()
    safekeeping.export_commits(office.service)
    office.service.close()
    safekeeping.recover(office.service)
    with open_ledger(office.workspace.database_url) as ledger:
        receipt = ledger.journal.find(first.id).receipt
    assert "舊版" in receipt
    assert (office.workspace.root / receipt).is_file()


def test_what_was_sent_back_is_overtaken_by_what_is_taken(
    office: Any, tmp_path: Path, sheet: Callable[..., Path], prospects: Any
) -> None:
    picture = tmp_path / "名單.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    office.drop(picture, ME)
    office.run()
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(1)]), ME)
    office.run()
    assert [path.parent.name for path in (office.outbox / "退回").rglob("*.xlsx")] == ["舊版"]


def test_a_withdrawn_sheets_receipt_gives_way_to_the_word_on_it(office: Any, first: Any, tmp_path: Path) -> None:
    receipt = receipt_of(office, first)
    book = openpyxl.load_workbook(receipt)
    front = book["回執"]
    (cell,) = [one for row in front.iter_rows() for one in row if one.value == "不撤回"]
    cell.value = "撤回整份"
    book.save(tmp_path / receipt.name)
    office.drop(tmp_path / receipt.name, ME)
    office.run()
    assert not receipt.exists()
    assert receipt_of(office, first).is_file()
