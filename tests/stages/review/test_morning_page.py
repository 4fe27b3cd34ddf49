"""The morning list stays on one page, whatever there is to say; what it leaves out is told."""

from datetime import date
from typing import Any

import pytest

from toolkit.rulebook.rulebook import RuleBook
from toolkit.rulebook.workdays import Calendar, calendar_of
from toolkit.stages.review.items import EXPIRY, Due
from toolkit.stages.review.morning import Morning, day_note, morning_order

TODAY = date(2026, 11, 24)
PAGE = 14
"""Lines that fit; a section costs two more."""


def page(rules: RuleBook, late: int, ending: int, owners: int) -> dict[str, Any]:
    due = [Due(f"k{at}", "跟進", f"人{at % owners}", date(2026, 11, 20), "送方案", "C1", "華景") for at in range(late)]
    due += [Due(f"e{at}", EXPIRY, "人0", date(2026, 11, 30), "到期", "C2", "信達") for at in range(ending)]
    return dict(morning_order(Morning(due), rules, Calendar(), TODAY).context)


@pytest.mark.parametrize(
    ("late", "ending", "owners", "shown", "told"),
    [
        (3, 0, 1, 3, None),
        (30, 0, 3, 9, "另有 21 件見各人的《待辦》。"),
        (30, 1, 5, 6, "另有 24 件見各人的《待辦》。"),
        (30, 5, 9, 4, "另有 26 件見各人的《待辦》。另有 3 份到期合同見各人的《待辦》。"),
    ],
)
def test_what_is_urgent_gives_way_to_the_rest_of_the_page(
    rules: RuleBook, late: int, ending: int, owners: int, shown: int, told: str | None
) -> None:
    found = page(rules, late, ending, owners)
    assert (len(found["urgent"]), found["urgent_more"]) == (shown, told)
    sections = len(found["ending"]) + 2 * bool(found["ending"])
    assert len(found["urgent"]) + len(found["owners"]) + sections <= PAGE


@pytest.mark.parametrize(
    ("today", "due", "kind", "told"),
    [
        (date(2026, 12, 29), date(2026, 12, 31), "跟進", None),
        (date(2026, 12, 29), date(2027, 1, 5), "跟進", "2027 年的放假安排尚未公布，工作日暫按一般規定計算。"),
        (date(2026, 12, 29), date(2027, 1, 5), EXPIRY, None),  # a calendar day, whatever the holidays
        (date(2036, 3, 3), date(2036, 3, 4), "跟進", "2036 年的放假安排尚未公布，工作日暫按一般規定計算。"),
        (date(2026, 10, 10), date(2026, 10, 12), "跟進", "今天是調休上班日。"),
        (date(2026, 10, 1), date(2026, 10, 12), "跟進", "今天放假，下一個工作日是 2026-10-08。"),
    ],
)
def test_days_whose_holidays_nobody_knows_are_told(today: date, due: date, kind: str, told: str | None) -> None:
    assert day_note(calendar_of("CN"), [Due("k", kind, "人", due, "送方案", "C1", "華景")], today) == told
