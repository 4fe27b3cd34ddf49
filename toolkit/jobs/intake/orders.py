"""Make what commits promised: Word documents and lists, each exactly once, after the receipt is out.

An order stays open until its document is registered, so a crash forgets none; bytes are deterministic, so
doing one again publishes nothing twice. A document equal to its last version is not made anew.
"""

import logging
from collections.abc import Callable, Iterable

from toolkit.folders.owner import one_at_a_time
from toolkit.jobs.intake.left_over import take_back
from toolkit.jobs.intake.maker import Maker
from toolkit.jobs.intake.void import set_void_aside
from toolkit.jobs.service import Service
from toolkit.ledger.refusals import LeaseLost
from toolkit.ledger.registers import Promised

log = logging.getLogger(__name__)

AT_ONCE = 100


def make_promised(service: Service, until: Callable[[], bool] = lambda: False) -> int:
    """Make every open order, oldest first, until none is left or ``until()``; how many were made.

    What cannot be made (a broken template) is logged, told in ``status``, and tried again next time. Where
    another machine is making them, nothing is left to do here.
    """
    return make_in_turn(service, until) or 0


def make_in_turn(service: Service, until: Callable[[], bool] = lambda: False) -> int | None:
    """The same; None where it is another machine's turn, so that one can wait for it."""
    turn = service.ledger.makers_turn(service.workspace.settings.lease)
    with one_at_a_time(service.workspace.service, "making"), turn as pulse:
        try:
            if not pulse:
                return None
            take_back(service, pulse)
            return _make_all(Maker(service, pulse), until)
        except LeaseLost as lost:
            log.warning("no more orders are made here now: %s", lost)
            return 0


def _make_all(maker: Maker, until: Callable[[], bool]) -> int:
    made, failed, service = 0, set[int](), maker.service
    while not until():
        batch = [one for one in service.ledger.promised(AT_ONCE + len(failed)) if one.id not in failed]
        if not batch:
            break
        for submission, orders in _by_submission(batch):
            bad = maker.make(submission, orders)
            failed |= bad
            made += len(orders) - len(bad)
    set_void_aside(service)
    return made


def _by_submission(batch: Iterable[Promised]) -> list[tuple[str, list[Promised]]]:
    grouped: dict[str, list[Promised]] = {}
    for one in batch:
        grouped.setdefault(one.submission, []).append(one)
    return list(grouped.items())
