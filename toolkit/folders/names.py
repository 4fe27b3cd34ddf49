"""File names: which dropped ones are nobody's work, and how any text becomes a name every system takes.

Pure. A name from a cell, a file or a template goes through ``safe_name`` or ``safe_path`` before it
touches a folder, so nothing can be written outside it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable

LONGEST_NAME = 255
"""Bytes of UTF-8 on Linux file systems; Windows and SMB count 255 UTF-16 units, which is never less."""
LONGEST_PATH = 180
"""UTF-16 units of a path below the workspace: 260 on a Windows desk, less server, share and folders."""

_IGNORED = re.compile(
    r"""^(?: ~\$.* | \..* | .*\.(?:tmp|part|partial|crdownload|download|swp|bak~) | .*~
        | ~wr[ldas]\d*\..* | thumbs\.db | ehthumbs\.db | desktop\.ini | @eadir | \#recycle | \$recycle\.bin
        | system\ volume\ information | lost\+found )$""",
    re.VERBOSE | re.IGNORECASE,
)
_LITTER = re.compile(
    r"""^\.(?:_.* | ~.* | ds_store | st(?:folder|versions|ignore) | sync(?:thing)?(?:\..*)? | trash.* | recycle.*
        | snapshots? | zfs | fseventsd | spotlight-.* | temporaryitems | documentrevisions-.* | apdisk
        | apple(?:double|db|desktop) | caltrash | mobiletrash | dropbox.* | owncloud.* | nextcloud.* | @__thumb
        | fuse_hidden.* | nfs[0-9a-f]+ | toolkit-.* | git | svn | hg | cache | tmp.* )$""",
    re.VERBOSE | re.IGNORECASE,
)
"""What systems and synchronising programs hide in a folder."""
_DROPPED = re.compile(r"\.(?:xls[xmb]?|csv|tsv|ods|docx?|docm|et|wps|pdf)$", re.IGNORECASE)
_OFFICE_TEMP = re.compile(r"^[0-9A-F]{8}$")
"""Excel saves into a file of eight hexadecimal digits, then renames it."""
_CONFLICT = re.compile(
    r"""\.sync-conflict-\d{8}-\d{6} | conflicted\ (?:copy|version) | conflict\ copy | \bcase\ ?conflict\b
        | \(sfconflict\ | _conflict(?=\.[^.]+$) | \.conflict(?=\.[^.]+$)
        | (?:冲突|衝突)(?:副本|複本|复本|文件|版本) | [(（](?:冲突|衝突)[ _-]""",
    re.IGNORECASE | re.VERBOSE,
)
"""Dropbox, Nextcloud, Box, Syncthing, Seafile, Synology Drive, Resilio, 堅果雲."""
_COPY = re.compile(
    r"""^(?:copy\ (?:\(\d+\)\ )?of\ (?P<of>.+)
        | (?P<plain>.+?)\ ?(?:[(（]\d{1,3}[)）] | -\ (?:copy|複製|复制|副本|複本|拷貝|拷贝)(?:\ \(\d+\))?
            | \ (?:copy|拷貝|拷贝|副本)(?:\ \d+)?))$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What browsers, Windows, the Mac and some drives call a second file of one name."""
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$", re.IGNORECASE)
_FORBIDDEN = str.maketrans(dict(zip('<>:"/\\|?*', "＜＞：＂／＼｜？＊", strict=True)))
_BLANKS = re.compile(r"\s+")
_MARK = 6
NAMELESS = "未命名"


def ignored(name: str) -> bool:
    """Whether a file or folder of this name is nobody's work: locks, temporary files, system litter."""
    return bool(_IGNORED.match(name) or _OFFICE_TEMP.match(name))


def hidden_work(name: str, *, folder: bool) -> bool:
    """Whether a dot in front hides what may be somebody's work: a folder, or a file of a kind that people drop."""
    if not name.startswith(".") or _LITTER.match(name):
        return False
    return folder or bool(_DROPPED.search(name))


def conflict_copy(name: str) -> bool:
    """Whether a synchronising program made this file because two people edited one: only they can tell."""
    return bool(_CONFLICT.search(name))


def original_of(name: str) -> str:
    """The name that ``name`` says it is a copy of (``名單 (1).xlsx`` → ``名單.xlsx``), "" where it says nothing."""
    stem, suffix = split(name)
    found = _COPY.match(stem)
    return (found["of"] or found["plain"]).rstrip() + suffix if found else ""


def held_by(lock: str, names: Iterable[str]) -> tuple[str, ...]:
    """Which of ``names`` (of one folder) the file ``lock`` says are open on somebody's desk.

    ``~$name`` (Excel), ``.~name`` (WPS), ``.~lock.name#`` (LibreOffice). Word drops the first one or two
    letters of longer names, WPS sometimes one: so where no name fits whole, those that fit so are held.
    """
    body = _locked(lock).casefold()
    if not body:
        return ()
    plain = {name: name.casefold() for name in names}
    exact = tuple(name for name, folded in plain.items() if folded == body)
    return exact or tuple(
        name for name, folded in plain.items() if len(folded) > 3 and body in (folded[1:], folded[2:])
    )


def is_lock(name: str) -> bool:
    """Whether a file of this name is a lock of Excel, WPS or LibreOffice."""
    return bool(_locked(name))


def _locked(lock: str) -> str:
    if lock.startswith(".~lock.") and lock.endswith("#"):
        return lock[7:-1]
    return lock[2:] if lock.startswith(("~$", ".~")) else ""


def safe_name(text: str, suffix: str = "", longest: int = LONGEST_NAME) -> str:
    """``text`` as a file name (``suffix`` like ``.docx`` behind it) that every system takes.

    No separators, control or direction characters, no reserved Windows name, no dot or blank at an end,
    nothing the watcher ignores, at most ``longest`` bytes. What is forbidden becomes its full-width twin,
    so that 「A/B」 still reads so; a name cut short carries a mark of the whole, so that two stay two.
    """
    stem = _trimmed(_visible(text).translate(_FORBIDDEN)) or NAMELESS
    if _RESERVED.match(stem.partition(".")[0].strip()):
        stem = f"_{stem}"
    if ignored(stem + suffix) or is_lock(stem):
        stem = f"_{stem}_"
    return _cut(stem, longest - len(suffix.encode())) + suffix


def safe_ending(stem: str, tail: str, suffix: str, longest: int = LONGEST_NAME) -> str:
    """``stem`` with ``tail`` (【收197】) and ``suffix`` behind it as a file name; only the stem is cut short.

    A stem of which nothing can be seen (bytes of another encoding) is 未命名.
    """
    seen = stem if _trimmed(_visible(stem)) else NAMELESS
    name = safe_name(seen + tail, suffix, longest)
    if name.endswith(tail + suffix):
        return name
    return safe_name(safe_name(seen, "", longest - len((tail + suffix).encode())) + tail, suffix, longest)


def _visible(text: str) -> str:
    """Without what cannot be seen: controls, direction marks, zero widths, lone surrogates, private use."""
    seen = "".join(one for one in _BLANKS.sub(" ", text) if unicodedata.category(one)[0] != "C")
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", seen))


def _trimmed(text: str) -> str:
    """Without blanks and dots at the ends: Windows drops them behind, and a dot in front hides a file."""
    return text.strip(" .")


def _cut(stem: str, longest: int) -> str:
    """``stem`` within ``longest`` bytes; what is cut leaves a mark of the whole name."""
    if len(stem.encode()) <= longest:
        return stem
    mark = "…" + hashlib.sha256(stem.encode()).hexdigest()[:_MARK]
    kept = stem.encode()[: longest - len(mark.encode())].decode(errors="ignore")
    while kept and unicodedata.combining(kept[-1]):
        kept = kept[:-1]
    return _trimmed(kept) + mark


def safe_path(folder: str, name: str, suffix: str = "", longest: int = LONGEST_PATH) -> str:
    """A path below a root, parts joined by ``/``: each part safe, the whole within ``longest`` units.

    ``..``, ``.``, empty parts and drive letters lose their meaning. Where the whole is too long the
    name is cut first (to no less than 40 bytes), then the folders from the last one up.
    """
    parts = [safe_name(part) for part in re.split(r"[/\\]", folder) if part.strip(" .")]
    parts.append(safe_name(name))
    for place in reversed(range(len(parts))):
        spare = longest - _units("/".join(parts) + suffix)
        if spare < 0:
            room = max(40, len(parts[place].encode()) + 3 * spare)
            parts[place] = safe_name(parts[place], "", room)
    parts[-1] = safe_name(parts[-1], suffix)
    return "/".join(parts)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def unclashing(name: str, taken: Collection[str]) -> str:
    """``name``, or ``name (2)`` … where one of ``taken`` is the same to Windows (case, composition)."""
    used = {same_name(other) for other in taken}
    stem, suffix = split(name)
    number, free = 1, name
    while same_name(free) in used:
        number += 1
        free = safe_name(f"{stem} ({number})", suffix)
    return free


def same_name(name: str) -> str:
    """What two names share that a Windows or Mac folder cannot tell apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())


def split(name: str) -> tuple[str, str]:
    """Stem and suffix with its dot: ``("客戶名單", ".xlsx")``; a leading dot starts no suffix."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, f".{suffix}") if dot and stem else (name, "")
