"""What a template may print: fields by path, their Chinese terms, and the nearest one to a slip of the pen."""

from collections.abc import Collection, Iterable, Mapping

from rapidfuzz import fuzz, process

from toolkit.messages.script import fold

_NEAR = 50
"""How alike (0 to 100) a word must be to be suggested."""


class Known:
    """The fields of one template; ``terms`` maps Chinese placeholders to keys, ``fields`` holds dotted paths."""

    def __init__(
        self,
        terms: Mapping[str, str],
        fields: Collection[str],
        lists: Collection[str] = (),
        texts: Collection[str] = (),
    ) -> None:
        """``fields``: ``lines`` and ``lines.quantity``, lists passed through; which are ``lists``, which ``texts``."""
        self._lists, self._texts = frozenset(lists), frozenset(texts)
        self.terms = {fold(title): key for title, key in terms.items()}
        self._titles: dict[str, str] = {}
        for title, key in terms.items():
            self._titles.setdefault(key, title)
        self._inside: dict[str, list[str]] = {}
        for path in fields:
            parent, _, name = path.rpartition(".")
            self._inside.setdefault(parent, []).append(name)

    def has(self, name: str) -> bool:
        """Whether ``name`` is a field of the document itself."""
        return name in self._inside.get("", ())

    def lacks(self, path: str, name: str) -> bool:
        """Whether what stands at ``path`` is known to have fields, and ``name`` is none of them."""
        return bool(path) and path in self._inside and name not in self._inside[path]

    def is_list(self, path: str) -> bool:
        """Whether what stands at ``path`` is a list, whose fields only its lines have."""
        return path in self._lists

    def is_text(self, path: str) -> bool:
        """Whether what stands at ``path`` is a text, which a loop would take letter by letter."""
        return path in self._texts

    def holders(self, name: str) -> list[str]:
        """The paths of the lists whose lines have ``name``."""
        return [parent for parent, names in self._inside.items() if parent and name in names]

    def is_field(self, typed: str) -> bool:
        """Whether what was typed means a field, in Chinese or by its key."""
        key = self.terms.get(fold(typed), typed)
        return self.has(key) or bool(self.holders(key))

    def shown(self, key: str) -> str:
        """The Chinese placeholder of a key, or the key."""
        return self._titles.get(key, key)

    def nearest(self, typed: str, path: str = "", extra: Iterable[str] = ()) -> str:
        """The nearest name at ``path`` (the document itself: ""), "" where nothing is near."""
        names = self._inside.get(path, [])
        options = [*(title for title, key in self._all_titles() if key in names), *names, *extra]
        return nearest(typed, options)

    def _all_titles(self) -> list[tuple[str, str]]:
        return [(title, key) for key, title in self._titles.items()]


def nearest(typed: str, options: Iterable[str]) -> str:
    """The one of ``options`` most like what was typed, "" where none is like it."""
    found = process.extractOne(typed, list(options), scorer=fuzz.ratio, processor=fold, score_cutoff=_NEAR)
    return found[0] if found else ""
