"""People over a book, by hand and from the departures of each account."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.book_people import BookAccount, account_standing, largest_accounts, our_carriers
from domain.coverage import MapStatus
from domain.departure import departure
from domain.vocabulary import BuyingRole, Stance, Tier
from tests.domain.maps import graph_of, person, random_graph


def test_the_standing_of_an_account_is_what_its_map_says() -> None:
    boss = person(1, stance=Stance.SUPPORTER, buying_role=BuyingRole.DECISION_MAKER)
    standing = account_standing(graph_of([boss, person(2)], (7, 1, 50.0), (8, 2, 10.0)), Tier.TACTICAL)
    assert (standing.people, standing.status, standing.coverage) == (2, MapStatus.GREEN, 50.0)
    assert (standing.theirs, standing.ours, standing.is_single) == (1, 1, True)
    assert (standing.carriers, standing.sole) == (("Person 1", "Ada"), 7)
    assert sum(standing.shares.values()) == pytest.approx(1.0)


def test_what_hangs_on_each_of_ours_adds_up_over_accounts() -> None:
    even = account_standing(graph_of([person(1), person(2)], (7, 1, 50.0), (8, 2, 50.0)), None)
    alone = account_standing(graph_of([person(1)], (7, 1, 50.0)), None)
    nobody = account_standing(graph_of([person(1)]), None)
    ada, bo = our_carriers([(even, 100_00), (alone, 60_00), (nobody, 999_00), (alone, None)])
    assert (ada.name, ada.exposed_cents, ada.accounts, ada.alone_in) == ("Ada", 110_00, 3, 2)
    assert (bo.name, bo.exposed_cents, bo.accounts, bo.alone_in) == ("Bo", 50_00, 1, 0)


def test_the_largest_accounts_come_first_and_unknown_ones_last() -> None:
    accounts = pd.DataFrame(
        {
            "account_id": [1, 2, 3], "name": ["A", "B", "C"], "tier": ["key", None, "strategic"],
            "owner_id": pd.array([7, pd.NA, 8], dtype="Int64"), "owner_name": ["Ada", None, "Bo"],
            "arr_cents": pd.array([5_00, pd.NA, 9_00], dtype="Int64"), "more": 1,
        }
    )  # fmt: skip
    assert largest_accounts(accounts, 2) == [
        BookAccount(3, "C", Tier.STRATEGIC, 8, "Bo", 9_00), BookAccount(1, "A", Tier.KEY, 7, "Ada", 5_00)
    ]  # fmt: skip
    assert largest_accounts(accounts, 9)[-1] == BookAccount(2, "B", None, None, None, None)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 100_000))
def test_a_share_is_what_would_be_lost_if_that_person_left(seed: int) -> None:
    graph = random_graph(seed)
    for user, share in account_standing(graph, Tier.KEY).shares.items():
        assert share == pytest.approx(departure(graph, Tier.KEY, f"user:{user}").lost_share)
