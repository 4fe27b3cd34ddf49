"""One person under several spellings is one person in every figure."""

from datetime import date
from decimal import Decimal

import pytest

from toolkit.figures.events import happened
from toolkit.figures.frames import build_frames
from toolkit.figures.kpi import By, figures
from toolkit.figures.people import usual
from toolkit.figures.period import Period
from toolkit.figures.scoring import scorecards

NOVEMBER = Period("2026-11")


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ({"陳立文": 1, "陈立文": 4}, {"陳立文": "陈立文"}),
        ({"陳立文": 2, "陈立文": 2}, {"陈立文": "陳立文"}),  # the first one met
        ({"Ann Wu": 1, "ＡＮＮ　ＷＵ": 3, "annwu": 1}, {"Ann Wu": "ＡＮＮ　ＷＵ", "annwu": "ＡＮＮ　ＷＵ"}),
        ({"陳立文": 1, "陳立民": 1, "": 3}, {}),
    ],
)
def test_the_usual_spelling(used, expected):
    assert usual(used) == expected


def test_targets_in_one_script_meet_the_ledger_in_the_other():
    customers = [
        (f"C{n}", f"客{n}", "2026-11-03", "陈立文", "展會", "租賃招商", "商鋪", "10", "潛在線索", "B") for n in range(4)
    ]
    frames = build_frames(
        {
            "customers": customers,
            "owners": [("C3", "陳 立文", "陈立文", "2026-11-10")],
            "kpi": [("2026-11", "陳立文", "新增客戶數", "100", "4", None)],
        }
    )
    events = happened(frames, date(2026, 11, 24))
    assert {name: one.n for name, one in figures(events, "新增客戶數", NOVEMBER, By.PERSON).items()} == {"陈立文": 4}
    (card,) = scorecards(frames, events, NOVEMBER)
    assert (card.person, card.score) == ("陈立文", Decimal(100))
