"""A part as fixed markup and tags, and for each tag where it prints."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.documents.compile.markup import (
    Mark,
    Tag,
    Token,
    end_of,
    is_open,
    is_text,
    name_of,
    opens,
)
from toolkit.documents.compile.site import Kind, Site, text_pieces

_LIFTED: dict[str, Kind] = {
    "r": "run",
    "p": "paragraph",
    "tc": "cell",
    "tr": "row",
    "span": "span",
    "fill": "fill",
}
_DRAWING = re.compile(r'(<wp:docPr [^>]*?\bid=")[^"]*(".*)', re.DOTALL)
_CONTROL = re.compile(r"[\t\n\r\a\f\v]")
_SECTION = re.compile(r"<w:sectPr[ >].*?</w:sectPr>|<w:sectPr[^>]*/>|<w:pPrChange[ >].*?</w:pPrChange>", re.DOTALL)
_ESCAPED = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


class Scene(NamedTuple):
    """A part ready for the parser: ``chunks[i]`` stands before ``tags[i]``, the last one behind all."""

    chunks: list[list[str | Mark]]
    tags: list[Tag]
    sites: list[Site]


class _Walk:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.scene = Scene([[]], [], [])
        self._open: list[str] = []
        self._run = ""
        self._paragraph: list[str] = []

    def run(self) -> Scene:
        for at, token in enumerate(self.tokens):
            if isinstance(token, Tag):
                self.scene.tags.append(token)
                self.scene.sites.append(self._site(token))
                self.scene.chunks.append([])
            elif isinstance(token, Mark):
                self._chunk.append(token)
            elif is_text(token):
                self._text(token)
            else:
                self._markup(at, token)
        return self.scene

    @property
    def _chunk(self) -> list[str | Mark]:
        return self.scene.chunks[-1]

    def _site(self, tag: Tag) -> Site:
        paragraph = self._paragraph[-1] if self._paragraph else ""
        if tag.prefix in _LIFTED and tag.lifted:
            return Site(_LIFTED[tag.prefix], self._run, paragraph, self._open[-1:] == ["w:p"])
        if self._open[-2:] == ["w:r", "w:t"]:
            return Site("text", self._run, paragraph, self._open[-3:-2] == ["w:p"])
        return Site("bare")

    def _text(self, text: str) -> None:
        for typed, meant in _ESCAPED:
            text = text.replace(typed, meant)
        if _CONTROL.search(text) and self._open[-2:] == ["w:r", "w:t"]:
            paragraph = self._paragraph[-1] if self._paragraph else ""
            text = text_pieces(text, Site("text", self._run, paragraph, self._open[-3:-2] == ["w:p"]))
        self._chunk.append(text)

    def _markup(self, at: int, token: str) -> None:
        name = name_of(token)
        if token.startswith("</"):
            self._leave(name)
        elif is_open(token):
            self._enter(at, name)
        drawing = _DRAWING.match(token) if name == "wp:docPr" else None
        if drawing:
            self._chunk.extend((drawing[1], Mark("drawing"), drawing[2]))
        else:
            self._chunk.append(token)

    def _leave(self, name: str) -> None:
        if self._open[-1:] == [name]:
            self._open.pop()
        if name == "w:p" and self._paragraph:
            self._paragraph.pop()

    def _enter(self, at: int, name: str) -> None:
        self._open.append(name)
        if name == "w:p":
            self._paragraph.append(_SECTION.sub("", self._properties(at, "w:pPr")))
        elif name == "w:r":
            self._run = self._properties(at, "w:rPr")

    def _properties(self, at: int, name: str) -> str:
        """The XML of the properties that come first in the element opened at ``at``."""
        if at + 1 >= len(self.tokens) or not opens(self.tokens[at + 1], name):
            return ""
        end = end_of(self.tokens, at + 1)
        return "".join(token for token in self.tokens[at + 1 : end + 1] if isinstance(token, str))


def set_scene(tokens: Sequence[Token]) -> Scene:
    """Part ``tokens`` into what is fixed and what is a tag, and find out where each tag prints."""
    return _Walk(tokens).run()
