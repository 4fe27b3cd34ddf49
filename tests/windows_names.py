"""``pytest -p tests.windows_names``: names as Windows takes them, refused by an audit hook in every process of ours.

Whatever a process creates must have a name that Windows allows: no ``< > : " | ? *`` and no control character,
no reserved device (CON, NUL, COM1 …), no dot or blank at the end, at most 255 UTF-16 units, and none that
differs from a neighbour's only in case. Only what lies below the tests' scratch folders is looked at.
"""

import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\\]')
DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
MADE = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1}
SCRATCH = os.path.realpath(tempfile.gettempdir())
VARIABLE = "TOOLKIT_TEST_WINDOWS_NAMES"


def refusal(name: str) -> str:
    """Why Windows would not take ``name``; "" where it would."""
    if FORBIDDEN.search(name):
        return "a character that Windows does not allow"
    if DEVICE.fullmatch(name.strip()):
        return "the name of a device"
    if name.endswith((".", " ")):
        return "a dot or a blank at the end"
    if len(name.encode("utf-16-le")) // 2 > 255:
        return "more than 255 units"
    return ""


def neighbour(path: Path) -> str:
    """A name beside ``path`` that differs from it only in case; "" where there is none."""
    try:
        beside = [one.name for one in path.parent.iterdir()]
    except OSError:
        return ""
    return next((one for one in beside if one != path.name and one.casefold() == path.name.casefold()), "")


def look(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook: raises OSError where Windows would."""
    if event == "open":
        path, mode, flags = arguments
        creates = (isinstance(mode, str) and set(mode) & set("wxa")) or (isinstance(flags, int) and flags & os.O_CREAT)
        if not creates:
            return
    elif event in MADE:
        path = arguments[MADE[event]]
    else:
        return
    if not isinstance(path, str | bytes | os.PathLike):
        return
    made = Path(os.fsdecode(path))
    if "pytest-of-" not in str(made) or not str(made).startswith(SCRATCH):
        return
    clash = "" if made.exists() else neighbour(made)
    why = refusal(made.name) or (f"{clash} in other letters" if clash else "")
    if why:
        raise OSError(22, f"Windows takes no such name: {why}", str(made))


def pytest_configure() -> None:
    """Watch this process; the children of a run are told by the environment (see ``tests/conftest.py``)."""
    sys.addaudithook(look)
