"""公司介紹函 for a new prospect graded A or B: who we are, and a first outline of cooperation (seed 2b)."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from toolkit.forms.column import Privacy
from toolkit.outcome import Customer, DocumentOrder, Record
from toolkit.rulebook.rates import Rate
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.context import company_facts
from toolkit.stages.customers import folder
from toolkit.stages.filling import filled
from toolkit.stages.proposal.contexts import CompanyFigure, CompanyStrength, ReferenceCase
from toolkit.stages.screening.contexts import LetterContext, OutlineLine

TEMPLATE = "公司介紹函"
LEASING = "租賃招商"
SUGGESTED_LEVEL = "標準級"
"""The level whose price an introduction names; the survey decides which one is offered."""

_OPENINGS = {
    "行業展會": "承蒙在{channel}上相識，得知貴方正在考慮{subject}事宜，謹此致函。",
    "行業協會": "經{channel}引介，得知貴方關注{subject}事宜，謹此致函。",
    "夥伴推薦": "承{channel}推薦，得知貴方正在考慮{subject}事宜，謹此致函。",
    "老客戶轉介": "承{channel}轉介，得知貴方正在考慮{subject}事宜，謹此致函。",
    "政府推介": "經{channel}推介，得知貴方關注{subject}事宜，謹此致函。",
    "招投標平台": "從公開招標信息中得知貴方正在辦理{subject}事宜，謹此致函。",
    "主動來訪": "感謝貴方先前來訪，就{subject}與我司交換意見，謹此致函。",
}
_CHANNELS = {
    "行業展會": "行業展會",
    "行業協會": "行業協會",
    "夥伴推薦": "合作夥伴",
    "老客戶轉介": "在管項目的客戶",
    "政府推介": "主管部門",
}
_OPENING = "近期得知貴方關注{subject}事宜，謹此致函，介紹我司情況並提出初步的合作設想。"


class Letters:
    """Writes introductions: what is the same for every customer of a kind is prepared once."""

    def __init__(self, rules: RuleBook, today: date) -> None:
        """Keep the rule book; kinds are prepared when they first come up."""
        self._rules = rules
        self._today = today
        self._kinds: dict[tuple[str, str], dict[str, Any]] = {}

    def order(self, customer: Customer, record: Record) -> DocumentOrder:
        """The order for the letter to ``customer``, whose prospect row is ``record``."""
        row = record.payload
        return DocumentOrder(
            template=TEMPLATE,
            context=ChainMap(self._personal(row), self._kind(row["biz_line"], row["property_type"])),
            folder=folder(customer),
            name=f"{TEMPLATE} {customer.name}",
            customer=customer.id,
            kind=TEMPLATE,
            privacy=Privacy.PERSONAL,
            sources={
                _PRINTED[field]: (record.source, record.cells[field]) for field in _PRINTED if field in record.cells
            },
        )

    def _kind(self, biz_line: str, property_type: str) -> dict[str, Any]:
        found = self._kinds.get((biz_line, property_type))
        if found is None:
            values = kind_values(biz_line, property_type, self._rules, self._today)
            found = self._kinds[biz_line, property_type] = filled(LetterContext, values)
        return found

    def _personal(self, row: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "customer_id": row["customer_id"],
            "customer_name": row["name"],
            "contact_person": row["contact_person"],
            "title": row.get("title"),
            "property_name": row.get("property_name"),
            "owner": row["owner"],
            "salutation": salutation(row["contact_person"], row.get("title")),
            "opening": opening(row),
        }


_PRINTED = {
    "customer_id": "customer_id",
    "name": "customer_name",
    "contact_person": "contact_person",
    "title": "title",
    "property_name": "property_name",
    "property_type": "property_type",
    "biz_line": "biz_line",
    "owner": "owner",
}
"""Field of the prospect list → what the letter prints of it (for ``trace``)."""


def kind_values(biz_line: str, property_type: str, rules: RuleBook, today: date) -> dict[str, object]:
    """What a letter says to every customer of one line of business and one type of property."""
    company = rules.company
    return {
        **company_facts(company),
        "printed_on": today,
        "biz_line": biz_line,
        "property_type": property_type,
        "leasing": biz_line == LEASING,
        "focus": rules.standards.focus_for(property_type),
        "company_figures": tuple(
            CompanyFigure(figure_name=item.name, figure_value=f"{item.value} {item.unit}") for item in company.figures
        ),
        "company_figures_on": company.figures_as_of,
        "company_strengths": tuple(
            CompanyStrength(strength_title=item.title, strength_text=item.text) for item in company.strengths
        ),
        "company_qualifications": "、".join(company.qualifications),
        "cases": tuple(
            ReferenceCase(
                case_name=item.name,
                case_place=item.place,
                case_area=item.area,
                case_since=item.since,
                case_result=item.result,
            )
            for item in company.cases_for(property_type)[:2]
        ),
        "outline": tuple(outline(biz_line, property_type, rules)),
        "follow_ups": tuple(_next_steps(leasing=biz_line == LEASING)),
    }


def outline(biz_line: str, property_type: str, rules: RuleBook) -> Iterable[OutlineLine]:
    """The first outline of a cooperation: scope, standard, how it is charged, for how long."""
    line = rules.rates.lines.get(biz_line)
    rate = rules.rates.rate(biz_line, property_type, SUGGESTED_LEVEL)
    if biz_line == LEASING:
        yield _line("租賃標的", f"{property_type}，面積與樓層按貴方使用需求推薦兩至三個方案")
        yield _line("配套服務", "交付前現場查驗，入駐後由同一項目團隊提供物業服務")
    else:
        yield _line("服務內容", "、".join(rules.standards.suggested_for(property_type)))
        yield _line("服務標準", f"建議{SUGGESTED_LEVEL}：{rules.standards.levels[SUGGESTED_LEVEL]}")
    if line is not None:
        yield _line("收費模式", _fee_mode(biz_line, line.fee_mode))
        yield _line("合作期限", f"建議 {line.term_months} 個月，{line.payment}")
    yield _line("參考單價", _price(rate))


def _line(item: str, text: str) -> OutlineLine:
    return OutlineLine(outline_item=item, outline_text=text)


def _fee_mode(biz_line: str, fee_mode: str) -> str:
    if biz_line == LEASING:
        return f"{fee_mode}；商業項目亦可採用保底加扣點"
    return f"{fee_mode}；如貴方希望費用逐項公開，亦可採用酬金制"


def _price(rate: Rate | None) -> str:
    """A range from the approved rates, never a guess: without a rate the survey comes first."""
    if rate is None:
        return "待現場勘察後測算"
    return f"{rate.low:.2f}–{rate.high:.2f} {rate.unit}（{rate.as_of:%Y-%m-%d} 標準，以勘察後的測算為準）"


def _next_steps(*, leasing: bool) -> Iterable[str]:
    yield "本週內由我司跟進人致電，約定當面拜訪或線上會面的時間；"
    yield (
        "請貴方提供面積、樓層與入駐時間的要求，我司安排看房；"
        if leasing
        else "安排貴方考察同類在管項目，並請允許我司到現場勘察；"
    )
    yield "勘察後兩週內提交正式方案，逐項列明服務標準與費用測算。"


def salutation(person: str, title: str | None) -> str:
    """How a letter addresses its reader: 周敏總經理, or 周敏女士／先生 where no title is known."""
    return f"{person}{title}" if title and title not in person else f"{person}女士／先生"


def opening(row: Mapping[str, Any]) -> str:
    """The first sentence: how we came to know of each other, from source and channel."""
    source = row.get("source", "")
    channel = row.get("channel_name") or _CHANNELS.get(source, "")
    subject = "辦公與經營場所租賃" if row["biz_line"] == LEASING else "物業管理服務"
    place = row.get("property_name")
    about = f"「{place}」{subject}" if place else subject
    return _OPENINGS.get(source, _OPENING).format(channel=channel, subject=about)
