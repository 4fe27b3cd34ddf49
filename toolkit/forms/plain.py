"""Values that read exactly as they stand: most cells of a long list, told apart at a tenth of a reader's cost.

Each function answers with what its reader would read without a remark, or None: then the reader looks.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from toolkit.forms import phones
from toolkit.forms.column import Convention, Reader
from toolkit.forms.read_codes import phone
from toolkit.forms.read_numbers import amount, quantity
from toolkit.forms.read_words import TEXT_LIMIT, text
from toolkit.forms.table import Value

Plain = Callable[[Value], object]

_LARGEST = 1_000_000
"""From here on a number of 萬元 may have been meant as 元 (``read_numbers``)."""


def plain_reader(reader: Reader, convention: Convention) -> Plain | None:
    """The short way of a reader, None where it has none."""
    if reader is phone and convention.jurisdiction != "CN":
        return None
    return _SHORT.get(reader)


def _text(value: Value) -> object:
    """One line without blanks at its ends; what may say that a cell is to be cleared is left to the reader."""
    if type(value) is not str or not 3 < len(value) <= TEXT_LIMIT or not value.isprintable():
        return None
    if "  " in value or value[0] in " [［" or value[-1] == " " or "清除" in value:
        return None
    return value


def _number(value: Value) -> object:
    """A whole number above zero; others need their decimals looked at."""
    if type(value) is float and 0 < value < _LARGEST and value.is_integer():
        return Decimal(int(value))
    return None


def _mobile(value: Value) -> object:
    return value if type(value) is str and phones.is_plain_mobile(value, "CN") else None


_SHORT: Mapping[Reader, Plain] = MappingProxyType({text: _text, amount: _number, quantity: _number, phone: _mobile})
