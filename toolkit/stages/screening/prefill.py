"""Sheets prepared for people: proposals to complete, owner changes for the manager to confirm."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from toolkit.outcome import Customer, ListOrder
from toolkit.rulebook.rulebook import RuleBook
from toolkit.stages.customers import label
from toolkit.stages.screening.letter import LEASING, SUGGESTED_LEVEL

REPORTS = "報表"
LETTING = "招商運營"
"""A tenant is not offered what finds tenants."""


def proposal_sheets(customers: Iterable[Customer], stem: str, rules: RuleBook) -> tuple[ListOrder, ...]:
    """One 方案資料表 an owner, a row for each customer graded high enough, prices from the approved rates."""
    by_owner: dict[str, list[Mapping[str, Any]]] = {}
    for customer in customers:
        by_owner.setdefault(customer.owner, []).append(proposal_row(customer, rules))
    return tuple(
        ListOrder(
            folder=f"{REPORTS}/待填方案",
            name=f"方案資料表（待填） {owner} {stem}",
            title=f"待填方案資料表：{owner}",
            form="proposals",
            rows=tuple(rows),
        )
        for owner, rows in by_owner.items()
    )


def proposal_row(customer: Customer, rules: RuleBook) -> dict[str, Any]:
    """What can be known of a proposal already; what is left blank is the owner's to complete."""
    row = customer.prospect
    kind, biz_line = row["property_type"], row["biz_line"]
    line, rate = rules.rates.lines.get(biz_line), rules.rates.rate(biz_line, kind, SUGGESTED_LEVEL)
    filled: dict[str, Any] = {"customer": label(customer), "version": 1, "service_standard": SUGGESTED_LEVEL}
    services = rules.standards.suggested_for(kind)
    filled["services"] = tuple(name for name in services if biz_line != LEASING or name != LETTING)
    if "floor_area" in row:
        filled["area"] = Decimal(row["floor_area"])
    if line is not None:
        filled |= {"fee_mode": line.fee_mode, "term_months": line.term_months, "payment": line.payment}
    if rate is not None:
        filled |= {"unit_price": rate.price, "price_unit": rate.unit}
    return filled


def transfer_sheet(waiting: Sequence[tuple[Customer, str]], stem: str) -> tuple[ListOrder, ...]:
    """The 轉交 sheet with which the manager confirms the changes of owner that a list asked for."""
    if not waiting:
        return ()
    rows = tuple(
        {
            "customer": label(customer),
            "from_owner": customer.owner,
            "to_owner": owner,
            "reason": "客戶資料表更改跟進人",
        }
        for customer, owner in waiting
    )
    return (
        ListOrder(
            folder=f"{REPORTS}/待主管確認",
            name=f"客戶轉交表（待主管確認） {stem}",
            title="待主管確認：更改跟進人",
            form="transfers",
            rows=rows,
        ),
    )


def stem(file: str) -> str:
    """A dropped file's name without suffix and without the result that a receipt's name carries.

    The folder it was dropped in goes behind: 張雅婷/招商日常.xlsx → 招商日常（張雅婷）.
    """
    folder, _, name = file.rpartition("/")
    whole = name.rpartition(".")[0] or name
    bare = whole.partition("【")[0].strip() or whole
    person = folder.rpartition("/")[2]
    return f"{bare}（{person}）" if person else bare
