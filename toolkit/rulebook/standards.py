"""``manual/standards.yaml``: what each service covers and how it is measured, by property and level."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.forms.lists import Lists
from toolkit.rulebook.rates import listed
from toolkit.rulebook.yaml import Item

OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One line of a service standard as it stands for one property and level."""

    service: str
    measure: str
    requirement: str
    frequency: str
    check: str


@dataclass(frozen=True, slots=True)
class ServiceMeasure:
    """One line of a service standard for all levels; ``only_for`` names types of property (empty: all)."""

    measure: str
    requirement: Mapping[str, str]
    frequency: Mapping[str, str]
    check: str
    only_for: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Service:
    """One service: what it covers, and how it is measured."""

    scope: str
    measures: tuple[ServiceMeasure, ...]


@dataclass(frozen=True)
class Standards:
    """Services, levels, and what we suggest and stress for each type of property."""

    levels: Mapping[str, str]
    services: Mapping[str, Service]
    suggested: Mapping[str, tuple[str, ...]]
    focus: Mapping[str, str]

    def requirements(self, services: Iterable[str], property_type: str, level: str) -> tuple[Requirement, ...]:
        """The measures of ``services`` for one 物業類型 at one 服務標準, in the order of the services."""
        return tuple(
            Requirement(name, item.measure, item.requirement.get(level, ""), item.frequency.get(level, ""), item.check)
            for name in services
            for item in (self.services[name].measures if name in self.services else ())
            if not item.only_for or property_type in item.only_for
        )

    def scope(self, service: str) -> str:
        """What a service covers, as one sentence; "" for a service that is not described."""
        return self.services[service].scope if service in self.services else ""

    def suggested_for(self, property_type: str) -> tuple[str, ...]:
        """The services that we suggest for this type of property."""
        return self.suggested.get(property_type) or self.suggested.get(OTHER, ())

    def focus_for(self, property_type: str) -> str:
        """What owners of this type of property care about most, as half a sentence."""
        return self.focus.get(property_type) or self.focus.get(OTHER, "")


def parse_standards(top: Item, lists: Lists) -> Standards:
    """Read the standards; every name must be an entry of ``lists.yaml``."""
    top.only("levels", "suggested", "focus", "services")
    levels = _texts(top.child("levels"), lists, "服務標準")
    suggested = {
        listed(item, kind, lists, "物業類型"): tuple(
            listed(one, one.text(), lists, "服務內容") for one in item.sequence()
        )
        for kind, item in top.child("suggested").mapping().items()
    }
    services = {
        listed(item, name, lists, "服務內容"): _service(item, lists, tuple(levels))
        for name, item in top.child("services").mapping().items()
    }
    return Standards(levels, services, suggested, _texts(top.child("focus"), lists, "物業類型"))


def _texts(item: Item, lists: Lists, name: str) -> dict[str, str]:
    return {listed(below, key, lists, name): below.text() for key, below in item.mapping().items()}


def _service(item: Item, lists: Lists, levels: tuple[str, ...]) -> Service:
    item.only("scope", "measures")
    measures = tuple(_measure(below, lists, levels) for below in item.child("measures").sequence())
    return Service(item.child("scope").text(), measures)


def _measure(item: Item, lists: Lists, levels: tuple[str, ...]) -> ServiceMeasure:
    item.only("measure", "requirement", "frequency", "check", "only_for")
    only_for = item.get("only_for")
    return ServiceMeasure(
        measure=item.child("measure").text(),
        requirement=_by_level(item.child("requirement"), levels),
        frequency=_by_level(item.child("frequency"), levels),
        check=item.child("check").text(),
        only_for=frozenset(
            listed(one, one.text(), lists, "物業類型") for one in (only_for.sequence() if only_for else ())
        ),
    )


def _by_level(item: Item, levels: tuple[str, ...]) -> dict[str, str]:
    """One sentence for every level, or a sentence each; a level that is left out has none."""
    if not item.is_mapping:
        return dict.fromkeys(levels, item.text())
    item.only(*levels)
    return {level: below.text() for level, below in item.mapping().items()}
