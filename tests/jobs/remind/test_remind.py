"""Each morning's files: droppable back, never doubled, and nobody's work overwritten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.remind.calendar import calendar_text, farewell
from toolkit.jobs.remind.remind import remind
from toolkit.jobs.service import Service
from toolkit.jobs.status import as_lines, status
from toolkit.outcome import Outcome
from toolkit.stages.review.items import Due

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
CONTACTS = ("客戶", "日期時間", "溝通方式", "對方人員", "我方人員", "內容", "結果", "下一步", "下次跟進")


@pytest.fixture
def busy(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    """An office with three customers, two of whom are to be followed up."""
    rows = [prospects.row(i, 登記日期=date(2026, 11, 2)) for i in range(3)]
    office.drop(sheet("名單.xlsx", prospects.headings, rows))
    office.run()
    told = [
        (
            "華景0置業有限公司",
            "2026-11-10 10:00",
            "電話",
            "陳小姐",
            "王小明",
            "談了收費",
            "有意向",
            "送方案",
            "2026-11-20",
        ),
        (
            "華景1置業有限公司",
            "2026-11-11 10:00",
            "電話",
            "陳小姐",
            "王小明",
            "談了駐場",
            "有意向",
            "約考察",
            "2026-11-26",
        ),
    ]
    office.drop(sheet("溝通.xlsx", CONTACTS, told))
    office.run()
    return office


def book_of(office: Any, owner: str = "王小明") -> Path:
    return Path(office.outbox / f"報表/待辦/待辦 {owner}.xlsx")


def test_each_owner_gets_a_workbook_a_calendar_and_the_meeting_its_page(busy: Any) -> None:
    told = remind(busy.service)
    make_promised(busy.service)
    manager, one = told["owners"]
    assert (one["owner"], one["late"], one["today"]) == ("王小明", 4, 0)
    assert [item["kind"] for item in one["items"]] == ["首次聯繫", "關鍵節點", "關鍵節點", "跟進", "跟進"]
    assert (manager["owner"], [item["kind"] for item in manager["items"]]) == ("梁靜宜", ["逾期上報"] * 3)
    rows = list(openpyxl.load_workbook(book_of(busy))["待辦"].iter_rows(min_row=7, values_only=True))
    assert rows[3][2:5] == ("跟進", "華景0置業有限公司", "送方案。")
    assert [row[5] for row in rows if row[2] == "關鍵節點"] == ["《客戶資料表》"] * 2, (
        "no contact log answers a screening"
    )
    assert {row[5] for row in rows if row[2] != "關鍵節點"} == {"溝通記錄表"}
    assert (busy.outbox / "報表/晨會清單/晨會清單 2026-11-24.docx").is_file()


def test_whoever_is_told_of_days_in_a_year_of_unknown_holidays_reads_so(busy: Any) -> None:
    unknown = replace(busy.service.calendar, unannounced=frozenset({2026}))
    vars(busy.service)["calendar"] = unknown
    assert status(busy.service)["health"]["holidays_unknown"] == [2026]
    assert any("2026" in line and "holidays" in line for line in as_lines(status(busy.service)))
    remind(busy.service)
    told = [row[0] for row in openpyxl.load_workbook(book_of(busy))["待辦"].iter_rows(max_row=8, values_only=True)]
    assert "2026 年的放假安排尚未公布，工作日暫按一般規定計算。" in told


def test_where_holidays_are_known_nothing_is_told_of_them(busy: Any) -> None:
    assert status(busy.service)["health"]["holidays_unknown"] == []
    remind(busy.service)
    told = [row[0] for row in openpyxl.load_workbook(book_of(busy))["待辦"].iter_rows(max_row=8, values_only=True)]
    assert not [text for text in told if "放假" in str(text)]


def test_dropped_back_untouched_it_is_no_answer(busy: Any) -> None:
    remind(busy.service)
    busy.drop(book_of(busy))
    [taken] = busy.run()
    told = taken.as_value()
    assert (told["state"], told["accepted"], told["rejected"]) == ("done", 0, 0)


def test_dropped_back_with_an_answer_the_answer_is_taken_and_the_rest_left_alone(busy: Any, tmp_path: Path) -> None:
    remind(busy.service)
    book = openpyxl.load_workbook(book_of(busy))
    page = book["溝通記錄表"]
    heads = {str(cell.value).lstrip("* "): cell.column for cell in page[3]}
    at = next(row for row in range(4, 8) if "華景0" in str(page.cell(row, heads["客戶"]).value))
    said = {
        "日期時間": "2026-11-24 09:00",
        "溝通方式": "電話",
        "內容": "同意看現場",
        "結果": "有意向",
        "下一步": "約考察",
        "下次跟進": "2026-12-20",
    }
    for name, value in said.items():
        page.cell(at, heads[name]).value = value
    back = tmp_path / "待辦 王小明.xlsx"
    book.save(back)
    busy.drop(back)
    [taken] = busy.run()
    assert (taken.as_value()["accepted"], taken.as_value()["rejected"]) == (1, 0)
    told = remind(busy.service)
    assert [item["name"] for item in told["owners"][-1]["items"] if item["kind"] != "關鍵節點"] == [
        "華景2置業有限公司",
        "華景1置業有限公司",
    ]


def test_an_english_office_is_told_in_english_what_was_not_typed(busy: Any) -> None:
    workspace = busy.workspace
    english = Workspace(workspace.root, replace(workspace.settings, language="en"))
    remind(Service(english, busy.service.day))
    folder = busy.outbox / "Reports" / "To do"
    page = openpyxl.load_workbook(folder / "To do 王小明.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=7)]
    told = {(row[2], row[4]) for row in rows}
    assert told == {
        ("First contact", "Registered on 2026-11-02, not contacted yet."),
        ("Key node", "“Screen and grade” should be done: the three credit checks and their date are missing."),
        ("Follow-up", "送方案。"),
        ("Follow-up", "約考察。"),
    }
    dates = (folder / "To do 王小明.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    assert "X-WR-CALNAME:To do 王小明" in dates
    assert "SUMMARY:Follow-up: 華景" in dates


def test_asked_again_the_same_morning_nothing_changes(busy: Any) -> None:
    remind(busy.service)
    make_promised(busy.service)
    before = {path: path.read_bytes() for path in busy.outbox.joinpath("報表").rglob("*") if path.is_file()}
    remind(busy.service)
    make_promised(busy.service)
    after = {path: path.read_bytes() for path in busy.outbox.joinpath("報表").rglob("*") if path.is_file()}
    assert after == before


def test_what_a_person_typed_is_kept_and_the_new_list_stands_beside_it(busy: Any) -> None:
    remind(busy.service)
    edited = openpyxl.load_workbook(book_of(busy))
    edited["待辦"]["A1"] = "我改過"
    edited.save(book_of(busy))
    mine = book_of(busy).read_bytes()
    remind(busy.service)
    assert book_of(busy).read_bytes() == mine
    assert book_of(busy).with_name("待辦 王小明 2026-11-24.xlsx").is_file()


def test_what_is_done_with_is_taken_away(busy: Any) -> None:
    remind(busy.service)
    with busy.service.ledger.view() as view:
        lost = tuple(replace(one, deal_stage="流失") for one in view.all_customers())
        keys = tuple(one.key for one in busy.service.ledger.reminders())
        busy.service.ledger.record("test", view, Outcome(customers=lost, settled=keys))
    assert remind(busy.service)["owners"] == []
    assert not book_of(busy).exists()
    states = {state for _, state, _ in events(book_of(busy).with_suffix(".ics").read_bytes()).values()}
    assert states == {"CANCELLED"}
    assert remind(busy.service)["owners"] == []
    assert book_of(busy).with_suffix(".ics").is_file()


def due(key: str, on: date, text: str = "送方案") -> Due:
    return Due(key, "跟進", "王小明", on, text, "SJ-1", "華景")


def events(content: bytes) -> dict[str, tuple[int, str, date]]:
    book = Calendar.from_ical(content)
    return {
        str(one["uid"]): (int(one["sequence"]), str(one["status"]), one.decoded("dtstart"))
        for one in book.walk("vevent")
    }


def test_a_second_calendar_updates_and_never_doubles() -> None:
    first = calendar_text("待辦 王小明", [due("a", date(2026, 11, 24)), due("b", date(2026, 11, 25))], "office", NOW)
    same = calendar_text(
        "待辦 王小明",
        [due("a", date(2026, 11, 24)), due("b", date(2026, 11, 25))],
        "office",
        NOW.replace(hour=10),
        first,
    )
    assert same == first
    moved = calendar_text("待辦 王小明", [due("a", date(2026, 11, 26))], "office", NOW.replace(day=25), first)
    assert list(events(moved)) != []
    assert sorted(events(moved).values()) == [
        (1, "CANCELLED", date(2026, 11, 25)),
        (1, "CONFIRMED", date(2026, 11, 26)),
    ]
    assert set(events(moved)) == set(events(first))


def test_what_is_late_for_weeks_is_still_to_be_done_and_not_cancelled() -> None:
    first = calendar_text("待辦 王小明", [due("a", date(2026, 11, 24)), due("b", date(2026, 11, 25))], "office", NOW)
    later = calendar_text("待辦 王小明", [], "office", NOW.replace(month=12, day=15), first, waiting=["a"])
    assert sorted(events(later).values()) == [
        (0, "CONFIRMED", date(2026, 11, 24)),
        (1, "CANCELLED", date(2026, 11, 25)),
    ]


def test_of_whoever_has_nothing_left_the_last_appointments_are_cancelled() -> None:
    first = calendar_text("待辦 王小明", [due("a", date(2026, 11, 24))], "office", NOW)
    told = farewell(first, "office", NOW.replace(day=25))
    assert list(events(told).values()) == [(1, "CANCELLED", date(2026, 11, 24))]
    assert b"X-WR-CALNAME:" + "待辦 王小明".encode() in told
    assert farewell(told, "office", NOW.replace(month=12, day=30)) == b""
    assert farewell(b"\xff not a calendar", "office", NOW) == b""


def test_the_cancelled_are_dropped_a_month_later_and_a_damaged_file_begins_anew() -> None:
    first = calendar_text("王小明", [due("a", date(2026, 11, 24))], "office", NOW)
    gone = calendar_text("王小明", [], "office", NOW, first)
    assert [state for _, state, _ in events(gone).values()] == ["CANCELLED"]
    assert events(calendar_text("王小明", [], "office", NOW.replace(month=12, day=30), gone)) == {}
    assert events(calendar_text("王小明", [], "office", NOW, b"\xff not a calendar")) == {}
