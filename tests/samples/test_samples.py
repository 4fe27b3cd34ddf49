"""The demo's workbooks are what the generator makes, and hold what they are meant to show."""

import importlib
from datetime import date
from pathlib import Path

import pytest

from toolkit.folders.shipped import rounds, samples
from toolkit.forms.column import Convention
from toolkit.forms.identifiers import is_credit_code
from toolkit.jobs.intake.examine import read_dropped, read_sheets
from toolkit.messages.finding import Severity
from toolkit.rulebook.rulebook import parse
from toolkit.stages.catalogue import FORMS

HERE = Path(__file__).resolve().parent
MANUAL = HERE.parents[1] / "manual"
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def maker():
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(HERE))
    yield importlib.import_module("make_samples")
    patch.undo()


@pytest.fixture(scope="module")
def convention():
    return Convention(parse({path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")}).lists)


@pytest.fixture(scope="module")
def readings(convention):
    """File → what its sheets were read as."""
    return {
        str(path.relative_to(samples())): read_sheets(read_dropped(path), convention, TODAY)
        for path in sorted(samples().rglob("*.*"))
    }


def test_the_generator_makes_exactly_these_files(maker, tmp_path):
    made = {str(path.relative_to(tmp_path)): path for path in maker.make(tmp_path)}
    kept = {str(path.relative_to(samples())): path for path in samples().rglob("*.*")}
    assert made.keys() == kept.keys()
    for name, path in made.items():
        mine = [(sheet.name, sheet.rows) for sheet in read_dropped(path).sheets]
        assert mine == [(sheet.name, sheet.rows) for sheet in read_dropped(kept[name]).sheets], name


def test_the_rounds_of_one_client_are_made_likewise(maker, tmp_path):
    made = {str(path.relative_to(tmp_path)): path for path in maker.make_rounds(tmp_path)}
    kept = {str(path.relative_to(rounds())): path for path in rounds().rglob("*.*")}
    assert made.keys() == kept.keys()
    for name, path in made.items():
        mine = [(sheet.name, sheet.rows) for sheet in read_dropped(path).sheets]
        assert mine == [(sheet.name, sheet.rows) for sheet in read_dropped(kept[name]).sheets], name


def test_every_file_holds_our_forms(readings):
    forms = {name: {one.recognised.form.code for one in sheets if one.recognised} for name, sheets in readings.items()}
    assert all(forms.values())
    every = {form.code for form in FORMS}
    assert set().union(*forms.values()) == every - {"F10"}  # the approvals lie among the rounds
    assert {Path(name).suffix for name in readings} == {".xlsx", ".xls", ".csv"}


def test_there_is_enough_of_it(readings):
    rows = {}
    for sheets in readings.values():
        for one in sheets:
            if one.recognised:
                code = one.recognised.form.code
                rows[code] = rows.get(code, 0) + len(one.rows) + len(one.rejected)
    assert rows["F1"] == 150
    assert 380 <= rows["F2"] <= 420
    assert rows["F15"] == 240
    assert rows["F5"] >= 25


def test_people_slip_and_most_rows_are_fine(readings):
    codes = {
        finding.code.code
        for sheets in readings.values()
        for one in sheets
        for finding in one.findings
        if finding.severity.blocks
    }
    assert len(codes) >= 10
    rejected = sum(len(one.rejected) for sheets in readings.values() for one in sheets)
    taken = sum(len(one.rows) for sheets in readings.values() for one in sheets)
    assert 10 <= rejected < 0.05 * taken


def test_nothing_is_merely_doubtful_by_accident(readings):
    """A question to the sender is there on purpose: the price that looks like a total."""
    asked = [
        finding.code.code
        for sheets in readings.values()
        for one in sheets
        for finding in one.findings
        if finding.severity is Severity.ASK
    ]
    assert asked == ["proposal.price_like_total"]


def test_invented_credit_codes_have_right_check_digits(maker):
    market = importlib.import_module("market").make_market()
    found = [life.client.credit_code for life in market.lives if life.client.credit_code]
    assert len(found) > 100
    assert all(is_credit_code(code) for code in found)


def test_lives_are_in_order_and_end_before_today(maker):
    market = importlib.import_module("market").make_market()
    for life in market.lives:
        days = [talk.held_at.date() for talk in life.talks]
        assert days == sorted(days)
        assert all(life.client.registered_on <= day <= TODAY for day in days)
    assert len({life.client.name for life in market.lives}) == 150


def test_what_is_confidential_lies_in_the_internal_folder_only(readings):
    for name, sheets in readings.items():
        internal = any(one.recognised and one.recognised.form.code in ("F8", "F10", "F15") for one in sheets)
        assert name.startswith("內部/") or not internal, name
