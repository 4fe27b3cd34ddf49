"""The readers of values: every one a ``Reader`` (cell, its column, conventions) → ``Reading``.

    from toolkit.forms import read
    Column("登記日期", "Registered on", read.day)

No reader raises, whatever the cell holds. What they store (the row's annotation must agree, since rows
are strict; ``| None`` behind it makes the column optional):

    text long_text person phone email credit_code identifier choice period   str
    day date · moment datetime · whole score int · amount quantity percent Decimal
    choices tuple[str, ...]

``amount`` may be below zero, ``quantity`` and ``whole`` may not. ``percent`` stores a fraction (80% is
0.8). ``choice`` and ``choices`` need ``Column.options``. ``period`` is 2026-11, 2026-Q4, 2026-H2 or 2026.
"""

from toolkit.forms.read_choices import choice, choices, score
from toolkit.forms.read_codes import credit_code, phone
from toolkit.forms.read_dates import day, moment, period
from toolkit.forms.read_numbers import amount, percent, quantity, whole
from toolkit.forms.read_words import email, identifier, long_text, person, text

__all__ = [
    "amount",
    "choice",
    "choices",
    "credit_code",
    "day",
    "email",
    "identifier",
    "long_text",
    "moment",
    "percent",
    "period",
    "person",
    "phone",
    "quantity",
    "score",
    "text",
    "whole",
]
