"""總覽.xlsx: what matters today first, then every customer, the to-dos, the funnel and the channels.

Made anew each time by XlsxWriter, with native charts; its first line says until when its data reach and
that typing here is in vain.
"""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import xlsxwriter

from toolkit.messages.script import simplified
from toolkit.sheets.build import look
from toolkit.sheets.build.laid import lay
from toolkit.sheets.build.layout import lines_in
from toolkit.sheets.build.overview_value import Overview, simplified_overview, spoken_overview
from toolkit.sheets.build.receipt_scores import scores_sheet
from toolkit.sheets.build.script import spoken_scores

_TEXTS: Mapping[str, tuple[str, str]] = {
    "today": ("總覽", "Overview"),
    "customers": ("客戶", "Customers"),
    "todos": ("待辦", "To do"),
    "figures": ("圖表數據", "Chart data"),
    "vain": (
        "資料截至 {at}。本檔由系統自動更新，請勿在此填寫；要改資料請投回執或空白表單。",
        "Data until {at}. This file renews itself: do not type here.",
    ),
    "late": (
        "逾期 {late} 件，今天到期 {today} 件，未來七天 {ahead} 件（與《晨會清單》同一算法：每件事計一次）",
        "{late} late, {today} due today, {ahead} in the next seven days (as in the morning list: each thing once)",
    ),
    "due": ("另有 {stale} 家客戶的資料待更新", "{stale} customers' rows are to be confirmed besides"),
    "unlisted": (
        "每人每類只列最早的一部分，另有 {n} 行未列出",
        "{n} more lines: of each kind a person is shown the oldest",
    ),
    "active": ("{n} 位客戶，其中 A、B 級 {good} 位", "{n} customers, {good} of them graded A or B"),
    "no_next": ("{n} 位跟進中的客戶沒有下一步", "{n} active customers without a next step"),
    "best": ("線索最多的渠道：{what}（{n} 條）", "Channel with most leads: {what} ({n})"),
    "funnel": ("目前各階段的客戶數：{what}最多（{n} 位）", "Customers by stage: most in {what} ({n})"),
    "channels": ("各渠道的線索與簽約：{what}線索最多（{n} 條）", "Leads and signings by channel: {what} leads ({n})"),
    "leads": ("線索", "Leads"),
    "signed": ("簽約", "Signed"),
    "number": ("客戶數", "Customers"),
    "first": ("今天先做", "First today"),
}
_CUSTOMER_HEADS = (
    ("客戶編號", "Id", 19),
    ("客戶名稱", "Customer", 30),
    ("等級", "Grade", 7),
    ("階段", "Stage", 11),
    ("跟進人", "Owner", 10),
    ("物業類型", "Property", 13),
    ("信息來源", "Channel", 13),
    ("下一步", "Next step", 34),
    ("下次跟進", "Next on", 12),
    ("登記日期", "Registered", 12),
)
_STAGE, _CHANNEL = ("階段", "Stage"), ("信息來源", "Channel")
_WHAT = 78
"""The width of what is to be done, in half-width letters; longer texts take a second line."""
_TODO_HEADS = (
    ("到期日", "Due", 12),
    ("逾期（工作日）", "Working days late", 15),
    ("類別", "Kind", 12),
    ("負責人", "Owner", 10),
    ("客戶", "Customer", 30),
    ("事項", "What", _WHAT),
)


_SETTLED = ("成交", "流失", "履約", "維護")
"""Stages in which no next step is missed."""


def overview_workbook(seen: Overview, language: str, say: Callable[[str], str] | None = None) -> bytes:
    """The workbook, in ``language`` (zh-Hant, zh-Hans, en); ``say`` says texts of ours in English."""
    idle = sum(not one.next_on and one.stage not in _SETTLED for one in seen.customers)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        _Writer(book, _spoken(seen, language, say), language, idle).write()
    return buffer.getvalue()


def _spoken(seen: Overview, language: str, say: Callable[[str], str] | None) -> Overview:
    """What the rule book and we say, in the office's language."""
    if say is None:
        return simplified_overview(seen) if language == "zh-Hans" else seen
    scores = seen.scores and spoken_scores(seen.scores, say)
    return replace(spoken_overview(seen, say, lambda one: say(one.text)), scores=scores)


@dataclass
class _Writer:
    book: Any
    seen: Overview
    language: str
    idle: int
    """So many customers wait without a next step."""

    def text(self, name: str, **values: object) -> str:
        return self._in(_TEXTS[name]).format(**values)

    def _in(self, pair: Sequence[Any]) -> str:
        if self.language == "en":
            return str(pair[1])
        return simplified(pair[0]) if self.language == "zh-Hans" else str(pair[0])

    def style(self, **more: Any) -> Any:
        base = {
            "font_name": look.font_name(look.Face.TEXT, self.language),
            "font_size": 10,
            "font_color": f"#{look.INK}",
        }
        return self.book.add_format(base | {"valign": "vcenter"} | more)

    def write(self) -> None:
        front = self.book.add_worksheet(self.text("today"))
        self._customers()
        self._todos()
        if self.seen.scores is not None and len(self.seen.scores.scores):
            spec = scores_sheet(self.seen.scores, self.language)
            lay(self.book, spec, spec.name)
        data = self.book.add_worksheet(self.text("figures"))
        self._front(front, data)

    def _front(self, page: Any, data: Any) -> None:
        seen = self.seen
        page.hide_gridlines(2)
        page.set_column(0, 0, 62)
        page.set_column(1, 6, 14)
        page.write(
            0,
            0,
            self.text("vain", at=f"{seen.as_of:%Y-%m-%d %H:%M}"),
            self.style(font_color=f"#{look.MUTED}", font_size=9),
        )
        for row, (line, wrong) in enumerate(self._headlines(), 1):
            size = {"font_size": 20, "bold": True} if row == 1 else {"font_size": 12}
            page.set_row(row, 32 if row == 1 else 20)
            page.write(
                row,
                0,
                line,
                self.style(
                    **size, font_color=f"#{look.WRONG_TEXT if wrong else look.GOOD_TEXT if row == 1 else look.INK}"
                ),
            )
        self._first_today(page, 7)
        self._charts(page, data, 14)
        self._print(page)

    def _headlines(self) -> list[tuple[str, bool]]:
        seen = self.seen
        late, today, ahead, stale = seen.counted
        good = sum(one.grade in ("A", "B") for one in seen.customers)
        best = max(seen.channels, key=lambda one: one[1], default=("—", 0, 0))
        return [
            (self.text("late", late=late, today=today, ahead=ahead), late > 0),
            (self.text("due", stale=stale), False),
            (self.text("active", n=len(seen.customers), good=good), False),
            (self.text("no_next", n=self.idle), False),
            (self.text("best", what=best[0], n=best[1]), False),
        ]

    def _first_today(self, page: Any, row: int) -> None:
        page.write(
            row,
            0,
            self.text("first"),
            self.style(bold=True, font_size=12, font_color=f"#{look.BRAND}", bottom=2, bottom_color=f"#{look.ACCENT}"),
        )
        for at, one in enumerate(self.seen.first, row + 1):
            page.write(at, 0, f"{one.due:%m-%d}  {one.owner}  {one.customer}  {one.text}", self.style())

    def _charts(self, page: Any, data: Any, row: int) -> None:
        seen, name = self.seen, self.text("figures")
        most = max(seen.funnel, key=lambda one: one[1], default=("—", 0))
        best = max(seen.channels, key=lambda one: one[1], default=("—", 0, 0))
        plain = self.style()
        data.set_column(0, 5, 16, plain)
        self._print(data)
        head, right = self.style(bold=True), self.style(bold=True, align="right")
        data.write_row(0, 0, [self._in(_STAGE)], head)
        data.write_row(0, 1, [self.text("number")], right)
        data.write_row(0, 3, [self._in(_CHANNEL)], head)
        data.write_row(0, 4, [self.text("leads"), self.text("signed")], right)
        for at, (stage, count) in enumerate(seen.funnel, 1):
            data.write_row(at, 0, [stage, count], plain)
        for at, line in enumerate(seen.channels, 1):
            data.write_row(at, 3, list(line), plain)
        if seen.funnel:
            chart = self._bar(self.text("funnel", what=most[0], n=most[1]))
            chart.add_series(self._series(name, 0, 1, len(seen.funnel), self.text("number"), look.BRAND))
            chart.set_legend({"none": True})
            page.insert_chart(row, 0, chart, {"x_scale": 0.95, "y_scale": 1.1})
        if seen.channels:
            chart = self._bar(self.text("channels", what=best[0], n=best[1]))
            chart.add_series(self._series(name, 3, 4, len(seen.channels), self.text("leads"), look.BRAND))
            chart.add_series(self._series(name, 3, 5, len(seen.channels), self.text("signed"), look.ACCENT))
            chart.set_legend({"position": "bottom"})
            page.insert_chart(row, 1, chart, {"x_scale": 1.1, "y_scale": 1.1, "x_offset": 20})

    def _bar(self, title: str) -> Any:
        chart = self.book.add_chart({"type": "bar"})
        font = {"name": look.font_name(look.Face.TEXT, self.language), "size": 11, "color": f"#{look.INK}"}
        chart.set_title({"name": title, "name_font": font, "overlay": False})
        chart.set_y_axis(
            {"reverse": True, "num_font": {"name": font["name"], "size": 9}, "major_gridlines": {"visible": False}}
        )
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        return chart

    def _series(self, sheet: str, labels: int, values: int, count: int, name: str, colour: str) -> dict[str, Any]:
        return {
            "name": name,
            "categories": [sheet, 1, labels, count, labels],
            "values": [sheet, 1, values, count, values],
            "fill": {"color": f"#{colour}"},
            "gap": 60,
            "data_labels": {"value": True, "font": {"size": 9}},
        }

    def _customers(self) -> None:
        page = self._table(self.text("customers"), _CUSTOMER_HEADS, len(self.seen.customers))
        body, day = self.style(text_wrap=True), self.style(num_format="yyyy-mm-dd", align="left")
        link = self._link()
        for at, one in enumerate(self.seen.customers, 1):
            page.write_string(at, 0, one.id, body)
            if one.link:
                page.write_url(at, 1, f"external:{one.link}", link, one.name)
            else:
                page.write_string(at, 1, one.name, body)
            values = (one.grade, one.stage, one.owner, one.property_type, one.channel, one.next_step)
            for column, value in enumerate(values, 2):
                page.write_string(at, column, value, body)
            for column, on in ((8, one.next_on), (9, one.registered_on)):
                _write_day(page, at, column, on, day)
        self._grades(page, len(self.seen.customers))

    def _link(self) -> Any:
        return self.style(font_color=f"#{look.LINK_BLUE}", underline=1)

    def _grades(self, page: Any, rows: int) -> None:
        for grade, colour in look.GRADE_TEXT.items():
            mark = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{grade}"',
                "format": self.book.add_format({"bold": True, "font_color": f"#{colour}"}),
            }
            page.conditional_format(1, 2, max(rows, 1), 2, mark)

    def _todos(self) -> None:
        page = self._table(self.text("todos"), _TODO_HEADS, len(self.seen.todos))
        body, day = self.style(text_wrap=True), self.style(num_format="yyyy-mm-dd", align="left")
        middle = self.style(align="center")
        late = self.style(bg_color=f"#{look.WRONG_FILL}", font_color=f"#{look.WRONG_TEXT}", align="center")
        for at, one in enumerate(self.seen.todos, 1):
            if lines_in(one.text, _WHAT) > 1:
                page.set_row(at, 30)
            _write_day(page, at, 0, one.due, day)
            page.write_number(at, 1, max(one.late, 0), late if one.late > 0 else middle)
            for column, value in enumerate((one.kind, one.owner, one.customer, one.text), 2):
                page.write_string(at, column, value, body)
        if self.seen.unlisted:
            page.write_string(len(self.seen.todos) + 1, 5, self.text("unlisted", n=self.seen.unlisted), body)

    def _table(self, title: str, heads: Sequence[tuple[str, str, int]], rows: int) -> Any:
        page = self.book.add_worksheet(title)
        head = self.style(bold=True, font_color="#FFFFFF", bg_color=f"#{look.BRAND}")
        for column, (zh, en, width) in enumerate(heads):
            page.set_column(column, column, width)
            page.write_string(0, column, self._in((zh, en)), head)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, max(rows, 1), len(heads) - 1)
        page.repeat_rows(0)
        self._print(page)
        return page

    def _print(self, page: Any) -> None:
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")


def _write_day(page: Any, row: int, column: int, value: date | None, style: Any) -> None:
    if value is None:
        page.write_blank(row, column, None, style)
    else:
        page.write_datetime(row, column, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001 - Excel knows no zone
