"""Retired forms are named to nobody: items, clauses and sentences that name one are left out, and told."""

from dataclasses import replace

import pytest

from toolkit.rulebook.retired import current, mentions, without
from toolkit.rulebook.rulebook import RuleBook

TITLES = ("考察安排表", "Visits")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("績效報告、考察安排表", "績效報告"),
        ("《考察安排表》、台賬、績效報告", "台賬、績效報告"),
        ("了解客戶的需求與預算，按《考察安排表》記錄。", "了解客戶的需求與預算。"),
        ("按《考察安排表》登記，必填欄填齊，代碼當場核對。", "必填欄填齊，代碼當場核對。"),
        ("請填《考察安排表》。", ""),
        ("先看現場。再填考察安排表；最後回覆客戶。", "先看現場。最後回覆客戶。"),
        ("員工：填《考察安排表》，來源選「員工」。", "員工：來源選「員工」。"),
        ("接待人由招商經理指定。", "接待人由招商經理指定。"),
        ("Needs report, Visits", "Needs report"),
        ("Visits clients twice a year.", "Visits clients twice a year."),
        ("- 填《考察安排表》。\n- 拍照。", "- 拍照。"),
    ],
)
def test_what_names_a_retired_form_is_left_out(text: str, left: str) -> None:
    assert without(text, TITLES) == left


def test_the_process_as_printed_and_where_somebody_must_write_anew(rules: RuleBook) -> None:
    titles = {"kpi": ("績效指標表", "KPI sheet"), "visits": ("考察安排表", "Visits")}
    process = rules.process
    assert current(process, titles) is process
    retired = replace(process, retired_forms=frozenset({"kpi", "visits"}))
    printed = current(retired, titles)
    assert printed.steps["assess"].input == "台賬"
    assert printed.steps["assess"].input_en == "ledger"
    assert not any("考察安排表" in text for step in printed.steps.values() for text in step.do)
    assert printed.steps["visit"].documents == ("考察接待安排表",)
    assert current(retired, titles, {"考察接待安排表": "visits"}).steps["visit"].documents == ()
    chapters = {"chapters/metrics.md": "# 績效\n\n權重在《績效指標表》中設定，合計一百。\n"}
    told = mentions(retired, chapters, titles)
    assert ("process.yaml", "績效考核（input）", "績效指標表") in {(one.file, one.place, one.title) for one in told}
    assert ("chapters/metrics.md", "第 3 行", "績效指標表") in {(one.file, one.place, one.title) for one in told}
    assert mentions(process, chapters, titles) == ()
