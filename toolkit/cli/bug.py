"""What happens to a bug: its traceback goes into a log in the service's own folder, never onto the screen."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

import platformdirs


def write_log(error: Exception) -> Path:
    """Write the traceback of ``error`` and return the log's path."""
    folder = Path(platformdirs.user_log_dir("toolkit", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"bug-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.log"
    file.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return file
