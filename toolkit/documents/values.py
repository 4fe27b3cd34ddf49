"""Rich values for templates, frozen: what a context may hold besides plain data.

Plain data are texts, numbers, ``Decimal``, ``bool``, dates, ``None``, mappings and sequences of them. A rich
value prints formatted text, a link, a picture or a whole document. Nothing here opens a file.

Sizes of characters are in half-points (24 = 12 pt), sizes of pictures in EMU (914,400 an inch, 36,000 a mm).
"""

from dataclasses import dataclass, replace

EMU_PER_MM = 36_000
EMU_PER_INCH = 914_400


@dataclass(frozen=True, slots=True)
class Style:
    """How a piece of rich text looks; every field left alone keeps what the template says.

    ``style`` is a character style's id; ``color`` and ``highlight`` (a background) are six hex digits;
    ``size`` is in half-points; ``underline`` is a name of Word's (``single``, ``double``, ``wave``) or True;
    ``font`` may begin with a script (``eastAsia:微軟正黑體``); ``link`` is an address (http, mailto, tel).
    """

    style: str = ""
    color: str = ""
    highlight: str = ""
    size: int = 0
    bold: bool = False
    italic: bool = False
    underline: str | bool = False
    strike: bool = False
    subscript: bool = False
    superscript: bool = False
    font: str = ""
    rtl: bool = False
    lang: str = ""
    link: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one style."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class RichText:
    """Formatted text within a paragraph, printed by ``{{r … }}``; add two to get both."""

    pieces: tuple[Piece, ...] = ()

    def __add__(self, other: "RichText") -> "RichText":
        """Both, one behind the other."""
        return RichText(self.pieces + other.pieces)

    def then(self, text: str, style: Style = PLAIN) -> "RichText":
        """This and one piece more."""
        return RichText((*self.pieces, Piece(text, style)))


def rich(text: str, style: Style = PLAIN) -> RichText:
    """Rich text of one piece."""
    return RichText((Piece(text, style),))


@dataclass(frozen=True, slots=True)
class RichParagraph:
    """A paragraph of rich text; ``style`` is a paragraph style's id."""

    text: RichText
    style: str = ""


@dataclass(frozen=True, slots=True)
class RichParagraphs:
    """Whole paragraphs, printed by ``{{p … }}`` in place of the paragraph that holds the tag."""

    paragraphs: tuple[RichParagraph, ...] = ()

    def then(self, text: RichText, style: str = "") -> "RichParagraphs":
        """These and one paragraph more."""
        return RichParagraphs((*self.paragraphs, RichParagraph(text, style)))


@dataclass(frozen=True, slots=True)
class Link:
    """A clickable address; ``text`` is what is read (the address itself where empty)."""

    url: str
    text: str = ""
    style: Style = Style(color="0563C1", underline="single")

    @property
    def rich(self) -> RichText:
        """The same as rich text."""
        return rich(self.text or self.url, replace(self.style, link=self.url))


@dataclass(frozen=True, slots=True)
class Listing:
    r"""Text whose ``\n`` begins a new line, ``\a`` a new paragraph, ``\f`` a new page, ``\t`` a tab.

    A plain text does all that as well; the type says that it is meant.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG, JPEG, GIF or BMP) by its bytes. ``width`` and ``height`` are in EMU.

    With neither, its own size and resolution count; with one, the other follows. ``link`` makes it clickable,
    ``description`` is read out to those who cannot see it.
    """

    content: bytes
    width: int = 0
    height: int = 0
    link: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    r"""A group of native shapes, made by ``documents.draw``: printed by ``{{ … }}`` like a picture.

    ``shapes`` is one ``wpg:wgp`` element with ``\0`` where a shape's number goes; ``picture`` (PNG, may be empty)
    stands in for it where shapes cannot be shown. ``width`` and ``height`` are in EMU.
    """

    shapes: str
    picture: bytes
    width: int
    height: int
    title: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Drawings:
    """Several drawings one below the other in one paragraph: a chart of several pages."""

    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class SubDocument:
    """A whole .docx by its bytes, printed by ``{{p … }}``: its body with styles, lists, pictures, notes."""

    content: bytes


@dataclass(frozen=True, slots=True)
class ReplacePicture:
    """Put ``content`` in the place of every picture whose name, title or description is ``name``."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class ReplaceMedia:
    """Put ``content`` in the place of the media or embedded package whose bytes are ``original``."""

    original: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class ReplacePart:
    """Put ``content`` in the place of the media or package of that name (``word/embeddings/a.xlsx``)."""

    name: str
    content: bytes


Replacement = ReplacePicture | ReplaceMedia | ReplacePart


def mm(length: float) -> int:
    """Millimetres as EMU."""
    return round(length * EMU_PER_MM)


@dataclass(frozen=True, slots=True)
class Extras:
    """What a document gets besides its values.

    ``stamp`` is the watermark's text on drafts, ``replace`` exchanges pictures or packages of the template,
    and ``properties`` (name, text) become custom properties of the document.
    """

    stamp: str = "草稿"
    replace: tuple[Replacement, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()


NO_EXTRAS = Extras()
