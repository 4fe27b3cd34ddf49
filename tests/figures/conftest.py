"""A ledger small enough to count on one's fingers, with the cases that go wrong: see each row's comment."""

from datetime import date

import pytest

from toolkit.figures.events import Workdays, happened
from toolkit.figures.frames import build_frames

JIA, YI = "甲", "乙"
FAIR, PARTNER, ONLINE = "行業展會", "夥伴推薦", "線上平台"
SERVICE, LEASE = "物業服務外拓", "租賃招商"

ROWS = {
    "customers": [
        # id, name, registered, owner now, channel, line, type, cost, stage, grade
        ("C1", "一", "2026-01-05", YI, FAIR, SERVICE, "寫字樓", "300", "成交", "A"),
        ("C2", "二", "2026-01-20", JIA, PARTNER, SERVICE, "住宅", None, "談判", "B"),
        ("C3", "三", "2026-02-02", YI, FAIR, LEASE, "商鋪", "150.50", "流失", "C"),
        ("C4", "四", "2025-12-30", JIA, ONLINE, SERVICE, "學校", "80", "成交", "A"),
        ("C5", "五", "2026-01-31", YI, ONLINE, LEASE, "商鋪", "0.01", "潛在線索", ""),
    ],
    # C1 went from 甲 to 乙 on 1 March
    "owners": [("C1", JIA, YI, "2026-03-01")],
    "contacts": [
        # customer, at, person, method, reached, effective
        ("C1", "2026-01-07T10:00:00", JIA, "電話", True, True),
        ("C1", "2026-01-07T09:00:00", YI, "微信", True, True),  # the same day, earlier: this one counts
        ("C1", "2026-02-10T14:00:00", JIA, "來訪", True, True),
        ("C2", "2026-01-21T09:00:00", JIA, "電話", False, False),  # not reached
        ("C2", "2026-01-26T09:00:00", JIA, "來訪", True, False),  # came, but no next step
        ("C2", "2026-01-28T09:00:00", JIA, "來訪", True, True),  # came twice: one visitor
        ("C3", "2026-02-03T09:00:00", YI, "郵件", True, True),
        ("C4", "2026-01-04T09:00:00", JIA, "電話", True, True),
        ("C9", "2026-01-15T09:00:00", JIA, "電話", True, True),  # nobody we know
    ],
    "visits": [
        ("C4", "2026-01-31T23:30:00", JIA, "認可"),  # the last half hour of January
        ("C3", "2026-12-01T09:00:00", YI, None),  # still to come
    ],
    "moves": [
        ("C1", "潛在線索", "初步溝通", "2026-01-07", JIA),
        ("C1", "初步溝通", "談判", "2026-02-20", JIA),  # skipped a stage
        ("C1", "談判", "成交", "2026-03-10", YI),
        ("C2", "潛在線索", "初步溝通", "2026-01-26", JIA),
        ("C2", "初步溝通", "深入洽談", "2026-02-01", JIA),
        ("C2", "深入洽談", "談判", "2026-02-28", JIA),
        ("C3", "潛在線索", "初步溝通", "2026-02-03", YI),
        ("C3", "初步溝通", "流失", "2026-02-20", YI),
        ("C4", "深入洽談", "成交", "2026-01-31", JIA),
    ],
    "contracts": [
        # contract, customer, line, unit, signed, starts, ends, amount
        ("K1", "C1", SERVICE, None, "2026-03-12", "2026-04-01", "2027-03-31", "1680000.005"),
        # C4: last year's contract ended on New Year's Eve and was renewed on New Year's Day
        ("K3", "C4", SERVICE, None, "2024-12-20", "2025-01-01", "2025-12-31", "100"),
        ("K4", "C4", SERVICE, None, "2026-01-15", "2026-01-01", "2026-12-31", "200"),
        # C6 was a customer long ago: its lease of unit 101 ended in December and nobody took it again
        ("K5", "C6", LEASE, "101", "2024-12-01", "2025-01-01", "2025-12-15", "50"),
        ("K6", "C6", LEASE, "102", "2026-01-01", "2026-01-01", "2026-06-30", "60"),  # another unit
        ("K7", "C2", SERVICE, None, None, "2026-03-01", "2027-02-28", "70"),  # a draft
    ],
    "satisfaction": [
        ("C1", "2026-01-31", 5),
        ("C1", "2026-01-31", 4),  # two people answered on one day
        ("C4", "2026-01-15", 3),
        ("C4", "2026-02-15", None),  # no overall score: not valid
    ],
    "kpi": [
        ("2026-01", JIA, "新增客戶數", "40", "4", None),
        ("2026-01", JIA, "簽約率", "40", "50", "0.25"),  # reports 25 %, the ledger says otherwise
        ("2026-01", JIA, "收繳率", "20", "0.96", "0.972"),
        ("2026-01", YI, "新增客戶數", "50", "1", None),
        ("2026-01", YI, "簽約率", "50", "0.3", None),  # nobody visited 乙: —
        ("2026-02", YI, "新增客戶數", "100", "0", None),  # a target of nothing
    ],
}
NEW_YEAR = Workdays(off=(date(2026, 1, 1), date(2026, 1, 2)), on=(date(2026, 1, 4),))
"""1 and 2 January 2026 are holidays, Sunday the 4th is worked."""


@pytest.fixture(scope="session")
def frames():
    return build_frames(ROWS)


@pytest.fixture(scope="session")
def events(frames):
    return happened(frames, date(2026, 3, 31), response_days=2, workdays=NEW_YEAR)
