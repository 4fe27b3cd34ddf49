"""Single words and headings of ours in English: factors and what they look at, KPIs' sheets, kinds of reminders.

Names that stand in the rule book carry their English there (``en``).
"""

from collections.abc import Mapping
from types import MappingProxyType

_SCORES = {
    "評級上限": "Cap on the grade",
    "信用查詢未完成": "the credit checks are not complete",
    "查詢已逾期": "the credit checks are out of date",
    "三項均無": "none of the three",
    "部分未查": "partly unchecked",
    "有不良記錄": "bad record found",
    "已核": "verified",
    "已面談決策人": "met the decider",
    "已聯繫決策人": "reached the decider",
    "已面談經辦人": "met the officer in charge",
    "已聯繫經辦人": "reached the officer in charge",
    "完成三項查詢並填查詢日期": "make all three checks and fill in their date",
    "補填統一社會信用代碼": "fill in the credit code",
    "約見並確認意向": "meet them and confirm the intent",
    "約見決策人": "meet the decider",
    "本週內再聯繫一次": "contact them once more this week",
    "與客戶確認簽約時間": "confirm the date of signing with the client",
    "萬元": "CNY 10,000",
    "元": "CNY",
    "年": "years",
    "天": "days",
}
_SHEETS = {
    "摘要": "Summary",
    "指標": "KPI",
    "各月": "Months",
    "渠道": "Channel",
    "渠道累計": "Channels so far",
    "漏斗": "Funnel",
    "診斷": "Diagnosis",
    "診斷明細": "Behind the diagnosis",
    "人員": "Person",
    "個人績效": "Personal results",
    "圖表數據": "Chart data",
}
_HEADS = {
    "單位": "Unit",
    "本期": "Period",
    "上期": "Before",
    "較上期": "Change",
    "分子": "Above the line",
    "分母": "Below the line",
    "平均": "Mean",
    "可靠性": "Reliability",
    "公式": "Formula",
    "上期 n": "n before",
    "月份": "Month",
    "登記客戶": "Registered",
    "來訪客戶": "Visited",
    "簽約客戶": "Signed",
    "渠道成本合計（元）": "Channel cost (CNY)",
    "每條線索成本（元）": "Cost per lead (CNY)",
    "每次來訪成本（元）": "Cost per visit (CNY)",
    "每家簽約客戶成本（元）": "Cost per signing (CNY)",
    "累計客戶": "Customers so far",
    "A、B 級": "Grades A and B",
    "深入洽談以上": "In discussion or later",
    "成交以上": "Won or later",
    "累計成本（元）": "Cost so far (CNY)",
    "期內進入": "Entered in the period",
    "本期客戶到達": "Reached by the period's customers",
    "佔上一階段": "Of the stage before",
    "停留中位數（天）": "Median stay (days)",
    "停留 n": "n of the stay",
    "病症": "Ill",
    "怎樣衡量": "How it is measured",
    "件數": "Cases",
    "總數": "Total",
    "佔比": "Share",
    "上期總數": "Total before",
    "日期": "Date",
    "客戶編號": "Customer no.",
    "情況": "What is the matter",
    "負責人": "Owner",
    "姓名": "Name",
    "權重": "Weight",
    "目標": "Target",
    "實績": "Actual",
    "填報": "Reported",
    "達成率": "Attainment",
    "得分": "Points",
    "總得分": "Score",
    "備註": "Note",
    "客戶數": "Customers",
    "中位數": "Median",
    "九成在此之內": "Nine of ten within",
    "時限合計": "Time allowed",
    "分": "points",
    "個": "no.",
    "（未填）": "(not filled in)",
    "持平": "unchanged",
    "人工": "by hand",
    "人工填報": "reported by hand",
    "招商績效報告": "KPI report",
    "公司內部": "For staff",
    "內部機密（含個人績效）": "Confidential (with personal results)",
}
_REMARKS = {
    "本期樣本不足 5，僅供參考": "Fewer than 5 cases: an indication only",
    "上期樣本不足 5，比較僅供參考": "Fewer than 5 cases before: the comparison is an indication only",
    "人工填報；台帳沒有可計的個案，只列出，不計分": (
        "Reported by hand; the ledger has no case, so it is listed and not counted"
    ),
    "填報與台帳不符，按台帳計": "What was reported differs from the ledger, which counts",
    "各階段多在時限內完成": "Most stages end within the time allowed",
    "沒有內容或下一步": "no content or no next step",
    "進入談判而沒有談判準備": "went into negotiation without a negotiation sheet",
}
_FORMULAS = {
    "期內登記的客戶數（同一客戶只計一次，按登記日）": "customers registered in the period (each once, by its day)",
    "聯繫上、有內容且有下一步的溝通（同一客戶同一天計一次）": (
        "contacts that reached the client, with content and a next step (one a client and day)"
    ),
    "期內來訪或到場考察的客戶 ÷ 期內登記的客戶": (
        "customers that came or were shown round ÷ customers registered in the period"
    ),
    "期內簽約的客戶 ÷ 期內來訪或到場考察的客戶": (
        "customers signed ÷ customers that came or were shown round in the period"
    ),
    "期內簽約的客戶 ÷ 期內進入談判的客戶": "customers signed ÷ customers that entered negotiation in the period",
    "期內簽約的客戶由首次溝通到簽約的天數，取中位數（另列平均數）": (
        "days from the first contact to signing, of customers signed in the period: median (mean beside it)"
    ),
    "期內有效回訪總評（1–5 分）的平均數": "mean overall mark (1 to 5) of the valid visits in the period",
    "期內總評 4 分及以上的回訪 ÷ 期內有效回訪": "visits marked 4 or more ÷ valid visits in the period",
    "期內到期且已續約的合同 ÷ 期內到期的合同（同一物業、同一單元，到期後 90 天內起始的下一份合同算續約）": (
        "contracts that ended and were renewed ÷ contracts that ended in the period (the next one of the same "
        "property and unit, begun within 90 days, renews)"
    ),
    "已收 ÷ 應收（人工填報）": "collected ÷ due (reported by hand)",
    "已租面積 ÷ 可租面積（人工填報）": "area let ÷ area to let (reported by hand)",
    "規定工作日內首次溝通的客戶 ÷ 期內登記且時限已到的客戶": (
        "customers contacted within the working days allowed ÷ customers registered in the period whose time is up"
    ),
    "期內登記客戶的渠道成本合計 ÷ 期內登記的客戶": (
        "channel cost of the customers registered ÷ customers registered in the period"
    ),
    "期內首次簽約的客戶數（續約不計）": "customers that signed for the first time in the period (renewals left out)",
    "期內簽署合同的金額合計（含續約）": "amount of the contracts signed in the period (renewals included)",
}
_ILLS = {
    "信息收集不完整": "Incomplete information",
    "開發渠道單一": "One channel only",
    "溝通缺乏標準": "Contacts without a standard",
    "談判缺乏準備": "Negotiation unprepared",
    "合同未經審核": "Contract not reviewed",
    "後續維護不到位": "After-care lacking",
    "期內登記的客戶中，關鍵資料有缺的": "of the customers registered in the period, those with key facts missing",
    "期內登記的客戶中，來自最大渠道的": "of the customers registered in the period, those of the largest channel",
    "期內聯繫上的溝通中，沒有內容或下一步的": (
        "of the contacts that reached the client, those without content or next step"
    ),
    "期內進入談判的客戶中，沒有談判準備的": (
        "of the customers that entered negotiation, those without a negotiation sheet"
    ),
    "期內簽署的合同中（啟用系統前簽的不計），簽署前沒有各部門對該版本會簽同意的": (
        "of the contracts signed in the period (those from before the system left out), those whose version not "
        "all departments had agreed to"
    ),
    "期內到期的改進措施中，逾期才完成或未完成的": "of the measures due in the period, those done late or not at all",
}
_REMINDERS = {
    "跟進": "Follow-up",
    "拜訪": "Visit",
    "資料更新": "Records",
    "合同到期": "Contract ends",
    "關鍵節點": "Key node",
    "停留過久": "Stays too long",
    "首次聯繫": "First contact",
    "逾期上報": "Late, reported up",
    "接待": "Reception",
    "開發計劃": "Plan",
    "方案到期": "Proposal expires",
    "核定單價": "Rate to set",
    "滿意度問卷": "Questionnaire",
    "改進措施": "Measure",
    "合同變更": "Contract changed",
    "項目節點": "Milestone",
    "資源到位": "Resources",
    "交接整改": "Handover defect",
    "評審決議": "Review decision",
    "合同": "Contract",
    "跟進人變更": "Change of owner",
    "未指定": "nobody yet",
    "未定": "none",
    "未評": "none",
    "等級": "Grade",
    "客戶名稱": "Customer",
    "原等級": "Grade before",
    "新等級": "New grade",
    "原因": "Why",
    "跟進人": "Owner",
    "下一步": "Next step",
    "待主管確認：更改跟進人": "Waits for the manager: change of owner",
    **{
        f"{month}月": name
        for month, name in enumerate(
            (
                "January",
                "February",
                "March",
                "April",
                "May",
                "June",
                "July",
                "August",
                "September",
                "October",
                "November",
                "December",
            ),
            1,
        )
    },
}
WORDS: Mapping[str, str] = MappingProxyType(
    {**_SCORES, **_SHEETS, **_HEADS, **_REMARKS, **_FORMULAS, **_ILLS, **_REMINDERS}
)
"""Chinese → English; the rule book's own names go before these."""
