"""Readers of words: short and long text, persons, e-mail addresses, ids kept as text."""

import re
import unicodedata
from datetime import date, time, timedelta

from toolkit.forms.column import Column, Convention, Reading
from toolkit.forms.dispatch import EMPTY, as_typed, broken, by_type, clean, found, is_absent, is_dash, is_rounded, noted
from toolkit.forms.table import Cell
from toolkit.messages import codes_values as codes

TEXT_LIMIT = 255
LONG_LIMIT = 10_000

_SPACES = re.compile(r"\s+")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE)
_EMAIL_BREAK = re.compile(r"[;；,，、/\s]+")
_EMAIL_SLIPS = str.maketrans({"。": ".", "，": ".", "＠": "@"})


def text(cell: Cell, _column: Column, _convention: Convention) -> Reading:
    """Read one line of text as ``str``: blanks around it and line breaks in it are not kept.

    A number, date or true/false is taken as Excel shows it; a lone dash is an empty cell (with a note).
    """
    if isinstance(cell.value, str) and not cell.error:
        return _line(clean(cell.value))
    return _shown(cell)


def long_text(cell: Cell, _column: Column, _convention: Convention) -> Reading:
    """Read text of several lines as ``str``; line breaks are kept, as one newline each."""
    if not isinstance(cell.value, str) or cell.error:
        return _shown(cell)
    plain = clean(cell.value)
    if is_dash(plain):
        return Reading(None, codes.READ_EMPTY)
    return _within(plain, LONG_LIMIT)


def person(cell: Cell, _column: Column, _convention: Convention) -> Reading:
    """Read a person's name (or several) as ``str``; 「無」 is empty, a bare number is no name."""
    return by_type(cell, text=_person, number=_no_person, day=_no_person)


def email(cell: Cell, _column: Column, _convention: Convention) -> Reading:
    """Read one e-mail address as ``str``, in lower case; full-width signs are mended with a note."""
    return by_type(cell, text=_email, number=_no_email, day=_no_email)


def identifier(cell: Cell, _column: Column, _convention: Convention) -> Reading:
    """Read an id (customer, contract, record number) as ``str``, in half width without blanks.

    Stored as a number it is taken as shown, unless it has more than 15 digits: Excel lost the rest,
    and that is never repaired.
    """
    return by_type(cell, text=_identifier, number=_number_id, day=_date_id)


def _line(plain: str) -> Reading:
    if 3 < len(plain) <= TEXT_LIMIT and plain.isprintable() and "  " not in plain:
        return Reading(plain)
    if not plain:
        return EMPTY
    if is_dash(plain):
        return Reading(None, codes.READ_EMPTY)
    if not plain.isprintable() or "  " in plain:
        plain = _SPACES.sub(" ", plain)
    return _within(plain, TEXT_LIMIT)


def _within(plain: str, limit: int) -> Reading:
    if len(plain) > limit:
        return found(codes.TEXT_TOO_LONG, length=len(plain), limit=limit)
    return Reading(plain) if plain else EMPTY


def _shown(cell: Cell) -> Reading:
    return broken(cell) or _within(as_typed(cell.value), LONG_LIMIT)


def _person(plain: str) -> Reading:
    if is_dash(plain) or is_absent(plain):
        return Reading(None, codes.READ_EMPTY)
    if any(letter.isalpha() for letter in plain):
        return _line(plain)
    return found(codes.PERSON_DIGITS)


def _no_person(_value: float | date | time | timedelta) -> Reading:
    return found(codes.PERSON_DIGITS)


def _email(plain: str) -> Reading:
    if is_dash(plain) or is_absent(plain):
        return Reading(None, codes.READ_EMPTY)
    address = _bare_address(plain)
    if _EMAIL.fullmatch(address):
        return Reading(address) if address == plain.casefold() else noted(address, address)
    parts = [part for part in _EMAIL_BREAK.split(address) if part]
    if len(parts) > 1 and sum("@" in part for part in parts) > 1:
        return found(codes.EMAIL_SEVERAL, count=sum("@" in part for part in parts))
    return found(codes.EMAIL_MALFORMED, suggestion=_mended_address(plain))


def _bare_address(plain: str) -> str:
    return unicodedata.normalize("NFKC", plain).removeprefix("mailto:").strip("<>. ").casefold()


def _mended_address(plain: str) -> str:
    mended = _SPACES.sub("", _bare_address(plain.translate(_EMAIL_SLIPS))).replace("#", "@").replace("..", ".")
    return mended if _EMAIL.fullmatch(mended) else ""


def _no_email(_value: float | date | time | timedelta) -> Reading:
    return found(codes.EMAIL_MALFORMED)


def _identifier(plain: str) -> Reading:
    if is_dash(plain) or is_absent(plain):
        return Reading(None, codes.READ_EMPTY)
    if is_rounded(plain):
        return found(codes.ID_AS_NUMBER)
    narrow = plain if plain.isascii() else unicodedata.normalize("NFKC", plain)
    if narrow != plain or " " in narrow or "\n" in narrow:
        narrow = unicodedata.normalize("NFKC", _SPACES.sub("", narrow))
        return noted(narrow, narrow) if len(narrow) <= TEXT_LIMIT else _within(narrow, TEXT_LIMIT)
    return _within(narrow, TEXT_LIMIT)


def _number_id(value: float) -> Reading:
    if abs(value) >= 1e15:
        return found(codes.ID_AS_NUMBER)
    shown = as_typed(value)
    return Reading(shown) if shown.isdigit() else found(codes.ID_FRACTION)


def _date_id(value: date | time | timedelta) -> Reading:
    shown = as_typed(value)
    return noted(shown, shown)
