"""Checks of ``process.yaml``: who must agree to a contract, who does what, and what things are called."""

import re
from collections.abc import Iterable, Iterator

from toolkit.messages.names import names
from toolkit.messages.script import fold
from toolkit.rulebook.process import Process
from toolkit.rulebook.yaml import Item

_INTERNAL = frozenset(fold(names(language).internal) for language in ("zh-Hant", "en"))
_KEY = re.compile(r"[^\W_][\w-]{0,39}")
LONGEST = 40
"""So many characters of a title fit a box of the flow chart and a heading of the handbook."""


def check_reviewers(process: Process, top: Item) -> None:
    """Somebody must agree to a contract; each department once, of the company, with an internal folder of its own."""
    item = top.child("reviewers")
    if not process.reviewers:
        raise item.wrong("rulebook.no_reviewers")
    for at, reviewer in zip(item.sequence(), process.reviewers, strict=True):
        if process.roles[reviewer.role].external:
            raise at.child("role").wrong("rulebook.reviewer_outside", value=process.roles[reviewer.role].title)
        _inside(at.child("folder"))
    for name in ("department", "folder"):
        _once((at.child(name) for at in item.sequence()), "rulebook.reviewer_twice")


def _inside(item: Item) -> None:
    """A folder below the internal one of the inbox: nobody else may drop there, and nothing lies outside of it."""
    typed = item.text().replace("\\", "/")
    head, *parts = typed.rstrip("/").split("/")
    if fold(head) not in _INTERNAL or not parts or any(part.strip() in ("", ".", "..") for part in parts):
        raise item.wrong("rulebook.reviewer_folder", value=item.text())


def check_duties_once(top: Item) -> None:
    """No role stands twice in one step, but for who carries it out and answers for it (R/A)."""
    for item in _steps(top):
        seen: dict[str, str] = {}
        for letter, name in (("R", "responsible"), ("C", "consulted"), ("I", "informed"), ("A", "accountable")):
            for one in _texts(item.get(name)):
                first = seen.get(one.text(), "")
                if first and (first, letter) != ("R", "A"):
                    raise one.wrong("rulebook.duty_twice", value=one.text(), first=first, second=letter)
                seen[one.text()] = letter


def check_titles(top: Item) -> None:
    """Keys are one plain word; titles are short, and no two roles, stages or steps are called the same."""
    roles = top.child("roles").mapping()
    for key, item in roles.items():
        if not _KEY.fullmatch(key):
            raise item.wrong("rulebook.key_shape", value=key)
    stages = top.child("stages").sequence()
    named = [*stages, *_steps(top), *_all(top, "gates"), *_all(top, "branches")]
    for item in named:
        if not _KEY.fullmatch(item.child("key").text()):
            raise item.child("key").wrong("rulebook.key_shape", value=item.child("key").text())
    for group in (list(roles.values()), stages, list(_steps(top))):
        for item in group:
            if len(item.child("title").text()) > LONGEST:
                value = f"{item.child('title').text()[:12]}…"
                raise item.child("title").wrong("rulebook.title_long", value=value, longest=LONGEST)
        _once((item.child("title") for item in group), "rulebook.title_twice")


def _once(items: Iterable[Item], code: str) -> None:
    seen: dict[str, int] = {}
    for item in items:
        value = fold(item.text()).strip("/")
        if value in seen:
            raise item.wrong(code, value=item.text(), first=seen[value])
        seen[value] = item.line


def _steps(top: Item) -> Iterator[Item]:
    for stage in top.child("stages").sequence():
        yield from stage.child("steps").sequence()


def _all(top: Item, name: str) -> tuple[Item, ...]:
    found = top.get(name)
    return found.sequence() if found else ()


def _texts(item: Item | None) -> tuple[Item, ...]:
    if item is None:
        return ()
    return item.sequence() if item.is_sequence else (item,)
