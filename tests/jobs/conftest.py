"""An office in a scratch folder: a workspace, a service whose clock never waits, and sheets to drop."""

import os
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
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
from toolkit.jobs.intake.orders import make_promised
from toolkit.jobs.nightly import release, renew_all
from toolkit.jobs.reports import order_kpi_report
from toolkit.jobs.service import Service
from toolkit.outcome import Customer, Ref
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


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where templates are kept compiled for all offices of this run, by the hash of what they were made from."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "compiled"


def opened(folder: Path, compiled: Path) -> Workspace:
    """A workspace laid out in ``folder``, with the templates that others have compiled already."""
    workspace = Workspace(folder / "office", Settings(service_folder=str(folder / "service"), quiet=0.1))
    lay_out(workspace)
    compiled.mkdir(exist_ok=True)
    workspace.service.mkdir(parents=True)
    with suppress(OSError):  # Windows lets only some people make links: there each office compiles its own
        (workspace.service / "templates").symlink_to(compiled, target_is_directory=True)
    return workspace


@pytest.fixture
def office(tmp_path: Path, compiled: Path) -> Iterator[Office]:
    workspace = opened(tmp_path, compiled)
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


class Story(Office):
    """An office whose days pass, and what somebody who looks into its folders finds."""

    today: date = TODAY
    rejected: int = 0
    """Rows that came back from the last file."""

    def on(self, year: int, month: int, day: int) -> None:
        """Go on to that day."""
        self.on_day(date(year, month, day))

    def on_day(self, day: date) -> None:
        assert day >= self.today or self.today == TODAY, "days pass forwards only"
        self.today = day

    # -- what people drop ------------------------------------------------------------------------
    def put(self, name: str, rows: Sequence[Mapping[str, Any]]) -> TakenFile:
        """Drop a workbook of one sheet, ``folder/name``, and let it be answered."""
        self.lay(name, rows)
        return self._answered()

    def lay(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Drop it only."""
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.append(list(rows[0]))
        for row in rows:
            page.append([None if value == "" else value for value in row.values()])
        path = self.workspace.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)

    def take(self, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """The same, where every row is taken."""
        taken = self.put(name, rows)
        assert taken.submission.state.value == "done", taken.line()
        assert self.rejected == 0, (name, self.said(taken))

    def refuse(self, name: str, rows: Sequence[Mapping[str, Any]]) -> str:
        """The same, where nothing is taken: what the receipt says."""
        taken = self.put(name, rows)
        assert taken.submission.counts.get("accepted", 0) == 0, (name, taken.line())
        return self.said(taken)

    def drop_document(self, name: str, content: bytes) -> TakenFile:
        path = self.workspace.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return self._answered()

    def fill_in(self, name: str, source: Path, values: Mapping[str, Any]) -> TakenFile:
        """Drop a workbook that we made, with the first row's cells under these headings filled in."""
        book = openpyxl.load_workbook(source)
        cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
        for heading, value in values.items():
            cell = next(cell for cell in cells if str(cell.value).strip("* ") == heading)
            cell.parent.cell(cell.row + 1, cell.column, value)
        path = self.workspace.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
        return self._answered()

    def _answered(self) -> TakenFile:
        (taken,) = self.run(documents=True)
        self.rejected = taken.submission.counts.get("rejected", 0)
        return taken

    # -- what comes of itself, or by an admin's word -----------------------------------------------
    def morning(self) -> None:
        renew_all(self.service)
        make_promised(self.service)

    def release(self, *templates: str) -> None:
        release(self.service, templates, "林法務")
        make_promised(self.service)

    def report(self, period: str) -> None:
        order_kpi_report(self.service, period)
        make_promised(self.service)

    # -- what is found -----------------------------------------------------------------------------
    def said(self, taken: TakenFile) -> str:
        """Every word of the receipt of a file."""
        book = openpyxl.load_workbook(self.workspace.root / taken.submission.receipt)
        return "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)

    def inside_receipt(self) -> str:
        """Every word of the last receipt in the internal folder."""
        last = max(self.workspace.internal.joinpath("回執").rglob("*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
        book = openpyxl.load_workbook(last)
        return "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)

    def customer(self, name: str) -> Customer:
        with self.service.ledger.view() as view:
            return view.customers([Ref(name=name)])[Ref(name=name)]

    def stages(self, name: str) -> list[str]:
        """The stages that a customer went through."""
        one = self.customer(name).id
        with self.service.ledger.view() as view:
            return [move.after for move in view.moves([one])[one]]

    def contract(self, number: str) -> Mapping[str, Any]:
        with self.service.ledger.view() as view:
            return view.having("contracts", "contract_id", [number])[number][0].payload

    def state(self, number: str) -> str:
        return str(self.contract(number)["contract_state"])

    def code(self, name: str, number: str) -> str:
        """The check code that the footer of a contract prints."""
        return re.findall(r"[0-9A-F]{4}-[0-9A-F]{4}", self.text(name, number))[-1]

    def folder(self, name: str) -> Path:
        (found,) = self.outbox.joinpath("客戶").glob(f"*{name}")
        return found

    def papers(self, name: str) -> set[str]:
        """The kinds of documents that lie on top in a customer's folder."""
        return {path.stem.split()[0] for path in self.folder(name).glob("*.docx")}

    def paper(self, name: str, starts: str) -> Path:
        (found,) = self.folder(name).glob(f"{starts}*.docx")
        return found

    def workbook(self, name: str, starts: str) -> Path:
        (found,) = self.folder(name).glob(f"{starts}*.xlsx")
        return found

    def older(self, name: str, starts: str) -> int:
        """How many earlier versions of a document lie in 舊版."""
        return len(list(self.folder(name).glob(f"舊版/{starts}*")))

    def text(self, name: str, starts: str) -> str:
        return self.words(self.paper(name, starts))

    def words(self, path: Path) -> str:
        """The words of a document with its headers and footers, a line a paragraph."""
        with zipfile.ZipFile(path) as package:
            parts = [package.read(part).decode() for part in package.namelist() if re.match(r"word/\w+\.xml", part)]
        lines = "\n".join(parts).replace("</w:p>", "\n").split("\n")
        return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", line)) for line in lines)

    def inside(self, starts: str) -> list[Path]:
        """The documents of that kind in the internal folder, without earlier versions."""
        return [path for path in self.workspace.internal.rglob(f"{starts}*.docx") if "舊版" not in path.parts]

    def due(self, owner: str, words: str) -> str:
        """What the reminders of ``owner`` that contain ``words`` say."""
        found = self.service.ledger.reminders()
        return "\n".join(one.text for one in found if one.owner == owner and words in one.text)


@pytest.fixture
def story(tmp_path: Path, compiled: Path) -> Iterator[Story]:
    workspace = opened(tmp_path, compiled)
    service = Service(workspace, lambda: told.today)
    told = Story(service)
    yield told
    service.close()
