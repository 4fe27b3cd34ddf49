"""A dry run and a receipt call columns and forms as the office's language does."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.folders.layout import lay_out
from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.check import as_lines, as_values, check_file
from toolkit.jobs.intake.once import take_all
from toolkit.jobs.service import Service
from toolkit.settings import Settings


@pytest.mark.parametrize(
    ("language", "form", "phone"), [("en", "Prospects", "Phone"), ("zh-Hans", "客户资料表", "联系电话")]
)
def test_titles_are_in_the_offices_language(
    tmp_path: Path, sheet: Callable[..., Path], prospects: Any, language: str, form: str, phone: str
) -> None:
    workspace = Workspace(tmp_path / "office", Settings(service_folder=str(tmp_path / "service"), language=language))
    lay_out(workspace)
    path = sheet("名單.xlsx", prospects.headings, [prospects.row(1, 聯繫電話="1380013")])
    with closing(Service(workspace, lambda: date(2026, 11, 24))) as service:
        checked = check_file(service, path)
        assert f"{form} +0 ✗1" in as_lines(checked, language)[1]
        (page,) = as_values(checked, language)["sheets"]
        (told,) = [one for one in page["findings"] if one["field"] == "phone"]
        assert told["message"].startswith(phone)
        path.rename(workspace.inbox / "list.xlsx")
        (taken,) = take_all(service, now=count(step=5).__next__, wait=lambda _: None)
        front = openpyxl.load_workbook(workspace.root / taken.submission.receipt).worksheets[0]
    assert [row[1].value for row in front.iter_rows() if row[2].value == "1380013"] == [phone]


def test_a_sentence_about_the_whole_file_stands_without_a_place(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "office", Settings(service_folder=str(tmp_path / "service")))
    lay_out(workspace)
    path = tmp_path / "a.json"
    path.write_text("{}", encoding="utf-8")
    with closing(Service(workspace, lambda: date(2026, 11, 24))) as service:
        name, said = as_lines(check_file(service, path), "zh-Hant")
    assert name == str(path)
    assert said.startswith("    ")
    assert not said.lstrip().startswith(":")
