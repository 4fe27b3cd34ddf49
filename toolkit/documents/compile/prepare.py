"""From a package to its prepared form: plain data that say what to write, so that they can be kept in a cache."""

from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.documents.compile.lower import Lowering
from toolkit.documents.compile.markup import Tag
from toolkit.documents.compile.package import Entry, unpack
from toolkit.documents.compile.parts import PROLOGUE, outline, serialised
from toolkit.documents.compile.patch import patch
from toolkit.documents.compile.site import Scene
from toolkit.documents.compile.terms import apply_terms

Prepared = dict[str, Any]


def prepare(entries: Mapping[str, Entry], terms: Mapping[str, str], filters: Iterable[str]) -> Prepared:
    """Compile every part that holds a tag; raises ``TemplateError`` or ``TemplateRefused``."""
    parts = []
    for name in outline(entries).all:
        content = unpack(entries[name])
        if b"{" not in content:
            continue
        scene = patch(serialised(content, name), name)
        if scene:
            parts.append(_part(name, scene, terms, filters))
    return {"parts": parts}


def _part(name: str, scene: Scene, terms: Mapping[str, str], filters: Iterable[str]) -> Prepared:
    for tag in scene.tags:
        apply_terms(tag, terms)
    lowering = Lowering(scene, filters)
    steps = [["s", PROLOGUE], *lowering.steps()]
    paths = dict(lowering.prints)
    slots = [
        [*site, paths.get(index, ""), _shown(tag, paths.get(index, "")), tag.raw, list(tag.place)]
        for index, (tag, site) in enumerate(zip(scene.tags, scene.sites, strict=True))
    ]
    return {"name": name, "steps": steps, "slots": slots}


def _shown(tag: Tag, path: str) -> str:
    """The field as its author wrote it: the Chinese term where there was one."""
    return ".".join(tag.terms.get(word, word) for word in path.split(".")) if path else ""
