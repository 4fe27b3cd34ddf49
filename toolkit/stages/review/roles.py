"""Who holds the roles of the process: nobody types a list of posts, so it is read from what people sign.

The contact of ``company.yaml`` holds the role of that title; on a client's own sheets the person responsible
holds the role that the process gives that sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from toolkit.rulebook.process import Step
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.review.happenings import Traces

_NAMED = MappingProxyType(
    {"resources": "responsible", "handover": "received_by", "milestones": "responsible", "satisfaction": "responsible"}
)
"""Form → the field with the person whose work it is; a later form's word counts more."""
Holders = Mapping[str, str]
"""Key of a role → the person who holds it."""


def office_holders(rules: RuleBook) -> dict[str, str]:
    """The roles whose holder is the same for every client.

    Who speaks for a department on a contract is not asked: that is confidential, and lists of what is due are not.
    """
    roles = rules.process.roles.items()
    return {key: rules.company.contact_person for key, role in roles if _is_contact(role.title, rules)}


def _is_contact(title: str, rules: RuleBook) -> bool:
    return bool(rules.company.contact_person) and title == rules.company.contact_title


def named_roles(rules: RuleBook) -> dict[str, str]:
    """Form → the role whose holder its rows name: the first that the process gives the form to."""
    steps = rules.process.steps.values()
    given = {form: [step.responsible[0] for step in steps if form in step.forms] for form in _NAMED}
    return {form: roles[0] for form, roles in given.items() if roles}


def client_holders(found: Traces, roles: Mapping[str, str]) -> dict[str, str]:
    """The roles (``named_roles``) that somebody holds for one client, by the sheets of its project."""
    holders = dict[str, str]()
    for form, role in roles.items():
        people = [(one.last, str(one.row[_NAMED[form]])) for one in found.get(form, ()) if one.row.get(_NAMED[form])]
        if people:
            holders[role] = max(people)[1]
    return holders


@dataclass(frozen=True)
class Told:
    """Who is told of a key node: the client's ``owner``, the roles that do it, and once late who answers for it."""

    rules: RuleBook
    office: Holders = field(default_factory=lambda: MappingProxyType({}))

    def doers(self, step: Step, owner: str, client: Holders) -> tuple[str, ...]:
        """The owner and those who hold the responsible roles; one that nobody holds goes to the manager's list."""
        roles = [role for role in step.responsible if role not in self._owners_roles and not self._external(role)]
        return _once([owner, *(self._holder(role, client) for role in roles)])

    def above(self, step: Step, owner: str, client: Holders) -> tuple[str, ...]:
        """Whom a late step is told besides: the holder of the accountable role, else the manager."""
        if step.accountable in self._owners_roles:
            return ()
        told = self.doers(step, owner, client)
        return tuple(one for one in _once([self._holder(step.accountable, client)]) if one not in told)

    def _holder(self, role: str, client: Holders) -> str:
        return client.get(role) or self.office.get(role) or self.rules.company.contact_person

    def _external(self, role: str) -> bool:
        return role in self.rules.process.roles and self.rules.process.roles[role].external

    @property
    def _owners_roles(self) -> frozenset[str]:
        """The roles of whoever looks after a client: those that register it."""
        steps = self.rules.process.stages[0].steps
        return frozenset(role for step in steps[:1] for role in step.responsible)


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name)) or tuple(names[:1])
