"""What the XML of a part does by itself when Word opens it: fields, links in old drawings, mail merge, a DTD.

Elements are known by their local names: both editions of the standard (transitional, strict) act alike.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.documents.compile.parts import parse
from toolkit.errors import TemplateRefused

if TYPE_CHECKING:
    from lxml import etree

_FIELDS = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "INCLUDE", "DATABASE"}
    | {"RD", "EMBED", "PRINT", "HTMLCONTROL"}
)
"""Fields that fetch a file, run a program, or speak to the printer."""
_HINTS = (b"nstr", b"altChunk", b"mailMerge", b"urn:schemas-microsoft-com:")
_WORD = re.compile(r"[^\w\x00]*(\w*)(\x00?)")
_ADDRESS = re.compile(r'\s*hyperlink\s+(?:\\[a-z]\s+)*"?([^"\s]*)', re.IGNORECASE)
_NESTED = "\x00"
"""Stands in a field's code for a field inside it, whose result nobody knows."""
_CODES = frozenset({"instrText", "delInstrText", "t", "delText"})
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "us-ascii", "ascii"})
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]+)\s*:")
_LINKS = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sip", "callto"})
_PROGRAM = re.compile(
    r"\.(exe|dll|com|scr|js|jse|vbs|vbe|wsf|wsh|hta|lnk|bat|cmd|ps1|jar|msi|reg|cpl|pif|scf|chm|url|application)\s*$",
    re.IGNORECASE,
)


def is_harmless(address: str) -> bool:
    """Whether a click on a link opens no more than a page, a letter, or a document that lies beside this one."""
    address = address.replace("\t", "").replace("\n", "").replace("\r", "")
    if re.match(r"\s*[\\/]{2}", address) or (_PROGRAM.search(address) and not address.lower().startswith("http")):
        return False
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in _LINKS


def check_xml(xml: bytes, name: str) -> None:
    """Raise ``TemplateRefused`` (data: what, part) where part ``name`` does something by itself."""
    wide = xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in xml[:8]
    declared = _DECLARED.match(xml.removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].decode("ascii", "replace").lower() not in _ENCODINGS:
        raise _refused("encoding", name)
    if b"<!DOCTYPE" in xml or (wide and "<!DOCTYPE" in xml.replace(b"\x00", b"").decode("latin-1")):
        raise _refused("DTD", name)
    if not wide and not any(hint in xml for hint in _HINTS):
        return
    _check(parse(xml, name), name)


def _refused(what: str, name: str) -> TemplateRefused:
    return TemplateRefused("template.refused", what=what, part=name)


def _check(root: "etree._Element", name: str) -> None:
    for item in root.iter():
        tag = _local(item)
        if tag in ("altChunk", "mailMerge"):
            raise _refused(tag, name)
        if item.tag.startswith("{urn:schemas-microsoft-com:"):
            _check_drawing(item, name)
    for code in _codes(root):
        found = _WORD.match(code)
        word = found[1].upper() if found else ""
        if word in _FIELDS:
            raise _refused(f"{{ {word} }}", name)
        if found and found[2] and not code.lstrip().startswith("="):  # its very name is worked out by a field inside it
            raise _refused(f"{{ {word}{{…}} }}", name)
        address = _ADDRESS.match(code.replace(_NESTED, ""))
        if address and not is_harmless(address[1].replace("\\\\", "\\")):
            raise _refused(f"HYPERLINK → {address[1][:60]}", name)


def _local(item: "etree._Element") -> str:
    return item.tag.rpartition("}")[2]


def _attributes(item: "etree._Element") -> dict[str, str]:
    """Local name → value."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in item.attrib.items()}


def _check_drawing(item: "etree._Element", name: str) -> None:
    """An old drawing may name an address without any relationship: a picture is fetched, a link clicked."""
    for attribute, value in _attributes(item).items():
        if attribute in ("src", "althref") and (_SCHEME.match(value) or re.match(r"\s*[\\/]{2}", value)):
            raise _refused(f"{attribute} → {value[:60]}", name)
        if attribute == "href" and not is_harmless(value):
            raise _refused(f"{attribute} → {value[:60]}", name)


def _codes(root: "etree._Element") -> Iterator[str]:
    """The code of every field, however it is split over runs and whatever fields stand inside it."""
    open_fields: list[str | None] = []
    for item in root.iter():
        tag = _local(item)
        if tag == "fldSimple":
            yield _attributes(item).get("instr", "")
        elif tag in _CODES and open_fields and open_fields[-1] is not None:
            open_fields[-1] += item.text or ""
        elif tag == "fldChar":
            yield from _turn(open_fields, _attributes(item).get("fldCharType", ""))
        elif tag in ("instrText", "delInstrText") and not open_fields:  # a code whose field begins nowhere
            yield item.text or ""
    yield from (code for code in open_fields if code is not None)


def _turn(open_fields: list[str | None], kind: str) -> Iterator[str]:
    if kind == "begin":
        if open_fields and open_fields[-1] is not None:
            open_fields[-1] += _NESTED
        open_fields.append("")
    elif kind == "separate" and open_fields:
        if open_fields[-1] is not None:
            yield open_fields[-1]
        open_fields[-1] = None
    elif kind == "end" and open_fields:
        code = open_fields.pop()
        if code is not None:
            yield code
