"""What the tests of this stage share: the shipped rule book, and sheets from plain values."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from toolkit.forms.form import Form
from toolkit.forms.reading import TakenRow
from toolkit.outcome import Accepted
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.stages.overlay import Nothing, Overlay

MANUAL = Path(__file__).resolve().parents[3] / "manual"
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def rules() -> RuleBook:
    """The rule book as shipped."""
    return parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")})


@pytest.fixture
def ledger() -> Overlay:
    """A ledger that holds nothing yet."""
    return Overlay(Nothing())


def sheet(form: Form, *rows: Mapping[str, Any]) -> Accepted:
    """A sheet of ``form`` whose rows passed every gate."""
    taken = tuple(
        TakenRow(
            form.row(**values),
            form.title,
            number,
            cells={name: f"{chr(65 + at)}{number}" for at, name in enumerate(values)},
        )
        for number, values in enumerate(rows, 2)
    )
    return Accepted(form, taken, "S-1", f"{form.title}.xlsx")


@pytest.fixture(scope="session")
def given() -> SimpleNamespace:
    """The maker of sheets and the day, by name (test modules cannot import a conftest)."""
    return SimpleNamespace(sheet=sheet, today=TODAY)
