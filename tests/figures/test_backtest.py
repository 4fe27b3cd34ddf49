"""AUC, KS, Wilson, lift, PSI: each against an answer worked out by hand."""

from datetime import date
from math import log
from random import Random

import numpy as np
import pytest

from toolkit.figures.backtest import Case, auc, backtest, ks, lifts, psi, rate_of, weights, wilson


def arrays(pairs):
    return np.array([score for score, _ in pairs]), np.array([bool(won) for _, won in pairs])


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(3, 1), (2, 1), (1, 0)], 1.0),
        ([(1, 1), (2, 0)], 0.0),
        ([(1, 1), (1, 0)], 0.5),  # a tie counts half
        ([(4, 1), (3, 0), (2, 1), (1, 0)], 0.75),  # 4>3, 4>1, 2>1, not 2>3
        ([(2, 1), (2, 0), (3, 1), (1, 0)], 0.875),  # 3.5 of 4 pairs
    ],
)
def test_auc_is_the_share_of_pairs_in_order(pairs, expected):
    assert auc(*arrays(pairs)) == pytest.approx(expected, abs=1e-12)


def test_auc_agrees_with_counting_every_pair():
    chance = np.random.default_rng(7)
    scores, signed = chance.integers(0, 30, 300), chance.random(300) < 0.3
    won, lost = scores[signed], scores[~signed]
    pairs = sum((a > b) + 0.5 * (a == b) for a in won for b in lost)
    assert auc(scores, signed) == pytest.approx(pairs / (len(won) * len(lost)), abs=1e-12)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([(3, 1), (2, 1), (1, 0)], 1.0),
        ([(1, 1), (1, 0)], 0.0),
        ([(4, 1), (3, 0), (2, 1), (1, 0)], 0.5),  # up to 1: none of the signed, half of the lost
    ],
)
def test_ks_is_the_widest_gap(pairs, expected):
    assert ks(*arrays(pairs)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.27753279986),  # z²/(n+z²) = 3.841459/13.841459
        (10, 10, 0.72246720014, 1.0),
        (5, 10, 0.23659309, 0.76340691),
        (81, 263, 0.2553, 0.3662),  # Brown, Cai and DasGupta's way of counting
    ],
)
def test_wilsons_interval(k, n, low, high):
    assert wilson(k, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_a_group_of_none_has_no_rate():
    assert rate_of("A", []) == rate_of("A", ())
    assert rate_of("A", []).rate is None
    assert rate_of("A", [True]).rate == 1.0


def test_lift_of_each_tenth():
    scores, signed = arrays([(100 - n, n < 4) for n in range(20)])
    found = lifts(scores, signed)
    assert [(one.n, one.signed, one.lift) for one in found[:3]] == [(2, 2, 5.0), (2, 2, 5.0), (2, 0, 0.0)]
    assert sum(one.signed for one in found) == 4


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_equal_scores_in_the_list_changes_no_lift(seed):
    pairs = [(score, n < score // 20) for score in (80, 60, 40) for n in range(10)]
    expected = lifts(*arrays(pairs))
    Random(seed).shuffle(pairs)
    assert lifts(*arrays(pairs)) == expected
    assert [(one.n, one.signed) for one in expected] == [(10, 4), (10, 3), (10, 2)]


def test_psi_by_hand():
    before, after = [1.0] * 50 + [2.0] * 50, [1.0] * 80 + [2.0] * 20
    expected = (0.8 - 0.5) * log(0.8 / 0.5) + (0.2 - 0.5) * log(0.2 / 0.5)
    assert psi(before, after, bins=2) == pytest.approx(expected)
    assert psi(before, before, bins=2) == 0
    assert psi([1.0, 2.0], [1.0, 1.0], bins=2) > 0  # an empty bin stays finite


def deals(won: int, lost: int) -> list[Case]:
    good = [Case(True, 70 + n % 10, "A", date(2026, 1, 1 + n % 28), {"規模": 20.0, "信譽": 10.0}) for n in range(won)]
    return good + [
        Case(False, 60 + n % 15, "C", date(2026, 2, 1 + n % 28), {"規模": 5.0, "信譽": 10.0}) for n in range(lost)
    ]


def test_below_fifty_signed_there_are_rates_and_no_statistics():
    found = backtest(deals(49, 60), ("A", "B", "C"), {"規模": 25, "信譽": 25})
    assert (found.auc, found.ks, found.lifts, found.weights) == (None, None, (), ())
    assert [(one.group, one.n, one.signed) for one in found.grades] == [("A", 49, 49), ("B", 0, 0), ("C", 60, 0)]


def test_from_fifty_on_there_are_statistics_and_suggestions_that_keep_the_sum():
    found = backtest(deals(50, 60), ("A", "B", "C"), {"規模": 25, "信譽": 25})
    assert found.auc is not None
    assert found.auc > 0.8
    assert [(one.factor, one.auc, one.suggested) for one in found.weights] == [("規模", 1.0, 50.0), ("信譽", 0.5, 0.0)]
    assert found.psi is not None


def test_where_no_factor_tells_anything_the_weights_stay():
    cases = [Case(n % 2 == 0, 1.0, factors={"信譽": 10.0}) for n in range(10)]
    assert [one.suggested for one in weights(cases, {"信譽": 25.0, "規模": 20.0})] == [25.0, 20.0]


def test_no_deals_at_all():
    assert backtest([], ("A",), {}).all.rate is None
