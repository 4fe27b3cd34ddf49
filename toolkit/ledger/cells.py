"""Where each value of a record stood, in a tenth of the space: letters in the payload's order. Pure.

Twenty addresses a row as JSON would double the ledger. Nearly all of them are "this row, that column", so
what is kept is ``B,C,,E``: one part for each field of the payload, empty where this version set no value.
"""

import json
from collections.abc import Mapping

from toolkit.forms.places import Places


def pack(cells: Mapping[str, str], fields: Mapping[str, object], row: int) -> str:
    """Field → address as text; ``fields`` is the payload, whose order the parts follow.

    Where a cell stands in another row all keep their whole address; fields outside the payload make it
    plain JSON.
    """
    if not cells:
        return ""
    if isinstance(cells, Places) and cells.row == row and cells.letters.keys() <= fields.keys():
        return ",".join([cells.letters.get(field, "") for field in fields])
    if not cells.keys() <= fields.keys():
        return json.dumps(dict(cells), ensure_ascii=False)
    whole = ",".join([cells.get(field, "") for field in fields]) + ","
    letters = whole.replace(f"{row},", ",")
    same_row = letters.replace(",", "").isalpha()
    return letters[:-1] if same_row else whole[:-1]


class Packer:
    """Packs the cells of many records; those that fill the same columns of a sheet share the answer."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[tuple[int, tuple[str, ...]], tuple[Mapping[str, str], str]] = {}

    def pack(self, cells: Mapping[str, str], fields: Mapping[str, object], row: int) -> str:
        """Do as ``pack``."""
        if type(cells) is not Places or cells.row != row or not cells.letters:
            return pack(cells, fields, row)
        key = (id(cells.letters), tuple(fields))
        known = self._known.get(key)
        if known is None:
            text = pack(cells, fields, row)
            if not cells.letters.keys() <= fields.keys():
                return text  # whole addresses: another row's differ
            known = self._known[key] = (cells.letters, text)
        return known[1]


def unpack(text: str, fields: Mapping[str, object], row: int) -> dict[str, str]:
    """What ``pack`` was given."""
    if not text:
        return {}
    if text.startswith("{"):
        found: dict[str, str] = json.loads(text)
        return found
    parts = zip(fields, text.split(","), strict=True)
    return {field: f"{part}{row}" if part.isalpha() else part for field, part in parts if part}
