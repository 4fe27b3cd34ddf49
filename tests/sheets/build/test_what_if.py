"""The 評分 sheet as Excel would compute it gives the engine's own points (issue 7, item 8)."""

import re
import subprocess
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from shutil import which

import openpyxl
import pytest

from toolkit.outcome import Score
from toolkit.rulebook.rulebook import RuleBook, parse
from toolkit.sheets.build.receipt import receipt_sheets
from toolkit.sheets.build.receipt_value import Receipt, Scored, WhatIf
from toolkit.sheets.patch.new import write_workbook
from toolkit.stages.screening.formula import formulas, input_columns, points_of
from toolkit.stages.screening.inputs import checks, inputs
from toolkit.stages.screening.live import trial_inputs, trial_limits
from toolkit.stages.screening.scorecard import score

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 24)
FULL = {
    "customer_id": "A",
    "biz_line": "物業服務外拓",
    "party_type": "企業",
    "property_type": "寫字樓",
    "floor_area": "52000",
    "credit_code": "914403001922038216",
    "founded_on": "2012-06-18",
    "registered_capital": "5000",
    "last_revenue": "12000",
    "budget": "300",
    "intent": "高",
    "expected_signing_on": "2027-01-20",
    "serious_violation": "無",
    "dishonest": "無",
    "sector_penalty": "無",
    "checked_on": "2026-11-01",
}
PROSPECTS: tuple[Mapping[str, str], ...] = (
    FULL,
    {**FULL, "property_type": "商鋪", "floor_area": "4999.5"},
    {name: value for name, value in FULL.items() if name not in ("floor_area", "last_revenue", "budget")},
    {name: value for name, value in FULL.items() if name not in ("intent", "expected_signing_on")},
    {**FULL, "dishonest": "有"},
    {name: value for name, value in FULL.items() if name not in ("intent", "expected_signing_on", "credit_code")},
    {**FULL, "biz_line": "租賃招商", "floor_area": "640"},
)


@pytest.fixture(scope="module")
def rules() -> RuleBook:
    return parse({file.name: file.read_text(encoding="utf-8") for file in (ROOT / "manual").glob("*.yaml")})


def _scored(rules: RuleBook, number: int, values: Mapping[str, str]) -> Scored:
    card = rules.scorecard
    known = inputs(values, (), card, TODAY, checks(values, card, TODAY))
    names = [column.name for column in input_columns(card)]
    names += [points_of(factor) for factor in (*card.fit, *card.engagement)]
    cells = {name: "{" + name + "}" for name in (*names, "fit", "engagement", "total", "grade")}
    made = formulas(card, values["biz_line"], values["party_type"], cells)
    return Scored(score(f"SJ-{number}", values, (), card, TODAY), f"客戶{number}", None, known, made)


def _receipt(rules: RuleBook) -> Receipt:
    card = rules.scorecard
    factors = {factor.title: (points_of(factor), factor.points) for factor in (*card.fit, *card.engagement)}
    scores = tuple(_scored(rules, number, values) for number, values in enumerate(PROSPECTS))
    moment = datetime(2026, 11, 24, 9, 42)  # noqa: DTZ001 - the office's own clock
    trial = WhatIf(trial_inputs(card), factors, card.unknown_share, trial_limits(card))
    return Receipt("S-1", "x.xlsx", moment, scores=scores, what_if=trial)


def test_what_may_be_tried_is_a_list_or_a_number_and_the_cells_say_how(rules: RuleBook) -> None:
    path = BytesIO(write_workbook(receipt_sheets(_receipt(rules), "zh-Hant")))
    page = openpyxl.load_workbook(path)["評分"]
    asked = {
        str(page[f"{one.sqref}".split(":")[0][:-1] + "3"].value): one for one in page.data_validations.dataValidation
    }
    assert asked.keys() >= {"物業類型", "意向", "接觸層級", "預算(元)", "距預計簽約(天)"}
    assert asked["意向"].formula1 == '"高,中,低,無"'
    assert (asked["預算(元)"].type, asked["預算(元)"].operator, asked["預算(元)"].formula1) == (
        "decimal",
        "greaterThanOrEqual",
        "0",
    )
    assert asked["距預計簽約(天)"].formula1 == "-100000"
    assert all(str(one.sqref).endswith(str(3 + len(PROSPECTS))) for one in asked.values())
    assert all("Ctrl+Z" in one.prompt and one.errorStyle in (None, "stop") for one in asked.values())
    letters = str(asked["意向"].sqref).split(":")[0]
    assert page[letters].fill.fgColor.rgb[-6:] == "FFF2CC"
    assert "還原" in page["A2"].value


def _recomputed(path: Path, folder: Path) -> openpyxl.worksheet.worksheet.Worksheet:
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return openpyxl.load_workbook(folder / "out" / path.name, data_only=True)["評分"]


@pytest.mark.libreoffice
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_the_sheet_recomputed_gives_the_engines_points(rules: RuleBook, tmp_path: Path) -> None:
    receipt = _receipt(rules)
    path = tmp_path / "what_if.xlsx"
    path.write_bytes(_without_results(write_workbook(receipt_sheets(receipt, "zh-Hant"))))
    sheet = _recomputed(path, tmp_path)
    heads = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[3]}
    for row, scored in enumerate(receipt.scores, 4):
        _check(sheet, row, heads, scored.score)


def _without_results(content: bytes) -> bytes:
    """The same workbook without its formulas' stored results: LibreOffice has to compute them."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name)))
    return stream.getvalue()


def _check(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int, heads: Mapping[str, int], wanted: Score) -> None:
    def shown(head: str) -> object:
        return sheet.cell(row, heads[head]).value

    assert shown("總分") == pytest.approx(wanted.total)
    assert shown("適配") == pytest.approx(wanted.fit)
    assert (shown("互動") or 0) == pytest.approx(wanted.engagement or 0)
    assert shown("等級") == (f"{wanted.grade} 暫定" if wanted.provisional else wanted.grade)
    for factor in wanted.factors:
        if factor.of:
            assert shown(factor.factor) == pytest.approx(factor.points), factor.factor
