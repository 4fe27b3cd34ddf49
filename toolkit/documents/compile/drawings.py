"""Groups of native shapes in a run of their own, with a picture for those who cannot show shapes."""

from itertools import count

from toolkit.documents.compile.frame import State
from toolkit.documents.compile.rich import picture_run
from toolkit.documents.compile.text import escaped, quoted
from toolkit.documents.values import Drawing, Image

_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in (
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("wpg", _GROUP),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
    )
)


def drawing_run(drawing: Drawing, state: State) -> str:
    """``drawing`` in a run; every shape gets a number that no other drawing of the document has."""
    state.drawing += 1
    own = state.drawing
    numbers = count(own + 1)
    pieces = drawing.shapes.split("\0")
    shapes = pieces[0] + "".join(f"{number}{piece}" for number, piece in zip(numbers, pieces[1:], strict=False))
    state.drawing = own + len(pieces) - 1
    return (
        f'<w:r><mc:AlternateContent {_NAMESPACES}><mc:Choice Requires="wpg"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{drawing.width}" cy="{drawing.height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{own}" name={quoted(drawing.title or f"Drawing {own}")} descr={quoted(drawing.description)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}">{shapes}</a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback>{_instead(drawing, state)}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _instead(drawing: Drawing, state: State) -> str:
    """The picture, or the words where there is none."""
    if not drawing.picture:
        return f'<w:t xml:space="preserve">{escaped(drawing.description)}</w:t>'
    image = Image(drawing.picture, drawing.width, drawing.height, description=drawing.description)
    return picture_run(image, state).removeprefix("<w:r>").removesuffix("</w:r>")
