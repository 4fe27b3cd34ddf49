"""``manual/lists.yaml``: the values that a cell may hold, and everything else that people write for them."""

from toolkit.forms.lists import Entry, Lists, ValueList, value_list
from toolkit.messages.script import fold
from toolkit.rulebook.yaml import Item

NEEDED = {
    "主體類型": ("企業", "業主委員會", "個體工商戶", "自然人", "機關事業單位"),
    "業務線": ("物業服務外拓", "租賃招商", "其他"),
    "階段": ("潛在線索", "初步溝通", "深入洽談", "談判", "成交", "履約", "維護", "暫緩", "流失"),
    "查詢結論": ("有", "無", "未查"),
    "意向程度": ("高", "中", "低", "無"),
    "聯繫結果": ("已達成", "有意向", "需跟進", "無意向", "未聯繫上"),
    "收費模式": ("包乾制", "酬金制", "固定租金", "扣點", "保底+扣點"),
    "合同狀態": ("草稿", "審批中", "待簽", "執行中", "即將到期", "已續約", "到期", "終止", "作廢"),
    "會簽意見": ("同意", "修改後同意", "不同意"),
    "異議狀態": ("未解決", "處理中", "已解決"),
    "優先級": ("必保", "爭取", "可讓"),
}
"""Entries that rules of the process name: an admin may give them aliases but not take them away."""


def parse_lists(top: Item) -> Lists:
    """Read every list.

    Raises ``RuleBookError`` for an alias that means two values and for a needed entry that is gone.
    """
    lists = {name: _parse_list(name, item) for name, item in top.mapping().items()}
    for name, entries in NEEDED.items():
        values = lists[name].values if name in lists else ()
        for value in entries:
            if value not in values:
                raise top.mapping().get(name, top).wrong("rulebook.entry_needed", value=f"{name}：{value}")
    return lists


def _parse_list(name: str, item: Item) -> ValueList:
    meaning: dict[str, str] = {}
    entries = []
    for value, below in item.mapping().items():
        entry = _parse_entry(value, below)
        for written in (entry.value, entry.en, *entry.aliases):
            first = meaning.setdefault(fold(written), value) if written else value
            if first != value:
                raise below.wrong("rulebook.alias_twice", value=written, first=first, second=value)
        entries.append(entry)
    return value_list(name, tuple(entries))


def _parse_entry(value: str, item: Item) -> Entry:
    if item.is_empty:
        return Entry(value)
    item.only("en", "aliases")
    english, aliases = item.get("en"), item.get("aliases")
    return Entry(value, english.text() if english else "", aliases.texts() if aliases else ())
