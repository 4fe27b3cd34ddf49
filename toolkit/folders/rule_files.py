"""The rule book as files: what lies in ``manual``, whether it changed, and the last texts that could be used."""

import json
from collections.abc import Mapping
from pathlib import Path

from toolkit.errors import RuleBookError
from toolkit.folders.shipped import is_newer, shipped

GOOD = "rules.good.json"
"""In the service's own folder: the texts of the last rule book that could be used."""

Signature = tuple[tuple[str, int, int], ...]


def rule_texts(manual: Path) -> dict[str, str]:
    """File name → text of every rule file; a file absent from the workspace is the shipped one.

    Raises RuleBookError, with the line, for a file that was saved in another encoding than UTF-8.
    """
    texts: dict[str, str] = {}
    for folder in (shipped("manual"), manual):
        if folder.is_dir():
            files = (file for file in sorted(folder.glob("*.yaml")) if not is_newer(file))
            texts |= {file.name: _text(file) for file in files}
    return texts


def _text(file: Path) -> str:
    content = file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RuleBookError("rulebook.not_utf8", file=file.name, line=line, key=file.name) from None


def signature(manual: Path) -> Signature:
    """Name, size and time of every rule file: equal as long as nobody touched one (a look costs no reading)."""
    found = [(file.name, file.stat()) for file in sorted(manual.glob("*.yaml"))] if manual.is_dir() else []
    return tuple((name, seen.st_size, seen.st_mtime_ns) for name, seen in found)


def keep_good(service: Path, texts: Mapping[str, str]) -> None:
    """Remember texts that could be used, so that a restart with broken ones finds them."""
    service.mkdir(parents=True, exist_ok=True)
    told = json.dumps(dict(texts), ensure_ascii=False, sort_keys=True)
    file = service / GOOD
    if file.is_file() and file.read_text(encoding="utf-8") == told:
        return
    part = file.with_suffix(".part")
    part.write_text(told, encoding="utf-8")
    part.replace(file)


def last_good(service: Path) -> dict[str, str] | None:
    """The last texts that could be used; None where none are remembered."""
    file = service / GOOD
    try:
        known: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return known
