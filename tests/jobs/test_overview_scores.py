"""總覽.xlsx holds a live 評分 sheet: it shows the engine's points, and recalculated it gives them again."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import openpyxl
import pytest

from toolkit.jobs import reports
from toolkit.jobs.nightly import renew_all
from toolkit.jobs.reports import refresh_overview
from toolkit.sheets.build import receipt_scores

MORE = ("註冊資本(萬元)", "上年營收(萬元)", "成立日期", "預計簽約日", "重大違法", "失信被執行", "行業處罰", "查詢日期")


@pytest.fixture
def listed(office: Any, sheet: Callable[..., Path], prospects: Any) -> Any:
    known = ("5000", "18000", "2012-06-18", "2027-01-20", "無", "無", "無", "2026-11-01")
    rows = [
        [*prospects.row(1), *known],
        [*prospects.row(2), *(None,) * len(MORE)],
        [*prospects.row(3), *known[:4], "有", *known[5:]],
    ]
    office.drop(sheet("名單.xlsx", (*prospects.headings, *MORE), rows))
    office.run()
    renew_all(office.service)
    return office


def shown(path: Path) -> dict[str, dict[str, Any]]:
    """Customer → heading → what its cell shows."""
    page = openpyxl.load_workbook(path, data_only=True)["評分"]
    heads = [str(cell.value).split("\n")[0] for cell in page[3]]
    rows = ({head: cell.value for head, cell in zip(heads, row, strict=True)} for row in page.iter_rows(min_row=4))
    return {str(row["客戶編號"]): row for row in rows}


def agrees(listed: Any, found: dict[str, dict[str, Any]]) -> None:
    with listed.service.ledger.view() as view:
        stored = view.scores([one.id for one in view.all_customers()])
    assert found.keys() == stored.keys()
    assert len(found) == 3
    for customer, score in stored.items():
        row = found[customer]
        assert (row["總分"], row["適配"], str(row["等級"])[:1]) == (score.total, score.fit, score.grade)
        assert {one.factor: one.points for one in score.factors if one.of}.items() <= row.items()


def test_the_overview_shows_the_engines_points(listed: Any) -> None:
    path = refresh_overview(listed.service)
    assert path is not None
    agrees(listed, shown(path))
    page = openpyxl.load_workbook(path)["評分"]
    assert all(str(page.cell(row, column).value).startswith("=") for row in (4, 5, 6) for column in (2, 3, 7))
    told = [(one.type, one.formula1) for one in page.data_validations.dataValidation]
    years = next(cell.column for cell in page[3] if str(cell.value).startswith("成立年限"))
    assert {page.cell(row, years).number_format for row in (4, 5, 6) if page.cell(row, years).value} == {"0.0"}
    assert not [one for one in page.column_dimensions.values() if one.fill.fgColor.rgb[-6:] == "FFF2CC"]  # none below
    assert ("list", '"高,中,低,無"') in told
    assert ("decimal", "0") in told
    assert len(told) == len([cell for cell in page[3] if cell.fill.fgColor.rgb == page[3][-1].fill.fgColor.rgb])


@pytest.mark.libreoffice
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_recalculated_it_gives_them_again_and_follows_a_changed_input(listed: Any, tmp_path: Path) -> None:
    path = refresh_overview(listed.service)
    assert path is not None
    agrees(listed, shown(recalculated(path, tmp_path)))
    book = openpyxl.load_workbook(path)
    page = book["評分"]
    customer = next(row for row in page.iter_rows(min_row=4) if "有不良記錄" in [cell.value for cell in row])
    next(cell for cell in customer if cell.value == "有不良記錄").value = "三項均無"
    book.save(path)
    now = shown(recalculated(path, tmp_path))[str(customer[4].value)]
    assert (now["企業信譽"], str(now["等級"])[:1]) != (0, "D")


def recalculated(path: Path, folder: Path) -> Path:
    """The same workbook, its results thrown away and computed anew by LibreOffice."""
    bare = folder / "bare.xlsx"
    openpyxl.load_workbook(path).save(bare)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(bare)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "out" / bare.name


def test_of_very_many_the_points_stand_without_formulas(listed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_LIVE", 2)
    monkeypatch.setattr(receipt_scores, "MOST_LIVE", 2)
    path = refresh_overview(listed.service)
    assert path is not None
    page = openpyxl.load_workbook(path)["評分"]
    assert not any(str(cell.value).startswith("=") for row in page.iter_rows() for cell in row)
    assert "超過 2 家" in str(page["A2"].value)
    found = shown(path)
    assert [row["總分"] for row in found.values()] == sorted((row["總分"] for row in found.values()), reverse=True)
