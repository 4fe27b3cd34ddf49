"""The pages and cells of 績效報告.xlsx: one look for every table, a mark where the cases are few."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from toolkit.figures.figure import DASH
from toolkit.messages.catalogue import simplified_words
from toolkit.sheets.build import look


@dataclass(frozen=True, slots=True)
class Pages:
    """Writes into ``made`` (an xlsxwriter workbook) in ``language``."""

    made: Any
    language: str
    say: Callable[[str], str] | None = None
    """How an office that works in English says our texts."""

    def text(self, words: str) -> str:
        """What staff see, in the workbook's language and script."""
        if self.say is not None:
            return self.say(words)
        return simplified_words(words) if self.language == "zh-Hans" else words

    def style(self, **more: Any) -> Any:
        """The usual format of a cell, with ``more`` of xlsxwriter's properties."""
        face = look.font_name(look.Face.TEXT, self.language)
        base = {"font_name": face, "font_size": 10, "font_color": f"#{look.INK}", "valign": "vcenter"}
        return self.made.add_format(base | more)

    def page(self, name: str) -> Any:
        """A new sheet, A4 across, as wide as the page, numbered."""
        page = self.made.add_worksheet(self.text(name))
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_footer("&C&P / &N")
        return page

    def table(self, name: str, heads: Sequence[tuple[str, int]], rows: int) -> Any:
        """A new sheet with ``heads`` (title, width) over so many ``rows``: frozen, filtered, repeated in print."""
        page = self.page(name)
        head = self.style(
            bold=True,
            font_color="#FFFFFF",
            bg_color=f"#{look.BRAND}",
            text_wrap=True,
            align="center",
            border=1,
            border_color=f"#{look.LINE}",
        )
        for column, (title, width) in enumerate(heads):
            page.set_column(column, column, width)
            page.write_string(0, column, self.text(title), head)
        page.set_row(0, 30)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(rows, 1), len(heads) - 1)
        page.repeat_rows(0)
        return page

    def cell(self, number_format: str = "", *, few: bool = False) -> Any:
        """A bordered cell; what rests on fewer than five cases is set in italics on yellow."""
        more: dict[str, Any] = {"border": 1, "border_color": f"#{look.LINE}", "text_wrap": not number_format}
        if number_format:
            more |= {"num_format": number_format, "font_name": "Arial", "align": "right"}
        if few:
            more |= {"bg_color": f"#{look.ASK_FILL}", "font_color": f"#{look.ASK_TEXT}", "italic": True}
        return self.style(**more)

    def words(self, page: Any, row: int, column: int, words: str) -> None:
        """Text into a cell, never a formula."""
        page.write_string(row, column, self.text(words), self.cell())

    def number(
        self, page: Any, row: int, column: int, value: Decimal | int | None, kind: str, *, few: bool = False
    ) -> None:
        """A number in the format ``kind``; — where there is none."""
        if value is None:
            page.write_string(row, column, DASH, self.cell(kind))
        else:
            page.write_number(row, column, float(value), self.cell(kind, few=few))

    def ratio(  # noqa: PLR0913 - a cell, what is divided there, and how it looks
        self,
        page: Any,
        row: int,
        column: int,
        above: str,
        below: str,
        value: Decimal | None,
        kind: str,
        *,
        few: bool = False,
        unless: str = "",
    ) -> None:
        """A live division of two cells; — where there is nothing to divide by, or the cell ``unless`` is 0."""
        shown: Any = DASH if value is None else float(value)
        empty = f"OR({below}=0,{unless}=0)" if unless else f"{below}=0"
        page.write_formula(row, column, f'=IF({empty},"{DASH}",{above}/{below})', self.cell(kind, few=few), shown)
