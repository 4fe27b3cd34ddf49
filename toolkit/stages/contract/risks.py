"""The risk list of a contract by counsel's file (domain section 5): it points, it never advises the law.

Rules on text stand wholly in ``contract_rules.yaml`` (phrases); those on figures and dates are ``risk_checks``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.messages.script import fold
from toolkit.rulebook.contract_rules import ContractRule, ContractRules, RiskLevel
from toolkit.stages.contract.forms import Contract
from toolkit.stages.contract.risk_checks import CHECKS
from toolkit.stages.contract.risk_facts import Facts, shortened
from toolkit.stages.contract.terms import prose_of, sentences

LIMITING = "format_clause"
"""The rule of counsel's file that finds terms which must be pointed out."""


@dataclass(frozen=True, slots=True)
class Risk:
    """One line of the risk list; ``place`` names the clause it was found in ("" for the contract)."""

    rule: ContractRule
    finding: str
    place: str = ""

    @property
    def level(self) -> RiskLevel:
        """How heavy it weighs."""
        return self.rule.level


def risks(facts: Facts, rules: ContractRules, on: date) -> tuple[Risk, ...]:
    """Every risk found on a day, heaviest first, else in the order of counsel's file."""
    found = [risk for rule in rules.in_force(facts.contract.biz_line, on) for risk in _risks_of(rule, facts)]
    order = tuple(RiskLevel)
    return tuple(sorted(found, key=lambda risk: order.index(risk.level)))


def _risks_of(rule: ContractRule, facts: Facts) -> Iterator[Risk]:
    check = CHECKS.get(rule.key)
    for values in check(facts, rule) if check else ():
        yield Risk(rule, rule.finding.format_map(values), str(values.get("place", "")))
    for place, words in _phrases_hit(rule, facts.text):
        yield Risk(rule, rule.finding.format_map({"words": words}), place)


def _phrases_hit(rule: ContractRule, text: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(clause, sentence) of every sentence that the rule's phrases hit."""
    if not rule.phrases:
        return
    for place, prose in text:
        for sentence in sentences(prose):
            if hits(rule, sentence):
                yield place, shortened(sentence)


def hits(rule: ContractRule, sentence: str) -> bool:
    """Whether every group of phrases is in the sentence, and nothing that makes it harmless."""
    plain = fold(sentence)
    return all(any(word in plain for word in group) for group in rule.phrases) and not any(
        word in plain for word in rule.unless
    )


def limiting(contract: Contract, rules: ContractRules) -> Iterator[str]:
    """What was typed that limits somebody's liability, to be made conspicuous in the text (民法典 496)."""
    rule = rules.rules.get(LIMITING)
    for place, prose in prose_of(contract) if rule else ():
        for sentence in sentences(prose):
            if rule and hits(rule, sentence):
                yield f"{place}：{sentence}。"
