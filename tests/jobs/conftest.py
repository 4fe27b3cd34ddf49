"""An office in a scratch folder: a workspace, a service whose clock never waits, and sheets to drop."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.folders.layout import lay_out
from toolkit.folders.workspace import Workspace
from toolkit.jobs.intake.once import TakenFile, take_all
from toolkit.jobs.service import Service
from toolkit.settings import Settings

TODAY = date(2026, 11, 24)
HEADINGS = (
    *("登記日期", "客戶名稱", "統一社會信用代碼", "主體類型", "業務線", "物業類型", "建築面積(㎡)"),
    *("聯繫人", "聯繫電話", "信息來源", "跟進人", "意向程度"),
)


@dataclass
class Office:
    """A workspace and what a test does in it."""

    service: Service

    @property
    def workspace(self) -> Workspace:
        return self.service.workspace

    @property
    def outbox(self) -> Path:
        return self.workspace.outbox

    def drop(self, file: Path, folder: str = "", name: str = "") -> Path:
        """Copy ``file`` into the inbox as a colleague would."""
        target = self.workspace.inbox / folder / (name or file.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
        return target

    def run(self, *, documents: bool = False) -> list[TakenFile]:
        """One pass over the inbox; time flies instead of passing."""
        ticks = count(step=1000)
        return list(
            take_all(self.service, documents=documents, now=lambda: next(ticks) / 1000 * 5, wait=lambda _: None)
        )

    def receipts(self, folder: str = "回執") -> list[Path]:
        return sorted(self.outbox.joinpath(folder).rglob("*.xlsx"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    settings = Settings(service_folder=str(tmp_path / "service"), quiet=0.1)
    workspace = Workspace(tmp_path / "office", settings)
    lay_out(workspace)
    service = Service(workspace, lambda: TODAY)
    yield Office(service)
    service.close()


@dataclass(frozen=True)
class Prospects:
    """Rows of a prospect list that are fine, and their headings."""

    headings: tuple[str, ...] = HEADINGS

    def row(self, number: int, **changed: Any) -> list[Any]:
        """A good row; ``changed`` maps a heading to another value."""
        values = (
            *(
                date(2026, 11, 2),
                f"華景{number}置業有限公司",
                "",
                "企業",
                "物業服務外拓",
                "寫字樓",
                12000 + number,
            ),
            *("陳小姐", f"1380013{number:04d}", "行業展會", "王小明", "高"),
        )
        return list((dict(zip(HEADINGS, values, strict=True)) | changed).values())


@pytest.fixture
def prospects() -> Prospects:
    return Prospects()


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of one sheet and returns its path."""

    def make(name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "") -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = "名單"
        if title:
            page.append([title])
        for row in (headings, *rows):
            page.append(list(row))
        path = tmp_path / "made" / name
        path.parent.mkdir(exist_ok=True)
        book.save(path)
        return path

    return make
