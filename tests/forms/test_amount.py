from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.forms.amount import LARGEST, PREFIX, parse_upper_amount, same_amount, upper_amount

CASES = [
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角"),
    ("1", "壹元整"),
    ("10", "壹拾元整"),
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陸仟零柒元壹角肆分"),
    ("1680.32", "壹仟陸佰捌拾元零叁角貳分"),
    ("16409.02", "壹萬陸仟肆佰零玖元零貳分"),
    ("325.04", "叁佰貳拾伍元零肆分"),
    ("107000.53", "壹拾萬柒仟元零伍角叁分"),
    ("120000", "壹拾貳萬元整"),
    ("10001", "壹萬零壹元整"),
    ("100100010", "壹億零壹拾萬零壹拾元整"),
    ("100005000", "壹億零伍仟元整"),
    ("1000000000000", "壹兆元整"),
    ("2.67", "貳元陸角柒分"),
    ("-1409.50", "負壹仟肆佰零玖元伍角"),
]


@pytest.mark.parametrize(("figure", "written"), CASES)
def test_written(figure, written):
    assert upper_amount(Decimal(figure)) == written


@pytest.mark.parametrize(
    ("figure", "written"),
    [
        *CASES,
        ("107000.53", "人民幣壹拾萬零柒仟元伍角叁分"),
        ("107000.53", "壹拾萬柒仟元伍角叁分"),
        ("1680.32", "壹仟陸佰捌拾元叁角貳分"),
        ("1409.50", "人民币：壹仟肆佰零玖圆伍角整"),
        ("200000", "贰拾万元正"),
        ("100000", "拾萬元整"),
    ],
)
def test_every_legal_form_is_read(figure, written):
    assert parse_upper_amount(written) == Decimal(figure)


@pytest.mark.parametrize(
    "text", ["", "元", "整", "壹萬貳億元整", "壹貳元整", "1409元整", "佰元整", "伍分整", "壹元壹元", "一千元"]
)
def test_what_is_no_amount(text):
    assert parse_upper_amount(text) is None


@given(st.decimals(min_value=-LARGEST, max_value=LARGEST, places=2, allow_nan=False, allow_infinity=False))
def test_reading_undoes_writing(figure):
    assert parse_upper_amount(upper_amount(figure)) == figure
    assert parse_upper_amount(upper_amount(figure, zero_yuan=False)) == figure
    assert parse_upper_amount(upper_amount(figure, script="zh-Hans", prefix=PREFIX)) == figure


def test_scripts_and_prefix():
    assert upper_amount(Decimal(120000), script="zh-Hans", prefix=PREFIX) == "人民币壹拾贰万元整"


@pytest.mark.parametrize("figure", ["2.675", "10000000000000000", "NaN", "Infinity"])
def test_what_cannot_be_written(figure):
    with pytest.raises(ValueError, match="two decimals"):
        upper_amount(Decimal(figure))


def test_same_amount():
    assert same_amount("壹拾貳萬元整", Decimal("120000.00"))
    assert not same_amount("壹拾貳萬元整", Decimal(12000))
