"""Role cards and training sheets say what the process says."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from toolkit.rulebook.rulebook import parse
from toolkit.stages.handbook.cards import CardContext, card_orders
from toolkit.stages.handbook.speech import CHINESE, ENGLISH, Speech, english_names
from toolkit.stages.handbook.training import TrainingContext, training_orders

MANUAL = Path(__file__).resolve().parents[3] / "manual"


@pytest.fixture(scope="module")
def rules():
    return parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})


def _card(rules, title, mistakes=None):
    return next(one.context for one in card_orders(rules, mistakes or {}) if one.name == f"崗位卡 {title}")


def test_one_card_for_every_role_of_the_company(rules):
    names = {one.name for one in card_orders(rules, {})}
    inside = {f"崗位卡 {role.title}" for role in rules.process.roles.values() if not role.external}
    assert names == inside
    assert {one.folder for one in card_orders(rules, {})} == {"手冊"}


def test_a_card_lists_the_steps_a_role_carries_out_answers_for_and_helps_with(rules):
    card = _card(rules, "法務專員")
    assert [step["step_number"] for step in card["card_steps"]] == ["4.3", "4.4"]
    assert card["card_steps"][0]["limit"] == "合同草稿後 3 天"
    assert card["card_steps"][1]["step_forms"] == "合同會簽表"
    assert card["card_answers"] is None
    assert "3.3 解答疑問與異議處理" in card["card_others"]
    assert "3.3 解答疑問與異議處理" in _card(rules, "招商經理")["card_answers"]


def test_the_three_mistakes_most_often_made_in_the_forms_of_the_role(rules):
    mistakes = {
        "approvals": {"value.required@department": 4, "value.undecided@day": 9},
        "contracts": {"value.required@counterparty": 7, "value.undecided@signed_on": 1},
        "prospects": {"value.required@phone": 99},
    }
    card = _card(rules, "法務專員", mistakes)
    assert [one["mistake_count"] for one in card["card_mistakes"]] == ["9 次", "7 次", "4 次"]
    assert [one["mistake_form"] for one in card["card_mistakes"]] == ["合同會簽表", "合同資料表", "合同會簽表"]
    assert not any("{" in one["mistake"] + one["error_do"] for one in card["card_mistakes"])


def test_a_mistake_is_told_with_its_column(rules):
    (told,) = _card(rules, "招商專員", {"prospects": {"value.required@phone": 2, "no.such@phone": 5}})["card_mistakes"]
    assert "聯繫電話" in told["mistake"] + told["error_do"]


@pytest.mark.parametrize(
    ("speech", "role", "said"),
    [
        (CHINESE, "招商專員", "從這一欄的下拉清單選。"),
        (ENGLISH, "Leasing specialist", "Choose from the dropdown of this column."),
    ],
)
def test_what_is_chosen_from_a_list_is_mended_there(rules, speech, role, said):
    orders = card_orders(rules, {"contacts": {"choice.unknown@method": 1}}, speech)
    (mine,) = (one.context for one in orders if one.name.endswith(role))
    assert [one["error_do"] for one in mine["card_mistakes"]] == [said]


@pytest.mark.parametrize(
    ("role", "said"),
    [("招商專員", "收件紀錄中尚無本崗位表單的退回紀錄。"), ("總經理", "收件紀錄中尚無本崗位表單的退回紀錄。")],
)
def test_without_mistakes_the_card_says_why(rules, role, said):
    card = _card(rules, role)
    assert card["card_mistakes"] == []
    assert card["mistakes_basis"] == said


def test_a_training_sheet_a_stage_with_answers_from_the_process(rules):
    orders = training_orders(rules)
    assert [one.name for one in orders][:1] == ["訓練題 1 市場信息收集與潛在客戶篩選"]
    assert len(orders) == 7
    asked = {one["question"]: (one["answer"], one["answer_at"]) for one in orders[0].context["questions"]}
    assert asked["「登記客戶資料」應在多久之內完成？"] == ("取得線索後 2 個工作日內。", "1.2")
    assert asked["「篩選評分」之後：是否列入開發名單？"] == (
        "是：轉到 2.1 制定開發計劃。否：轉到 1.4 定期更新客戶資料。",
        "1.3",
    )
    gates = [one for order in orders for one in order.context["questions"] if one["answer_at"] == "關卡"]
    assert len(gates) == len(rules.process.gates)


def test_every_step_form_gate_and_branch_is_asked_for_its_roles(rules):
    process, orders = rules.process, training_orders(rules, pages={"screening": 18})
    for stage, order in zip(process.stages, orders, strict=True):
        said = [*order.context["questions"], *order.context["cases"]]
        text = " ".join(one["question"] + one["answer"] for one in said)
        assert [step.title for step in stage.steps if f"「{step.title}」由誰執行" not in text] == []
        assert [step.standard for step in stage.steps if step.standard not in text] == []
        cases = " ".join(one["question"] for one in order.context["cases"])
        branches = [one for one in process.branches if any(step.key in one.at for step in stage.steps)]
        assert [one.when for one in branches if one.when not in cases] == []
        assert len(order.context["cases"]) >= 3
        assert [one["question_number"] for one in said] == list(range(1, len(said) + 1))
        assert all(one["question_for"] and one["answer"] for one in said)
    first = {one["question"]: one for one in orders[0].context["questions"]}
    limit = first["「登記客戶資料」應在多久之內完成？"]
    assert (limit["question_for"], limit["answer_at"]) == ("招商專員", "1.2（第 18 頁起）")
    form = first["《客戶資料表》哪些欄必填？系統由它產生什麼文件？"]
    assert form["answer"].startswith("必填：登記日期、客戶名稱、")
    assert "系統據此產生：優先開發名單、公司介紹函。" in form["answer"]


def test_english_cards_and_sheets_speak_english(rules):
    speech = Speech(english=True, names=english_names(rules))
    orders = (*card_orders(rules, {"prospects": {"value.required@phone": 2}}, speech), *training_orders(rules, speech))
    assert {one.template for one in orders} == {"Role card", "Training sheet"}
    for order in orders:
        said = {key: value for key, value in order.context.items() if not key.startswith("company_")}
        assert re.findall("[\u3000-\u9fff\uff00-\uffef]+", str(said)) == []
        assert order.name.isascii()


def test_a_changed_limit_changes_card_and_question(rules):
    first = rules.process.stages[0]
    step = next(one for one in first.steps if one.key == "register")
    changed = replace(step, limit=replace(step.limit, days=7))
    stage = replace(first, steps=tuple(changed if one is step else one for one in first.steps))
    process = replace(rules.process, stages=(stage, *rules.process.stages[1:]))
    other = replace(rules, process=process)
    assert "取得線索後 7 天" in {one["limit"] for one in _card(other, "招商專員")["card_steps"]}
    assert "取得線索後 7 個工作日內。" in {one["answer"] for one in training_orders(other)[0].context["questions"]}


def test_every_question_is_asked_once(rules):
    for order in training_orders(rules):
        asked = [one["question"] for one in order.context["questions"]]
        assert len(asked) == len(set(asked))


def test_contexts_refuse_what_they_do_not_know():
    for context in (CardContext, TrainingContext):
        with pytest.raises(ValueError, match="unknown"):
            context(unknown=1)
