"""When two rows are the same record: natural keys, normalised names, fingerprints."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from toolkit.forms.form import Form
from toolkit.messages.script import fold

_ORNAMENT = re.compile(r"[\s\[\]{}<>〔〕【】〈〉《》「」『』·•・‧]")
_ALIKE = str.maketrans("[{<〔【〈《「『]}>〕】〉》」』", "(((((((((" + ")))))))))")
_DROPPED = re.compile(r"[\s·•・‧]+")
_SUFFIXES = (
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "控股集团",
    "集团公司",
    "集团",
    "总公司",
    "分公司",
    "公司",
    "co.,ltd.",
    "co.,ltd",
    "co.ltd.",
    "ltd.",
    "limited",
    "inc.",
)


@lru_cache(maxsize=65536)
def normalised_name(name: str) -> str:
    """Fold a name so that script, width, case, blanks and the shape of brackets no longer matter.

    「大華物業 （上海）有限公司」 and 「大华物业(上海)有限公司」 are one; suffixes stay, since 某某公司 and
    某某集團 are two companies (``core_name`` drops them, for suggesting look-alikes only).
    """
    folded = fold(name)
    return _DROPPED.sub("", folded).translate(_ALIKE) if _ORNAMENT.search(folded) else folded


def core_name(name: str) -> str:
    """Return a normalised name without legal suffixes and brackets, to compare look-alikes; never a key."""
    core = normalised_name(name).replace("(集团)", "").replace("(", "").replace(")", "")
    while core.endswith(_SUFFIXES):
        shorter = next(core.removesuffix(tail) for tail in _SUFFIXES if core.endswith(tail))
        if not shorter:
            break
        core = shorter
    return core


def natural_key(form: Form, row_values: Mapping[str, object]) -> str:
    """Return the row's natural key as one string: the first of ``form.keys`` that is complete.

    ``"name=大华物业有限公司|phone=13800138000"``; ``""`` where no key is complete. Values are read values or
    what a record's payload holds of them (ISO dates, decimal strings): both give the same key.
    """
    for key in form.keys:
        parts = [(field, key_part(row_values.get(field))) for field in key]
        if all(part for _, part in parts):
            return "|".join(f"{field}={part}" for field, part in parts)
    return ""


def key_part(value: object) -> str:
    """Bring one value of a key into the form in which equal things are equal."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.casefold() if value.isascii() and value.isalnum() else normalised_name(value)
    return canonical(value).casefold()


def canonical(value: object) -> str:
    """Write a read value as a record's payload does: dates as ISO, amounts without trailing zeros."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(canonical(item) for item in value)
    return str(value)


def fingerprint(row_values: Mapping[str, object]) -> str:
    """Return 32 hex digits that change whenever anything in the row does; empty fields do not count."""
    filled = {field: canonical(value) for field, value in row_values.items() if value not in (None, "", ())}
    text = json.dumps(filled, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
