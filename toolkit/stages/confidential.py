"""Sheets that cannot be read as a form and yet say what stays inside: floors, opinions, personal results (seed 4a).

Half a negotiation sheet is none of our forms, and its floors are as confidential as the whole: what is derived from
the file goes where the whole sheet's would go. One word that many lists have in common makes nothing confidential.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from toolkit.forms.column import Privacy
from toolkit.forms.headings import Meaning, heading_index, heading_keys, meanings, title_keys
from toolkit.forms.reading import Recognised, SheetReading
from toolkit.forms.recognise import nearest
from toolkit.forms.table import Sheet
from toolkit.messages.script import fold
from toolkit.stages.catalogue import FORMS
from toolkit.stages.contract.forms import NEGOTIATIONS
from toolkit.stages.records import strictest

ENOUGH = 2
"""So many headings that only one confidential form knows, one of them of an internal column, are no chance (own)."""

LONGEST = 24
"""A heading has no more characters; what is longer is somebody's text."""

TELLING = ("談判", "底線", "讓步", "會簽", "績效", "考核", "negotiation", "approval", "kpi")
"""What the names of confidential sheets have in them, as their titles do and as people call them (own)."""


def looks_internal(sheet: Sheet) -> bool:
    """Whether a sheet that is none of our forms is called like a confidential one, or headed like a part of it."""
    if any(key in _titles() for key in heading_keys(sheet.name)):
        return True
    near = nearest(sheet, FORMS)
    texts = near[0].texts.values() if near else ()
    return _tell([text for readings in texts for text in readings[:1]]) or _second_heading(sheet)


def extras_internal(recognised: Recognised) -> bool:
    """Whether a sheet that is one of our forms carries columns beside it that only a confidential form has."""
    return _tell(recognised.extras)


def without_internal(reading: SheetReading) -> SheetReading:
    """The rows of an open form without the columns beside it that only a confidential form has.

    They stay in the file, which is kept inside; a record of an open form is shown to everybody.
    """
    known = reading.recognised
    if known is None or strictest(known.form) is Privacy.INTERNAL or not extras_internal(known):
        return reading
    shut = {name for name in known.extras if _confidential(name)}
    rows = tuple(
        replace(row, extras={name: text for name, text in row.extras.items() if name not in shut})
        for row in reading.rows
    )
    return replace(reading, rows=rows)


def _tell(headings: Iterable[str]) -> bool:
    """Whether headings of one line say what stays inside: a floor alone, or two of a vote or of results."""
    told = [one for heading in headings for one in _confidential(heading)]
    counted = {form.name: sum(one.form is form for one in told) for form in FORMS}
    return any(_says_it(one) and (one.form is NEGOTIATIONS or counted[one.form.name] >= ENOUGH) for one in told)


def _second_heading(sheet: Sheet) -> bool:
    """Whether any line further down is headed like a confidential form: below another table, or beside notes.

    A single word proves nothing there, since it may be somebody's value.
    """
    known: dict[str, bool] = {}
    for row in sheet.rows:
        short = [value for value in row if isinstance(value, str) and 0 < len(value) <= LONGEST]
        telling = [value for value in short if known.setdefault(value, bool(_confidential(value)))]
        if len(telling) >= ENOUGH and _tell(telling):
            return True
    return False


def named_internal(path: str) -> bool:
    """Whether a file is called, or lies in a folder called, like what stays inside: for what cannot be read.

    A name proves little, but nobody can look whether the file holds floors, opinions or results; a receipt in the
    wrong folder costs its sender a few steps, a floor in the open costs the negotiation (own judgement).
    """
    plain = fold(path)
    return any(word in plain for word in _words())


def _confidential(heading: str) -> tuple[Meaning, ...]:
    """What a heading means, where confidential forms alone know it."""
    known = meanings(heading, heading_index(FORMS))
    return known if all(strictest(one.form) is Privacy.INTERNAL for one in known) else ()


def _says_it(meaning: Meaning) -> bool:
    """Whether it is the very title of an internal column: an alias may be anybody's word."""
    return meaning.rank == 0 and meaning.form.columns[meaning.field].privacy is Privacy.INTERNAL


@cache
def _words() -> tuple[str, ...]:
    return tuple(fold(word) for word in TELLING)


@cache
def _titles() -> frozenset[str]:
    inside = [title_keys(form) for form in FORMS if strictest(form) is Privacy.INTERNAL]
    return frozenset[str]().union(*inside)
