"""Names below the outbox in the office's language: folders, lists, and the titles at the head of documents.

Stages name everything in Traditional Chinese, and the register keeps those names; only what lies on the share bears
the office's. What was typed (a customer's name, a file's) stands in such a name as it was typed. A document is called
by its own title: in an English office one of a Chinese template keeps its Chinese name.
"""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from toolkit.messages.script import simplified

FOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "合同審核": "Contract reviews",
        "歸檔": "Archive",
        "談判": "Negotiations",
        "待填方案": "Proposals to complete",
        "待主管確認": "Transfers to confirm",
        "待更新資料": "Records to update",
        "待辦": "To do",
        "晨會清單": "Morning lists",
        "等級變動": "Grade changes",
        "轉交清單": "Handed over",
    }
)
LISTS: Mapping[str, str] = MappingProxyType(
    {
        "歸檔": "Archive",
        "方案資料表（待填）": "Proposals to complete",
        "客戶轉交表（待主管確認）": "Transfers to confirm",
        "待更新資料": "Records to update",
        "待辦": "To do",
        "等級變動": "Grade changes",
        "轉交清單": "Handed over",
        "總覽": "Overview",
    }
)
VOID_MARK = "（作廢）"
"""Behind the name of a paper that became void, in the folder of earlier versions, in every language."""
_ROUND = re.compile(r"第\d+輪$")
_NOBODY = "nobody yet"
_OURS = ("全部在跟客戶", "（含個人績效）")
"""What else we write into names, behind their titles."""


def folder_name(part: str, language: str) -> str:
    """A folder that we name, in the office's language; another part of a path is left as it is."""
    if part not in FOLDERS or language == "zh-Hant":
        return part
    return FOLDERS[part] if language == "en" else simplified(part)


def file_name(name: str, language: str, titles: Collection[str] = ()) -> str:
    """A file's name (without its ending) in the office's language; ``titles`` are those of documents.

    The title stands at its head, of a contract at its end: 「HT-20261109-0001 潤樺中心物業服務合同」.
    """
    title, gap, rest = name.partition(" ")
    if language == "en":
        return LISTS.get(title, title) + gap + (_NOBODY if rest == "未指定" else rest)
    if language != "zh-Hans":
        return name
    if title in LISTS or title in titles or title.removesuffix(_OURS[1]) in titles:
        return simplified(title) + gap + _behind(rest)
    end = next((one for one in titles if name.endswith(one)), "")
    return name.removesuffix(end) + simplified(end)


def _behind(text: str) -> str:
    """What stands behind a title: ours in Simplified, what was typed as it was typed."""
    own = next((one for one in _OURS if text.endswith(one)), "")
    found = _ROUND.search(text)
    own = found[0] if found else own
    return text.removesuffix(own) + simplified(own)
