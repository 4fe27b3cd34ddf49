from collections.abc import Callable

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Ref
from toolkit.stages.customers import reference
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.screening.forms import PROSPECTS

MakeRow = Callable[..., TakenRow]


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("SJ-20261124-0001", Ref(id="SJ-20261124-0001")),
        ("sj-20261124-0001 華景置業", Ref(id="SJ-20261124-0001", name="華景置業")),
        ("華景置業有限公司（SJ-20261124-0001）", Ref(id="SJ-20261124-0001", name="華景置業有限公司（）")),
        ("南城業主委員會（雲錦花園）", Ref(name="南城業主委員會（雲錦花園）")),
    ],
)
def test_how_a_cell_names_a_customer(typed: str, ref: Ref) -> None:
    assert reference(typed).id == ref.id
    if not ref.id or " " in typed:
        assert reference(typed) == ref


def test_a_customer_by_id_by_name_and_by_both(office, prospect: MakeRow, contact: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    names = ("SJ-20261124-0001", "第2號置業有限公司", "SJ-20261124-0001 第2號置業有限公司", "第2号置业有限公司")
    rows = [
        contact(at, customer=name, method=way)
        for at, (name, way) in enumerate(zip(names, ("電話", "微信", "郵件", "拜訪"), strict=True), 2)
    ]
    outcome = office.drop(CONTACTS, rows)
    assert [record.customer for record in outcome.records] == ["SJ-20261124-0001"] * 4
    assert outcome.findings == ()


@pytest.mark.parametrize(
    ("typed", "code", "suggestion"),
    [
        ("沒有這一家公司", "customer.unknown", ""),
        ("第2號置業公司", "customer.similar", "SJ-20261124-0001 第2號置業有限公司"),
        ("SJ-20200101-0001", "customer.unknown", ""),
    ],
)
def test_an_unknown_customer_is_asked_about(
    office, prospect: MakeRow, contact: MakeRow, typed: str, code: str, suggestion: str
) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(CONTACTS, [contact(5, customer=typed)])
    (finding,) = outcome.findings
    assert (finding.code.code, finding.row, finding.field, finding.value) == (code, 5, "customer", typed)
    assert finding.suggestion == suggestion
    assert finding.blocks
    assert outcome.records == ()


def test_two_customers_of_one_name_are_never_chosen_between(office, prospect: MakeRow, contact: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, name="大華物業"), prospect(3, name="大華物業")])
    outcome = office.drop(CONTACTS, [contact(2, customer="大華物業")])
    assert [finding.code.code for finding in outcome.findings] == ["customer.similar"]
