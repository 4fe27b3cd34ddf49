"""Everything of a period in one zip (seed 7a): originals, receipts, documents, figures, with an index and hashes.

What the ledger says there is and what lies there are laid beside each other: what is missing or was changed by hand
stands in the index and in the answer. ``verify`` proves an old archive: each file against the hash it had, the list of
hashes against the one that the service remembers.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replace_in
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from toolkit.errors import UsageError
from toolkit.figures.period import Period, asked_period
from toolkit.folders.names import safe_name
from toolkit.folders.publish import replace
from toolkit.forms.column import Privacy
from toolkit.jobs.service import Service
from toolkit.ledger.view import View
from toolkit.messages.names_archive import archive_word
from toolkit.messages.names_outbox import VOID_MARK, file_name, folder_name
from toolkit.sheets.build.listing import listing_sheet
from toolkit.sheets.patch.new import write_workbook
from toolkit.stages.english import Say, english

INDEX, HASHES = "索引.xlsx", "SHA256.json"
FOLDER, KNOWN = "歸檔", "archives.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_OK, _MISSING, _CHANGED, _PENDING = "齊全", "缺", "已被人修改", "未歸檔"
_VOID = "作廢"
_UNPROVEN = "在（無原指紋可核）"
"""Receipts and workbooks of figures: the ledger keeps no hash of them, so that only their being there is known; nor of
the marked copy of a void paper."""
_SOUND = frozenset({_OK, _UNPROVEN, _VOID})
HEADINGS = ("類別", "名稱", "編號", "客戶", "日期", "密級", "狀態", "檔案", "SHA-256")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file that belongs into the archive, as the ledger knows it; ``sha256`` "" where it keeps no hash."""

    kind: str
    path: str
    sha256: str
    number: str = ""
    customer: str = ""
    at: datetime | None = None
    privacy: int = 0


def archive_period(service: Service, label: str) -> dict[str, Any]:
    """Make the archive of a period in the internal folder; what is in it, missing and changed.

    Raises UsageError for a label that is no period.
    """
    try:
        period = asked_period(label)
    except ValueError:
        raise UsageError("period.unknown", value=label) from None
    lines, contents, hashes = [], dict[str, bytes](), dict[str, str]()
    language = service.workspace.settings.language
    say = _speech(service)
    for piece in _pieces(service, period):
        line, name, content = _packed(service, piece, hashes, say)
        lines.append(line)
        if content is not None:
            contents[name] = content
            hashes[name] = hashlib.sha256(content).hexdigest()
    index, index_name = _index(period, lines, language, say), f"{say(INDEX.removesuffix('.xlsx'))}.xlsx"
    contents[index_name], hashes[index_name] = index, hashlib.sha256(index).hexdigest()
    unproven = [line["檔案"] for line in lines if line["狀態"] in (_UNPROVEN, _VOID)]
    lacking = [line["名稱"] for line in lines if line["狀態"] not in _SOUND]
    contents[HASHES] = _hash_list(period, hashes, {"unproven": sorted(unproven), "lacking": sorted(lacking)})
    name = safe_name(file_name(f"{FOLDER} {period.label}", language), ".zip")
    target = service.workspace.internal / folder_name(FOLDER, language) / name
    _write(service, target, contents)
    _remember(service, target.name, contents[HASHES])
    return {
        "file": str(target),
        "period": period.label,
        "files": len(contents),
        "complete": all(line["狀態"] in _SOUND for line in lines),
        "missing": [line["名稱"] for line in lines if line["狀態"] == _MISSING],
        "changed": [line["名稱"] for line in lines if line["狀態"] == _CHANGED],
        "pending": [line["名稱"] for line in lines if line["狀態"] == _PENDING],
        "unproven": unproven,
    }


def _speech(service: Service) -> Say:
    """How words of ours, kinds of documents among them, are said in the office."""
    language = service.workspace.settings.language
    say = english(service.rules, language)
    return lambda text: archive_word(text, language) or (say(text) if say else text)


def _index(period: Period, lines: Iterable[Mapping[str, Any]], language: str, say: Say) -> bytes:
    """The index workbook: a line a file, in the office's language; names and numbers stay as they are."""
    ours = ("類別", "密級", "狀態")
    rows = [{say(key): say(value) if key in ours else value for key, value in line.items()} for line in lines]
    title = f"{say('歸檔索引')} {period.label}" if language == "en" else say(f"歸檔索引　{period.title}")
    return write_workbook([listing_sheet(title, tuple(map(say, HEADINGS)), rows, language, say("索引"))])


def _pieces(service: Service, period: Period) -> Iterator[Piece]:
    """Originals, receipts and documents of the period by the ledger, then the reports of it that lie there."""
    first = datetime.combine(period.first, datetime.min.time()).astimezone(UTC)
    last = datetime.combine(period.last + timedelta(days=1), datetime.min.time()).astimezone(UTC)
    with service.ledger.view() as view:
        dropped, documents = view.tables.submissions(first, last), view.tables.documents(first, last)
        made: list[Sequence[Any]] = [*documents, *_made_since(view, period, last)]
    for one, name, sha256, place, receipt, privacy, at in dropped:
        yield Piece("原件", _original(service, place) if place else name, sha256 if place else "", one, "", at, privacy)
        if receipt:
            yield Piece("回執", receipt, "", one, "", at, privacy)
    latest = {path: row for path, *row in made}
    for path, (sha256, kind, number, customer, privacy, at) in latest.items():
        yield Piece(kind or "文件", path, sha256, number, customer, at, privacy)
    for folder, privacy in ((service.workspace.reports, 0), (service.workspace.internal, int(Privacy.INTERNAL))):
        for file in sorted(folder.glob(f"*{period.label}*.xlsx")):
            yield Piece("報表", _place(service, file), "", privacy=privacy)


def _made_since(view: View, period: Period, last: datetime) -> Iterator[Sequence[Any]]:
    """The KPI reports of the period that were made after it: they belong to it by their number."""
    numbers = {f"JX-{period.label}", f"JX-{period.label}-N"}
    return (row for row in view.tables.documents(last, datetime.max.replace(tzinfo=UTC)) if row[3] in numbers)


def _original(service: Service, place: str) -> str:
    """Where an original lies, relative to the workspace; the journal names it from the archive's folder on."""
    workspace = service.workspace
    places = [workspace.root / place, workspace.archive / place, workspace.internal / ".archive" / place]
    return _place(service, next((file for file in places if file.is_file()), places[1]))


def _place(service: Service, file: Path) -> str:
    root = service.workspace.root
    return str(file.relative_to(root) if file.is_relative_to(root) else file)


def _packed(
    service: Service, piece: Piece, taken: Mapping[str, str], say: Say
) -> tuple[dict[str, Any], str, bytes | None]:
    """The index line of a piece, its name in the archive, and its content (None where it is not there)."""
    piece = _where_it_lies(service, piece)
    file = service.workspace.root / piece.path
    content = file.read_bytes() if file.is_file() else None
    name = _name(piece, say(piece.kind).replace("/", " "), taken)
    digest = hashlib.sha256(content).hexdigest() if content is not None else ""
    if content is None:
        state = _PENDING if piece.kind == "原件" and not piece.sha256 else _MISSING
    else:
        state = _OK if digest == piece.sha256 else _VOID if VOID_MARK in file.name else _CHANGED
        state = state if piece.sha256 else _UNPROVEN
    day = piece.at.astimezone().date() if piece.at else None
    secret = "內部" if piece.privacy >= Privacy.INTERNAL else "一般"
    values = (piece.kind, Path(piece.path).name, piece.number, piece.customer, day, secret, state, name, digest)
    return dict(zip(HEADINGS, values, strict=True)), name, content


def _where_it_lies(service: Service, piece: Piece) -> Piece:
    """The piece, or of a paper that became void its marked copy among the earlier versions."""
    file, older = service.workspace.root / piece.path, service.workspace.names.older
    void = (file.parent if file.parent.name == older else file.parent / older) / f"{file.stem}{VOID_MARK}{file.suffix}"
    return piece if file.is_file() or not void.is_file() else replace_in(piece, path=_place(service, void))


def _name(piece: Piece, kind: str, taken: Mapping[str, str]) -> str:
    """A name of its own below the folder of its ``kind``."""
    path = Path(piece.path)
    name, count = f"{kind}/{path.name}", 2
    while name in taken:
        name, count = f"{kind}/{path.stem} ({count}){path.suffix}", count + 1
    return name


def _hash_list(period: Period, hashes: Mapping[str, str], states: Mapping[str, Sequence[str]]) -> bytes:
    """The list of hashes, and what was known of the files when they were packed: ``verify`` tells it again."""
    told = {"period": period.label, "files": dict(sorted(hashes.items())), **states}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _write(service: Service, target: Path, contents: Mapping[str, bytes]) -> None:
    """One zip, the same bytes for the same contents."""
    draft = service.workspace.service / "archive.zip"
    draft.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in sorted(contents.items()):
            package.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED, 1)
    try:
        replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _remember(service: Service, name: str, hash_list: bytes) -> None:
    file = service.workspace.service / KNOWN
    known = _known(service) | {hashlib.sha256(hash_list).hexdigest(): name}
    file.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")


def _known(service: Service) -> dict[str, str]:
    file = service.workspace.service / KNOWN
    found: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


_DAMAGED = (OSError, EOFError, ValueError, RuntimeError, zlib.error, zipfile.BadZipFile)
"""What reading a zip raises where its bytes were changed (RuntimeError: it claims to be encrypted)."""


def verify_archive(service: Service, file: Path) -> dict[str, Any]:
    """Prove an archive: which files were tampered with, are missing or were added; whether its list is ours.

    ``unproven`` are files of which the ledger had no hash when they were packed: they are as they were then, and
    nobody can say more. ``lacking`` is what the archive was made without. Neither is a change of the archive.
    Raises UsageError where ``file`` is no archive, or is too damaged to be read.
    """
    try:
        with zipfile.ZipFile(file) as package:
            hash_list = package.read(HASHES)
            listed = json.loads(hash_list)
            wanted: dict[str, str] = dict(listed["files"])
            found = {name: _digest(package, name) for name in package.namelist() if name != HASHES}
            doubled = len(package.namelist()) != len(set(package.namelist()))
    except (KeyError, TypeError, *_DAMAGED) as error:
        raise UsageError("archive.unreadable", file=file.name) from error
    told = {
        "tampered": sorted(name for name, digest in found.items() if name in wanted and digest != wanted[name]),
        "missing": sorted(wanted.keys() - found.keys()),
        "extra": sorted(found.keys() - wanted.keys()) + (["（重複的檔名）"] if doubled else []),
    }
    ours = hashlib.sha256(hash_list).hexdigest() in _known(service)
    return {
        "file": str(file),
        "period": str(listed.get("period", "")),
        "files": len(found) + 1,  # with the list itself, as when it was made
        "intact": ours and not any(told.values()),
        "list_is_ours": ours,
        **told,
        "unproven": list(listed.get("unproven", ())),
        "lacking": list(listed.get("lacking", ())),
    }


def _digest(package: zipfile.ZipFile, name: str) -> str:
    """The hash of a file's content; "" where its bytes are damaged."""
    try:
        return hashlib.sha256(package.read(name)).hexdigest()
    except _DAMAGED:
        return ""


def lines_of(told: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """``told`` as lines for people: each of ``names`` with what it holds."""
    return [f"{name}: {', '.join(told[name])}" for name in names if told[name]]
