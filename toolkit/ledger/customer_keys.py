"""What a customer is found by beside its id and code. Pure: a child makes the keys of a long list."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from toolkit.ledger.brand import brand
from toolkit.ledger.lookalikes import edges
from toolkit.ledger.matching import name_key, phone_key
from toolkit.ledger.texts import plain_text

KnownKeys = Mapping[tuple[str, str], dict[str, str]]
"""Name and phone → what ``customer_keys`` makes of them."""
NO_KEYS: KnownKeys = MappingProxyType({})


def known_keys(named: Iterable[tuple[str, str]]) -> KnownKeys:
    """Name and phone → ``customer_keys``, for many at once; in a child it takes no time of ours."""
    pairs = {(plain_text(name), phone) for name, phone in named}
    return {(name, phone): customer_keys(name, phone) for name, phone in pairs}


def customer_keys(name: str, phone: str) -> dict[str, str]:
    """What a customer is found by beside its id and code: all follows from name and phone."""
    key = name_key(name)
    distinctive = brand(key)
    head, tail = edges(distinctive)
    return {
        "name_key": key,
        "phone_key": phone_key(phone),
        "brand": distinctive,
        "brand_head": head,
        "brand_tail": tail,
    }
