from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.outcome import Change, Outcome
from toolkit.stages.outreach.forms import CONTACTS
from toolkit.stages.screening.contexts import LetterContext
from toolkit.stages.screening.forms import PROSPECTS
from toolkit.stages.screening.prefill import stem

MakeRow = Callable[..., TakenRow]


def changes(outcome: Outcome) -> list[str]:
    return [record.change.value for record in outcome.records]


def codes(outcome: Outcome) -> list[str]:
    return [finding.code.code for finding in outcome.findings]


def test_new_customers_get_ids_in_the_order_of_the_rows(office, prospect: MakeRow) -> None:
    first = office.drop(PROSPECTS, [prospect(2), prospect(3)])
    second = office.drop(PROSPECTS, [prospect(4)])
    ids = [record.key for record in (*first.records, *second.records)]
    assert ids == ["SJ-20261124-0001", "SJ-20261124-0002", "SJ-20261124-0003"]
    assert {move.before for move in first.moves} == {""}
    assert [(move.after, move.on) for move in first.moves] == [("潛在線索", date(2026, 11, 2))] * 2


def test_the_same_list_a_week_later_with_five_more_rows(office, prospect: MakeRow) -> None:
    rows = [prospect(at, floor_area=Decimal(1000)) for at in range(2, 12)]
    office.drop(PROSPECTS, rows)
    blanked = [prospect(at) for at in range(2, 12)]
    more = [prospect(at) for at in range(12, 17)]
    again = office.drop(PROSPECTS, [*blanked, *more])
    assert changes(again) == ["unchanged"] * 10 + ["new"] * 5
    assert all(record.payload["floor_area"] == "1000" for record in again.records[:10])
    assert codes(again) == []
    assert len(again.moves) == 5


def test_a_missing_row_deletes_nothing(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2), prospect(3)])
    outcome = office.drop(PROSPECTS, [prospect(3)])
    assert changes(outcome) == ["unchanged"]
    assert set(office.ledger.by_key("prospects", {"SJ-20261124-0001"})) == {"SJ-20261124-0001"}


def test_matched_by_code_under_a_new_name(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, credit_code="914403001922038216")])
    outcome = office.drop(
        PROSPECTS, [prospect(2, name="改名後置業有限公司", phone="13900139000", credit_code="914403001922038216")]
    )
    assert changes(outcome) == ["changed"]
    assert outcome.customers[0].id == "SJ-20261124-0001"
    assert codes(outcome) == ["customer.matched_by_code"]


def test_matched_by_name_and_phone_is_noted_when_something_changes(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(PROSPECTS, [prospect(2, name="第2号置业有限公司", intent="高")])
    assert changes(outcome) == ["changed"]
    assert codes(outcome) == ["customer.matched_by_phone"]
    assert outcome.findings[0].severity == "note"


def test_same_name_and_phone_but_two_codes_are_two_customers(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, credit_code="914403001922038216")])
    outcome = office.drop(PROSPECTS, [prospect(2, credit_code="91330100799655058B")])
    assert changes(outcome) == ["new"]
    assert codes(outcome) == ["customer.lookalike"]


def test_a_name_alone_only_suggests(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, name="大華物業發展有限公司")])
    outcome = office.drop(PROSPECTS, [prospect(3, name="大華物業發展")])
    assert changes(outcome) == ["new"]
    (finding,) = outcome.findings
    assert (finding.code.code, finding.suggestion) == (
        "customer.lookalike",
        "SJ-20261124-0001 大華物業發展有限公司",
    )
    assert not finding.blocks


def test_an_id_that_contradicts_the_code_is_asked_about(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, credit_code="914403001922038216")])
    wrong = prospect(3, customer_id="SJ-20261124-0001", credit_code="91330100799655058B")
    outcome = office.drop(PROSPECTS, [wrong])
    assert outcome.records == ()
    assert codes(outcome) == ["customer.id_conflict"]
    assert outcome.findings[0].blocks


def test_an_id_of_our_pattern_that_nobody_gave_is_asked_about(office, prospect: MakeRow) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, customer_id="SJ-20261101-0042"), prospect(3)])
    assert [(one.code.code, one.field, one.value, one.row) for one in outcome.findings if one.blocks] == [
        ("customer.id_unknown", "customer_id", "SJ-20261101-0042", 2)
    ]
    assert [one.id for one in outcome.customers] == ["SJ-20261124-0001"]


@pytest.mark.parametrize("typed", ["K-1042", "1042", "SJ-2025-018"])
def test_a_companys_own_number_is_kept(office, prospect: MakeRow, typed: str) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, customer_id=typed)])
    assert [one.id for one in outcome.customers] == [typed]
    assert not any(one.blocks for one in outcome.findings)


def test_our_id_is_known_in_small_letters_too(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(PROSPECTS, [prospect(2, customer_id="sj-20261124-0001")])
    assert ([one.id for one in outcome.customers], codes(outcome)) == (["SJ-20261124-0001"], [])


def test_managers_bring_a_list_from_another_ledger_with_its_ids(office, prospect: MakeRow) -> None:
    moved = prospect(2, customer_id="SJ-20261101-0042")
    outcome = office.drop(PROSPECTS, [moved], authority="內部/主管")
    assert [one.id for one in outcome.customers] == ["SJ-20261101-0042"]


def test_the_same_customer_twice_in_one_list_is_one(office, prospect: MakeRow) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2), prospect(2, intent="高"), prospect(3)])
    assert [record.key[-4:] for record in outcome.records] == ["0001", "0001", "0002"]
    assert changes(outcome) == ["new", "changed", "new"]
    assert codes(outcome) == ["customer.twice"]
    assert len(outcome.customers) == len(outcome.scores) == 2


def test_a_change_of_owner_waits_for_the_manager(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(PROSPECTS, [prospect(2, owner="林家慧", intent="高")], "十一月.xlsx")
    assert outcome.customers[0].owner == "陳立文"
    assert outcome.records[0].payload["owner"] == "陳立文"
    assert outcome.records[0].payload["intent"] == "高"
    assert "owner.change_waits" in codes(outcome)
    (sheet,) = [order for order in outcome.lists if order.form == "transfers"]
    assert sheet.rows == (
        {
            "customer": "SJ-20261124-0001 第2號置業有限公司",
            "from_owner": "陳立文",
            "to_owner": "林家慧",
            "reason": "客戶資料表更改跟進人",
        },
    )
    assert sheet.folder == "報表/待主管確認"


def test_from_the_managers_folder_the_owner_changes_at_once(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(PROSPECTS, [prospect(2, owner="林家慧")], authority="主管")
    assert outcome.customers[0].owner == "林家慧"
    assert outcome.lists == ()


def test_the_list_moves_a_customer_only_where_its_stage_changed(office, prospect: MakeRow, contact: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    office.drop(CONTACTS, [contact(2, stage_after="初步溝通")])
    old = office.drop(PROSPECTS, [prospect(2, title="經理")])
    assert (old.moves, old.customers[0].deal_stage) == ((), "初步溝通")
    new = office.drop(PROSPECTS, [prospect(2, stage="深入洽談")])
    assert [(move.before, move.after) for move in new.moves] == [("初步溝通", "深入洽談")]


def test_a_list_that_jumps_over_stages_says_so(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2, stage="潛在線索")])
    outcome = office.drop(PROSPECTS, [prospect(2, stage="深入洽談")])
    (finding,) = [item for item in outcome.findings if item.code.code == "stage.skipped"]
    assert finding.data["skipped"] == "初步溝通"


def test_a_red_line_is_said_at_its_cell(office, prospect: MakeRow) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, dishonest="有", checked_on=date(2026, 11, 1))])
    (finding,) = outcome.findings
    assert (finding.code.code, finding.field, finding.data["grade"]) == ("prospect.red_line", "dishonest", "D")
    assert outcome.customers[0].grade == "D"


# --- documents and lists -------------------------------------------------------------------------------


def test_each_new_prospect_graded_a_or_b_gets_a_letter_once(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    poor = {"property_type": "其他", "intent": "無", "budget": Decimal(1), "floor_area": Decimal(1)}
    rows = [prospect(2, **rich), prospect(3, **poor), prospect(4, dishonest="有")]
    outcome = office.drop(PROSPECTS, rows)
    letters = [order for order in outcome.documents if order.template == "公司介紹函"]
    assert [order.customer for order in letters] == ["SJ-20261124-0001"]
    assert letters[0].folder == "客戶/SJ-20261124-0001 第2號置業有限公司"
    again = office.drop(PROSPECTS, rows)
    assert again.documents == ()
    assert again.lists == ()


def test_a_customer_past_the_first_contact_needs_no_introduction(
    office, prospect: MakeRow, rich: dict[str, Any]
) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, **rich, stage="談判")])
    assert [order.template for order in outcome.documents] == ["優先開發名單"]


def test_what_a_letter_says(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, **rich, channel_name="深圳市物業管理行業協會")])
    context = dict(outcome.documents[0].context)
    assert context["salutation"] == "周敏總經理"
    assert context["opening"].startswith("經深圳市物業管理行業協會引介，得知貴方關注「華景中心」物業管理服務")
    outline = {line["outline_item"]: line["outline_text"] for line in context["outline"]}
    assert outline["參考單價"].startswith("11.04–12.96 元/㎡/月")
    assert outline["收費模式"].startswith("包乾制")
    assert context["cases"][0]["case_name"] == "前灣國際中心"
    assert outcome.documents[0].sources["customer_name"][1] == "B2"
    assert set(context) <= set(LetterContext.model_fields)


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"title": None}, "周敏女士／先生"),
        ({"title": "總經理", "contact_person": "王總經理"}, "王總經理女士／先生"),
    ],
)
def test_how_a_reader_is_addressed(
    office, prospect: MakeRow, rich: dict[str, Any], changes: dict[str, Any], part: str
) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, **{**rich, **changes})])
    assert outcome.documents[0].context["salutation"] == part


def test_without_an_approved_rate_no_price_is_named(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, **{**rich, "biz_line": "其他"})])
    outline = {line["outline_item"]: line["outline_text"] for line in outcome.documents[0].context["outline"]}
    assert outline["參考單價"] == "待現場勘察後測算"
    (sheet,) = outcome.lists
    assert "unit_price" not in sheet.rows[0]


def test_a_leasing_prospect_gets_its_own_outline(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    changed = {**rich, "biz_line": "租賃招商", "floor_area": Decimal(3000)}
    context = office.drop(PROSPECTS, [prospect(2, **changed)]).documents[0].context
    assert context["leasing"] is True
    assert [line["outline_item"] for line in context["outline"]][:2] == ["租賃標的", "配套服務"]


def test_one_proposal_sheet_an_owner_with_what_is_known(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    rows = [prospect(2, **rich), prospect(3, **{**rich, "credit_code": None, "owner": "林家慧"})]
    outcome = office.drop(PROSPECTS, rows, "客戶名單【收2·待改1】.xlsx")
    assert [order.name for order in outcome.lists] == [
        "方案資料表（待填） 陳立文 客戶名單",
        "方案資料表（待填） 林家慧 客戶名單",
    ]
    row = outcome.lists[0].rows[0]
    assert (row["area"], row["unit_price"], row["price_unit"]) == (Decimal(52000), Decimal("12.0"), "元/㎡/月")
    assert row["services"][0] == "綜合管理"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("客戶名單.xlsx", "客戶名單"),
        ("客戶名單【收197·待改3】.xlsx", "客戶名單"),
        ("張雅婷/招商日常.xlsx", "招商日常（張雅婷）"),
        ("a.b.csv", "a.b"),
        ("無副檔名", "無副檔名"),
    ],
)
def test_the_stem_of_a_file(file: str, expected: str) -> None:
    assert stem(file) == expected


def test_the_priority_list_ranks_and_counts(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    rows = [
        prospect(2, property_type="其他", intent="低"),
        prospect(3, **rich),
        prospect(4, intent="高", floor_area=Decimal(120000)),
        prospect(5, dishonest="有", checked_on=date(2026, 11, 1)),
    ]
    outcome = office.drop(PROSPECTS, rows)
    (order,) = [item for item in outcome.documents if item.template == "優先開發名單"]
    context = order.context
    assert [line["customer_id"][-4:] for line in context["priority"]] == ["0002", "0003"]
    assert context["priority"][0]["grade"] == "A"
    assert context["priority"][1]["grade"] == "B（暫定）"
    assert [line["customer_id"][-4:] for line in context["locked"]] == ["0004"]
    assert sum(count["grade_count"] for count in context["grade_counts"]) == 4
    assert "4 家在跟客戶中，2 家列入優先開發" in context["summary"]
    assert "另有 1 家觸及紅線" in context["summary"]
    assert not any("138001" in str(value) for value in context.values())


def test_facts_that_change_renew_the_dossier_where_there_is_one(office, prospect: MakeRow, contact: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2), prospect(3)])
    office.drop(CONTACTS, [contact(2)])
    outcome = office.drop(PROSPECTS, [prospect(2, title="董事長"), prospect(3, title="董事長")])
    dossiers = [order for order in outcome.documents if order.template == "客戶檔案"]
    assert [order.customer[-4:] for order in dossiers] == ["0001"]
    assert dossiers[0].context["title"] == "董事長"
    assert outcome.records[0].change is Change.CHANGED


def test_an_owner_written_in_the_other_script_is_no_change(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(PROSPECTS, [prospect(2, owner="陈立文")])
    assert changes(outcome) == ["unchanged"]
    assert codes(outcome) == []


def test_both_owners_see_a_change_that_waits(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2)])
    outcome = office.drop(PROSPECTS, [prospect(2, owner="林家慧")])
    assert [(item.owner, item.due) for item in outcome.reminders] == [
        ("陳立文", date(2026, 11, 24)),
        ("林家慧", date(2026, 11, 24)),
    ]
    assert "待主管確認" in outcome.reminders[0].text


def test_a_list_cannot_pass_a_closed_gate_either(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    office.drop(PROSPECTS, [prospect(2, **rich), prospect(3)])
    outcome = office.drop(PROSPECTS, [prospect(2, **{**rich, "stage": "成交"}), prospect(3, title="經理")])
    assert [record.key[-4:] for record in outcome.records] == ["0002"]
    closed = [item for item in outcome.findings if item.blocks]
    assert {(item.code.code, item.row, item.field) for item in closed} == {("stage.gate_closed", 2, "stage")}


def test_a_customer_may_be_registered_in_a_late_stage(office, prospect: MakeRow, rich: dict[str, Any]) -> None:
    outcome = office.drop(PROSPECTS, [prospect(2, **rich, stage="履約")])
    assert outcome.customers[0].deal_stage == "履約"
    assert office.drop(PROSPECTS, [prospect(2, **rich, stage="履約")]).findings == ()


def test_a_row_that_changed_is_fresh_again(office, prospect: MakeRow) -> None:
    office.drop(PROSPECTS, [prospect(2), prospect(3)])
    outcome = office.drop(PROSPECTS, [prospect(2, title="經理"), prospect(3)])
    assert outcome.settled == ("stale:SJ-20261124-0001",)
