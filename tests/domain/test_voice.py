"""What customers ask for, added up: each account once, and nobody lost when requests are merged."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from domain.portfolio import Filters, narrow
from domain.voice import VoiceBook, closes_a_circle, roots, voice
from tests.domain.books import book
from tests.portfolios import AS_OF, make_portfolio


def voice_book(requests: list[dict[str, Any]], askers: list[tuple[int, int, bool]]) -> VoiceBook:
    """Askers as (request, position of the account, whether told)."""
    usual = {"theme": "Mobile", "product": None, "state": "new", "shipped_on": None, "merged_into": None, "version": 1}
    rows = [usual | {"title": f"Request {one['id']}"} | one for one in requests]
    who = [
        {"id": number, "request": request, "at": at, "who": None, "asked_on": AS_OF, "quote": None,
         "told_at": AS_OF if told else None}
        for number, (request, at, told) in enumerate(askers, start=1)
    ]  # fmt: skip
    columns = ["id", "request", "at", "who", "asked_on", "quote", "told_at"]
    return VoiceBook(
        pd.DataFrame(rows, columns=["id", "title", *usual], dtype=object),
        pd.DataFrame(who, columns=columns, dtype=object),
    )


def test_where_nobody_asked_for_anything_nothing_is_told() -> None:
    told = voice(book({}, {}), voice_book([], []))
    assert told.requests.empty
    assert told.askers.empty
    assert told.themes.empty
    assert list(voice(book(), voice_book([], [])).requests["id"]) == []


def test_an_account_counts_once_however_many_of_its_people_asked() -> None:
    soon = AS_OF + timedelta(days=180)
    accounts = book({"arr": 100, "renewal_on": soon}, {"arr": 7, "renewal_on": soon + timedelta(days=1)}, {})
    told = voice(
        accounts, voice_book([{"id": 1}, {"id": 2}], [(1, 0, False), (1, 0, False), (1, 1, False), (2, 2, False)])
    )
    first = told.requests.iloc[0]
    assert (first["id"], first["accounts"], first["arr_cents"], first["soon_cents"]) == (1, 2, 107, 100)
    assert first["next_renewal_on"] == soon
    assert told.requests["accounts"].tolist() == [2, 1]
    assert told.themes[["accounts", "arr_cents"]].to_numpy().tolist() == [[3, 107]]


def test_merged_requests_stand_as_one_with_every_asker() -> None:
    accounts = book({"arr": 100}, {"arr": 7})
    requests: list[dict[str, Any]] = [
        {"id": 1, "merged_into": 2},
        {"id": 2, "merged_into": 3},
        {"id": 3, "state": "shipped"},
    ]
    told = voice(accounts, voice_book(requests, [(1, 0, False), (2, 1, True), (3, 0, False)]))
    assert told.requests["id"].tolist() == [3]
    assert (told.requests.iloc[0]["accounts"], told.requests.iloc[0]["untold"]) == (2, 2)
    assert sorted(told.askers["id"].tolist()) == [1, 2, 3]
    assert sorted(told.to_tell["id"].tolist()) == [1, 3]


def test_requests_of_others_accounts_are_not_told() -> None:
    accounts = make_portfolio(6)
    asked = voice_book([{"id": 1}, {"id": 2}], [(1, 0, False), (2, 5, False)])
    part = narrow(accounts, Filters(search=str(accounts.accounts["name"].iloc[5])))
    assert voice(part, asked).requests["id"].tolist() == [2]
    assert voice(narrow(accounts, Filters(search="nobody at all")), asked).requests.empty


@given(st.dictionaries(st.integers(1, 9), st.one_of(st.none(), st.integers(1, 9)), max_size=9))
def test_every_request_has_one_root_that_is_there(merged: dict[int, int | None]) -> None:
    found = roots(merged)
    assert set(found) == set(merged)
    assert set(found.values()) <= set(merged)


@given(st.permutations(list(range(1, 8))), st.integers(1, 7), st.integers(1, 7))
def test_merging_without_a_circle_keeps_a_root_for_all(order: list[int], one: int, into: int) -> None:
    merged: dict[int, int | None] = dict(pairwise(order[:5])) | dict.fromkeys(order[4:])
    if one != into and not closes_a_circle(merged, one, into):
        after = roots(merged | {one: into})
        assert after[one] == after[into]
        assert all(merged.get(root) is None or root == one for root in after.values())
