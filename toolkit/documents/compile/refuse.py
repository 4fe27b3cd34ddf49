"""What a template must not hold: macros, OLE objects, outside parts, fields that fetch or run something."""

import re
from collections.abc import Mapping

from toolkit.documents.compile.names import TYPES_PART
from toolkit.documents.compile.package import Entry, text_of
from toolkit.documents.compile.parts import document_part, parse, relations
from toolkit.errors import TemplateError, TemplateRefused

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FORBIDDEN = frozenset(
    {"oleObject", "aFChunk", "vbaProject", "wordVbaData", "control", "activeXControlBinary", "subDocument"}
    | {"attachedToolbars", "keyMapCustomizations", "mailMergeSource", "mailMergeHeaderSource"}
)
_MACRO_FILES = re.compile(r"\.(bin|docm|dotm|xlsm|xltm|xlam|xlsb|pptm|ppsm|potm)$", re.IGNORECASE)
_CODE_SCHEMES = re.compile(r"\s*(javascript|vbscript|data)\s*:", re.IGNORECASE)
_FIELDS = frozenset({"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "LINK", "IMPORT", "DATABASE"})
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def check_package(entries: Mapping[str, Entry]) -> None:
    """Raise ``TemplateRefused`` (data: what, part) where the package holds what is forbidden."""
    types = text_of(entries, TYPES_PART)
    if not types:
        raise TemplateError("template.not_word")
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise TemplateRefused("template.refused", what="macros", part=TYPES_PART)
    for name in entries:
        if name.startswith("word/embeddings/") and _MACRO_FILES.search(name):
            raise TemplateRefused("template.refused", what="OLE", part=name)
        if name.endswith(".rels"):
            _check_relations(entries, name)
    if _main_type(entries) != _MAIN:
        raise TemplateError("template.not_word")


def _main_type(entries: Mapping[str, Entry]) -> str:
    document = document_part(entries)
    for item in parse(text_of(entries, TYPES_PART), TYPES_PART):
        if item.get("PartName") == f"/{document}":
            return item.get("ContentType", "")
    return ""


def _check_relations(entries: Mapping[str, Entry], rels: str) -> None:
    folder, _, name = rels.rpartition("/")
    part = f"{folder.removesuffix('_rels').rstrip('/')}/{name.removesuffix('.rels')}".lstrip("/")
    for relation in relations(entries, part):
        if relation.kind in _FORBIDDEN:
            raise TemplateRefused("template.refused", what=relation.kind, part=rels)
        if relation.outside and (relation.kind != "hyperlink" or _CODE_SCHEMES.match(relation.target)):
            raise TemplateRefused("template.refused", what=f"{relation.kind} → {relation.target[:60]}", part=rels)


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
        word = code.strip().split(" ", 1)[0].upper()
        if word in _FIELDS:
            raise TemplateRefused("template.refused", what=f"{{ {word} }}", part=name)
