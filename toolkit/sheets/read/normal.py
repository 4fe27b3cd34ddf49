"""Worksheet XML in the one plain form that the scan reads: unprefixed tags, double quotes, addresses.

What Excel and most libraries write is plain already and passes through untouched.
"""

import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from toolkit.errors import Unreadable
from toolkit.forms.table import letter
from toolkit.messages import codes_files as codes

MAIN = frozenset(
    {
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    }
)
_SPACE = "http://www.w3.org/XML/1998/namespace space"
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?worksheet[\s>]")
_SINGLE_QUOTES = re.compile(rb"=\s*'")
_OTHER_TAG = rb"<%s(?![\w.-])(?! r=\")"
CELLS = frozenset({"sheetData", "row", "c", "f", "v", "is", "r", "t"})
_SCANNED = CELLS | {"cols", "col", "mergeCells", "mergeCell"}


def plain_sheet(xml: bytes) -> bytes:
    """Return ``xml`` itself where it is plain, else the same content in plain form.

    Raises ``Unreadable`` for XML that is not well-formed or brings a DTD.
    """
    root = _ROOT.search(xml[:4096])
    prefix = root[1] if root else None
    if purely_markup(xml) and root and not _odd(xml if prefix is None else _without(prefix, xml)):
        return xml if prefix is None else _without(prefix, xml)
    return rewritten(xml)


def begins_plainly(xml: bytes) -> bool:
    """Whether a worksheet begins without a prefix and without a DTD."""
    root = _ROOT.search(xml[:4096])
    return root is not None and root[1] is None and b"<!" not in xml[: root.start()]


def looks_plain(xml: bytes) -> bool:
    """Whether ``xml`` is plain, should ``purely_markup`` find it sound: what can be told at half the cost."""
    return begins_plainly(xml) and b"<!" not in xml and not _odd(xml)


def rewritten(xml: bytes, kept: frozenset[str] = _SCANNED, namespace: str = "") -> bytes:
    """Write the ``kept`` elements of a worksheet anew, in plain form; ``namespace`` is the default one."""
    return _Rewriter(kept).rewrite(xml, namespace)


def _without(prefix: bytes, xml: bytes) -> bytes:
    return xml.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")


def purely_markup(xml: bytes) -> bool:
    """Whether there is nothing in UTF-8 ``xml`` but elements and text; proves it well-formed on the way."""
    extras: list[str] = []
    parser = guarded_parser()
    parser.CommentHandler = lambda _text: extras.append("comment")
    parser.StartCdataSectionHandler = lambda: extras.append("cdata")
    parser.ProcessingInstructionHandler = lambda _target, _text: extras.append("instruction")
    parser.XmlDeclHandler = lambda _version, encoding, _alone: (
        None if (encoding or "utf-8").casefold() == "utf-8" else extras.append("encoding")
    )
    parse(parser, xml)
    return not extras and xml.startswith((b"<", b"\xef\xbb\xbf<"))


def _odd(xml: bytes) -> bool:
    """Whether some tag is not written as nearly all programs write it: ``<c r="B7" s="1">``, ``<row r="7">``.

    Counts of substrings first, because they cost a tenth of a regular expression.
    """
    cells = xml[max(xml.find(b"<sheetData"), 0) :]
    if (b"'" in cells and _SINGLE_QUOTES.search(cells)) or b"&#" in cells:
        return True
    return any(
        cells.count(b"<" + tag) != cells.count(b"<" + tag + b' r="') and re.search(_OTHER_TAG % tag, cells)
        for tag in (b"c", b"row")
    )


def guarded_parser(separator: str | None = None) -> expat.XMLParserType:
    """An expat parser that stops at the first sign of a DTD."""
    parser = expat.ParserCreate(namespace_separator=separator)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return parser


def parse(parser: expat.XMLParserType, xml: bytes) -> None:
    """Run ``parser`` over ``xml``; raise ``Unreadable`` (``file.damaged``) where it is not well-formed."""
    try:
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes no keywords
    except (expat.ExpatError, LookupError, ValueError):
        raise Unreadable(codes.DAMAGED.code) from None


def _refuse_doctype(*_arguments: object) -> None:
    raise Unreadable(codes.UNSAFE.code)


class _Rewriter:
    """Writes the elements that matter anew; cells and rows without an address get the one they stand at."""

    def __init__(self, kept: frozenset[str]) -> None:
        self._kept = kept
        self._out: list[str] = []
        self._skipping = 0
        self._empty = False
        self._row = 0
        self._column = 0

    def rewrite(self, xml: bytes, namespace: str) -> bytes:
        """Return the whole worksheet as UTF-8."""
        parser = guarded_parser(" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parse(parser, xml)
        space = f' xmlns="{namespace}"' if namespace else ""
        return f"<worksheet{space}>{''.join(self._out)}</worksheet>".encode()

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if local == "worksheet":
            return
        if self._skipping or local not in self._kept or space not in MAIN:
            self._skipping += 1
            return
        written = self._addressed(local, _unprefixed(attributes))
        self._out.append(f"<{local}{''.join(f' {key}={_quoted(text)}' for key, text in written.items())}>")
        self._empty = True

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if self._skipping:
            self._skipping -= 1
        elif local != "worksheet":
            self._close(local)

    def _close(self, local: str) -> None:
        if self._empty:
            self._out[-1] = self._out[-1][:-1] + "/>"
        else:
            self._out.append(f"</{local}>")
        self._empty = False

    def _text(self, text: str) -> None:
        if not self._skipping:
            self._out.append(escape(text))
            self._empty = False

    def _addressed(self, local: str, attributes: dict[str, str]) -> dict[str, str]:
        if local == "row":
            self._row = _whole(attributes.get("r", "")) or self._row + 1
            self._column = 0
            attributes["r"] = str(self._row)
        elif local == "c":
            column = _column_of(attributes.get("r", ""))
            self._column = column or self._column + 1
            if not column:
                attributes["r"] = f"{letter(self._column)}{self._row}"
        return {"r": attributes.pop("r", ""), **attributes} if local in {"row", "c"} else attributes


def _unprefixed(attributes: Mapping[str, str]) -> dict[str, str]:
    """The plain attributes, and ``xml:space``: it keeps the blanks of a text."""
    plain = {name: text for name, text in attributes.items() if " " not in name}
    space = attributes.get(_SPACE)
    return plain if space is None else {**plain, "xml:space": space}


def _quoted(text: str) -> str:
    """Always in double quotes, and without a ``>`` (``quoteattr`` escapes it)."""
    return quoteattr(text.replace('"', "'"))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _column_of(reference: str) -> int:
    number = 0
    for mark in reference.rstrip("0123456789"):
        number = number * 26 + ord(mark) - 64 if "A" <= mark <= "Z" else 0
    return number
