"""The tags in a passage as people type them: half or full width, closed or not, with one brace or two."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.documents.compile.markup import begun_in, closer_of, end_of_tag, is_whole
from toolkit.messages.codes_templates import (
    FULL_WIDTH,
    NEVER_OPENED,
    OTHER_BRACES,
    QUOTES,
    SINGLE_BRACES,
    SPACED,
    UNCLOSED,
    WRONG_CLOSER,
)
from toolkit.messages.finding import Code

_OPEN = re.compile(r"[{｛][ \u3000]?[{｛%％#＃]")
_CLOSE = {"{{": r"[}｝][ \u3000]?[}｝]", "{%": r"[%％][ \u3000]?[}｝]", "{#": r"[#＃][ \u3000]?[}｝]"}
_ANY_CLOSE = re.compile(r"[}｝%％][ \u3000]?[}｝]")
_BLANK = re.compile(r"[ \u3000]")
_HALF = re.compile(r"[}｝]")
_STRAY = re.compile(r"[}｝]{2}|[%％][}｝]")
_SINGLE = re.compile(r"[$#]?[{｛]\s*([^{}｛｝%％]{1,40}?)\s*[}｝]")
_OTHER = re.compile(r"(?:<<|«|\[\[|\(\()\s*(?P<other>[^<>«»\[\](){}]{1,40}?)\s*(?:>>|»|\]\]|\)\))")
_PLAIN_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_QUOTED = re.compile(r"[「『＂＇]([^「」『』＂＇]*)[」』＂＇]")
_SIGNS = {ord(full): half for full, half in zip("｜＝＞＜！＋＊，．［］：｛｝", "|=><!+*,.[]:{}", strict=True)}
_HALF_WIDTH = {ord("｛"): "{", ord("｝"): "}", ord("％"): "%", ord("＃"): "#", ord(" "): None, ord("\u3000"): None}


@dataclass(frozen=True, slots=True)
class Span:
    """A tag from ``start`` to ``end`` of its passage; ``mended`` is how it should stand, "" where nobody knows.

    ``codes`` are the slips in its writing; ``tag`` is false for what is no tag at all (a stray end).
    """

    start: int
    end: int
    words: str
    mended: str
    codes: tuple[Code, ...] = ()
    tag: bool = True


def scan(text: str, known: Callable[[str], bool]) -> Iterator[Span]:
    """The tags of ``text`` in order; ``known`` says whether a word between single braces is a field."""
    at = told = 0
    while opener := _OPEN.search(text, at):
        span = _span(text, opener, _limit(text, opener))
        at = opener.end()
        if span.codes == (UNCLOSED,) and len(opener[0]) > 2:  # two braces apart and no end: prose, no tag
            continue
        yield from _between(text, told, opener.start(), known)
        yield span
        at = told = span.end
    yield from _between(text, told, len(text), known)


def _limit(text: str, opener: re.Match[str]) -> int:
    """Where the tag must have ended: at the next one that begins, unless that is quoted in it or commented out."""
    following = _OPEN.search(text, opener.end())
    if following is None:
        return len(text)
    if opener[0].translate(_HALF_WIDTH) == "{#":
        closed = re.compile(_CLOSE["{#"]).search(text, opener.end())
        return max(following.start(), closed.end()) if closed else following.start()
    if opener[0] not in _CLOSE:
        return following.start()
    end = end_of_tag(text[opener.start() :], closer_of(opener[0]))
    if end >= 0 and not begun_in(text[opener.start() : opener.start() + end]):
        return max(following.start(), opener.start() + end + 2)
    return following.start()


def _span(text: str, opener: re.Match[str], limit: int) -> Span:
    start, kind = opener.start(), opener[0].translate(_HALF_WIDTH)
    closers = list(re.compile(_CLOSE[kind]).finditer(text, opener.end(), limit))
    whole = (one for one in closers if kind == "{#" or is_whole(text[opener.end() : one.start()]))
    closer = next(whole, closers[0] if closers else None)
    codes: list[Code] = []
    if closer is None:
        closer = _ANY_CLOSE.search(text, opener.end(), limit) or _HALF.search(text, opener.end(), limit)
        if closer is None:
            return Span(start, limit, text[start:limit].rstrip(), "", (UNCLOSED,), tag=False)
        codes.append(WRONG_CLOSER)
    body, end = text[opener.end() : closer.start()], closer.end()
    if kind == "{{" and not codes and _third(body, text[end : end + 1]):
        codes, body, end = [WRONG_CLOSER], body.lstrip("{｛"), end + 1
    plain, quoted, signed = _plain(body) if kind != "{#" else (body, False, False)
    closed = closer[0] if codes else closer_of(kind)
    ends = [(opener[0], kind), (closer[0], closed)]
    if signed or any(_BLANK.sub("", typed) != meant for typed, meant in ends):
        codes.append(FULL_WIDTH)
    elif any(typed != meant for typed, meant in ends):
        codes.append(SPACED)
    if quoted:
        codes.append(QUOTES)
    return Span(start, end, text[start:end], f"{kind}{plain}{closer_of(kind)}", tuple(codes))


def _third(body: str, behind: str) -> bool:
    """Whether a third brace stands behind the tag, with or without one before it."""
    return behind in ("}", "｝") and not re.search(r"[{｛]", body[1:])


def _plain(body: str) -> tuple[str, bool, bool]:
    """The body with half-width signs and plain quotes; whether quotes, whether signs were changed."""
    pieces = _PLAIN_QUOTED.split(body)
    quoted = signed = False
    for index in range(0, len(pieces), 2):
        halves = _QUOTED.split(pieces[index])
        quoted |= len(halves) > 1
        signs = [half if place % 2 else half.translate(_SIGNS) for place, half in enumerate(halves)]
        signed |= signs != halves
        pieces[index] = "".join(f'"{half}"' if place % 2 else half for place, half in enumerate(signs))
    return "".join(pieces), quoted, signed


def _between(text: str, start: int, end: int, known: Callable[[str], bool]) -> Iterator[Span]:
    """Slips in the text between tags: single braces around a field, an end without a beginning."""
    for found in re.compile(f"(?:{_SINGLE.pattern})|(?:{_OTHER.pattern})|(?:{_STRAY.pattern})").finditer(
        text, start, end
    ):
        if found["other"] is not None:
            if known(found["other"]):
                yield Span(found.start(), found.end(), found[0], f"{{{{ {found['other']} }}}}", (OTHER_BRACES,))
        elif found[1] is None:
            yield Span(found.start(), found.end(), found[0], "", (NEVER_OPENED,), tag=False)
        elif known(found[1]) or _meant_as_tag(text, found):
            yield Span(found.start(), found.end(), found[0], f"{{{{ {found[1]} }}}}", (SINGLE_BRACES,))


def _meant_as_tag(text: str, found: re.Match[str]) -> bool:
    """Whether single braces stand in Chinese quotes around one word: 「{甲方}」 is what people type for a tag."""
    around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
    return around in ("「」", "『』") and re.fullmatch(r"\w+", found[1]) is not None
