"""``manual/contract_rules.yaml``, counsel's file, as typed values (domain section 5).

It says what is checked in a contract, by which article, since when, and what to advise; which clauses the
other side may not touch; and when an expiring contract is brought up. Who must agree is said elsewhere, in
``process.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from toolkit.messages.script import fold
from toolkit.rulebook.yaml import Item

_NO_TEMPLATES: Mapping[str, str] = MappingProxyType({})


class RiskLevel(StrEnum):
    """How heavy a risk weighs, as the review sheet prints it; HINT only reminds."""

    HIGH = "高"
    MIDDLE = "中"
    LOW = "低"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class ContractRule:
    """One line of counsel's check list.

    ``finding`` is a ``str.format`` pattern over the values of the check; ``lines`` are the lines of business
    it is for (empty: all); ``threshold`` is a share (0.30), or a count of days, months or years, as the rule
    says. ``phrases`` make it a rule on text: a sentence is hit when every group has one of its phrases in it
    and none of ``unless``; both are folded (script, width, case).
    """

    key: str
    article: str
    title: str
    finding: str
    advice: str
    level: RiskLevel
    effective_from: date
    lines: tuple[str, ...] = ()
    threshold: Decimal | None = None
    phrases: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()

    def applies(self, biz_line: str, on: date) -> bool:
        """Whether the rule is in force ``on`` that day for a contract of ``biz_line``."""
        return on >= self.effective_from and (not self.lines or biz_line in self.lines)


@dataclass(frozen=True)
class ContractRules:
    """Counsel's file as a whole.

    The last four are not in the file; the job that opens the workspace puts them in: ``jurisdiction``
    (checks exist for CN only), ``language`` (what a contract is written in where its sheet does not say),
    ``template_hashes`` (contract template → hash of its .docx, so that a changed clause changes the check
    code) and ``released`` (the hashes that counsel has released for final copies).
    """

    version: str
    counsel: str
    disclaimer: str
    locked_clauses: tuple[str, ...]
    expiry_ladder: Mapping[str, tuple[int, ...]]
    rules: Mapping[str, ContractRule]
    jurisdiction: str = "CN"
    language: str = "zh-Hant"
    template_hashes: Mapping[str, str] = field(default_factory=lambda: _NO_TEMPLATES)
    released: frozenset[str] = frozenset()

    def in_force(self, biz_line: str, on: date) -> tuple[ContractRule, ...]:
        """The rules that apply to a contract of ``biz_line`` on a day, in the file's order."""
        return tuple(rule for rule in self.rules.values() if rule.applies(biz_line, on))

    def ladder(self, biz_line: str) -> tuple[int, ...]:
        """Days before expiry on which a contract of ``biz_line`` is brought up, longest first."""
        return self.expiry_ladder.get(biz_line, self.expiry_ladder.get("其他", ()))


def parse_contract_rules(top: Item) -> ContractRules:
    """Read counsel's file; raises ``RuleBookError`` with file, line and key."""
    top.only(*_TOP)
    return ContractRules(
        version=top.child("version").text(),
        counsel=top.child("counsel").text(),
        disclaimer=top.child("disclaimer").text(),
        locked_clauses=top.child("locked_clauses").texts(),
        expiry_ladder=_ladder(top.child("expiry_ladder")),
        rules=_rules(top.child("rules")),
    )


_TOP = (
    "version",
    "counsel",
    "disclaimer",
    "locked_clauses",
    "expiry_ladder",
    "rules",
)
_RULE = (
    "key",
    "article",
    "title",
    "finding",
    "advice",
    "severity",
    "threshold",
    "lines",
    "effective_from",
    "phrases",
    "unless",
)


def _ladder(item: Item) -> Mapping[str, tuple[int, ...]]:
    return {
        name: tuple(sorted((day.whole(1, 3650) for day in below.sequence()), reverse=True))
        for name, below in item.mapping().items()
    }


def _rules(item: Item) -> Mapping[str, ContractRule]:
    rules: dict[str, ContractRule] = {}
    for below in item.sequence():
        rule = _rule(below)
        if rule.key in rules:
            raise below.child("key").wrong("rulebook.duplicate_key", value=rule.key, first=rule.key)
        rules[rule.key] = rule
    return rules


def _rule(item: Item) -> ContractRule:
    item.only(*_RULE)
    lines, threshold = item.get("lines"), item.get("threshold")
    phrases, unless = item.get("phrases"), item.get("unless")
    return ContractRule(
        key=item.child("key").text(),
        article=item.child("article").text(),
        title=item.child("title").text(),
        finding=item.child("finding").text(),
        advice=item.child("advice").text(),
        level=_level(item.child("severity")),
        effective_from=item.child("effective_from").day(),
        lines=lines.texts() if lines else (),
        threshold=threshold.number() if threshold else None,
        phrases=tuple(_folded(group) for group in phrases.sequence()) if phrases else (),
        unless=_folded(unless) if unless else (),
    )


def _folded(item: Item) -> tuple[str, ...]:
    return tuple(fold(word) for word in item.texts())


def _level(item: Item) -> RiskLevel:
    typed = item.text()
    if typed not in set(RiskLevel):
        raise item.wrong("rulebook.entry_unknown", value=typed, list="severity", suggestion="、".join(RiskLevel))
    return RiskLevel(typed)
