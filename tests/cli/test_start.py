"""How fast the command line answers: help costs little more than the library that prints it."""

import resource
import subprocess
import sys
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
def test_help_costs_little_more_than_click() -> None:
    pairs = [(_seconds("-m", "toolkit", "--help"), _seconds("-c", "import click")) for _ in range(TURNS)]
    ours, bare = (median(times) for times in zip(*pairs, strict=True))
    print(f"\ntoolkit --help {ours * 1000:.0f} ms, import click {bare * 1000:.0f} ms: {ours / bare:.2f} times")
    assert ours <= AT_MOST * bare
