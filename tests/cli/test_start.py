"""How fast the command line answers: help costs little more than the library that prints it."""

import resource
import subprocess
import sys
from collections.abc import Callable
from statistics import median

import pytest

AT_MOST = 1.6
TURNS = 7


def _seconds(*command: str) -> float:
    """Processor time of one run: others on the machine hide nothing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run((sys.executable, *command), check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.benchmark
def test_help_costs_little_more_than_click(measured: Callable[..., None]) -> None:
    pairs = [(_seconds("-m", "toolkit", "--help"), _seconds("-c", "import click")) for _ in range(TURNS)]
    ours, bare = (median(times) for times in zip(*pairs, strict=True))
    told = f"{ours / bare:.1f}× ({AT_MOST})"
    measured("toolkit --help", f"{ours * 1000:.0f} ms", f"import click {bare * 1000:.0f} ms", told)
    assert ours <= AT_MOST * bare


def test_ctrl_c_before_our_first_line_ran_says_nothing_in_python() -> None:
    interrupted = (
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'toolkit.cli.main':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder())\n"
        "import toolkit.__main__\n"
    )
    ended = subprocess.run([sys.executable, "-c", interrupted], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
