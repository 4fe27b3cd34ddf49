"""Back-test the scorecard on outcomes: the ledger's own deals, or somebody's sheet with a mapping."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.errors import UsageError
from toolkit.figures.backtest import Backtest, Case, backtest
from toolkit.figures.deals import GROUPS, Deals
from toolkit.figures.outcomes import Columns, Damaged, Outcomes, read_outcomes
from toolkit.forms.reading import SheetReading
from toolkit.jobs.service import Service
from toolkit.ledger.beforehand import scored_beforehand
from toolkit.ledger.view import View
from toolkit.messages.finding import Severity
from toolkit.outcome import Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.sheets.read.workbook import read_workbook
from toolkit.stages import deal_stages
from toolkit.stages.review.backtest import FIRST_SCORES, Tested, backtest_order
from toolkit.stages.review.deals import DEALS, counted
from toolkit.stages.screening.channels import SIGNED

LOST = frozenset({deal_stages.LOST})


def check_scorecard(service: Service) -> dict[str, Any]:
    """Test the scorecard on the ledger's deals; orders 評分回測 and returns its figures."""
    with service.ledger.view() as view:
        cases, undecided, unscored = ledger_cases(view)
    points = factor_points(service.rules)
    found = backtest(cases, service.rules.scorecard.grades, points)
    return _order(
        service, Tested(found, "台帳中已簽約與已流失的客戶", undecided, scores=FIRST_SCORES, unscored=unscored)
    )


def check_outcomes(service: Service, file: Path, columns: Columns) -> dict[str, Any]:
    """Test on outcomes in ``file`` (its first sheet), read by ``columns``; orders 評分回測 as well.

    Raises UsageError where a heading of ``columns`` is not in the sheet.
    """
    outcomes = outcomes_in(file, columns)
    found = backtest(outcomes.cases, (), {})
    if not columns.score:  # the statistics are those of a score
        found = Backtest(found.all, found.grades)
    return _order(service, Tested(found, file.name, 0, outcomes.damaged))


def check_deals(service: Service, file: str, sheets: Iterable[SheetReading], *, asked: bool) -> dict[str, Any]:
    """Test on a list of finished deals (成交結果表), its sheets read as from the inbox; orders 評分回測 as well.

    ``asked`` tells that its headings are not matched yet. Raises UsageError where no sheet is such a list.
    """
    readings = [one for one in sheets if one.recognised and one.recognised.form.name == DEALS.name]
    if not readings:
        raise UsageError("score.to_match" if asked else "score.no_deals", file=file)
    rows = tuple(row for reading in readings for row in reading.rows)
    counted_deals, unclear = counted(rows)
    found = [
        one for reading in readings for one in reading.findings if one.code.severity is not Severity.NOTE and one.row
    ]
    damaged = [
        Damaged(one.row, DEALS.columns[one.field].title if one.field else "", one.value, "讀不出或重複")
        for one in (*found, *unclear)
    ]
    test = counted_deals.test(service.rules.scorecard.grades)
    tested = Tested(test, file, counted_deals.undecided, damaged, counted_deals)
    return _order(service, tested) | deals_told(counted_deals)


def deals_told(found: Deals) -> dict[str, Any]:
    """What a list of deals tells beside the test: rates by group, days to signing, what the signed were worth."""
    rates = {
        f"{group}s": [
            {"name": one.group, "n": one.n, "signed": one.signed, "rate": one.rate} for one in found.rates(group)
        ]
        for group in GROUPS
        if group != "grade"
    }
    days = {"median_days": found.median_days, "mean_days": found.mean_days and float(found.mean_days)}
    return {**rates, **days, "days_n": len(found.days), "amount": float(found.amount), "amount_n": found.priced}


def _order(service: Service, tested: Tested) -> dict[str, Any]:
    with service.ledger.view() as view:
        order = backtest_order(tested, service.rules, service.day())
        service.ledger.record("score", view, Outcome(documents=(order,)), rules=service.rules.digest)
    return told(tested.test) | {
        "undecided": tested.undecided,
        "unscored": tested.unscored,
        "damaged": [{"row": one.row, "heading": one.heading, "value": one.value} for one in tested.damaged],
    }


def told(test: Backtest) -> dict[str, Any]:
    """The test as ``--json`` tells it."""
    return {
        "n": test.all.n,
        "signed": test.all.signed,
        "rate": test.all.rate,
        "grades": [
            {"grade": one.group, "n": one.n, "signed": one.signed, "rate": one.rate, "low": one.low, "high": one.high}
            for one in test.grades
        ],
        "auc": test.auc,
        "ks": test.ks,
        "psi": test.psi,
        "lift": [{"decile": one.decile, "n": one.n, "signed": one.signed, "lift": one.lift} for one in test.lifts],
        "weights": [
            {"factor": one.factor, "points": one.points, "auc": one.auc, "suggested": one.suggested}
            for one in test.weights
        ],
    }


def ledger_cases(view: View) -> tuple[list[Case], int, int]:
    """Decided deals with the score they had before, how many are still open, and how many were not scored before."""
    scores, known = view.tables.first_scores(), scored_beforehand(view.tables, SIGNED | LOST)
    decided, undecided, unscored = list[Case](), 0, 0
    for one in view.tables.customers():
        if one.deal_stage not in SIGNED | LOST:
            undecided += 1
        elif one.id not in known:
            unscored += 1
        else:
            total, grade, factors = scores[one.id]
            points = {str(name): float(value) for name, value, of, *_ in factors if of}
            decided.append(Case(one.deal_stage in SIGNED, total, grade, one.registered_on, points))
    return decided, undecided, unscored


def factor_points(rules: RuleBook) -> dict[str, float]:
    """Factor → its points in the scorecard now."""
    card = rules.scorecard
    return {factor.title: float(factor.points) for factor in (*card.fit, *card.engagement)}


def outcomes_in(file: Path, columns: Columns) -> Outcomes:
    """The outcomes of a sheet: the first row holds the headings."""
    sheet = read_workbook(file).sheets[0]
    heads = [str(value or "").strip() for value in sheet.rows[0]] if sheet.rows else []
    wanted = [name for name in (columns.outcome, columns.score, columns.group, columns.day) if name]
    absent = [name for name in wanted if name not in heads]
    if absent:
        raise UsageError("score.no_column", columns="、".join(absent), known="、".join(heads[:40]))
    places = {name: heads.index(name) for name in wanted}
    return read_outcomes(_rows(sheet.rows[1:], places), columns)


def _rows(rows: Iterable[Sequence[Any]], places: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    for row in rows:
        yield {name: row[at] if at < len(row) else None for name, at in places.items()}
