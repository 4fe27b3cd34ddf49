"""A stranger's list of finished deals: matched in a 對照 sheet, tested, its damaged cells named; never guessed."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from toolkit.errors import UsageError
from toolkit.jobs.intake.examine import examine
from toolkit.jobs.score import check_deals

HEADINGS = (
    *("Opportunity ID", "Account Name", "Owner", "Lead Source", "Type", "Stage", "Amount"),
    *("Created Date", "Close Date"),
)
DEALS = (
    ("OP-1", "Acme", "Jane", "Web", "New", "Closed Won", "USD 12,000", "03/04/2025", "25/05/2025"),
    ("OP-2", "Beta", "Jane", "Referral", "New", "Closed Lost", "USD 8,000", "04/04/2025", "28/06/2025"),
    ("OP-3", "Gamma", "Tom", "Web", "Renewal", "Prospecting", "USD 5,000", "05/04/2025", ""),
    ("OP-4", "Delta", "Tom", "Web", "Renewal", "Closed Won", "US$7,500.50", "06/04/2025", "09/07/2025"),
    ("OP-4", "Delta", "Tom", "Web", "Renewal", "Closed Won", "US$7,500.50", "06/04/2025", "09/07/2025"),
    ("OP-5", "Eps", "Tom", "Web", "Renewal", "", "USD 7,500", "06/04/2025", "09/07/2025"),
    ("OP-6", "Zeta", "Tom", "Event", "Renewal", "Clsd Wn", "USD 100", "06/04/2025", "09/07/2025"),
    ("OP-7", "Eta", "Tom", "Event", "Renewal", "Closed Lost", "a lot", "07/04/2025", "10/07/2025"),
    ("OP-8", "Theta", "Jane", "Event", "Renewal", "Prospecting", "USD 900", "07/04/2025", ""),
)


@pytest.mark.parametrize("second", ["成交", "流失"])
def test_a_deal_that_is_won_in_one_row_and_lost_in_another_is_named_and_not_counted(
    office: Any, tmp_path: Path, second: str
) -> None:
    file = tmp_path / "商機.csv"
    rows = (("商機編號", "成交結果"), ("D1", "成交"), ("D2", "流失"), ("D1", second))
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    told = check_file(office.service, file)
    same = second == "成交"
    assert (told["n"], told["signed"]) == ((2, 1) if same else (1, 0))
    twice = [(4, "D1")] if same else [(2, "D1"), (4, "D1")]
    assert sorted((one["row"], one["value"]) for one in told["damaged"]) == twice


def test_the_offices_own_stages_tell_who_signed_and_who_is_still_open(office: Any, tmp_path: Path) -> None:
    file = tmp_path / "在跟.csv"
    stages = ("潛在線索", "初步溝通", "深入洽談", "談判", "暫緩", "履約", "維護", "成交", "流失")
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([("商機編號", "成交結果"), *((f"D{n}", one) for n, one in enumerate(stages))])
    told = check_file(office.service, file)
    assert (told["n"], told["signed"], told["undecided"], told["damaged"]) == (4, 3, 5, [])


@pytest.fixture
def pipeline(tmp_path: Path) -> Path:
    file = tmp_path / "sales pipeline.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEADINGS, *DEALS])
    return file


def answered(office: Any, ready: str = "好了，空白的照建議", **values: str) -> Path:
    """The receipt with the nearest names taken, and ``values`` (their word → ours) chosen."""
    receipt = max(office.receipts(), key=lambda path: path.stat().st_mtime_ns)
    book = openpyxl.load_workbook(receipt)
    for cells in book["對照"].iter_rows(max_col=6):
        kind = str(cells[5].value or "").partition("|")[0]
        if kind == "ready":
            cells[2].value = ready
        if kind == "heading":
            cells[2].value = cells[2].value or cells[3].value
        if kind == "value" and str(cells[1].value) in values:
            cells[2].value = values[str(cells[1].value)]
    book.save(receipt)
    return Path(receipt)


def check_file(service: Any, file: Path) -> dict[str, Any]:
    """As ``toolkit score test FILE``."""
    read = examine(service, file, file.name)
    return check_deals(service, file.name, read.readings, asked=bool(read.questions))


def paper(office: Any) -> str:
    (file,) = (office.outbox / "報表").glob("評分回測*.docx")
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), "|".join(cells)])


def test_a_pipeline_gives_its_answers_once_its_words_are_matched(office: Any, pipeline: Path) -> None:
    office.drop(pipeline)
    (taken,) = office.run(documents=True)
    assert taken.submission.state.value == "returned"  # nothing is counted before somebody says what it means
    office.drop(answered(office))
    (taken,) = office.run(documents=True)
    assert taken.submission.counts == {"accepted": 6, "rejected": 2}  # OP-5 tells nothing, OP-6 nothing readable
    page = paper(office)
    assert "已有結果的 4 家中簽約 2 家（50.0%）。尚未有結果的 2 家不計。" in page  # OP-4 stands twice, counts once
    assert "中位數 73 天，平均 73.0 天（n=2）" in page  # 3 April to 25 May: 52, 6 April to 9 July: 94
    assert "成交金額合計 19,500.50（n=2" in page
    assert "來源・Web|2|2|100.0%＊" in page
    assert "Jane" not in page  # a person's results are no open matter
    book = openpyxl.load_workbook(max(office.receipts(), key=lambda path: path.stat().st_mtime_ns))
    told = [str(cell.value) for row in book["回執"].iter_rows() for cell in row if cell.value]
    assert any("Clsd Wn" in text for text in told), told
    assert any("a lot" in text for text in told), told


def test_answers_count_only_once_the_sender_says_that_they_are_all(office: Any, pipeline: Path) -> None:
    office.drop(pipeline)
    office.run()
    half = answered(office, ready="還沒有", Prospecting="未定")
    lines = openpyxl.load_workbook(half)["對照"].iter_rows(max_col=6, values_only=True)
    given = {str(row[5]): row[2] for row in lines if row[2] and str(row[5]).startswith(("heading|", "value|"))}
    assert "未定" in given.values()
    office.drop(half)
    (taken,) = office.run(documents=True)
    assert (taken.submission.state.value, taken.submission.counts.get("accepted", 0)) == ("returned", 0)
    assert not list((office.outbox / "報表").glob("評分回測*"))
    assert office.service.ledger.remembered() == {}
    book = openpyxl.load_workbook(max(office.receipts(), key=lambda path: path.stat().st_mtime_ns))
    kept = {str(row[5]): row[2] for row in book["對照"].iter_rows(max_col=6, values_only=True) if row[2]}
    assert given.items() <= kept.items()
    office.drop(answered(office))
    (taken,) = office.run(documents=True)
    assert taken.submission.counts == {"accepted": 6, "rejected": 2}


def test_the_same_layout_is_not_asked_about_again_and_answers_the_command(office: Any, pipeline: Path) -> None:
    with pytest.raises(UsageError, match=r"score\.to_match"):
        check_file(office.service, pipeline)
    office.drop(pipeline)
    office.run()
    office.drop(answered(office))
    office.run()
    found = check_file(office.service, pipeline)
    assert (found["n"], found["signed"], found["undecided"]) == (4, 2, 2)
    assert {one["name"]: (one["n"], one["signed"]) for one in found["owners"]} == {"Tom": (2, 1), "Jane": (2, 1)}
    assert (found["median_days"], found["mean_days"], found["amount"]) == (73, 73, 19500.5)
    assert [(one["row"], one["value"]) for one in found["damaged"]] == [
        (6, "OP-4"),
        (7, ""),
        (8, "Clsd Wn"),
        (9, "a lot"),
    ]


HARMED = (
    ("D1", "成交", "2025-01-02", "2025-02-02", 80, 100),
    ("D2", "流失", "2025-01-02", "2025-02-03", 40, 100),
    ("D3", "成交了吧", "2025-01-02", "2025-02-02", 80, 100),
    ("D4", "#N/A", "2025-01-02", "2025-02-02", 80, 100),
    ("D5", "成交", "2025-13-45", "2025-02-02", 80, 100),
    ("D6", "成交", "2025-03-02", "2025-02-02", 80, 100),
    ("D7", "成交", "2025-01-02", "#VALUE!", "很高", 100),
    ("D8", "流失", "2025-01-02", "2025-02-03", "#REF!", 100),
)


def test_damaged_outcomes_days_and_scores_are_named_at_their_cells_and_not_counted(
    office: Any, sheet: Callable[..., Path]
) -> None:
    file = sheet("結果.xlsx", ("商機編號", "成交結果", "開立日", "結案日", "事前評分", "成交金額"), HARMED)
    office.drop(file)
    (taken,) = office.run(documents=True)
    assert taken.submission.counts == {"accepted": 6, "rejected": 2}
    book = openpyxl.load_workbook(max(office.receipts(), key=lambda path: path.stat().st_mtime_ns))
    told = {str(row[0]).split()[-1]: row[2] for row in book["回執"].iter_rows(values_only=True) if row[2]}
    cells = {"B4": "成交了吧", "B5": "#N/A", "C6": "2025-13-45", "D7": "2025-02-02", "D8": "#VALUE!", "E8": "很高"}
    assert (cells | {"E9": "#REF!"}).items() <= told.items()
    page = paper(office)
    assert "已有結果的 6 家中簽約 4 家" in page
    assert "平均 31.0 天（n=1）" in page
    assert "其中 2 家沒有可讀的事前評分，只列簽約率，不作模型統計。" in page
    found = check_file(office.service, file)
    assert (found["n"], found["signed"], found["days_n"]) == (6, 4, 1)
    assert sorted((one["row"], one["heading"]) for one in found["damaged"]) == [
        *((4, "成交結果"), (5, "成交結果"), (6, "開立日"), (7, "結案日")),
        *((8, "事前評分"), (8, "結案日"), (9, "事前評分")),
    ]


def test_a_score_that_is_not_out_of_a_hundred_is_named_at_its_cell_and_its_deal_counts_without(
    office: Any, sheet: Callable[..., Path]
) -> None:
    scores = (0, 100, -1, 101, 7200, "72")
    rows = [(f"D{at}", "成交", score) for at, score in enumerate(scores)]
    file = sheet("分數.xlsx", ("商機編號", "成交結果", "事前評分"), rows)
    office.drop(file)
    (taken,) = office.run(documents=True)
    assert taken.submission.counts["accepted"] == len(scores)
    book = openpyxl.load_workbook(office.receipts()[0])
    told = {str(row[0]).split()[-1]: row[2] for row in book["回執"].iter_rows(values_only=True) if row[2]}
    assert {"C4": "-1", "C5": "101", "C6": "7200"}.items() <= {cell: str(value) for cell, value in told.items()}.items()
    assert not {"C2", "C3", "C7"} & told.keys()
    found = check_file(office.service, file)
    assert found["n"] == len(scores)
    assert sorted((one["row"], one["heading"]) for one in found["damaged"]) == [(at, "事前評分") for at in (4, 5, 6)]


@pytest.mark.parametrize(
    ("days", "median"),
    [
        ((("03/04/2025", "25/05/2025"), ("01/02/2025", "01/03/2025")), 40),  # 25 is no month: day first
        ((("04/03/2025", "05/25/2025"), ("02/01/2025", "03/01/2025")), 40),  # 25 is no month: month first
        ((("03/04/2025", "05/06/2025"),), None),  # nothing tells: not read
        ((("25/04/2025", "05/26/2025"), ("01/02/2025", "03/02/2025")), 31),  # both: only what is plain by itself
        ((("2025-04-03", "2025-05-25"), ("2025-02-01", "2025-03-01")), 40),
    ],
)
def test_day_first_is_never_read_month_first(
    office: Any, sheet: Callable[..., Path], days: tuple[tuple[str, str], ...], median: float | None
) -> None:
    rows = [(f"D{at}", "成交", *pair) for at, pair in enumerate(days)]
    file = sheet("結果.xlsx", ("商機編號", "成交結果", "開立日", "結案日"), rows)
    assert check_file(office.service, file)["median_days"] == median


@pytest.mark.corpora
@pytest.mark.soak
@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("ttng51__LeadScore/Lead Scoring.csv", (9240, 3561)),
        ("tellaw__ann-tuto-bank/bank-additional-full.csv", (41188, 4640)),
    ],
)
def test_lists_of_strangers_give_their_known_answers(
    office: Any, corpora: Path, name: str, known: tuple[int, int]
) -> None:
    office.drop(corpora / "peer_examples" / name)
    office.run()
    office.drop(answered(office))
    office.run()
    reading = check_file(office.service, corpora / "peer_examples" / name)
    assert (reading["n"], reading["signed"], reading["damaged"]) == (*known, [])
