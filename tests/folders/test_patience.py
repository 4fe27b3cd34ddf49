"""What passes by itself is asked again at once; what does not is told at once."""

import errno

import pytest

from toolkit.folders.patience import TIMES, outage, patiently, try_again_in


def failing(number: int, times: int) -> tuple[list[int], object]:
    asked: list[int] = []

    def action() -> str:
        asked.append(1)
        if len(asked) <= times:
            raise OSError(number, "no")
        return "done"

    return asked, action


@pytest.mark.parametrize("number", [errno.EACCES, errno.EBUSY, errno.ESTALE])
def test_what_passes_is_asked_again(number: int) -> None:
    asked, action = failing(number, 2)
    waits: list[float] = []
    assert patiently(action, waits.append) == "done"
    assert (len(asked), waits) == (3, [0.05, 0.1])


@pytest.mark.parametrize(("number", "times"), [(errno.ENOSPC, 1), (errno.EIO, 1), (errno.EBUSY, TIMES)])
def test_what_does_not_pass_is_told(number: int, times: int) -> None:
    asked, action = failing(number, 99)
    with pytest.raises(OSError, match="no"):
        patiently(action, lambda _: None)
    assert len(asked) == times


@pytest.mark.parametrize(
    ("code", "seconds"), [("folders.full", 60), ("ledger.full", 60), ("folders.busy", 5), ("ledger.away", 15)]
)
def test_each_kind_of_trouble_has_its_time(code: str, seconds: float) -> None:
    assert try_again_in(code) == seconds


@pytest.mark.parametrize(
    ("number", "blameless"),
    [
        *((errno.ENOSPC, True), (errno.EROFS, True), (errno.EIO, True), (errno.EMFILE, True), (errno.EBUSY, True)),
        *((errno.ENAMETOOLONG, False), (errno.EISDIR, False), (errno.EINVAL, False)),
    ],
)
def test_what_the_machine_refuses_is_no_fault_of_a_file(number: int, *, blameless: bool) -> None:
    assert outage(OSError(number, "no")) is blameless
