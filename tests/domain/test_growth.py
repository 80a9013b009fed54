"""Selection, whitespace and opportunities: by hand on a few accounts, and bounded on many."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.growth import POSITIONS, SHARES, GrowthBook, growth, peer_adoption, selection_scores, suggested_tiers
from domain.portfolio import NO_SUBSCRIPTION, Filters, Portfolio, narrow
from domain.portfolio_columns import TIERS
from domain.vocabulary import OpportunityStage, ProductPosition, Tier
from tests.domain.books import book as portfolio_of
from tests.portfolios import AS_OF, make_portfolio

OWNED, POTENTIAL = (POSITIONS.index(one) for one in (ProductPosition.OWNED, ProductPosition.POTENTIAL))
NAN = float("nan")


def column(*values: Any) -> np.ndarray:
    return np.array(values)


def growth_book(book: Portfolio, seed: int = 3) -> GrowthBook:
    """Three products, a random position towards each, an opportunity a stage for the first accounts."""
    rng = np.random.default_rng(seed)
    size = len(book)
    stages = [*OpportunityStage][: min(size, len(OpportunityStage))]
    sold = pd.DataFrame(
        {
            "at": list(range(len(stages))), "title": [f"Deal {one}" for one in stages], "kind": "upsell",
            "stage": stages, "close_on": [AS_OF for _ in stages], "owner": None, "next_step": "Call",
            "cents": [1_000 * (place + 1) for place in range(len(stages))], "probability": 0.5,
        }
    )  # fmt: skip
    plans = pd.DataFrame(
        [(place, "goals", 1, 2, 3, 4, AS_OF, None) for place in range(min(size, 2))],
        columns=["at", "step", "on_track", "at_risk", "done", "late", "next_due_on", "reviewed_on"],
    )
    position = rng.integers(0, len(POSITIONS), (size, 3)).astype(np.int8)
    scores = rng.uniform(0, 100, (2, size))
    return GrowthBook(("Core", "Flow", "Guard"), position, {(0, 0): "They asked"}, scores[0], scores[1], sold, plans)


def test_the_selection_score_is_the_weighted_mean_of_what_is_known() -> None:
    found = selection_scores(column(10, 30, 20), column(80.0, NAN, 50.0), column(40.0, 60.0, NAN))
    assert found[0] == pytest.approx(0.35 * 80 + 0.25 * 40)
    assert found[1] == pytest.approx((0.4 * 100 + 0.25 * 60) / 0.65)
    assert found[2] == pytest.approx((0.4 * 50 + 0.35 * 50) / 0.75)


def test_unknown_arr_has_no_rank_and_the_same_arr_the_same() -> None:
    found = selection_scores(
        column(NO_SUBSCRIPTION, 5, 5, 9, NO_SUBSCRIPTION), np.full(5, NAN), column(*[NAN] * 4, 70.0)
    )
    assert np.isnan(found[0])
    assert found[1:].tolist() == [0, 0, 100, 70]
    assert suggested_tiers(found).tolist() == [-1, 2, 2, 1, 2]


def test_no_tier_is_suggested_where_worth_is_not_known_and_one_is_to_be_set_where_there_is_none() -> None:
    unknown = portfolio_of({"tier": None}, {"tier": "key"})
    nothing = replace(growth_book(unknown), potential=np.full(2, NAN), fit=np.full(2, NAN))
    told = growth(unknown, unknown, nothing)
    assert told.selection.empty
    assert not any(told.suggested.values())
    known = portfolio_of({"tier": None, "arr": 500}, {"tier": "tactical", "arr": 100})
    told = growth(known, known, replace(growth_book(known), potential=np.full(2, NAN), fit=np.full(2, NAN)))
    assert told.selection[["account_id", "verdict"]].to_numpy().tolist() == [[1, "set"]]


@given(st.integers(0, 400))
def test_each_tier_has_its_share_and_the_best_come_first(accounts: int) -> None:
    scores = np.random.default_rng(accounts).permutation(accounts).astype(float)
    found = suggested_tiers(scores)
    for tier, share in SHARES.items():
        assert (found == TIERS.index(tier)).sum() == round(share * accounts)
    best, rest = scores[found < TIERS.index(Tier.TACTICAL)], scores[found == TIERS.index(Tier.TACTICAL)]
    assert not len(best) or not len(rest) or best.min() > rest.max()


def test_peers_are_the_others_of_the_industry_and_where_they_are_few_the_book() -> None:
    position = np.full((8, 1), POTENTIAL, dtype=np.int8)
    position[[1, 2, 7]] = OWNED
    found = peer_adoption(position, column(0, 0, 0, 0, 0, 0, 1, -1))[:, 0]
    assert found[0] == pytest.approx(2 / 5)
    assert found[1] == pytest.approx(1 / 5)
    assert found[6] == pytest.approx(3 / 7)
    assert found[7] == pytest.approx(2 / 7)


@pytest.mark.parametrize("accounts", [0, 1, 60])
def test_the_answers_are_about_the_customers_that_are_shown(accounts: int) -> None:
    whole = make_portfolio(accounts)
    book = growth_book(whole)
    shown = narrow(whole, Filters(tiers=("key",)))
    told, everything = growth(shown, whole, book), growth(whole, whole, book)
    mine = set(shown.accounts["account_id"])
    for frame in (told.selection, told.matrix, told.whitespace, told.opportunities, told.plans):
        assert set(frame["account_id"]) <= mine
    assert sum(everything.suggested.values()) == accounts
    assert (told.cells.shape, told.adoption.shape) == ((len(told.matrix), 3), (len(told.matrix), 3))


def test_opportunities_that_are_won_or_lost_are_not_open() -> None:
    whole = make_portfolio(10)
    told = growth(whole, whole, growth_book(whole))
    assert told.stages["count"].tolist() == [1, 1, 1, 1]
    assert told.stages["cents"].sum() == told.opportunities["cents"].sum() == 1_000 + 2_000 + 3_000 + 4_000
    assert told.stages["weighted_cents"].sum() == 5_000


def test_a_reason_stands_beside_its_product() -> None:
    whole = make_portfolio(10)
    book = growth_book(whole)
    book.position[:, :] = 0
    book.position[0, 0] = POTENTIAL
    told = growth(whole, whole, book).whitespace
    assert told[["account_id", "product", "reason"]].to_numpy().tolist() == [[1, "Core", "They asked"]]
