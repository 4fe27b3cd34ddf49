"""Customers that may be the same as the one asked for: suggested with the evidence, never merged. Pure.

Whole names are poor evidence (大華 and 華大 score 90 of 100 as strings, and 有限公司 is common to all), so
what counts is the distinctive part of a name (``brand``), in order, and the phone.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from rapidfuzz.distance import Levenshtein

from toolkit.ledger.brand import brand
from toolkit.ledger.matching import code_key, name_key, phone_key
from toolkit.outcome import Ref

MOST = 5
"""Suggestions per ref; more would not be read."""
_TYPO_FROM = 4
"""Shorter brands differ by one character because they are different brands (大華, 大豐)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A customer that shares a block with somebody asked for."""

    id: str
    name_key: str
    brand: str
    credit_code: str
    phone_key: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A ref in the shape in which it is compared."""

    ref: Ref
    name_key: str
    brand: str
    code: str
    phone: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike: 0–100, and on what evidence (``name brand typo phone``)."""

    customer: str
    score: float
    evidence: tuple[str, ...]


def sought(ref: Ref) -> Sought:
    """A ref with the keys of its name and numbers."""
    key = name_key(ref.name)
    return Sought(ref, key, brand(key), code_key(ref.credit_code), phone_key(ref.phone))


def edges(name: str) -> tuple[str, str]:
    """Keys of the first and the last half of a brand long enough for a typing slip, else empty.

    A slip leaves one of the two whole, and no slip changes a digit: so the keys find a brand's neighbours
    among a million without comparing many. Each is eight hex digits that stand for the half and all digits.
    """
    if len(name) < _TYPO_FROM:
        return "", ""
    half, digits = len(name) // 2, _digits(name)
    return _edge("head", name[:half], digits), _edge("tail", name[-half:], digits)


def edges_near(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The first and last keys that a neighbour of ``name`` can have, be it a character shorter or longer."""
    if len(name) < _TYPO_FROM:
        return frozenset(), frozenset()
    halves, digits = {max(len(name) + more, _TYPO_FROM) // 2 for more in (-1, 0, 1)}, _digits(name)
    heads = frozenset(_edge("head", name[:half], digits) for half in halves)
    return heads, frozenset(_edge("tail", name[-half:], digits) for half in halves)


def _digits(name: str) -> str:
    return "".join(filter(str.isdecimal, name))


def _edge(which: str, half: str, digits: str) -> str:
    return f"{crc32(f'{which} {half} {digits}'.encode()):08x}"


def alike(wanted: Collection[Sought], candidates: Iterable[Candidate]) -> dict[Ref, tuple[Likeness, ...]]:
    """Ref → up to ``MOST`` customers like it, best first; refs that nobody is like are absent."""
    blocks = _blocks(candidates)
    if not blocks:
        return {}
    found = {one.ref: _best(one, blocks) for one in wanted}
    return {ref: likenesses for ref, likenesses in found.items() if likenesses}


_Key = tuple[str, str]


def _blocks(candidates: Iterable[Candidate]) -> Mapping[_Key, list[Candidate]]:
    blocks: defaultdict[_Key, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        head, tail = edges(candidate.brand)
        own = (("name", candidate.name_key), ("brand", candidate.brand), ("phone", candidate.phone_key))
        for key in (*own, ("edge", head), ("edge", tail)):
            if key[1]:
                blocks[key].append(candidate)
    return blocks


def _keys(one: Sought) -> list[_Key]:
    heads, tails = edges_near(one.brand)
    keys = [("name", one.name_key), ("brand", one.brand), ("phone", one.phone)]
    return [key for key in (*keys, *(("edge", edge) for edge in heads | tails)) if key[1]]


def _best(one: Sought, blocks: Mapping[_Key, list[Candidate]]) -> tuple[Likeness, ...]:
    near = {candidate.id: candidate for key in _keys(one) for candidate in blocks.get(key, ())}
    likenesses = [likeness for candidate in near.values() if (likeness := _likeness(one, candidate)).score]
    return tuple(sorted(likenesses, key=lambda like: (-like.score, like.customer))[:MOST])


def _likeness(one: Sought, other: Candidate) -> Likeness:
    """Different credit codes are different companies, whatever their names (unless they share a phone)."""
    evidence = _evidence(one, other)
    apart = bool(one.code and other.credit_code and one.code != other.credit_code)
    if apart and "phone" not in evidence:
        return Likeness(other.id, 0, ())
    weights = {"name": 95, "brand": 85, "phone": 80, "typo": 75}
    score = max((weights[name] for name in evidence), default=0)
    bonus = 4 if len(evidence) > 1 else 0
    return Likeness(other.id, float(max(0, score + bonus - (20 if apart else 0))), evidence)


def _evidence(one: Sought, other: Candidate) -> tuple[str, ...]:
    found = []
    if one.name_key and one.name_key == other.name_key:
        found.append("name")
    elif one.brand and one.brand == other.brand:
        found.append("brand")
    elif _slip(one.brand, other.brand):
        found.append("typo")
    if one.phone and one.phone == other.phone_key:
        found.append("phone")
    return tuple(found)


def _slip(one: str, other: str) -> bool:
    """Whether two long brands differ by one typed character (not by their order, nor by a digit)."""
    if min(len(one), len(other)) < _TYPO_FROM or Levenshtein.distance(one, other, score_cutoff=1) > 1:
        return False
    return _digits(one) == _digits(other)
