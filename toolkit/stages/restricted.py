"""Restricted folders: whose word a sheet carries that was dropped into one (seed 4d).

They are compared from below the internal folder on, in either script: that folder is called 內部, 内部 or
Internal after the office's language, while the process file names it as its writer did.
"""

from pathlib import PurePosixPath

from toolkit.messages.script import fold

Place = tuple[str, ...]


def place(folder: str) -> Place:
    """Where a restricted folder lies below the internal one: 「內部/會簽/法務部」 → (会签, 法务部); () for itself."""
    return tuple(fold(part) for part in PurePosixPath(folder.replace("\\", "/").strip("/")).parts[1:])


def below(one: Place, other: Place) -> bool:
    """Whether ``one`` is ``other`` or lies in it."""
    return one[: len(other)] == other
