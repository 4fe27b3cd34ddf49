"""What happens to a bug: its traceback goes into a log in the service's own folder, never onto the screen."""

from datetime import UTC, datetime
from pathlib import Path

import platformdirs


def write_log(error: Exception) -> Path:
    """Write where and as what ``error`` was raised, without its words (they may quote a cell); the log's path."""
    from toolkit.jobs.logs import impersonal_trace

    folder = Path(platformdirs.user_log_dir("toolkit", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"bug-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.log"
    file.write_text(impersonal_trace(error) + "\n", encoding="utf-8")
    return file
