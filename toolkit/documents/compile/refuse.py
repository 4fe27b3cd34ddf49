"""What a template must not hold: macros, OLE objects, outside parts, fields that fetch or run something."""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from toolkit.documents.compile.acts import check_xml, is_harmless
from toolkit.documents.compile.names import TYPES_PART
from toolkit.documents.compile.package import Entry, read_package, text_of, unpack
from toolkit.documents.compile.parts import document_part, leads_out, parse
from toolkit.documents.compile.pictures import check_size
from toolkit.errors import RenderError, TemplateError, TemplateRefused

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FORBIDDEN = frozenset(
    {"oleobject", "afchunk", "vbaproject", "wordvbadata", "control", "activexcontrolbinary", "subdocument"}
    | {"attachedtoolbars", "keymapcustomizations", "mailmergesource", "mailmergeheadersource"}
    | {"webextensiontaskpanes", "webextension", "attachedtemplate", "extensibility", "ui/extensibility"}
)
_CODE_PARTS = re.compile(
    r"(^|/)(vba|activex|oleobject|attachedtoolbars|customui|webextensions?)[^/]*(/|\.|$)"
    r"|\.(docm|dotm|xlsm|xltm|xlam|xlsb|pptm|ppsm|potm|exe|dll|com|scr|js|jse|vbs|vbe|wsf|hta|lnk|bat|cmd|ps1|jar"
    r"|html?|xhtml|mht|mhtml|swf|wsh|msi|reg|cpl|pif|scf|chm|url|iqy|xll|sct|library-ms|application)$",
    re.IGNORECASE,
)
"""Parts that hold or start programs, whether anything leads to them or not: a copy would carry them along."""
MOST_PARAGRAPHS = 50_000
"""Of one template: some 1,500 pages."""
_PARAGRAPH = re.compile(rb"<(?:\w+:)?p[ />]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_PICTURES = (_OLE, b"MZ", b"\x7fELF", b"PK\x03\x04", b"#!", b"ITSF", b"{\\rtf")
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|script|body|head|\?php|%)", re.IGNORECASE)
_ACTIVE_SVG = re.compile(
    rb"<script|<foreignObject|<!DOCTYPE|\bon\w+\s*=|href\s*=\s*[\"'](?!#|data:image/)|url\((?!\s*[\"']?(?:#|data:image/))"
    rb"|@import|^\x1f\x8b",
    re.IGNORECASE,
)
"""What makes an SVG more than a picture: scripts, other pages in it, anything fetched; one that is packed."""


def check_package(entries: Mapping[str, Entry]) -> None:
    """Raise ``TemplateRefused`` (data: what, part) where the package holds what is forbidden."""
    types = text_of(entries, TYPES_PART)
    if not types:
        raise TemplateError("template.not_word")
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise TemplateRefused("template.refused", what="macros", part=TYPES_PART)
    if len({name.lower() for name in entries}) < len(entries):  # to Word both are one part: which of them, who knows
        raise TemplateError("template.package", reason="a part twice")
    for name, entry in entries.items():
        _check_part(name, entry)
        if name.lower().endswith(".rels"):
            _check_relations(unpack(entry), name)
    if _main_type(entries) != _MAIN:
        raise TemplateError("template.not_word")


def check_template(entries: Mapping[str, Entry]) -> None:
    """``check_whole``, and that it is no longer than any template is: each paragraph costs, and 600,000 minutes."""
    check_package(entries)
    _check_length(entries)
    _check_parts(entries)


def _check_length(entries: Mapping[str, Entry]) -> None:
    document = document_part(entries)
    count = len(_PARAGRAPH.findall(text_of(entries, document)))
    if count > MOST_PARAGRAPHS:
        raise TemplateError("template.too_many_paragraphs", count=f"{count:,}", most=f"{MOST_PARAGRAPHS:,}")


def check_whole(entries: Mapping[str, Entry]) -> None:
    """``check_package``, and ``check_xml`` of every part: fields act wherever Word reads them."""
    check_package(entries)
    _check_parts(entries)


def _check_parts(entries: Mapping[str, Entry]) -> None:
    typed = _typed_as_xml(entries)
    for name, entry in entries.items():
        if name.lower().endswith((".xml", ".rels")) or f"/{name}".lower() in typed:
            check_xml(unpack(entry), name)


def _typed_as_xml(entries: Mapping[str, Entry]) -> frozenset[str]:
    """The parts that are XML whatever their names end in, in small letters."""
    types = list(parse(text_of(entries, TYPES_PART), TYPES_PART))
    of_xml = [item for item in types if re.search(r"xml\s*(;|$)", item.get("ContentType", "").lower())]
    endings = {item.get("Extension", "").lower() for item in of_xml}
    named = {item.get("PartName", "").lower() for item in of_xml}
    return frozenset({*named, *(f"/{name}".lower() for name in entries if name.rpartition(".")[2].lower() in endings)})


def _main_type(entries: Mapping[str, Entry]) -> str:
    document = document_part(entries)
    for item in parse(text_of(entries, TYPES_PART), TYPES_PART):
        if item.get("PartName") == f"/{document}":
            return item.get("ContentType", "")
    return ""


def _check_part(name: str, entry: Entry) -> None:
    found = _CODE_PARTS.search(unquote(name))
    if found:
        raise TemplateRefused("template.refused", what=_called(name), part=name)
    if "/embeddings/" in f"/{name.lower()}" and _holds_code(name, entry):
        raise TemplateRefused("template.refused", what="OLE", part=name)
    if "/media/" in f"/{name.lower()}":
        _check_picture(name, unpack(entry))


def _called(name: str) -> str:
    """What people call a part that holds or starts a program."""
    lower = unquote(name).lower()
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


def _check_relations(content: bytes, rels: str) -> None:
    for relation in parse(content, rels):
        kind, target = relation.get("Type", "").rsplit("/", 1)[-1], relation.get("Target", "")
        if kind.lower() in _FORBIDDEN:
            raise TemplateRefused("template.refused", what=kind, part=rels)
        link = kind.lower() == "hyperlink"
        if leads_out(relation):
            if not link or not is_harmless(target):
                raise TemplateRefused("template.refused", what=f"{kind} → {target[:60]}", part=rels)
        elif not link and ("\\" in target or "%" in target):  # two readers may take it for two places
            raise TemplateRefused("template.refused", what=f"{kind} → {target[:60]}", part=rels)


def _check_picture(name: str, content: bytes) -> None:
    """Refuse what calls itself a picture and is a program, a page or a package, or too large to be shown."""
    if content.startswith(_NO_PICTURES) or _PAGE.match(content[:1000]):
        raise TemplateRefused("template.refused", what="program", part=name)
    if name.lower().endswith((".svg", ".svgz")) and _ACTIVE_SVG.search(content.replace(b"\x00", b"")):
        raise TemplateRefused("template.refused", what="SVG", part=name)
    try:
        check_size(content)
    except RenderError as error:
        raise TemplateRefused("template.picture_too_big", part=name, **error.data) from None
