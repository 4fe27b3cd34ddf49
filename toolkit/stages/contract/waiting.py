"""What an unsigned contract waits for, told to whoever looks after the client: one reminder a contract."""

from toolkit.outcome import Customer, Record, Reminder
from toolkit.stages.contract.approval import TO_SIGN
from toolkit.stages.contract.desk import Desk


def waiting_key(number: str) -> str:
    """The reminder of a contract that is not signed yet."""
    return f"contract:{number}"


def waiting_reminder(record: Record, customer: Customer, desk: Desk, words: str = "") -> Reminder:
    """Tell the owner: sign, or (in ``words``) have it reviewed again."""
    number = record.payload["contract_id"]
    signable = record.payload["contract_state"] == TO_SIGN
    todo = "已可簽署，簽署後登記簽署日、簽署人、用印號與原件存放。" if signable else words or "合同文本已更新。"
    return Reminder(
        key=waiting_key(number),
        owner=customer.owner,
        due=desk.today,
        text=f"合同 {number}（{customer.name}）：{todo}",
        customer=customer.id,
        cause="contract.renewed",
    )
