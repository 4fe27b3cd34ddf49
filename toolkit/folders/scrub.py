"""Taking words out of files that stay: packages of Word and Excel, texts; and out of the names of files.

What a program could still find must be gone, so each file is looked at again afterwards; one that cannot be
scrubbed (a PDF, an old binary format, text split over many runs) is told, and its owner removes it.
"""

import html
import json
import mmap
import os
import re
import secrets
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path

ERASED = "〔已刪除〕"
_TEXT = frozenset({".txt", ".csv", ".tsv", ".ics", ".json", ".jsonl", ".log", ".html", ".md"})
_PARTS = (".xml", ".rels", ".vml")
_NUMBER = re.compile(r"<v>([0-9.]+)</v>")
_TAG = re.compile(r"<[^>]*>")
_ENCODINGS = ("utf-8", "gb18030", "big5", "json")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")


def replaced(text: str, words: Collection[str]) -> str:
    """``text`` with each of ``words`` taken out, longer ones first."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, ERASED)
    return text


def holds(path: Path, words: Collection[str]) -> bool:
    """Whether the content of a file holds one of ``words``, as far as can be told without its program."""
    if zipfile.is_zipfile(path):
        return any(any(word in text for word in words) for _, text in _texts(path))
    if not path.stat().st_size:
        return False
    wanted = {_encoded(word, coding) for word in words for coding in (*_ENCODINGS, "utf-16-le")}
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(one) >= 0 for one in wanted)  # however large: nothing is read into memory at once


def _encoded(word: str, coding: str) -> bytes:
    """The bytes of ``word`` in an encoding (``json``: as our own lines escape it); never nothing."""
    if coding == "json":
        return json.dumps(word)[1:-1].encode()
    try:
        return word.encode(coding)
    except UnicodeEncodeError:
        return word.encode()


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Each text part of a package: its name, and its text without tags (words split over runs stand whole)."""
    try:
        with zipfile.ZipFile(path) as package:
            for one in package.infolist():
                content = package.read(one)
                if one.filename.endswith((".xlsx", ".docx")) or not one.filename.endswith(_PARTS):
                    continue
                text = content.decode("utf-8", "replace")
                yield (
                    one.filename,
                    html.unescape(_TAG.sub("", text) + "\0" + "\0".join(re.findall(r'"([^"<>]*)"', text))),
                )
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return


def scrub(path: Path, words: Collection[str]) -> bool:
    """Take ``words`` out of a file's content, in place and at once; False where that cannot be done."""
    hidden = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        if zipfile.is_zipfile(path):
            _scrub_package(path, hidden, words)
        elif path.suffix.lower() in _TEXT:
            _scrub_text(path, hidden, words)
        else:
            return False
        if holds(hidden, words):
            return False
        _sync(hidden)
        hidden.replace(path)
    except (zipfile.BadZipFile, UnicodeError, NotImplementedError, RuntimeError):
        return False
    finally:
        hidden.unlink(missing_ok=True)
    return True


def _scrub_package(path: Path, target: Path, words: Collection[str]) -> None:
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            content = before.read(one)
            if one.filename.endswith(_PARTS):
                content = _scrubbed_xml(content.decode("utf-8"), words).encode()
            after.writestr(one, content)


def _scrubbed_xml(text: str, words: Collection[str]) -> str:
    """A number in a cell (a phone that Excel took for one) becomes 0: text there would break the workbook."""
    digits = {word for word in words if word.isdigit()}
    text = _NUMBER.sub(lambda found: "<v>0</v>" if found[1].removesuffix(".0") in digits else found[0], text)
    return replaced(_REFERENCE.sub(_spelled, text), {*words, *map(_escaped, words)})


def _spelled(found: re.Match[str]) -> str:
    """A character that was written as its number, as itself; markup keeps its number."""
    number = int(found[1], 16) if found[1] else int(found[2])
    return chr(number) if number > 127 else found[0]


def _escaped(word: str) -> str:
    return word.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _scrub_text(path: Path, target: Path, words: Collection[str]) -> None:
    """Replace bytes by bytes: nobody tells us the encoding, and two of them may decode one file."""
    content = path.read_bytes()
    for word in sorted(words, key=len, reverse=True):
        instead = "-" if word.isascii() else ERASED
        for coding in _ENCODINGS:
            content = content.replace(_encoded(word, coding), _encoded(instead, coding))
    target.write_bytes(content)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def renamed(path: Path, words: Collection[str]) -> Path:
    """Take ``words`` out of the name of a file or folder; where it is then (a free name)."""
    name = replaced(path.name, words)
    if name == path.name:
        return path
    target, number = path.with_name(name), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{Path(name).stem} ({number}){Path(name).suffix}")
    path.rename(target)
    return target
