"""A long list: its rows are inserted while its receipt is still being written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from toolkit.errors import Unreadable
from toolkit.jobs.intake import ahead, take
from toolkit.jobs.intake.evaluate import Evaluation, Origin
from toolkit.jobs.intake.examine import Examined
from toolkit.ledger import rows
from toolkit.ledger.customer_keys import customer_keys
from toolkit.ledger.ledger import Ledger
from toolkit.ledger.refusals import Conflict
from toolkit.ledger.schema import CUSTOMERS
from toolkit.messages.codes_sheets import FORM_RETIRED
from toolkit.messages.codes_stages import LOOKALIKE
from toolkit.messages.finding import Code, Finding
from toolkit.outcome import Outcome


@pytest.fixture(autouse=True)
def short_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(take, "LONG", 2)


@pytest.fixture
def dropped(office: Any, prospects: Any, sheet: Callable[..., Path]) -> None:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(1), prospects.row(2)]))


@pytest.mark.usefixtures("dropped")
def test_it_ends_like_a_short_one(office: Any) -> None:
    (taken,) = office.run()
    assert (taken.submission.state.value, taken.submission.counts) == ("done", {"accepted": 2, "rejected": 0})
    (receipt,) = office.receipts()
    assert taken.submission.receipt == receipt.relative_to(office.workspace.root).as_posix()
    assert [line["path"] for line in taken.submission.manifest] == [taken.submission.receipt]
    assert openpyxl.load_workbook(receipt, read_only=True).sheetnames[0] == "回執"


@pytest.mark.usefixtures("dropped")
def test_somebody_quicker_is_waited_for_and_it_is_evaluated_again(office: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    commit, asked = Ledger.commit, []

    def second_time(*args: Any) -> Any:
        asked.append(args)
        if len(asked) == 1:
            raise Conflict("ledger.conflict", what="SJ-20261124-0001")
        return commit(*args)

    monkeypatch.setattr(Ledger, "commit", second_time)
    (taken,) = office.run()
    assert (len(asked), taken.submission.state.value, len(office.receipts())) == (2, "done", 1)


def marked(receipt: Path) -> tuple[str, str]:
    """The colour and the note of the short phone in the sender's sheet."""
    book = openpyxl.load_workbook(receipt)
    cell = next(one for one in book["名單"][3] if one.value == "1380013")
    return str(cell.fill.fgColor.rgb), cell.comment.text if cell.comment else ""


@pytest.mark.parametrize(("many", "broken"), [(2, False), (2, True), (1_000, False)])
def test_its_cells_are_marked_while_the_stages_are_asked(
    office: Any, prospects: Any, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, many: int, broken: bool
) -> None:
    start, begun = office.service.workers.start, list[tuple[str, bool]]()

    def watched(function: Any, *args: Any, **limit: Any) -> Any:
        begun.append((function.__name__, isinstance(args[-1], Path)))
        answer = start(function, *args, **limit)
        return fail if broken and function.__name__ == "mark_ahead" else answer

    def fail() -> None:
        raise Unreadable("file.crashed")

    monkeypatch.setattr(ahead, "MANY", many)
    monkeypatch.setattr(office.service.workers, "start", watched)
    rows = [prospects.row(1), prospects.row(2, 聯繫電話="1380013")]
    office.drop(sheet("名單.xlsx", prospects.headings, rows))
    office.run()
    (receipt,) = office.receipts()
    colour, note = marked(receipt)
    assert colour == "FFFDE2E1"
    assert "1380013" in note
    ahead_too = [("mark_ahead", False), ("write_receipt", not broken)]
    assert begun[-2:] == ahead_too if many == 2 else ("mark_ahead", False) not in begun


@pytest.mark.parametrize(
    ("code", "cell", "holds"),
    [(LOOKALIKE, "B3", False), (LOOKALIKE, "", True), (FORM_RETIRED, "", True), (None, "", True)],
)
def test_what_a_stage_says_of_a_cell_is_marked_too(code: Code | None, cell: str, holds: bool) -> None:
    said = (Finding(code, "名單", cell),) if code else ()
    evaluation = Evaluation(Examined("名單.xlsx"), Outcome(findings=said), Origin("261124-k7pm3x", "名單.xlsx"))
    assert ahead.Ahead(Path("x"), (), dict).holds(evaluation) is holds


def test_the_keys_of_its_customers_are_made_beside_and_are_the_same(
    office: Any, prospects: Any, sheet: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "MANY", 2)
    made = list[str]()

    def counted(name: str, phone: str) -> dict[str, str]:
        made.append(name)
        return customer_keys(name, phone)

    monkeypatch.setattr(rows, "customer_keys", counted)
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(1), prospects.row(2)]))
    office.run()
    with office.service.ledger._engine.connect() as connection:
        found = connection.execute(select(CUSTOMERS)).mappings().all()
    assert made == []
    assert len(found) == 2
    for one in found:
        keys = customer_keys(one["name"], one["phone"])
        assert {name: one[name] for name in keys} == keys
