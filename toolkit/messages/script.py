"""One door to OpenCC: Traditional ↔ Simplified, and folding both (and full width) into one form."""

import unicodedata
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opencc import OpenCC


@lru_cache(maxsize=2)
def _converter(config: str) -> "OpenCC":
    from opencc import OpenCC  # whoever only fills a template never converts

    return OpenCC(config)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Fold ``text`` so that script, width, case and surrounding blanks no longer matter.

    Both sides of every comparison go through here: NFKC first (full width → ASCII, ㎡ → m2), then
    Traditional → Simplified by OpenCC ``t2s``, then case folding. Synonyms (聯絡人 = 聯繫人) are not
    scripts; they stand as aliases beside what they mean.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return plain if plain.isascii() else _converter("t2s").convert(plain)


@lru_cache(maxsize=16384)
def simplified(text: str) -> str:
    """Turn Traditional Chinese into Simplified, character by character (OpenCC ``t2s``)."""
    return text if text.isascii() else _converter("t2s").convert(text)


def simplified_within(value: Any, keep: Collection[str]) -> Any:
    """Plain data (texts, lists, dicts) with every text in Simplified, but for texts in ``keep``: what was typed."""
    if isinstance(value, str):
        return value if value in keep else simplified(value)
    if isinstance(value, Mapping):
        return {name: simplified_within(one, keep) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [simplified_within(one, keep) for one in value]
    return value
