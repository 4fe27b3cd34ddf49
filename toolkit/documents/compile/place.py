"""Where something stands in a template, for people."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_PART_NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "header": ("頁眉", "header"),
        "footer": ("頁腳", "footer"),
        "footnotes": ("腳註", "footnotes"),
        "endnotes": ("尾註", "endnotes"),
        "core": ("文件屬性", "document properties"),
    }
)


def _stem(part: str) -> str:
    return part.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")


class Place(NamedTuple):
    """Where something stands in a part, each counted from 1; 0 where it does not apply.

    ``box`` is a text box, counted over the part. ``paragraph`` counts within the innermost box or cell, or within the
    part outside both.
    """

    part: str
    table: int = 0
    row: int = 0
    cell: int = 0
    paragraph: int = 0
    box: int = 0

    @property
    def zh(self) -> str:
        """The place in Chinese: 第2個表格第3行第1格第1段."""
        where = [
            *((self.table, "個表格"), (self.row, "行"), (self.cell, "格")),
            *((self.box, "個文字方塊"), (self.paragraph, "段")),
        ]
        return _PART_NAMES.get(_stem(self.part), ("", ""))[0] + "".join(
            f"第{count}{what}" for count, what in where if count
        )

    @property
    def en(self) -> str:
        """The place in English: table 2, row 3, cell 1, paragraph 1."""
        where = [
            *((self.table, "table"), (self.row, "row"), (self.cell, "cell")),
            *((self.box, "text box"), (self.paragraph, "paragraph")),
        ]
        names = [
            _PART_NAMES.get(_stem(self.part), ("", ""))[1],
            *(f"{what} {count}" for count, what in where if count),
        ]
        return ", ".join(name for name in names if name)

    def told(self, tag: str) -> dict[str, object]:
        """What an error says of a tag here."""
        return {"tag": tag, "place": self, "where": self.zh, "where_en": self.en}
