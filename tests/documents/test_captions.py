"""Captions carry their place in the document, whatever number the template's loop printed."""

import io

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from toolkit.documents.captions import numbered


def _caption(document, label: str) -> None:
    paragraph = document.add_paragraph(f"{label} ")
    for kind in ("begin", "", "separate", "7", "end"):
        run = paragraph.add_run()
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif kind:
            run.text = kind
        else:
            code = OxmlElement("w:instrText")
            code.text = f" SEQ {label} \\* ARABIC "
            run._r.append(code)
    paragraph.add_run(" 標題 1")


def test_each_label_counts_for_itself() -> None:
    document, out = docx.Document(), io.BytesIO()
    for label in ("表", "表", "圖", "表", "圖"):
        _caption(document, label)
    document.save(out)
    lines = [one.text for one in docx.Document(io.BytesIO(numbered(out.getvalue()))).paragraphs]
    assert lines == ["表 1 標題 1", "表 2 標題 1", "圖 1 標題 1", "表 3 標題 1", "圖 2 標題 1"]
