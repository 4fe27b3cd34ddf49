"""A part's XML as a flat list of tokens, and the template tags in it as whole values.

Word splits what a person typed over runs wherever spelling, formatting or the cursor changed. Here every
``{{ … }}``, ``{% … %}`` and ``{# … #}`` becomes one ``Tag``; the markup that stood inside it goes.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.documents.compile.place import Place

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_NAME = re.compile(r"</?([^\s/>]+)")
_PREFIX = re.compile(r"(tr|tc|p|r)\s(?=.*\S)", re.DOTALL)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u200b": None, "\ufeff": None, "\u00a0": " "})
_PLAIN_QUOTES = str.maketrans("“”‘’", "\"\"''")
_QUOTED = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')""")
_BEGUN = re.compile(r"\{[{%]")
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}


@dataclass(slots=True)
class Tag:
    """One template tag: ``opener`` is ``{{``, ``{%`` or ``{#``; ``body`` has neither prefix nor dashes.

    ``prefix`` is tr, tc, p, r or "": what the tag replaces. ``lifted`` is true once that element is gone.
    """

    opener: str
    body: str
    place: Place
    prefix: str = ""
    left: bool = False
    right: bool = False
    lifted: bool = False
    raw: str = ""
    terms: dict[str, str] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """The first word of the body: ``for``, ``if``, ``endfor`` and so on."""
        return self.body.split(None, 1)[0] if self.body else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in the markup where something must be worked out for each document."""

    kind: str
    values: tuple[str | int, ...] = ()


Token = str | Tag | Mark


def tokenise(xml: str) -> list[Token]:
    """Split serialised XML (``>`` escaped in attributes, no comments) into markup and text."""
    return list(_TOKEN.findall(xml))


def name_of(token: Token) -> str:
    """The element's name (``w:tc``) of a piece of markup, "" for text and tags."""
    if not isinstance(token, str) or not token.startswith("<"):
        return ""
    found = _NAME.match(token)
    return found[1] if found else ""


def is_text(token: Token) -> bool:
    """Whether ``token`` is text between markup."""
    return isinstance(token, str) and not token.startswith("<")


def opens(token: Token, name: str) -> bool:
    """Whether ``token`` opens an element ``name`` that has content."""
    return isinstance(token, str) and name_of(token) == name and token[1] != "/" and not token.endswith("/>")


def closes(token: Token, name: str) -> bool:
    """Whether ``token`` is ``</name>``."""
    return isinstance(token, str) and token.startswith("</") and name_of(token) == name


def is_open(token: Token) -> bool:
    """Whether ``token`` opens any element that has content."""
    return isinstance(token, str) and token.startswith("<") and token[1] not in "/?!" and not token.endswith("/>")


def end_of(tokens: Sequence[Token], start: int) -> int:
    """The index of the tag that closes the element opened at ``start`` (itself where it is empty)."""
    name = name_of(tokens[start])
    if not opens(tokens[start], name):
        return start
    depth = 0
    for at in range(start, len(tokens)):
        if opens(tokens[at], name):
            depth += 1
        elif closes(tokens[at], name):
            depth -= 1
            if depth == 0:
                return at
    return len(tokens) - 1


def start_of(tokens: Sequence[Token], at: int, name: str) -> int:
    """The index where the innermost ``name`` around ``at`` opens, -1 where there is none."""
    depth = 0
    for index in range(at - 1, -1, -1):
        if closes(tokens[index], name):
            depth += 1
        elif opens(tokens[index], name):
            if depth == 0:
                return index
            depth -= 1
    return -1


def balanced(tokens: Sequence[Token]) -> bool:
    """Whether taking ``tokens`` out leaves the rest well formed: what they close is what they open again."""
    opened: list[str] = []
    closed: list[str] = []
    for token in tokens:
        if is_open(token):
            opened.append(name_of(token))
        elif isinstance(token, str) and token.startswith("</"):
            if opened and opened[-1] == name_of(token):
                opened.pop()
            else:
                closed.append(name_of(token))
    return closed[::-1] == opened


def tag_from(raw: str, place: Place) -> Tag:
    """Read a tag as typed: entities and curly quotes plain, dashes and the prefix taken off."""
    opener, inside = raw[:2], raw[2:-2]
    body = " ".join(html.unescape(inside).translate(_QUOTES).split("\n")).replace("\t", " ")
    tag = Tag(opener, body, place, raw=html.unescape(raw))
    prefix = _PREFIX.match(body)
    if prefix:
        tag.prefix, body = prefix[1], body[prefix.end() :]
    if body[:1] in ("-", "+"):
        tag.left, body = body[0] == "-", body[1:]
    if body[-1:] in ("-", "+"):
        tag.right, body = body[-1] == "-", body[:-1]
    tag.body = body.strip()
    return tag


def is_whole(body: str) -> bool:
    """Whether what stands in a tag is whole: its braces and its quotation marks all have their partners."""
    bare = _QUOTED.sub("", body.translate(_QUOTES))
    return '"' not in bare and "'" not in bare and bare.count("{") == bare.count("}")


def end_of_tag(text: str, closer: str) -> int:
    """Where the tag that ``text`` begins with is closed: braces and quotes in it may hold ``closer``; -1 nowhere."""
    first = at = text.find(closer, 2)
    while at >= 0 and not is_whole(text[2:at]):
        at = text.find(closer, at + 1)
        if begun_in(text[:at]):
            return first
    return first if at < 0 else at


def begun_in(tag: str) -> int:
    """Where another tag begins inside ``tag`` (as typed, from its opener on), not counting what is quoted; else 0."""
    if not _BEGUN.search(tag, 2):
        return 0
    bare = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), tag[2:].translate(_PLAIN_QUOTES))
    found = _BEGUN.search(bare)
    return found.start() + 2 if found else 0


def closer_of(opener: str) -> str:
    """``{{`` → ``}}`` and so on."""
    return _CLOSERS[opener]


def tags(tokens: Sequence[Token]) -> Iterator[tuple[int, Tag]]:
    """Every tag with its index."""
    return ((index, token) for index, token in enumerate(tokens) if isinstance(token, Tag))
