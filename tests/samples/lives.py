"""What happened to each invented client: contacts in order, with stages, needs, next steps and results."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from office import LEASE, TODAY, Client, working_day

ISSUED = date(2026, 11, 1)
"""From this day on the process book's gates bind; what had to pass them was over before."""
ENDS = {
    "潛在線索": (38, 0, 1),
    "初步溝通": (42, 1, 3),
    "深入洽談": (27, 3, 5),
    "談判": (11, 4, 6),
    "成交": (14, 5, 7),
    "流失": (13, 1, 4),
    "暫緩": (5, 2, 3),
}
"""Where a client stands today → how many of a hundred and fifty, and how many contacts it had (from, to)."""
MOVED_IN = date(2026, 9, 30)
"""Who had signed by then is served by now."""
WAY = ("潛在線索", "初步溝通", "深入洽談", "談判", "成交")


@dataclass
class Talk:
    """One contact as a log says it."""

    client: Client
    held_at: datetime
    method: str
    counterpart: str
    our_person: str
    content: str
    needs: str
    result: str
    stage_after: str
    next_step: str
    next_follow_up_on: date | None


@dataclass
class Life:
    """A client, where it stands today, and how it got there."""

    client: Client
    stage: str
    talks: list[Talk] = field(default_factory=list)

    def entered(self, stage: str) -> date | None:
        """The day on which a contact brought the client to ``stage``."""
        return next((talk.held_at.date() for talk in self.talks if talk.stage_after == stage), None)


_FIRST = (
    ("電話", "介紹公司與同類案例，對方願意進一步了解，要求先發資料。", "希望先看同類項目的收費水平"),
    ("微信", "加微信後發送公司介紹與資質清單，對方轉給主管領導。", ""),
    ("電話", "了解到現服務單位合同明年到期，對保潔和夜間巡邏不滿意。", "夜間巡更要有記錄"),
    ("郵件", "發送公司介紹函與三個同類案例，對方回覆將在例會上討論。", ""),
    ("拜訪", "上門拜訪，查看現場，電梯廳與地庫照明有多處損壞。", "電梯維保要由原廠承擔"),
)
_DEEPER = (
    ("拜訪", "與行政及工程負責人座談，逐項核對服務範圍與崗位數。", "門崗須二十四小時雙崗"),
    ("來訪", "客戶來訪，參觀在管項目的監控室與設備房，反饋良好。", "希望駐場經理由總部派出"),
    ("視頻", "線上匯報服務標準與費用測算，對方逐條提問並記錄。", "能耗要分項計量、按月公示"),
    ("電話", "確認計費面積與交付日期，對方提供平面圖與設備清單。", "停車收費與物業費分開核算"),
    ("來訪", "客戶帶隊考察，重點看報修流程與應急演練記錄。", "電梯困人十五分鐘內到場"),
)
_TALKS = (
    ("拜訪", "商談單價與付款方式，對方要求首年不漲價。", "首年單價不變，次年按指數調整"),
    ("視頻", "逐條討論合同條款，違約金比例與驗收標準待定。", "違約責任要對等"),
    ("拜訪", "與決策人面談，就服務範圍與期限達成一致。", ""),
)
_LEASE_DEEPER = (
    ("來訪", "客戶看鋪，關注門頭尺寸、排煙與用電容量。", "需要單獨電錶與排煙管道"),
    ("來訪", "二次看房，測量面積並核對交付標準。", "免租期希望有三個月"),
    ("電話", "商談租金單價與遞增，對方提供品牌資料。", "租金每年遞增不超過百分之三"),
    ("視頻", "線上溝通裝修方案與進場時間。", "裝修期間允許夜間施工"),
)
_LOST = ("最終選擇本地國企物業", "預算削減，項目取消", "對單價不滿意，已與他人簽約", "續用原服務單位", "選址改到其他區")
_NEXT = {
    "潛在線索": ("再次致電約見負責人", "發送公司介紹函"),
    "初步溝通": ("約現場拜訪，了解服務範圍", "提供同類案例與資質", "約時間面談需求"),
    "深入洽談": ("出具合作方案書", "安排考察在管項目", "修訂費用測算後再議"),
    "談判": ("修改合同條款後會簽", "確認付款方式與進場日期"),
    "暫緩": ("三個月後再聯繫",),
}


def live(client: Client, stage: str, rng: Random) -> Life:
    """Make up the contacts that brought ``client`` to ``stage``, between its registration and today."""
    life = Life(client, stage)
    _, low, high = ENDS[stage]
    days = _days(client.registered_on, rng.randint(low, high), stage, rng)
    marks = _marks(stage, len(days))
    here = WAY[0]
    for at, (day, mark) in enumerate(zip(days, marks, strict=True)):
        here = mark or here
        following = days[at + 1] if at + 1 < len(days) else None
        life.talks.append(_talk(client, day, mark, here, following, rng))
    if stage == "成交" and days[-1] <= MOVED_IN:
        life.talks.append(_moved_in(client, days[-1]))
    return life


def _moved_in(client: Client, signed: date) -> Talk:
    """Some weeks after the signature our people move in."""
    day = working_day(signed + timedelta(days=24))
    content = (
        "商戶進場裝修，完成鑰匙與水電讀數交接。"
        if client.biz_line == LEASE
        else "人員進場，完成設備與鑰匙交接，開始服務。"
    )
    return Talk(
        client=client,
        held_at=datetime.combine(day, time(9, 30)),
        method="拜訪",
        counterpart=f"{client.contact_person}（{client.title}）",
        our_person=client.owner,
        content=content,
        needs="",
        result="已達成",
        stage_after="履約",
        next_step="每月例會核對服務標準",
        next_follow_up_on=TODAY + timedelta(days=9),
    )


def _days(registered: date, count: int, stage: str, rng: Random) -> list[date]:
    """Working days after the registration; open deals were last spoken to not long ago."""
    if not count:
        return []
    last = TODAY - timedelta(days=rng.randint(1, 24))
    if stage == "成交":
        last = min(ISSUED - timedelta(days=rng.randint(2, 30)), registered + timedelta(days=rng.randint(45, 150)))
    if stage in ("流失", "暫緩"):
        last = min(TODAY - timedelta(days=3), registered + timedelta(days=rng.randint(20, 90)))
    first = working_day(registered + timedelta(days=rng.choice((0, 1, 1, 1, 2, 2, 3, 6))))
    span = max((last - first).days, count * 2)
    found = [first, *(first + timedelta(days=span * at // max(count - 1, 1)) for at in range(1, count))]
    return [min(working_day(day), TODAY) for day in dict.fromkeys(found)]


def _marks(stage: str, count: int) -> list[str]:
    """Which contact moved the client where: a closed deal by its last contact, an open one by its first."""
    marks = [""] * count
    if not count or stage == WAY[0]:
        return marks
    way = list(WAY[1 : WAY.index(stage) + 1]) if stage in WAY else ["初步溝通", stage]
    way = way[-count:]
    if stage == "成交" or stage not in WAY:
        places = [round(at * (count - 1) / max(len(way) - 1, 1)) for at in range(len(way))]
    else:
        places = list(range(len(way)))
    for place, name in zip(places, way, strict=True):
        marks[place] = name
    return marks


def _talk(client: Client, day: date, mark: str, here: str, following: date | None, rng: Random) -> Talk:
    method, content, needs = rng.choice(_pool(client, here))
    result = "已達成" if here == "成交" else rng.choices(("有意向", "需跟進"), (60, 40))[0]
    if here == WAY[0]:
        method, content, needs, result = "電話", "多次致電無人接聽，未能聯繫上負責人。", "", "未聯繫上"
    if here in ("流失", "成交", "暫緩"):
        method, content, needs, result = _ending(here, rng)
    closed = here in ("流失", "成交")
    ahead = following or TODAY + timedelta(days=rng.choice((-6, 3, 5, 7, 10, 14, 21)))
    return Talk(
        client=client,
        held_at=datetime.combine(day, time(rng.choice((9, 10, 11, 14, 15, 16)), rng.choice((0, 10, 20, 30, 40)))),
        method=method,
        counterpart=f"{client.contact_person}（{client.title}）",
        our_person=client.owner,
        content=content,
        needs=needs,
        result=result,
        stage_after=mark,
        next_step="" if closed else rng.choice(_NEXT[here]),
        next_follow_up_on=None if closed else max(ahead, day + timedelta(days=1)),
    )


def _pool(client: Client, here: str) -> tuple[tuple[str, str, str], ...]:
    if here in ("初步溝通", "潛在線索"):
        return _FIRST
    if here == "深入洽談":
        return _LEASE_DEEPER if client.biz_line == LEASE else _DEEPER
    return _TALKS


def _ending(here: str, rng: Random) -> tuple[str, str, str, str]:
    if here == "流失":
        return "電話", "對方告知最終結果，感謝我方投入，保持聯繫。", rng.choice(_LOST), "無意向"
    if here == "暫緩":
        return "電話", "客戶內部預算未批，項目延後到明年再議。", "預算待批", "需跟進"
    return "拜訪", "雙方簽署合同，約定進場交接日期與聯絡人。", "", "已達成"
