"""The shipped files of ``manual/`` as texts; a test changes one of them and looks at what happens."""

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.errors import RuleBookError
from toolkit.rulebook.rulebook import RuleBook, parse

MANUAL = Path(__file__).resolve().parents[2] / "manual"


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """File name → text, as shipped."""
    return {path.name: path.read_text(encoding="utf-8") for path in MANUAL.glob("*.yaml")}


@pytest.fixture(scope="session")
def rules(texts: dict[str, str]) -> RuleBook:
    """The rule book as shipped."""
    return parse(texts)


@pytest.fixture
def broken(texts: dict[str, str]) -> Callable[[str, str, str], RuleBookError]:
    """Replace one piece of a shipped file and return the error that parsing then raises."""

    def change(file: str, old: str, new: str) -> RuleBookError:
        assert texts[file].count(old) >= 1, f"{old!r} is not in {file}"
        with pytest.raises(RuleBookError) as caught:
            parse({**texts, file: texts[file].replace(old, new, 1)})
        return caught.value

    return change
