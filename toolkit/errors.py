"""What the admin must mend, as one tree of exceptions; every error says what is wrong and what to do.

    ToolkitError                 3  the admin must act
    ├── UsageError               2  the command was called wrongly
    ├── WorkspaceError           3  no workspace, not writable, owned by another machine
    ├── SettingsError            3  toolkit.toml cannot be read or holds a value out of range
    ├── RuleBookError            3  a file in manual/ cannot be read (carries file, line, key)
    ├── LedgerError              3  the database is missing, damaged, locked or in the wrong place
    ├── ShareError               3  a shared folder is away, full or behaves wrongly
    ├── TemplateError            3  a Word template cannot be compiled (carries the place)
    │   └── TemplateRefused      3  a Word template holds something that is forbidden
    ├── RenderError              3  a compiled template cannot be filled with this data
    │   └── FinalRefused         3  a final copy lacks values or the release by counsel
    ├── Unreadable               3  a dropped file cannot be read at all (carries the reason's code)
    └── ProgramMissing           3  LibreOffice, PostgreSQL … is needed and was not found

What the person who filled in a sheet can mend is not an exception: it is a ``Finding``
(``toolkit.messages.finding``). Anything outside this tree is a bug: exit code 70.

An error carries a stable ``code`` and the ``data`` of its sentence; the sentence itself stands in
``toolkit.messages.errors`` in every language (a test binds the two).
"""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """Exit codes of the command line (design section 8)."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    ADMIN = 3
    BUG = 70


class ToolkitError(Exception):
    """Something the admin must mend; ``code`` names the sentence in ``messages.errors``."""

    exit_code: ClassVar[ExitCode] = ExitCode.ADMIN

    def __init__(self, code: str, **data: object) -> None:
        """Keep the stable code and the values its sentence names."""
        self.code = code
        self.data = data
        super().__init__(code, data)

    def __str__(self) -> str:
        """Code and data, for logs; people read ``messages.errors.sentence``."""
        shown = ", ".join(f"{name}={value!r}" for name, value in self.data.items())
        return f"{self.code}({shown})"

    def __reduce__(self) -> tuple[object, tuple[type["ToolkitError"], str, dict[str, object]]]:
        """Cross the border of a child process unharmed."""
        return _rebuild, (type(self), self.code, self.data)


def _rebuild(kind: type[ToolkitError], code: str, data: dict[str, object]) -> ToolkitError:
    return kind(code, **data)


class UsageError(ToolkitError):
    """The command was called wrongly."""

    exit_code = ExitCode.USAGE


class WorkspaceError(ToolkitError):
    """The workspace is missing, not writable, or owned by another machine."""


class SettingsError(ToolkitError):
    """``toolkit.toml`` cannot be read, or holds a value out of range."""


class RuleBookError(ToolkitError):
    """A file in ``manual/`` cannot be used; ``data`` holds file, line and key."""


class LedgerError(ToolkitError):
    """The database is missing, damaged, locked or lies in the wrong place."""


class ShareError(ToolkitError):
    """A shared folder is away, full, or behaves wrongly."""


class TemplateError(ToolkitError):
    """A Word template cannot be compiled; ``data`` holds the place."""


class TemplateRefused(TemplateError):
    """A Word template holds something that is forbidden (code, macros, external parts)."""


class RenderError(ToolkitError):
    """A compiled template cannot be filled with this data."""


class FinalRefused(RenderError):
    """A final copy lacks values, or its template is not released; ``data`` lists what is missing."""


class Unreadable(ToolkitError):
    """A dropped file cannot be read at all; ``code`` is that of the finding the sender gets."""


class ProgramMissing(ToolkitError):
    """A program outside (LibreOffice, PostgreSQL) is needed and was not found."""
