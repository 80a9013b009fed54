"""What stands behind a figure of the portfolio: its accounts, under the same filters, or the way its sum came about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from components.account_list import VIEW_NAMES
from components.filters import address_of
from domain.kpis import RENEWALS_DAYS
from domain.portfolio import Filters
from domain.views import View
from domain.vocabulary import Band, Lifecycle

_LINKS: Final = {
    "arr": ("By ARR", View.ALL),
    "customers": ("All customers", View.ALL),
    "health": ("By health", View.ALL),
    "at_risk": ("Those at risk", View.AT_RISK_DUE),
    "low": ("Those at risk", View.ALL),
    "renewals": ("Those due", View.ALL),
    "coverage": ("Those waiting", View.SILENT),
    "issues": ("Most issues first", View.ALL),
    "touched": ("Longest ago first", View.ALL),
}
_SUMS: Final = {"nrr": "How it came", "grr": "How it came", "logo_churn": "Who left"}
_SORTED: Final = {
    "health": "Health, lowest first",
    "issues": "Open issues, most first",
    "touched": "Last touch, oldest first",
}
_NOT_CUSTOMERS: Final = {Lifecycle.PROSPECT, Lifecycle.CHURNED}

Choices = Mapping[str, Sequence[Any]]


def behind(figure: str, filters: Filters, choices: Choices) -> tuple[str, str, dict[str, Any]]:
    """The screen, the words and the address of the link under a key figure, by its key."""
    if figure in _SUMS:
        return "renewals", _SUMS[figure], dict(address_of(filters, choices))
    words, view = _LINKS[figure]
    narrower = _customers(filters, choices)
    if figure == "low":
        narrower = replace(narrower, bands=(Band.AT_RISK,))
    if figure == "renewals":
        narrower = replace(narrower, renewal_within_days=RENEWALS_DAYS)
    address: dict[str, Any] = address_of(narrower, choices)
    if view is not View.ALL:
        address["view"] = VIEW_NAMES[view]
    if figure in _SORTED:
        address["sort"] = _SORTED[figure]
    return "accounts", words, address


def of_bands(bands: Sequence[Band], filters: Filters, choices: Choices) -> dict[str, Any]:
    """The address of the customers in these bands."""
    return address_of(replace(_customers(filters, choices), bands=tuple(bands)), choices)


def _customers(filters: Filters, choices: Choices) -> Filters:
    """The same filters without prospects and churned accounts, unless a lifecycle was asked for."""
    occurring = choices.get("lifecycles", ())
    if filters.lifecycles or not _NOT_CUSTOMERS.intersection(occurring):
        return filters
    return replace(filters, lifecycles=tuple(one for one in occurring if one not in _NOT_CUSTOMERS))
