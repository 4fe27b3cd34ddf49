"""The service's log: in its own folder, rotated by size, for people or as JSON lines for programs.

It names submissions, files and errors, never a value of a sheet.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from toolkit.folders.workspace import Workspace

FOLDER, FILE = "logs", "toolkit.log"
KEPT = 5
"""Older files that are kept beside the current one."""


class JsonLines(logging.Formatter):
    """One JSON object a line: at (UTC), level, logger, message, and trace where something was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of one record."""
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            told["trace"] = "".join(traceback.format_exception(record.exc_info[1]))
        return json.dumps(told, ensure_ascii=False)


def log_file(workspace: Workspace) -> Path:
    """The current log."""
    return workspace.service / FOLDER / FILE


def set_up(workspace: Workspace) -> logging.Handler:
    """Log what our own code tells from INFO on; the handler, for the caller to remove at its end."""
    settings, file = workspace.settings, log_file(workspace)
    file.parent.mkdir(parents=True, exist_ok=True)
    most = settings.log_size * 1_000_000
    handler = RotatingFileHandler(file, maxBytes=most, backupCount=KEPT, encoding="utf-8", errors="backslashreplace")
    plain = logging.Formatter("%(asctime)s %(levelname)-7s %(name)s  %(message)s")
    handler.setFormatter(JsonLines() if settings.log_format == "json" else plain)
    ours = logging.getLogger("toolkit")
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    return handler
