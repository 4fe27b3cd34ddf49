"""績效報告.xlsx: the KPI report as a workbook, with native charts, live formulas for every ratio, and its n.

It is made from the same figures and the same charts as the .docx; personal results are in only where the
``Book`` holds them.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from toolkit.figures.book import Book, Group
from toolkit.figures.diagnosis import Count
from toolkit.figures.figure import DASH, FEW, Figure
from toolkit.figures.metrics import METRICS, Kind
from toolkit.figures.scoring import Result
from toolkit.sheets.build import look
from toolkit.sheets.build.kpi_charts import Charts
from toolkit.sheets.build.kpi_page import Pages
from toolkit.sheets.build.layout import lines_in

_FORMATS = {
    Kind.COUNT: "#,##0",
    Kind.SHARE: "0.0%",
    Kind.DAYS: "0.0",
    Kind.SCORE: "0.00",
    Kind.MONEY: "#,##0.00",
}
_FORMULA, _SUMMARY = 50.0, 98.0
"""So many half-width letters of a formula, and of a sentence in front, stand in one line."""
_UNITS = {Kind.DAYS: "天", Kind.SCORE: "分", Kind.MONEY: "元", Kind.SHARE: "%", Kind.COUNT: "個"}
_UNKNOWN = "（未填）"


@dataclass(frozen=True, slots=True)
class Front:
    """What stands in front: title, classification, and the summary's sentences."""

    title: str
    classification: str
    summary: Sequence[str]
    yields: Sequence[Sequence[Any]] = ()
    """Channel yield so far: rows of (channel, leads, A and B, in discussion or later, signed, cost in 元)."""


def kpi_workbook(
    book: Book,
    front: Front,
    charts: Mapping[str, Mapping[str, Any]],
    language: str,
    say: Callable[[str], str] | None = None,
) -> bytes:
    """The workbook in ``language``; ``charts`` are those of the .docx (name → plain data), ``say`` speaks English."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as made:
        _Writer(Pages(made, language, say), book, front, charts).write()
    return buffer.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    pages: Pages
    book: Book
    front: Front
    charts: Mapping[str, Mapping[str, Any]]

    def write(self) -> None:
        page = self.pages.page("摘要")
        self._figures()
        self._by("各月", "月份", self.book.months)
        self._by("業務線", "業務線", self.book.lines)
        self._groups("渠道", "渠道", self.book.channels)
        if self.front.yields:
            self._yields()
        self._funnel()
        self._ills()
        self._behind()
        if self.book.people:
            self._groups("人員", "人員", self.book.people)
        if self.book.cards:
            self._cards()
        self._summary(page, self.pages.page("圖表數據"))

    # the sheets

    def _figures(self) -> None:
        heads = (
            *(("指標", 14), ("單位", 7), ("本期", 13), ("上期", 13), ("較上期", 13), ("n", 8), ("分子", 14)),
            *(("分母", 10), ("平均", 10), ("可靠性", 26), ("公式", 52), ("上期 n", 8)),
        )
        page = self.pages.table("指標", heads, len(self.book.now))
        for at, (name, now) in enumerate(self.book.now.items(), 1):
            self._figure(page, at, now, self.book.before[name])

    def _figure(self, page: Any, at: int, now: Figure, before: Figure) -> None:
        kind, shape = METRICS[now.metric].kind, _FORMATS[METRICS[now.metric].kind]
        self.pages.words(page, at, 0, now.metric)
        self.pages.words(page, at, 1, _UNITS[kind])
        if kind is Kind.SHARE:
            self.pages.ratio(page, at, 2, f"G{at + 1}", f"H{at + 1}", now.value, shape, few=now.few)
        else:
            self.pages.number(page, at, 2, now.value, shape, few=now.few)
        self.pages.number(page, at, 3, before.value, shape, few=before.few)
        gap = None if now.value is None or before.value is None else float(now.value - before.value)
        formula = f'=IF(AND(ISNUMBER(C{at + 1}),ISNUMBER(D{at + 1})),C{at + 1}-D{at + 1},"{DASH}")'
        few = gap is not None and (now.few or before.few)
        page.write_formula(at, 4, formula, self.pages.cell(shape, few=few), DASH if gap is None else gap)
        self.pages.number(page, at, 5, now.n, "#,##0")
        self.pages.number(page, at, 6, now.numerator, "#,##0.##")
        self.pages.number(page, at, 7, now.denominator, "#,##0")
        self.pages.number(page, at, 8, now.mean, "0.0")
        told = "本期樣本不足 5，僅供參考" if now.few else "上期樣本不足 5，比較僅供參考" if before.few else ""
        page.write_string(at, 9, self.pages.text(told), self.pages.cell(few=now.few or before.few))
        self.pages.words(page, at, 10, now.what.formula)
        self.pages.number(page, at, 11, before.n, "#,##0")
        page.set_row(at, 4 + 13 * lines_in(self.pages.text(now.what.formula), _FORMULA))

    def _by(self, sheet: str, title: str, groups: Sequence[tuple[str, Mapping[str, Figure]]]) -> None:
        """Each month's or line's figures; beside each rate and average its n, and those under five are marked."""
        heads = [(title, max(11, 4 + 2 * max((len(name) for name, _ in groups), default=0)))]
        for name, one in self.book.now.items():
            heads += [(name, 12), (f"{name} n", 9)] if _rests(one) else [(name, 12)]
        page = self.pages.table(sheet, heads, len(groups))
        for at, (label, found) in enumerate(groups, 1):
            self.pages.words(page, at, 0, label or _UNKNOWN)
            column = 1
            for name, whole in self.book.now.items():
                one = found[name]
                self.pages.number(page, at, column, one.value, _FORMATS[METRICS[name].kind], few=one.few)
                if _rests(whole):
                    self.pages.number(page, at, column + 1, one.n, "#,##0")
                column += 2 if _rests(whole) else 1

    def _groups(self, sheet: str, title: str, groups: Sequence[Group]) -> None:
        heads = (
            *((title, 18), ("登記客戶", 11), ("來訪客戶", 11), ("簽約客戶", 11), ("渠道成本合計（元）", 18)),
            *(("簽約率", 11), ("每條線索成本（元）", 16), ("每次來訪成本（元）", 16), ("每家簽約客戶成本（元）", 16)),
        )
        page = self.pages.table(sheet, heads, len(groups))
        for at, one in enumerate(groups, 1):
            self.pages.words(page, at, 0, one.name or _UNKNOWN)
            for column, count in enumerate((one.leads, one.visits, one.signings), 1):
                self.pages.number(page, at, column, count, "#,##0")
            self.pages.number(page, at, 4, one.cost, "#,##0.00")
            self._group_shares(page, at, one)

    def _group_shares(self, page: Any, at: int, one: Group) -> None:
        """Rates and costs of a group; a cost without a lead of the period is —, as in the .docx."""
        row = at + 1
        cells = (
            (f"D{row}", f"C{row}", one.rate, "0.0%", ""),
            (f"E{row}", f"B{row}", one.per_lead, "#,##0.00", ""),
            (f"E{row}", f"C{row}", one.per_visit, "#,##0.00", f"B{row}"),
            (f"E{row}", f"D{row}", one.per_signing, "#,##0.00", f"B{row}"),
        )
        for column, (above, below, figure, shape, unless) in enumerate(cells, 5):
            value, few = (figure.value, figure.few) if figure else (None, False)
            self.pages.ratio(page, at, column, above, below, value, shape, few=few, unless=unless)

    def _yields(self) -> None:
        heads = (
            ("渠道", 18),
            ("累計客戶", 11),
            ("A、B 級", 11),
            ("深入洽談以上", 14),
            ("成交以上", 11),
            ("累計成本（元）", 16),
        )
        page = self.pages.table("渠道累計", heads, len(self.front.yields))
        for at, (name, *numbers) in enumerate(self.front.yields, 1):
            self.pages.words(page, at, 0, name)
            for column, value in enumerate(numbers, 1):
                self.pages.number(page, at, column, value, "#,##0.00" if column == 5 else "#,##0")

    def _funnel(self) -> None:
        heads = (
            ("階段", 14),
            ("期內進入", 11),
            ("本期客戶到達", 14),
            ("佔上一階段", 12),
            ("停留中位數（天）", 16),
            ("停留 n", 10),
        )
        page = self.pages.table("漏斗", heads, len(self.book.inside))
        waits = {one.stage: one for one in self.book.stays}
        for at, (inside, mine) in enumerate(zip(self.book.inside, self.book.reached, strict=True), 1):
            self.pages.words(page, at, 0, inside.stage)
            self.pages.number(page, at, 1, inside.customers, "#,##0")
            self.pages.number(page, at, 2, mine.customers, "#,##0")
            if at == 1:
                self.pages.number(page, at, 3, None, "0.0%")
            else:
                self.pages.ratio(page, at, 3, f"C{at + 1}", f"C{at}", mine.of_before, "0.0%")
            wait = waits.get(inside.stage)
            self.pages.number(page, at, 4, wait.median if wait else None, "0.0")
            self.pages.number(page, at, 5, wait.n if wait else 0, "#,##0")

    def _ills(self) -> None:
        months = [label for label, _ in self.book.ills[0].trend]
        heads = (
            ("病症", 18),
            ("怎樣衡量", 44),
            ("件數", 9),
            ("總數", 9),
            ("佔比", 10),
            *(("上期", 10), ("上期總數", 9)),
            *(head for one in months for head in ((one, 10), (f"{one} 總數", 9))),
        )
        page = self.pages.table("診斷", heads, len(self.book.ills))
        for at, ill in enumerate(self.book.ills, 1):
            self.pages.words(page, at, 0, ill.name)
            self.pages.words(page, at, 1, ill.measure)
            self.pages.number(page, at, 2, ill.now.above, "#,##0")
            self.pages.number(page, at, 3, ill.now.below, "#,##0")
            few = 0 < ill.now.below < FEW
            self.pages.ratio(page, at, 4, f"C{at + 1}", f"D{at + 1}", ill.now.share, "0.0%", few=few)
            for place, count in enumerate((ill.before, *(count for _, count in ill.trend))):
                self._share(page, at, 5 + 2 * place, count)

    def _share(self, page: Any, at: int, column: int, count: Count) -> None:
        """A share and what it was divided by."""
        self.pages.number(page, at, column, count.share, "0.0%", few=0 < count.below < FEW)
        self.pages.number(page, at, column + 1, count.below, "#,##0")

    def _behind(self) -> None:
        """The rows behind each ill; whose they are stands in the confidential copy alone."""
        personal = bool(self.book.people)
        heads = [("病症", 18), ("日期", 12), ("客戶編號", 22), ("情況", 60)]
        if personal:
            heads.insert(3, ("負責人", 12))
        rows = [(ill.name, one) for ill in self.book.ills for one in ill.rows]
        page = self.pages.table("診斷明細", heads, len(rows))
        for at, (name, one) in enumerate(rows, 1):
            person = (one.person,) if personal else ()
            for column, value in enumerate((name, one.on, one.customer, *person, one.matter)):
                self.pages.words(page, at, column, value)

    def _cards(self) -> None:
        heads = (
            *(("姓名", 12), ("指標", 14), ("權重", 8), ("目標", 12), ("實績", 12), ("填報", 12), ("n", 8)),
            *(("達成率", 11), ("得分", 10), ("總得分", 10), ("備註", 40)),
        )
        lines = [(card, item) for card in self.book.cards for item in card.results]
        page = self.pages.table("個人績效", heads, len(lines))
        for at, (card, item) in enumerate(lines, 1):
            shape = _FORMATS[METRICS[item.metric].kind]
            self.pages.words(page, at, 0, card.person)
            self.pages.words(page, at, 1, item.metric)
            self.pages.number(page, at, 2, item.weight, "0.##")
            for column, value in enumerate((item.target, item.actual, item.reported), 3):
                self.pages.number(page, at, column, value, shape)
            self.pages.number(page, at, 6, item.figure.n if item.figure else None, "#,##0")
            self.pages.number(page, at, 7, item.attainment, "0.0%")
            self.pages.number(page, at, 8, item.points, "0.0")
            self.pages.number(page, at, 9, card.score, "0.0")
            self.pages.words(page, at, 10, _note(item))

    # the front page with its charts

    def _summary(self, page: Any, data: Any) -> None:
        page.hide_gridlines(2)
        page.set_column(0, 0, 110)
        small = self.pages.style(font_color=f"#{look.MUTED}", font_size=9)
        page.write_string(
            0,
            0,
            self.pages.text(self.front.title),
            self.pages.style(bold=True, font_size=18, font_color=f"#{look.BRAND}"),
        )
        page.set_row(0, 30)
        told = f"{self.front.classification}　數據截至 {self.book.known_until}。由系統計算，請勿在此填寫。"
        page.write_string(1, 0, self.pages.text(told), small)
        for at, sentence in enumerate(self.front.summary, 2):
            said = self.pages.text(sentence)
            page.write_string(at, 0, said, self.pages.style(text_wrap=True, font_size=11))
            page.set_row(at, 6 + 14 * lines_in(said, _SUMMARY))
        Charts(self.pages, self.charts, data).draw(page, 3 + len(self.front.summary), len(self.front.summary))


def _rests(figure: Figure) -> bool:
    """Whether a figure is a rate or an average, which says little without its n."""
    return figure.denominator is not None or METRICS[figure.metric].kind is not Kind.COUNT


def _note(item: Result) -> str:
    if item.unproven:
        return "人工填報；台帳沒有可計的個案，只列出，不計分"
    return "填報與台帳不符，按台帳計" if item.contradicts else "人工填報" if item.figure is None else ""
