"""Names that every package shares: of parts, of relationship types, of the XML prologue."""

import posixpath

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE_TYPE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
TYPES_PART = "[Content_Types].xml"
PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def rels_name(part: str) -> str:
    """``word/document.xml`` → ``word/_rels/document.xml.rels``; the package itself is ""."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
