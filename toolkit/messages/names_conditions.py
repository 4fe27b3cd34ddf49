"""What the conditions of gates are called (``manual/process.yaml``: needs, unguarded), in Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType

CONDITION_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "needs": ("有需求調研表", "a needs survey"),
        "proposal_confirmed": ("方案已確認", "a confirmed proposal"),
        "no_open_objection": ("異議全部關閉", "no open objection"),
        "contract_approved": ("合同會簽通過", "an approved contract"),
        "contract_signed": ("合同已簽署", "a signed contract"),
        "handover_complete": ("現場已交接", "a complete handover"),
    }
)
"""Condition → its name in Chinese and in English."""
