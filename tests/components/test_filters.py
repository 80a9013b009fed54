"""Filters become words and addresses that bring the same accounts back."""

from typing import Any

from components.drilldown import behind, of_bands
from components.filters import address_of, filters_in
from domain.portfolio import Filters, choices
from domain.vocabulary import Band, Lifecycle
from tests.portfolios import make_portfolio

CHOICES: dict[str, list[Any]] = {
    "tiers": ["key", "strategic"],
    "bands": ["at_risk", "healthy"],
    "lifecycles": ["active", "churned", "prospect"],
    "owner_ids": [(1, "Maya Lindqvist"), (2, "Jonas Weber"), (3, "Jonas Weber")],
}


def test_no_filter_is_no_address() -> None:
    assert address_of(Filters(), CHOICES) == {}


def test_filters_stand_in_the_address_as_people_read_them() -> None:
    filters = Filters(tiers=("key",), bands=("at_risk",), owner_ids=(1,), renewal_within_days=90, search="a & b")
    assert address_of(filters, CHOICES) == {
        "tier": ["Key"],
        "band": ["At risk"],
        "owner": ["Maya Lindqvist"],
        "renewal": ["Within 90 days"],
        "search": ["a & b"],
    }


def test_two_owners_of_one_name_are_told_apart() -> None:
    assert address_of(Filters(owner_ids=(2,)), CHOICES)["owner"] == ["Jonas Weber (2)"]


def test_a_figure_leads_to_the_customers_it_counts_with_the_filters_in_force() -> None:
    screen, words, address = behind("low", Filters(tiers=("key",)), CHOICES)
    assert words
    assert screen == "accounts"
    assert address == {"tier": ["Key"], "lifecycle": ["Active"], "behind": "kpi.low"}


def test_churn_leads_to_who_left_with_no_lifecycle_in_the_way() -> None:
    assert behind("logo_churn", Filters(tiers=("key",)), CHOICES)[::2] == (
        "accounts", {"tier": ["Key"], "behind": "arr_bridge.year.churn"}
    )  # fmt: skip


def test_retention_leads_to_how_it_came_under_the_filters_in_force() -> None:
    assert behind("grr", Filters(tiers=("key",)), CHOICES)[::2] == ("renewals", {"tier": ["Key"]})


def test_a_lifecycle_that_was_asked_for_stays() -> None:
    address = of_bands([Band.AT_RISK], Filters(lifecycles=(Lifecycle.CHURNED,)), CHOICES)
    assert address["lifecycle"] == ["Churned"]


def test_every_choice_of_a_book_can_be_written_into_an_address() -> None:
    found = choices(make_portfolio(60))
    owners = tuple(key for key, _ in found["owner_ids"])
    everything = Filters(
        tiers=tuple(found["tiers"]), segments=tuple(found["segments"]), regions=tuple(found["regions"]),
        owner_ids=owners, lifecycles=tuple(found["lifecycles"]), bands=tuple(found["bands"]),
    )  # fmt: skip
    address = address_of(everything, found)
    assert sum(map(len, address.values())) == sum(map(len, found.values()))
    assert filters_in(address, found) == everything


def test_an_address_is_read_as_people_see_it_and_as_it_is_stored() -> None:
    asked = {"tier": ["KEY", "key"], "band": ["at_risk"], "owner": ["1"], "renewal": ["90"]}
    assert filters_in(asked, CHOICES) == Filters(
        tiers=("key",), bands=("at_risk",), owner_ids=(1,), renewal_within_days=90
    )


def test_what_is_unknown_in_an_address_is_left_out() -> None:
    asked = {"tier": ["Nonsense", "Key"], "owner": ["Nobody"], "renewal": ["Yesterday", "-1"], "other": ["x"]}
    assert filters_in(asked, CHOICES) == Filters(tiers=("key",))
