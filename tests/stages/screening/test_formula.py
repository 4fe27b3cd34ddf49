import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from toolkit.forms.reading import TakenRow
from toolkit.rulebook.measures import Decay
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.records import payload
from toolkit.stages.screening.formula import ENGAGEMENT, FIT, GRADE, TOTAL, formulas, input_columns, points_of
from toolkit.stages.screening.inputs import checks, inputs
from toolkit.stages.screening.scorecard import score

MakeRow = Callable[..., TakenRow]
TODAY = date(2026, 11, 24)
CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"floor_area": Decimal("4999.5"), "property_type": "商鋪"},
    {"floor_area": None, "last_revenue": None, "budget": None},
    {"intent": None, "expected_signing_on": None},
    {"dishonest": "有"},
    {"dishonest": "未查"},
    {"checked_on": None},
    {"biz_line": "租賃招商", "floor_area": Decimal(640), "budget": Decimal(180000)},
    {
        "party_type": "業主委員會",
        "credit_code": None,
        "founded_on": None,
        "registered_capital": None,
        "last_revenue": None,
    },
    {"intent": "低", "expected_signing_on": date(2026, 11, 20), "founded_on": date(2026, 3, 1)},
    {"property_type": "其他", "registered_capital": Decimal(5), "last_revenue": Decimal(5), "intent": "無"},
)


def test_every_input_has_a_column_once(rules: RuleBook) -> None:
    names = [column.name for column in input_columns(rules.scorecard)]
    assert len(names) == len(set(names))
    assert {"property_type", "floor_area", "checks_clean", "days_since_contact"} <= set(names)


def test_formulas_name_cells_and_nothing_else(rules: RuleBook) -> None:
    cells = _cells(rules, 2)
    made = formulas(rules.scorecard, "物業服務外拓", "企業", cells)
    assert made["points.scale"].startswith(f'=ROUND(IF({cells["floor_area"]}="",0.5,IF({cells["floor_area"]}<5000,')
    assert set(made) == {points_of(item) for item in (*rules.scorecard.fit, *rules.scorecard.engagement)} | {
        FIT,
        ENGAGEMENT,
        TOTAL,
        GRADE,
    }


def _cells(rules: RuleBook, row: int) -> dict[str, str]:
    card = rules.scorecard
    names = [column.name for column in input_columns(card)]
    names += [points_of(factor) for factor in (*card.fit, *card.engagement)] + [FIT, ENGAGEMENT, TOTAL, GRADE]
    letters = [chr(65 + at) if at < 26 else "A" + chr(39 + at) for at in range(len(names))]
    return {name: f"{letter}{row}" for name, letter in zip(names, letters, strict=True)}


@pytest.mark.libreoffice
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_engines_points(
    rules: RuleBook, prospect: MakeRow, rich: dict[str, Any], tmp_path: Path
) -> None:
    from openpyxl import Workbook, load_workbook

    book = Workbook()
    sheet = book.active
    expected = []
    for row, changes in enumerate(CHANGES, 2):
        values = payload(prospect(2, **{**rich, **changes}), "A")
        known = inputs(values, (), rules.scorecard, TODAY, checks(values, rules.scorecard, TODAY))
        cells = _cells(rules, row)
        for name, value in known.items():
            sheet[cells[name]] = value
        for name, formula in formulas(rules.scorecard, values["biz_line"], values["party_type"], cells).items():
            sheet[cells[name]] = formula
        expected.append((cells, score("A", values, (), rules.scorecard, TODAY)))
    sheet["ZZ1"], sheet["ZZ2"] = 100_000, f"=ROUND({Decay(30).excel('ZZ1')},2)"  # a slip of the finger, not a #NUM!
    book.save(tmp_path / "what_if.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(tmp_path / "what_if.xlsx")], check=True, capture_output=True)
    answers = load_workbook(tmp_path / "out" / "what_if.xlsx", data_only=True).active
    assert answers["ZZ2"].value == 0
    keys = [points_of(factor) for factor in (*rules.scorecard.fit, *rules.scorecard.engagement)]
    for cells, wanted in expected:
        got = [answers[cells[key]].value for key in keys[: len(wanted.factors)]]
        factors = [item.points for item in wanted.factors if item.of]
        assert [round(value, 6) for value in got[: len(factors)]] == factors
        assert answers[cells[FIT]].value == pytest.approx(wanted.fit, abs=1e-9)
        engagement = answers[cells[ENGAGEMENT]].value
        assert (engagement or None) == (None if wanted.engagement is None else pytest.approx(wanted.engagement))
        assert answers[cells[TOTAL]].value == pytest.approx(wanted.total, abs=1e-9)
        assert answers[cells[GRADE]].value == wanted.grade
