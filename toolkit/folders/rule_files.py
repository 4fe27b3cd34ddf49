"""The rule book as files: what lies in ``manual``, whether it changed, and the last texts that could be used."""

import contextlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from toolkit.errors import RuleBookError
from toolkit.folders.shipped import is_newer, shipped

GOOD = "rules.good.json"
"""In the service's own folder: the texts of the last rule book that could be used."""

HAD = "rules.files.json"
"""In the service's own folder: the names of the rule files that the workspace has had."""

Signature = tuple[tuple[str, int, int], ...]


def rule_texts(manual: Path, had: Collection[str] = ()) -> dict[str, str]:
    """File name → text of every rule file; a file that the workspace never had is the shipped one.

    Raises RuleBookError, with the line, for a file that was saved in another encoding than UTF-8, and for one
    of ``had`` (``had_files``) that is gone or whose place a folder has taken: the office's own rules are not
    exchanged for those of the factory.
    """
    own = _files(manual)
    for one in sorted(manual.glob("*.yaml")) if manual.is_dir() else ():
        if one.is_dir():
            raise RuleBookError("rulebook.no_file", file=one.name, line=1, key=one.name)
    gone = sorted(_files(shipped("manual")).keys() & set(had) - own.keys())
    if gone:
        raise RuleBookError("rulebook.file_missing", file=gone[0], line=1, key=gone[0])
    return {name: _text(file) for name, file in (_files(shipped("manual")) | own).items()}


def _files(folder: Path) -> dict[str, Path]:
    found = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    return {file.name: file for file in found if file.is_file() and not is_newer(file)}


def remember_files(service: Path, manual: Path) -> None:
    """Remember which rule files lie in ``manual``, besides those remembered before."""
    had = had_files(service)
    now = had | _files(manual).keys()
    if now != had:
        service.mkdir(parents=True, exist_ok=True)
        _write(service / HAD, json.dumps(sorted(now), ensure_ascii=False))


def had_files(service: Path) -> frozenset[str]:
    """The names of the rule files that the workspace has had; none where nothing is remembered."""
    with contextlib.suppress(OSError, ValueError):
        return frozenset(json.loads((service / HAD).read_text(encoding="utf-8")))
    return frozenset()


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
    _write(file, told)


def _write(file: Path, told: str) -> None:
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
