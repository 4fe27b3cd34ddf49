"""The demo's whole market: who looks after which clients, how each life went, what was offered to whom."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

import yaml
from lives import ENDS, WAY, Life, live
from office import BOSS, FIRST_DAY, LEASE, SERVICE, STAFF, TODAY, Client, Office, working_day

MANUAL = Path(__file__).resolve().parents[2] / "manual"
SEED = 20261124
SHARES = dict(zip(STAFF, (46, 42, 34, 28), strict=True))
LEASING = {"林曉彤": 0.1, "陳立文": 0.2, "王小明": 0.15, "張雅婷": 0.9}
"""How much of each colleague's work is leasing."""
METRICS = (
    ("新增客戶數", 25, (3, 4)),
    ("有效溝通數", 25, (8, 12)),
    ("來訪轉化率", 15, ("30%", "40%")),
    ("簽約數", 20, (1, 1)),
    ("響應時效", 15, ("90%", "95%")),
)
LEASING_METRICS = (
    ("新增客戶數", 20, (2, 3)),
    ("有效溝通數", 20, (6, 8)),
    ("簽約數", 20, (1, 1)),
    ("收繳率", 20, ("96%", "97%")),
    ("出租率", 20, ("92%", "94%")),
)
"""What a colleague in leasing is measured by: the last two only people can report."""
Target = tuple[str, str, str, int, object, object, str]
"""Period, person, indicator, weight, target, reported, source of the report."""


@dataclass
class Offer:
    """One row of a proposal sheet."""

    life: Life
    version: int
    services: str
    standard: str
    mode: str
    price: Decimal
    unit: str
    area: int
    months: int
    starts_on: date | None
    valid_until: date | None
    payment: str
    notes: str


@dataclass
class Market:
    """Everything that the workbooks are written from."""

    rng: Random
    lives: list[Life]
    offers: list[Offer]
    targets: list[Target]

    def of(self, owner: str) -> list[Life]:
        """The lives of one colleague's clients, oldest registration first."""
        return [life for life in self.lives if life.client.owner == owner]


def make_market() -> Market:
    """The same market every time."""
    office = Office(SEED)
    rng = office.rng
    lives = _lives(office)
    return Market(rng, lives, _offers(lives, rng), _targets(rng))


def _lives(office: Office) -> list[Life]:
    rng = office.rng
    stages = [stage for stage, (count, _, _) in ENDS.items() for _ in range(count)]
    owners = [owner for owner, count in SHARES.items() for _ in range(count)]
    rng.shuffle(stages)
    rng.shuffle(owners)
    lives = []
    for stage, owner in zip(stages, owners, strict=True):
        registered = _registered(stage, rng)
        client = office.client(owner, rng.random() < LEASING[owner], registered)
        life = live(client, stage, rng)
        _finish(client, life, rng)
        lives.append(life)
    return sorted(lives, key=lambda life: life.client.registered_on)


def _registered(stage: str, rng: Random) -> date:
    """Who got far was registered early; leads come in all year, and more of them lately."""
    last = date(2026, 8, 10) if stage in WAY[2:] else date(2026, 11, 6)
    if stage == WAY[0]:
        last = date(2026, 11, 20)
    if stage in WAY[:2] and rng.random() < 0.18:
        return working_day(date(2026, 11, rng.randint(2, 19)))
    span = (last - FIRST_DAY).days
    lately = 0.55 if stage in WAY[:2] else 0.9
    return working_day(FIRST_DAY + timedelta(days=int(span * rng.random() ** lately)))


def _finish(client: Client, life: Life, rng: Random) -> None:
    """Fill in what follows from the life: checks, expected signing, remarks."""
    if client.checks != ("未查", "未查", "未查"):
        client.checked_on = max(client.registered_on, TODAY - timedelta(days=rng.randint(8, 85)))
    if life.stage in WAY[1:4] and rng.random() < 0.7:
        client.expected_signing_on = TODAY + timedelta(days=rng.choice((20, 45, 70, 120, 160)))
    if life.stage == "流失":
        client.remarks = life.talks[-1].needs
    elif rng.random() < 0.2:
        client.remarks = rng.choice(("現服務單位合同年底到期", "由街道推薦", "先做一個樓棟試點", "需參加比選"))


def _offers(lives: list[Life], rng: Random) -> list[Offer]:
    """Proposals for most of those who are in discussion or negotiation, at the approved rates."""
    rates = yaml.safe_load((MANUAL / "rates.yaml").read_text(encoding="utf-8"))["lines"]
    suggested = yaml.safe_load((MANUAL / "standards.yaml").read_text(encoding="utf-8"))["suggested"]
    found = []
    for life in lives:
        client = life.client
        if life.stage not in ("深入洽談", "談判") or rng.random() < 0.3:
            continue
        levels = rates[client.biz_line]["prices"].get(client.property_type)
        if levels is None:
            continue
        level = rng.choice([one for one in levels if one != "尊享級"])
        price = Decimal(str(levels[level]))
        offer = _offer(life, suggested[client.property_type][:5], level, price, rng)
        found.append(offer)
        if rng.random() < 0.25:
            found.append(_second(offer))
    return found


def _offer(life: Life, services: list[str], level: str, price: Decimal, rng: Random) -> Offer:
    client = life.client
    lease = client.biz_line == LEASE
    by_day = lease and rng.random() < 0.4
    start = rng.choice((date(2027, 1, 1), date(2027, 3, 1), date(2027, 4, 1), None))
    return Offer(
        life=life,
        version=1,
        services="招商運營、秩序維護" if lease else "、".join(services),
        standard=level,
        mode="固定租金" if lease else rng.choice(("包乾制", "包乾制", "酬金制")),
        price=(price * 12 / 365).quantize(Decimal("0.01")) if by_day else price,
        unit="元/㎡/天" if by_day else "元/㎡/月",
        area=client.floor_area,
        months=rng.choice((12, 24, 36, 36)),
        starts_on=start,
        valid_until=rng.choice((date(2026, 12, 31), date(2026, 12, 24), None)),
        payment=rng.choice(("月付", "季付", "季付", "半年付")),
        notes=rng.choice(("", "", "", "免租期按合同約定，不計入測算。" if lease else "停車收入按七三分成，另行約定。")),
    )


def _second(offer: Offer) -> Offer:
    changed = Offer(**vars(offer))
    changed.version, changed.months = 2, 36
    changed.price = (offer.price * Decimal("0.96")).quantize(Decimal("0.01"))
    changed.notes = "應客戶要求延長期限並下調單價。"
    return changed


def _targets(rng: Random) -> list[Target]:
    """Twelve months of targets for everybody."""
    found: list[Target] = []
    months = [f"{year}-{month:02d}" for year, month in ((2025, 12), *((2026, m) for m in range(1, 12)))]
    for period in months:
        for person in STAFF:
            for name, weight, aims in LEASING_METRICS if LEASING[person] > 0.5 else METRICS:
                by_hand = name in ("收繳率", "出租率")
                reported = round(rng.uniform(0.9, 0.985), 3) if by_hand else None
                source = "財務部月報" if by_hand else ""
                found.append((period, person, name, weight, rng.choice(aims), reported, source))
    return found


__all__ = ["BOSS", "LEASE", "SERVICE", "STAFF", "TODAY", "Market", "Offer", "make_market"]
