"""A book that only a sales system filled: without ARR one counts accounts, without health one says why."""

from dataclasses import replace
from datetime import date

import pytest

from components import portfolio_sentences as tell
from components.figures import kit
from components.format import NO_BREAK
from components.headline import headline_sentence
from components.portfolio_cards import distribution_card, tier_card, trend_card
from domain.kpis import counted_kpis
from domain.overview import overview
from domain.portfolio import Portfolio
from tests.portfolios import make_portfolio, without_arr, without_health

SINCE = date(2026, 10, 30)


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


@pytest.fixture
def counted() -> Portfolio:
    return without_arr(make_portfolio(60))


def test_the_headline_says_why_arr_is_not_known(counted: Portfolio) -> None:
    shown = overview(without_health(counted))
    words = plain(headline_sentence(shown.headline, "EUR", SINCE))
    assert words == "60 customers; no subscription is on record, so ARR is not known yet."


def test_with_health_but_without_arr_the_headline_speaks_of_no_money(counted: Portfolio) -> None:
    words = plain(headline_sentence(overview(counted).headline, "EUR", SINCE))
    assert words.startswith("60 customers, health ")
    assert "ARR" not in words
    assert "€" not in words
    assert "–" not in words


def test_sentences_and_bars_count_accounts_where_no_arr_is_known(counted: Portfolio) -> None:
    shown = overview(counted)
    distribution, tiers = distribution_card(shown), tier_card(shown)
    low = int(counted.accounts["score"].lt(60).sum())
    scored = int(counted.accounts["score"].notna().sum())
    assert plain(distribution.told.title) == f"{low} of {scored} accounts with a score stand below 60 points"
    assert "in watch or at risk have" in plain(tiers.told.title)
    for card in (distribution, tiers):
        assert "ARR" not in card.told.reading
        spec = kit.checked(card.figure).to_dict()
        assert not any("€" in label["text"] for label in spec["layout"]["annotations"])
    bars = [bar for trace in tiers.figure.to_dict()["data"] for bar in trace["x"]]
    assert sum(bars) == 60


def test_without_arr_the_trend_is_that_of_the_plain_mean(counted: Portfolio) -> None:
    title = trend_card(overview(counted)).told.title
    assert title.startswith("Health is ")
    assert "not known" not in title


def test_the_key_figures_are_those_that_are_known(counted: Portfolio) -> None:
    figures = {one.key: one for one in overview(counted).kpis}
    assert "arr" not in figures
    assert figures["issues"].value == counted.accounts["open_issues"].sum()
    assert figures["health"].label == "Health"
    unknown = {one.key for one in counted_kpis(without_health(counted))}
    assert not unknown & {"health", "at_risk", "arr"}
    assert all(one.value is not None for one in counted_kpis(without_health(counted)))


def test_one_account_with_arr_is_enough_to_tell_arr(counted: Portfolio) -> None:
    arr = counted.accounts["arr_cents"].copy()
    arr.iloc[3] = 120_000_00
    mixed = replace(counted, accounts=counted.accounts.assign(arr_cents=arr))
    shown = overview(mixed)
    assert shown.counts_by == "arr_cents"
    assert "of ARR" in distribution_card(shown).told.title


def test_accounts_have_a_place_on_the_map_only_with_score_and_arr(counted: Portfolio) -> None:
    book = make_portfolio(60)
    assert overview(book).can_be_mapped
    assert not overview(counted).can_be_mapped
    assert not overview(without_health(book)).can_be_mapped
    assert not overview(without_health(book)).knows_health


def test_the_accounts_that_wait_are_told_with_their_issues(counted: Portfolio) -> None:
    severities = counted.accounts["open_issues"].map(lambda issues: "s2" if issues else None)
    book = replace(counted, accounts=counted.accounts.assign(worst_severity=severities))
    waiting = overview(book).most_open
    assert waiting["open_issues"].is_monotonic_decreasing
    assert "customers wait for" in plain(tell.tell_most_open(waiting).title)
    assert "1 customer waits for 2 issues to be" in plain(tell.tell_most_open(waiting.tail(1)).title)


def test_who_is_to_win_back_is_told_without_money_where_none_is_known(counted: Portfolio) -> None:
    shown = overview(counted)
    assert "ARR" not in tell.tell_riskiest(shown.riskiest, "EUR").title
