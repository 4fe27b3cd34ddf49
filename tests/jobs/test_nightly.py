"""Each morning's work: scores renewed once, and counsel's releases remembered for exactly the bytes released."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import UsageError
from toolkit.jobs.nightly import morning_done, morning_due, release, renew_all
from toolkit.jobs.service import template_file, template_hash


def test_scores_are_renewed_and_asked_again_nothing_changes(
    office: Any, sheet: Callable[..., Path], prospects: Any
) -> None:
    office.drop(sheet("名單.xlsx", prospects.headings, [prospects.row(i) for i in range(3)]))
    office.run()
    renew_all(office.service)
    with office.service.ledger.view() as view:
        before = view.all_customers(), view.scores([one.id for one in view.all_customers()])
    assert renew_all(office.service) == 0
    with office.service.ledger.view() as view:
        assert (view.all_customers(), view.scores([one.id for one in view.all_customers()])) == before


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 11, 24, 8, 29, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 8, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 23, 59, tzinfo=UTC), True),
    ],
)
def test_the_morning_comes_at_its_hour_or_later(office: Any, now: datetime, due: bool) -> None:
    assert morning_due(office.service, now) is due


def test_the_morning_comes_once_a_day(office: Any) -> None:
    now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    morning_done(office.service, now)
    assert not morning_due(office.service, now.replace(hour=10))
    assert morning_due(office.service, now.replace(day=25))


def test_a_release_holds_for_exactly_these_bytes(office: Any) -> None:
    name = "物業服務合同"
    hashes = release(office.service, (name,), "林法務")
    assert office.service.rules.contract_rules.released == {hashes[name]}
    file = template_file(office.workspace, name)
    file.write_bytes(file.read_bytes() + b" ")
    office.service.forget_rules()
    rules = office.service.rules.contract_rules
    assert rules.template_hashes[name] == template_hash(file) != hashes[name]
    assert rules.template_hashes[name] not in rules.released


def test_only_templates_can_be_released(office: Any) -> None:
    with pytest.raises(UsageError, match=r"template\.no_such"):
        release(office.service, ("食譜",), "林法務")


@pytest.mark.parametrize(
    ("person", "may"),
    [("韓思源", True), ("韩 思源", True), ("周敏", True), ("梁靜宜", False), ("張三", False), (" ", False)],
)
def test_where_counsel_is_named_nobody_else_releases(office: Any, person: str, may: bool) -> None:
    """As with every approval: the folder alone vouches only where no person is named."""
    file = office.workspace.root / "manual" / "process.yaml"
    whole = file.read_text(encoding="utf-8")
    place = "folder: 內部/會簽/法務部, "
    named = whole.replace(f"{place}deputies: []", f"{place}people: [韓思源], deputies: [周敏]")
    named = named.replace("會簽/招商部, deputies: []", "會簽/招商部, people: [梁靜宜], deputies: []")
    assert named.count("people: [") >= 2
    file.write_text(named, encoding="utf-8")
    office.service.forget_rules()
    if may:
        assert release(office.service, ("物業服務合同",), person)
        return
    with pytest.raises(UsageError, match=r"template\.not_counsel"):
        release(office.service, ("物業服務合同",), person)
    assert not office.service.rules.contract_rules.released
