"""Where a tag prints: inside which run and paragraph, and so what its value may become there."""

from typing import Literal, NamedTuple

Kind = Literal["text", "bare", "run", "paragraph", "cell", "row", "span", "fill"]


class Site(NamedTuple):
    """The surroundings of a print.

    ``run`` and ``paragraph`` are the XML of ``w:rPr`` and ``w:pPr`` (or ""); ``whole`` says that the run
    stands directly in a paragraph, so that the paragraph can be ended and begun again here.
    """

    kind: Kind
    run: str = ""
    paragraph: str = ""
    whole: bool = False


def text_pieces(text: str, site: Site) -> str:
    r"""Escaped ``text`` with its tabs, line (\n), paragraph (\a) and page ends (\f) as Word's own."""
    run_end, run_start = "</w:t></w:r>", f'<w:r>{site.run}<w:t xml:space="preserve">'
    line = '</w:t><w:br/><w:t xml:space="preserve">'
    page, paragraph = line, line
    if site.whole:
        start = f"<w:p>{site.paragraph}{run_start}"
        paragraph = f"{run_end}</w:p>{start}"
        page = f'{run_end}</w:p><w:p><w:r><w:br w:type="page"/></w:r></w:p>{start}'
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    text = text.replace("\t", f"{run_end}<w:r>{site.run}<w:tab/></w:r>{run_start}")
    return text.replace("\a", paragraph).replace("\n", line).replace("\f", page)
