"""What tells names apart: place, trade and legal form taken off, never too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.forms.keys import normalised_name
from toolkit.ledger.brand import brand


@pytest.mark.parametrize(
    ("name", "distinctive"),
    [
        ("深圳市大華物業管理有限公司", "大华"),
        ("大華物業（深圳）有限公司", "大华"),
        ("大华集团", "大华"),
        ("華大物業管理有限公司", "华大"),
        ("廣東省深圳市南山區恒信達實業發展有限公司", "恒信达"),
        ("上海浦江科技股份有限公司", "浦江"),
        ("中國金地商置集團有限公司", "金地商置"),
        ("陽光花園業主委員會", "阳光花园"),
        ("內蒙古自治區呼和浩特市青城商貿有限公司", "青城"),
        ("物業管理有限公司", "物业管理有限公司"),
        ("深圳物業", "深圳物业"),
        ("北京大學", "大学"),
        ("王明", "王明"),
        ("深圳", "深圳"),
        ("", ""),
        ("Blue Harbour Property Co., Ltd.", "blueharbourproperty"),
        ("大華物業管理有限公司深圳分公司", "大华"),
    ],
)
def test_the_distinctive_part(name: str, distinctive: str) -> None:
    assert brand(normalised_name(name)) == distinctive


@given(st.text("大华深圳市物业管理有限公司集团()", max_size=30))
def test_something_is_always_left(name: str) -> None:
    assert bool(brand(name)) is bool(name)
