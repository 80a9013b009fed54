from datetime import date

import pandas as pd
import pytest

from components import format as fmt


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (None, "–"), (pd.NA, "–"), (0, "€0"), (95_000, "€950"), (99_949, "€999"), (99_950, "€1 k"),
        (1_234_56, "€1.2 k"), (48_200_000_00, "€48.2 m"), (99_960_00, "€100 k"), (999_960_00, "€1 m"),
        (182_400_000_00, "€182 m"), (3_000_000_000_00, "€3 bn"), (-5_100_00, "−€5.1 k"),
    ],
)  # fmt: skip
def test_money_is_short(cents: int | None, text: str) -> None:
    assert fmt.money(cents, "EUR").replace(fmt.NO_BREAK, " ") == text


def test_exact_money_keeps_every_cent() -> None:
    assert fmt.money_exact(123_456_789, "EUR") == "€1,234,567.89"
    assert fmt.money_exact(-5, "USD") == "−$0.05"


def test_a_currency_without_a_sign_is_written_by_its_code() -> None:
    assert fmt.money(95_000, "CHF") == f"CHF{fmt.NO_BREAK}950"


def test_a_score_never_shows_a_better_band_than_it_has() -> None:
    assert fmt.score(79.96) == "79"
    assert fmt.score(float("nan")) == "–"


def test_a_change_shows_its_direction() -> None:
    assert [fmt.signed("3", change) for change in (3, -3, 0)] == ["+3", "−3", "±3"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (12, "in 12 days"), (-3, "3 days ago"), (150, "in 5 months"),
     (-800, "2 years ago")],
)  # fmt: skip
def test_a_gap_is_told_in_words(days: int, words: str) -> None:
    assert fmt.gap(days).replace(fmt.NO_BREAK, " ") == words


def test_days_are_unambiguous_and_missing_ones_are_a_dash() -> None:
    assert fmt.day(date(2026, 11, 1)).replace(fmt.NO_BREAK, " ") == "1 Nov 2026"
    assert fmt.day(None) == fmt.from_today(None, date(2026, 11, 1)) == "–"
    assert fmt.is_missing(pd.NaT)


def test_plurals() -> None:
    assert [fmt.plural(number, "account").replace(fmt.NO_BREAK, " ") for number in (0, 1, 1204)] == [
        "0 accounts", "1 account", "1,204 accounts"
    ]  # fmt: skip


def test_a_share_is_a_percentage() -> None:
    assert (fmt.percent(0.123), fmt.percent(-0.05), fmt.percent(None)) == ("12%", "−5%", "–")
