"""On which page of the printed handbook each stage begins, kept from its layout for who refers to it."""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path


def keep_pages(folder: Path, language: str, pages: Mapping[str, int]) -> None:
    """Keep the pages of an edition in the service's own ``folder``: stage key → page."""
    folder.mkdir(parents=True, exist_ok=True)
    _file(folder, language).write_text(json.dumps(dict(pages)), encoding="ascii")


def known_pages(folder: Path, language: str) -> dict[str, int]:
    """The pages as they were kept; nothing where no layout was made."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        found = json.loads(_file(folder, language).read_text(encoding="ascii"))
        return {str(key): int(page) for key, page in found.items()}
    return {}


def _file(folder: Path, language: str) -> Path:
    return folder / f"handbook.pages.{language}.json"
