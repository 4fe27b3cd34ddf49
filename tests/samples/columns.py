"""The columns of the demo's sheets, and one client, contact or proposal laid out in them."""

from collections.abc import Sequence

from lives import Life, Talk
from market import Offer

Row = list[object]
PROSPECT = (
    "登記日期",
    "客戶名稱",
    "統一社會信用代碼",
    "主體類型",
    "業務線",
    "物業名稱",
    "物業類型",
    "建築面積(㎡)",
    "所在地",
    "行業",
    "成立日期",
    "註冊資本(萬元)",
    "上年營收(萬元)",
    "聯繫人",
    "職務",
    "聯繫電話",
    "郵箱",
    "信息來源",
    "渠道名稱",
    "渠道成本(元)",
    "預算(元)",
    "意向程度",
    "預計簽約日",
    "重大違法",
    "失信被執行",
    "行業處罰",
    "查詢日期",
    "跟進人",
    "下次跟進",
    "更新日期",
    "備註",
)
CONTACT = (
    "客戶",
    "日期時間",
    "溝通方式",
    "對方人員",
    "我方人員",
    "內容",
    "需求/異議",
    "結果",
    "跟進後階段",
    "下一步",
    "下次跟進",
)
OFFER = (
    "方案編號",
    "版本",
    "客戶",
    "服務內容",
    "服務標準",
    "收費模式",
    "單價",
    "單位",
    "面積(㎡)",
    "期限(月)",
    "開始日",
    "有效期",
    "付款方式",
    "特別說明",
)


def prospect(life: Life) -> Row:
    """A client in the columns of ``PROSPECT``."""
    one = life.client
    last = life.talks[-1] if life.talks else None
    planned = last.next_follow_up_on if last else None
    return [
        one.registered_on,
        one.name,
        one.credit_code,
        one.party_type,
        one.biz_line,
        one.property_name,
        one.property_type,
        one.floor_area,
        one.address,
        one.industry,
        one.founded_on,
        one.registered_capital,
        one.last_revenue,
        one.contact_person,
        one.title,
        one.phone,
        one.email,
        one.source,
        one.channel_name,
        one.channel_cost,
        one.budget,
        one.intent,
        one.expected_signing_on,
        *one.checks,
        one.checked_on,
        one.owner,
        planned,
        last.held_at.date() if last else one.registered_on,
        one.remarks,
    ]


def contact(talk: Talk) -> Row:
    """A contact in the columns of ``CONTACT``."""
    return [
        talk.client.name,
        talk.held_at,
        talk.method,
        talk.counterpart,
        talk.our_person,
        talk.content,
        talk.needs,
        talk.result,
        talk.stage_after,
        talk.next_step,
        talk.next_follow_up_on,
    ]


def offer(one: Offer) -> Row:
    """A proposal in the columns of ``OFFER``."""
    return [
        "",
        one.version,
        one.life.client.name,
        one.services,
        one.standard,
        one.mode,
        float(one.price),
        one.unit,
        one.area,
        one.months,
        one.starts_on,
        one.valid_until,
        one.payment,
        one.notes,
    ]


def talks(lives: Sequence[Life]) -> list[Talk]:
    """All contacts, in the order in which they were held."""
    return sorted((talk for life in lives for talk in life.talks), key=lambda talk: talk.held_at)


def put(row: Row, head: Sequence[str], title: str, value: object) -> None:
    """Write a slip into a row."""
    row[head.index(title)] = value


def quiet(lives: Sequence[Life]) -> list[int]:
    """Where the clients stand whom nobody has spoken to yet: slips in their rows hold nothing else up."""
    return [at for at, life in enumerate(lives) if not life.talks]
