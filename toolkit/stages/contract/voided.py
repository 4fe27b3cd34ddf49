"""What is said when a contract is another text than the departments agreed to: how many words are void, and why."""

from collections.abc import Iterable, Sequence

from toolkit.forms.reading import TakenRow
from toolkit.messages import codes_contract as codes
from toolkit.messages.finding import Finding
from toolkit.outcome import Record
from toolkit.stages.findings import at


def voided(row: TakenRow, record: Record, before: Record | None, approvals: Iterable[Record]) -> tuple[Finding, ...]:
    """Say how many approvals no longer count, and whether the row or the template is why."""
    if before is None or record.payload["check_code"] == before.payload["check_code"]:
        return ()
    count = given_to(before, approvals)
    if count == 0:
        return ()
    number, code = record.payload["contract_id"], record.payload["check_code"]
    version = record.payload["version"]
    kind = codes.TEMPLATE_CHANGED if version == before.payload["version"] else codes.APPROVALS_VOID
    return (at(row, kind, "contract_id", number, version=version, count=count, check_code=code),)


def given_to(contract: Record, approvals: Iterable[Record]) -> int:
    """How many departments have spoken on the version that a contract is in."""
    return sum(item.payload["contract_version"] == contract.payload["version"] for item in approvals)


def void_words(findings: Sequence[Finding]) -> str:
    """The same for the review sheet, which all departments read."""
    return "".join(
        f"本合同自上次審批後已改動，之前的 {finding.data['count']} 份意見作廢，"
        f"須按校驗碼 {finding.data['check_code']} 重新會簽。"
        for finding in findings
        if finding.data.get("count")
    )
