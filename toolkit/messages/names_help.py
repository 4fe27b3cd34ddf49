"""The help of a form's columns for offices that read English: what stands in the form is Chinese."""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        # prospects, transfers
        "新客戶留空，系統會編號；已有編號的請照填。": "Empty for a new client: it gets a number; else copy its number.",
        "取得這條信息的日期。": "The day on which this was learnt.",
        "營業執照上的全稱；業主委員會寫小區全名。": "Full name as on the licence; of a committee, the estate's.",
        "18 位，請先把該欄設為「文字」格式再貼上。": "18 characters: format the column as text before pasting.",
        "租賃客戶填意向承租面積。": "For leasing, the area that they want to rent.",
        "按營業執照填。": "As on the business licence.",
        "手機 11 位，或區號加電話。": "Mobile of 11 digits, or area code and number.",
        "取得這條線索花的錢。": "What it cost to get this lead.",
        "一年的物業費或租金預算。": "Budget for fees or rent, a year.",
        "新客戶留空即為「潛在線索」。": "Empty for a new client means a lead.",
        "國家企業信用信息公示系統的查詢結果。": "What the national register of enterprises shows.",
        "中國執行信息公開網的查詢結果。": "What the courts' register of dishonest debtors shows.",
        "住建、市場監管等部門的處罰。": "Penalties by housing, market or other authorities.",
        "滿 90 天須重查。": "To be checked again after 90 days.",
        "客戶編號或全名；留空表示原跟進人名下全部客戶。": "Id or full name; empty means all clients of that owner.",
        "由主管放入主管專用資料夾才生效。": "Counts only when a manager drops it into the managers' folder.",
        # needs, contacts, plans
        "客戶編號，或與客戶資料表完全相同的名稱。": "Client id, or the name exactly as on the prospect sheet.",
        "可填多項，用頓號分開。": "Several are allowed: part them by “、” or a comma.",
        "填了單價就必填，不會代猜。": "Required with a unit price: it is never guessed.",
        "可留空。": "May be left empty.",
        "姓名與職務。": "Name and position.",
        "流失時在這裏寫明原因。": "When a client is lost, write the reason here.",
        "階段有變才填。": "Only when the deal stage changed.",
        "只有成交或流失可以留空。": "May be empty only when the deal is signed or lost.",
        "每個節點一行，日期寫在前面。": "One milestone a line, its day first.",
        # proposals, visits
        "可留空，系統按 FA-年月日-序號 編號。": "May be left empty: it is numbered FA-date-number.",
        "第一次填 1，改一次加 1。": "1 the first time, one more with each change.",
        "填客戶編號（如 SJ-20261124-0001）或客戶全稱。": "Client id (such as SJ-20261124-0001) or full name.",
        "可填多項，以「、」隔開。": "Several are allowed: part them by “、” or a comma.",
        "只填數字；單位填在後一欄。": "The figure only; its unit goes into the next column.",
        "單價是每月還是每天、按面積還是總價，務必選定。": "A month or a day, by area or in all: always choose.",
        "計費面積，平方米。": "Area that is charged for, m².",
        "月數；三年填 36。": "In months: 36 for three years.",
        "未定可留空。": "May be empty while it is open.",
        "報價有效到哪一天；留空則自方案日起 60 天。": "Last day of the offer; empty means 60 days from the proposal.",
        "每行一項，可在前面寫時間。": "One item a line; the time may stand before it.",
        "考察後補填。": "Filled in after the visit.",
        # negotiations
        "客戶編號或全名。": "Client id or full name.",
        "第幾輪談判，留空視為第 1 輪。": "Which round; empty means the first.",
        "低於（或高於）此值即離場。": "Below (or above) this we leave the table.",
        "讓一步換什麼。": "What we want in return for giving way.",
        "這一讓步每年少收或多花多少。": "What giving way costs a year.",
        "談不攏時怎麼辦。": "What to do if there is no agreement.",
        # contracts, approvals
        "留空由系統編號。": "Leave empty: it gets a number.",
        "系統填寫；內容改動即加一。": "Filled in by the system: one more with each change.",
        "同名客戶有多個時必填。": "Required where several clients share the name.",
        "留空用本處設定的語言。": "Empty means the language of this office.",
        "與營業執照或備案一致。": "As on the licence or the filing.",
        "企業必填。": "Required for companies.",
        "業主委員會必填。": "Required for owners' committees.",
        "業主委員會必填：業主共同決定選聘的日期或文號（民法典 278）。": (
            "Required for owners' committees: day or number of the owners' decision (Civil Code 278)."
        ),
        "自然人必填，只填後四位。": "Required for persons: the last four characters only.",
        "留空取客戶資料表。": "Empty means as on the prospect sheet.",
        "物業服務填建築面積，租賃填計租面積。": "Floor area for management, rented area for leases.",
        "租賃必填。": "Required for leases.",
        "做什麼、不做什麼。": "What is done, and what is not.",
        "等級或文字；租賃填交付標準。": "A grade or words; for leases, the state on handover.",
        "連同單價單位填寫。": "Together with its unit.",
        "合同期內的含稅總額。": "Total over the term, tax included.",
        "可留空；填了須與金額一致。": "May be left empty; if filled in, it must agree with the amount.",
        "選仲裁時寫全稱。": "With arbitration: the full name of the body.",
        "不是押金；不超過標的額 20%。": "Not the deposit; at most 20 % of the contract's value.",
        "按約定的計算基數。": "Of the base that was agreed.",
        "酬金制必填。": "Required with a remuneration.",
        "每份一行或用頓號分開。": "One a line, or parted by “、” or a comma.",
        "簽署時填。": "Filled in on signing.",
        "我方簽署人，簽署時填。": "Who signs for us; filled in on signing.",
        "只在終止或作廢時填；其他狀態由系統按會簽、簽署和期限更新。": (
            "Only to end or void it; all else follows from approvals, signing and term."
        ),
        "終止時填，可在今天之後。": "When it ends; may lie ahead.",
        "終止、作廢時填。": "When it is ended or voided.",
        "照合同頁尾。": "As in the footer of the contract.",
        "修改後同意、不同意時必填。": "Required unless the opinion is a plain yes.",
        # launch, aftercare
        "留空視為 0。": "Empty means 0.",
        "A 影響安全或使用，B 須限期整改，C 輕微。": "A touches safety or use, B must be mended in time, C is slight.",
        "未完成留空。": "Empty until it is done.",
        "1 非常不滿意、2 不滿意、3 一般、4 滿意、5 非常滿意；不適用請留空。": (
            "1 very dissatisfied, 2 dissatisfied, 3 neutral, 4 satisfied, 5 very satisfied; empty if it does not apply."
        ),
        "處理完畢才填。": "Only when it has been dealt with.",
        # review
        "2026-11、2026-Q4 或 2026。": "2026-11, 2026-Q4 or 2026.",
        "同一人同一週期合計 100。": "100 in all for one person and period.",
        "比率請寫百分號，如 35%。": "Rates with the percent sign, such as 35%.",
        "可留空，系統按台帳計算；收繳率與出租率請人工填。": (
            "May be left empty: it is computed; fill in collection rate and occupancy by hand."
        ),
        "同一編號只計一次。": "One number counts once.",
        "成交、流失，或未定。": "Won, lost, or open.",
        "渠道照原來的叫法寫。": "The channel as it was called then.",
    }
)
"""Every help of a column → the same in English."""
