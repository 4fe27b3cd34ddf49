"""The demo: every sample is answered, and the office finds what it would have made by hand."""

import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from pydantic import ConfigDict, TypeAdapter

from toolkit.cli.shape_makings import Demo
from toolkit.folders.workspace import Workspace
from toolkit.jobs.demo import Jobs, _in_language, demo
from toolkit.jobs.intake.once import take_all
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.nightly import release, renew_all
from toolkit.jobs.reports import order_kpi_report, refresh_overview
from toolkit.jobs.safekeeping import export_commits
from toolkit.settings import Settings


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("demo")
    jobs = Jobs(take_all, release, renew_all, order_kpi_report, make_promised, refresh_overview, export_commits)
    return demo(folder / "demo", None, jobs)


@pytest.mark.parametrize(("language", "folder"), [("zh-Hant", "內部"), ("zh-Hans", "内部"), ("en", "Internal")])
def test_a_confidential_sample_is_dropped_into_the_offices_own_internal_folder(language: str, folder: str) -> None:
    office = Workspace(Path("office"), Settings(language=language))
    assert _in_language(Path("內部/會簽/法務部/表.xlsx"), office) == Path(folder, "會簽/法務部/表.xlsx")
    assert _in_language(Path("王小明/名單.xlsx"), office) == Path("王小明/名單.xlsx")


def test_what_is_told_has_the_shape_that_the_command_says_it_prints(shown: dict[str, Any]) -> None:
    TypeAdapter(list[Demo], config=ConfigDict(extra="forbid")).validate_python([shown], strict=True)


def test_every_sample_is_taken(shown: dict[str, Any]) -> None:
    assert {one["state"] for one in shown["taken"]} == {"done"}
    assert sum(one["accepted"] for one in shown["taken"]) > 700
    assert all(one["rejected"] <= 5 for one in shown["taken"])


def test_the_documents_of_the_main_job_are_there(shown: dict[str, Any]) -> None:
    outbox = Path(shown["workspace"]) / "outbox"
    kinds = {path.stem.split()[0].partition("_v")[0] for path in outbox.rglob("*.docx")}
    assert {"公司介紹函", "合作方案書", "客戶檔案", "優先開發名單", "績效報告"} <= kinds


def test_every_receipt_links_to_documents_that_exist(shown: dict[str, Any]) -> None:
    receipts = sorted((Path(shown["workspace"]) / "outbox/回執").rglob("*.xlsx"))
    links = [
        receipt.parent / unquote(cell.hyperlink.target)
        for receipt in receipts
        for row in openpyxl.load_workbook(receipt)["回執"].iter_rows()
        for cell in row
        if cell.hyperlink and cell.hyperlink.target and cell.hyperlink.target.endswith(".docx")
    ]
    assert len(links) > 50
    assert [link for link in links if not link.resolve().is_file()] == []


def test_what_is_confidential_lies_in_the_internal_folder_alone(shown: dict[str, Any]) -> None:
    root = Path(shown["workspace"])
    named = [path for path in root.rglob("*2026績效指標*") if path.is_file()]
    assert named
    assert all((root / "outbox/內部") in path.parents for path in named)


def test_the_overview_leads_into_the_customers_folders(shown: dict[str, Any]) -> None:
    path = Path(shown["workspace"]) / "outbox/報表/總覽.xlsx"
    page = openpyxl.load_workbook(path)["客戶"]
    links = [row[1].hyperlink.target for row in page.iter_rows(min_row=2) if row[1].hyperlink]
    assert len(links) > 100
    assert all((path.parent / unquote(link).replace("\\", "/")).is_dir() for link in links)


def test_a_signed_contract_its_handover_and_a_renewal_are_there(shown: dict[str, Any]) -> None:
    outbox = Path(shown["workspace"]) / "outbox"
    (folder,) = outbox.glob("客戶/*潤樺*")
    there = {path.stem.split()[0] for path in folder.glob("*.docx")}
    assert {"HT-20261109-0001", "現場交接單", "項目啟動計劃", "進度報告", "資源調配計劃", "方案確認書"} <= there
    (final,) = folder.glob("HT-*.docx")
    with zipfile.ZipFile(final) as package:
        assert not any("草稿" in package.read(name).decode(errors="ignore") for name in package.namelist())
    assert list(outbox.glob("客戶/*/續約建議書*.docx"))
    assert next(iter(outbox.glob("內部/合同審核/*潤樺*/*.docx")), None)


def test_a_contract_came_back_and_its_three_changes_are_reported_inside(shown: dict[str, Any]) -> None:
    outbox = Path(shown["workspace"]) / "outbox"
    (report,) = outbox.glob("內部/合同比對/*/合同比對報告*.docx")
    with zipfile.ZipFile(report) as package:
        text = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    assert "25 日前" in text
    assert "三個工作日內答覆" in text
    assert "無償" in text
    assert [path for path in shown["open"] if "/." in path] == []


def test_the_readmes_table_can_be_looked_at(shown: dict[str, Any]) -> None:
    """Each document that the README says the demo makes lies in its workspace."""
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if re.match(r"\| (\d[a-d]|[IV]+)[ |].*\| `demo` \|", line)]
    named = {name for row in rows for name in re.findall(r"`([^`]+)`", row.rpartition("| `demo` |")[2])}
    stems = [path.stem for path in Path(shown["workspace"], "outbox").rglob("*.docx")]
    absent = {name for name in named if not any(stem.startswith(name) or stem.endswith(name) for stem in stems)}
    assert len(named) > 15
    assert absent == set()
