"""Which customer a sheet means: the matching rules of the domain, as a table; look-alikes; bulk answers."""

from dataclasses import replace
from datetime import date

from toolkit.ledger.ledger import Ledger
from toolkit.outcome import Customer, Outcome, Record, Ref

CODE, OTHER_CODE = "914403001922038216", "91330100799655058B"
OFFICE = (
    Customer("SJ-1", "大華物業（深圳）有限公司", CODE, "13800138000", "王明"),
    Customer("SJ-2", "中海物業有限公司", "", "0755-83000000", "李華"),
    Customer("SJ-3", "萬科物業有限公司", "", "13900139000", "王明"),
    Customer("SJ-4", "万科物业有限公司", OTHER_CODE, "13700137000", "李華"),
    Customer("SJ-5", "金地商置集團", "", "13600136000", "李華"),
)


CERTAIN: dict[Ref, str | None] = {
    Ref(id="SJ-1"): "SJ-1",
    Ref(id="SJ-1", name="別的名字", credit_code=OTHER_CODE): "SJ-1",
    Ref(id="SJ-9"): None,
    Ref(id="SJ-9", credit_code=CODE): "SJ-1",
    Ref(credit_code=CODE.lower()): "SJ-1",
    Ref(name="大华物业(深圳)有限公司"): "SJ-1",
    Ref(name="大華物業 （深圳） 有限公司"): "SJ-1",
    Ref(id="中海物業有限公司", name="中海物業有限公司"): "SJ-2",
    Ref(id="SJ-9", name="中海物業有限公司"): None,
    Ref(name="中海物業有限公司", phone="0755 8300 0000"): "SJ-2",
    Ref(name="中海物業有限公司", phone="０７５５-83000000"): "SJ-2",
    Ref(name="中海物業有限公司", phone="13800138000"): None,
    Ref(name="中海物業有限公司", phone="0755-83000000", credit_code=OTHER_CODE): "SJ-4",
    Ref(name="大華物業（深圳）有限公司", phone="13800138000", credit_code="91110000100000000X"): None,
    Ref(name="中海物業有限公司", phone="0755-83000000", credit_code="91110000100000000X"): "SJ-2",
    Ref(name="萬科物業有限公司"): None,
    Ref(name="萬科物業有限公司", phone="13900139000"): "SJ-3",
    Ref(name="萬科物業有限公司", phone="+86 137 0013 7000"): "SJ-4",
    Ref(name="華大物業（深圳）有限公司", phone="13800138000"): None,
    Ref(name="金地商置"): None,
    Ref(phone="13800138000"): None,
    Ref(): None,
}
LIKE: dict[Ref, list[tuple[str, tuple[str, ...]]]] = {
    Ref(name="大華物業管理有限公司"): [("SJ-1", ("brand",))],
    Ref(name="大華集團", phone="13800138000"): [("SJ-1", ("brand", "phone"))],
    Ref(name="華大物業（深圳）有限公司"): [],
    Ref(name="大豐物業有限公司"): [],
    Ref(name="大華物業（深圳）有限公司", credit_code=OTHER_CODE): [],
    Ref(name="萬科物業有限公司"): [("SJ-3", ("name",)), ("SJ-4", ("name",))],
    Ref(name="金地商業"): [],
    Ref(name="某某公司", phone="0755-83000000"): [("SJ-2", ("phone",))],
    Ref(id="SJ-1"): [],
    Ref(id="SJ-1", name="中海物業有限公司"): [("SJ-2", ("name",))],
    Ref(name="恒信達"): [],
}


def test_a_ref_means_one_customer_for_certain_or_none(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(customers=OFFICE))
    with ledger.view() as view:
        found = view.customers(CERTAIN)
        one_by_one = {ref: view.customers([ref]).get(ref) for ref in CERTAIN}
    assert {ref: found[ref].id if ref in found else None for ref in CERTAIN} == CERTAIN
    assert {ref: who for ref, who in one_by_one.items() if who} == found


def test_similar_customers_are_suggested_with_their_evidence(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(customers=OFFICE))
    with ledger.view() as view:
        found = view.lookalikes(LIKE)
    told = {ref: [(like.customer.id, like.evidence) for like in found.get(ref, ())] for ref in LIKE}
    assert told == LIKE


def test_a_slip_in_a_long_name_is_suggested_but_not_a_number(office, ledger: Ledger) -> None:
    names = ("碧桂園鳳凰城", "創業園第1期業主委員會", "碧桂園鳳凰城業主委員會")
    office.take("a.xlsx", Outcome(customers=tuple(Customer(f"SJ-{at}", name) for at, name in enumerate(names))))
    with ledger.view() as view:
        slip, number = Ref(name="碧桂圓鳳凰城"), Ref(name="創業園第2期業主委員會")
        found = view.lookalikes([slip, number])
    assert [(like.customer.id, like.evidence) for like in found[slip]] == [("SJ-0", ("typo",)), ("SJ-2", ("typo",))]
    assert number not in found


def test_a_contradicting_code_on_the_same_phone_is_still_worth_a_look(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(customers=OFFICE))
    ref = Ref(name="大華物業（深圳）有限公司", phone="13800138000", credit_code="91110000100000000X")
    with ledger.view() as view:
        (like,) = view.lookalikes([ref])[ref]
    assert (like.customer.id, like.evidence) == ("SJ-1", ("name", "phone"))
    assert like.score < 85


def test_a_code_that_two_have_means_neither(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(customers=(OFFICE[0], replace(OFFICE[0], id="SJ-9"))))
    with ledger.view() as view:
        assert view.customers([Ref(credit_code=CODE)]) == {}


def test_only_current_facts_count(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(customers=OFFICE))
    office.take("b.xlsx", Outcome(customers=(replace(OFFICE[1], name="新中海物業有限公司", phone="13500135000"),)))
    with ledger.view() as view:
        assert view.customers([Ref(name="中海物業有限公司")]) == {}
        assert view.customers([Ref(name="新中海物業有限公司")]).popitem()[1].id == "SJ-2"
        assert [one.id for one in view.all_customers()] == ["SJ-1", "SJ-2", "SJ-3", "SJ-4", "SJ-5"]


def test_customers_come_by_owner(office, ledger: Ledger) -> None:
    office.take("a.xlsx", Outcome(customers=OFFICE))
    with ledger.view() as view:
        found = view.owned_by(["王明", "nobody"])
    assert {owner: [one.id for one in theirs] for owner, theirs in found.items()} == {"王明": ["SJ-1", "SJ-3"]}


def test_records_come_by_customer_oldest_day_first(office, ledger: Ledger) -> None:
    days = {"b": date(2026, 11, 2), "a": date(2026, 11, 1), "c": None, "d": date(2026, 11, 3)}
    records = tuple(
        replace(office.contact(key, "SJ-2" if key == "d" else "SJ-1", method="電話"), day=day)
        for key, day in days.items()
    )
    office.take("a.xlsx", Outcome(records=records))
    with ledger.view() as view:
        found = view.current("contacts", ["SJ-1", "SJ-9"])
        everything = view.all_current("contacts")
        having = view.having("contacts", "method", ["電話", "微信"])
    assert {customer: [one.key for one in theirs] for customer, theirs in found.items()} == {"SJ-1": ["c", "a", "b"]}
    assert {one.key for one in everything} == set(days)
    assert {value: {one.key for one in theirs} for value, theirs in having.items()} == {"電話": set(days)}


def test_a_record_comes_back_as_it_went(office, ledger: Ledger, clock) -> None:
    told = office.prospect(floor_area="1200.50", extras={"備註二": "x"}, empty=None)
    one = office.take("a.xlsx", Outcome(records=(told,)))
    back = office.record("prospects", told.key)
    assert back == replace(told, source=replace(told.source, submission=one, file="a.xlsx"), recorded_at=clock.now)


def test_questions_about_nothing_are_answered_with_nothing(ledger: Ledger) -> None:
    with ledger.view() as view:
        assert view.customers([]) == view.lookalikes([]) == view.current("contacts", []) == {}
        assert view.by_key("contacts", []) == view.moves([]) == view.scores([]) == view.by_id([]) == {}


def test_odd_characters_do_no_harm(office, ledger: Ledger) -> None:
    odd = "名\0字\udcff'\"%_"
    record = Record("contacts", odd, {"content": odd}, "SJ-1")
    office.take("a.xlsx", Outcome(records=(record,), customers=(Customer("SJ-1", "名\0字%_'"),)))
    with ledger.view() as view:
        assert [one.payload["content"] for one in view.by_key("contacts", [odd]).values()] == [odd]
        assert len(view.customers([Ref(name="名\0字%_'")])) == 1
