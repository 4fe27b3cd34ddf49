"""``manual/company.yaml``: what every document says about ourselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from toolkit.rulebook.yaml import Item


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the company's size, with its unit: ("在管面積", "1,120", "萬㎡")."""

    name: str
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Strength:
    """One advantage, as a heading and one or two sentences."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One project we run: its name, place, area as printed, since when, and what came of it."""

    name: str
    place: str
    area: str
    since: str
    result: str


@dataclass(frozen=True)
class Company:
    """Our own company as documents name it; ``cases`` by 物業類型, with 其他 for every other type."""

    name: str
    short_name: str
    english_name: str
    credit_code: str
    legal_representative: str
    founded_on: date
    registered_capital_wan: int
    address: str
    postcode: str
    phone: str
    fax: str
    email: str
    website: str
    bank: str
    bank_account: str
    contact_department: str
    contact_person: str
    contact_title: str
    city: str
    arbitration: str
    introduction: str
    figures_as_of: date
    figures: tuple[Figure, ...]
    qualifications: tuple[str, ...]
    strengths: tuple[Strength, ...]
    cases: Mapping[str, tuple[Case, ...]]

    def cases_for(self, property_type: str) -> tuple[Case, ...]:
        """The cases of this 物業類型, else those under 其他, else none."""
        return self.cases.get(property_type) or self.cases.get("其他", ())


_TEXTS = [
    "name",
    "short_name",
    "english_name",
    "credit_code",
    "legal_representative",
    "address",
    "postcode",
    "phone",
    "fax",
    "email",
    "website",
    "bank",
    "bank_account",
    "contact_department",
    "contact_person",
    "contact_title",
    "city",
    "arbitration",
    "introduction",
]
_OTHERS = [
    "founded_on",
    "registered_capital_wan",
    "figures_as_of",
    "figures",
    "qualifications",
    "strengths",
    "cases",
]


def parse_company(top: Item) -> Company:
    """Read the company's facts; every one of them is required, because some document prints it."""
    top.only(*_TEXTS, *_OTHERS)
    return Company(
        **{name: top.child(name).text() for name in _TEXTS},
        founded_on=top.child("founded_on").day(),
        registered_capital_wan=top.child("registered_capital_wan").whole(),
        figures_as_of=top.child("figures_as_of").day(),
        figures=tuple(Figure(**_texts(item, "name", "value", "unit")) for item in top.child("figures").sequence()),
        qualifications=top.child("qualifications").texts(),
        strengths=tuple(Strength(**_texts(item, "title", "text")) for item in top.child("strengths").sequence()),
        cases={
            kind: tuple(Case(**_texts(item, "name", "place", "area", "since", "result")) for item in below.sequence())
            for kind, below in top.child("cases").mapping().items()
        },
    )


def _texts(item: Item, *names: str) -> dict[str, str]:
    item.only(*names)
    return {name: item.child(name).text() for name in names}
