"""From a package to its prepared form: plain data that say what to write, fit to be kept in a cache."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.documents.compile.lower import Lowering
from toolkit.documents.compile.markup import Tag
from toolkit.documents.compile.names import PROLOGUE, TYPES_PART, rels_name
from toolkit.documents.compile.numbers import lists_of, styled_lists
from toolkit.documents.compile.package import Entry, text_of, unpack
from toolkit.documents.compile.parts import Outline, outline, parse, relations, serialised
from toolkit.documents.compile.patch import Lists, patch
from toolkit.documents.compile.properties import kept_properties
from toolkit.documents.compile.refuse import check_template
from toolkit.documents.compile.replacements import named_pictures
from toolkit.documents.compile.scene import Scene
from toolkit.documents.compile.terms import apply_terms
from toolkit.documents.compile.world import digest

Prepared = dict[str, Any]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = ("footnotes", "endnotes")
_NUMBER = re.compile(r"rId(\d+)$")


def prepare(entries: Mapping[str, Entry], terms: Mapping[str, str], filters: Iterable[str]) -> Prepared:
    """Compile every part that holds a tag; raises ``TemplateError`` or ``TemplateRefused``."""
    check_template(entries)
    found = outline(entries)
    numbering, lists = _lists(entries, found)
    parts = []
    for name, role in _roles(found):
        content = unpack(entries[name])
        if role not in ("document", "header") and b"{" not in content:
            continue
        patched = patch(serialised(content, name), name, role, lists)
        if patched:
            parts.append({**_part(name, patched.scene, terms, filters), "always": patched.changed})
    return {
        "parts": parts,
        "facts": {**_facts(entries, found), "styled": lists.restartable},
        "numbering": numbering,
        "styles_part": _beside(found, "styles"),
        "properties": kept_properties(entries),
        "pictures": named_pictures(entries, (found.document, *(name for name, _ in found.around))),
    }


def _roles(found: Outline) -> list[tuple[str, str]]:
    return [
        (found.document, "document"),
        *((name, role) for name, role in found.around),
        *((name, "notes") for name in found.notes),
        *([(found.core, "core")] if found.core else []),
    ]


def _lists(entries: Mapping[str, Entry], found: Outline) -> tuple[Prepared | None, Lists]:
    """The template's numbering part as it is kept, and its lists."""
    numbering, styles = _beside(found, "numbering"), _beside(found, "styles")
    if not numbering:
        return None, Lists({}, {})
    kept = lists_of(text_of(entries, numbering), numbering)
    return kept, Lists(styled_lists(text_of(entries, styles), styles), kept["lists"])


def _part(name: str, scene: Scene, terms: Mapping[str, str], filters: Iterable[str]) -> Prepared:
    for tag in scene.tags:
        apply_terms(tag, terms)
    lowering = Lowering(scene, filters)
    steps = [["s", PROLOGUE], *lowering.steps()]
    paths = {**dict(lowering.loops), **dict(lowering.prints)}
    slots = [
        [*site, paths.get(index, ""), _shown(tag, paths.get(index, "")), tag.raw, list(tag.place)]
        for index, (tag, site) in enumerate(zip(scene.tags, scene.sites, strict=True))
    ]
    return {"name": name, "steps": steps, "slots": slots}


def _shown(tag: Tag, path: str) -> str:
    """The field as its author wrote it: the Chinese term where there was one."""
    return ".".join(tag.terms.get(word, word) for word in path.split(".")) if path else ""


def _facts(entries: Mapping[str, Entry], found: Outline) -> Prepared:
    rendered = ["", found.document, *(name for name, _ in found.around), *found.notes]
    rels = {name: _open_ended(entries, rels_name(name), "Relationships") for name in rendered}
    numbers = {
        name: max((int(hit[1]) for item in relations(entries, name) if (hit := _NUMBER.match(item.id))), default=0)
        for name in rendered
    }
    types = text_of(entries, TYPES_PART)
    extensions = [item.get("Extension", "").lower() for item in parse(types, TYPES_PART) if item.get("Extension")]
    media = {digest(unpack(entry)): name for name, entry in entries.items() if name.startswith("word/media/")}
    return {
        "types": _open_ended(entries, TYPES_PART, "Types"),
        "extensions": extensions,
        "rels": {name: text for name, text in rels.items() if text},
        "ids": numbers,
        "names": sorted(entries),
        "media": media,
        "document": found.document,
        "styles": _style_names(entries, found),
        "notes": {kind: [name, _highest_note(entries, name)] for kind, name in found.beside if kind in _NOTES},
    }


def _style_names(entries: Mapping[str, Entry], found: Outline) -> dict[str, str]:
    """Name of a style, case folded → its id."""
    name = _beside(found, "styles")
    names: dict[str, str] = {}
    for style in parse(text_of(entries, name), name).iter(f"{_W}style") if name else ():
        called = style.find(f"{_W}name")
        if called is not None:
            names.setdefault(called.get(f"{_W}val", "").casefold(), style.get(f"{_W}styleId", ""))
    return names


def _highest_note(entries: Mapping[str, Entry], name: str) -> int:
    return max((int(note.get(f"{_W}id", "0")) for note in parse(text_of(entries, name), name)), default=0)


def _beside(found: Outline, kind: str) -> str:
    return next((name for other, name in found.beside if other == kind), "")


def _open_ended(entries: Mapping[str, Entry], name: str, root: str) -> str:
    """The XML of a part without its end tag, so that more can be put in; "" where there is none."""
    if name not in entries:
        return ""
    text = serialised(text_of(entries, name), name)
    return PROLOGUE + (
        text[:-2] + ">" if text.endswith("/>") and f"</{root}>" not in text else text.removesuffix(f"</{root}>")
    )
