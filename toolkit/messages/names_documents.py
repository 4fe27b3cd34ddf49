"""What documents and lists are called in English: the process names them in Chinese, by their template."""

from collections.abc import Mapping
from types import MappingProxyType

DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "公司介紹函": "Introduction letter",
        "優先開發名單": "Priority list",
        "客戶檔案": "Client dossier",
        "開發計劃書": "Development plan",
        "需求調研報告": "Needs report",
        "合作方案書": "Cooperation proposal",
        "考察接待安排表": "Visit programme",
        "異議處理附件": "Annex of answers",
        "方案確認書": "Proposal confirmation",
        "談判準備書": "Negotiation brief",
        "物業服務合同": "Property-service contract",
        "租賃合同": "Lease",
        "合同審核表": "Contract review sheet",
        "合同比對報告": "Contract comparison",
        "資源調配計劃": "Resource plan",
        "現場交接單": "Site handover record",
        "項目啟動計劃": "Project start plan",
        "進度報告": "Progress report",
        "回訪記錄": "Visit record",
        "滿意度問卷": "Satisfaction questionnaire",
        "續約建議書": "Renewal proposal",
        "績效報告": "KPI report",
        "評審會議記錄": "Minutes of the review",
        "流程手冊": "Process handbook",
        "期間歸檔包": "Archive of the period",
        "崗位卡": "Role card",
        "訓練題": "Training sheet",
        "流程偏差": "Process drift",
        "晨會清單": "Morning list",
        "評分回測": "Scorecard back-test",
    }
)
"""Template (or document) → its English title."""

LISTS: Mapping[str, str] = MappingProxyType(
    {
        "主體類型": "Type of party",
        "業務線": "Line of business",
        "物業類型": "Type of property",
        "信息來源": "Source",
        "溝通方式": "Method of contact",
        "階段": "Deal stage",
        "收費模式": "Fee mode",
        "合同狀態": "Contract state",
        "意向程度": "Intent",
        "聯繫結果": "Result of contact",
        "單價單位": "Unit of price",
        "查詢結論": "Result of the check",
        "計劃狀態": "State of the plan",
        "需求方式": "Rent, buy or entrust",
        "服務內容": "Services",
        "服務標準": "Service standard",
        "合作模式": "Mode of cooperation",
        "付款方式": "Terms of payment",
        "考察結果": "Result of the visit",
        "異議類別": "Kind of objection",
        "異議狀態": "State of the objection",
        "優先級": "Priority",
        "文本語言": "Language of the text",
        "爭議解決": "Settlement of disputes",
        "發票類型": "Kind of invoice",
        "審核部門": "Reviewing department",
        "會簽意見": "Opinion",
        "資源類別": "Kind of resource",
        "交接類別": "Kind of item",
        "交接狀況": "Condition",
        "問題等級": "Grade of defect",
        "節點狀態": "State of the milestone",
        "回訪方式": "Method of visit",
        "績效指標": "KPI",
        "反饋來源": "Origin of feedback",
        "環節": "Stage of the process",
        "反饋狀態": "State of feedback",
        "成交結果": "Outcome of a deal",
    }
)
"""List of the rule book → its English title."""

SCORECARD: Mapping[str, str] = MappingProxyType(
    {
        "物業類型匹配": "Property type",
        "物業類型": "Type of property",
        "合作規模": "Scale",
        "建築面積": "Floor area",
        "承租面積": "Area to let",
        "企業信譽": "Reputation",
        "成立年限": "Years in business",
        "信用查詢": "Credit check",
        "主體證照": "Papers of the party",
        "財務狀況": "Finances",
        "註冊資本": "Registered capital",
        "上年營收": "Revenue last year",
        "預算": "Budget",
        "意向程度": "Intent",
        "意向": "Intent",
        "決策人接觸": "Access to the decider",
        "接觸層級": "Level of contact",
        "最近接觸": "Recency",
        "距最近有效溝通": "Days since the last effective contact",
        "預計簽約時間": "Expected signing",
        "距預計簽約": "Days to the expected signing",
        "重大違法": "Serious violation",
        "失信被執行": "Dishonest debtor",
        "行業處罰": "Sector penalty",
    }
)
"""Factors, measures and red lines of the scorecard as it is shipped; others keep the name they were given."""
