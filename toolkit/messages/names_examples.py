"""The examples of blank forms for offices that read English, and for those outside the mainland."""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "華景置業有限公司": "Huajing Properties Ltd",
        "華景中心": "Huajing Centre",
        "房地產開發": "Property development",
        "周敏": "Zhou Min",
        "總經理": "General manager",
        "2026深圳物業博覽會": "Property Expo 2026",
        "陳立文": "Chen Liwen",
        "林家慧": "Lin Jiahui",
        "離職": "Left the company",
        "黃主管": "Ms Huang, manager",
        "總部辦公與研發": "Head office and research",
        "周敏（總經理）": "Zhou Min (general manager)",
        "行政部比選 → 總經理辦公會 → 董事長簽批": "Administration compares → management meeting → chair signs",
        "介紹公司案例，對方關注電梯維保與能耗。": "Showed our cases; they care about lift upkeep and energy.",
        "希望先看同類項目": "Want to see a similar site first",
        "安排考察前灣國際中心": "Arrange a visit to Qianwan International Centre",
        "12月底前完成方案確認": "Proposal confirmed before the end of December",
        "先由工程經理做設備診斷，以節能數據切入": "Engineer inspects the plant first; open with energy savings",
        "11-20 設備診斷；12-05 考察；12-20 方案": "11-20 inspection; 12-05 visit; 12-20 proposal",
        "前灣國際中心 一樓服務中心": "Qianwan International Centre, service desk, ground floor",
        "周副總、行政部許經理，共 4 人": "Vice-president Zhou, Ms Xu of administration, 4 people",
        "林曉彤": "Lin Xiaotong",
        "14:00 服務中心與監控室\n14:40 設備房\n15:20 座談答疑": (
            "14:00 service desk and control room\n14:40 plant rooms\n15:20 questions"
        ),
        "電梯維保費是否已含在單價內？": "Is lift maintenance included in the price?",
        "已含。年檢費按政府收費標準另計。": "Yes. The yearly inspection is charged at the official rate.",
        "物業費單價": "Price per square metre",
        "1.95元/㎡/月": "1.95 yuan/m²/month",
        "1.85元/㎡/月": "1.85 yuan/m²/month",
        "1.75元/㎡/月": "1.75 yuan/m²/month",
        "合同期延至三年": "Term extended to three years",
        "首年單價不漲": "No increase in the first year",
        "改為專項外包": "Contract single services instead",
        "王敏": "Wang Min",
        "韓思源": "Han Siyuan",
        "華景中心物業服務合同": "Huajing Centre management contract",
        "陳國棟": "Chen Guodong",
        "A座1203": "A-1203",
        "辦公": "Offices",
        "按季支付，每季首月 10 日前付清當季費用": "Quarterly, by the 10th of the first month",
        "秩序維護員": "Security guard",
        "持保安員證": "Licensed",
        "周強": "Zhou Qiang",
        "1號客梯": "Passenger lift no. 1",
        "A座": "Block A",
        "建設單位": "Developer",
        "林志遠": "Lin Zhiyuan",
        "何婷": "He Ting",
        "人員進場": "Staff on site",
        "財務部月報": "Monthly report of finance",
        "行業展會": "Trade fair",
        "寫字樓": "Office",
        "方案書等了 9 天才收到": "The proposal took 9 days to arrive",
        "單價要等主管口頭確認": "Prices wait for the manager's word",
        "價目表上線，範圍內由專員自行報價": "Price list online; staff quote within its range",
        "周建宏": "Zhou Jianhong",
    }
)
"""Every example of a column that holds no list's value → the same in English."""

PHONES: Mapping[str, str] = MappingProxyType({"TW": "0912-345-678", "HK": "2345 6789", "MO": "2832 1234"})
CODES: Mapping[str, str] = MappingProxyType({"TW": "04595257", "HK": "12345678", "MO": "81234567"})
"""Jurisdiction → example of a telephone number, of an organisation's number; CN stands in the form itself."""

PHONE_HELP: Mapping[str, str] = MappingProxyType(
    {"TW": "手機 10 位，或區號加電話。", "HK": "8 位電話號碼。", "MO": "8 位電話號碼。"}
)
CODE_HELP: Mapping[str, str] = MappingProxyType(
    {
        "TW": "統一編號 8 位，請先把該欄設為「文字」格式再貼上。",
        "HK": "商業登記號碼，請先把該欄設為「文字」格式再貼上。",
        "MO": "商業登記編號，請先把該欄設為「文字」格式再貼上。",
    }
)

UNITS: Mapping[str, str] = MappingProxyType(
    {"㎡": "m²", "萬元": "10,000 {money}", "元": "{money}", "年": "years", "月": "months", "元/年": "{money} a year"}
)
"""A column's unit → the same in English."""
MONEY: Mapping[str, str] = MappingProxyType({"CN": "yuan", "TW": "TWD", "HK": "HKD", "MO": "MOP"})
