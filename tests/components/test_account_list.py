"""The list of accounts as a file, and as cells."""

import csv
import io

import numpy as np
import pandas as pd
import pytest

from components.account_list import csv_of
from components.exports import guarded
from components.tables import band_chips, health_text, recent, tier_text
from domain.vocabulary import Band, Tier
from tests.portfolios import AS_OF, make_portfolio


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", '"=1', "＝1", "＠x", "\n=1"])
def test_a_cell_that_begins_like_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Kestrel & Sons", "1+1", "a=b", "Øresund", "(−2)"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_the_file_holds_every_account_with_exact_money_and_iso_dates() -> None:
    book = make_portfolio(60)
    header, *rows = rows_of(csv_of(book.accounts, AS_OF))
    assert len(rows) == 60
    assert {len(row) for row in rows} == {len(header)}
    total = sum(round(float(row[header.index("ARR")]) * 100) for row in rows if row[header.index("ARR")])
    assert total == int(book.accounts["arr_cents"].fillna(0).sum())
    assert {row[header.index("As of")] for row in rows} == {"2026-11-20"}


def test_what_is_not_known_is_empty_and_a_hostile_name_is_guarded() -> None:
    book = make_portfolio(1, name="=HYPERLINK(1)", score=np.array([np.nan]), arr_cents=pd.array([None], dtype="Int64"))
    header, row = rows_of(csv_of(book.accounts, AS_OF))
    assert row[header.index("Account")] == "'=HYPERLINK(1)"
    assert row[header.index("Score")] == row[header.index("ARR")] == ""


def test_health_is_told_by_sign_letter_and_number() -> None:
    assert health_text(52.9, Band.WATCH) == "▲ C  52"
    assert health_text(None, Band.UNKNOWN) == "○ –"


def test_a_movement_is_two_chips() -> None:
    assert band_chips([82.0], [Band.HEALTHY], [73.0], [Band.STABLE]) == [["● A  82", "◐ B  73"]]


def test_tiers_have_marks_and_none_has_a_dash() -> None:
    assert [tier_text(tier) for tier in (Tier.STRATEGIC, Tier.KEY, Tier.TACTICAL, None)] == [
        "★ Strategic", "☆ Key", "Tactical", "–"
    ]  # fmt: skip


def test_a_sparkline_leaves_out_unknown_weeks_and_is_none_without_any() -> None:
    scores = np.array([[np.nan, 50.4, 60.0], [np.nan] * 3], dtype=np.float64)
    assert recent(scores) == [[50.0, 60.0], None]
