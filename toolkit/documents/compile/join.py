"""Find the tags in a part's text, wherever Word split them, and say where each stands.

Text of field codes and of deleted revisions is never looked at: a template must not write field codes.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.documents.compile.markup import (
    Tag,
    Token,
    balanced,
    begun_in,
    closer_of,
    closes,
    end_of_tag,
    is_text,
    name_of,
    opens,
    tag_from,
)
from toolkit.documents.compile.place import Place
from toolkit.errors import TemplateError

_OPENER = re.compile(r"\{[{%#]")
_FIELD = re.compile(r'w:fldCharType="(\w+)"')
_CHOICES = ("mc:AlternateContent", "mc:Fallback")
NOTES = frozenset({"w:footnote", "w:endnote"})
_RULED = re.compile(r'w:type="(?!normal")')
_UNREAD = frozenset({"w:instrText", "w:delText", "w:delInstrText"})


class Tracker:
    """Follows the tokens and knows where it is: table, row, cell, paragraph, and inside which field code."""

    def __init__(self, part: str) -> None:
        """Start at the beginning of ``part``."""
        self._part = part
        self._tables = 0
        self._open: list[list[int]] = []
        self._paragraphs = [0]
        self._boxes = 0
        self._box = [0]
        self._choices: list[tuple[int, int]] = []
        self._fields: list[bool] = []
        self._element = ""
        self._ruled = False
        """Inside a note that only draws the line above the notes: to people it is none of them."""

    def feed(self, token: Token) -> None:
        """Take one token in document order."""
        name = name_of(token)
        if not name or not isinstance(token, str):
            return
        self._element = "" if token.startswith("</") else name
        if name == "w:fldChar":
            self._field(token)
        elif name == "w:p" and not token.startswith("</"):
            self._paragraphs[-1] += not self._ruled
        elif name in NOTES:
            self._ruled = opens(token, name) and _RULED.search(token) is not None
        elif name in ("w:tbl", "w:tr", "w:tc"):
            self._table(token, name)
        elif name in ("w:txbxContent", *_CHOICES):
            self._boxed(token)

    def _field(self, token: str) -> None:
        found = _FIELD.search(token)
        kind = found[1] if found else ""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _table(self, token: str, name: str) -> None:
        if opens(token, name):
            self._enter(name)
        elif closes(token, "w:tbl") and self._open:
            self._open.pop()
        elif closes(token, "w:tc"):
            self._leave()

    def _enter(self, name: str) -> None:
        if name == "w:tbl":
            self._tables += 1
            self._open.append([self._tables, 0, 0])
        elif name == "w:tr" and self._open:
            self._open[-1][1:] = [self._open[-1][1] + 1, 0]
        elif name == "w:tc" and self._open:
            self._open[-1][2] += 1
            self._paragraphs.append(0)
            self._box.append(0)

    def _leave(self) -> None:
        """Go on counting paragraphs where the cell or box that ends here stands."""
        if len(self._paragraphs) > 1:
            self._paragraphs.pop()
            self._box.pop()

    def _boxed(self, token: Token) -> None:
        """Enter or leave a text box; what stands in it twice, for older programs, counts once."""
        if opens(token, "w:txbxContent"):
            self._boxes += 1
            self._paragraphs.append(0)
            self._box.append(self._boxes)
        elif closes(token, "w:txbxContent"):
            self._leave()
        elif opens(token, "mc:AlternateContent"):
            self._choices.append((self._tables, self._boxes))
        elif opens(token, "mc:Fallback") and self._choices:
            self._tables, self._boxes = self._choices[-1]
        elif closes(token, "mc:AlternateContent") and self._choices:
            self._choices.pop()

    @property
    def reads(self) -> bool:
        """Whether text here is template text."""
        return self._element not in _UNREAD and not any(self._fields)

    @property
    def place(self) -> Place:
        """Where we are."""
        table, row, cell = self._open[-1] if self._open else (0, 0, 0)
        return Place(self._part, table, row, cell, self._paragraphs[-1], self._box[-1])


class _Joiner:
    """One pass over the tokens of one part."""

    def __init__(self, tokens: Sequence[Token], part: str) -> None:
        self.tokens = tokens
        self.out: list[Token] = []
        self.tracker = Tracker(part)
        self.raw = False

    def run(self) -> list[Token]:
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            self.tracker.feed(token)
            if isinstance(token, str) and "{" in token and is_text(token) and self.tracker.reads:
                at = self._text(at, token)
            else:
                self.out.append(token)
            at += 1
        return self.out

    def _text(self, at: int, text: str) -> int:
        """Take the text at ``at``; gives the index of the last token used up."""
        while True:
            found = _OPENER.search(text)
            if found:
                if found.start():
                    self.out.append(text[: found.start()])
                at, text = self._tag(at, text[found.start() :])
                continue
            following = self._following(at) if text.endswith("{") else None
            if following is None or str(self.tokens[following])[0] not in "{%#":
                break
            if not balanced(self.tokens[at + 1 : following]):
                break
            text, at = text + str(self.tokens[following]), following
        if text:
            self.out.append(text)
        return at

    def _following(self, at: int) -> int | None:
        """The next text that stands in a ``w:t``."""
        for index in range(at + 1, len(self.tokens)):
            if is_text(self.tokens[index]) and opens(self.tokens[index - 1], "w:t"):
                return index
        return None

    def _tag(self, at: int, text: str) -> tuple[int, str]:
        """Take the tag at the start of ``text``; gives the index and the text that are left."""
        place, closer, first = self.tracker.place, closer_of(text[:2]), at
        while (end := end_of_tag(text, closer)) < 0:
            following = self._following(at) if opens(self.tokens[first - 1], "w:t") else None
            if following is None:
                raise unclosed(text, place)
            text, at = text + str(self.tokens[following]), following
        raw = text[: end + 2]
        nested = begun_in(raw) if raw[1] != "#" else 0
        if nested:
            raise unclosed(raw[:nested], place)
        self._keep(tag_from(raw, place), raw)
        swallowed = [token for token in self.tokens[first + 1 : at] if not is_text(token)]
        if not balanced(swallowed):
            self.out += swallowed
        return at, text[end + 2 :]

    def _keep(self, tag: Tag, raw: str) -> None:
        if tag.opener == "{%" and tag.word == ("endraw" if self.raw else "raw"):
            self.raw = not self.raw
            self.out.append(replace(tag, opener="{#"))  # its place and dashes count, then it goes like a comment
        elif self.raw:
            self.out.append(raw)
        else:
            self.out.append(tag)


def unclosed(text: str, place: Place) -> TemplateError:
    """The error for a tag that is opened and never closed; ``tag`` shows its beginning."""
    return TemplateError("template.unclosed_tag", **place.told(text[:40]))


def join_tags(tokens: Sequence[Token], part: str) -> list[Token]:
    """Turn the text of ``tokens`` into text and tags; raises ``TemplateError`` on a tag without an end."""
    return _Joiner(tokens, part).run()
