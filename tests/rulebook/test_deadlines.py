"""First contact has one limit: the process's; this file's own only where the process has no such step."""

from pathlib import Path

import pytest

from toolkit.errors import RuleBookError
from toolkit.rulebook.rulebook import parse

MANUAL = Path(__file__).resolve().parents[2] / "manual"
STEP = "limit: {event: registered, days: 2, "
OWN = "\nfirst_contact_working_days: {}\n"


def texts(step: str = STEP, own: str = "") -> dict[str, str]:
    """The shipped rule book with another limit of first contact, or one typed a second time."""
    found = {path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")}
    assert found["process.yaml"].count(STEP) == 1
    found["process.yaml"] = found["process.yaml"].replace(STEP, step)
    found["deadlines.yaml"] += own
    return found


@pytest.mark.parametrize(
    ("step", "own", "days"),
    [
        (STEP, "", 2),
        ("limit: {event: registered, days: 1, ", "", 1),
        ("limit: {event: registered, days: 5, ", OWN.format(5), 5),
        ("limit: {event: listed, days: 1, ", OWN.format(4), 4),
        ("limit: {event: listed, days: 1, ", "", 2),
    ],
)
def test_the_limit_of_first_contact_is_the_processs(step: str, own: str, days: int) -> None:
    assert parse(texts(step, own)).deadlines.first_contact_working_days == days


def test_another_limit_typed_here_is_refused_where_it_stands() -> None:
    with pytest.raises(RuleBookError) as caught:
        parse(texts(own=OWN.format(3)))
    found = caught.value
    assert found.code == "rulebook.first_contact_twice"
    assert (found.data["file"], found.data["key"]) == ("deadlines.yaml", "first_contact_working_days")
    assert (found.data["value"], found.data["days"]) == (3, 2)
