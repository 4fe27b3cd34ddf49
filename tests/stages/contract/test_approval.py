"""What the votes of the departments make of an unsigned contract."""

import pytest

from toolkit.stages.contract.approval import DRAFT, IN_REVIEW, TO_SIGN, Standing, Vote, state_of

AGREED, SENT_BACK, WAITING = Standing.AGREED, Standing.SENT_BACK, Standing.WAITING


@pytest.mark.parametrize(
    ("standings", "state"),
    [
        ((), DRAFT),
        ((WAITING, WAITING), DRAFT),
        ((AGREED, WAITING), IN_REVIEW),
        ((AGREED, SENT_BACK), DRAFT),
        ((AGREED, AGREED), TO_SIGN),
    ],
)
def test_the_state_of_a_contract(standings: tuple[Standing, ...], state: str) -> None:
    assert state_of([Vote(str(at), standing) for at, standing in enumerate(standings)]) == state
