"""The life of a contract by its sheets alone: draft, review, change, review again, signing (seed 4b–4d)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.column import Privacy
from toolkit.forms.form import Form
from toolkit.outcome import Change, Outcome, Record
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.contract.desk import Desk
from toolkit.stages.contract.forms import APPROVALS, CONTRACTS, NEGOTIATIONS
from toolkit.stages.contract.stage import follow, watch
from toolkit.stages.contract.terms import term_length
from toolkit.stages.overlay import Overlay

NUMBER = "HT-20261124-0001"
SIGNED: Mapping[str, Any] = {
    "signed_on": date(2026, 12, 1),
    "signed_by": "沈知行",
    "seal_number": "YY-0088",
    "original_location": "檔案室 3 櫃",
}


class Office:
    """Drops sheets one after the other, as staff do, and remembers what came of it."""

    def __init__(self, ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> None:
        self.ledger = ledger
        self.rules = rules
        self.given = given

    def drop(self, form: Form, *rows: Mapping[str, Any], authority: str = "") -> Outcome:
        accepted = self.given.sheet(form, *rows, authority=authority)
        outcome = follow(accepted, self.ledger, self.rules, self.given.today)
        self.ledger = self.ledger.over(outcome)
        return outcome

    def contract(self, number: str = NUMBER) -> Record:
        records = self.ledger.current("contracts", [self.given.customer.id])[self.given.customer.id]
        return next(record for record in records if record.payload["contract_id"] == number)

    def approve(self, opinion: str = "同意", only: tuple[str, ...] = (), **changes: Any) -> list[Outcome]:
        payload = self.contract().payload
        desk = Desk(self.ledger, self.rules, self.given.today)
        made = []
        for reviewer in desk.reviewers():
            if only and reviewer.department not in only:
                continue
            row = {
                "contract_id": payload["contract_id"],
                "contract_version": payload["version"],
                "check_code": payload["check_code"],
                "department": reviewer.department,
                "reviewer": "李審",
                "opinion": opinion,
                "remarks": None if opinion == "同意" else "付款期限請改為三十日",
                "day": self.given.today,
                **changes,
            }
            made.append(self.drop(APPROVALS, row, authority=reviewer.folder))
        return made


@pytest.fixture
def office(ledger: Overlay, rules: RuleBook, given: SimpleNamespace) -> Office:
    return Office(ledger, rules, given)


@pytest.fixture
def drafted(office: Office) -> Office:
    office.drop(CONTRACTS, office.given.service)
    return office


def codes(outcome: Outcome) -> list[tuple[str, str]]:
    return [(finding.code.code, finding.cell) for finding in outcome.findings]


def kinds(outcome: Outcome) -> list[tuple[str, bool]]:
    return [(order.kind, order.final) for order in outcome.documents]


def test_first_draft(office: Office) -> None:
    outcome = office.drop(CONTRACTS, office.given.service)
    (record,) = outcome.records
    assert record.change is Change.NEW
    assert record.customer == office.given.customer.id
    assert record.owner == "王敏"
    assert record.day == date(2027, 1, 1)
    assert record.amount == 15912000
    assert record.payload["contract_id"] == NUMBER
    assert record.payload["version"] == 1
    assert record.payload["contract_state"] == "草稿"
    assert record.payload["property_name"] == "華景中心"
    assert record.payload["area"] == "52000"
    assert kinds(outcome) == [("合同", False), ("合同審核表", True)]
    contract, review = outcome.documents
    assert contract.template == "物業服務合同"
    assert contract.context["draft"] is True
    assert contract.context["amount_upper"] == "人民幣壹仟伍佰玖拾壹萬貳仟元整"
    assert contract.context["fee_total"] == Decimal("15912000.00")
    assert contract.folder == "客戶/SJ-20261105-0003 華景置業有限公司"
    assert (review.privacy, review.folder.split("/")[0]) == (Privacy.INTERNAL, "內部")
    assert codes(outcome) == [("contract.no_negotiation", "D2")]


def test_same_sheet_again_changes_nothing(drafted: Office) -> None:
    outcome = drafted.drop(CONTRACTS, drafted.given.service)
    assert [record.change for record in outcome.records] == [Change.UNCHANGED]
    assert outcome.documents == ()
    assert outcome.findings == ()


def test_final_copy_only_when_every_department_agrees(drafted: Office) -> None:
    *first, last = drafted.approve()
    assert [kinds(outcome) for outcome in first] == [[("合同審核表", True)]] * 3
    assert kinds(last) == [("合同審核表", True), ("合同", True)]
    assert drafted.contract().payload["contract_state"] == "待簽"
    final = last.documents[1]
    assert final.context["draft"] is False
    assert final.number == NUMBER
    assert all(record.privacy is Privacy.INTERNAL for record in last.records if record.form == "approvals")


def test_state_in_between(drafted: Office) -> None:
    drafted.approve(only=("法務部",))
    assert drafted.contract().payload["contract_state"] == "審批中"


@pytest.mark.parametrize(
    ("changes", "authority", "code"),
    [
        ({}, "", "approval.wrong_folder"),
        ({}, "內部/會簽/財務部", "approval.wrong_folder"),
        ({"contract_version": 2}, "內部/會簽/法務部", "approval.version_stale"),
        ({"check_code": "0000-0000"}, "內部/會簽/法務部", "approval.version_stale"),
        ({"contract_id": "HT-20200101-0001"}, "內部/會簽/法務部", "contract.unknown_contract"),
        ({"department": "運營部"}, "內部/會簽/法務部", "approval.not_department"),
    ],
)
def test_word_that_does_not_count(drafted: Office, changes: dict[str, Any], authority: str, code: str) -> None:
    payload = drafted.contract().payload
    row = {
        "contract_id": NUMBER,
        "contract_version": 1,
        "check_code": payload["check_code"],
        "department": "法務部",
        "reviewer": "李審",
        "opinion": "同意",
        "day": drafted.given.today,
    } | changes
    outcome = drafted.drop(APPROVALS, row, authority=authority)
    assert [finding.code.code for finding in outcome.findings] == [code]
    assert outcome.records == ()
    assert outcome.documents == ()


def test_check_code_is_read_as_people_type_it(drafted: Office) -> None:
    typed = drafted.contract().payload["check_code"].lower().replace("-", " ")
    drafted.approve(only=("法務部",), check_code=typed)
    assert drafted.contract().payload["contract_state"] == "審批中"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", Decimal(15912001)),
        ("payment_terms", "按月支付。"),
        ("ends_on", date(2029, 12, 30)),
        ("special_terms", "首年贈送外牆清洗一次。"),
    ],
)
def test_any_change_of_content_voids_the_approvals(drafted: Office, field: str, value: Any) -> None:
    drafted.approve()
    before = drafted.contract().payload
    outcome = drafted.drop(CONTRACTS, {**drafted.given.service, field: value})
    after = drafted.contract().payload
    assert (before["contract_state"], after["contract_state"]) == ("待簽", "草稿")
    assert after["version"] == 2
    assert after["check_code"] != before["check_code"]
    assert [finding.code.code for finding in outcome.findings] == ["contract.approvals_void"]
    assert outcome.findings[0].data["count"] == 4
    review = outcome.documents[1].context
    assert {line["standing"].split("（")[0] for line in review["votes"]} == {"作廢"}
    assert "4 份意見作廢" in review["voided"]


def test_changed_template_voids_the_approvals(drafted: Office) -> None:
    drafted.approve()
    rules = replace(drafted.rules.contract_rules, template_hashes={"物業服務合同": "another"})
    drafted.rules = replace(drafted.rules, contract_rules=rules)
    outcome = drafted.drop(CONTRACTS, drafted.given.service)
    assert [finding.code.code for finding in outcome.findings] == ["contract.template_changed"]
    assert drafted.contract().payload["version"] == 1
    assert drafted.contract().payload["contract_state"] == "草稿"


@pytest.mark.parametrize("opinion", ["修改後同意", "不同意"])
def test_sent_back(drafted: Office, opinion: str) -> None:
    drafted.approve(only=("招商部", "財務部"))
    (outcome,) = drafted.approve(opinion, only=("法務部",))
    assert [finding.code.code for finding in outcome.findings] == ["approval.returned_for_change"]
    assert drafted.contract().payload["contract_state"] == "草稿"
    assert "付款期限請改為三十日" in str(outcome.documents[0].context["votes"])


def test_what_was_signed_before_the_process_is_history(office: Office) -> None:
    signed = dict(SIGNED) | {"signed_on": date(2026, 10, 8), "state": "執行中"}
    ahead = office.drop(CONTRACTS, office.given.service | signed)
    assert [finding.code.code for finding in ahead.findings] == ["contract.starts_later"]
    old = office.given.service | signed | {"starts_on": date(2026, 11, 1)}
    outcome = office.drop(CONTRACTS, old)
    assert [finding.code.code for finding in outcome.findings] == ["contract.historic"]
    assert outcome.documents == ()
    assert [move.after for move in outcome.moves] == ["成交"]
    assert office.contract().payload["contract_state"] == "執行中"
    again = office.drop(CONTRACTS, old | {"state": "到期"})
    assert [record.change for record in again.records] == [Change.UNCHANGED]
    assert [finding.code.code for finding in again.findings] == ["contract.state_kept"]


def test_a_void_draft_takes_its_papers_with_it(office: Office) -> None:
    office.drop(CONTRACTS, office.given.service)
    void = {"state": "作廢", "ending_reason": "改簽整體合同"}
    outcome = office.drop(CONTRACTS, office.given.service | void)
    assert outcome.voided == (NUMBER,)
    assert office.contract().payload["contract_state"] == "作廢"
    assert office.drop(CONTRACTS, office.given.service | void).records[0].change is Change.UNCHANGED
    assert watch([office.given.customer.id], office.ledger, office.rules, office.given.today) == Outcome()


def test_an_office_that_writes_simplified_gets_simplified_contracts(office: Office) -> None:
    book = replace(office.rules.contract_rules, language="zh-Hans")
    office.rules = replace(office.rules, contract_rules=book)
    outcome = office.drop(CONTRACTS, office.given.service)
    assert outcome.documents[0].template == "物业服务合同"
    outcome = office.drop(CONTRACTS, office.given.service | {"text_language": "繁體中文"})
    assert outcome.documents[0].template == "物業服務合同"


def test_a_contract_with_another_than_the_customer_is_asked_about(office: Office) -> None:
    row = office.given.service | {"customer": office.given.customer.id, "counterparty": "華景實業有限公司"}
    outcome = office.drop(CONTRACTS, row)
    assert ("contract.other_counterparty", "華景實業有限公司") in [
        (one.code.code, one.value) for one in outcome.findings
    ]
    same = office.given.service | {"counterparty": "华景置业有限公司", "name": "第二份"}
    assert "contract.other_counterparty" not in [one.code.code for one in office.drop(CONTRACTS, same).findings]


def test_an_old_contract_with_another_than_the_customer_is_asked_about(office: Office) -> None:
    """The credit code is one customer's, the name another's: one of them is wrong, and so is the folder."""
    signed = dict(SIGNED) | {"signed_on": date(2026, 10, 8), "starts_on": date(2026, 11, 1)}
    outcome = office.drop(CONTRACTS, office.given.service | signed | {"counterparty": "華景實業有限公司"})
    assert [(one.code.code, one.value) for one in outcome.findings] == [
        ("contract.historic", office.contract().payload["contract_id"]),
        ("contract.other_counterparty", "華景實業有限公司"),
    ]


def test_a_deputy_is_named_as_one(drafted: Office) -> None:
    process = drafted.rules.process
    reviewers = tuple(replace(one, deputies=("李審",)) for one in process.reviewers if one.department == "法務部")
    drafted.rules = replace(drafted.rules, process=replace(process, reviewers=reviewers))
    (outcome,) = drafted.approve()
    assert [vote["reviewer"] for vote in outcome.documents[0].context["votes"]] == ["李審（代理）"]
    assert drafted.contract().payload["contract_state"] == "待簽"


def naming(drafted: Office, people: tuple[str, ...] = (), deputies: tuple[str, ...] = ()) -> None:
    process = drafted.rules.process
    counsel = {"people": people, "deputies": deputies}
    reviewers = tuple(replace(one, **counsel) if one.role == "legal" else one for one in process.reviewers)  # type: ignore[arg-type]
    drafted.rules = replace(drafted.rules, process=replace(process, reviewers=reviewers))


@pytest.mark.parametrize(
    ("named", "person", "found"),
    [
        ({"people": ("韓思源",)}, "路人甲", "韓思源"),
        ({"people": ("韓思源",), "deputies": ("韓代",)}, "路人甲", "韓思源、韓代"),
        ({"deputies": ("韓代",)}, "路人甲", "韓代"),
        ({"people": ("韓思源",), "deputies": ("韓代",)}, "韩 思源", ""),
        ({"people": ("韓思源",), "deputies": ("韓代",)}, "韓代", ""),
        ({}, "路人甲", ""),
    ],
)
def test_where_reviewers_are_named_nobody_else_speaks(
    drafted: Office, named: dict[str, tuple[str, ...]], person: str, found: str
) -> None:
    naming(drafted, **named)
    (outcome,) = drafted.approve(only=("法務部",), reviewer=person)
    assert [finding.data for finding in outcome.findings] == (
        [{"department": "法務部", "named": found}] if found else []
    )
    assert [finding.code.code for finding in outcome.findings] == ["approval.not_named"] * bool(found)
    standing = [order.context["votes"][2]["standing"] for order in outcome.documents]
    assert standing == ([] if found else ["有效"])
    (other,) = drafted.approve(only=("財務部",), reviewer="王審")
    assert other.findings == ()


def test_a_word_from_before_names_were_given_says_so(drafted: Office) -> None:
    drafted.approve(only=("法務部",), reviewer="路人甲")
    naming(drafted, people=("韓思源",))
    (outcome,) = drafted.approve(only=("財務部",), reviewer="王審")
    assert outcome.documents[0].context["votes"][2]["standing"] == "有效（按資料夾認定）"


def test_a_vote_on_a_void_contract_is_not_told_that_it_was_signed(drafted: Office) -> None:
    drafted.drop(CONTRACTS, drafted.given.service | {"state": "作廢", "ending_reason": "改簽整體合同"})
    (outcome,) = drafted.approve(only=("法務部",))
    assert [finding.code.code for finding in outcome.findings] == ["contract.over"]


def test_signing_waits_for_the_review(drafted: Office) -> None:
    drafted.approve(only=("招商部", "財務部"))
    outcome = drafted.drop(CONTRACTS, drafted.given.service | dict(SIGNED))
    assert [finding.code.code for finding in outcome.findings] == ["contract.signed_unreviewed"]
    assert outcome.findings[0].data["departments"] == "法務部、總經理室"
    assert outcome.records == ()


def test_a_signing_of_another_text_says_what_changed(drafted: Office) -> None:
    drafted.approve()
    customer = drafted.given.customer
    moved = replace(customer, prospect={**customer.prospect, "property_type": "醫院"})
    drafted.ledger = drafted.ledger.over(Outcome(customers=(moved,)))
    row = drafted.given.service | {"payment_terms": "按月支付，每月 10 日前付清當月費用。"}
    outcome = drafted.drop(CONTRACTS, row | dict(SIGNED))
    (found,) = outcome.findings
    assert (found.code.code, found.data["version"], found.data["next"]) == ("contract.signed_changed_text", 1, 2)
    assert found.data["changes"] == (
        "付款條件（按季支付，每季首月 10 日前付清當季費…→按月支付，每月 10 日前付清當月費用。）、物業類型（寫字樓→醫院）"
    )
    again = drafted.drop(CONTRACTS, row)
    assert [finding.code.code for finding in again.findings] == ["contract.approvals_void"]
    assert drafted.contract().payload["version"] == 2


def test_signing_makes_the_deal(drafted: Office) -> None:
    drafted.approve()
    code = drafted.contract().payload["check_code"]
    outcome = drafted.drop(CONTRACTS, drafted.given.service | dict(SIGNED))
    payload = drafted.contract().payload
    assert (payload["contract_state"], payload["version"], payload["check_code"]) == ("執行中", 1, code)
    (move,) = outcome.moves
    assert (move.before, move.after, move.on, move.person) == ("談判", "成交", date(2026, 12, 1), "沈知行")
    assert outcome.findings == ()


def test_signed_contract_does_not_change(drafted: Office) -> None:
    drafted.approve()
    drafted.drop(CONTRACTS, drafted.given.service | dict(SIGNED))
    outcome = drafted.drop(CONTRACTS, drafted.given.service | dict(SIGNED) | {"amount": Decimal(1)})
    assert [finding.code.code for finding in outcome.findings] == ["contract.changed_after_signing"]
    moved = drafted.drop(CONTRACTS, drafted.given.service | dict(SIGNED) | {"original_location": "總部檔案館"})
    assert moved.findings == ()
    assert drafted.contract().payload["original_location"] == "總部檔案館"


def test_two_new_contracts_of_one_sheet_get_two_numbers(office: Office) -> None:
    outcome = office.drop(CONTRACTS, office.given.service, office.given.lease)
    assert [record.payload["contract_id"] for record in outcome.records] == [NUMBER, "HT-20261124-0002"]
    assert [order.template for order in outcome.documents if order.kind == "合同"] == [
        "物業服務合同",
        "租賃合同",
    ]


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({"name": "另一份", "starts_on": date(2029, 12, 31), "ends_on": date(2030, 12, 30)}, 1),
        ({"name": "另一份", "starts_on": date(2030, 1, 1), "ends_on": date(2030, 12, 31)}, 0),
        ({"name": "另一份", "leased_unit": "A座1204"}, 0),
    ],
)
def test_one_unit_one_tenant(office: Office, changes: dict[str, Any], count: int) -> None:
    office.drop(CONTRACTS, office.given.lease)
    outcome = office.drop(CONTRACTS, {**office.given.lease, **changes})
    overlaps = [finding for finding in outcome.findings if finding.code.code == "contract.term_overlaps"]
    assert len(overlaps) == count
    assert len(outcome.records) == 1 - count


def test_unknown_customer(office: Office) -> None:
    outcome = office.drop(CONTRACTS, {**office.given.service, "credit_code": None, "counterparty": "無名公司"})
    assert [finding.code.code for finding in outcome.findings] == ["contract.unknown_customer"]
    assert outcome.records == ()


def test_negotiation_brief_is_internal(office: Office) -> None:
    outcome = office.drop(NEGOTIATIONS, office.given.negotiation)
    (brief,) = outcome.documents
    assert brief.privacy is Privacy.INTERNAL
    assert brief.folder == "內部/談判/SJ-20261105-0003 華景置業有限公司"
    assert brief.context["walk_away"] == ["物業費單價：守不住「8.13元/㎡/月」即離場；改走「改為專項外包」。"]
    assert brief.context["concession_total"] == Decimal(231712)
    assert outcome.records[0].privacy is Privacy.INTERNAL


def test_brief_is_of_the_latest_round(office: Office) -> None:
    office.drop(NEGOTIATIONS, office.given.negotiation)
    second = {**office.given.negotiation, "round": 2, "floor": "8.20元/㎡/月"}
    (brief,) = office.drop(NEGOTIATIONS, second).documents
    assert [issue["floor"] for group in brief.context["groups"] for issue in group["issues"]] == ["8.20元/㎡/月"]


def test_outside_the_mainland_no_checks_are_made(office: Office) -> None:
    rules = replace(office.rules.contract_rules, jurisdiction="HK")
    office.rules = replace(office.rules, contract_rules=rules)
    review = office.drop(CONTRACTS, office.given.service).documents[1].context
    assert (review["checked"], review["risks"], review["disclaimer"]) == (False, [], "未提供法規檢查")


def test_no_final_copy_from_a_template_that_counsel_has_not_released(drafted: Office) -> None:
    rules = replace(drafted.rules.contract_rules, released=frozenset())
    drafted.rules = replace(drafted.rules, contract_rules=rules)
    last = drafted.approve()[-1]
    assert kinds(last) == [("合同審核表", True)]
    assert drafted.contract().payload["contract_state"] == "審批中"
    outcome = drafted.drop(CONTRACTS, drafted.given.service | dict(SIGNED))
    assert [finding.code.code for finding in outcome.findings] == ["contract.template_unreleased"]


def test_first_draft_of_an_unreleased_template_says_so(office: Office) -> None:
    rules = replace(office.rules.contract_rules, released=frozenset())
    office.rules = replace(office.rules, contract_rules=rules)
    contract = office.drop(CONTRACTS, office.given.service).documents[0]
    assert (contract.context["draft_reason"], contract.final) == ("範本未經法務核准", False)


@pytest.mark.parametrize("form", [CONTRACTS, NEGOTIATIONS])
def test_open_objection_stops_a_customer_before_negotiation(office: Office, form: Form) -> None:
    customer = replace(office.given.customer, deal_stage="深入洽談")
    objection = Record("objections", "o-1", {"question": "單價太高", "status": "未解決"}, customer.id)
    office.ledger = office.ledger.over(Outcome(customers=(customer,), records=(objection,)))
    row = office.given.service if form is CONTRACTS else office.given.negotiation
    outcome = office.drop(form, row)
    assert [finding.code.code for finding in outcome.findings if finding.blocks] == ["stage.gate_closed"]
    assert (outcome.records, outcome.documents, outcome.moves) == ((), (), ())


def test_first_draft_brings_the_customer_to_negotiation(office: Office) -> None:
    customer = replace(office.given.customer, deal_stage="深入洽談")
    offer = Record("proposals", "p-1", {"version": 1, "unit_price": "8.5"}, customer.id)
    liked = Record("visits", "v-1", {"result": "認可", "held_at": "2026-11-20T10:00"}, customer.id)
    office.ledger = office.ledger.over(Outcome(customers=(customer,), records=(offer, liked)))
    outcome = office.drop(CONTRACTS, office.given.service)
    assert [(move.before, move.after) for move in outcome.moves] == [("深入洽談", "談判")]
    assert [who.deal_stage for who in outcome.customers] == ["談判"]


def test_arbitration_without_a_body_is_the_companys_usual_one(office: Office) -> None:
    outcome = office.drop(CONTRACTS, {**office.given.service, "dispute_resolution": "仲裁"})
    assert outcome.documents[0].context["arbitration_body"] == office.rules.company.arbitration


def nightly(office: Office) -> Outcome:
    outcome = watch([office.given.customer.id], office.ledger, office.rules, office.given.today)
    office.ledger = office.ledger.over(outcome)
    return outcome


def test_release_by_counsel_makes_the_copy_to_be_signed(drafted: Office) -> None:
    released = drafted.rules
    waiting = replace(released.contract_rules, released=frozenset())
    drafted.rules = replace(released, contract_rules=waiting)
    drafted.approve()
    assert nightly(drafted).records == ()
    drafted.rules = released
    outcome = nightly(drafted)
    assert kinds(outcome) == [("合同", True), ("合同審核表", True)]
    assert drafted.contract().payload["contract_state"] == "待簽"
    assert "已可簽署" in outcome.reminders[0].text
    assert nightly(drafted) == Outcome()


def test_changed_template_is_noticed_at_night(drafted: Office) -> None:
    drafted.approve()
    rules = replace(drafted.rules.contract_rules, template_hashes={"物業服務合同": "another"})
    drafted.rules = replace(drafted.rules, contract_rules=rules)
    outcome = nightly(drafted)
    assert drafted.contract().payload["contract_state"] == "草稿"
    assert "4 份意見作廢" in outcome.reminders[0].text
    assert nightly(drafted) == Outcome()


def test_simplified_contract_is_simplified_throughout(office: Office) -> None:
    outcome = office.drop(CONTRACTS, {**office.given.service, "text_language": "簡體中文"})
    contract = outcome.documents[0]
    assert contract.template == "物业服务合同"
    assert contract.context["scope"] == "秩序维护、清洁卫生、设施设备维护、绿化养护、停车管理。"
    assert contract.context["fee_mode"] == "包干制"
    assert outcome.documents[1].context["scope"].startswith("秩序維護")


def test_english_is_told_to_be_absent(office: Office) -> None:
    outcome = office.drop(CONTRACTS, {**office.given.service, "text_language": "英文"})
    assert outcome.documents[0].template == "物業服務合同"
    assert "contract.no_english" in [finding.code.code for finding in outcome.findings]


@pytest.mark.parametrize(
    ("row", "changes", "missing"),
    [
        ("service", {"fee_mode": "酬金制"}, ["remuneration_rate"]),
        ("service", {"unit_price": None, "price_unit": None}, ["unit_price", "price_unit"]),
        ("lease", {"fee_mode": "扣點", "unit_price": None}, ["turnover_rate"]),
        ("lease", {"fee_mode": "保底+扣點", "unit_price": None}, ["unit_price", "turnover_rate"]),
        ("lease", {"purpose": None}, ["purpose"]),
    ],
)
def test_a_text_that_would_have_gaps_is_not_drafted(
    office: Office, row: str, changes: dict[str, Any], missing: list[str]
) -> None:
    outcome = office.drop(CONTRACTS, getattr(office.given, row) | changes)
    assert [(one.code.code, one.field) for one in outcome.findings] == [
        ("contract.term_needed", one) for one in missing
    ]
    assert (outcome.records, outcome.documents) == ((), ())


def test_a_rent_is_not_taken_from_an_offer_for_services(office: Office) -> None:
    offer = Record(
        "proposals", "p", {"version": 1, "fee_mode": "包乾制", "unit_price": "4.8"}, office.given.customer.id
    )
    office.ledger = office.ledger.over(Outcome(records=(offer,)))
    outcome = office.drop(CONTRACTS, office.given.lease | {"unit_price": None})
    assert [one.field for one in outcome.findings] == ["unit_price"]
    office.drop(CONTRACTS, office.given.service | {"unit_price": None})
    assert office.contract().payload["unit_price"] == "4.8"


def test_a_changed_kind_of_property_is_another_text(drafted: Office) -> None:
    drafted.approve()
    code = drafted.contract().payload["check_code"]
    customer = drafted.given.customer
    hospital = replace(customer, prospect={**customer.prospect, "property_type": "醫院"})
    drafted.ledger = drafted.ledger.over(Outcome(customers=(hospital,)))
    outcome = drafted.drop(CONTRACTS, drafted.given.service)
    assert "contract.approvals_void" in {one.code.code for one in outcome.findings}
    assert drafted.contract().payload["check_code"] != code
    assert outcome.documents[0].context["property_type"] == "醫院"


def test_a_word_taken_back_takes_the_copy_back(drafted: Office) -> None:
    drafted.approve()
    (back,) = drafted.approve("不同意", ("法務部",))
    assert kinds(back) == [("合同審核表", True), ("合同", False)]
    assert drafted.contract().payload["contract_state"] == "草稿"


def test_one_person_for_several_departments_is_told(drafted: Office) -> None:
    first, *_, last = drafted.approve()
    assert first.findings == ()
    assert [(one.code.code, str(one.data["departments"]).count("、")) for one in last.findings] == [
        ("approval.same_reviewer", 3)
    ]


def test_two_contracts_of_one_sheet_bring_the_customer_forward_once(office: Office) -> None:
    early = replace(office.given.customer, deal_stage="深入洽談")
    offer = Record("proposals", "p", {"version": 1, "fee_mode": "包乾制"}, early.id)
    liked = Record("visits", "v-1", {"result": "認可", "held_at": "2026-11-20T10:00"}, early.id)
    office.ledger = office.ledger.over(Outcome(customers=(early,), records=(offer, liked)))
    outcome = office.drop(CONTRACTS, office.given.service, office.given.service | {"name": "二期物業服務合同"})
    assert [move.after for move in outcome.moves] == ["談判"]


def test_signing_a_text_that_changed_says_so(drafted: Office) -> None:
    drafted.approve()
    hashes = {**drafted.rules.contract_rules.template_hashes, "物業服務合同": "hash-9"}
    book = replace(drafted.rules.contract_rules, template_hashes=hashes)
    drafted.rules = replace(drafted.rules, contract_rules=book)
    outcome = drafted.drop(CONTRACTS, drafted.given.service | dict(SIGNED))
    assert [one.code.code for one in outcome.findings] == ["contract.signed_other_text"]


def test_limits_that_were_typed_are_pointed_out(office: Office) -> None:
    row = office.given.service | {"special_terms": "車輛失竊的，乙方概不負責。每季開會一次。"}
    outcome = office.drop(CONTRACTS, row)
    assert outcome.documents[0].context["limiting_terms"] == ["特別約定：車輛失竊的，乙方概不負責。"]


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2027, 1, 1), date(2029, 12, 31), "36 個月"),
        (date(2027, 1, 1), date(2029, 2, 14), "25 個月零 14 日"),
        (date(2027, 1, 1), date(2027, 1, 20), "20 日"),
        (date(2027, 1, 31), date(2027, 2, 28), "1 個月零 1 日"),
    ],
)
def test_length_of_a_term(start: date, end: date, told: str) -> None:
    assert term_length(start, end) == told


def test_nobody_has_signed_before_the_last_department_agreed(drafted: Office) -> None:
    drafted.approve()
    signed = dict(SIGNED) | {"signed_on": date(2026, 11, 23)}
    outcome = drafted.drop(CONTRACTS, drafted.given.service | signed)
    assert [(one.code.code, one.field) for one in outcome.findings] == [("contract.signed_too_early", "signed_on")]
    assert drafted.contract().payload["contract_state"] == "待簽"


def test_a_draft_says_at_once_whether_its_template_is_released(drafted: Office) -> None:
    def morning() -> Outcome:
        outcome = watch([drafted.given.customer.id], drafted.ledger, drafted.rules, drafted.given.today)
        drafted.ledger = drafted.ledger.over(outcome)
        return outcome

    assert morning() == Outcome()
    released = drafted.rules.contract_rules
    drafted.rules = replace(drafted.rules, contract_rules=replace(released, released=frozenset()))
    (draft,) = morning().documents
    assert (draft.kind, draft.context["draft_reason"]) == ("合同", "範本未經法務核准")
    assert morning() == Outcome()
    drafted.rules = replace(drafted.rules, contract_rules=released)
    outcome = morning()
    assert [order.context["draft_reason"] for order in outcome.documents] == ["尚未完成內部審批"]
    assert outcome.reminders == ()
    assert morning() == Outcome()
