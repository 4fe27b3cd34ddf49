"""What a worker does, here or on another machine: fill one template with a handful of rows.

This module imports the Word engine and nothing of the ledger: a remote worker needs no more.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

from toolkit.documents import compile_template
from toolkit.documents.compile.archive import Compression
from toolkit.documents.compile.template import Template
from toolkit.documents.origin import Origin, digest_of
from toolkit.documents.shelves import NUMBERS
from toolkit.documents.values import Extras
from toolkit.errors import ToolkitError
from toolkit.folders.names import safe_name, split
from toolkit.folders.publish import rename_new

PART = ".fill-"
"""How the names of half-written files begin; the watcher and people do not see them."""


@dataclass(frozen=True, slots=True)
class Order:
    """What all documents of one filling share.

    ``terms`` as for ``compile_template``; ``base`` is printed in every document; ``out`` is the folder to
    write to, "" to hand the bytes back; ``run`` marks half-written files; ``cache`` is the service's own.
    ``file`` and ``sheet`` name what is filled in, ``columns`` are its fields with the letters of their columns.
    """

    template: bytes
    template_hash: str
    terms: tuple[tuple[str, str], ...]
    base: Mapping[str, Any]
    compression: Compression
    out: str = ""
    run: str = ""
    cache: str = ""
    file: str = ""
    sheet: str = ""
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RowOrder:
    """One document: the row's number on the sheet, its file name, its values."""

    row: int
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowDone:
    """What came of a row: a file (or its bytes), what was missing in it, or why there is none."""

    row: int
    name: str
    content: bytes = b""
    missing: tuple[str, ...] = ()
    error: ToolkitError | None = None


def fill_rows(order: Order, rows: Sequence[RowOrder]) -> list[RowDone]:
    """Fill ``rows``; one that cannot be filled does not stop the others."""
    template = _compiled(order.template, order.terms, order.compression, order.cache)
    return [_fill(template, order, row) for row in rows]


@lru_cache(maxsize=4)
def _compiled(source: bytes, terms: tuple[tuple[str, str], ...], compression: Compression, cache: str) -> Template:
    """The template, compiled once a process."""
    return compile_template(
        source,
        terms=dict(terms),
        compression=compression,
        cache=Path(cache) if cache and Path(cache).is_dir() else None,
    )


def _fill(template: Template, order: Order, row: RowOrder) -> RowDone:
    context = {**order.base, **row.values}
    origin = _origin(order, row, digest_of(context))
    context = {"document_number": origin.number, **context}
    try:
        filled = template.fill(context, extras=Extras(properties=origin.properties()))
        if not order.out:
            return RowDone(row.row, row.name, filled.document, filled.missing)
        return RowDone(row.row, put(Path(order.out), row.name, filled.document, order.run), b"", filled.missing)
    except ToolkitError as error:
        return RowDone(row.row, row.name, error=error)


def _origin(order: Order, row: RowOrder, data: str) -> Origin:
    """Where the document of ``row`` comes from; its number says what is in it, so the same again is the same."""
    number = f"{NUMBERS}-{sha256(f'{order.template_hash} {data} {row.row}'.encode()).hexdigest()[:12].upper()}"
    cells = " ".join(f"{field}={letters}{row.row}" for field, letters in order.columns if field in row.values)
    return Origin(number, "", "", order.template_hash, data, order.file, order.sheet, cells)


def put(folder: Path, name: str, content: bytes, run: str) -> str:
    """Write a file whole or not at all, over nothing; the name it has now.

    Where the name is taken by the very same bytes it is this document, made before; else a number is added.
    """
    hidden = folder / f"{PART}{run}-{secrets.token_hex(6)}.part"
    try:
        hidden.write_bytes(content)
        for target in _candidates(folder / name):
            try:
                rename_new(hidden, target)
            except FileExistsError:
                if _holds(target, content):
                    return target.name
            else:
                return target.name
    finally:
        hidden.unlink(missing_ok=True)
    raise AssertionError("there is always one more name")


def _candidates(target: Path) -> Iterator[Path]:
    stem, suffix = split(target.name)
    yield target
    for number in count(2):
        yield target.with_name(safe_name(f"{stem} ({number})", suffix))


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
