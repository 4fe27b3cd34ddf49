"""The service's memory of what lies in the inbox and may never be taken; ``status`` shows it."""

import json
from collections.abc import Iterable
from pathlib import Path

FILE = "odd.json"


def odd_things(service: Path) -> set[str]:
    """The paths kept in the service's folder, relative to the inbox; none where nothing was kept."""
    try:
        return set(json.loads((service / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return set()


def keep_odd_things(service: Path, paths: Iterable[str]) -> None:
    """Keep ``paths`` in place of those before."""
    service.mkdir(parents=True, exist_ok=True)
    (service / FILE).write_text(json.dumps(sorted(paths), ensure_ascii=False), encoding="utf-8")
