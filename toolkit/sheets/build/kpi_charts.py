"""The charts of 績效報告.xlsx: those of the .docx once more, native, their numbers on a data sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.sheets.build import look
from toolkit.sheets.build.kpi_page import Pages
from toolkit.sheets.build.layout import column_width

_ROW_PIXELS = 20
_PRINT_SCALE = 80
_PAGE_ROWS = 58
"""So many rows of the usual height fit on a portrait page at that scale."""


@dataclass(frozen=True, slots=True)
class Charts:
    """The report's charts (name → plain data), drawn on a page of ``pages`` from the numbers on ``data``."""

    pages: Pages
    charts: Mapping[str, Mapping[str, Any]]
    data: Any

    def draw(self, page: Any, row: int, above: int) -> None:
        """The charts one below the other from ``row`` on, none over two printed pages.

        ``above``: rows of usual height that the taller ones over the charts take more.
        """
        column, first, breaks = 0, -above, list[int]()
        for plain in self.charts.values():
            rows = _chart_height(plain) // _ROW_PIXELS + 2
            if row + rows - first > _PAGE_ROWS:
                breaks.append(row)
                first = row
            page.insert_chart(row, 0, self._chart(plain, column), {"object_position": 2, "x_offset": 4, "y_offset": 4})
            row += rows
            column += len(plain["series"]) + 2
        self._print_numbers()
        page.set_portrait()
        page.set_print_scale(_PRINT_SCALE)  # fitted to a width, Excel would not heed the breaks
        page.set_h_pagebreaks(breaks)

    def _print_numbers(self) -> None:
        """The numbers behind the charts on one page across."""
        self.data.set_landscape()
        self.data.set_paper(9)
        self.data.fit_to_pages(1, 0)

    def _widths(self, column: int, names: Sequence[str], heads: Sequence[str]) -> None:
        """Names and headings are read in full; the title stands over all of them and takes more lines."""
        self.data.set_column(column, column, column_width(names, least=9, most=40))
        for place, head in enumerate(heads, 1):
            self.data.set_column(column + place, column + place, column_width([head], least=9))
        self.data.set_column(column + len(heads) + 1, column + len(heads) + 1, 3)

    def _chart(self, plain: Mapping[str, Any], column: int) -> Any:
        """The chart of the .docx once more, its numbers on the data sheet from ``column`` on."""
        data = self.data
        names = [self.pages.text(name) for name in plain["categories"]]
        head = self.pages.style(bold=True, text_wrap=True, valign="top")
        data.merge_range(0, column, 0, column + len(plain["series"]), self.pages.text(plain["title"]), head)
        data.set_row(0, 62)
        for at, name in enumerate(names, 2):
            data.write_string(at, column, name)
        self._widths(column, names, [self.pages.text(name) for name in plain["series"]])
        lying = plain["kind"] == "bar"
        chart = self.pages.made.add_chart({"type": "bar" if lying else plain["kind"]})
        for place, (name, values) in enumerate(plain["series"].items(), 1):
            data.write_string(1, column + place, self.pages.text(name))
            for at, value in enumerate(values, 2):
                if value is not None:
                    data.write_number(at, column + place, value)
            chart.add_series(self._series(plain, data.get_name(), column, place, len(names)))
        self._dress(chart, plain, lying=lying)
        return chart

    def _series(self, plain: Mapping[str, Any], sheet: str, column: int, place: int, count: int) -> dict[str, Any]:
        colour = f"#{(look.BRAND, look.ACCENT, '6FA8B8')[(place - 1) % 3]}"
        line = plain["kind"] == "line"
        labels: dict[str, Any] = {"value": True, "num_format": plain["number_format"], "font": {"size": 9}}
        series: dict[str, Any] = {
            "name": [sheet, 1, column + place],
            "categories": [sheet, 2, column, count + 1, column],
            "values": [sheet, 2, column + place, count + 1, column + place],
        }
        if not line:
            return series | {"gap": 60, "fill": {"color": colour}, "data_labels": labels}
        dash = ("solid", "dash", "round_dot")[(place - 1) % 3]
        series |= {
            "line": {"color": colour, "width": 2.25, "dash_type": dash},
            "marker": {"type": "circle", "size": 6, "fill": {"color": colour}},
        }
        return series | ({"data_labels": labels | {"position": "above"}} if place == 1 else {})

    def _dress(self, chart: Any, plain: Mapping[str, Any], *, lying: bool) -> None:
        font = {"name": look.font_name(look.Face.TEXT, self.pages.language), "size": 12, "color": f"#{look.BRAND}"}
        small = {"name": font["name"], "size": 9}
        chart.set_title({"name": self.pages.text(plain["title"]), "name_font": font, "overlay": False})
        off = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
        if lying:
            chart.set_y_axis({"reverse": True, "num_font": small, "major_gridlines": {"visible": False}})
            chart.set_x_axis(off)
        else:
            chart.set_x_axis({"num_font": small})
            lines = {"visible": True, "line": {"color": f"#{look.LINE}"}}
            chart.set_y_axis(
                {"min": 0, "num_format": plain["number_format"], "num_font": small, "major_gridlines": lines}
            )
        chart.set_legend({"position": "bottom", "font": small} if len(plain["series"]) > 1 else {"none": True})
        chart.set_size({"width": 760, "height": _chart_height(plain)})


def _chart_height(plain: Mapping[str, Any]) -> int:
    """In pixels: bars need room each, lines none more."""
    if plain["kind"] != "bar":
        return 280
    return max(_ROW_PIXELS * (len(plain["categories"]) * len(plain["series"]) + 4), 200)
