from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from toolkit.figures.events import Workdays, happened
from toolkit.figures.figure import Figure, show
from toolkit.figures.frames import build_frames
from toolkit.figures.kpi import (
    EVERYONE,
    By,
    all_figures,
    behind,
    by_line,
    cost_per_signing,
    cost_per_visit,
    figures,
    manual_figures,
)
from toolkit.figures.metrics import MANUAL, METRICS
from toolkit.figures.period import Period

D = Decimal
JAN, FEB, MAR, Q1 = (Period(label) for label in ("2026-01", "2026-02", "2026-03", "2026-Q1"))
LAST_DECEMBER = Period("2025-12")


def value(events, metric, period, by=By.ALL, group=EVERYONE):
    return figures(events, metric, period, by)[group].value


@pytest.mark.parametrize(
    ("metric", "period", "expected", "n"),
    [
        ("新增客戶數", LAST_DECEMBER, D(1), 1),  # C4
        ("新增客戶數", JAN, D(3), 3),  # C1 C2 C5
        ("新增客戶數", MAR, D(0), 0),
        # 7 Jan C1 (once), 28 Jan C2, 4 Jan C4, 15 Jan C9
        ("有效溝通數", JAN, D(4), 4),
        ("有效溝通數", Q1, D(6), 6),
        # visited: C2, C4 ÷ registered: C1 C2 C5
        ("來訪轉化率", JAN, D(2) / 3, 3),
        ("來訪轉化率", MAR, None, 0),
        # C4's first signature was in 2024, C6's too: nobody signed in January
        ("簽約率", JAN, D(0), 2),
        # C1 signed in March; C1, C2 and C4 visited in the quarter
        ("簽約率", Q1, D(1) / 3, 3),
        ("簽約率", MAR, None, 0),
        # C1 ÷ C1, C2
        ("合同轉化率", Q1, D(1) / 2, 2),
        # C1: 7 January → 12 March
        ("成交週期", Q1, D(64), 1),
        ("成交週期", JAN, None, 0),
        # 5, 4, 3
        ("客戶滿意度", JAN, D(4), 3),
        ("滿意率", JAN, D(2) / 3, 3),
        ("客戶滿意度", FEB, None, 0),
        # K3 (renewed by K4 across New Year) and K5 (unit 101, not renewed by 102) ended in December
        ("續約率", LAST_DECEMBER, D(1) / 2, 2),
        ("續約率", Q1, None, 0),
        # C1 contacted on the 2nd working day, C2 on the 4th, C5 never; C4: see below
        ("響應時效", JAN, D(1) / 3, 3),
        ("響應時效", FEB, D(1), 1),
        # 300 + 0 + 0.01 over three
        ("渠道成本", JAN, D("300.01") / 3, 3),
        ("渠道成本", FEB, D("150.50"), 1),
        ("渠道成本", MAR, None, 0),
        ("簽約數", Q1, D(1), 1),
        # K1 1,680,000.01 (half a 分 goes up) + K4 200 + K6 60
        ("簽約金額", Q1, D("1680260.01"), 3),
        ("簽約金額", FEB, D(0), 0),
    ],
)
def test_each_kpi_to_the_last_digit(events, metric, period, expected, n):
    figure = figures(events, metric, period)[EVERYONE]
    assert (figure.value, figure.n) == (expected, n)


def test_a_holiday_and_a_worked_sunday_are_counted_rightly(events):
    # C4: registered Tuesday 30 December; 31st is the 1st working day, 1st and 2nd are holidays, the 3rd is a
    # Saturday, Sunday the 4th is worked: the 2nd working day, in time
    assert value(events, "響應時效", LAST_DECEMBER) == D(1)


def test_a_worked_weekend_day_uses_up_the_time():
    # registered Tuesday 30 December, contacted Monday 5 January: 31st, Sunday the 4th, the 5th
    rows = {
        "customers": [("C1", "一", "2025-12-30", "甲", "", "", "", None, "", "")],
        "contacts": [("C1", "2026-01-05T09:00", "甲", "電話", True, True)],
    }
    off = (date(2026, 1, 1), date(2026, 1, 2))
    worked = Workdays(off=off, on=(date(2026, 1, 4),))
    end = date(2026, 1, 31)
    late = happened(build_frames(rows), end, 2, worked)
    assert figures(late, "響應時效", LAST_DECEMBER)[EVERYONE].value == 0
    in_time = happened(build_frames(rows), end, 2, Workdays(off=off))
    assert figures(in_time, "響應時效", LAST_DECEMBER)[EVERYONE].value == 1


@pytest.mark.parametrize(("starts", "renewed"), [("2026-03-31", 1), ("2026-04-01", 0)])
def test_a_next_contract_renews_within_ninety_days(starts, renewed):
    rows = {
        "contracts": [
            ("K1", "C1", "", "", "2024-12-20", "2025-01-01", "2025-12-31", 1),
            ("K2", "C1", "", "", "2026-03-20", starts, "2027-03-31", 1),
        ]
    }
    events = happened(build_frames(rows), date(2026, 12, 31))
    assert figures(events, "續約率", LAST_DECEMBER)[EVERYONE].numerator == renewed


def test_a_contract_that_was_signed_before_anybody_logged_a_contact_has_no_cycle():
    rows = {
        "contacts": [("C1", "2026-01-20T09:00", "甲", "電話", True, True)],
        "contracts": [("K1", "C1", "", "", "2026-01-10", "2026-02-01", "2027-01-31", 1)],
    }
    events = happened(build_frames(rows), date(2026, 12, 31))
    assert figures(events, "成交週期", JAN)[EVERYONE].n == 0
    assert figures(events, "簽約數", JAN)[EVERYONE].n == 1


def test_who_still_has_time_is_not_late():
    rows = {"customers": [("C1", "一", "2026-03-30", "甲", "", "", "", None, "", "")]}
    frames = build_frames(rows)
    assert figures(happened(frames, date(2026, 3, 31), 2), "響應時效", MAR)[EVERYONE].value is None
    assert figures(happened(frames, date(2026, 4, 3), 2), "響應時效", MAR)[EVERYONE].value == 0


@pytest.mark.parametrize(
    ("metric", "period", "expected"),
    [
        # C1 was still 甲's in January
        ("新增客戶數", JAN, {"甲": D(2), "乙": D(1)}),
        # the first contact of C1's day was held by 乙
        ("有效溝通數", JAN, {"甲": D(3), "乙": D(1)}),
        # C1 visited under 甲 and signed under 乙: a change of owner leaves 乙 without a denominator
        ("簽約率", Q1, {"甲": D(0), "乙": None}),
        ("簽約數", Q1, {"乙": D(1)}),
        ("合同轉化率", Q1, {"甲": D(0), "乙": None}),
        ("渠道成本", JAN, {"甲": D(150), "乙": D("0.01")}),
    ],
)
def test_by_person_the_owner_on_the_day_counts(events, metric, period, expected):
    assert {who: item.value for who, item in figures(events, metric, period, By.PERSON).items()} == expected


def test_by_channel_line_and_month(events):
    assert {key: item.value for key, item in figures(events, "新增客戶數", Q1, By.CHANNEL).items()} == {
        "夥伴推薦": D(1),
        "線上平台": D(1),
        "行業展會": D(2),
    }
    assert {key: item.value for key, item in figures(events, "新增客戶數", Q1, By.LINE).items()} == {
        "物業服務外拓": D(2),
        "租賃招商": D(2),
    }
    assert {key: item.value for key, item in figures(events, "新增客戶數", Q1, By.MONTH).items()} == {
        "2026-01": D(3),
        "2026-02": D(1),
    }
    # C2 in January and C4 on its last evening; C1 in February: visits divided by the month's own leads
    months = figures(events, "來訪轉化率", Q1, By.MONTH)
    assert {key: (item.numerator, item.denominator) for key, item in months.items()} == {
        "2026-01": (D(2), 3),
        "2026-02": (D(1), 1),
    }


def test_every_line_has_every_figure_and_the_lines_add_up(events):
    found = by_line(events, Q1)
    assert list(found) == ["", "物業服務外拓", "租賃招商"]  # a contact and a contract of a customer nobody knows
    for name, whole in all_figures(events, Q1).items():
        told = [one[name] for one in found.values()]
        assert sum(one.n for one in told) == whole[EVERYONE].n, name
        empty = [one.value for one in told if not one.n]
        assert set(empty) <= ({D(0)} if name in {"新增客戶數", "有效溝通數", "簽約數", "簽約金額"} else {None}), name


def test_costs_per_signature_carry_the_leads_that_did_not_sign(events):
    # 300 + 0 + 150.50 + 0.01 over one signature
    assert cost_per_signing(events, Q1)[EVERYONE].value == D("450.51")
    assert cost_per_signing(events, JAN)[EVERYONE].value is None
    by_channel = cost_per_signing(events, Q1, By.CHANNEL)
    assert {key: item.value for key, item in by_channel.items()} == {
        "行業展會": D("450.50"),
        "夥伴推薦": None,
        "線上平台": None,
    }


def test_a_median_of_an_even_number_lies_between_and_brings_its_mean():
    rows = {
        "customers": [(c, c, "2026-01-01", "甲", "", "", "", None, "", "") for c in "ABCD"],
        "contacts": [(c, "2026-01-01", "甲", "電話", True, True) for c in "ABCD"],
        "contracts": [
            (c, c, "", "", f"2026-01-{day:02d}", "2026-02-01", "2027-01-31", 1)
            for c, day in zip("ABCD", (2, 4, 6, 31), strict=True)
        ],
    }
    figure = figures(happened(build_frames(rows), date(2026, 12, 31)), "成交週期", JAN)[EVERYONE]
    assert (figure.value, figure.mean, figure.n) == (D(4), D("9.75"), 4)
    assert (figure.shown, figure.basis, figure.few) == ("4.0 天", "n = 4", True)


def test_nothing_after_the_day_of_the_report_exists(frames, events):
    assert figures(events, "來訪轉化率", Period("2026-12"))[EVERYONE].numerator == 0
    later = happened(frames, date(2026, 12, 31))
    assert figures(later, "來訪轉化率", Period("2026-12"))[EVERYONE].numerator == 1
    before = happened(frames, date(2026, 3, 11))
    assert value(before, "簽約數", Q1) == 1  # the move to 成交 is known, the signature not yet
    assert value(happened(frames, date(2026, 3, 9)), "簽約數", Q1) == 0


def test_what_people_report_is_marked(frames):
    assert manual_figures(frames, "收繳率", JAN) == {"甲": Figure("收繳率", D("0.972"), 1)}
    assert manual_figures(frames, "收繳率", JAN)["甲"].basis == "人工"
    assert manual_figures(frames, "出租率", JAN) == {}
    assert manual_figures(frames, "收繳率", Q1) == {}


def test_the_rows_behind_a_figure_can_be_shown(events):
    above, below = behind(events, "簽約率", Q1)
    assert list(above["customer"]) == ["C1"]
    assert sorted(below["customer"].unique()) == ["C1", "C2", "C4"]
    for metric in METRICS.keys() - MANUAL:
        assert len(behind(events, metric, Q1)) == 2


@pytest.mark.parametrize(
    ("figure", "shown", "basis", "few"),
    [
        (Figure("簽約率", D(7) / 20, 20, D(7), 20), "35.0%", "7 ÷ 20", False),
        (Figure("簽約率", D(1) / 3, 3, D(1), 3), "33.3%", "1 ÷ 3", True),
        (Figure("簽約率", None, 0, D(0), 0), "—", "0 ÷ 0", False),
        (Figure("簽約率", D(2) / 4, 4, D(2), 4), "50.0%", "2 ÷ 4", True),
        (Figure("簽約率", D(2) / 5, 5, D(2), 5), "40.0%", "2 ÷ 5", False),
        (Figure("新增客戶數", D(3), 3), "3", "n = 3", False),
        (Figure("簽約金額", D("1680000.01"), 1), "1,680,000.01 元", "n = 1", False),
        (Figure("渠道成本", D(100) / 3, 3, D(100), 3), "33.33 元", "n = 3", True),
        (Figure("渠道成本", None, 2, D(0), 2), "—", "n = 2", False),
        (Figure("客戶滿意度", D("4.125"), 8, D(33), 8), "4.13 分", "n = 8", False),
        (Figure("收繳率", D("0.972"), 1), "97.2%", "人工", False),
    ],
)
def test_a_figure_prints_its_value_its_basis_and_a_flag_under_five(figure, shown, basis, few):
    assert (figure.shown, figure.basis, figure.few) == (shown, basis, few)


def test_a_missing_value_is_a_dash():
    assert show("簽約率", None) == "—"


def test_an_empty_ledger_gives_zeros_and_dashes():
    empty = happened(build_frames({}), date(2026, 3, 31))
    found = {name: groups[EVERYONE] for name, groups in all_figures(empty, Q1).items()}
    assert {name for name, item in found.items() if item.value is None} == {
        "來訪轉化率",
        "簽約率",
        "合同轉化率",
        "成交週期",
        "客戶滿意度",
        "滿意率",
        "續約率",
        "響應時效",
        "渠道成本",
    }
    assert all(item.value == 0 for item in found.values() if item.value is not None)


def test_groups_of_one_person_add_up_to_the_whole(events):
    for metric in ("新增客戶數", "有效溝通數", "簽約數", "簽約金額"):
        parts = figures(events, metric, Q1, By.PERSON).values()
        whole = figures(events, metric, Q1)[EVERYONE]
        assert sum(part.value for part in parts) == whole.value
        assert replace(whole, value=None).shown == "—"


def test_a_channel_without_a_lead_in_the_period_has_no_cost_per_visit():
    customers = [
        ("C1", "", "2025-12-01", "甲", "線上平台", "租賃招商", "商鋪", "1900", "", ""),
        ("C2", "", "2026-01-03", "甲", "行業展會", "租賃招商", "商鋪", None, "", ""),
    ]
    visits = [(one[0], "2026-01-05T10:00", "甲", "來訪", True, True) for one in customers]
    events = happened(build_frames({"customers": customers, "contacts": visits}), date(2026, 1, 31))
    costs = cost_per_visit(events, Period("2026-01"), By.CHANNEL)
    assert (costs["線上平台"].value, costs["線上平台"].shown) == (None, "—")
    assert costs["行業展會"].value == 0  # it has a lead, and nothing was spent on it
