"""The back-test over the ledger and over outcomes of others, whose answers are known."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pytest

from toolkit.errors import UsageError
from toolkit.figures.backtest import Backtest, backtest, rate_of
from toolkit.figures.outcomes import Columns
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.nightly import renew_all
from toolkit.jobs.score import check_outcomes, check_scorecard, outcomes_in
from toolkit.outcome import Move, Outcome
from toolkit.stages.review.backtest import Tested, verdict


def test_the_ledgers_own_deals_are_tested(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(i) for i in range(5)]))
    office.run()
    renew_all(office.service)
    with office.service.ledger.view() as view:
        ends = dict(
            zip((one.id for one in view.all_customers()), ("成交", "履約", "流失", "談判", "流失"), strict=True)
        )
        told = tuple(replace(one, deal_stage=ends[one.id]) for one in view.all_customers())
        office.service.ledger.record("test", view, Outcome(customers=told))
    found = check_scorecard(office.service)
    make_promised(office.service)
    assert (found["n"], found["signed"], found["undecided"], found["auc"]) == (4, 2, 1, None)
    assert sum(one["signed"] for one in found["grades"]) == 2
    page = docx.Document(str(office.outbox / "報表/評分回測 2026-11-24.docx"))
    assert [one.rows[0].cells[0].text for one in page.tables] == ["等級"]  # no table without a row


def test_who_was_scored_only_after_the_outcome_is_left_out_and_told(
    office: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(i) for i in range(4)]))
    office.run()
    renew_all(office.service)
    with office.service.ledger.view() as view:
        one, two, three, four = view.all_customers()
        scored = view.scores([one.id])[one.id]
        signed = [replace(each, deal_stage="成交") for each in (one, two, three)]
        moves = (
            Move(
                two.id, "潛在線索", "成交", date(2026, 11, 23), "王小明", "test"
            ),  # signed the day before it was scored
            Move(three.id, "潛在線索", "成交", date(2026, 11, 25), "王小明", "test"),
        )
        told = (*signed, replace(four, id="SJ-OLD", name="舊客戶有限公司", deal_stage="流失"))
        late = replace(scored, customer="SJ-OLD")  # comes in as lost, and is scored then
        office.service.ledger.record("test", view, Outcome(customers=told, moves=moves, scores=(late,)))
    found = check_scorecard(office.service)
    assert (found["n"], found["signed"], found["unscored"], found["undecided"]) == (2, 2, 2, 1)
    make_promised(office.service)


def test_the_page_says_how_many_were_not_scored_before() -> None:
    text = verdict(Tested(backtest([], (), {}), "台帳", unscored=3))
    assert "另有 3 家在有結果之前沒有評分" in text


@pytest.mark.corpora
def test_leads_of_a_course_seller_give_their_known_rates(corpora: Path) -> None:
    file = corpora / "peer_examples/ttng51__LeadScore/Lead Scoring.csv"
    columns = Columns("Converted", "Total Time Spent on Website", "Lead Origin")
    outcomes = outcomes_in(file, columns)
    found = backtest(outcomes.cases, (), {})
    assert (found.all.n, found.all.signed, outcomes.damaged) == (9240, 3561, ())
    rates = {one.group: (one.n, one.signed) for one in found.grades}
    assert rates["Landing Page Submission"] == (4886, 1768)
    assert rates["Lead Add Form"] == (718, 664)
    won = np.array([case.score for case in outcomes.cases if case.signed])
    lost = np.sort([case.score for case in outcomes.cases if not case.signed])
    below, upto = np.searchsorted(lost, won, "left"), np.searchsorted(lost, won, "right")
    assert found.auc == pytest.approx(((below + upto) / 2).mean() / len(lost), abs=1e-9)  # every pair counted


@pytest.mark.corpora
def test_a_banks_campaign_gives_its_known_rate(corpora: Path) -> None:
    file = corpora / "peer_examples/tellaw__ann-tuto-bank/bank-additional-full.csv"
    outcomes = outcomes_in(file, Columns("y", "duration", "loan"))
    found = backtest(outcomes.cases, (), {})
    assert (found.all.n, found.all.signed) == (41188, 4640)
    assert {one.group: (one.n, one.signed) for one in found.grades}["yes"] == (6248, 683)
    assert found.auc == pytest.approx(0.81845, abs=1e-5)


def test_a_sheet_of_outcomes_makes_the_page_and_names_what_is_damaged(office: Any, sheet: Callable[..., Path]) -> None:
    file = sheet(
        "結果.xlsx",
        ("客戶", "結果", "來源"),
        [("一", "成交", "展會"), ("二", "流失", "展會"), ("三", "不清楚", "網上")],
    )
    found = check_outcomes(office.service, file, Columns("結果", group="來源"))
    assert (found["n"], found["signed"]) == (2, 1)
    assert found["damaged"] == [{"row": 4, "heading": "結果", "value": "不清楚"}]


def test_outcomes_without_scores_have_rates_and_no_statistics(office: Any, sheet: Callable[..., Path]) -> None:
    rows = [(f"客戶{at}", "成交" if at < 50 else "流失") for at in range(110)]
    found = check_outcomes(office.service, sheet("結果.xlsx", ("客戶", "結果"), rows), Columns("結果"))
    assert (found["n"], found["signed"], found["auc"], found["ks"], found["lift"]) == (110, 50, None, None, [])
    assert "表中沒有逐家的事前評分" in verdict(
        Tested(Backtest(rate_of("", [True] * 50 + [False] * 60), ()), "結果.xlsx")
    )


def test_a_heading_that_is_not_there_is_told(office: Any, sheet: Callable[..., Path]) -> None:
    file = sheet("結果.xlsx", ("客戶", "結果"), [("一", "成交")])
    with pytest.raises(UsageError, match=r"score\.no_column"):
        check_outcomes(office.service, file, Columns("Converted"))
