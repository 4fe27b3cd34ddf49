"""Pictures by their first bytes: kind, size in pixels, resolution. Nothing is decoded.

A picture whose header promises more pixels than the limit is refused before anybody has to hold it in memory.
"""

import struct
from typing import NamedTuple

from toolkit.documents.compile.frame import Limits
from toolkit.documents.values import EMU_PER_INCH, EMU_PER_MM, Image
from toolkit.errors import RenderError

_MARKERS = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCREEN = 72
MOST_PIXELS = Limits().pixels
"""What a picture may have: whoever shows one holds all of them in memory."""
MOST_EMU = 1_400 * EMU_PER_MM
"""Word's largest page is 558 mm wide; what is beyond twice that is a slip."""


class Picture(NamedTuple):
    """What the header of a picture says; dots an inch across and down."""

    extension: str
    mime: str
    width: int
    height: int
    across: int
    down: int


def _dots(value: float) -> int:
    return round(value) if 1 <= value < 2048 else _SCREEN


def _png(content: bytes) -> Picture:
    width, height = struct.unpack_from(">II", content, 16)
    across = down = _SCREEN
    at = 8
    while at + 12 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        if kind == b"pHYs":
            x, y, unit = struct.unpack_from(">IIB", content, at + 8)
            across, down = (_dots(x * 0.0254), _dots(y * 0.0254)) if unit == 1 else (_SCREEN, _SCREEN)
        if kind == b"IDAT":
            break
        at += 12 + length
    return Picture("png", "image/png", width, height, across, down)


def _jpeg(content: bytes) -> Picture:
    across = down = _SCREEN
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            at += 1
            continue
        marker = content[at + 1]
        if marker in _MARKERS:
            height, width = struct.unpack_from(">HH", content, at + 5)
            return Picture("jpg", "image/jpeg", width, height, across, down)
        if marker == 0xE0 and content[at + 4 : at + 9] == b"JFIF\x00":
            unit, x, y = struct.unpack_from(">BHH", content, at + 11)
            factor = {1: 1.0, 2: 2.54}.get(unit, 0.0)
            across, down = _dots(x * factor), _dots(y * factor)
        at += 2 if marker == 0xFF or 0xD0 <= marker <= 0xD9 else 2 + struct.unpack_from(">H", content, at + 2)[0]
    raise ValueError("no frame")


def _gif(content: bytes) -> Picture:
    width, height = struct.unpack_from("<HH", content, 6)
    return Picture("gif", "image/gif", width, height, _SCREEN, _SCREEN)


def _bmp(content: bytes) -> Picture:
    width, height = struct.unpack_from("<ii", content, 18)
    x, y = struct.unpack_from("<ii", content, 38)
    return Picture("bmp", "image/bmp", abs(width), abs(height), _dots(x * 0.0254) or 96, _dots(y * 0.0254) or 96)


_READERS = ((b"\x89PNG\r\n\x1a\n", _png), (b"\xff\xd8\xff", _jpeg), (b"GIF8", _gif), (b"BM", _bmp))


def look_at(content: bytes, most_pixels: int) -> Picture:
    """What kind of picture ``content`` is; raises ``RenderError`` where it is none or too large."""
    picture = check_size(content, most_pixels)
    if picture is None or picture.width <= 0 or picture.height <= 0:
        raise RenderError("render.not_a_picture")
    if not _ends(content, picture):
        raise RenderError("render.picture_cut_off")
    return picture


def check_size(content: bytes, most_pixels: int = MOST_PIXELS) -> Picture | None:
    """What the header of ``content`` says, ``None`` where it is none of ours; ``RenderError`` where it is too large."""
    reader = next((reader for start, reader in _READERS if content.startswith(start)), None)
    if reader is None:
        return None
    try:
        picture = reader(content)
    except (struct.error, ValueError, IndexError):
        return None
    if picture.width * picture.height > most_pixels:
        raise RenderError("render.picture_too_big", width=picture.width, height=picture.height)
    return picture


def _ends(content: bytes, picture: Picture) -> bool:
    """Whether the picture's end is there: Word shows a red cross for one that was cut off."""
    if picture.extension == "bmp":
        return int.from_bytes(content[2:6], "little") <= len(content)
    mark = {"png": b"IEND", "jpg": b"\xff\xd9", "gif": b";"}[picture.extension]
    return content.rfind(mark) > content.find(b"IDAT" if picture.extension == "png" else mark[:0]) >= 0


def extent(image: Image, picture: Picture) -> tuple[int, int]:
    """Width and height in EMU at which ``image`` is shown; raises ``RenderError`` for what Word cannot show."""
    wide, high = _extent(image, picture)
    if min(wide, high, image.width + 1, image.height + 1) < 1 or max(wide, high) > MOST_EMU:
        raise RenderError("render.picture_size", width=wide // EMU_PER_MM, height=high // EMU_PER_MM)
    return wide, high


def _extent(image: Image, picture: Picture) -> tuple[int, int]:
    width = int(picture.width / picture.across * EMU_PER_INCH)
    height = int(picture.height / picture.down * EMU_PER_INCH)
    if image.width and image.height:
        return image.width, image.height
    if image.width:
        return image.width, round(height * image.width / width)
    if image.height:
        return round(width * image.height / height), image.height
    return width, height
