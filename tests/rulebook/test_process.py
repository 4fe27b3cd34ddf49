"""``process.yaml``: broken versions are refused with file, line and what to do; key nodes tell what is due."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest

from toolkit.errors import RuleBookError
from toolkit.messages.catalogue import error_sentence
from toolkit.rulebook.nodes import EVENTS, due_nodes
from toolkit.rulebook.process import END
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.vocabulary import VOCABULARY
from toolkit.stages.workflow import CONDITIONS

FILE = "process.yaml"
REVIEWERS = """reviewers:
  - {department: 招商部, role: manager, folder: 內部/會簽/招商部, deputies: []}
  - {department: 財務部, role: finance, folder: 內部/會簽/財務部, deputies: []}
  - {department: 法務部, role: legal, folder: 內部/會簽/法務部, deputies: []}
  - {department: 總經理室, role: gm, folder: 內部/會簽/總經理室, deputies: []}
"""
NEXT_TOO = "        next: screen\n        decision: {question: 好？, yes: screen, no: plan}\n"
FIRST = "    reason: 首次發布\n    reason_en: First issue\n"
AGAIN = '  - version: "{}"\n    date: {}\n    reason: 試\n'
BROKEN = [
    (
        "two accountable",
        "        accountable: clerk\n        consulted: []\n        informed: [manager]\n        input: 客戶線索",
        "        accountable: [clerk, manager]\n        consulted: []\n        informed: [manager]\n        input: 客戶線索",
        "rulebook.one_accountable",
        "[clerk",
    ),
    (
        "nobody accountable",
        "        accountable: gm\n        consulted: [legal]\n",
        "        consulted: [legal]\n",
        "rulebook.key_missing",
        "",
    ),
    (
        "empty accountable",
        "        accountable: gm\n        consulted: [legal]\n",
        "        accountable:\n        consulted: [legal]\n",
        "rulebook.text_expected",
        "",
    ),
    (
        "nobody responsible",
        "        responsible: [legal]\n",
        "        responsible: []\n",
        "rulebook.nobody_responsible",
        "responsible: []",
    ),
    (
        "client accountable",
        "        accountable: legal\n",
        "        accountable: client\n",
        "rulebook.outsider_accountable",
        "accountable: client",
    ),
    (
        "unknown role",
        "        informed: [gm, client]\n",
        "        informed: [gm, boss]\n",
        "rulebook.entry_unknown",
        "informed: [gm, boss]",
    ),
    (
        "unused role",
        "  client: {",
        "  guest: {title: 訪客, department: 外部}\n  client: {",
        "rulebook.role_unused",
        "guest:",
    ),
    (
        "unknown form",
        "        forms: [resources]\n",
        "        forms: [ressources]\n",
        "rulebook.entry_unknown",
        "[ressources]",
    ),
    ("unused form", "        forms: [resources]\n", "        forms: []\n", "rulebook.form_unused", ""),
    ("retired form in use", "retired_forms: []", "retired_forms: [visits]", "rulebook.form_retired", "forms: [visits]"),
    (
        "unknown document",
        "        documents: [進度報告]\n",
        "        documents: [進度周報]\n",
        "rulebook.entry_unknown",
        "[進度周報]",
    ),
    ("unknown KPI", "        kpi: [續約率]\n", "        kpi: [續簽率]\n", "rulebook.entry_unknown", "[續簽率]"),
    ("unknown event", "event: lead", "event: leed", "rulebook.event_unknown", "event: leed"),
    (
        "limit that is no number",
        "{event: lead, days: 2,",
        "{event: lead, days: 兩天,",
        "rulebook.number_expected",
        "days: 兩天",
    ),
    ("limit of no days", "{event: lead, days: 2,", "{event: lead, days: 0,", "rulebook.out_of_range", "days: 0"),
    ("misspelt setting", "        standard_en: ", "        standart_en: ", "rulebook.unknown_key", "standart_en"),
    (
        "key twice in a step",
        "        input: 客戶線索\n",
        "        input: 客戶線索\n        input: 名片\n",
        "rulebook.duplicate_key",
        "input: 名片",
    ),
    ("step twice", "      - key: screen\n", "      - key: register\n", "rulebook.duplicate_key", "- key: register"),
    (
        "decision into nowhere",
        "yes: plan, no: refresh",
        "yes: plan, no: elsewhere",
        "rulebook.entry_unknown",
        "elsewhere",
    ),
    (
        "decision that decides nothing",
        "yes: plan, no: refresh",
        "yes: plan, no: plan",
        "rulebook.decision_same",
        "no: plan",
    ),
    ("never reached", "yes: survey, no: pause", "yes: log, no: pause", "rulebook.step_unreached", "- key: survey"),
    ("dead end", "        next: end\n", "        next: pause\n", "rulebook.dead_end", "- key: pause"),
    (
        "stage without steps",
        "\n# 關卡：",
        "\n  - {key: empty, title: 空階段, deal_stages: [], steps: []}\n\n# 關卡：",
        "rulebook.stage_empty",
        "key: empty",
    ),
    ("unknown condition of a gate", "needs: [needs]", "needs: [wishes]", "rulebook.entry_unknown", "[wishes]"),
    (
        "condition at no gate",
        "needs: [contract_signed, handover_complete]",
        "needs: [contract_signed]",
        "rulebook.gate_missing",
        "",
    ),
    (
        "gate before no stage",
        "    before: 深入洽談\n",
        "    before: 深入恰談\n",
        "rulebook.entry_unknown",
        "before: 深入恰談",
    ),
    ("odd strength", "    strength: warning\n", "    strength: maybe\n", "rulebook.entry_unknown", "strength: maybe"),
    (
        "move to no stage",
        "  潛在線索: [初步溝通, 暫緩, 流失]",
        "  潛在線索: [初步勾通, 暫緩, 流失]",
        "rulebook.entry_unknown",
        "初步勾通",
    ),
    (
        "deal stage twice",
        "    deal_stages: [成交]\n",
        "    deal_stages: [成交, 談判]\n",
        "rulebook.deal_stage_twice",
        "",
    ),
    ("branch to nowhere", "    then: refresh\n", "    then: nowhere\n", "rulebook.entry_unknown", "then: nowhere"),
    (
        "version without a reason",
        'version: "1.0"\nnumber',
        'version: "1.1"\nnumber',
        "rulebook.version_unlisted",
        'version: "1.1"',
    ),
    ("date as people write it", "issued_on: 2026-11-01", "issued_on: 2026/11/1", "rulebook.day_expected", "2026/11/1"),
    ("keeper who is nobody", "keeper: specialist", "keeper: archivist", "rulebook.entry_unknown", "archivist"),
    ("no YAML", "roles:\n", "roles: [\n", "rulebook.yaml_bracket", ""),
    ("tab", "  - key: screening", "\t- key: screening", "rulebook.yaml_tab", "key: screening"),
    ("two colons", "title: 多渠道收集信息", "title: 多渠道: 收集信息", "rulebook.yaml_colon", "多渠道: 收集"),
    ("bracket", "responsible: [specialist]", "responsible: [specialist", "rulebook.yaml_bracket", "responsible: ["),
    ("indent", "        title: 多渠道收集信息", "       title: 多渠道收集信息", "rulebook.yaml_indent", "多渠道收集"),
    ("control character", 'version: "1.0"', 'version: "1.0\a"', "rulebook.yaml_sign", ""),
    ("control character by its escape", "title: 篩選評分", 'title: "篩選\\a評分"', "rulebook.yaml_sign", "title: "),
    ("placeholder slipped", "登記後 {limit} 個", "登記後 {limits} 個", "rulebook.placeholder_unknown", "{limits}"),
    ("placeholder with blanks", "{update_cycles}。", "{ update_cycles }。", "rulebook.placeholder_unknown", "cycles }"),
    (
        "placeholder in English",
        "({renewal_services} days",
        "({renewals} days",
        "rulebook.placeholder_unknown",
        "renewals",
    ),
    (
        "placeholder without a limit",
        "單一渠道佔比",
        "{limit} 天內，單一渠道",
        "rulebook.placeholder_no_limit",
        "{limit} 天內",
    ),
    ("event slipped", "event: lead", "event: leed", "rulebook.event_unknown", "event: leed"),
    ("nobody reviews", REVIEWERS, "reviewers: []\n", "rulebook.no_reviewers", "reviewers: []"),
    ("folder above", "folder: 內部/會簽/法務部", "folder: ../../x", "rulebook.reviewer_folder", "../../x"),
    ("folder within that leads out", "內部/會簽/法務部", "內部/../法務部", "rulebook.reviewer_folder", "內部/../"),
    ("folder of the machine", "folder: 內部/會簽/法務部", "folder: /tmp/x", "rulebook.reviewer_folder", "/tmp/x"),
    ("open folder", "folder: 內部/會簽/法務部", "folder: 公開/法務部", "rulebook.reviewer_folder", "公開"),
    ("the whole internal folder", "folder: 內部/會簽/法務部", "folder: 內部", "rulebook.reviewer_folder", "法務部"),
    ("folder of two", "folder: 內部/會簽/法務部", "folder: 內部/會簽/財務部", "rulebook.reviewer_twice", "法務部"),
    ("department twice", "{department: 法務部, role", "{department: 財務部, role", "rulebook.reviewer_twice", "legal"),
    ("client reviews", "role: legal, folder", "role: client, folder", "rulebook.reviewer_outside", "client"),
    ("no way on", "  談判: [成交, 深入洽談, 暫緩, 流失]", "  談判: []", "rulebook.move_missing", "談判: []"),
    ("no row of moves", "  談判: [成交, 深入洽談, 暫緩, 流失]\n", "", "rulebook.move_missing", ""),
    ("homeless deal stage", "deal_stages: [成交]", "deal_stages: []", "rulebook.deal_stage_homeless", ""),
    ("no input", "        input: 渠道名單、展會名片、招標公告\n", "", "rulebook.step_silent", "key: collect"),
    ("no standard", "        standard: 簽署登記當天完成。\n", "", "rulebook.step_silent", "key: sign"),
    ("no risk", "        risk: 原件遺失，用印無記錄。\n", "", "rulebook.step_silent", "key: sign"),
    ("two roles of a name", "title: 法務專員", "title: 財務專員", "rulebook.title_twice", "財務專員"),
    ("two steps of a name", "title: 篩選評分", "title: 登記客戶資料", "rulebook.title_twice", "登記客戶資料"),
    ("two stages of a name", "title: 深入溝通與方案提供", "title: 商務談判與合同簽訂", "rulebook.title_twice", ""),
    ("responsible twice", "[clerk, specialist]", "[clerk, clerk]", "rulebook.duty_twice", "[clerk, clerk]"),
    ("answers and is asked", "consulted: [legal]\n", "consulted: [gm]\n", "rulebook.duty_twice", "accountable: gm"),
    ("does and is asked", "consulted: [finance]\n", "consulted: [specialist]\n", "rulebook.duty_twice", "specialist"),
    ("next and decision", "        next: screen\n", NEXT_TOO, "rulebook.next_and_decision", "next: screen"),
    ("branch to itself", "    then: refresh\n", "    then: screen\n", "rulebook.branch_to_itself", "then: screen"),
    ("branch from nowhere", "    at: [screen]\n", "    at: []\n", "rulebook.branch_nowhere", "at: []"),
    ("version twice", FIRST, f"{FIRST}{AGAIN.format('1.0', '2026-12-01')}", "rulebook.duplicate_key", "1.0"),
    ("lower version", FIRST, f"{FIRST}{AGAIN.format('0.9', '2026-12-01')}", "rulebook.version_falls", "0.9"),
    ("earlier day", FIRST, f"{FIRST}{AGAIN.format('1.1', '2026-10-01')}", "rulebook.version_falls", "1.1"),
    ("old version in force", FIRST, f"{FIRST}{AGAIN.format('1.1', '2026-12-01')}", "rulebook.version_not_last", ""),
    ("gated and let go", "unguarded: []", "unguarded: [needs]", "rulebook.condition_both", "unguarded"),
    ("key with a way", "- key: log\n", "- key: ../register\n", "rulebook.key_shape", "../register"),
    ("key with a blank", "- key: refused\n", "- key: re fused\n", "rulebook.key_shape", "re fused"),
    ("title of a page", "title: 篩選評分", f"title: {'長' * 600}", "rulebook.title_long", "長"),
    ("days with an exponent", "{event: lead, days: 2,", "{event: lead, days: 1e2,", "rulebook.number_expected", "1e2"),
    ("days with a stroke", "{event: lead, days: 2,", "{event: lead, days: 1_2,", "rulebook.number_expected", "1_2"),
    ("key twice at the top", "\nreviewed_by: 法務部", "\nprepared_by: 法務部", "rulebook.duplicate_key", "法務部"),
]


@pytest.mark.parametrize(("old", "new", "code", "at"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_process_is_refused_with_line_and_advice(
    texts: dict[str, str], old: str, new: str, code: str, at: str
) -> None:
    assert old in texts[FILE]
    text = texts[FILE].replace(old, new, 1)
    with pytest.raises(RuleBookError) as caught:
        parse({**texts, FILE: text}, VOCABULARY)
    error = caught.value
    lines = text.split("\n")
    assert (error.code, error.data["file"]) == (code, FILE)
    assert error.data["key"]
    assert 1 <= int(str(error.data["line"])) <= len(lines)
    if at:
        near = lines[int(str(error.data["line"])) - 1]
        assert at in near or at in lines[int(str(error.data["line"])) - 2]
    for language in ("zh-Hant", "en"):
        said = error_sentence(error, language)
        assert "process.yaml" in said
        assert "{" not in said


@pytest.mark.parametrize(("typed", "near"), [("leed", "lead"), ("取得線索", "lead"), ("period end", "period_end")])
def test_an_unknown_event_is_told_the_nearest_and_all_there_are(texts: dict[str, str], typed: str, near: str) -> None:
    with pytest.raises(RuleBookError) as caught:
        parse({**texts, FILE: texts[FILE].replace("event: lead", f"event: {typed}", 1)}, VOCABULARY)
    assert caught.value.data["suggestion"] == near
    for language in ("zh-Hant", "en"):
        said = error_sentence(caught.value, language)
        assert all(event in said for event in EVENTS)


def test_the_head_of_the_file_says_what_every_event_means(texts: dict[str, str]) -> None:
    head = texts[FILE].split("version:", 1)[0]
    assert [f"{event} {title}" for event, title in EVENTS.items() if f"{event} {title}" not in head] == []


def test_there_are_at_least_25_broken_versions() -> None:
    assert len({case[0] for case in BROKEN}) >= 25


def test_half_past_twelve_stays_a_time(texts: dict[str, str]) -> None:
    text = texts[FILE].replace("standard: 簽署登記當天完成。", "standard: 12:30", 1)
    assert parse({**texts, FILE: text}, VOCABULARY).process.steps["sign"].standard == "12:30"


def test_a_form_is_retired_where_no_step_uses_it(texts: dict[str, str]) -> None:
    text = texts[FILE].replace("forms: [visits]", "forms: []").replace("retired_forms: []", "retired_forms: [visits]")
    process = parse({**texts, FILE: text}, VOCABULARY).process
    assert process.retired_forms == {"visits"}
    assert "visits" not in process.forms


def test_a_gate_cannot_ask_for_a_retired_form(texts: dict[str, str]) -> None:
    text = texts[FILE].replace("forms: [needs]", "forms: []").replace("retired_forms: []", "retired_forms: [needs]")
    with pytest.raises(RuleBookError) as caught:
        parse({**texts, FILE: text}, VOCABULARY)
    assert caught.value.code == "rulebook.gate_needs_retired"


def test_the_shipped_process_is_whole(rules: RuleBook, texts: dict[str, str]) -> None:
    process = parse(texts, VOCABULARY).process
    assert [len(stage.steps) for stage in process.stages] == [4, 5, 4, 5, 4, 4, 4]
    assert process.forms == set(VOCABULARY.forms)
    assert {need for gate in process.gates for need in gate.needs} == set(CONDITIONS)
    assert {branch.key for branch in process.branches} >= {
        "refused",
        "paused",
        "lost",
        "returned",
        "renewal",
        "improvement",
    }
    for step in process.steps.values():
        assert all(
            (step.en, step.do_en, step.input_en, step.output_en, step.standard_en, step.risk_en, step.control_en)
        ), step.key
        assert len(step.do) == len(step.do_en), step.key
        assert step.limit is None or step.limit.event in EVENTS
        assert set(process.follows(step)) <= {*process.steps, END}


def test_the_process_says_the_same_as_the_deadlines(rules: RuleBook) -> None:
    days = rules.deadlines
    steps = rules.process.steps
    assert all(f"{grade} 級 {count} 天" in steps["refresh"].standard for grade, count in days.freshness.days.items())
    assert all(f"{grade} 級 {count} 天" in steps["care"].standard for grade, count in days.visit_days.items())
    assert f"{days.satisfaction_days} 天" in steps["feedback"].standard
    limit = steps["connect"].limit
    assert limit is not None
    assert limit.days == days.first_contact_working_days


def weekdays(day: date, count: int) -> date:
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("stage", "events", "done", "expected"),
    [
        ("潛在線索", {}, (), [("screen", date(2026, 11, 5), True)]),
        ("潛在線索", {"lead": date(2026, 11, 23)}, ("screen",), [("register", date(2026, 11, 25), False)]),
        ("成交", {}, (), [("resources", date(2026, 11, 11), True)]),
        ("談判", {"submitted": date(2026, 11, 20)}, ("prepare",), [("review", date(2026, 11, 27), False)]),
        ("暫緩", {}, (), []),
    ],
)
def test_which_key_nodes_run(
    rules: RuleBook,
    stage: str,
    events: Mapping[str, date],
    done: tuple[str, ...],
    expected: list[tuple[str, date, bool]],
) -> None:
    found = due_nodes(rules.process, stage, date(2026, 11, 2), date(2026, 11, 24), weekdays, events, done)
    assert [(node.step.key, node.due, node.late) for node in found] == expected
    assert all(node.roles == node.step.responsible for node in found)


def test_a_changed_limit_and_a_new_role_change_what_is_due(
    texts: dict[str, str], changed: Callable[[str], str]
) -> None:
    process = parse({**texts, FILE: changed(texts[FILE])}, VOCABULARY).process
    found = due_nodes(process, "成交", date(2026, 11, 2), date(2026, 11, 24), weekdays)
    assert [(node.step.key, node.due, node.roles) for node in found] == [
        ("resources", date(2026, 11, 5), ("project",)),
        ("insure", date(2026, 11, 6), ("broker",)),
    ]
