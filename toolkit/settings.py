"""Technical settings of a workspace (``toolkit.toml``): every one has a default and one sentence of help.

The file is optional. ``Settings`` is the one declaration: reading, checking, the commented file that
``toolkit init`` writes, and the README's table all come from it.
"""

import dataclasses
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from toolkit.errors import SettingsError

FILE = "toolkit.toml"
LANGUAGES = ("zh-Hant", "zh-Hans", "en")
JURISDICTIONS = ("CN", "TW", "HK", "MO")


def _setting(default: Any, section: str, zh: str, en: str, **limits: Any) -> Any:
    """Declare one setting: its default, its section in the file, its help, and its limits."""
    return dataclasses.field(default=default, metadata={"section": section, "zh": zh, "en": en, **limits})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Times are seconds, sizes megabytes (10^6 bytes), paths relative to the workspace."""

    language: str = _setting(
        "zh-Hant",
        "workspace",
        "同事看到的資料夾、訊息與文件的語言；建立後請勿更改。",
        "Language of everything staff see; frozen once the workspace is laid out.",
        choices=LANGUAGES,
    )
    jurisdiction: str = _setting(
        "CN",
        "workspace",
        "證號、電話、日期與法規檢查所依的地區。",
        "Where ids, phones, dates and legal checks come from.",
        choices=JURISDICTIONS,
    )
    inbox: str = _setting("inbox", "paths", "投件的資料夾。", "Where staff drop files.")
    outbox: str = _setting("outbox", "paths", "結果的資料夾。", "Where results appear.")
    internal: str = _setting(
        "",
        "paths",
        "內部文件的資料夾；空白為 outbox 內的「內部」。請指向只有授權同事可讀的位置。",
        "Folder of internal papers; empty = inside the outbox. Point it at a restricted place.",
    )
    database: str = _setting(
        "",
        "ledger",
        "台賬的位置；空白為本機服務資料夾內的 SQLite；多台機器請填 postgresql+psycopg://…",
        "Ledger URL; empty = SQLite in the service's own folder; several machines: postgresql+psycopg://…",
    )
    service_folder: str = _setting(
        "",
        "ledger",
        "服務自己的資料夾（台賬、快取、日誌）；空白為系統預設；不可放在網路磁碟。",
        "The service's own folder (ledger, caches, logs); empty = system default; never on a share.",
    )
    quiet: float = _setting(
        2.0,
        "watch",
        "檔案多久沒有變動才開始處理（秒）。",
        "Quiet time before a file is taken.",
        low=0.1,
        high=3600.0,
    )
    rescan: float = _setting(
        5.0,
        "watch",
        "至少每隔多久全部重看一次（秒）。",
        "Longest time between two full scans.",
        low=0.2,
        high=3600.0,
    )
    watching: str = _setting(
        "auto",
        "watch",
        "auto 自動判斷；native 系統通知；polling 定時查看（網路磁碟）。",
        "auto, native events, or polling (network shares).",
        choices=("auto", "native", "polling"),
    )
    lock_patience: float = _setting(
        1800.0,
        "watch",
        "Excel 的 ~$ 鎖檔超過多久視為遺留（秒）。",
        "Age at which an Excel ~$ lock file counts as left behind.",
        low=1.0,
        high=86400.0 * 7,
    )
    growing_patience: float = _setting(
        7200.0,
        "watch",
        "一直在變動、收不了的檔案，多久後告知放入者（秒）。",
        "A file that never stops changing is told of after so long (seconds).",
        low=60.0,
        high=86400.0 * 7,
    )
    seconds_per_file: float = _setting(
        60.0,
        "limits",
        "讀取或產出一個檔案的時間上限（秒）。",
        "Time limit for one file.",
        low=1.0,
        high=3600.0,
    )
    memory_per_file: int = _setting(
        1024, "limits", "處理一個檔案的記憶體上限（MB）。", "Memory limit for one file.", low=128, high=65536
    )
    cells_per_file: int = _setting(
        2_000_000,
        "limits",
        "一個活頁簿有內容的儲存格上限（十萬行、二十欄）。",
        "Most filled cells of one workbook (100,000 rows of 20 columns).",
        low=1000,
        high=100_000_000,
    )
    largest_file: int = _setting(
        200, "limits", "收件的檔案大小上限（MB）。", "Largest file that is taken in.", low=1, high=4096
    )
    free_disk: int = _setting(
        200,
        "limits",
        "磁碟剩餘低於此數即暫停收件（MB）。",
        "Stop taking files below this free space.",
        low=1,
        high=1048576,
    )
    attempts: int = _setting(
        3, "limits", "同一檔案中斷幾次後隔離。", "Crashes after which a file is quarantined.", low=1, high=20
    )
    lease: float = _setting(
        120.0,
        "limits",
        "處理中的檔案多久沒有回音，就由另一台接手（秒）；處理期間會自動續期。",
        "Silence after which another machine takes a file over; renewed while it is worked on.",
        low=1.0,
        high=86400.0,
    )
    log_format: str = _setting(
        "text",
        "logs",
        "日誌格式：text 給人看，json 每行一筆給程式讀；在服務資料夾的 logs 內。",
        "Format of the log in the service's folder: text for people, json for programs.",
        choices=("text", "json"),
    )
    log_size: int = _setting(
        5,
        "logs",
        "日誌檔多大就換新的一個（MB），舊的保留五個。",
        "Size at which a new log file is begun (MB); five older ones are kept.",
        low=1,
        high=1000,
    )
    compression: int = _setting(
        1, "documents", "Word 檔的壓縮等級 1–9。", "Deflate level of Word documents, 1–9.", low=0, high=9
    )
    morning: str = _setting(
        "08:30",
        "daily",
        "每天發出待辦清單與更新評分的時刻。",
        "When due lists and scores are renewed each day.",
    )
    scheduler: str = _setting(
        "",
        "documents",
        "fill --scheduler 可用的 Dask 排程器位址，多個以空白分開；空白為只用本機。未加密的任何人都能執行程式，請用 tls://。",
        "Dask schedulers that fill --scheduler may name, blanks between; empty = none. An open one runs anybody's "
        "code: use tls://.",
    )
    scheduler_ca: str = _setting(
        "",
        "documents",
        "tls:// 排程器的簽發憑證（PEM 檔的路徑）。",
        "Certificate of the authority that signed the tls:// scheduler's (path of a PEM file).",
    )
    scheduler_cert: str = _setting(
        "", "documents", "連 tls:// 排程器時我方的憑證（PEM）。", "Our certificate for tls:// schedulers (PEM)."
    )
    scheduler_key: str = _setting(
        "", "documents", "我方憑證的私鑰（PEM）。", "The private key of our certificate (PEM)."
    )


def load(folder: Path) -> Settings:
    """Read ``toolkit.toml`` in ``folder``; defaults where it is absent.

    Raises SettingsError for broken TOML, unknown keys, wrong types and values out of range.
    """
    file = folder / FILE
    if not file.is_file():
        return Settings()
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("settings.broken", file=FILE, line=_line_of(error, file)) from error
    except UnicodeDecodeError as error:
        raise SettingsError("settings.encoding", file=FILE) from error
    return _settings(table)


def _line_of(error: tomllib.TOMLDecodeError, file: Path) -> int:
    """The line at which the parser stopped; the last one where it ran out of text."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else len(file.read_text(encoding="utf-8-sig").splitlines())


def _settings(table: Mapping[str, Any]) -> Settings:
    known = {field.name: field for field in dataclasses.fields(Settings)}
    values: dict[str, Any] = {}
    for section, entries in table.items():
        if not isinstance(entries, dict):
            raise SettingsError("settings.unknown", key=section)
        for key, value in entries.items():
            field = known.get(key)
            if field is None or field.metadata["section"] != section:
                raise SettingsError("settings.unknown", key=f"{section}.{key}")
            values[key] = _checked(field, value)
    return Settings(**values)


def _checked(field: "dataclasses.Field[Any]", value: Any) -> Any:
    limits, wanted = field.metadata, type(field.default)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if type(value) is not wanted:
        example = f"{field.name} = {_toml(field.default)}"
        raise SettingsError(_KINDS[wanted], key=field.name, value=_toml(value), example=example)
    if "choices" in limits and value not in limits["choices"]:
        raise SettingsError("settings.invalid", key=field.name, value=value, wanted=" | ".join(limits["choices"]))
    if "low" in limits and not limits["low"] <= value <= limits["high"]:
        wanted_range = f"{limits['low']} … {limits['high']}"
        raise SettingsError("settings.invalid", key=field.name, value=value, wanted=wanted_range)
    return value


_KINDS: Mapping[type, str] = MappingProxyType(
    {str: "settings.text", int: "settings.whole", float: "settings.number", bool: "settings.switch"}
)
"""What a setting takes → the code that says so of a value of another kind."""


def _toml(value: Any) -> str:
    """A value as it is written in toolkit.toml."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def toml_text(settings: Settings) -> str:
    """The commented ``toolkit.toml`` that ``init`` writes: every setting with its help and its value."""
    lines: list[str] = []
    section = ""
    for field in sorted(dataclasses.fields(Settings), key=lambda one: _SECTIONS.index(one.metadata["section"])):
        if field.metadata["section"] != section:
            section = field.metadata["section"]
            lines += ["", f"[{section}]"]
        value = getattr(settings, field.name)
        shown = _toml(value)
        changed = value != field.default or field.metadata["section"] == "workspace"
        lines += [
            f"# {field.metadata['zh']}",
            f"# {field.metadata['en']}",
            f"{'' if changed else '# '}{field.name} = {shown}",
        ]
    return "\n".join(lines[1:]) + "\n"


_SECTIONS = ("workspace", "paths", "ledger", "watch", "limits", "documents", "daily", "logs")
