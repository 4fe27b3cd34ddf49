"""From the written parts of a document to its package."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from toolkit.documents.compile.archive import Packer, Shelf, bind, pack, shelve
from toolkit.documents.compile.frame import State
from toolkit.documents.compile.numbers import restarted
from toolkit.documents.compile.package import Entry
from toolkit.documents.compile.parts import TYPES_PART
from toolkit.documents.compile.properties import set_properties
from toolkit.documents.compile.replacements import replace_all
from toolkit.documents.compile.rich import world_of
from toolkit.documents.compile.stamp import HEADER_TYPE, header_part, reference, watermark
from toolkit.documents.values import Extras

_STORED_AS = frozenset({"png", "jpg", "jpeg", "gif"})


class Stock(NamedTuple):
    """What a template's package gives to each of its documents."""

    entries: Mapping[str, Entry]
    kept: Mapping[str, Any]
    shelf: Shelf
    usual: frozenset[str]
    """The parts that every document writes anew: all others lie on the shelf."""
    packer: Packer


def stock(entries: Mapping[str, Entry], kept: Mapping[str, Any], usual: Collection[str], packer: Packer) -> Stock:
    """Lay the parts that stay as they are on the shelf."""
    names = frozenset(usual)
    return Stock(entries, kept, shelve(entry for name, entry in entries.items() if name not in names), names, packer)


def stamp_all(state: State, text: str) -> None:
    """Fill the places kept for the stamp; a document without headers gets one."""
    own = ""
    for number, (out, at, kind, values) in enumerate(state.stamps, 1):
        if kind == "stamp":
            out[at] = watermark(text, number).encode()
            continue
        if not own:
            world = world_of(state)
            part = world.add(world.new_name("word/header", "xml"), header_part(text), HEADER_TYPE)
            own = world.relate(state.facts.document, "header", part)
        xml = reference([str(value) for value in values], own)
        out[at] = (f"<w:sectPr>{xml}</w:sectPr>" if kind == "stamp_section" else xml).encode()


def assemble(contents: Mapping[str, bytes], state: State, extras: Extras, stock_: Stock) -> bytes:
    """The package: what was written, what the document adds, and the rest from the shelf."""
    if state.new_lists:
        world_of(state).replace(stock_.kept["numbering"]["name"], restarted(stock_.kept["numbering"], state.new_lists))
    if extras.replace:
        crcs = {name: entry.crc for name, entry in stock_.entries.items()}
        replace_all(world_of(state), extras.replace, stock_.kept["pictures"], crcs, state.limits.pixels)
    if extras.properties:
        set_properties(world_of(state), stock_.kept["properties"], dict(extras.properties))
    if state.world is None and contents.keys() == stock_.usual:
        return bind(stock_.shelf, [pack(name, content, stock_.packer) for name, content in contents.items()])
    return _bind_anew({**contents, **(state.world.changed() if state.world else {})}, stock_)


def _bind_anew(contents: Mapping[str, bytes], stock_: Stock) -> bytes:
    """Bind a document that has other parts than usual: content types first, as packages begin."""
    types = contents.get(TYPES_PART)
    first = [pack(TYPES_PART, types, stock_.packer)] if types is not None else []
    rest = [entry for name, entry in stock_.entries.items() if name not in contents]
    new = [_packed(name, content, stock_.packer) for name, content in contents.items() if name != TYPES_PART]
    return bind(shelve([*first, *rest]), new)


def _packed(name: str, content: bytes, packer: Packer) -> Entry:
    """A new part; pictures are compressed already and are only stored."""
    if name.rpartition(".")[2] in _STORED_AS:
        return Entry(name, 0, packer.crc(content), content, len(content))
    return pack(name, content, packer)
