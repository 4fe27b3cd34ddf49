"""The 作廢 mark: what is void says so across every page, whoever opens or prints it (seed 4c)."""

import io

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import _Header

from toolkit.documents.compile.stamp import watermark

_SHAPE = "PowerPlusWaterMarkObject"
_FIRST_SHAPE = 500
"""Numbers of our shapes start here, above those of the stamp that a draft brings."""


def void_copy(document: bytes, words: str) -> bytes:
    """The .docx ``document`` with ``words`` across every page instead of the stamp it had; the text stays as it was."""
    opened = Document(io.BytesIO(document))
    number = _FIRST_SHAPE
    for at, section in enumerate(opened.sections):
        headers = [section.header]
        headers += [section.first_page_header] if section.different_first_page_header_footer else []
        headers += [section.even_page_header] if opened.settings.odd_and_even_pages_header_footer else []
        for header in headers:
            if at == 0 or not header.is_linked_to_previous:
                number += 1
                _mark(header, words, number)
    made = io.BytesIO()
    opened.save(made)
    return made.getvalue()


def _mark(header: _Header, words: str, number: int) -> None:
    """Put the words into the header's first paragraph, and take out any stamp of ours."""
    header.is_linked_to_previous = False
    for shape in list(header.part.element.iter("{urn:schemas-microsoft-com:vml}shape")):
        if str(shape.get("id", "")).startswith(_SHAPE):
            run = next(shape.iterancestors(qn("w:r")))
            run.getparent().remove(run)
    run = watermark(words, number).replace("<w:r>", f"<w:r {nsdecls('w')}>", 1)
    if not header.paragraphs:
        header.add_paragraph()
    header.part.element.find(qn("w:p")).append(parse_xml(run))
