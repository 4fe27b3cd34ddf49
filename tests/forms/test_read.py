"""What binds readers to forms: every promised name, and annotations that agree with what readers store."""

from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import Annotated, get_args, get_origin, get_type_hints

import pytest

from toolkit.forms import read
from toolkit.stages.catalogue import FORMS

WORDS = ("text", "long_text", "person", "phone", "email", "credit_code", "identifier", "choice", "period")
STORED = {getattr(read, name): str for name in WORDS}
STORED |= {read.day: date, read.moment: datetime, read.whole: int, read.score: int}
STORED |= {read.amount: Decimal, read.quantity: Decimal, read.percent: Decimal, read.choices: tuple[str, ...]}


def test_every_reader_is_bound_to_what_it_stores():
    assert {getattr(read, name) for name in read.__all__} == set(STORED)


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_form_stores_what_its_readers_read(form):
    hints = get_type_hints(form.row)
    for name, column in form.columns.items():
        hint = hints[name]
        kinds = [kind for kind in get_args(hint) if kind is not NoneType] if NoneType in get_args(hint) else [hint]
        kinds = [get_args(kind)[0] if get_origin(kind) is Annotated else kind for kind in kinds]
        if column.read in STORED:
            assert kinds == [STORED[column.read]], name


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_a_choice_names_its_list(form):
    for name, column in form.columns.items():
        if column.read in (read.choice, read.choices):
            assert column.options, name
