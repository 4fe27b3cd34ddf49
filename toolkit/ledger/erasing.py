"""Taking a person out of the ledger: what holds a name, what of it must be kept, and what the log remembers of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from toolkit.ledger import audit, erase
from toolkit.ledger.kept import Kept, note


class Erasing(Kept):
    """The part of the ledger that ``toolkit erase`` works with (``erase.py`` says how)."""

    def personal_rows(self, word: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """(form, payload) of every version of every record that holds ``word``."""
        with self._reading() as connection:
            return tuple(erase.personal_rows(connection, word))

    def look_for(self, words: Collection[str], keep: erase.Keep) -> erase.Found:
        """What holds one of ``words``, and what of it ``keep`` protects; changes nothing."""
        with self._reading() as connection:
            return erase.look(connection, words, keep)

    def take_out(self, words: Sequence[str], keep: erase.Keep, replace: erase.Replace, actor: str = "") -> erase.Found:
        """Replace ``words`` but where ``keep`` says why not; the audit log gets a keyed hash of the first."""
        with self._commit("erase", "", "") as current:
            found = erase.take_out(current.connection, words, keep, replace)
            subject = audit.keyed(current.connection, words[0])
            detail = {"rows": sum(found.rows.values()), "kept": sum(found.kept.values())}
            note(current, audit.Entry("erase", subject, actor, detail))
        erase.forget_pages(self._engine)
        return found

    def erased(self) -> frozenset[str]:
        """The keyed hashes of who was erased, as this ledger's log knows them."""
        with self._reading() as connection:
            return audit.subjects(connection, "erase")

    def marks(self, values: Iterable[str]) -> dict[str, str]:
        """Each of ``values`` → its keyed hash, as the audit log would hold it."""
        with self._reading() as connection:
            mark = audit.marker(connection)
            return {value: mark(value) for value in values}

    def note_erased(self, mark: str) -> None:
        """Note that nothing is left of somebody who was erased before this ledger was put back."""
        with self._commit("erase", "", "") as current:
            note(current, audit.Entry("erase", mark, "", {"rows": 0, "kept": 0}))

    def rehash(self, path: str, size: int, sha256: str) -> None:
        """A registered document was scrubbed in its place."""
        with self._engine.begin() as connection:
            erase.rehash(connection, path, size, sha256)
