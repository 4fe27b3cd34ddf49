"""A finished document in Simplified Chinese: every text through a converter, and the fonts of that script."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence

_TEXTS = re.compile(r"(<(?:w:t|a:t)(?: [^>]*)?>)([^<]+)(</(?:w:t|a:t)>)")
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_FONTS = (("新細明體", "宋体"), ("微軟正黑體", "黑体"), ("zh-TW", "zh-CN"))


def simplified_document(document: bytes, convert: Callable[[str], str], keep: Sequence[str] = ()) -> bytes:
    """The document with ``convert`` applied to what is printed, but for the words of ``keep``."""
    words = sorted((re.escape(word) for word in keep if word), key=len, reverse=True)
    kept = re.compile(f"({'|'.join(words)})") if words else None
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            target.writestr(info, _part(info.filename, source.read(info), convert, kept))
    return out.getvalue()


def _part(name: str, content: bytes, convert: Callable[[str], str], kept: "re.Pattern[str] | None") -> bytes:
    if _PARTS.fullmatch(name):
        told = _TEXTS.sub(lambda found: found[1] + _text(found[2], convert, kept) + found[3], content.decode())
        return _in_fonts(told).encode()
    return _in_fonts(content.decode()).encode() if name in ("word/styles.xml", "word/fontTable.xml") else content


def _text(text: str, convert: Callable[[str], str], kept: "re.Pattern[str] | None") -> str:
    if kept is None:
        return convert(text)
    return "".join(part if at % 2 else convert(part) for at, part in enumerate(kept.split(text)))


def _in_fonts(xml: str) -> str:
    for ours, theirs in _FONTS:
        xml = xml.replace(f'"{ours}"', f'"{theirs}"')
    return xml
