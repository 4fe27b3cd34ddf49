"""The emulation itself: what Windows refuses is refused, and what ``safe_name`` gives is taken."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from toolkit.folders.names import safe_name


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("windows_names", Path(__file__).with_name("windows_names.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EMULATION = load()
REFUSED = (
    "a:b.xlsx",
    'a"b',
    "a?b",
    "a*b",
    "a|b",
    "<a>",
    "a\tb",
    "CON",
    "con.xlsx",
    "LPT1.docx",
    "COM¹",
    "a.",
    "a ",
    "名" * 256,
)


@pytest.mark.parametrize("name", REFUSED)
def test_windows_refuses(name: str) -> None:
    assert EMULATION.refusal(name)


@pytest.mark.parametrize("name", ["客戶名單【收197·待改3】.xlsx", "console.xlsx", ".archive", "a.b.c", "名" * 255])
def test_windows_takes(name: str) -> None:
    assert EMULATION.refusal(name) == ""


@pytest.mark.parametrize("name", [*REFUSED, "..", "/etc/passwd", "a\u202eb", "名單" * 200])
def test_what_we_make_of_a_name_is_taken(name: str) -> None:
    assert EMULATION.refusal(safe_name(name, ".xlsx")) == ""


def test_a_name_that_differs_in_case_only_clashes(tmp_path: Path) -> None:
    (tmp_path / "ABC").mkdir()
    with pytest.raises(OSError, match="ABC in other letters"):
        EMULATION.look("os.mkdir", (str(tmp_path / "abc"), 0o777, -1))
    EMULATION.look("os.mkdir", (str(tmp_path / "ABC"), 0o777, -1))
    EMULATION.look("open", (str(tmp_path / "con"), "r", 0))
    with pytest.raises(OSError, match="device"):
        EMULATION.look("open", (str(tmp_path / "con"), "w", 0))
