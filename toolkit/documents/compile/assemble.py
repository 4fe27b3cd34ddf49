"""From the written parts of a document to its package."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from toolkit.documents.compile.archive import Packer, Shelf, bind, pack, shelve
from toolkit.documents.compile.frame import State
from toolkit.documents.compile.names import PROLOGUE, TYPES_PART
from toolkit.documents.compile.numbering import numbering_part
from toolkit.documents.compile.package import Entry, text_of
from toolkit.documents.compile.properties import properties_part, set_properties
from toolkit.documents.compile.replacements import replace_all
from toolkit.documents.compile.rich import world_of
from toolkit.documents.compile.stamp import HEADER_TYPE, header_part, reference, watermark
from toolkit.documents.compile.world import Facts, World
from toolkit.documents.values import Extras

NUMBERING_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NO_LISTS: Mapping[str, Any] = {
    "head": f'{PROLOGUE}<w:numbering xmlns:w="{_W}">',
    "nums": "",
    "tail": "</w:numbering>",
    "lists": {},
}
_SEPARATORS = {
    f"w:{kind}s": (
        f'<w:{kind} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        f'<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        f"</w:{kind}>"
    )
    for kind in ("footnote", "endnote")
}
_STORED_AS = frozenset({"png", "jpg", "jpeg", "gif"})


class Stock(NamedTuple):
    """What a template's package gives to each of its documents."""

    entries: Mapping[str, Entry]
    kept: Mapping[str, Any]
    shelf: Shelf
    usual: frozenset[str]
    """The parts that every document writes anew: all others lie on the shelf."""
    packer: Packer
    signed: Shelf
    """The shelf of documents with properties: it knows of their part, which alone differs from one to another."""
    properties: str
    """The part of the properties."""


def stock(
    entries: Mapping[str, Entry], kept: Mapping[str, Any], usual: Collection[str], packer: Packer, facts: Facts
) -> Stock:
    """Lay the parts that stay as they are on the shelf."""
    names = frozenset(usual)
    still = {name: entry for name, entry in entries.items() if name not in names}
    world = World(facts)
    part = set_properties(world, kept["properties"], {})
    announced = {name: pack(name, content, packer) for name, content in world.changed().items() if name != part}
    signed = {TYPES_PART: still.get(TYPES_PART), **still, **announced}
    shelf = shelve(entry for name, entry in signed.items() if entry and name != part)
    return Stock(entries, kept, shelve(still.values()), names, packer, shelf, part)


def stamp_all(state: State, text: str) -> None:
    """Fill the places kept for the stamp; a document without headers gets one."""
    own = ""
    for number, (out, at, kind, values) in enumerate(state.stamps, 1):
        if kind in ("stamp", "stamp_paragraph"):
            run = watermark(text, number)
            out[at] = (run if kind == "stamp" else f"<w:p>{run}</w:p>").encode()
            continue
        if not own:
            world = world_of(state)
            part = world.add(world.new_name("word/header", "xml"), header_part(text), HEADER_TYPE)
            own = world.relate(state.facts.document, "header", part)
        xml = reference([str(value) for value in values], own)
        out[at] = (f"<w:sectPr>{xml}</w:sectPr>" if kind == "stamp_section" else xml).encode()


def assemble(contents: Mapping[str, bytes], state: State, extras: Extras, stock_: Stock) -> bytes:
    """The package: what was written, what the document adds, and the rest from the shelf."""
    if state.restarted or state.list_xml:
        _add_lists(state, stock_)
    if state.world is not None and (state.world.style_xml or state.world.notes):
        contents = {**contents, **_grafted(state.world, contents, stock_)}
    if extras.replace:
        crcs = {name: entry.crc for name, entry in stock_.entries.items()}
        replace_all(world_of(state), extras.replace, stock_.kept["pictures"], crcs, state.limits.pixels)
    plain = state.world is None and contents.keys() == stock_.usual
    if extras.properties and plain:
        own = properties_part(stock_.kept["properties"], dict(extras.properties))
        contents = {stock_.properties: own, **contents}
        return bind(stock_.signed, [pack(name, content, stock_.packer) for name, content in contents.items()])
    if extras.properties:
        set_properties(world_of(state), stock_.kept["properties"], dict(extras.properties))
    if plain and state.world is None:
        return bind(stock_.shelf, [pack(name, content, stock_.packer) for name, content in contents.items()])
    return _bind_anew({**contents, **(state.world.changed() if state.world else {})}, stock_)


def _add_lists(state: State, stock_: Stock) -> None:
    kept, world = stock_.kept["numbering"], world_of(state)
    if kept:
        world.replace(kept["name"], numbering_part(kept, state))
        return
    part = world.add("word/numbering.xml", numbering_part(_NO_LISTS, state), NUMBERING_TYPE)
    world.relate(state.facts.document, "numbering", part)


def _grafted(world: World, contents: Mapping[str, bytes], stock_: Stock) -> dict[str, bytes]:
    """The parts of styles and notes with what sub-documents add to them."""
    out = {}
    if world.style_xml:
        name = stock_.kept["styles_part"] or "word/styles.xml"
        out[name] = _with(_current(name, contents, stock_), "w:styles", world.style_xml)
        if not stock_.kept["styles_part"]:
            world.add(name, out.pop(name), _TYPE.format("styles"))
            world.relate(world.facts.document, "styles", name)
    for kind, notes in world.notes.items():
        name, _ = world.note(kind)
        content = _with(_current(name, contents, stock_), f"w:{kind}", notes)
        if kind in world.facts.notes:
            out[name] = content
        else:
            world.relate(world.facts.document, kind, world.add(name, content, _TYPE.format(kind)))
    return out


def _current(name: str, contents: Mapping[str, bytes], stock_: Stock) -> bytes:
    return contents[name] if name in contents else text_of(stock_.entries, name)


def _with(content: bytes, root: str, added: Sequence[str]) -> bytes:
    """The part with more elements at its end; begun where there is none."""
    new = "".join(added).encode()
    end = f"</{root}>".encode()
    if not content:
        separators = _SEPARATORS.get(root, "")
        return f'{PROLOGUE}<{root} xmlns:w="{_W}">{separators}'.encode() + new + end
    if end not in content:
        return content.rstrip().removesuffix(b"/>") + b">" + new + end
    head, _, tail = content.rpartition(end)
    return head + new + end + tail


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
