"""Why a signing cannot be recorded: another text, a department that has not agreed, a template not released."""

from collections.abc import Iterator, Sequence

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Record
from toolkit.stages.contract.approval import Standing, Vote, lacking
from toolkit.stages.contract.forms import CONTRACTS
from toolkit.stages.contract.terms import PROPERTY_TYPE, content_of, template_of
from toolkit.stages.findings import at

_SHOWN = 20
"""How much of a value is told; a clause may be long."""


def unsignable(row: TakenRow, record: Record, before: Record | None, cast: Sequence[Vote]) -> Finding:
    """What keeps a signing out; where the text is another one since it was agreed to, what changed in it."""
    number, missing = record.payload["contract_id"], "、".join(lacking(cast))
    version = record.payload["version"]
    if before is not None and version != before.payload["version"] and before.payload.get("agreed"):
        changes = "、".join(changed(record, before))
        known = before.payload["version"]
        return at(row, codes.SIGNED_CHANGED_TEXT, "signed_on", number, changes=changes, version=known, next=version)
    if any(vote.standing is Standing.VOIDED and vote.version == version for vote in cast):
        return at(row, codes.SIGNED_OTHER_TEXT, "signed_on", number, departments=missing)
    if missing:
        return at(row, codes.SIGNED_UNREVIEWED, "signed_on", number, departments=missing)
    return at(row, codes.TEMPLATE_UNRELEASED, "signed_on", number, template=template_of(record.payload))


def changed(record: Record, before: Record) -> Iterator[str]:
    """Each term that is not as it was agreed to, by its column's title: 「物業類型（寫字樓→醫院）」."""
    titles = {PROPERTY_TYPE: "物業類型", **{name: column.title for name, column in CONTRACTS.columns.items()}}
    old, new = content_of(before.payload), content_of(record.payload)
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield f"{titles[name]}（{_short(old.get(name))}→{_short(new.get(name))}）"


def _short(value: object) -> str:
    words = "空白" if value is None else str(value)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
