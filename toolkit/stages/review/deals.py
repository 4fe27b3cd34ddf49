"""成交結果表: deals that are over, from whatever kept them before, to test the scorecard and the channels on.

Nothing of it goes into the ledger's customers: the rows are counted, and 評分回測 says what they tell. A list
with strange headings and words comes by a 對照 sheet like every other one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Annotated, Any

from toolkit.figures.deals import Deal, Deals, deals_of
from toolkit.figures.outcomes import day, day_order
from toolkit.forms import read, read_lenient
from toolkit.forms.column import Column, Privacy
from toolkit.forms.form import Form, Row
from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_review
from toolkit.messages.finding import Finding
from toolkit.outcome import Accepted, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.findings import at
from toolkit.stages.review.backtest import Tested, backtest_order

WON, LOST = "成交", "流失"
_DAYS = ("opened_on", "closed_on")


class DealRow(Row):
    """One row a deal that was won, lost, or is still open."""

    deal_id: Annotated[
        str | None,
        Column(
            "商機編號",
            "Deal number",
            read_lenient.reference,
            ("商機ID", "Opportunity ID", "Deal ID", "Record ID", "Opportunity Number"),
            help="同一編號只計一次。",
            example="SJ-2025-018",
        ),
    ] = None
    outcome: Annotated[
        str,
        Column(
            "成交結果",
            "Outcome",
            read.choice,
            (
                "最終結果",
                "成交與否",
                "是否成交",
                "Deal outcome",
                "Deal Stage",
                "Opportunity Stage",
                "Won/Lost",
                "Converted",
            ),
            options="成交結果",
            help="成交、流失，或未定。",
            example="成交",
        ),
    ]
    opened_on: Annotated[
        date | str | None,
        Column(
            "開立日",
            "Opened on",
            read_lenient.day_of_column,
            ("商機開立日", "商機創建日期", "Open date", "Engage date", "Create Date"),
            example="2025-03-02",
        ),
    ] = None
    closed_on: Annotated[
        date | str | None,
        Column(
            "結案日",
            "Closed on",
            read_lenient.day_of_column,
            ("結案日期", "商機關閉日期", "Close date", "Closed date", "Close Date (Actual)"),
            example="2025-05-20",
        ),
    ] = None
    prior_score: Annotated[
        Decimal | None,
        Column("事前評分", "Score before", read_lenient.score_of_hundred, ("Deal score", "商機評分"), example="72"),
    ] = None
    prior_grade: Annotated[
        str | None,
        Column("事前等級", "Grade before", read.text, ("Lead grade", "商機等級", "Deal grade"), example="B"),
    ] = None
    deal_value: Annotated[
        Decimal | None,
        Column(
            "成交金額", "Deal value", read_lenient.worth, ("商機金額", "Close value", "Deal amount"), example="360000"
        ),
    ] = None
    deal_channel: Annotated[
        str | None,
        Column(
            "商機來源",
            "Deal source",
            read.text,
            ("商機渠道", "Original source", "Lead origin", "Campaign source"),
            help="渠道照原來的叫法寫。",
            example="行業展會",
        ),
    ] = None
    deal_kind: Annotated[
        str | None,
        Column("商機類別", "Deal type", read.text, ("Opportunity type", "Product line"), example="寫字樓"),
    ] = None
    deal_owner: Annotated[
        str | None,
        Column(
            "商機負責人",
            "Deal owner",
            read.text,
            ("Sales agent", "Opportunity owner", "商機所有人"),
            privacy=Privacy.PERSONAL,
            example="林曉彤",
        ),
    ] = None


DEALS = Form(
    "F17",
    "deals",
    "成交結果表",
    "Past deals",
    DealRow,
    (("deal_id",),),
    aliases=("成交結果", "商機結果表", "商機清單", "Sales pipeline", "Opportunities", "Deals"),
    doubts_both=True,
)


def follow_deals(rows: Accepted, ledger: LedgerView, rules: RuleBook, today: date) -> Outcome:  # noqa: ARG001
    """Count the deals; name the days that cannot be read. Nothing is recorded but the page that it makes."""
    told, findings = counted(rows.rows)
    tested = Tested(told.test(rules.scorecard.grades), PurePath(rows.file).name, told.undecided, deals=told)
    return Outcome(documents=(_named(tested, rows, rules, today),), findings=tuple(findings))


def counted(rows: Iterable[TakenRow]) -> tuple[Deals, list[Finding]]:
    """What the rows tell, and a finding for each day that stays unread."""
    taken = list(rows)
    order = day_order([getattr(row.row, name) for name in _DAYS for row in taken])
    findings = [
        at(row, codes_review.DEAL_DAY_UNCLEAR, name, getattr(row.row, name))
        for row in taken
        for name in _DAYS
        if isinstance(written := getattr(row.row, name), str) and day(written, order) is None
    ]
    findings += [one for row in taken if (one := _backwards(row, order))]
    return deals_of(_deal(row.row, order) for row in taken), findings


def _backwards(row: TakenRow, order: str) -> Finding | None:
    """A deal that was over before it began: its days are not counted."""
    opened, closed = (day(value, order) if (value := getattr(row.row, name)) else None for name in _DAYS)
    if opened is None or closed is None or closed >= opened:
        return None
    return at(row, codes_review.DEAL_DAYS_BACKWARDS, "closed_on", getattr(row.row, _DAYS[1]), opened=opened.isoformat())


def _deal(row: Any, order: str) -> Deal:
    outcome = {WON: True, LOST: False}.get(row.outcome)
    return Deal(
        signed=outcome,
        opened=day(row.opened_on, order) if row.opened_on else None,
        closed=day(row.closed_on, order) if row.closed_on else None,
        score=None if row.prior_score is None else float(row.prior_score),
        amount=row.deal_value,
        groups=_groups(row),
    )


def _groups(row: Any) -> Mapping[str, str]:
    fields = {"grade": row.prior_grade, "channel": row.deal_channel, "kind": row.deal_kind, "owner": row.deal_owner}
    return {name: text or "" for name, text in fields.items()}


def _named(tested: Tested, rows: Accepted, rules: RuleBook, today: date) -> Any:
    order = backtest_order(tested, rules, today)
    stem = PurePath(rows.file).stem.split("【")[0]
    return replace(order, name=f"{order.name} {stem}", number=f"{order.number}-{rows.submission[-6:].upper()}")
