"""Wild files, and files damaged on purpose, in limited children: each is read, or refused by a known code."""

import random
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from toolkit.errors import Unreadable
from toolkit.forms.table import Workbook
from toolkit.messages import codes_files
from toolkit.messages.finding import Code
from toolkit.sheets.read.sniff import WORKBOOKS
from toolkit.sheets.read.workbook import read_workbook
from toolkit.workers import Limits, Workers

CODES = {value.code for value in vars(codes_files).values() if isinstance(value, Code)}
FOLDERS = ("xlsx_wild", "lists_real", "peer_examples")
LIMITS = Limits(seconds=30, memory=1 << 30)

pytestmark = pytest.mark.corpora


def wild(corpora: Path) -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (corpora / folder).rglob("*") if path.is_file())


def sample(paths: list[Path], every: int) -> list[Path]:
    """The same part of the files each time, whatever others are added."""
    return [path for path in paths if zlib.crc32(path.name.encode()) % every == 0]


def ends_well(workers: Workers, path: Path) -> Workbook | None:
    started = time.monotonic()
    try:
        book = workers.call(read_workbook, path)
    except Unreadable as refusal:
        if refusal.code not in CODES or "trace" in refusal.data:
            pytest.fail(f"{path}: {refusal}")
        return None
    finally:
        assert time.monotonic() - started < LIMITS.seconds + 5, path
    assert book.kind in WORKBOOKS
    assert book.patchable == (not book.unpatchable_reason)
    assert not book.unpatchable_reason or book.unpatchable_reason in CODES
    return book


def test_a_sample_of_wild_files_ends_well(corpora):
    paths = sample(wild(corpora), 10)
    with Workers(LIMITS) as workers:
        read = [book for path in paths if (book := ends_well(workers, path))]
    assert len(paths) > 60
    assert len(read) > len(paths) * 0.7


@pytest.mark.soak
def test_all_wild_files_end_well(corpora):
    paths = wild(corpora)
    with Workers(LIMITS) as workers:
        read = [book for path in paths if (book := ends_well(workers, path))]
    assert len(paths) > 1_000
    assert len(read) > len(paths) * 0.85


def filled(value: object) -> bool:
    return value is not None and bool(str(value).strip())


def counted_otherwise(path: Path) -> dict[str, int]:
    """Filled cells a sheet, by openpyxl."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: sum(filled(value) for row in sheet.iter_rows(values_only=True) for value in row)
        for sheet in book.worksheets
    }


KNOWN = {
    "Test_git_issue_324.xlsx": "openpyxl drops values inside merged ranges",
    "HiddenMergeCellsTest.xlsx": "openpyxl drops values inside merged ranges",
    "test-issue-877.xlsx": "openpyxl takes a link's target for a value",
}


def differences(corpora: Path, paths: list[Path]) -> Iterator[tuple[str, str, int, int]]:
    with Workers(LIMITS) as workers, Workers(Limits(seconds=30, memory=3 << 30)) as others:
        for path in paths:
            book = ends_well(workers, path)
            try:
                counts = others.call(counted_otherwise, path) if book else {}
            except (Unreadable, OSError):
                continue
            for sheet in book.sheets if book else ():
                ours = sum(filled(value) for row in sheet.rows for value in row) + len(sheet.errors)
                if sheet.name in counts and ours != counts[sheet.name]:
                    yield path.name, sheet.name, ours, counts[sheet.name]


def test_openpyxl_counts_the_same_cells(corpora):
    paths = sample([path for path in wild(corpora) if path.suffix == ".xlsx"], 30)
    assert [found for found in differences(corpora, paths) if found[0] not in KNOWN] == []


@pytest.mark.soak
def test_openpyxl_counts_the_same_cells_everywhere(corpora):
    paths = [path for path in wild(corpora) if path.suffix in {".xlsx", ".xlsm"}]
    assert [found for found in differences(corpora, paths) if found[0] not in KNOWN] == []


def damaged(path: Path, chance: random.Random) -> bytes:
    """The file with some bytes changed, cut, doubled or moved; half the time inside an unpacked part."""
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content))
        match chance.randrange(4):
            case 0:
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                del content[at : at + chance.randint(1, 200)]
            case 2:
                content[at:at] = content[at : at + chance.randint(1, 200)]
            case _:
                content[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"])
        if len(content) < 8:
            break
    return bytes(content)


def damaged_inside(path: Path, target: Path, chance: random.Random) -> None:
    """The package with one part changed before it is packed, so that check sums agree."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        chosen = chance.choice(source.namelist())
        for name in source.namelist():
            content = source.read(name)
            if name == chosen and content:
                scratch = target.with_suffix(".part")
                scratch.write_bytes(content)
                content = damaged(scratch, chance)
            out.writestr(name, content)


def damage(path: Path, target: Path, chance: random.Random) -> None:
    if chance.random() < 0.5 and zipfile.is_zipfile(path):
        try:
            damaged_inside(path, target, chance)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, ValueError, EOFError):
            target.write_bytes(damaged(path, chance))
    else:
        target.write_bytes(damaged(path, chance))


def fuzz(corpora: Path, tmp_path: Path, times: int, seed: int) -> None:
    chance = random.Random(seed)
    paths = [path for path in wild(corpora) if 8 < path.stat().st_size < 300_000]
    with Workers(LIMITS) as workers:
        for number in range(times):
            path = chance.choice(paths)
            target = tmp_path / f"{number % 50}{path.suffix}"
            damage(path, target, chance)
            ends_well(workers, target)


def test_damaged_files_end_well(corpora, tmp_path):
    fuzz(corpora, tmp_path, 60, seed=20261124)


@pytest.mark.soak
def test_many_damaged_files_end_well(corpora, tmp_path):
    fuzz(corpora, tmp_path, 5_000, seed=7)
