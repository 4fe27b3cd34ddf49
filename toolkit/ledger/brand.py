"""What tells a company's name from others: the name without place, trade and legal form. Pure.

深圳市大華物業管理有限公司 → 大华. Names that share it may be the same client; the rest of a name is so
common that similarity of whole names says little (own judgement; nothing rests on it but suggestions).
Works on normalised names: folded to Simplified, no blanks.
"""

import re
from functools import lru_cache

_PLACES = """北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北
湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾 石家庄 唐山 太原
呼和浩特 沈阳 大连 长春 哈尔滨 南京 无锡 徐州 常州 苏州 南通 扬州 杭州 宁波 温州 嘉兴 绍兴 金华
合肥 福州 厦门 泉州 南昌 济南 青岛 烟台 潍坊 临沂 郑州 洛阳 武汉 长沙 广州 深圳 珠海 佛山 惠州
东莞 中山 江门 南宁 海口 三亚 成都 绵阳 贵阳 昆明 拉萨 西安 兰州 西宁 银川 乌鲁木齐 台北 高雄
中国 全国""".split()  # noqa: SIM905
_FORMS = """股份有限公司 有限责任公司 有限公司 责任公司 集团公司 总公司 分公司 公司 集团 股份 业主委员会
业主大会 业委会 居民委员会 居委会 管理委员会 管委会 事务所 个体工商户 经营部 工作室 co.,ltd.
co.,ltd co.ltd ltd. ltd limited inc. inc""".split()  # noqa: SIM905
_TRADES = """物业服务 物业管理 物业 资产管理 商业管理 企业管理 运营管理 投资管理 房地产开发 房地产 地产 置业
置地 不动产 实业 投资 控股 发展 开发 建设 工程 科技 技术 信息 网络 电子 商贸 贸易 商业 实业 服务
管理 运营 咨询 文化 传媒 餐饮 酒店 物流 供应链 医药 医疗 教育 食品 服饰 百货 超市""".split()  # noqa: SIM905
_BRACKETS = re.compile(r"\([^)]*\)")


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))


_PARTS = re.compile(
    rf"(?:(?:{_any(_PLACES)})(?:特别行政区|自治区|省|市)?){{0,2}}(?:[一-鿿]{{2}}[区县])?"
    rf"(.{{2,}}?)(?:{_any(_FORMS + _TRADES)}){{0,6}}(?:(?:{_any(_PLACES)})[省市]?分(?:公司|部))?",
    re.DOTALL,
)
"""Place, what is left (two characters at least), trades and legal forms, a branch."""
_GENERIC = frozenset(_FORMS + _TRADES)


@lru_cache(maxsize=65536)
def brand(name_key: str) -> str:
    """The distinctive part of a normalised name; the whole name where nothing else would be left."""
    bare = _BRACKETS.sub("", name_key) if "(" in name_key else name_key
    parts = _PARTS.fullmatch(bare)
    return parts[1] if parts and parts[1] not in _GENERIC else bare or name_key
