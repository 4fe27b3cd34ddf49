"""The service's log: in its own folder, rotated by size, for people or as JSON lines for programs.

It names submissions, kinds of errors and places in our own code, never a value of a sheet nor the name of a
file or folder: those name people, and a log is kept where nobody looks for them (``erase`` need not reach it).
"""

import errno
import json
import logging
import os
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from toolkit.errors import ToolkitError
from toolkit.folders.workspace import Workspace

FOLDER, FILE = "logs", "toolkit.log"
KEPT = 5
"""Older files that are kept beside the current one."""
HIDDEN = "‹…›"
_PLAIN = re.compile(r"\d{6}-[0-9a-z]{6} | [A-Z]{2}-\d{8}-\d{4} | [a-z_]{1,20} | [0-9a-f]{12,64}", re.VERBOSE)
"""What may stand in a log as it is: ids of submissions and documents, words of our own, hashes."""
_SYSTEM = frozenset(map(os.strerror, errno.errorcode))
_REASON = re.compile(r"[A-Za-z ,;()'-]{1,80}")
"""The reason that a database or a system gives, as long as it holds no number, address or other writing."""
_RULES = re.compile(r"[a-z_]+\.yaml")


class Impersonal(logging.Formatter):
    """One line a record, without what could name a person."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record, and where in our code something was raised."""
        lines = [self.formatTime(record), f"{record.levelname:<7}", f"{record.name}  {impersonal_message(record)}"]
        trace = impersonal_trace(record.exc_info[1]) if record.exc_info and record.exc_info[1] else ""
        return " ".join(lines) + (f"\n{trace}" if trace else "")


class JsonLines(logging.Formatter):
    """One JSON object a line: at (UTC), level, logger, message, and trace where something was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": impersonal_message(record),
        }
        if record.exc_info and record.exc_info[1]:
            told["trace"] = impersonal_trace(record.exc_info[1])
        return json.dumps(told, ensure_ascii=False)


def impersonal_message(record: logging.LogRecord) -> str:
    """The message with each argument as a log may hold it."""
    arguments = record.args
    if isinstance(arguments, tuple):
        return record.msg % tuple(map(_impersonal, arguments)) if arguments else str(record.msg)
    return str(record.msg)


def impersonal_trace(error: BaseException) -> str:
    """Where ``error`` was raised and of which kind it and its causes are; its words may quote a cell."""
    return "\n".join(_told(error, set()))


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _told(before, seen)
    yield from (line.rstrip("\n") for line in traceback.format_tb(error.__traceback__))
    yield f"{type(error).__name__}: {_impersonal(error)}"


def _impersonal(value: Any) -> Any:
    if isinstance(value, bool | int | float | datetime):
        return value
    if isinstance(value, ToolkitError):
        told = ", ".join(f"{name}={_datum(name, one)}" for name, one in value.data.items())
        return f"{value.code}({told})"
    if isinstance(value, OSError):
        return value.strerror if value.strerror in _SYSTEM else HIDDEN
    text = str(value)
    return text if _PLAIN.fullmatch(text) or text in _SYSTEM else HIDDEN


def _datum(name: str, value: object) -> object:
    text = str(value)
    allowed = {"reason": _REASON, "kind": _REASON, "file": _RULES}.get(name)
    return value if allowed and allowed.fullmatch(text) else _impersonal(value)


def log_file(workspace: Workspace) -> Path:
    """The current log."""
    return workspace.service / FOLDER / FILE


def set_up(workspace: Workspace) -> logging.Handler:
    """Log what our own code tells from INFO on; the handler, for the caller to remove at its end."""
    settings, file = workspace.settings, log_file(workspace)
    file.parent.mkdir(parents=True, exist_ok=True)
    most = settings.log_size * 1_000_000
    handler = RotatingFileHandler(file, maxBytes=most, backupCount=KEPT, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(JsonLines() if settings.log_format == "json" else Impersonal())
    ours = logging.getLogger("toolkit")
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    return handler
