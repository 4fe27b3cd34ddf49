from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.sheets.read.formats import Meaning, meaning, moment, serial_of, special_styles

MEANINGS = {
    Meaning.NUMBER: (
        *("", "General", "@", "G/通用格式", "0", "0.00", "#,##0", "#,##0.00_);[Red]\\(#,##0.00\\)"),
        *(
            "_-* #,##0.00_-",
            "0.00E+00",
            "# ?/?",
            "[DBNum2][$-804]General",
            "[Red]0.00",
            "\\d0",
            "[Black]General",
        ),
    ),
    Meaning.PERCENT: ("0%", "0.00%", "0.0%_ ", "[<1]0%;0.0"),
    Meaning.DATE: (
        *("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d;@", "mmm d", "h:mm", "mm:ss.0", "yyyymmdd", "aaaa"),
        *(
            "[$-804]aaaa;@",
            '[DBNum1][$-804]yyyy"年"m"月"d"日"',
            "[$-F800]dddd\\,\\ mmmm",
            '上午/下午h"時"mm"分"',
        ),
    ),
    Meaning.ERA: ("[$-404]e/m/d", 'e"年"m"月"', "[$-411]ge.m.d", 'ggge"年"', "e", '[$-1030404]e"年"'),
    Meaning.SPAN: ("[h]:mm", "[hh]:mm:ss", "[s]", "[M]"),
    Meaning.OTHER: (
        *('"¥"#,##0.00', "[$NT$-404]#,##0", "￥0", '0.00"萬"', '0!.0,"万"', "000000", '"第"0"期"'),
        *('[=1]"是";[=0]"否"', 'General"年"', "#,##0,", '0000"-"00'),
    ),
}


@pytest.mark.parametrize(("code", "expected"), [(code, what) for what, codes in MEANINGS.items() for code in codes])
def test_meaning_of_number_formats(code, expected):
    assert meaning(code) is expected


@pytest.mark.parametrize(
    ("serial", "epoch_1904", "expected"),
    [
        (46000.0, False, date(2025, 12, 9)),
        (46000.25, False, datetime(2025, 12, 9, 6)),  # noqa: DTZ001
        (44538.0, True, date(2025, 12, 9)),
        (0.25, False, time(6)),
        (1.0, False, date(1900, 1, 1)),
        (59.0, False, date(1900, 2, 28)),
        (61.0, False, date(1900, 3, 1)),
        (46000.999999999, False, date(2025, 12, 10)),
        (-1.0, False, -1.0),
        (2_958_465.0, False, date(9999, 12, 31)),
        (2_958_466.0, False, 2_958_466.0),
        (float("nan"), False, None),
    ],
)
def test_moments(serial, epoch_1904, expected):
    found = moment(serial, epoch_1904=epoch_1904)
    assert found == expected if expected is not None else found != found  # noqa: PLR0124 - nan


@given(st.integers(61, 2_958_000), st.integers(0, 86_399), st.booleans())
def test_a_moment_goes_back_to_its_serial(day, second, epoch_1904):
    serial = day + second / 86_400
    value = moment(serial, epoch_1904=epoch_1904)
    if isinstance(value, date):
        assert serial_of(value, epoch_1904=epoch_1904) == pytest.approx(serial, abs=1e-8)


def test_spans_and_times_have_serials():
    assert serial_of(timedelta(hours=36), epoch_1904=False) == 1.5
    assert serial_of(time(12), epoch_1904=False) == 0.5
    assert serial_of(date(1900, 1, 1), epoch_1904=False) == 1


def test_only_styles_that_say_something_are_special():
    found = special_styles([0, 9, 14, 2, 164, 165], {164: "0.00", 165: "[$-404]e/m/d"})
    assert found == {
        1: ("0%", Meaning.PERCENT),
        2: ("yyyy/m/d", Meaning.DATE),
        5: ("[$-404]e/m/d", Meaning.ERA),
    }
