from decimal import Decimal

import pytest

from toolkit.forms.numerals import digits_for, spelled, spelled_decimal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十五", 115),
        ("兩千", 2000),
        ("三千零五", 3005),
        ("三千零五十", 3050),
        ("一萬", 10_000),
        ("十二萬", 120_000),
        ("一百二十万", 1_200_000),
        ("一億零五", 100_000_005),
        ("一億二千萬", 120_000_000),
        ("三兆", 3 * 10**12),
        ("壹仟肆佰零玖", 1409),
        ("贰拾万", 200_000),
        ("二〇二六", 2026),
        ("一五", 15),
    ],
)
def test_spelled(text, value):
    assert spelled(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一百二",
        "百",
        "一十百",
        "萬",
        "一萬二億",
        "十二萬五",
        "一億五萬",
        "三百五百",
        "甲",
        "一 二",
        "十十",
        "零萬",
        "一千百",
    ],
)
def test_what_is_no_spelled_number(text):
    assert spelled(text) is None


def test_decimals():
    assert spelled_decimal("三點五") == Decimal("3.5")
    assert spelled_decimal("十二点〇五") == Decimal("12.05")
    assert spelled_decimal("三點") is None


def test_digits_for():
    assert digits_for("二〇二六年一月十五日") == "2026年1月15日"
    assert digits_for("第十一期") == "第11期"
