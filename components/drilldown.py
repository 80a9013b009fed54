"""What stands behind a figure of the portfolio: its accounts, under the same filters, or the way its sum came about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from components import format as fmt
from components.account_list import VIEW_NAMES
from components.figures.arr_bridge import STEPS
from components.figures.arr_by_tier import TIER_NAMES
from components.filters import address_of
from components.renewals_cards import PERIODS as PERIOD_NAMES
from components.theme import BANDS
from domain.behind import LATER, Mark
from domain.breakdowns import BIN_POINTS
from domain.kpis import AT_RISK_BELOW, RENEWALS_DAYS
from domain.portfolio import Filters
from domain.renewals import Period
from domain.revenue_cohorts import quarter_name
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
_SUMS: Final = {"nrr": "How it came", "grr": "How it came"}
_LEFT: Final = Mark("arr_bridge", (Period.YEAR.value, "churn"))
_LOW: Final = Mark("kpi", ("low",))
_SORTED: Final = {
    "health": "Health, lowest first",
    "issues": "Open issues, most first",
    "touched": "Last touch, oldest first",
}
BEHIND: Final = "behind"
"""In the address of the list of accounts: the mark that they are behind."""
_NOT_CUSTOMERS: Final = {Lifecycle.PROSPECT, Lifecycle.CHURNED}

Choices = Mapping[str, Sequence[Any]]


def behind(figure: str, filters: Filters, choices: Choices) -> tuple[str, str, dict[str, Any]]:
    """The screen, the words and the address of the link under a key figure, by its key."""
    if figure in _SUMS:
        return "renewals", _SUMS[figure], dict(address_of(filters, choices))
    if figure == "logo_churn":  # who left is no customer any more
        return "accounts", "Who left", {**address_of(filters, choices), BEHIND: str(_LEFT)}
    words, view = _LINKS[figure]
    narrower = _customers(filters, choices)
    if figure == "renewals":
        narrower = replace(narrower, renewal_within_days=RENEWALS_DAYS)
    address: dict[str, Any] = address_of(narrower, choices)
    if figure == "low":
        address[BEHIND] = str(_LOW)
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


def of_mark(mark: Mark, filters: Filters, choices: Choices) -> tuple[str, dict[str, Any]]:
    """The screen and the address that a click on a mark opens: an account, or the list of those behind it."""
    last = mark.parts[-1]
    if mark.chart == "whitespace":
        return "account", {"account": last}
    if mark.chart == "health_map" and last.startswith("a"):
        return "account", {"account": last[1:]}
    return "accounts", {**address_of(replace(filters, search=""), choices), BEHIND: str(mark)}


def words_of(mark: Mark, name: str = "") -> str:
    """What the accounts behind a mark have in common; `name`: of a request, what it is called."""
    try:
        return _WORDS[mark.chart](name or mark.parts[0], *mark.parts[1:])
    except (KeyError, ValueError, TypeError, IndexError):  # an address that we did not write
        return "Not a mark of any chart"


def _of_distribution(place: str) -> str:
    low = int(place) * BIN_POINTS
    return f"Health score {low} to {low + BIN_POINTS}" if low < 100 else "Health score unknown"


def _of_movement(before: str, now: str, since: str) -> str:
    return f"From {_band(before)} to {_band(now)} since {fmt.day(date.fromisoformat(since))}"


def _of_trend(week_on: str) -> str:
    return f"In the average of {fmt.day(date.fromisoformat(week_on))}, as they are today"


def _of_bridge(period: str, field: str) -> str:
    names = {name: words for name, words, _ in STEPS} | {"opening": "ARR at the opening", "closing": "ARR at the close"}
    return f"{names[field]}, {PERIOD_NAMES[Period(period)].lower()}"


def _of_renewals(quarter: str, band: str) -> str:
    when = "later" if quarter == LATER else f"in {quarter_name(date.fromisoformat(quarter))}"
    return f"Renewing {when}, {_band(band)}"


def _of_forecast(quarter: str) -> str:
    return f"Renewals of {quarter_name(date.fromisoformat(quarter))}, with their ARR of today"


def _of_cohort(quarter: str) -> str:
    return f"Began in {quarter_name(date.fromisoformat(quarter))}, with their ARR of today"


def _band(name: str) -> str:
    return BANDS[Band(name)].label.lower()


_WORDS: Final[Mapping[str, Callable[..., str]]] = {
    "health_distribution": _of_distribution,
    "health_movement": _of_movement,
    "arr_by_tier": lambda tier, band: f"{TIER_NAMES[tier]}, {_band(band)}",
    "health_map": lambda _field: "Close together on the map of health and ARR",
    "health_trend": _of_trend,
    "arr_bridge": _of_bridge,
    "renewals": _of_renewals,
    "renewal_forecast": _of_forecast,
    "cohorts": _of_cohort,
    "opportunities": lambda stage: f"An open opportunity, {stage.replace('_', ' ')}",
    "voice": lambda title: f"Asked for “{title}”",
    "whitespace": lambda _account: "One account",
    "kpi": lambda _low: f"Score below {AT_RISK_BELOW:.0f}",
}
