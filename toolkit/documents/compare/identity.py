"""Which contract a returned file is: the number, version and check code that every copy of ours carries."""

import re
from dataclasses import dataclass

from toolkit.documents.compare.clauses import Structure, structure_of
from toolkit.documents.compare.parts import open_parts

_NUMBER = re.compile(r"\b([A-Z]{2,4}-\d{8}-\d{4,})\b")
_VERSION = re.compile(r"第\s*(\d{1,4})\s*版")
_CODE = re.compile(r"[校][驗验][碼码]\s*[:：]?\s*([0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4})")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a copy says it is; ``version`` is 0 and ``check_code`` "" where it does not say."""

    number: str
    version: int = 0
    check_code: str = ""


def identify(source: bytes) -> Identity | None:
    """Find number, version and check code in a .docx: in its footers first, then anywhere in it.

    None for a document that carries no number of ours. Raises ``Unreadable`` where it cannot be read.
    """
    structure = structure_of(open_parts(source))
    for text in _places(structure):
        number = _NUMBER.search(text)
        if number:
            version, code = _VERSION.search(text), _CODE.search(text)
            return Identity(number[1], int(version[1]) if version else 0, code[1].upper() if code else "")
    return None


def _places(structure: Structure) -> list[str]:
    """Footer, header, then the body: the footer is the last thing that anyone edits."""
    ranks = {"頁尾": 0, "頁首": 1}
    ordered = sorted(structure.clauses, key=lambda clause: ranks.get(clause.region, 2))
    return [clause.text for clause in ordered]
