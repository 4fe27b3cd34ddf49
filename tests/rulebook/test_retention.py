"""Duties to keep: read with file and line, bound to the forms there are."""

from datetime import date
from pathlib import Path

import pytest

from toolkit.errors import RuleBookError
from toolkit.rulebook.retention import FILE, FORMS, Duty, parse_retention
from toolkit.rulebook.yaml import parse_yaml
from toolkit.stages.catalogue import FORMS as CATALOGUE

TEXT = (Path(__file__).resolve().parents[2] / "manual" / FILE).read_text(encoding="utf-8")


def test_the_shipped_duties() -> None:
    found = parse_retention(parse_yaml(FILE, TEXT))
    assert found.records["contracts"].years == 10
    assert found.records["contracts"].since == "ends_on"
    assert found.documents["物業服務合同"].years == 10


def test_each_form_named_exists_with_its_field() -> None:
    forms = {form.name: form for form in CATALOGUE}
    assert set(FORMS) == set(forms)
    for name, duty in parse_retention(parse_yaml(FILE, TEXT)).records.items():
        assert not duty.since or duty.since in forms[name].row.model_fields


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("contracts:", "contrakts:", "rulebook.unknown_key"),
        ("years: 10, from: ends_on", "years: 0, from: ends_on", "rulebook.out_of_range"),
        (", reason: 隨合同保存}", "}", "rulebook.key_missing"),
    ],
)
def test_a_slip_is_told_with_its_line(old: str, new: str, code: str) -> None:
    with pytest.raises(RuleBookError) as told:
        parse_retention(parse_yaml(FILE, TEXT.replace(old, new, 1)))
    assert told.value.code == code
    assert told.value.data["file"] == FILE
    assert int(str(told.value.data["line"])) > 1


def test_a_duty_ends_after_its_years() -> None:
    assert Duty(10, "", "x").until(date(2026, 11, 24)) == date(2036, 11, 24)
    assert Duty(1, "", "x").until(date(2028, 2, 29)) == date(2029, 2, 28)
