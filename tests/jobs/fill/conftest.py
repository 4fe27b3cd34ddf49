"""A template, a sheet, and a service in a scratch workspace."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from toolkit.folders.layout import lay_out
from toolkit.folders.workspace import Workspace
from toolkit.jobs.service import Service
from toolkit.settings import Settings


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    workspace = Workspace(tmp_path / "office", Settings(service_folder=str(tmp_path / "service")))
    lay_out(workspace)
    one = Service(workspace, lambda: date(2026, 11, 24))
    yield one
    one.close()


@pytest.fixture
def template(tmp_path: Path) -> Callable[..., str]:
    def write(*paragraphs: str, name: str = "邀請函") -> str:
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(str(tmp_path / f"{name}.docx"))
        return str(tmp_path / f"{name}.docx")

    return write


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: Sequence[Any], name: str = "名單.xlsx", merged: str = "") -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = "名單"
        for row in rows:
            page.append(list(row))
        if merged:
            page.merge_cells(merged)
        book.save(tmp_path / name)
        return tmp_path / name

    return write
