"""Whose word a sheet carries, whatever the office calls its internal folder."""

import pytest

from toolkit.rulebook.process import Reviewer
from toolkit.stages.contract.consent import came_from
from toolkit.stages.restricted import below, place

COUNSEL = Reviewer("法務部", "counsel", "內部/會簽/法務部", ())


@pytest.mark.parametrize(
    ("authority", "own"),
    [
        ("內部/會簽/法務部", True),
        ("Internal/會簽/法務部", True),
        ("内部/会签/法务部", True),
        ("內部\\會簽\\法務部", True),
        ("內部/會簽/財務部", False),
        ("內部/會簽/法務部/舊", False),
        ("內部", False),
        ("", False),
    ],
)
def test_a_department_speaks_from_its_own_folder(authority: str, *, own: bool) -> None:
    assert came_from(COUNSEL, authority) is own


def test_what_lies_in_a_departments_folder_is_the_departments() -> None:
    assert below(place("Internal/會簽/財務部/附件"), place("內部/會簽/財務部"))
    assert not below(place("內部/會簽"), place("內部/會簽/財務部"))
