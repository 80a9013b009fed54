"""The cells of the list of accounts: as they are read, unknown as unknown, and in the order of the list."""

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from components.account_grid import slice_asked_for
from components.account_rows import Beside, columns_of, order_of, rows_of
from domain.views import Order, ranked
from tests.portfolios import make_portfolio, without_arr, without_health

NOTHING = Beside({}, {})


def test_a_row_has_its_number_and_a_cell_a_column_in_the_order_asked_for() -> None:
    book = make_portfolio(60)
    positions = ranked(book, Order.ARR)[10:20]
    columns = columns_of(book, Order.ARR)
    rows = rows_of(book, positions, columns, Beside({int(book.column("account_id")[positions[0]]): 71.9}, {}))
    assert [row[0] for row in rows] == book.column("account_id")[positions].tolist()
    assert {len(row) for row in rows} == {len(columns) + 1}
    place = {column.key: at + 1 for at, column in enumerate(columns)}
    assert rows[0][place["trust"]] == "71"
    assert rows[1][place["trust"]] is None
    first = book.accounts.iloc[positions[0]]
    assert rows[0][place["name"]] == first["name"]
    assert rows[0][place["arr"]] == f"€{first['arr_cents'] / 100:,.0f}"


def test_health_tells_sign_score_and_tone_and_an_unknown_score_only_its_sign() -> None:
    book = make_portfolio(2, score=np.array([52.9, np.nan]), band=["watch", "unknown"])
    columns = [column for column in columns_of(book, Order.ARR) if column.key == "health"]
    rows = rows_of(book, np.arange(2), columns, NOTHING)
    assert [row[1] for row in rows] == [("▲ C", "52", "yellow"), ("○ –", "", "gray")]


def test_the_head_of_the_order_says_its_direction() -> None:
    book = make_portfolio(5)
    headed = {column.key: column.sorted for column in columns_of(book, Order.NOTICE) if column.sorted}
    assert headed == {"notice": "ascending"}
    assert {column.key: column.sorted for column in columns_of(book, Order.ARR)}["arr"] == "descending"
    assert order_of("weeks") is Order.CHANGE
    assert order_of("tier") is None


def test_columns_that_hold_nothing_are_left_out() -> None:
    keys = {column.key for column in columns_of(without_health(without_arr(make_portfolio(5))), Order.NAME)}
    assert not keys & {"arr", "weeks", "trust"}
    assert "sales" in keys
    assert "sales" not in {column.key for column in columns_of(make_portfolio(5), Order.NAME)}


def test_a_missing_name_or_date_is_not_known() -> None:
    book = make_portfolio(3, owner_name=[None, pd.NA, "Ana"], notice_on=[None, None, None])
    rows = rows_of(book, np.arange(3), [one for one in columns_of(book, Order.ARR) if one.key == "owner"], NOTHING)
    assert [row[1] for row in rows] == [None, None, "Ana"]
    assert "notice" not in {column.key for column in columns_of(book, Order.ARR)}


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (None, 0), ({}, 0), ({"slice": None}, 0), ({"slice": {"of": "a", "first": 120}}, 120),
        ({"slice": {"of": "b", "first": 120}}, 0), ({"slice": {"of": "a", "first": -5}}, 0),
        ({"slice": {"of": "a", "first": "x"}}, 0), ({"slice": {"of": "a"}}, 0), ({"slice": "x"}, 0),
    ],
)  # fmt: skip
def test_the_slice_is_that_of_the_list_in_view(monkeypatch: pytest.MonkeyPatch, state: object, first: int) -> None:
    monkeypatch.setattr(st, "session_state", {"table": state})
    assert slice_asked_for("table", "a") == first
