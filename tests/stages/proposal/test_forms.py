from pathlib import Path

import pytest
import yaml

from toolkit.forms.column import Convention
from toolkit.forms.table import Cell
from toolkit.stages.proposal.forms import OBJECTIONS, PROPOSALS, VISITS, version

LISTS = yaml.safe_load((Path(__file__).resolve().parents[3] / "manual/lists.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("typed", "value", "noted"),
    [
        ("2", 2, False),
        (2.0, 2, False),
        ("v2", 2, True),
        ("V2.0", 2, True),
        ("第2版", 2, True),
        ("第２版", 2, True),
        ("修改稿", None, True),
    ],
)
def test_a_version_is_a_number_however_it_is_written(typed, value, noted):
    reading = version(Cell(typed), PROPOSALS.columns["version"], Convention({}))
    assert (reading.value, reading.code is not None) == (value, noted)


@pytest.mark.parametrize("form", [PROPOSALS, VISITS, OBJECTIONS])
def test_forms_name_lists_that_exist_and_examples_that_are_in_them(form):
    for column in form.columns.values():
        if column.options:
            assert column.options in LISTS
            assert set(column.example.split("、")) <= {*LISTS[column.options], ""}


def test_required_columns_come_from_the_annotations():
    assert PROPOSALS.required == {
        "version",
        "customer",
        "services",
        "service_standard",
        "fee_mode",
        "unit_price",
        "price_unit",
        "area",
        "term_months",
    }
    assert VISITS.required == {"customer", "held_at", "place", "host"}
    assert OBJECTIONS.required == {"customer", "question", "status"}
