"""The kept issues of the rule book: each compared with the one before it, and what was typed of it then. Pure."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from toolkit.errors import RuleBookError
from toolkit.rulebook.process import FILE, Process, Revision
from toolkit.rulebook.process_read import read_process
from toolkit.rulebook.revision import Issue, changes
from toolkit.stages.catalogue import FORMS
from toolkit.stages.handbook.speech import Speech


class Kept(Protocol):
    """An issue as it was kept whole."""

    @property
    def no(self) -> int:
        """Its running number."""

    @property
    def version(self) -> str:
        """The version of the process then."""

    @property
    def texts(self) -> Mapping[str, str]:
        """File name → text."""

    @property
    def forms(self) -> Mapping[str, Any]:
        """Form → its title and columns."""


K = TypeVar("K", bound=Kept)


def compared(issues: Sequence[K], speech: Speech) -> list[tuple[K, tuple[str, ...]]]:
    """Each issue with what changed since the one before it, oldest first."""
    english = speech.english
    names = {**speech.names, **{form.title: form.en for form in FORMS}}
    pairs = zip([None, *issues], issues, strict=False)
    return [(now, changes(_issue(was), _issue(now), english=english, names=names) if was else ()) for was, now in pairs]


def _issue(kept: Kept) -> Issue:
    forms = {
        name: (title, {key: (head, needed) for key, (head, needed) in columns.items()})
        for name, (title, columns) in kept.forms.items()
    }
    return Issue(kept.texts, forms)


def typed_then(issues: Iterable[Kept]) -> dict[int, Revision]:
    """Issue → what its own ``process.yaml`` says of its version; nothing of one that cannot be read any more."""
    known = {issue.no: (issue.version, process) for issue in issues if (process := _process(issue))}
    return {no: one for no, (version, process) in known.items() for one in process.revisions if one.version == version}


def processes(issues: Iterable[Kept]) -> list[Process]:
    """The process of every issue that can still be read."""
    return [process for process in map(_process, issues) if process]


def _process(issue: Kept) -> Process | None:
    with contextlib.suppress(KeyError, RuleBookError):
        return read_process(issue.texts[FILE])
    return None
