"""How long lists of a thousand, twenty thousand and two hundred thousand rows take to check, beside the usual libraries.

Two hundred thousand rows are two workbooks: a sheet of more than a hundred thousand is given back with a word.
"""

import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.benchmark
FRICTIONLESS = """
import sys
from frictionless import Detector, Resource, Schema
schema = Schema.from_descriptor({"fields": [
    {"name": "登記日期", "type": "any"}, {"name": "客戶名稱", "type": "string", "constraints": {"required": True}},
    {"name": "聯繫電話", "type": "string", "constraints": {"pattern": "1[3-9][0-9]{9}"}},
    {"name": "主體類型", "type": "string", "constraints": {"enum": ["企業"]}},
    {"name": "建築面積(㎡)", "type": "number"},
]})
resource = Resource(path=sys.argv[1], schema=schema, detector=Detector(schema_sync=True))
found = resource.validate(limit_errors=1_000_000).flatten(["rowNumber"])
assert len(found) == int(sys.argv[2]), len(found)
"""


@pytest.fixture(scope="module")
def usual() -> ModuleType:
    """The lists and the usual libraries' way, as the benchmark of the whole job has them."""
    spec = importlib.util.spec_from_file_location("speed", Path(__file__).with_name("test_speed.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _seconds(folder: Path, *command: str) -> float:
    """Seconds of a command run in ``folder``; ``toolkit check`` ends with 1 where it found something."""
    started = time.perf_counter()
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder)
    assert done.returncode in (0, 1), done.stderr[-2000:]
    return time.perf_counter() - started


@pytest.mark.parametrize(
    ("rows", "books", "at_least"), [(1_000, 1, 0.3), (20_000, 1, 2.0), (100_000, 2, 2.0)], ids=["1k", "20k", "200k"]
)
def test_a_list_is_checked(
    rows: int,
    books: int,
    at_least: float,
    usual: ModuleType,
    office: object,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    measured: Callable[..., None],
) -> None:
    pytest.importorskip("pandera")
    pytest.importorskip("frictionless")
    monkeypatch.setattr(usual, "ROWS", rows)
    lists = [tmp_path / f"名單{number}.xlsx" for number in range(books)]
    for path in lists:
        usual.write_list(path)
    workspace = str(office.workspace.root)  # type: ignore[attr-defined]
    command = (sys.executable, "-m", "toolkit", "--workspace", workspace, "--today", "2026-11-24", "check")
    ours = _seconds(tmp_path, *command, *map(str, lists))
    marked = usual.USUAL.replace("assert len(bad) == 200", f"assert len(bad) == {rows // 100}")
    pandas = sum(_seconds(tmp_path, sys.executable, "-c", marked, str(path), "out.xlsx") for path in lists)
    wrong = str(rows // 100)
    others = sum(_seconds(tmp_path, sys.executable, "-c", FRICTIONLESS, path.name, wrong) for path in lists)
    measured(
        f"check {rows * books:,} rows × 20 and find {rows * books // 100:,} wrong phones",
        f"{ours:.1f} s",
        f"pandas, openpyxl, pandera {pandas:.1f} s; frictionless {others:.1f} s",
        f"{pandas / ours:.1f}×, {others / ours:.1f}×",
    )
    assert pandas / ours >= at_least
