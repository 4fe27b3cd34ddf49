"""Where a row's fields stand, worked out only when somebody asks."""

from collections.abc import Iterator, Mapping

from toolkit.frozen import value


@value(frozen=True, slots=True)
class Places(Mapping[str, str]):
    """Field → address (``"C7"``) of one row; ``letters`` (field → ``"C"``) is shared by a sheet's rows."""

    letters: Mapping[str, str]
    row: int

    def __getitem__(self, field: str) -> str:
        return f"{self.letters[field]}{self.row}"

    def __iter__(self) -> Iterator[str]:
        return iter(self.letters)

    def __len__(self) -> int:
        return len(self.letters)
