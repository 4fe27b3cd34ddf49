"""Each KPI on a ledger small enough to count: nobody, one, ties, hands that change, contracts across New Year."""

from datetime import date
from decimal import Decimal

import pytest

from toolkit.figures.events import happened
from toolkit.figures.frames import build_frames
from toolkit.figures.kpi import EVERYONE, By, cost_per_signing, cost_per_visit, figures
from toolkit.figures.metrics import MANUAL, METRICS
from toolkit.figures.period import Period

YEAR, JANUARY, DECEMBER = Period("2026"), Period("2026-01"), Period("2025-12")
SERVICE = "物業服務外拓"


def customer(name, registered, owner="甲", channel="行業展會", cost="100", stage="成交"):
    return (name, name, registered, owner, channel, SERVICE, "住宅", cost, stage, "A")


def contract(number, who, signed, starts, ends, amount="100", unit=None):
    return (number, who, SERVICE, unit, signed, starts, ends, amount)


def figure(rows, metric, period, by=By.ALL, as_of=date(2026, 12, 31)):
    return figures(happened(build_frames(rows), as_of), metric, period, by)


@pytest.mark.parametrize("metric", [name for name in METRICS if name not in MANUAL])
def test_of_nothing_there_is_no_figure(metric):
    only = figure({}, metric, YEAR)[EVERYONE]
    assert only.n == 0
    assert only.value in (None, Decimal(0))
    assert (only.value is None) is (METRICS[metric].kind.value in ("share", "days", "score") or metric == "渠道成本")
    assert only.shown in ("—", "0", "0.00 元")


ONE = {
    "customers": [customer("C1", "2026-01-05")],
    "contacts": [
        ("C1", "2026-01-06T09:00:00", "甲", "電話", True, True),
        ("C1", "2026-01-10T09:00:00", "甲", "來訪", True, True),
    ],
    "moves": [("C1", "深入洽談", "談判", "2026-01-20", "甲")],
    "contracts": [contract("K1", "C1", "2026-01-31", "2026-02-01", "2027-01-31", "1234.56")],
    "satisfaction": [("C1", "2026-01-31", 4)],
}


@pytest.mark.parametrize(
    ("metric", "shown", "basis", "few"),
    [
        ("新增客戶數", "1", "n = 1", False),
        ("有效溝通數", "2", "n = 2", False),
        ("來訪轉化率", "100.0%", "1 ÷ 1", True),
        ("簽約率", "100.0%", "1 ÷ 1", True),
        ("合同轉化率", "100.0%", "1 ÷ 1", True),
        ("成交週期", "25.0 天", "n = 1", True),
        ("客戶滿意度", "4.00 分", "n = 1", True),
        ("滿意率", "100.0%", "1 ÷ 1", True),
        ("續約率", "—", "0 ÷ 0", False),
        ("響應時效", "100.0%", "1 ÷ 1", True),
        ("渠道成本", "100.00 元", "n = 1", True),
        ("簽約數", "1", "n = 1", False),
        ("簽約金額", "1,234.56 元", "n = 1", False),
    ],
)
def test_of_one_customer_every_figure_is_plain_and_flagged(metric, shown, basis, few):
    only = figure(ONE, metric, JANUARY)[EVERYONE]
    assert (only.shown, only.basis, only.few) == (shown, basis, few)


def test_five_are_no_longer_few():
    rows = {"satisfaction": [("C1", "2026-01-31", score) for score in (1, 2, 4, 5, 5)]}
    only = figure(rows, "滿意率", JANUARY)[EVERYONE]
    assert (only.shown, only.few) == ("60.0%", False)


@pytest.mark.parametrize(
    ("days", "median", "mean"),
    [((10, 10), Decimal(10), Decimal(10)), ((10, 20), Decimal(15), Decimal(15)), ((3, 3, 30), Decimal(3), Decimal(12))],
)
def test_a_median_with_ties(days, median, mean):
    rows = {
        "customers": [customer(f"C{n}", "2026-01-01") for n, _ in enumerate(days)],
        "contacts": [(f"C{n}", "2026-01-01T09:00:00", "甲", "電話", True, True) for n, _ in enumerate(days)],
        "contracts": [
            contract(f"K{n}", f"C{n}", f"2026-01-{1 + gap:02d}", "2026-02-01", "2027-01-31")
            for n, gap in enumerate(days)
        ],
    }
    only = figure(rows, "成交週期", JANUARY)[EVERYONE]
    assert (only.value, only.mean) == (median, mean)


def test_what_happened_is_counted_for_whoever_held_the_customer_on_the_day():
    rows = {
        "customers": [customer("C1", "2026-01-05", owner="丙")],
        "owners": [("C1", "甲", "乙", "2026-01-10"), ("C1", "乙", "丙", "2026-01-25")],
        "visits": [("C1", "2026-01-10T10:00:00", "x", "認可")],
        "contracts": [contract("K1", "C1", "2026-01-24", "2026-02-01", "2027-01-31")],
    }
    assert {who for who, one in figure(rows, "新增客戶數", JANUARY, By.PERSON).items() if one.n} == {"甲"}
    visits = figure(rows, "簽約率", JANUARY, By.PERSON)
    assert {who: one.basis for who, one in visits.items()} == {
        "乙": "1 ÷ 1"
    }  # the day of the change is the new owner's
    assert {who for who, one in figure(rows, "簽約數", Period("2026-01"), By.PERSON).items() if one.n} == {"乙"}


HANDED = {
    "customers": [customer("C1", "2025-12-29", owner="乙", cost="100")],
    "owners": [("C1", "甲", "乙", "2026-01-15")],
    "contacts": [
        ("C1", "2025-12-30T09:00:00", "甲", "電話", True, True),
        ("C1", "2026-01-14T09:00:00", "丙", "電話", True, True),
        ("C1", "2026-01-14T15:00:00", "甲", "電話", True, True),
        ("C1", "2026-01-15T09:00:00", "乙", "來訪", True, True),
    ],
    "moves": [("C1", "深入洽談", "談判", "2026-01-14", "甲")],
    "contracts": [
        contract("K0", "C1", "2025-01-10", "2025-01-15", "2026-01-14", "1"),
        contract("K1", "C1", "2026-01-20", "2026-01-15", "2027-01-14", "1234.56"),
    ],
    "satisfaction": [("C1", "2026-01-14", 2), ("C1", "2026-01-15", 4)],
}
"""A customer that goes from 甲 to 乙 on 15 January, with something on both sides of that day and of New Year."""


@pytest.mark.parametrize(
    ("metric", "period", "expected"),
    [
        ("新增客戶數", DECEMBER, {"甲": "n = 1"}),
        ("有效溝通數", JANUARY, {"丙": "n = 1", "乙": "n = 1"}),  # one a day: the first; by whoever held it
        ("來訪轉化率", DECEMBER, {"甲": "0 ÷ 1"}),
        ("簽約率", JANUARY, {"乙": "0 ÷ 1"}),  # it signed a year ago: new is the first signature only
        ("合同轉化率", JANUARY, {"甲": "0 ÷ 1"}),
        ("客戶滿意度", JANUARY, {"甲": "n = 1", "乙": "n = 1"}),
        ("滿意率", JANUARY, {"甲": "0 ÷ 1", "乙": "1 ÷ 1"}),
        ("續約率", JANUARY, {"甲": "1 ÷ 1"}),
        ("響應時效", DECEMBER, {"甲": "1 ÷ 1"}),
        ("渠道成本", DECEMBER, {"甲": "n = 1"}),
        ("簽約金額", JANUARY, {"乙": "n = 1"}),
    ],
)
def test_each_kpi_goes_to_whoever_held_the_customer_on_its_day(metric, period, expected):
    found = figure(HANDED, metric, period, By.PERSON)
    assert {who: one.basis for who, one in found.items() if one.n or one.denominator or one.numerator} == expected


@pytest.mark.parametrize(
    ("metric", "expected"),
    [("簽約數", {"乙": 1}), ("成交週期", {"乙": 1}), ("簽約率", {"乙": 1}), ("合同轉化率", {"甲": 1, "乙": 0})],
)
def test_a_new_signature_is_whoevers_who_held_the_customer_then(metric, expected):
    rows = {**HANDED, "contracts": HANDED["contracts"][1:]}
    found = figure(rows, metric, JANUARY, By.PERSON)
    assert {who: one.n for who, one in found.items()} == expected
    if metric == "成交週期":
        assert found["乙"].value == 21  # 30 December to 20 January


@pytest.mark.parametrize(
    ("starts", "renewed"),
    [
        ("2026-01-01", 1),  # the day after New Year's Eve
        ("2025-12-01", 1),  # signed early, overlapping
        ("2026-03-31", 1),  # ninety days later
        ("2026-04-01", 0),  # ninety-one
        ("2024-06-01", 0),  # an older contract renews nothing
    ],
)
def test_a_contract_that_ended_on_new_years_eve_is_renewed_by_the_next_one(starts, renewed):
    rows = {
        "customers": [customer("C1", "2024-01-01")],
        "contracts": [
            contract("K1", "C1", "2024-12-20", "2025-01-01", "2025-12-31"),
            contract("K2", "C1", "2025-12-20", starts, "2027-12-31"),
        ],
    }
    only = figure(rows, "續約率", DECEMBER)[EVERYONE]
    assert (only.numerator, only.denominator) == (renewed, 1)
    assert figure(rows, "續約率", JANUARY)[EVERYONE].denominator == 0


def test_another_units_contract_renews_nothing():
    rows = {
        "contracts": [
            contract("K1", "C1", "2024-12-20", "2025-01-01", "2025-12-31", unit="101"),
            contract("K2", "C1", "2025-12-20", "2026-01-01", "2026-12-31", unit="102"),
        ]
    }
    assert figure(rows, "續約率", DECEMBER)[EVERYONE].numerator == 0


COSTS = {
    "customers": [
        customer("C1", "2026-01-05", cost="300"),
        customer("C2", "2026-01-06", cost="0.01"),
        customer("C3", "2026-01-07", channel="線上平台", cost=None),
        customer("C4", "2026-01-08", channel="線上平台", cost="50"),
    ],
    "visits": [("C1", "2026-01-10T10:00:00", "x", "認可"), ("C1", "2026-01-11T10:00:00", "x", "認可")],
    "contracts": [contract("K1", "C1", "2026-01-31", "2026-02-01", "2027-01-31")],
}


def test_cost_per_lead_visit_and_signature():
    events = happened(build_frames(COSTS), date(2026, 1, 31))
    lead = figures(events, "渠道成本", JANUARY, By.CHANNEL)
    visit, signing = (cost(events, JANUARY, By.CHANNEL) for cost in (cost_per_visit, cost_per_signing))
    assert {name: one.value for name, one in lead.items()} == {"行業展會": Decimal("150.005"), "線上平台": Decimal(25)}
    assert visit["行業展會"].value == Decimal("300.01")  # one visitor, although it came twice
    assert signing["行業展會"].value == Decimal("300.01")
    assert visit["線上平台"].value is signing["線上平台"].value is None
    assert cost_per_visit(events, JANUARY)[EVERYONE].value == Decimal("350.01")


def test_nothing_after_the_day_of_the_report_exists():
    assert figure(ONE, "簽約數", JANUARY, as_of=date(2026, 1, 30))[EVERYONE].n == 0
