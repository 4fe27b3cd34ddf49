"""A marked copy: a Word comment on the exact words of each slip in the document's own text."""

import copy
import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from toolkit.documents.lint.passages import Passage, passages_of
from toolkit.documents.lint.slip import Slip

AUTHOR = "範本檢查"
"""Who the comments are from."""


def marked(source: bytes, slips: Sequence[Slip], language: str) -> bytes:
    """``source`` with a comment for each slip.

    Word allows comments in the text only: those of headers, footers and notes stand on its first words.
    """
    document = docx.Document(io.BytesIO(source))
    body = str(document.part.partname).lstrip("/")
    passages = passages_of(body, document.element)
    by_end = sorted(slips, key=lambda slip: (slip.passage, slip.start), reverse=True)
    for slip in (one for one in by_end if one.place.part == body and one.passage >= 0):
        _comment(document, _runs(passages[slip.passage], slip.start, slip.end), slip, language)
    first = next((passage for passage in passages if passage.pieces), None)
    for slip in (one for one in slips if one.place.part != body or one.passage < 0):
        runs = _runs(first, 0, len(first.text)) if first else [document.add_paragraph().add_run("…")]
        _comment(document, runs, slip, language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _comment(document: Document, runs: list[Run], slip: Slip, language: str) -> None:
    if runs:
        text = f"{slip.what(language)}{slip.do(language)}"
        document.add_comment([runs[0], runs[-1]], text=text, author=AUTHOR, initials="範")


def _runs(passage: Passage, start: int, end: int) -> list[Run]:
    """The runs that hold exactly the text from ``start`` to ``end``, split off where they hold more."""
    found = []
    at = 0
    for piece in _pieces(passage):
        text = piece.text or ""
        left, right = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if left < right:
            found.append(_split(piece, text, left, right))
    return [run for run in found if run is not None]


def _pieces(passage: Passage) -> list[Any]:
    """The texts of the passage as they are now: an earlier comment may have cut one of them in two."""
    if not passage.pieces:
        return []
    paragraph = next(passage.pieces[0].iterancestors(qn("w:p")), None)
    if paragraph is None:
        return list(passage.pieces)
    every = paragraph.iter(qn("w:t"))
    return [piece for piece in every if next(piece.iterancestors(qn("w:p")), None) is paragraph]


def _split(piece: object, text: str, left: int, right: int) -> Run | None:
    """The run of ``piece`` cut to text[left:right]; what stands before and behind gets runs of its own."""
    run = piece.getparent()  # type: ignore[attr-defined]
    if run is None or run.tag != qn("w:r"):
        return None
    if len([child for child in run if child.tag != qn("w:rPr")]) == 1:
        for part, put in ((text[:left], run.addprevious), (text[right:], run.addnext)):
            if part:
                twin = copy.deepcopy(run)
                put(twin)
                _put(twin.find(qn("w:t")), part)
        _put(piece, text[left:right])
    paragraph = next(run.iterancestors(qn("w:p")))
    return Run(run, Paragraph(paragraph, None))  # type: ignore[arg-type]


def _put(piece: object, text: str) -> None:
    piece.text = text  # type: ignore[attr-defined]
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")  # type: ignore[attr-defined]
