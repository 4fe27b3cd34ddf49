"""The 評分 sheet of a receipt is live: recalculated it gives the engine's points, changed inputs change them."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any

import openpyxl
import pytest

from toolkit.jobs.intake import receipt as receipts

MORE = (
    "註冊資本(萬元)",
    "上年營收(萬元)",
    "成立日期",
    "預計簽約日",
    "預算",
    "重大違法",
    "失信被執行",
    "行業處罰",
    "查詢日期",
)
LIVE = ("總分", "適配", "互動", "等級", "物業類型匹配", "合作規模", "企業信譽", "財務狀況", "意向程度", "預計簽約時間")


def _list(sheet: Callable[..., Path], prospects: Any) -> Path:
    known = ("5000", "18000", "2012-06-18", "2027-01-20", "300", "無", "無", "無", "2026-11-01")
    rows = [
        [*prospects.row(1), *known],
        [*prospects.row(2), *(None,) * len(MORE)],
        [*prospects.row(3), *known[:5], "有", *known[6:]],
        [*prospects.row(4), None, *known[1:3], None, *known[4:]],
    ]
    return sheet("名單.xlsx", (*prospects.headings, *MORE), rows)


def _scores(path: Path) -> dict[str, dict[str, Any]]:
    """Customer → heading → what its cell shows."""
    page = openpyxl.load_workbook(path, data_only=True)["評分"]
    heads = [str(cell.value).split("\n")[0] for cell in page[3]]
    rows = ({head: cell.value for head, cell in zip(heads, row, strict=True)} for row in page.iter_rows(min_row=4))
    return {str(row["客戶編號"]): row for row in rows}


def _recalculated(path: Path, folder: Path) -> Path:
    """The same workbook, its results thrown away and computed anew by LibreOffice."""
    bare = folder / "bare.xlsx"
    openpyxl.load_workbook(path).save(bare)
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(bare)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "out" / bare.name


def test_points_show_without_recalculation(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    office.drop(_list(sheet, prospects))
    office.run()
    (receipt,) = office.receipts()
    page = openpyxl.load_workbook(receipt)["評分"]
    with office.service.ledger.view() as view:
        stored = view.scores([one.id for one in view.all_customers()])
    shown = _scores(receipt)
    assert shown.keys() == stored.keys()
    assert len(shown) == 4
    for customer, score in stored.items():
        assert shown[customer]["總分"] == score.total
        assert {one.factor: one.points for one in score.factors if one.of}.items() <= shown[customer].items()
    assert str(page["C4"].value).startswith("=ROUND(IF(")
    assert "試算" in {str(cell.value)[:2] for cell in page[2]}


@pytest.mark.libreoffice
@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice is not installed")
def test_recalculated_the_sheet_says_what_the_engine_said(
    office: Any, sheet: Callable[..., Path], prospects: Any, tmp_path: Path
) -> None:
    office.drop(_list(sheet, prospects))
    office.run()
    (receipt,) = office.receipts()
    before, after = _scores(receipt), _scores(_recalculated(receipt, tmp_path))
    for customer, row in before.items():
        for head in LIVE:
            assert (after[customer][head] or "") == (row[head] or ""), (customer, head)


def test_a_very_long_list_has_values_only(
    office: Any, sheet: Callable[..., Path], prospects: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MOST_LIVE", 3)
    office.drop(_list(sheet, prospects))
    office.run()
    (receipt,) = office.receipts()
    page = openpyxl.load_workbook(receipt)["評分"]
    assert not any(str(cell.value).startswith("=") for row in page for cell in row)


def test_a_missing_code_shows_as_missing(office: Any, sheet: Callable[..., Path], prospects: Any) -> None:
    office.drop(_list(sheet, prospects))
    office.run()
    (receipt,) = office.receipts()
    page = openpyxl.load_workbook(receipt)["回執"]
    typed = [row[2].value for row in page.iter_rows() if "還沒有統一社會信用代碼" in str(row[3].value)]
    assert typed
    assert not any(typed)
