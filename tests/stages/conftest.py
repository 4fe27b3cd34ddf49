"""What the tests of the stages share: the shipped rule book, rows from plain values, stages over an overlay."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from toolkit.forms.form import Form, Row
from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted, LedgerView, Outcome
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.catalogue import FOLLOW
from toolkit.stages.outreach.forms import Contact
from toolkit.stages.overlay import Nothing, Overlay
from toolkit.stages.screening.forms import Prospect

MANUAL = Path(__file__).resolve().parents[2] / "manual"
TODAY = date(2026, 11, 24)

MakeRow = Callable[..., TakenRow]


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    """The rule book as shipped."""
    return parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})


@pytest.fixture
def today() -> date:
    """The day on which the tests happen."""
    return TODAY


def taken(model: type[Row], number: int, values: dict[str, Any], sheet: str = "表") -> TakenRow:
    """A row as validation hands it on; 清除 clears a field."""
    cleared = frozenset(name for name, value in values.items() if value == "清除")
    kept = {name: value for name, value in values.items() if name not in cleared}
    cells = {name: f"{chr(65 + place)}{number}" for place, name in enumerate(kept)}
    return TakenRow(model(**kept), sheet, number, cleared=cleared, cells=cells)


@pytest.fixture
def prospect() -> MakeRow:
    """A prospect's row: only what differs from an ordinary one has to be said."""

    def make(number: int = 2, **changes: Any) -> TakenRow:
        values = {
            "registered_on": date(2026, 11, 2),
            "name": f"第{number}號置業有限公司",
            "party_type": "企業",
            "biz_line": "物業服務外拓",
            "property_type": "寫字樓",
            "contact_person": "周敏",
            "phone": f"1380013{number:04d}",
            "source": "行業協會",
            "owner": "陳立文",
            **changes,
        }
        return taken(Prospect, number, {name: value for name, value in values.items() if value is not None})

    return make


@pytest.fixture
def rich() -> dict[str, Any]:
    """Facts that make a prospect complete: graded A with every check clean."""
    return {
        "credit_code": "914403001922038216",
        "property_name": "華景中心",
        "floor_area": Decimal(52000),
        "founded_on": date(2008, 6, 18),
        "registered_capital": Decimal(8000),
        "last_revenue": Decimal(36000),
        "title": "總經理",
        "budget": Decimal(7200000),
        "intent": "高",
        "expected_signing_on": date(2027, 1, 20),
        "serious_violation": "無",
        "dishonest": "無",
        "sector_penalty": "無",
        "checked_on": date(2026, 11, 2),
    }


@pytest.fixture
def contact() -> MakeRow:
    """A contact's row with an ordinary customer, person and content."""

    def make(number: int = 2, **changes: Any) -> TakenRow:
        values = {
            "customer": "第2號置業有限公司",
            "held_at": datetime.fromisoformat("2026-11-09T14:30"),
            "method": "拜訪",
            "counterpart": "周敏（總經理）",
            "our_person": "陳立文",
            "content": "介紹同類項目，對方關注電梯維保與能耗。",
            "result": "有意向",
            "next_step": "安排考察",
            "next_follow_up_on": date(2026, 11, 30),
            **changes,
        }
        return taken(Contact, number, {name: value for name, value in values.items() if value is not None})

    return make


class Office:
    """Sheets dropped one after another: each stage sees what the earlier ones brought."""

    def __init__(self, rules: RuleBook, day: date = TODAY) -> None:
        """Start with an empty ledger."""
        self.rules = rules
        self.day = day
        self.ledger: LedgerView = Nothing()
        self.drops = 0

    def drop(self, form: Form, rows: Iterable[TakenRow], file: str = "客戶名單.xlsx", authority: str = "") -> Outcome:
        """Drop one sheet and keep what follows from it."""
        self.drops += 1
        accepted = Accepted(form, tuple(rows), f"s{self.drops}", file, authority)
        outcome = FOLLOW[form.name](accepted, self.ledger, self.rules, self.day)
        self.ledger = Overlay(self.ledger, (outcome,))
        return outcome


@pytest.fixture
def office(rules: RuleBook) -> Office:
    """An office with an empty ledger."""
    return Office(rules)
