"""What the ledger refuses and a job must answer: typed, so that a job can catch exactly that.

LedgerError
├── Conflict     somebody recorded the same rows or took the same number meanwhile: evaluate again
├── LeaseLost    another worker has taken the submission over: stop, touch nothing more
└── WrongStep    the journal does not allow this change of state
"""

from toolkit.errors import LedgerError


class Conflict(LedgerError):
    """Evaluated on a snapshot that is no longer true; ``data['what']`` names a few of the keys."""


class LeaseLost(LedgerError):
    """The submission is another worker's now (its epoch has moved on)."""


class WrongStep(LedgerError):
    """The journal does not know a transition from the state a submission is in to the one asked for."""
