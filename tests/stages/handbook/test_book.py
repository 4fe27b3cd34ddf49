"""The handbook as values: what a reader finds in it, and every sentence of the seed in its place."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from toolkit.documents.chapters import paragraphs
from toolkit.figures.metrics import METRICS
from toolkit.messages.catalogue import codes
from toolkit.outcome import Customer, Record
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.catalogue import FORMS
from toolkit.stages.handbook.book import CHAPTERS, Material, handbook
from toolkit.stages.handbook.contexts import Block, HandbookContext
from toolkit.stages.handbook.forms_part import PrintedColumn, PrintedForm
from toolkit.stages.handbook.problems import Known, problem_lines
from toolkit.stages.handbook.revisions import issue_label, revision_lines
from toolkit.stages.handbook.speech import CHINESE, ENGLISH, Speech, english_names

MANUAL = Path(__file__).resolve().parents[3] / "manual"
DAY = date(2026, 11, 24)


def material(speech: Speech = CHINESE) -> Material:
    folder = MANUAL / "chapters" / ("en" if speech.english else "")
    forms = [
        PrintedForm(
            form,
            form.title,
            tuple(
                PrintedColumn(one.title, key in form.required, one.help, one.example)
                for key, one in form.columns.items()
            ),
        )
        for form in FORMS
    ]
    return Material(
        chapters={
            name: tuple(
                Block(block_kind=kind, block_text=text)
                for kind, text in paragraphs((folder / f"{name}.md").read_text(encoding="utf-8"))
            )
            for name in CHAPTERS
        },
        forms=forms,
        revisions=(),
        version="1.0",
        printed_on=DAY,
        speech=speech,
    )


@pytest.fixture(scope="module")
def book(rules: RuleBook) -> HandbookContext:
    return handbook(rules, material())


def test_no_chapter_is_empty(rules: RuleBook) -> None:
    for speech in (CHINESE, ENGLISH):
        printed = handbook(rules, material(speech)).plain()
        assert [name for name in CHAPTERS if not printed[f"{name}_text"]] == []


def test_each_step_stands_in_guide_matrix_and_risks(book: HandbookContext, rules: RuleBook) -> None:
    titles = [step.title for step in rules.process.steps.values()]
    assert [line.step_title for stage in book.stages for line in stage.stage_steps] == titles
    assert [row.step_title for row in book.raci_rows if not row.is_stage] == titles
    assert [line.step_title for line in book.risk_lines] == titles
    assert [line.step_number for line in book.stages[3].stage_steps] == ["4.1", "4.2", "4.3", "4.4", "4.5"]


def test_the_matrix_has_one_a_a_row(book: HandbookContext) -> None:
    rows = [row for row in book.raci_rows if not row.is_stage]
    assert {sum("A" in mark for mark in row.marks) for row in rows} == {1}
    sign = next(row for row in rows if row.step_title == "正式簽署")
    assert dict(zip(book.raci_roles, sign.marks, strict=True)) == {
        "總經理": "A", "招商經理": "R", "招商專員": "", "資料管理員": "I", "法務專員": "C", "財務專員": "I", "項目經理": "I", "客服專員": "", "客戶": "I",
    }  # fmt: skip


def test_the_guide_says_who_when_and_with_what(book: HandbookContext) -> None:
    line = book.stages[0].stage_steps[1]
    assert (line.step_title, line.doers, line.accountable, line.limit) == (
        "登記客戶資料",
        "招商專員",
        "資料管理員",
        "取得線索後 2 個工作日內",
    )
    assert line.step_papers == "填：《客戶資料表》"
    assert line.step_do.startswith("1. 取得線索後按《客戶資料表》登記")
    assert book.stages[0].stage_steps[2].step_decision == (
        "判斷：是否列入開發名單？是→2.1 制定開發計劃；否→1.4 定期更新客戶資料。"
    )


def test_every_form_is_copied_column_by_column(book: HandbookContext) -> None:
    assert len(book.form_copies) == len(FORMS) == 18
    for copy, form in zip(book.form_copies, FORMS, strict=True):
        assert [line.column_title for line in copy.form_columns] == [one.title for one in form.columns.values()]
        assert [head for band in copy.form_bands for head in band.band_heads if head] == [
            one.title for one in form.columns.values()
        ]
        assert {len(band.band_heads) for band in copy.form_bands} == {8}


def test_the_index_names_the_page_of_each_form_and_of_the_stage_of_each_document(book: HandbookContext) -> None:
    pages = {line.paper: line.paper_page for line in book.index_lines}
    assert pages["客戶資料表"] == "⟦p:F1　客戶資料表⟧"
    assert pages["客戶檔案"] == "⟦p:潛在客戶開發與初步接觸⟧ ⟦p:後續服務與客戶關係維護⟧"
    assert all(pages.values())


def test_every_finding_is_explained(book: HandbookContext) -> None:
    lines = [line for group in book.error_groups for line in group.errors]
    assert {line.error_code for line in lines} == {code.code for code in codes()}
    assert [line.error_code for line in lines if re.search(r"\{\w|\{\{", line.error_what + line.error_do)] == []


def test_the_english_edition_speaks_english(rules: RuleBook) -> None:
    told = handbook(rules, material(ENGLISH))
    line = told.stages[3].stage_steps[4]
    assert (line.step_title, line.doers, line.limit) == (
        "Sign",
        "Leasing manager",
        "Within 5 working days of the last approval",
    )
    assert told.handbook_title == "Property-management client acquisition: process handbook"
    assert told.branch_lines[0].branch == "Turned down"
    assert all(line.metric.isascii() for line in told.metric_lines)
    assert len(told.metric_lines) == len(METRICS)


def test_every_document_and_list_has_an_english_name(rules: RuleBook) -> None:
    named = english_names(rules)
    told = {*rules.lists, *(one for step in rules.process.steps.values() for one in step.documents)}
    assert [name for name in told if not named.get(name, "").isascii() or name not in named] == []


def test_copies_are_numbered_by_department_and_reviewed_within_a_year(rules: RuleBook, book: HandbookContext) -> None:
    holders = {line.role_department: line.holders for line in book.holder_lines}
    inside = [role for role in rules.process.roles.values() if not role.external]
    assert set(holders) == {role.department for role in inside}
    assert [role.title for role in inside if role.title not in holders[role.department]] == []
    assert book.review_by == date(2027, 11, 1)
    assert [line.stage_title for line in book.overview_lines] == [stage.title for stage in rules.process.stages]


def customer(number: int, stage: str, **prospect: str) -> Customer:
    return Customer(id=f"C{number}", name=f"客戶{number}", deal_stage=stage, prospect=prospect)


def record(form: str, customer: str, **payload: str) -> Record:
    return Record(form=form, key=f"{form}:{customer}:{len(payload)}", customer=customer, payload=payload)


def test_the_six_problems_are_measured(rules: RuleBook) -> None:
    customers = [
        customer(
            1,
            "維護",
            source="行業展會",
            credit_code="X",
            property_name="甲",
            floor_area="1",
            address="乙",
            industry="丙",
            budget="1",
            intent="高",
            checked_on="2026-11-01",
        ),
        customer(2, "談判", source="行業展會"),
        customer(3, "成交", source="中介"),
        customer(4, "潛在線索", source="行業展會"),
    ]
    records = {
        "contacts": [record("contacts", "C1", next_step="簽約"), record("contacts", "C2")],
        "negotiations": [record("negotiations", "C2")],
        "contracts": [
            record("contracts", "C1", contract_id="HT-1", contract_state="執行中"),
            record("contracts", "C3", contract_id="HT-2", contract_state="執行中"),
        ],
        "approvals": [record("approvals", "C1", contract_id="HT-1")],
        "satisfaction": [record("satisfaction", "C1", day="2026-01-05")],
    }
    lines = problem_lines(Known(customers, records, rules.deadlines, DAY), CHINESE)
    assert [line.figure_now for line in lines] == [
        "25%（8/32）", "行業展會 75%（3/4，樣本少）", "50%（1/2，樣本少）", "67%（2/3，樣本少）", "50%（1/2，樣本少）", "100%（1/1，樣本少）",
    ]  # fmt: skip
    assert {line.figure_now for line in problem_lines(None, CHINESE)} == {"—"}


class Issued:
    def __init__(self, no: int, version: str) -> None:
        self.no, self.version, self.day = no, version, f"2026-12-0{no}"


def test_the_revision_record_names_the_feedback_it_answers(rules: RuleBook) -> None:
    revision = rules.process.revisions[0]
    process = replace_revisions(
        rules,
        (revision, type(revision)("1.1", date(2026, 12, 2), "報價提速", ("方案書等了 9 天才收到", "沒人提過的事"))),
    )
    raised = [
        record(
            "feedback",
            "",
            issue="方案書等了 9 天才收到",
            origin="客戶",
            stage="深入溝通與方案提供",
            decision="範圍內由專員自行報價",
        )
    ]
    issues = [(Issued(1, "1.0"), ()), (Issued(2, "1.0"), ("甲。",)), (Issued(3, "1.1"), ("乙。",))]
    lines, unknown = revision_lines(process, issues, raised, CHINESE)
    assert [(line.revision_version, line.revision_reason) for line in lines] == [
        ("1.1", "報價提速"), ("1.0（第 2 次發行）", "規則書更新"), ("1.0", "首次發布"),
    ]  # fmt: skip
    assert lines[0].revision_changes == (
        "1. 乙。\n2. 採納反饋：方案書等了 9 天才收到（客戶・深入溝通與方案提供；決議：範圍內由專員自行報價）\n"
        "3. 採納反饋：沒人提過的事（台賬中查無此條）"
    )
    assert unknown == ("沒人提過的事",)
    closer = replace_revisions(rules, (type(revision)("1.1", date(2026, 12, 2), "報價", ("方案書等了9天才收到。",)),))
    (line, *_), none = revision_lines(closer, issues[-1:], raised, CHINESE)
    assert ("範圍內由專員自行報價" in line.revision_changes, none) == (True, ())
    assert issue_label([one for one, _ in issues], issues[1][0], ENGLISH) == "1.0 (issue 2)"


def test_a_reason_typed_for_a_second_issue_of_a_version_is_printed(rules: RuleBook) -> None:
    first = rules.process.revisions[0]
    again = replace(first, reason="時限改為三天", reason_en="Limit is three days", feedback=("太慢。",))
    issues = [(Issued(1, "1.0"), ()), (Issued(2, "1.0"), ("甲。",)), (Issued(3, "1.0"), ("乙。",))]
    closer = replace(again, feedback=("太慢",))
    lines, _ = revision_lines(rules.process, issues, [], CHINESE, {1: first, 2: again, 3: closer})
    assert [line.revision_reason for line in lines] == ["規則書更新", "時限改為三天", "首次發布"]
    assert ["太慢" in line.revision_changes for line in lines] == [False, True, False]
    english, _ = revision_lines(rules.process, issues, [], ENGLISH, {1: first, 2: again, 3: again})
    assert [line.revision_reason for line in english] == ["Rule book changed", "Limit is three days", "First issue"]


def replace_revisions(rules: RuleBook, revisions: tuple[object, ...]) -> object:
    return replace(rules.process, revisions=revisions)


SEED = [
    # III.1
    (
        "通過行業展會、行業協會、合作夥伴推薦、線上平台及線下調研等多元方式獲取目標客戶信息",
        "stages",
        "從行業展會、行業協會、夥伴推薦、線上平台、線下調研等渠道收集目標客戶信息",
    ),
    ("設立專門的市場信息數據庫，分類整理潛在客戶資料", "stages", "分類整理，存入市場信息數據庫"),
    (
        "根據物業類型、合作規模、企業信譽、財務狀況等因素，建立潛在客戶篩選模型",
        "scorecard_text",
        "物業類型、合作規模、企業信譽、財務狀況",
    ),
    ("將符合公司定位的目標客戶優先列入開發名單", "stages", "列入優先開發名單"),
    ("設定信息更新周期，確保數據的時效性和準確性", "stages", "A 級 30 天、B 級 45 天"),
    # III.2
    ("明確開發目標、責任人、時間節點、溝通策略", "stages", "寫明目標、責任人、時間節點與溝通策略"),
    (
        "通過電話、郵件、現場拜訪等多種方式，介紹公司優勢、服務內容和合作意向",
        "stages",
        "通過電話、郵件、現場拜訪等方式聯繫，介紹公司優勢、服務內容與合作意向",
    ),
    ("了解客戶的具體需求、預算、合作意向及潛在合作模式", "stages", "了解客戶的具體需求、預算、合作意向與潛在合作模式"),
    ("建立詳細的溝通檔案，確保信息的完整性和可追溯性", "stages", "按時間排列，每條都能查到來源"),
    # III.3
    ("物業管理內容、收費模式、服務標準、合作期限", "stages", "方案包括物業管理內容、收費模式、服務標準、合作期限"),
    ("組織現場考察，展示公司實力與專業能力", "stages", "展示公司實力與專業能力"),
    ("提供專業解答，消除疑慮", "stages", "專業解答並記錄結果"),
    ("雙方對合作內容達成初步共識，進入詳細談判", "stages", "雙方對合作內容達成初步共識，簽署方案確認書，進入詳細談判"),
    # III.4
    ("明確底線、優先級、談判策略和底線目標", "stages", "與底線，排出優先級；談判策略寫成讓步條件"),
    (
        "合作範圍、服務標準、收費方式、付款條件、違約責任、合同期限、後續服務",
        "stages",
        "合作範圍、服務標準、收費方式、付款條件、違約責任、合同期限與後續服務",
    ),
    ("設定明確的違約責任、爭議解決機制", "stages", "設定明確的違約責任與爭議解決方式"),
    ("由法務部門進行合同審核，正式簽署合同", "stages", "打印正式合同，雙方簽署用印"),
    # III.5
    ("安排人員、設備、物資等資源", "stages", "人員、設備、物資的需求數與到位數"),
    ("明確雙方責任，進行現場交接", "stages", "見證人三方簽字，明確雙方責任"),
    (
        "建立項目管理制度，制定工作計劃，明確各環節責任人",
        "stages",
        "建立項目管理制度與例會，制定工作計劃，明確各環節責任人",
    ),
    ("設定關鍵節點，定期檢查項目執行情況，及時調整", "stages", "定期檢查執行情況，偏離計劃時及時調整"),
    # III.6
    ("定期了解客戶滿意度，收集建議與意見", "stages", "定期發出滿意度問卷，收集建議與意見"),
    ("建立客戶檔案，定期拜訪，增強合作粘性", "stages", "按拜訪週期定期拜訪，更新客戶檔案，增強合作粘性"),
    ("根據客戶反饋，優化服務流程", "stages", "定出措施、責任人與期限，追蹤到關閉"),
    ("根據項目效果，推動續約或擴大合作範圍", "stages", "依項目效果與滿意度提出續約或擴大合作建議"),
    # III.7
    ("整理各環節的工作資料、數據和反饋信息", "stages", "整理各環節的工作資料、數據與反饋"),
    (
        "設定績效指標，如開發數量、客戶滿意度、合同轉化率等，定期評估",
        "metrics_text",
        "開發數量、客戶滿意度、合同轉化率",
    ),
    ("分析流程中存在的問題，提出改進措施", "stages", "分析流程中的問題與瓶頸，定出措施"),
    ("根據實際操作經驗，調整流程環節", "stages", "依評審決議修改規則書"),
    # IV
    (
        "編制詳細的流程手冊，包括流程圖、操作指南、責任分工、關鍵節點等內容",
        "upkeep_text",
        "內容包括流程圖、操作指南、責任分工、關鍵節點",
    ),
    ("確保每位參與人員都能理解並嚴格遵守流程規範", "upkeep_text", "確保每位參與人員都能理解並嚴格遵守流程規範"),
    ("流程文檔應便於查閱和培訓，定期進行更新和優化", "upkeep_text", "流程文檔應便於查閱和培訓"),
    # V
    ("建立多渠道的反饋機制，收集員工、客戶、合作夥伴的意見和建議", "feedback_text", "員工、客戶與合作夥伴的意見和建議"),
    ("設立定期評審會議，檢討流程執行情況，識別瓶頸與問題", "feedback_text", "檢討流程的執行情況，識別瓶頸與問題"),
    (
        "根據反饋進行動態調整，適應市場變化和企業發展需要",
        "feedback_text",
        "根據反饋進行動態調整，確保流程不斷完善，適應市場變化與企業發展的需要",
    ),
    # VI
    (
        "流程設計要兼顧操作簡便，避免繁瑣環節引發效率低下",
        "cautions_text",
        "流程設計要兼顧操作簡便，避免繁瑣環節引發效率低下",
    ),
    (
        "責任明確、權限到位，確保每個環節的工作有人負責、有人監督",
        "cautions_text",
        "確保每個環節的工作有人負責、有人監督",
    ),
    ("成本控制應貫穿始終，合理安排資源，減少不必要的浪費", "cautions_text", "合理安排資源，減少不必要的浪費"),
    (
        "信息化手段的應用能夠顯著提高流程的效率和透明度",
        "cautions_text",
        "信息化手段的應用能夠顯著提高流程的效率和透明度",
    ),
]
"""A sentence of the seed's sections III to VI, the part of the handbook it stands in, and the words there."""


@pytest.mark.parametrize(("sentence", "part", "words"), SEED, ids=[case[0][:12] for case in SEED])
def test_every_sentence_of_the_seed_stands_in_the_handbook(
    book: HandbookContext, sentence: str, part: str, words: str
) -> None:
    assert words in str(book.plain()[part]), sentence
