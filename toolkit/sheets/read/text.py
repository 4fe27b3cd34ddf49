"""Text files: which encoding, which delimiter; every field stays the text that stands there."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.errors import Unreadable
from toolkit.forms.table import Sheet, Workbook
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.sniff import MARKS, utf16_without_mark

HeadingScore = Callable[[Sheet], float]

DELIMITERS = ",\t;|"
MOST_BYTES = 1 << 27
_MOST_FIELD = 1 << 20
_HINT = "sep="


@dataclass(frozen=True, slots=True)
class Decoding:
    """One way to read the bytes: the encoding's name, the text, and how plausible it looks (0 to 1)."""

    encoding: str
    text: str
    plausible: float


def read_text(content: bytes, name: str, heading_score: HeadingScore | None) -> Workbook:
    """Return a text file as a workbook of one sheet called ``name``; ``encodings`` has the best first.

    Big5 bytes decode as gb18030 without an error and the other way round, so the headings decide
    (``heading_score``), and only then how usual the characters are.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(codes.TOO_BIG.code)
    ways = [(way, _sheet(way.text, name)) for way in decodings(content)]
    if not ways:
        raise Unreadable(codes.ENCODING.code)
    scores = [(heading_score(sheet) if heading_score else 0.0, way.plausible) for way, sheet in ways]
    order = sorted(range(len(ways)), key=lambda at: scores[at], reverse=True)
    return Workbook(
        sheets=(ways[order[0]][1],),
        kind="csv",
        properties={},
        patchable=False,
        unpatchable_reason=codes.FRESH_FORMAT.code,
        encodings=tuple(ways[at][0].encoding for at in order),
    )


def decodings(content: bytes) -> list[Decoding]:
    """Every encoding in which ``content`` decodes without an error; one only where that is certain."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding, 1.0)
    if guess := utf16_without_mark(content[:65536]):
        return _decoded(content, guess, 1.0)
    certain = _decoded(content, "utf-8", 1.0)
    return certain or [
        *_decoded(content, "gb18030", _usual(content, 0xB0, 0xD7)),
        *_big5(content, _usual(content, 0xA4, 0xC6)),
    ]


def _big5(content: bytes, plausible: float) -> list[Decoding]:
    """Taiwan's variant, or Hong Kong's where its extra characters stand."""
    return _decoded(content, "cp950", plausible) or _decoded(content, "big5hkscs", plausible)


def _decoded(content: bytes, encoding: str, plausible: float) -> list[Decoding]:
    try:
        return [Decoding(encoding, content.decode(encoding), plausible)]
    except UnicodeDecodeError:
        return []


def _usual(content: bytes, first: int, last: int) -> float:
    """The share of two-byte characters whose lead byte lies in the block of the common ideographs.

    GB 2312 level 1 is 0xB0–0xD7, Big5 level 1 is 0xA4–0xC6.
    """
    leads: Counter[int] = Counter()
    sample, at = content[:200_000], 0
    while at < len(sample):
        if sample[at] < 0x80:
            at += 1
            continue
        leads[sample[at]] += 1
        at += 2
    return sum(n for lead, n in leads.items() if first <= lead <= last) / max(1, leads.total())


def _sheet(text: str, name: str) -> Sheet:
    body = text.replace("\0", "")
    delimiter = ""
    if body[:4].casefold() == _HINT and len(body) > 5:
        delimiter, body = body[4], body.partition("\n")[2]
    mark = delimiter or _delimiter(body)
    rows = _unwrapped(_records(body, mark), mark)
    return Sheet(name=name, rows=rows, formats={}, errors={}, comments={})


def _records(body: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_MOST_FIELD)
    try:
        return list(csv.reader(io.StringIO(body, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Unreadable(codes.DAMAGED.code) from None


def _unwrapped(rows: list[list[str]], delimiter: str) -> list[list[str]]:
    """Rows that some export put into quotes as a whole: taken apart where that gives as many fields as the others."""
    if not any(len(row) == 1 and delimiter in row[0] for row in rows):
        return rows
    width = Counter(map(len, rows)).most_common(1)[0][0]
    return [_apart(row, delimiter, width) if len(row) == 1 and delimiter in row[0] else row for row in rows]


def _apart(row: list[str], delimiter: str, width: int) -> list[str]:
    parted = _records(row[0], delimiter)
    return parted[0] if width > 1 and len(parted) == 1 and len(parted[0]) == width else row


def _delimiter(body: str) -> str:
    """The delimiter by which most of the first records get the same number, above one, of fields."""
    sample = "".join(body[:200_000].splitlines(keepends=True)[:60])
    return max(DELIMITERS, key=lambda mark: _regularity(_records(sample, mark)))


def _regularity(records: Sequence[Sequence[str]]) -> float:
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0.0
    width, times = widths.most_common(1)[0]
    return times / len(records) * (2 - 1 / width)
