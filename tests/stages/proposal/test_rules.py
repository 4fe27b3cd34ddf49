from datetime import date, datetime
from decimal import Decimal

import pytest

from toolkit.messages import codes_proposal as codes
from toolkit.stages.proposal.rules import OBJECTION_RULES, PROPOSAL_RULES, VISIT_RULES

D = Decimal
TODAY = date(2026, 11, 24)
GOOD = {
    "unit_price": D("6.8"),
    "price_unit": "元/㎡/月",
    "area": D(52000),
    "term_months": 36,
    "special_notes": None,
    "valid_until": date(2026, 12, 31),
    "starts_on": date(2027, 1, 1),
    "fee_mode": "包乾制",
}


def run(rules, values):
    found = [finding for rule in rules for finding in rule.check(values, TODAY)]
    return [(finding.code, finding.field) for finding in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"unit_price": D(0)}, [(codes.NOT_POSITIVE, "unit_price")]),
        ({"area": D(0)}, [(codes.NOT_POSITIVE, "area")]),
        ({"term_months": 0}, [(codes.NOT_POSITIVE, "term_months")]),
        # a total with a unit per ㎡, and the reverse, are asked
        ({"unit_price": D(353600)}, [(codes.PRICE_LIKE_TOTAL, "unit_price")]),
        ({"unit_price": D(90), "price_unit": "元/㎡/天"}, [(codes.PRICE_LIKE_TOTAL, "unit_price")]),
        ({"unit_price": D(6), "price_unit": "元/㎡/天"}, []),
        ({"unit_price": D("6.8"), "price_unit": "元/月"}, [(codes.PRICE_LIKE_UNIT, "unit_price")]),
        ({"unit_price": D(2400), "price_unit": "元/年"}, [(codes.PRICE_LIKE_UNIT, "unit_price")]),
        ({"unit_price": D(353600), "price_unit": "元/月"}, []),
        ({"unit_price": D(353600), "special_notes": "單價已核對。"}, []),
        ({"term_months": 241}, [(codes.TERM_TOO_LONG, "term_months")]),
        ({"term_months": 240}, []),
        ({"term_months": 3}, [(codes.TERM_LIKE_YEARS, "term_months")]),
        ({"term_months": 6}, []),
        ({"valid_until": date(2026, 11, 23)}, [(codes.OFFER_EXPIRED, "valid_until")]),
        ({"valid_until": TODAY}, []),
        ({"valid_until": date(2027, 1, 2)}, [(codes.OFFER_AFTER_START, "valid_until")]),
        ({"valid_until": None}, []),
        ({"fee_mode": "扣點"}, [(codes.FEE_MODE_NO_UNIT, "unit_price")]),
    ],
)
def test_rules_of_a_proposal(change, expected):
    assert run(PROPOSAL_RULES, {**GOOD, **change}) == expected


@pytest.mark.parametrize(
    ("when", "result", "expected"),
    [
        (datetime.fromisoformat("2026-11-23T09:00"), None, [(codes.VISIT_WITHOUT_OUTCOME, "result")]),
        (datetime.fromisoformat("2026-11-23T09:00"), "認可", []),
        (datetime.fromisoformat("2026-11-25T09:00"), None, []),
        (datetime.fromisoformat("2026-11-25T09:00"), "認可", [(codes.VISIT_OUTCOME_TOO_EARLY, "held_at")]),
        (datetime.fromisoformat("2026-11-24T23:00"), None, []),
    ],
)
def test_rules_of_a_visit(when, result, expected):
    assert run(VISIT_RULES, {"held_at": when, "result": result}) == expected


def test_a_settled_objection_has_its_answer():
    row = {"question": "電梯？", "status": "已解決", "answer": None}
    assert run(OBJECTION_RULES, row) == [(codes.OBJECTION_UNANSWERED, "answer")]
    assert run(OBJECTION_RULES, {**row, "answer": "含。"}) == []
    assert run(OBJECTION_RULES, {**row, "status": "處理中"}) == []
