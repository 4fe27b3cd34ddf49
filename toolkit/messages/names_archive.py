"""Words of the index of a period's archive (索引.xlsx), in the office's language."""

from collections.abc import Mapping
from types import MappingProxyType

from toolkit.messages.script import simplified

_ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "歸檔索引": "Archive index",
        "索引": "Index",
        "類別": "Kind",
        "名稱": "Name",
        "編號": "Number",
        "客戶": "Customer",
        "日期": "Date",
        "密級": "Privacy",
        "狀態": "State",
        "檔案": "File",
        "原件": "Original",
        "回執": "Receipt",
        "文件": "Document",
        "報表": "Figures",
        "內部": "Internal",
        "一般": "Open",
        "齊全": "complete",
        "缺": "missing",
        "作廢": "void",
        "已被人修改": "changed by somebody",
        "未歸檔": "not filed yet",
        "在（無原指紋可核）": "there (no hash to compare with)",
    }
)


def archive_word(text: str, language: str) -> str | None:
    """A word of ours in the index; None: the rule book has its English (kinds of documents)."""
    if language == "en":
        return _ENGLISH.get(text)
    return simplified(text) if language == "zh-Hans" else text
