"""What a template must not hold: macros, OLE objects, outside parts, fields that fetch or run something."""

import re
from collections.abc import Mapping

from toolkit.documents.compile.names import TYPES_PART
from toolkit.documents.compile.package import Entry, read_package, text_of, unpack
from toolkit.documents.compile.parts import document_part, parse, relations
from toolkit.errors import TemplateError, TemplateRefused

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FORBIDDEN = frozenset(
    {"oleobject", "afchunk", "vbaproject", "wordvbadata", "control", "activexcontrolbinary", "subdocument"}
    | {"attachedtoolbars", "keymapcustomizations", "mailmergesource", "mailmergeheadersource"}
    | {"webextensiontaskpanes", "webextension", "attachedtemplate", "extensibility", "ui/extensibility"}
)
_CODE_PARTS = re.compile(
    r"(^|/)(vba|activex|oleobject|attachedtoolbars|customui|webextensions?)[^/]*(/|\.|$)"
    r"|\.(docm|dotm|xlsm|xltm|xlam|xlsb|pptm|ppsm|potm|exe|dll|com|scr|js|jse|vbs|vbe|wsf|hta|lnk|bat|cmd|ps1|jar)$",
    re.IGNORECASE,
)
"""Parts that hold or start programs, whether anything leads to them or not: a copy would carry them along."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]+)\s*:")
_LINKS = frozenset({"http", "https", "mailto", "tel", "sms", "ftp", "ftps", "file", "sip", "callto"})
_FIELDS = frozenset({"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "INCLUDE", "DATABASE"})
_WORD = re.compile(r"\W*(\w*)")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check_package(entries: Mapping[str, Entry]) -> None:
    """Raise ``TemplateRefused`` (data: what, part) where the package holds what is forbidden."""
    types = text_of(entries, TYPES_PART)
    if not types:
        raise TemplateError("template.not_word")
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise TemplateRefused("template.refused", what="macros", part=TYPES_PART)
    for name, entry in entries.items():
        _check_part(name, entry)
        if name.lower().endswith(".rels"):
            _check_relations(entries, name)
    if _main_type(entries) != _MAIN:
        raise TemplateError("template.not_word")


def check_whole(entries: Mapping[str, Entry]) -> None:
    """``check_package``, and ``check_fields`` of every part: fields act wherever Word reads them."""
    check_package(entries)
    for name, entry in entries.items():
        if name.lower().endswith(".xml"):
            check_fields(unpack(entry), name)


def _main_type(entries: Mapping[str, Entry]) -> str:
    document = document_part(entries)
    for item in parse(text_of(entries, TYPES_PART), TYPES_PART):
        if item.get("PartName") == f"/{document}":
            return item.get("ContentType", "")
    return ""


def _check_part(name: str, entry: Entry) -> None:
    found = _CODE_PARTS.search(name)
    if found:
        raise TemplateRefused("template.refused", what=_called(name), part=name)
    if "/embeddings/" in f"/{name.lower()}" and _holds_code(name, entry):
        raise TemplateRefused("template.refused", what="OLE", part=name)


def _called(name: str) -> str:
    """What people call a part that holds or starts a program."""
    lower = name.lower()
    kinds = (("vba", "macros"), ("activex", "ActiveX"), ("ole", "OLE"))
    return next((what for word, what in kinds if word in lower), "macros" if lower.endswith("m") else "program")


def _holds_code(name: str, entry: Entry) -> bool:
    """Whether an embedded file is an OLE object, or an Office file with macros of its own."""
    if name.lower().endswith(".bin"):
        return True
    content = unpack(entry)
    if content.startswith(_OLE):
        return True
    if not content.startswith(b"PK"):
        return False
    inside = read_package(content)
    return any(_CODE_PARTS.search(inner) for inner in inside) or b"macroenabled" in text_of(inside, TYPES_PART).lower()


def _check_relations(entries: Mapping[str, Entry], rels: str) -> None:
    folder, _, name = rels.rpartition("/")
    part = f"{folder.removesuffix('_rels').rstrip('/')}/{name.removesuffix('.rels')}".lstrip("/")
    for relation in relations(entries, part):
        if relation.kind.lower() in _FORBIDDEN:
            raise TemplateRefused("template.refused", what=relation.kind, part=rels)
        if relation.outside and (relation.kind != "hyperlink" or not _harmless(relation.target)):
            raise TemplateRefused("template.refused", what=f"{relation.kind} → {relation.target[:60]}", part=rels)


def _harmless(address: str) -> bool:
    """Whether a click on a link only opens a page, a letter or a file."""
    scheme = _SCHEME.match(address)
    return scheme is None or scheme[1].lower() in _LINKS


def check_fields(xml: bytes, name: str) -> None:
    """Raise ``TemplateRefused`` where a field of the part fetches, links or runs something."""
    if b"instr" not in xml and b"altChunk" not in xml:
        return
    root = parse(xml, name)
    if next(root.iter(f"{_W}altChunk"), None) is not None:
        raise TemplateRefused("template.refused", what="altChunk", part=name)
    codes = [item.get(f"{_W}instr", "") for item in root.iter(f"{_W}fldSimple")]
    code = ""
    for item in root.iter(f"{_W}fldChar", f"{_W}instrText"):
        if item.tag == f"{_W}instrText":
            code += item.text or ""
        else:
            codes.append(code)
            code = ""
    for code in codes:
        found = _WORD.match(code)
        word = found[1].upper() if found else ""
        if word in _FIELDS:
            raise TemplateRefused("template.refused", what=f"{{ {word} }}", part=name)
