"""The small parts of an OOXML package: which sheets there are, styles, comments, custom properties."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from toolkit.errors import Unreadable
from toolkit.forms.table import Coordinate
from toolkit.messages import codes_files as codes
from toolkit.sheets.read.formats import Formats, special_styles
from toolkit.sheets.read.package import Package
from toolkit.sheets.read.scan import column_number

STRICT = "http://purl.oclc.org/ooxml/"
_RELATION_ID = "}id"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """Where a sheet's XML lies (``""`` where there is none), its kind, and its state (``visible`` …)."""

    part: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What the workbook part says: its sheets by name in order, the parts beside them, epoch, dialect."""

    main: str
    sheets: dict[str, SheetPart]
    styles: str
    strings: str
    epoch_1904: bool
    strict: bool


def contents(package: Package) -> Contents:
    """Follow the package's relations to its workbook part and read that."""
    main = _target(package, "", "officeDocument") or "xl/workbook.xml"
    root = package.tree(main)
    if root is None:
        raise Unreadable(codes.DAMAGED.code, part=main)
    relations = package.relations(main)
    parts = dict(reversed(relations.values()))
    return Contents(
        main=main,
        sheets={sheet.get("name", ""): _sheet_part(sheet, relations) for sheet in _children(root, "sheets")},
        styles=parts.get("styles", ""),
        strings=parts.get("sharedStrings", ""),
        epoch_1904=_flag(root, "workbookPr", "date1904"),
        strict=etree.QName(root).namespace is not None and str(etree.QName(root).namespace).startswith(STRICT),
    )


def _sheet_part(sheet: etree._Element, relations: dict[str, tuple[str, str]]) -> SheetPart:
    kind, part = relations.get(_relation_id(sheet), ("", ""))
    state = sheet.get("state", "visible")
    return SheetPart(part, kind, state if state in {"visible", "hidden", "veryHidden"} else "visible")


def formats(package: Package, part: str) -> Formats:
    """Cell style index → (number format, meaning) of the styles that are more than a plain number."""
    root = package.tree(part) if part else None
    if root is None:
        return {}
    custom = {
        int(one.get("numFmtId", "-1")): one.get("formatCode", "")
        for one in _children(root, "numFmts")
        if one.get("numFmtId", "").isdigit()
    }
    numbers = [one.get("numFmtId", "0") for one in _children(root, "cellXfs")]
    return special_styles([int(number) if number.isdigit() else 0 for number in numbers], custom)


def comments(package: Package, sheet: str) -> dict[Coordinate, str]:
    """The comments of a sheet part, plain text; of threaded ones Excel keeps a plain copy here."""
    found: dict[Coordinate, str] = {}
    for kind, part in package.relations(sheet).values():
        root = package.tree(part) if kind == "comments" else None
        for comment in _children(root, "commentList") if root is not None else ():
            if place := coordinate(comment.get("ref", "")):
                found[place] = "".join(texts(comment)).strip()
    return found


def properties(package: Package) -> dict[str, str]:
    """The custom document properties: name → value as text."""
    root = package.tree(_target(package, "", "custom-properties") or "docProps/custom.xml")
    if root is None:
        return {}
    return {one.get("name", ""): "".join(str(text) for text in one.itertext()).strip() for one in root}


def coordinate(reference: str) -> Coordinate | None:
    """``"C7"`` → (7, 3); None for what is no address."""
    letters = reference.replace("$", "").rstrip("0123456789")
    digits = reference.replace("$", "")[len(letters) :]
    usable = letters.isascii() and letters.isalpha() and digits and len(letters) <= 3 and len(digits) <= 7
    return (int(digits), column_number(letters.upper().encode())) if usable else None


def _target(package: Package, part: str, kind: str) -> str:
    return next((target for name, target in package.relations(part).values() if name == kind), "")


def _relation_id(element: etree._Element) -> str:
    return next((str(text) for key, text in element.attrib.items() if str(key).endswith(_RELATION_ID)), "")


def _children(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The element children of ``root``'s child ``name``, whatever the namespace."""
    for child in root.iterfind("{*}" + name):
        yield from (one for one in child if isinstance(one.tag, str))


def _flag(root: etree._Element, element: str, attribute: str) -> bool:
    found = root.find("{*}" + element)
    return found is not None and found.get(attribute, "0") in {"1", "true", "on"}


def texts(element: etree._Element) -> Iterator[str]:
    """The texts inside ``element`` without its phonetic runs."""
    for text in element.iter("{*}t"):
        parent = text.getparent()
        if parent is None or etree.QName(parent).localname != "rPh":
            yield text.text or ""
