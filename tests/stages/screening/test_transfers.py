from collections.abc import Callable
from typing import Any

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.stages.screening.forms import PROSPECTS, TRANSFERS, Transfer

MakeRow = Callable[..., TakenRow]


def handed(number: int = 2, **changes: Any) -> TakenRow:
    values = {"from_owner": "陳立文", "to_owner": "林家慧", "reason": "離職", **changes}
    return TakenRow(Transfer(**values), "轉交", number, cells=dict.fromkeys(values, f"A{number}"))


def test_one_sheet_moves_a_leavers_customers(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2), prospect(3), prospect(4, owner="梁靜宜")])
    outcome = office.drop(TRANSFERS, [handed()], authority="主管")
    moved = [record for record in outcome.records if record.form == "prospects"]
    assert [(record.key[-4:], record.payload["owner"], record.version) for record in moved] == [
        ("0001", "林家慧", 2),
        ("0002", "林家慧", 2),
    ]
    assert {customer.owner for customer in outcome.customers} == {"林家慧"}
    (order,) = outcome.lists
    assert (order.folder, order.name) == ("報表/轉交清單", "轉交清單 林家慧 客戶名單")
    assert [row["客戶編號"][-4:] for row in order.rows] == ["0001", "0002"]
    assert not any("138001" in str(row) for row in order.rows)
    assert outcome.moves == ()
    assert "owner_change_to:SJ-20261124-0001" in outcome.settled


def test_one_customer_by_name(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2), prospect(3)])
    outcome = office.drop(TRANSFERS, [handed(customer="第3號置業有限公司")], authority="主管")
    assert [customer.id[-4:] for customer in outcome.customers] == ["0002"]
    after = office.ledger.owned_by(["陳立文", "林家慧"])
    assert [customer.id[-4:] for customer in after["陳立文"]] == ["0001"]


def test_without_authority_it_waits(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(TRANSFERS, [handed()])
    assert [finding.code.code for finding in outcome.findings] == ["transfer.waits"]
    assert outcome.customers == ()
    assert [record.form for record in outcome.records] == ["transfers"]


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"from_owner": "沒有這個人"}, "transfer.nobody", "from_owner"),
        ({"customer": "沒有這一家"}, "customer.unknown", "customer"),
        ({"customer": "第2號置業有限公司", "from_owner": "梁靜宜"}, "transfer.not_owner", "from_owner"),
    ],
)
def test_what_cannot_be_handed_over_is_said(
    office, prospect: MakeRow, changes: dict[str, Any], code: str, field: str
) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(TRANSFERS, [handed(7, **changes)], authority="主管")
    (finding,) = outcome.findings
    assert (finding.code.code, finding.field, finding.row, finding.blocks) == (code, field, 7, True)
    assert outcome.records == ()


def test_after_a_transfer_the_new_owners_list_is_no_change(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    office.drop(TRANSFERS, [handed()], authority="主管")
    outcome = office.drop(PROSPECTS, [prospect(2, owner="林家慧")])
    assert [record.change.value for record in outcome.records] == ["unchanged"]
    assert outcome.findings == ()
