"""An invented office and its invented market: people, companies, numbers with right check digits.

Everything follows from one seeded generator, so that the demo's workbooks are the same on every machine. No
name, number or address means a real one; credit codes only obey the rules of GB 32100 and GB 11714.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

TODAY = date(2026, 11, 24)
FIRST_DAY = date(2025, 12, 1)
STAFF = ("林曉彤", "陳立文", "王小明", "張雅婷")
BOSS = "周建宏"
SERVICE, LEASE = "物業服務外拓", "租賃招商"

_SURNAMES = {
    "周": "zhou", "李": "li", "陳": "chen", "黃": "huang", "何": "he", "梁": "liang", "郭": "guo", "許": "xu",
    "吳": "wu", "鄧": "deng", "曾": "zeng", "羅": "luo", "蔡": "cai", "葉": "ye", "蘇": "su", "方": "fang",
    "莫": "mo", "溫": "wen", "韓": "han", "馮": "feng", "袁": "yuan", "潘": "pan", "杜": "du", "沈": "shen",
}  # fmt: skip
_GIVEN = ("敏", "志強", "慧玲", "國棟", "雅芳", "建華", "麗娟", "文斌", "曉東", "婉儀", "俊傑", "淑貞", "永康", "思源",
          "海燕", "偉明", "佩珊", "振宇", "靜", "家豪")  # fmt: skip
_FIRST = "禾澤韶嶼朗粵湛邦岑川嵐沐穗琛翊熙昱霖碩瀚"
_SECOND = "鼎宸恒源達辰創盛航信合豐原澄野安川森維"
_CITIES = (
    ("深圳市", ("南山區科苑南路", "福田區深南中路", "寶安區新安三路", "龍華區民治大道", "光明區光僑路")),
    ("東莞市", ("南城區鴻福路", "松山湖科技四路", "長安鎮德政路")),
    ("廣州市", ("番禺區市橋街", "黃埔區開創大道", "天河區黃埔大道")),
    ("佛山市", ("南海區桂城街", "順德區容奇大道")),
    ("惠州市", ("惠城區江北", "仲愷區和暢路")),
)
_REGIONS = {"深圳市": "440305", "東莞市": "441900", "廣州市": "440113", "佛山市": "440605", "惠州市": "441302"}
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

CHANNELS = {
    "行業展會": (("2026深圳物業博覽會", "大灣區智慧園區展"), (600, 1500), 22),
    "行業協會": (("物業管理行業協會", "產業園區協會"), (200, 400), 14),
    "夥伴推薦": (("正合設備維保公司", "海銘建築設計院"), (0, 500), 22),
    "線上平台": (("官網留言", "微信公眾號"), (100, 300), 24),
    "線下調研": (("片區掃樓", "競品走訪"), (80, 200), 24),
    "招投標平台": (("公共資源交易中心", "企業採購平台"), (150, 400), 12),
    "主動來訪": (("前台登記",), (0, 0), 10),
    "老客戶轉介": (("松湖雅苑業委會", "光明智造園"), (0, 0), 12),
    "中介": (("嘉盈地產代理",), (1500, 3000), 6),
    "政府推介": (("招商服務中心",), (0, 0), 4),
}
"""Channel → its names, what a lead costs (from, to), its weight."""


@dataclass
class Client:
    """One invented prospect: what a prospect list says about it."""

    number: int
    registered_on: date
    name: str
    credit_code: str
    party_type: str
    biz_line: str
    property_name: str
    property_type: str
    floor_area: int
    address: str
    industry: str
    founded_on: date | None
    registered_capital: int | None
    last_revenue: int | None
    contact_person: str
    title: str
    phone: str
    email: str
    source: str
    channel_name: str
    channel_cost: int
    budget: int | None
    intent: str
    expected_signing_on: date | None
    checks: tuple[str, str, str]
    checked_on: date | None
    owner: str
    remarks: str = ""


def org_check(body: str) -> str:
    """The check character of an organisation code's first eight (GB 11714)."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    digit = 11 - sum(int(one, 36) * weight for one, weight in zip(body, weights, strict=True)) % 11
    return {10: "X", 11: "0"}.get(digit, str(digit))


def credit_check(body: str) -> str:
    """The last character of a credit code, from its first seventeen (GB 32100)."""
    total = sum(_ALPHABET.index(one) * pow(3, at, 31) for at, one in enumerate(body))
    return _ALPHABET[(31 - total % 31) % 31]


def credit_code(rng: Random, city: str, kind: str) -> str:
    """A code of an invented body: 91 for companies, 92 for sole traders, 12 for public bodies."""
    first = {"個體工商戶": "92", "機關事業單位": "12"}.get(kind, "91")
    body = "MA5" + "".join(rng.choice(_ALPHABET) for _ in range(5))
    code = first + _REGIONS[city] + body + org_check(body)
    return code + credit_check(code)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


class Office:
    """The generator of clients: each call of ``client`` makes the next one."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        names = [first + second for first in _FIRST for second in _SECOND if first != second]
        self.rng.shuffle(names)
        self._names = iter(names)
        self._count = 0

    def person(self) -> tuple[str, str]:
        """A name, and how its surname is written in an address."""
        surname = self.rng.choice(list(_SURNAMES))
        return surname + self.rng.choice(_GIVEN), _SURNAMES[surname]

    def client(self, owner: str, lease: bool, registered_on: date) -> Client:
        """One more prospect of ``owner``."""
        self._count += 1
        rng, word = self.rng, next(self._names)
        city, streets = rng.choice(_CITIES)
        kind, party, industry, suffix, place = _tenant(rng, word) if lease else _property(rng, word)
        person, spelled = self.person()
        names, cost, _ = CHANNELS[source := _channel(rng)]
        company = party in ("企業", "個體工商戶")
        area = _area(rng, kind, lease=lease)
        return Client(
            number=self._count,
            registered_on=registered_on,
            name=f"{city if party == '企業' and rng.random() < 0.7 else ''}{word}{suffix}",
            credit_code="" if party in ("業主委員會", "自然人") else credit_code(rng, city, party),
            party_type=party,
            biz_line=LEASE if lease else SERVICE,
            property_name=place,
            property_type=kind,
            floor_area=area,
            address=f"{city}{rng.choice(streets)}{rng.randint(2, 188)}號",
            industry=industry,
            founded_on=date(rng.randint(1998, 2024), rng.randint(1, 12), rng.randint(1, 28)) if company else None,
            registered_capital=rng.choice((50, 100, 300, 500, 1000, 2000, 5000, 10000)) if company else None,
            last_revenue=rng.choice((280, 760, 1500, 3600, 8200, 16000, 52000)) if party == "企業" else None,
            contact_person=person,
            title=_title(rng, party),
            phone=f"13{rng.choice('689')}0000{1000 + self._count * 37 % 9000}",
            email=f"{spelled}@c{self._count:03d}.example" if rng.random() < 0.75 else "",
            source=source,
            channel_name=rng.choice(names),
            channel_cost=rng.randrange(cost[0], cost[1] + 1, 10) if cost[1] else 0,
            budget=_budget(rng, kind, area, lease=lease) if rng.random() < 0.8 else None,
            intent=rng.choices(("高", "中", "低", "無"), (30, 42, 22, 6))[0],
            expected_signing_on=None,
            checks=_checks(rng),
            checked_on=None,
            owner=owner,
        )


def _channel(rng: Random) -> str:
    return rng.choices(list(CHANNELS), [weight for _, _, weight in CHANNELS.values()])[0]


def _property(rng: Random, word: str) -> tuple[str, str, str, str, str]:
    """Kind, party, industry, the rest of the name, and the place, of somebody whose property we would run."""
    kind = rng.choices(
        ("住宅", "寫字樓", "產業園區", "學校", "醫院", "政府公建", "工業廠房", "倉儲物流", "商業綜合體", "酒店公寓"),
        (24, 20, 20, 6, 4, 6, 9, 6, 6, 4),
    )[0]
    if kind == "住宅" and rng.random() < 0.6:
        place = f"{word}{rng.choice(('花園', '雅苑', '華庭', '名居'))}"
        return kind, "業主委員會", "住宅小區", f"{place[len(word) :]}業主委員會", place
    public = {"學校": ("實驗學校", "教育"), "醫院": ("康復醫院", "醫療衛生"), "政府公建": ("街道文體中心", "公共服務")}
    if kind in public:
        suffix, industry = public[kind]
        return kind, "機關事業單位", industry, suffix, f"{word}{suffix}"
    endings = {
        "住宅": ("置業有限公司", "房地產開發", "花園"),
        "寫字樓": ("資產管理有限公司", "商務服務", "大廈"),
        "產業園區": ("科技園發展有限公司", "園區開發", "科技園"),
        "工業廠房": ("精密製造有限公司", "製造業", "工業園"),
        "倉儲物流": ("供應鏈有限公司", "物流", "物流園"),
        "商業綜合體": ("商業管理有限公司", "零售", "廣場"),
        "酒店公寓": ("酒店管理有限公司", "住宿", "公寓"),
    }
    suffix, industry, place = endings[kind]
    return kind, "企業", industry, suffix, f"{word}{place}"


def _tenant(rng: Random, word: str) -> tuple[str, str, str, str, str]:
    """The same of somebody who would rent from us."""
    kind = rng.choices(("商鋪", "寫字樓", "產業園區"), (50, 32, 18))[0]
    ours = {"商鋪": "梧桐里街區", "寫字樓": "科苑創新大廈", "產業園區": "光明智造園"}[kind]
    if kind == "商鋪" and rng.random() < 0.45:
        return kind, "個體工商戶", "餐飲", rng.choice(("茶餐廳", "烘焙店", "花藝店", "便利店")), ours
    trade = rng.choice((("餐飲", "餐飲管理有限公司"), ("軟件", "軟件有限公司"), ("教育培訓", "教育諮詢有限公司"),
                        ("生物醫藥", "生物科技有限公司"), ("文化創意", "文化傳播有限公司")))  # fmt: skip
    return kind, "企業", trade[0], trade[1], ours


def _title(rng: Random, party: str) -> str:
    if party == "業主委員會":
        return rng.choice(("主任", "副主任", "委員"))
    if party == "機關事業單位":
        return rng.choice(("後勤主任", "辦公室主任", "總務科長"))
    return rng.choice(
        ("總經理", "副總經理", "行政經理", "行政總監", "物業經理", "店主" if party != "企業" else "採購經理")
    )


def _area(rng: Random, kind: str, *, lease: bool) -> int:
    if lease:
        return rng.randrange(40, 320, 10) if kind == "商鋪" else rng.randrange(120, 1600, 20)
    low, high = {"住宅": (40, 220), "寫字樓": (15, 90), "產業園區": (40, 260)}.get(kind, (8, 90))
    return rng.randrange(low, high) * 1000


def _budget(rng: Random, kind: str, area: int, *, lease: bool) -> int:
    monthly = Decimal(rng.choice((60, 80, 110))) if lease else Decimal(rng.choice(("2.2", "3.6", "5.5", "8.0")))
    factor = Decimal("0.5") if kind == "住宅" else Decimal(1)
    return int(monthly * factor * area * 12 / 10000) * 10000


def _checks(rng: Random) -> tuple[str, str, str]:
    draw = rng.random()
    if draw < 0.03:
        return ("無", "有", "無")
    if draw < 0.25:
        return ("未查", "未查", "未查")
    return ("無", "無", "無") if draw < 0.85 else ("無", "無", "未查")
