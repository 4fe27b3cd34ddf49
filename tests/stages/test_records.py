from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from toolkit.forms.column import Privacy
from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, Change
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.records import Promote, jsonable, merge, payload, payloads, revise, strictest
from toolkit.stages.screening.forms import PROSPECTS

MakeRow = Callable[..., TakenRow]
PROMOTE = Promote(owner="owner", day="registered_on", deal_stage="stage", amount="budget")


def accepted(*rows: TakenRow) -> Accepted:
    return Accepted(PROSPECTS, rows, "s1", "客戶名單.xlsx")


@pytest.mark.parametrize(
    ("value", "stored"),
    [
        ("文字", "文字"),
        (Decimal("52000.00"), "52000"),
        (Decimal("1.20"), "1.2"),
        (Decimal("1E+3"), "1000"),
        (date(2026, 1, 5), "2026-01-05"),
        (datetime.fromisoformat("2026-01-05T09:30"), "2026-01-05T09:30:00"),
        (("甲", "乙"), ["甲", "乙"]),
        (3, 3),
    ],
)
def test_values_as_they_are_stored(value: object, stored: object) -> None:
    assert jsonable(value) == stored


def test_the_rows_of_a_list_are_worded_by_column_as_one_by_one(prospect: MakeRow) -> None:
    full = [prospect(row, budget=Decimal(row), title="經理" if row % 2 else None) for row in range(2, 9)]
    rows = [*full, replace(full[0], number=9, extras={"備用": "甲", "空": ""}), prospect(10, customer_id="X-1")]
    ids = [f"SJ-{row.number}" if row.number % 3 else "" for row in rows]
    for some, own in ((rows, ids), (rows[:1], ids[:1]), ([rows[0], rows[0]], ["", "甲"]), ([], [])):
        alone = [payload(row, customer) for row, customer in zip(some, own, strict=True)]
        assert [list(one.items()) for one in payloads(some, own)] == [list(one.items()) for one in alone]


def test_a_new_row_is_a_new_record_with_its_place(prospect: MakeRow) -> None:
    (record,) = revise(accepted(prospect(7, budget=Decimal(2400000))), {}, ["SJ-1"], PROMOTE, ["SJ-1"])
    assert (record.change, record.version, record.key, record.customer) == (Change.NEW, 1, "SJ-1", "SJ-1")
    assert (record.owner, record.day, record.amount) == ("陳立文", date(2026, 11, 2), 2400000.0)
    assert (record.source.file, record.source.sheet, record.source.row) == ("客戶名單.xlsx", "表", 7)
    assert record.payload["customer_id"] == "SJ-1"
    assert "credit_code" not in record.payload


def test_a_blank_never_erases_and_a_word_clears(prospect: MakeRow) -> None:
    (first,) = revise(accepted(prospect(2, budget=Decimal(100), title="總經理")), {}, ["A"], PROMOTE, ["A"])
    (blank,) = revise(accepted(prospect(2)), {"A": first}, ["A"], PROMOTE, ["A"])
    assert (blank.change, blank.payload["title"], blank.version) == (Change.UNCHANGED, "總經理", 1)
    (cleared,) = revise(accepted(prospect(2, title="清除")), {"A": first}, ["A"], PROMOTE, ["A"])
    assert (cleared.change, cleared.version) == (Change.CHANGED, 2)
    assert "title" not in cleared.payload
    assert cleared.payload["budget"] == "100"


def test_a_change_keeps_only_the_cells_it_set(prospect: MakeRow) -> None:
    (first,) = revise(accepted(prospect(2)), {}, ["A"], PROMOTE, ["A"])
    (second,) = revise(accepted(prospect(2, intent="高")), {"A": first}, ["A"], PROMOTE, ["A"])
    assert second.change is Change.CHANGED
    assert set(second.cells) == {"intent"}


def test_a_row_that_stood_above_is_revised_by_the_one_below(prospect: MakeRow) -> None:
    rows = accepted(prospect(2), prospect(2, intent="中"), prospect(2))
    records = revise(rows, {}, ["A", "A", "A"], PROMOTE, ["A", "A", "A"])
    assert [record.change for record in records] == [Change.NEW, Change.CHANGED, Change.UNCHANGED]
    assert records[2].payload["intent"] == "中"


def test_extras_are_kept_beside_the_fields(prospect: MakeRow) -> None:
    row = prospect(2)
    with_extras = TakenRow(row.row, row.sheet, row.number, extras={"樓棟數": "6", "空": ""})
    assert payload(with_extras, "A")["extras"] == {"樓棟數": "6"}
    merged = merge({"extras": {"樓棟數": "6"}}, {"extras": {"電梯": "12"}})
    assert merged == {"extras": {"樓棟數": "6", "電梯": "12"}}


def test_the_privacy_of_a_form_is_that_of_its_internal_columns() -> None:
    assert strictest(PROSPECTS) is Privacy.OPEN
    assert strictest(CONTACTS) is Privacy.OPEN
