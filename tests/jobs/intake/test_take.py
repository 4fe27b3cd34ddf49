"""A dropped file ends in exactly one state, with one receipt, one archived original, nothing left over."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.outcome import Customer, Ref


def customers(office: Any, *names: str) -> list[Customer]:
    refs = [Ref(name=name) for name in names]
    with office.service.ledger.view() as view:
        found = view.customers(refs)
    return [found[ref] for ref in refs if ref in found]


def leftovers(office: Any) -> list[Path]:
    """Files in the inbox, the work folder and the spool: there must be none."""
    places = (office.workspace.inbox, office.workspace.work, office.workspace.service / "spool")
    return [path for place in places for path in place.rglob("*") if path.is_file()]


@pytest.fixture
def listed(sheet: Callable[..., Path], prospects: Any) -> Path:
    """Twenty prospects under a title line; the phone in row 8 is too short."""
    rows = [prospects.row(i) for i in range(20)]
    rows[5] = prospects.row(5, 聯繫電話="1380013")
    return sheet("客戶名單.xlsx", prospects.headings, rows, title="2026年11月客戶名單")


def test_good_rows_are_taken_and_the_bad_one_comes_back(office: Any, listed: Path) -> None:
    office.drop(listed, "王小明")
    (taken,) = office.run()

    assert (taken.submission.state.value, dict(taken.submission.counts)) == (
        "done",
        {"accepted": 19, "rejected": 1},
    )
    (receipt,) = office.receipts()
    assert receipt.relative_to(office.outbox).as_posix() == "回執/王小明/客戶名單【收19·待改1】.xlsx"
    assert leftovers(office) == []
    (original,) = office.workspace.archive.rglob("*.xlsx")
    assert original.read_bytes() == listed.read_bytes()


def test_the_receipt_is_the_senders_workbook_with_the_bad_cell_marked(office: Any, listed: Path) -> None:
    office.drop(listed)
    office.run()

    book = openpyxl.load_workbook(office.receipts()[0])
    assert book.sheetnames[:2] == ["回執", "評分"]
    cell = book["名單"]["I8"]
    assert cell.value == "1380013"
    assert cell.fill.fgColor.rgb.endswith("FDE2E1")
    assert "7 位" in cell.comment.text
    assert book["名單"]["B3"].value == "華景0置業有限公司"


def test_the_mended_receipt_brings_only_the_mended_row(office: Any, listed: Path) -> None:
    office.drop(listed, "王小明")
    office.run()
    receipt = office.receipts()[0]
    book = openpyxl.load_workbook(receipt)
    book["名單"]["I8"] = "13800130005"
    book.save(receipt)

    office.drop(receipt, "王小明")
    (taken,) = office.run()

    assert dict(taken.submission.counts) == {"accepted": 20, "rejected": 0}
    assert len(customers(office, *(f"華景{i}置業有限公司" for i in range(20)))) == 20
    newest = max(office.receipts(), key=lambda path: path.stat().st_mtime)
    front = openpyxl.load_workbook(newest)["回執"]
    texts = [str(cell.value) for row in front.iter_rows(max_row=8) for cell in row if cell.value]
    assert any("新增 1" in text and "沒有變化 19" in text for text in texts), texts


def test_next_weeks_copy_is_five_new_and_the_rest_unchanged(
    office: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    office.drop(sheet("a.xlsx", prospects.headings, [prospects.row(i) for i in range(10)]))
    office.run()
    later = [prospects.row(i) for i in range(15)]
    later[3] = prospects.row(3, **{"建築面積(㎡)": None})
    office.drop(sheet("b.xlsx", prospects.headings, later))
    office.run()

    assert len(customers(office, *(f"華景{i}置業有限公司" for i in range(15)))) == 15
    (third,) = customers(office, "華景3置業有限公司")
    history = office.service.ledger.history("prospects", third.id)
    assert [record.version for record in history] == [1]
    assert history[0].payload["floor_area"] == "12003"


def test_the_same_bytes_twice_point_at_the_first_result(office: Any, listed: Path) -> None:
    office.drop(listed, name="a.xlsx")
    (first,) = office.run()
    office.drop(listed, name="b.xlsx")
    (second,) = office.run()

    assert second.submission.duplicate_of == first.submission.id
    assert "重複投件" in second.submission.receipt
    assert len(office.service.ledger.history("prospects", customers(office, "華景1置業有限公司")[0].id)) == 1


PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "file.empty"),
        ("圖.xlsx", PNG, "file.image"),
        ("零.xlsx", bytes(4096), "file.zeros"),
        ("亂.xlsx", b"PK\x03\x04" + b"x" * 500, "file.incomplete"),
    ],
)
def test_what_cannot_be_read_comes_back_with_one_sentence(
    office: Any, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    office.drop(file)
    (taken,) = office.run()

    assert taken.submission.state.value == "returned"
    (receipt,) = office.receipts("退回")
    front = openpyxl.load_workbook(receipt)["回執"]
    texts = [str(cell.value) for row in front.iter_rows() for cell in row if cell.value]
    assert any(len(text) > 8 for text in texts)
    assert leftovers(office) == []
    assert code.startswith("file.")


def test_a_workbook_without_a_word_comes_back_with_one_sentence_even_when_it_is_dropped_again(
    office: Any, tmp_path: Path
) -> None:
    openpyxl.Workbook().save(tmp_path / "空.xlsx")
    for name in ("空.xlsx", "再放.xlsx"):
        office.drop(tmp_path / name)
        (taken,) = office.run()
        assert taken.submission.state.value == "returned"
        receipt = max(office.receipts("退回"), key=lambda path: path.stat().st_mtime_ns)
        told = [str(cell.value) for row in openpyxl.load_workbook(receipt)["回執"].iter_rows() for cell in row]
        assert told.count("這個活頁簿的每一頁都是空的，沒有一格寫了字。") == 1
        receipt.rename(tmp_path / "再放.xlsx")


def test_a_workbook_that_is_none_of_our_forms_is_returned(office: Any, sheet: Callable[..., Path]) -> None:
    office.drop(sheet("食譜.xlsx", ["菜名", "份量"], [["魚", 2]]))
    (taken,) = office.run()
    assert taken.submission.state.value == "returned"
    assert zipfile.is_zipfile(office.receipts("退回")[0])


def test_customers_come_before_what_points_at_them(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    headings = ["客戶", "日期時間", "溝通方式", "我方人員", "內容", "結果", "下一步", "下次跟進"]
    contact = [
        "華景1置業有限公司",
        "2026-11-20 10:00",
        "電話",
        "王小明",
        "介紹公司服務",
        "有意向",
        "寄送資料",
        "2026-11-27",
    ]
    office.drop(sheet("0 溝通.xlsx", headings, [contact]))
    office.drop(sheet("1 客戶.xlsx", prospects.headings, [prospects.row(1)]))
    taken = office.run()
    assert sorted(one.submission.counts["rejected"] for one in taken) == [0, 0]
