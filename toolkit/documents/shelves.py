"""Where filled documents were put, so that one can be found again by its number: no ledger knows them."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.documents.origin import origin_of

NUMBERS = "PL"
"""How the numbers of these documents begin (批)."""
NOTES = "filled-folders.txt"
"""The file, in the service's own folder, that names the folders they were put into."""
_MOST = 50_000
"""So many documents are looked into at most."""


def remember(notes: Path, folder: Path) -> None:
    """Note in the file ``notes`` that documents are put into ``folder``."""
    line = str(folder.resolve())
    if line not in _lines(notes):
        notes.parent.mkdir(parents=True, exist_ok=True)
        with notes.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")


def noted(notes: Path) -> tuple[Path, ...]:
    """The folders noted, the latest first."""
    return tuple(Path(line) for line in reversed(_lines(notes)))


def is_number(what: str) -> bool:
    """Whether ``what`` is the number of a filled document."""
    return what.upper().startswith(f"{NUMBERS}-")


def found(folders: Iterable[Path], number: str) -> Path | None:
    """The filled document with this number; None where it lies in none of ``folders``."""
    wanted = number.upper()
    for count, path in enumerate(_documents(folders)):
        if count >= _MOST:
            return None
        origin = origin_of(path.read_bytes())
        if origin and origin.number == wanted:
            return path
    return None


def _documents(folders: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for folder in folders:
        for path in sorted(folder.rglob("*.docx")):
            if path not in seen and not path.name.startswith((".", "~")):
                seen.add(path)
                yield path


def _lines(notes: Path) -> list[str]:
    return notes.read_text(encoding="utf-8").splitlines() if notes.is_file() else []
