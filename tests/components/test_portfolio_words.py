"""The sentences and figures of the portfolio say what its numbers say."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from components import portfolio_sentences as tell
from components.format import NO_BREAK
from components.headline import headline_sentence
from components.metrics import change_text, value_text
from components.portfolio_tables import cause_text
from domain.breakdowns import arr_by_tier, health_distribution, movements, riskiest, weekly_trend
from domain.headline import Headline
from domain.kpis import Kpi
from domain.movement_words import Lead
from domain.overview import overview
from domain.vocabulary import Band
from tests.portfolios import AS_OF, make_portfolio

SINCE = date(2026, 10, 30)
FACTS = Headline(212, 4_820_000_000, 71.2, -2.4, 9, 310_000_000)


def plain(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def test_the_headline_is_the_sentence_of_the_design() -> None:
    assert plain(headline_sentence(FACTS, "EUR", SINCE)) == (
        "212 customers, €48.2 m ARR, health 71 (−2 since 30 Oct); 9 accounts fell to watch or at risk, €3.1 m."
    )


def test_the_headline_says_so_when_nothing_moved() -> None:
    words = plain(headline_sentence(replace(FACTS, health_change=0.1, fell=0), "EUR", SINCE))
    assert words.endswith("health 71 (unchanged since 30 Oct); no account fell to watch or at risk since 30 Oct.")


def test_the_headline_admits_what_is_not_known() -> None:
    words = plain(headline_sentence(replace(FACTS, health=None, health_change=None), "EUR", SINCE))
    assert words == "212 customers, €48.2 m ARR; health is not known yet."


def test_the_two_numbers_of_the_headline_agree() -> None:
    words = plain(headline_sentence(replace(FACTS, health=71.0, health_change=-0.5), "EUR", SINCE))
    assert "health 71 (unchanged" in words


@pytest.mark.parametrize(
    ("unit", "value", "previous", "told"),
    [
        ("money", 480_000_000, 450_000_000, ("€4.8 m", "+€300 k", 1)),
        ("score", 71.2, 73.9, ("71", "−2", -1)),
        ("score", 71.2, 71.9, ("71", "unchanged", 0)),
        ("percent", 0.52, 0.6, ("52%", "−8 pts", -1)),
        ("percent", 0.704, 0.706, ("70%", "unchanged", 0)),
        ("share", 0.8466, 0.8512, ("84.7%", "−0.5 pts", -1)),
        ("count", 12, None, ("12", "", 0)),
        ("count", None, 3, ("–", "", 0)),
    ],
)
def test_a_figure_and_its_change_are_written_alike(
    unit: str, value: float | None, previous: float | None, told: tuple[str, str, int]
) -> None:
    figure = Kpi("x", "X", unit, value, previous, (), True, "")  # type: ignore[arg-type]
    words, direction = change_text(figure, "EUR")
    assert (plain(value_text(figure, figure.value, "EUR")), plain(words), direction) == told


@pytest.mark.parametrize(("points", "told"), [(-4.4, "Trust −4"), (2.5, "Trust +2"), (-0.4, "Trust −0.4")])
def test_a_cause_tells_its_points(points: float, told: str) -> None:
    assert plain(cause_text(Lead("trust", "Trust", points))) == told


def test_every_sentence_holds_for_a_book_of_nobody() -> None:
    book = make_portfolio(1).take(np.array([False]))
    for told in (
        tell.tell_distribution(health_distribution(book), "EUR"),
        tell.tell_tiers(arr_by_tier(book), "EUR"),
        tell.tell_trend(weekly_trend(book)),
        tell.tell_map(overview(book).marks, "EUR"),
        tell.tell_movement(movements(book), AS_OF),
        tell.tell_riskiest(riskiest(book), "EUR"),
    ):
        assert told.title
        assert told.alt
        assert "nan" not in told.title + told.alt


def test_where_no_account_changed_its_band_that_is_said() -> None:
    title = tell.tell_movement(movements(make_portfolio(1).take(np.array([False]))), AS_OF).title
    assert plain(title) == "No account changed its band since 20 Nov"


def test_the_map_counts_only_what_is_low_and_renews_soon() -> None:
    soon, later = AS_OF + timedelta(days=90), AS_OF + timedelta(days=91)
    bands = [Band.AT_RISK, Band.AT_RISK, Band.HEALTHY, Band.WATCH]
    arr = pd.array([100_000, 200_000, 400_000, 800_000], dtype="Int64")
    book = make_portfolio(4, band=bands, arr_cents=arr, renewal_on=[soon, later, soon, soon])
    told = tell.tell_map(overview(book).marks, "EUR")
    assert plain(told.title) == "€9 k of ARR in watch or at risk renews within 90 days"


def test_the_tables_say_what_the_figures_show() -> None:
    book = make_portfolio(60)
    distribution, tiers = health_distribution(book), arr_by_tier(book)
    assert tell.twin_of_distribution(distribution)["Accounts"].sum() == 60
    assert tell.twin_of_tiers(tiers)["ARR"].sum() == pytest.approx(tiers["arr_cents"].sum() / 100)
    assert len(tell.twin_of_trend(weekly_trend(book))) == len(book.weeks)
    mapped = book.accounts["score"].notna() & (book.accounts["arr_cents"].fillna(0) > 0)
    assert len(tell.twin_of_map(overview(book).marks)) == mapped.sum()
