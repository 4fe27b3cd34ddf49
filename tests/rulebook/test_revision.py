"""What changed between two issues of the rule book, as exactly the sentences that the record prints."""

from collections.abc import Callable

import pytest

from toolkit.rulebook.revision import Issue, changes

FILE = "process.yaml"
FORMS = {"visits": ("考察安排表", {"place": ("地點", True), "host": ("接待人", True)})}

CASES: list[tuple[str, str, str, tuple[str, ...]]] = [
    ("limit", "{event: stage, days: 7, after: 簽署", "{event: stage, days: 3, after: 簽署", ("步驟「資源調配」的時限由「簽署後 7 個工作日」改為「簽署後 3 個工作日」。",)),
    ("accountable", "        accountable: legal\n", "        accountable: finance\n", ("步驟「風險控制」的負責（A）由「法務專員」改為「財務專員」。",)),
    ("informed", "        informed: [gm, client]\n", "        informed: [client]\n", ("步驟「進度跟蹤」的知會（I）由「總經理、客戶」改為「客戶」。",)),
    ("standard", "standard: 簽署登記當天完成。", "standard: 簽署登記兩小時內完成。", ("步驟「正式簽署」的標準由「簽署登記當天完成。」改為「簽署登記兩小時內完成。」。",)),
    ("document", "documents: [進度報告]", "documents: []", ("步驟「進度跟蹤」不再使用文件「進度報告」。",)),
    ("what to do", "到期自動提醒責任人。", "到期自動提醒責任人與主管。", ("步驟「制定開發計劃」的控制措施由「計劃節點到期自動提醒責任人。」改為「計劃節點到期自動提醒責任人與主管。」。",)),
    ("gate", "    strength: warning\n", "    strength: error\n", ("關卡「進入深入洽談前，須有《需求調研表》。」的力度由「提醒」改為「退回」。",)),
    ("duty", "duty: 審核合同，維護合同範本與風險規則。", "duty: 審核合同。", ("角色「法務專員」的職責由「審核合同，維護合同範本與風險規則。」改為「審核合同。」。",)),
    ("move", "  成交: [履約, 談判, 流失]", "  成交: [履約]", ("客戶階段「成交」可轉入的階段由「履約、談判、流失」改為「履約」。",)),
    ("reviewer", "deputies: []", "deputies: [陳立]", ("會簽部門「招商部」的代理人由「（無）」改為「陳立」。",)),
    ("branch", "    when: 任一會簽部門不同意", "    when: 法務不同意", ("分支「法務退回」的情況由「任一會簽部門不同意，或要求修改後同意」改為「法務不同意，或要求修改後同意」。",)),
    ("event", "{event: lead, days: 2,", "{event: registered, days: 2,", ("步驟「登記客戶資料」的起算事件由「取得線索」改為「登記」。",)),
    ("question", "是否列入開發名單？", "列入名單？", ("步驟「篩選評分」的判斷問題由「是否列入開發名單？」改為「列入名單？」。",)),
    ("way", "yes: plan, no: refresh", "yes: connect, no: refresh", ("步驟「篩選評分」的後續步驟由「是→制定開發計劃；否→定期更新客戶資料」改為「是→建立客戶關係；否→定期更新客戶資料」。",)),
    ("approved by", "approved_by: 總經理", "approved_by: 董事長", ("手冊的批准由「總經理」改為「董事長」。",)),
    ("number", "number: ZS-LC-001", "number: ZS-LC-002", ("手冊的文件編號由「ZS-LC-001」改為「ZS-LC-002」。",)),
    ("move gone", "  維護: [談判, 流失]\n", "", ("客戶階段「維護」可轉入的階段由「談判、流失」改為「（無）」。",)),
    ("external", "department: 法務部, department_en: Legal,", "department: 法務部, department_en: Legal, external: 是,", ("角色「法務專員」的內外由「公司內」改為「外部」。",)),
    ("English", "standard_en: The signing is registered the same day.", "standard_en: At once.", ("步驟「正式簽署」的英文標準由「The signing is registered the same day.」改為「At once.」。",)),
    ("a thing to do", "          - 確認決策人與決策流程。\n", "          - 確認決策人。\n", ("步驟「信息確認與需求調研」的操作要點新增「確認決策人。」。", "步驟「信息確認與需求調研」的操作要點刪除「確認決策人與決策流程。」。")),
    ("KPI", "kpi: [續約率]", "kpi: []", ("步驟「續約與擴大合作」的績效指標刪除「續約率」。",)),
    ("name of a role", "title: 招商專員", "title: 招商員", ("角色「招商員」的名稱由「招商專員」改為「招商員」。",)),
    ("keeper", "keeper: project, place: 客戶資料夾", "keeper: service, place: 客戶資料夾", ("保存規定「交接單、資源與進度記錄」的保管角色由「項目經理」改為「客服專員」。",)),
    ("where a branch starts", "    at: [review]\n", "    at: [review, risk]\n", ("分支「法務退回」的起點由「合同審核」改為「合同審核、風險控制」。",)),
    ("where a branch leads", "    at: [review]\n    when: 任一會簽部門不同意，或要求修改後同意\n    when_en: A department disagrees or asks for changes\n    then: terms", "    at: [review]\n    when: 任一會簽部門不同意，或要求修改後同意\n    when_en: A department disagrees or asks for changes\n    then: risk", ("分支「法務退回」的去向由「重點條款確認」改為「風險控制」。",)),
    ("where a branch ends", "    then: gather", "    then: end", ("分支「合同終止」的去向由「資料整理」改為「流程結束」。",)),
    ("who reviews", "{department: 財務部, role: finance,", "{department: 財務部, role: manager,", ("會簽部門「財務部」的角色由「財務專員」改為「招商經理」。",)),
    ("conditions of a gate", "    needs: [contract_signed, handover_complete]\n", "    needs: [contract_signed]\n", ("關卡「轉入履約前，合同須已簽署，圖紙資料、共用設施、鑰匙、抄表已交接（租賃只須鑰匙），且沒有未整改的 A 級問題。」的條件由「合同已簽署、現場已交接」改為「合同已簽署」。",)),
    ("unguarded", "unguarded: []", "unguarded: [needs]", ("不設關卡的條件由「（無）」改為「有需求調研表」。",)),
    ("comment", "# 角色", "# 各角色", ()),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_one_change_is_one_sentence(texts: dict[str, str], old: str, new: str, expected: tuple[str, ...]) -> None:
    after = texts[FILE].replace(old, new, 1)
    assert changes(Issue(texts), Issue({**texts, FILE: after})) == expected


def test_the_order_of_steps_is_told(texts: dict[str, str]) -> None:
    text = texts[FILE]
    start, middle, end = (text.index(f"      - key: {key}\n") for key in ("collect", "register", "screen"))
    after = text[:start] + text[middle:end] + text[start:middle] + text[end:]
    assert changes(Issue(texts), Issue({**texts, FILE: after})) == (
        "階段「市場信息收集與潛在客戶篩選」的步驟順序改為：登記客戶資料、多渠道收集信息、篩選評分、定期更新客戶資料。",
    )


def test_an_issue_that_would_be_refused_today_is_compared_all_the_same(texts: dict[str, str]) -> None:
    old = texts[FILE].replace("        risk: 原件遺失，用印無記錄。\n", "", 1)
    assert changes(Issue({**texts, FILE: old}), Issue(texts)) == (
        "步驟「正式簽署」的風險由「（無）」改為「原件遺失，用印無記錄。」。",
    )


def test_a_form_that_is_used_again_is_told_once(texts: dict[str, str]) -> None:
    retired = (
        texts[FILE].replace("forms: [visits]", "forms: []").replace("retired_forms: []", "retired_forms: [visits]")
    )
    told = changes(Issue({**texts, FILE: retired}), Issue(texts, FORMS))
    assert [one for one in told if "考察安排表" in one] == [
        "步驟「現場考察與方案演示」新增表單《考察安排表》。",
        "恢復使用表單《考察安排表》。",
    ]


def test_nothing_changed_says_nothing(texts: dict[str, str]) -> None:
    assert changes(Issue(texts, FORMS), Issue(dict(texts), FORMS)) == ()


def test_a_new_limit_role_step_and_a_retired_form_are_told_exactly(
    texts: dict[str, str], changed: Callable[[str], str]
) -> None:
    told = changes(Issue(texts, FORMS), Issue({**texts, FILE: changed(texts[FILE])}, FORMS))
    assert told == (
        "新增角色「保險專員」。",
        "步驟「現場考察與方案演示」不再使用表單《考察安排表》。",
        "步驟「資源調配」的時限由「簽署後 7 個工作日」改為「簽署後 3 個工作日」。",
        "階段「合作落實與項目啟動」新增步驟「投保」（執行：保險專員；負責：招商經理；時限：簽署後 4 個工作日）。",
        "停用表單《考察安排表》。",
    )


def test_the_same_in_english(texts: dict[str, str], changed: Callable[[str], str]) -> None:
    told = changes(Issue(texts, FORMS), Issue({**texts, FILE: changed(texts[FILE])}, FORMS), english=True)
    assert (
        "Step “Allocate resources”: limit from “7 working days after signing” to “3 working days after signing”."
        in told
    )
    assert not any("步驟" in one for one in told)


def test_forms_documents_and_kpis_have_their_english_names(texts: dict[str, str]) -> None:
    after = texts[FILE].replace("forms: [visits]", "forms: []").replace("retired_forms: []", "retired_forms: [visits]")
    after = after.replace("documents: [進度報告]", "documents: []").replace("kpi: [來訪轉化率]", "kpi: []")
    names = {"考察安排表": "Visits", "進度報告": "Progress report", "來訪轉化率": "Visit rate"}
    assert changes(Issue(texts, FORMS), Issue({**texts, FILE: after}, FORMS), english=True, names=names) == (
        "Step “Site visit and presentation”: form “Visits” is no longer used.",
        "Step “Site visit and presentation”: KPIs, removed “Visit rate”.",
        "Step “Track progress”: document “Progress report” is no longer used.",
        "Form “Visits” retired.",
    )


def test_other_files_are_told_by_their_keys(texts: dict[str, str]) -> None:
    after = texts["scorecard.yaml"].replace("grades: {A: 80,", "grades: {A: 85,")
    assert changes(Issue(texts), Issue({**texts, "scorecard.yaml": after})) == (
        "scorecard.yaml：grades.A 由「80」改為「85」。",
    )


def test_many_changes_of_one_file_are_counted(texts: dict[str, str]) -> None:
    after = texts["rates.yaml"].replace("0,", "1,")
    told = changes(Issue(texts), Issue({**texts, "rates.yaml": after}))
    assert len(told) == 13
    assert told[-1].startswith("rates.yaml：另有 ")


def test_columns_of_forms(texts: dict[str, str]) -> None:
    after = {"visits": ("考察安排表", {"place": ("地點", False), "car": ("車輛", False)}), "tour": ("參觀表", {})}
    assert changes(Issue(texts, FORMS), Issue(texts, after)) == (
        "表單《考察安排表》的欄「地點」改為選填。",
        "表單《考察安排表》新增欄「車輛」。",
        "表單《考察安排表》取消欄「接待人」。",
        "新增表單《參觀表》。",
    )
