"""The second opinion: where calamine and the scan count differently, each cell in question is read again.

Blank texts explain nearly all differences (a shared string of ``""``); any other is a finding, not a result.
"""

import re
from collections import Counter

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate, Value, address
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.package import Package
from toolkit.sheets.read.parts import Contents, texts
from toolkit.sheets.read.scan import SheetScan, column_number, plain_cells
from toolkit.sheets.read.values import Rows

_CELL = re.compile(rb"<c r=\"([A-Z]+)([0-9]+)\"([^>]*)>(.*?)</c>", re.DOTALL)
_STORED = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_INLINE = re.compile(rb"<t(?:\s[^>]*)?>([^<]*)</t>")
_SHARED = re.compile(rb"\st\s*=\s*\"s\"")


def agree(rows: Rows, scan: SheetScan, package: Package, about: Contents, sheet: str) -> None:
    """Raise ``Unreadable`` (``file.readers_disagree``) unless both readers found the same cells filled."""
    if sum(len(row) - row.count("") for row in rows) + len(scan.facts.errors) == scan.valued:
        return
    first = {
        (row, column)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if not _blank(value)
    }
    cells = plain_cells(package.read(about.sheets[sheet].part))
    second, twice = _filled(cells, package, about)
    second -= scan.facts.errors.keys()
    if odd := sorted((first ^ second) | twice):
        raise Unreadable(
            codes.READERS_DISAGREE.code,
            sheet=sheet,
            first=len(first),
            second=len(second) + len(twice),
            cell=address(*odd[0]),
        )


def _blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _filled(cells: bytes, package: Package, about: Contents) -> tuple[set[Coordinate], set[Coordinate]]:
    """The places of the cells in which more than blanks are stored, and those that are stored twice."""
    shared = shared_texts(package, about.strings)
    places = Counter(
        (int(digits), column_number(letters))
        for letters, digits, attributes, content in _CELL.findall(_closed(cells))
        if _text(attributes, content, shared).strip()
    )
    return set(places), {place for place, times in places.items() if times > 1}


def _closed(cells: bytes) -> bytes:
    """Take out empty cells, whose tags close themselves: the expression above must not run past one."""
    return re.sub(rb"<c [^>]*/>", b"", cells)


def _text(attributes: bytes, content: bytes, shared: list[str]) -> str:
    stored = b"".join(_STORED.findall(content)).strip()
    if _SHARED.search(attributes):
        known = stored.isdigit() and int(stored) < len(shared)
        return shared[int(stored)] if known else "?"
    return (stored or b"".join(_INLINE.findall(content))).decode("utf-8", "replace")


def shared_texts(package: Package, part: str) -> list[str]:
    """The shared strings, without phonetic runs."""
    root = package.tree(part) if part else None
    return [] if root is None else ["".join(texts(one)) for one in root.iterfind("{*}si")]
