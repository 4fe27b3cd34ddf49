"""What lies in the inbox and is never taken (links, devices, several names, too deep or hidden) is told.

So is a file that never stops changing.

Each gets a text in 退回 that says what is the matter and what to do, a line in the log, and stands in
``status`` until it has gone. It stays where it is: it may point at what is not the sender's to give.
"""

import logging
from collections.abc import Collection, Mapping
from pathlib import Path

from toolkit.errors import ShareError
from toolkit.folders.held import held_files, keep_held_files, owner_in
from toolkit.folders.names import safe_name
from toolkit.folders.odd import keep_odd_things, odd_things
from toolkit.jobs.service import Service
from toolkit.messages.catalogue import error_sentence

log = logging.getLogger(__name__)


def tell(service: Service, odd: Collection[str], restless: Collection[str] = ()) -> None:
    """Bring what is told up to date with ``odd`` things and ``restless`` files, by their paths in the inbox."""
    known, now = odd_things(service.workspace.service), {*odd, *restless}
    if now == known:
        return
    for path in sorted(now - known):
        log.warning("something is not taken, being no plain file or never done: status names it")
        _write(service, path, "folders.growing" if path in restless else _code(service, path))
    for path in known - now:
        _text_file(service, path).unlink(missing_ok=True)
    keep_odd_things(service.workspace.service, now)


def tell_held(service: Service, owners: Mapping[str, str]) -> None:
    """Remember which files wait because they are open on a desk, and on whose (path → its lock)."""
    known = held_files(service.workspace.service)
    if owners.keys() != known.keys():
        named = {path: known.get(path) or owner_in(service.workspace.inbox / lock) for path, lock in owners.items()}
        keep_held_files(service.workspace.service, named)


def _text_file(service: Service, path: str) -> Path:
    """Where the text about ``path`` lies; what was dropped among confidential sheets stays among them."""
    workspace = service.workspace
    internal = path.split("/", 1)[0] == workspace.names.internal
    top = workspace.internal / workspace.names.returned if internal else workspace.returned
    return top / safe_name(f"{path.replace('/', '_')}【{workspace.names.not_taken}】", ".txt")


def _write(service: Service, path: str, code: str) -> None:
    target = _text_file(service, path)
    error = ShareError(code, path=path)
    languages = dict.fromkeys((service.workspace.settings.language, "en"))
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = [error_sentence(error, language) for language in languages]
    target.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig", newline="")


def _code(service: Service, path: str) -> str:
    """What is odd about it: a dot hides it, a folder lies too deep, a file has several names, all else is no file."""
    found = service.workspace.inbox / path
    if found.is_symlink() or not (found.is_file() or found.is_dir()):
        return "folders.link"
    if found.name.startswith("."):
        return "folders.hidden"
    return "folders.too_deep" if found.is_dir() else "folders.many_names"
