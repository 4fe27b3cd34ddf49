"""Where filled documents were put, so that one can be found again by its number: no ledger knows them."""

from collections.abc import Iterator
from pathlib import Path

from toolkit.documents.origin import origin_of
from toolkit.jobs.fill.work import NUMBERS
from toolkit.jobs.service import Service
from toolkit.messages.names_templates import FILLED

_MOST = 50_000
"""So many documents are looked into at most."""


def remember(service: Service, folder: Path) -> None:
    """Note in the service's own folder that documents are put into ``folder``."""
    folder = folder.resolve()
    notes = _notes(service)
    if str(folder) not in _noted(service):
        notes.parent.mkdir(parents=True, exist_ok=True)
        with notes.open("a", encoding="utf-8") as file:
            file.write(f"{folder}\n")


def shelves(service: Service) -> tuple[Path, ...]:
    """The folders that filled documents were put into, the latest first, and the usual one."""
    usual = service.workspace.reports / FILLED.say(service.workspace.settings.language)
    return (*(Path(line) for line in reversed(_noted(service))), usual)


def is_number(what: str) -> bool:
    """Whether ``what`` is the number of a filled document."""
    return what.upper().startswith(f"{NUMBERS}-")


def found(service: Service, number: str) -> Path | None:
    """The filled document with this number; None where it lies in none of the ``shelves``."""
    wanted = number.upper()
    for count, path in enumerate(_documents(service)):
        if count >= _MOST:
            return None
        origin = origin_of(path.read_bytes())
        if origin and origin.number == wanted:
            return path
    return None


def _documents(service: Service) -> Iterator[Path]:
    seen: set[Path] = set()
    for shelf in shelves(service):
        for path in sorted(shelf.rglob("*.docx")):
            if path not in seen and not path.name.startswith((".", "~")):
                seen.add(path)
                yield path


def _notes(service: Service) -> Path:
    return service.workspace.service / "filled-folders.txt"


def _noted(service: Service) -> list[str]:
    notes = _notes(service)
    return notes.read_text(encoding="utf-8").splitlines() if notes.is_file() else []
