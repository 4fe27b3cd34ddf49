"""Pictures and embedded packages of the template that a document replaces by others."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from toolkit.documents.compile.package import Entry, text_of
from toolkit.documents.compile.parts import parse, relations
from toolkit.documents.compile.pictures import check_size, look_at
from toolkit.documents.compile.world import World, crc
from toolkit.documents.values import ReplaceMedia, Replacement, ReplacePart, ReplacePicture
from toolkit.errors import RenderError

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_FOLDERS = ("word/media/", "word/embeddings/")


def named_pictures(entries: Mapping[str, Entry], parts: Sequence[str]) -> dict[str, list[str]]:
    """Name, title or description of a picture → the parts that hold such pictures."""
    found: dict[str, list[str]] = {}
    for part in parts:
        targets = {item.id: item.target for item in relations(entries, part) if not item.outside}
        for picture in parse(text_of(entries, part), part).iter(f"{_PIC}pic"):
            blip, about = picture.find(f"{_PIC}blipFill/{_A}blip"), picture.find(f"{_PIC}nvPicPr/{_PIC}cNvPr")
            target = targets.get(blip.get(_EMBED, ""), "") if blip is not None else ""
            if about is None or target not in entries:
                continue
            for name in {about.get("name", ""), about.get("title", ""), about.get("descr", "")} - {""}:
                if target not in found.setdefault(name, []):
                    found[name].append(target)
    return found


def replace_all(
    world: World,
    wanted: Iterable[Replacement],
    kept: Mapping[str, Any],
    crcs: Mapping[str, int],
    most_pixels: int,
) -> None:
    """Carry out ``wanted``; raises ``RenderError`` where what is to be replaced is not in the template."""
    for item in wanted:
        parts = _parts(item, kept, crcs)
        if not parts:
            raise RenderError("render.nothing_to_replace", name=getattr(item, "name", ""))
        if isinstance(item, ReplacePicture):
            look_at(item.content, most_pixels)
        check_size(item.content, most_pixels)
        for part in parts:
            world.replace(part, item.content)


def _parts(item: Replacement, kept: Mapping[str, Any], crcs: Mapping[str, int]) -> list[str]:
    if isinstance(item, ReplacePicture):
        return list(kept.get(item.name, ()))
    if isinstance(item, ReplacePart):
        return [item.name] if item.name in crcs and item.name.startswith(_FOLDERS) else []
    wanted = crc(item.original) if isinstance(item, ReplaceMedia) else -1
    return [name for name, found in crcs.items() if found == wanted and name.startswith(_FOLDERS)]
