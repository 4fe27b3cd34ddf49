"""The workbook part: its sheets by name, and new sheets put in front of them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from toolkit.sheets.build.spec import SheetSpec, Visibility, pages_across
from toolkit.sheets.patch.container import NotPatchable
from toolkit.sheets.patch.package import MAIN, OFFICE, STRICT, Package, Relationship, parse, serialise
from toolkit.sheets.patch.sheet_xml import quoted_sheet

_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews",
    "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects",
    "extLst",
)  # fmt: skip
_LONGEST_NAME = 31
_RELATIONSHIP_ID = f"{{{OFFICE}}}id"
_LARGEST_SHEET_ID = 65_534


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet of the workbook: its name and the relationship to its part."""

    name: str
    relation: Relationship


class Book:
    """The workbook part of a package, being changed; ``save`` writes it back."""

    def __init__(self, package: Package) -> None:
        """Find and parse it; raises ``NotPatchable`` for strict OOXML or where it is missing."""
        found = package.root.first("/officeDocument")
        if found is None:
            raise NotPatchable("damaged")
        self._package = package
        self.part = found.target
        content = package.need(self.part)
        if found.kind.startswith(STRICT) or STRICT.encode() in content[:4096]:
            raise NotPatchable("strict")
        self._root = parse(content)
        if self._root.tag != _tag("workbook"):
            raise NotPatchable("damaged")
        self.relations = package.relationships(self.part)

    @property
    def epoch_1904(self) -> bool:
        """Whether this workbook counts days from 1904."""
        properties = self._root.find(_tag("workbookPr"))
        return properties is not None and properties.get("date1904") in ("1", "true")

    @property
    def has_macros(self) -> bool:
        """Whether there is a VBA project: it must know the code name of every sheet that has one."""
        return self.relations.first("/vbaProject") is not None

    def sheets(self) -> Iterator[BookSheet]:
        """Yield the sheets in order, worksheets and others alike."""
        by_id = {each.id: each for each in self.relations}
        for element in self._section("sheets"):
            relation = by_id.get(element.get(_RELATIONSHIP_ID, ""))
            if relation is None or relation.external:
                raise NotPatchable("damaged")
            yield BookSheet(element.get("name", ""), relation)

    def free_names(self, wanted: Iterable[str]) -> dict[str, str]:
        """Return each wanted name → a name that no sheet has: 回執, else 回執 (2)."""
        used = {each.get("name", "").lower() for each in self._section("sheets")}
        chosen: dict[str, str] = {}
        for name in wanted:
            number, free = 1, name[:_LONGEST_NAME]
            while free.lower() in used:
                number += 1
                ending = f" ({number})"
                free = name[: _LONGEST_NAME - len(ending)] + ending
            used.add(free.lower())
            chosen[name] = free
        return chosen

    def remove_sheets(self, gone: Collection[BookSheet]) -> list[str]:
        """Remove sheets and the names local to them; returns their sheet ids. Their parts stay."""
        ids = {each.relation.id for each in gone}
        sheets = self._section("sheets")
        removed = [place for place, each in enumerate(sheets) if each.get(_RELATIONSHIP_ID) in ids]
        elements = [sheets[place] for place in removed]
        for element in elements:
            sheets.remove(element)
            self.relations.drop(element.get(_RELATIONSHIP_ID, ""))
        self._forget_names(removed)
        return [element.get("sheetId", "") for element in elements]

    def _forget_names(self, removed: Sequence[int]) -> None:
        names = self._section("definedNames")
        for name in list(names):
            local = name.get("localSheetId", "")
            if local.isdigit() and int(local) in removed:
                names.remove(name)
            elif local.isdigit():
                name.set("localSheetId", str(int(local) - sum(place < int(local) for place in removed)))
        if len(names) == 0:
            self._root.remove(names)

    def insert_front(self, specs: Sequence[SheetSpec], names: Sequence[str], parts: Sequence[str]) -> None:
        """Put new sheets before all others; visible ones first become the ones that open."""
        sheets = self._section("sheets")
        ids = [int(each.get("sheetId", "0")) for each in sheets]
        first_id = max([0, *ids]) + 1
        if first_id + len(specs) > _LARGEST_SHEET_ID:
            first_id = next(i for i in range(1, _LARGEST_SHEET_ID) if not set(range(i, i + len(specs))) & {*ids})
        self._shift_names(len(specs))
        for place, (spec, name, part) in enumerate(zip(specs, names, parts, strict=True)):
            element = etree.Element(_tag("sheet"), name=name, sheetId=str(first_id + place))
            if spec.visibility is not Visibility.VISIBLE:
                element.set("state", spec.visibility.value)
            element.set(_RELATIONSHIP_ID, self.relations.add(f"{OFFICE}/worksheet", part))
            sheets.insert(place, element)
            self._name_areas(spec, name, place)
        self._open_first()

    def save(self) -> None:
        """Write the part back into the package."""
        self._package.write(self.part, serialise(self._root))

    def _open_first(self) -> None:
        views = self._section("bookViews")
        if len(views) == 0:
            etree.SubElement(views, _tag("workbookView"))
        for view in views:
            for name in ("firstSheet", "activeTab"):
                if name in view.attrib:
                    del view.attrib[name]

    def _shift_names(self, by: int) -> None:
        for name in self._root.iterfind(f"{_tag('definedNames')}/{_tag('definedName')}"):
            local = name.get("localSheetId")
            if local is not None and local.isdigit():
                name.set("localSheetId", str(int(local) + by))

    def _name_areas(self, spec: SheetSpec, name: str, place: int) -> None:
        sheet = quoted_sheet(name)
        if spec.filter_area:
            self._define("_xlnm._FilterDatabase", f"{sheet}!{_absolute(spec.filter_area)}", place, hidden=True)
        if spec.printing.area:
            self._define("_xlnm.Print_Area", f"{sheet}!{_absolute(spec.printing.area)}", place)
        if spec.printing.repeat:
            first, last = spec.printing.repeat
            leading = f"{sheet}!$A:${spec.printing.lead}," if pages_across(spec.printing, spec.columns) > 1 else ""
            self._define("_xlnm.Print_Titles", f"{leading}{sheet}!${first}:${last}", place)

    def _define(self, name: str, reference: str, place: int, *, hidden: bool = False) -> None:
        element = etree.SubElement(self._section("definedNames"), _tag("definedName"), name=name)
        element.set("localSheetId", str(place))
        if hidden:
            element.set("hidden", "1")
        element.text = reference

    def _section(self, name: str) -> etree._Element:
        found = self._root.find(_tag(name))
        if found is not None:
            return found
        section = etree.Element(_tag(name))
        later = {_tag(each) for each in _ORDER[_ORDER.index(name) + 1 :]}
        place = next((i for i, each in enumerate(self._root) if each.tag in later), len(self._root))
        self._root.insert(place, section)
        return section


def _absolute(area: str) -> str:
    def one(cell: str) -> str:
        letters = cell.rstrip("0123456789")
        return f"${letters}${cell[len(letters) :]}"

    return ":".join(one(each) for each in area.split(":"))
