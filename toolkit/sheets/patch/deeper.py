"""A workbook that moves one folder down: its links to files beside it go one folder up first."""

import io
from pathlib import PurePosixPath

from lxml import etree

from toolkit.sheets.patch.container import Container, ContainerWriter
from toolkit.sheets.patch.package import parse, serialise

_LINKS = "xl/worksheets/_rels/"
_ABROAD = ("/", "#", "\\")


def one_deeper(content: bytes) -> bytes:
    """The package with every relative outside link one folder further up; the same bytes where there is none.

    Raises ``NotPatchable`` where it is no readable package.
    """
    package, out = Container(io.BytesIO(content)), io.BytesIO()
    turned = {name: _turned(package.read(name)) for name in package.members if name.startswith(_LINKS)}
    changed = {name: part for name, part in turned.items() if part is not None}
    if not changed:
        return content
    writer = ContainerWriter(out)
    for name, member in package.members.items():
        if name in changed:
            writer.add(name, changed[name])
        else:
            writer.carry(member, package.packed(name))
    writer.finish()
    return out.getvalue()


def _turned(part: bytes) -> bytes | None:
    """A part's relationships with their relative outside targets turned; None where it has none."""
    root, found = parse(part), False
    for one in root.iterchildren(etree.Element):
        target = one.get("Target", "")
        if one.get("TargetMode") == "External" and _relative(target):
            one.set("Target", f"../{target}")
            found = True
    return serialise(root) if found else None


def _relative(target: str) -> bool:
    """Whether a link is a path from where its file lies: no address, no place on a drive, none within the file."""
    return bool(target) and not target.startswith(_ABROAD) and ":" not in PurePosixPath(target).parts[0]
