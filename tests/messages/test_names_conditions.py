"""Every condition that a gate may name has a name that readers know."""

from toolkit.messages.names_conditions import CONDITION_NAMES
from toolkit.stages.workflow import CONDITIONS


def test_every_condition_is_called_something_in_both_languages() -> None:
    assert set(CONDITION_NAMES) == set(CONDITIONS)
    assert all(zh and en and zh != en for zh, en in CONDITION_NAMES.values())
