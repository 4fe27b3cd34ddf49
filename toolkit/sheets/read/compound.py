"""The one door to olefile: OLE compound files, the small file systems of .xls and encrypted files."""

from pathlib import Path
from typing import IO

import olefile  # type: ignore[import-untyped]

from toolkit.errors import Unreadable
from toolkit.messages import codes_files as codes

MOST_BYTES = 1 << 27


def stream_names(file: Path | IO[bytes]) -> frozenset[str]:
    """The names, in lower case, of the streams and folders at the top; raises ``Unreadable`` if damaged."""
    try:
        with olefile.OleFileIO(file) as ole:
            return frozenset(path[0].casefold() for path in ole.listdir(streams=True, storages=True))
    except Exception:  # noqa: BLE001 - a damaged OLE file raises whatever it meets first
        raise Unreadable(codes.DAMAGED.code) from None


def stream(source: Path | IO[bytes], *names: str) -> bytes:
    """The bytes of the first of ``names`` that exists; ``Unreadable`` where none does or it is damaged."""
    try:
        with olefile.OleFileIO(source) as ole:
            name = next(name for name in names if ole.exists(name))
            size = int(ole.get_size(name))
            content = b"" if size > MOST_BYTES else bytes(ole.openstream(name).read())
    except Exception:  # noqa: BLE001 - the same
        raise Unreadable(codes.DAMAGED.code) from None
    if size > MOST_BYTES:
        raise Unreadable(codes.TOO_BIG.code)
    return content
