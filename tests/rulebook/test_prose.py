"""Numbers in the process's sentences are those of the rules; a standard that says another one is told."""

import pytest

from toolkit.rulebook.prose import LIMIT, PLACEHOLDERS, Disagreement, disagreements, numbers
from toolkit.rulebook.rulebook import RuleBook, parse

CHANGES = [
    ("process.yaml", "{event: registered, days: 2,", "{event: registered, days: 1,", "connect", "登記後 1 個工作日內"),
    ("deadlines.yaml", "days: {A: 30, B: 45", "days: {A: 20, B: 45", "refresh", "A 級 20 天、B 級 45 天"),
    ("deadlines.yaml", "visit_days: {A: 30", "visit_days: {A: 15", "care", "A 級 15 天"),
    ("deadlines.yaml", "satisfaction_days: 180", "satisfaction_days: 90", "feedback", "客戶 90 天內至少一次"),
    (
        "contract_rules.yaml",
        "物業服務外拓: [180, 120",
        "物業服務外拓: [200, 120",
        "renew",
        "服務合同 200／120／100／90 天",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "step", "said"), CHANGES, ids=[case[3] for case in CHANGES])
def test_a_changed_rule_changes_the_sentence(
    texts: dict[str, str], file: str, old: str, new: str, step: str, said: str
) -> None:
    assert old in texts[file]
    found = parse({**texts, file: texts[file].replace(old, new, 1)}).process.steps[step]
    assert said in "\n".join((found.standard, *found.do))


def test_no_placeholder_is_left(rules: RuleBook) -> None:
    for step in rules.process.steps.values():
        assert "{" not in repr((step.do, step.do_en, step.standard, step.standard_en, step.control, step.control_en))


@pytest.mark.parametrize(("typed", "said"), [("三", 3), ("兩", 2), ("十", 10), ("十五", 15), ("4", 4)])
def test_a_standard_with_another_number_than_its_limit_is_told(texts: dict[str, str], typed: str, said: int) -> None:
    text = texts["process.yaml"].replace("standard: 登記後 {limit} 個", f"standard: 登記後{typed}個", 1)
    other = {**texts, "process.yaml": text.replace("{event: registered, days: 2,", "{event: registered, days: 9,", 1)}
    assert disagreements(parse(other).process) == (Disagreement("建立客戶關係", said, 9),)


def test_the_shipped_process_agrees_with_itself(rules: RuleBook) -> None:
    assert disagreements(rules.process) == ()


def test_the_names_in_braces_are_those_that_have_numbers(rules: RuleBook) -> None:
    for english in (False, True):
        assert {LIMIT, *numbers(rules.deadlines, rules.contract_rules, english=english)} == set(PLACEHOLDERS)
