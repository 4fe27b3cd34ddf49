"""Names that staff see outside any sheet: folders of the workspace, the receipt's name, the status file."""

from dataclasses import dataclass

from toolkit.messages.script import simplified


@dataclass(frozen=True, slots=True)
class Names:
    """The staff-facing names of one language (design section 1)."""

    internal: str
    receipts: str
    customers: str
    reports: str
    handbook: str
    returned: str
    older: str
    newer: str
    status: str
    healthy: str
    troubled: str
    rules_held: str
    """The daemon runs by the last good rule book, as today's cannot be used."""
    stopped: str
    page: str
    daily: str
    received: str
    to_mend: str
    nothing_to_mend: str
    to_map: str
    duplicate: str
    quarantined: str
    checked: str
    withdrawn: str
    not_taken: str
    """Suffix pieces of a receipt's name: 客戶名單【收197·待改3】.xlsx"""


TRADITIONAL = Names(
    internal="內部",
    receipts="回執",
    customers="客戶",
    reports="報表",
    handbook="手冊",
    returned="退回",
    older="舊版",
    newer="新版",
    status="系統狀態",
    healthy="正常",
    troubled="異常",
    rules_held="規則有誤",
    stopped="已停止",
    page="使用說明",
    daily="招商日常",
    received="收",
    to_mend="待改",
    nothing_to_mend="全部收下",
    to_map="待對照",
    duplicate="重複投件",
    quarantined="已隔離",
    checked="已檢查",
    withdrawn="已撤回",
    not_taken="未處理",
)

ENGLISH = Names(
    internal="Internal",
    receipts="Receipts",
    customers="Customers",
    reports="Reports",
    handbook="Handbook",
    returned="Returned",
    older="Earlier versions",
    newer="new",
    status="Status",
    healthy="running",
    troubled="trouble",
    rules_held="rules at fault",
    stopped="stopped",
    page="How to use",
    daily="Daily work",
    received="taken ",
    to_mend="to mend ",
    nothing_to_mend="all taken",
    to_map="headings to match",
    duplicate="dropped before",
    quarantined="set aside",
    checked="checked",
    withdrawn="taken back",
    not_taken="not taken",
)


def names(language: str) -> Names:
    """The names of ``language`` (zh-Hant, zh-Hans, en); Simplified is derived from Traditional."""
    if language == "en":
        return ENGLISH
    if language == "zh-Hans":
        return Names(**{key: simplified(getattr(TRADITIONAL, key)) for key in Names.__dataclass_fields__})
    return TRADITIONAL
