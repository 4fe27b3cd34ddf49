from typing import Any

import pytest

from toolkit.forms.column import Column, Convention
from toolkit.forms.plain import plain_reader
from toolkit.forms.read_codes import phone
from toolkit.forms.read_numbers import amount, quantity
from toolkit.forms.read_words import person, text
from toolkit.forms.table import Cell

CN = Convention({})
VALUES: tuple[Any, ...] = (
    *("華景置業有限公司", "abcd", "abc", "", " 前有空格", "後有空格 ", "中間  兩格", "換\n行的字", "清除", "[clear]"),
    *(
        "【清除】",
        "x" * 255,
        "x" * 256,
        "全　角空白",
        "13800138000",
        "１３８００１３８０００",
        "1380013800",
        "021-62345678",
    ),
    *(
        5001.0,
        0.0,
        -0.0,
        -5.0,
        12.5,
        999_999.0,
        1_000_000.0,
        1e16,
        float("nan"),
        float("inf"),
        True,
        False,
        None,
        "5001",
    ),
)


@pytest.mark.parametrize("reader", [text, amount, quantity, phone])
@pytest.mark.parametrize("unit", ["", "㎡", "萬元"])
@pytest.mark.parametrize("value", VALUES)
def test_the_short_way_says_what_the_reader_says_or_nothing(reader: Any, unit: str, value: Any) -> None:
    short = plain_reader(reader, CN)
    assert short is not None
    read = short(value)
    if read is not None:
        reading = reader(Cell(value), Column("欄", "Column", reader, unit=unit), CN)
        assert (read, type(read), str(read)) == (reading.value, type(reading.value), str(reading.value))
        assert reading.code is None


@pytest.mark.parametrize(
    ("reader", "value"), [(text, "華景置業"), (amount, 7.0), (quantity, 5001.0), (phone, "13800138000")]
)
def test_the_short_way_is_taken(reader: Any, value: Any) -> None:
    short = plain_reader(reader, CN)
    assert short is not None
    assert short(value) == value


def test_there_is_no_short_way_elsewhere() -> None:
    assert plain_reader(person, CN) is None
    assert plain_reader(phone, Convention({}, "TW")) is None
