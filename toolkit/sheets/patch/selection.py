"""Only one sheet may be selected: two selected sheets are a group, and typing goes into both."""

import re
from collections.abc import Iterable

from toolkit.sheets.patch.package import Package

_SELECTED = re.compile(rb"""(<(?:[\w.-]+:)?sheetView(?=\s)[^>]*?)\s+tabSelected\s*=\s*["'](?:1|true)["']""")
_WITHIN = 65_536
"""``sheetViews`` stands near the beginning of a part; no need to inflate the rest to look for it."""


def deselect(package: Package, parts: Iterable[str]) -> None:
    """Clear ``tabSelected`` in these sheets; parts without it stay untouched."""
    for part in parts:
        if _SELECTED.search(package.beginning(part, _WITHIN)):
            package.write(part, _SELECTED.sub(rb"\1", package.need(part), count=1))
