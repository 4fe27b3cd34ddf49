"""A stranger's list comes back with a 對照 sheet, goes in once it is answered, and is not asked about again."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.forms.column import Privacy
from toolkit.forms.table import Sheet, Workbook
from toolkit.jobs.intake.mapped import Reader
from toolkit.messages.catalogue import sentence

STRANGE = ("No", "甲方企業", "對接人姓名", "移動電話", "業種", "獲客渠道", "顧問", "錄入", "喜好顏色")
TYPES = ("辦公樓宇", "廠區", "辦公樓宇", "店面", "辦公樓宇")


def row(number: int) -> list[Any]:
    return [
        number,
        f"遠望{number}企業有限公司",
        f"周小{'一二三四五六七八九'[number % 9]}",
        f"1390013{number:04d}",
        TYPES[number % 5],
        "展會",
        "王小明",
        "2026-11-02",
        "藍",
    ]


ANSWERS: Mapping[str, str] = {
    "甲方企業": "客戶名稱",
    "對接人姓名": "聯繫人",
    "移動電話": "聯繫電話",
    "業種": "物業類型",
    "獲客渠道": "信息來源",
    "顧問": "跟進人",
    "錄入": "登記日期",
    "喜好顏色": "不採用（照原樣保留）",
}
GIVEN = {"主體類型": "企業", "業務線": "物業服務外拓"}
VALUES = {"辦公樓宇": "寫字樓", "廠區": "產業園區", "店面": "商鋪", "展會": "行業展會"}


def answer(
    receipt: Path, headings: Mapping[str, str], given: Mapping[str, str], values: Mapping[str, str], **top: str
) -> None:
    """Fill in the 對照 sheet as a person would: looking at what stands in its first column."""
    book = openpyxl.load_workbook(receipt)
    page = book["對照"]
    for cells in page.iter_rows(max_col=6):
        kind = str(cells[5].value or "").partition("|")[0]
        texts = [str(cell.value or "") for cell in cells]
        if kind in top:
            cells[2].value = top[kind]
        elif kind == "heading" and texts[0] in headings:
            cells[2].value = headings[texts[0]]
        elif kind == "given" and texts[0] in given:
            cells[2].value = given[texts[0]]
        elif kind == "value" and texts[1] in values:
            cells[2].value = values[texts[1]]
    book.save(receipt)


def latest(office: Any) -> Path:
    return max(office.receipts(), key=lambda path: path.stat().st_mtime_ns)


@pytest.fixture
def strange(sheet: Callable[..., Path]) -> Path:
    return sheet("外來名單.xlsx", STRANGE, [row(number) for number in range(10)], title="二〇二六客戶")


def matched(office: Any, strange: Path) -> Path:
    """Drop, answer, drop the receipt, answer what is left; the last receipt."""
    office.drop(strange, "王小明")
    office.run()
    for _ in range(2):
        receipt = latest(office)
        answer(receipt, ANSWERS, GIVEN, VALUES, form="客戶資料表")
        office.drop(receipt, "王小明")
        office.run()
    return latest(office)


def test_a_strangers_list_comes_back_with_its_headings_beside_ours(office: Any, strange: Path) -> None:
    office.drop(strange, "王小明")
    (taken,) = office.run()
    receipt = latest(office)
    assert (taken.submission.state.value, receipt.name) == ("returned", "外來名單【待對照】.xlsx")
    book = openpyxl.load_workbook(receipt)
    assert book.sheetnames == ["回執", "對照", "_toolkit", "名單"]
    page = book["對照"]
    rows = {str(cells[0].value): cells for cells in page.iter_rows(min_row=8, max_col=6) if cells[5].value}
    assert rows["移動電話"][1].value == "13900130000　13900130001　13900130002"
    assert [rows[name][2].value for name in STRANGE] == [None] * len(STRANGE)
    assert (rows["移動電話"][3].value, rows["獲客渠道"][3].value) == ("聯繫電話", "信息來源")
    assert book["回執"]["A1"].value == "還沒收：請先對照欄名"


def test_a_half_answered_sheet_is_overtaken_by_what_is_asked_next(office: Any, strange: Path) -> None:
    office.drop(strange, "王小明")
    office.run()
    first = latest(office)
    answer(first, {}, {}, {}, form="客戶資料表")
    office.drop(first, "王小明")
    office.run()
    assert [path.name for path in first.parent.glob("*.xlsx")] == [first.name]
    assert len(list((first.parent / "舊版").iterdir())) == 1


def test_half_answered_and_said_to_be_ready_the_front_sheet_leads_back_to_the_matching(
    office: Any, strange: Path
) -> None:
    office.drop(strange, "王小明")
    office.run()
    (receipt,) = office.receipts()
    book = openpyxl.load_workbook(receipt)
    for cells in book["對照"].iter_rows(max_col=6):
        kind = str(cells[5].value or "").partition("|")[0]
        if kind == "ready":
            cells[2].value = "好了，照我選的"
        elif kind == "heading" and cells[2].value is None and cells[3].value == "客戶名稱":
            cells[2].value = "客戶名稱"
    book.save(receipt)
    office.drop(receipt, "王小明")
    (taken,) = office.run()
    front = openpyxl.load_workbook(office.workspace.root / taken.submission.receipt)["回執"]
    told = "\n".join(str(cell.value) for row in front.iter_rows() for cell in row if cell.value)
    assert taken.submission.counts["rejected"] > 0
    assert "對照還沒答完" in told
    assert "在回執的「對照」工作表選哪一欄是它" in told
    assert "請改好標紅" not in told
    assert "請加上這一欄" not in told


def test_nothing_is_taken_while_nobody_has_answered(office: Any, strange: Path) -> None:
    office.drop(strange, "王小明")
    office.run()
    receipt = latest(office)
    book = openpyxl.load_workbook(receipt)
    book["名單"]["A1"] = "改過"
    book.save(receipt)
    office.drop(receipt, "王小明")
    (taken,) = office.run()
    assert (taken.submission.state.value, office.service.ledger.remembered()) == ("returned", {})


def test_the_answered_list_goes_in_whole_and_keeps_what_is_not_ours(office: Any, strange: Path) -> None:
    matched(office, strange)
    with office.service.ledger.view() as view:
        records = view.all_current("prospects")
    assert len(records) == 10
    payload = next(one.payload for one in records if one.payload["name"].startswith("遠望2"))
    assert payload["property_type"] == "寫字樓"
    assert (payload["party_type"], payload["source"], payload["phone"]) == ("企業", "行業展會", "13900130002")
    assert payload["extras"] == {"No": "2", "喜好顏色": "藍"}
    assert "party_type" not in next(iter(records)).cells


def test_the_next_list_of_this_layout_is_taken_without_asking(
    office: Any, strange: Path, sheet: Callable[..., Path]
) -> None:
    matched(office, strange)
    shuffled = [*STRANGE[3:], *STRANGE[:3]]
    rows = [[*line[3:], *line[:3]] for line in (row(number) for number in range(20, 26))]
    office.drop(sheet("下個月.xlsx", shuffled, rows), "林家慧")
    (taken,) = office.run()
    assert dict(taken.submission.counts) == {"accepted": 6, "rejected": 0}
    front = openpyxl.load_workbook(latest(office))["回執"]
    texts = [str(cell.value) for line in front.iter_rows() for cell in line if cell.value]
    assert any("王小明 " in text and "對照讀取" in text for text in texts), texts
    (answer_,) = office.service.ledger.remembered().values()
    assert (answer_.form, answer_.person) == ("prospects", "王小明")


def test_a_mapping_can_be_corrected_in_a_later_receipt(office: Any, strange: Path) -> None:
    receipt = matched(office, strange)
    answer(receipt, {"喜好顏色": "備註"}, {}, {})
    office.drop(receipt, "林家慧")
    office.run()
    (known,) = office.service.ledger.remembered().values()
    assert (known.answers["fields"]["喜好颜色"], known.person) == ("remarks", "林家慧")
    with office.service.ledger.view() as view:
        assert {one.payload["remarks"] for one in view.all_current("prospects")} == {"藍"}


def test_suggestions_are_taken_only_when_a_person_says_so(office: Any, strange: Path) -> None:
    office.drop(strange, "王小明")
    office.run()
    receipt = latest(office)
    answer(receipt, {}, GIVEN, {}, form="客戶資料表", ready="好了，空白的照建議")
    office.drop(receipt, "王小明")
    office.run()
    (known,) = office.service.ledger.remembered().values()
    assert known.answers["fields"]["移动电话"] == "phone"


def test_undo_forgets_what_the_file_taught(office: Any, strange: Path) -> None:
    from toolkit.jobs.intake.undo import undo

    matched(office, strange)
    done = [one.id for one in office.service.ledger.journal.recent(10) if one.verdict == "done"]
    undo(office.service, done, "admin")
    assert office.service.ledger.remembered() == {}


def test_a_list_in_a_hidden_sheet_is_named_where_nothing_else_is_ours(office: Any) -> None:
    hidden = Sheet("舊資料", [["客戶名稱", "聯繫電話", "隨便"], ["甲公司", "1", "2"]], visible=False)
    reader = Reader(office.service.convention, office.service.day())
    for cover in (Sheet("封面", [["說明"]]), Sheet("封面", [])):
        beside, told = reader.read(Workbook((cover, hidden))).readings
        assert [one.code.code for one in told.findings] == ["sheet.hidden_strange"]
        assert "舊資料" in sentence(told.findings[0], "zh")
        assert "舊資料" not in [one.sheet for one in beside.findings]


RENAMED = {
    "甲方名": "客戶",
    "談什麼": "議題",
    "最想要": "理想",
    "能收": "可接受",
    "最低": "底線",
    "輪": "輪次",
    "要緊": "優先級",
}


def test_what_a_matched_list_turns_out_to_be_holds_for_what_it_left_in_the_open(
    office: Any, sheet: Callable[..., Path]
) -> None:
    secret = "9731.73元/㎡/月"
    values = ["深圳市潤樺資產管理有限公司", "物業費", "12元", "11元", secret, 1, "必保"]
    dropped = sheet("表.xlsx", list(RENAMED), [values], title="一")
    office.drop(dropped, "王小明")
    office.drop(dropped, "陳小姐", name="表二.xlsx")  # a second copy, asked about as well
    office.run()
    receipt = next(path for path in office.receipts() if "王小明" in path.parts)
    answer(receipt, RENAMED, {}, {}, form="談判準備表")
    office.drop(receipt, "王小明")
    office.run()
    inside = office.workspace.internal
    journal = office.service.ledger.journal.recent(10)
    assert {one.privacy for one in journal} == {Privacy.INTERNAL}
    assert all((office.workspace.root / one.receipt).is_file() for one in journal)
    assert all(inside in (office.workspace.root / one.receipt).parents for one in journal)
    assert len(list((inside / ".archive").rglob("*表*.xlsx"))) == 3
    books = [path for path in office.workspace.root.rglob("*.xlsx") if inside not in path.parents]
    assert [path for path in books if _holds(path, secret)] == []


def _holds(path: Path, text: str) -> bool:
    with zipfile.ZipFile(path) as book:
        return any(text in book.read(name).decode("utf-8", "ignore") for name in book.namelist())
