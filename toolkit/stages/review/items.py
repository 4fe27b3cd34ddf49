"""One thing to do, as the morning list, the owner's workbook and the calendar show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

Payload = Mapping[str, Any]

FOLLOW_UP, VISIT, STALE, EXPIRY = "跟進", "拜訪", "資料更新", "合同到期"
NODE, STUCK, FIRST, OTHER = "關鍵節點", "停留過久", "首次聯繫", "其他"
ESCALATED = "逾期上報"
"""A late key node, as it is told to who answers for it."""
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "follow_up": FOLLOW_UP,
        "visit.due": VISIT,
        "visit.ahead": "接待",
        "plan.due": "開發計劃",
        "proposal.expires": "方案到期",
        "proposal.no_rate": "核定單價",
        "questionnaire.due": "滿意度問卷",
        "action.due": "改進措施",
        "contract.expires": EXPIRY,
        "contract.renewed": "合同變更",
        "milestone.due": "項目節點",
        "resource.gap": "資源到位",
        "handover.defect": "交接整改",
        "feedback.action": "評審決議",
        "owner.change": "跟進人變更",
    }
)
"""What a reminder is about (its cause) → as staff read it."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to do: ``on`` is its deadline; ``form`` names the sheet it is answered in, "" where none.

    ``row`` is what that sheet already holds of it. ``key`` stays the same from morning to morning.
    """

    key: str
    kind: str
    owner: str
    on: date
    text: str
    customer: str = ""
    name: str = ""
    form: str = ""
    row: Payload = field(default_factory=lambda: MappingProxyType({}))
    about: str = ""
    """The thing itself, where several people are told of it, each by a key of their own; "" for ``key``."""
