"""What is to be decided: each question against a slow look at every account."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.portfolio import Portfolio
from domain.reports.decisions import NAMED, Question, matters
from tests.portfolios import AS_OF, make_portfolio


def asked(row: dict[Any, Any], as_of: date) -> set[Question]:
    """The questions that one customer raises."""
    last = row["renewal_on"] if pd.isna(row["notice_on"]) else row["notice_on"]
    found = set()
    if row["band"] in ("watch", "at_risk") and not pd.isna(last) and as_of <= last <= as_of + timedelta(days=90):
        found.add(Question.KEEP)
    if row["open_issues"] > 0 and row["worst_severity"] in ("s1", "s2"):
        found.add(Question.RESOLVE)
    if row["overdue_commitments"] > 0:
        found.add(Question.SETTLE)
    if pd.isna(row["owner_id"]):
        found.add(Question.OWN)
    return found


def check(book: Portfolio) -> None:
    customers = [row for row in book.accounts.to_dict("records") if row["is_customer"]]
    told = {one.question: one for one in matters(book)}
    assert list(told) == [question for question in Question if question in told]
    for question in Question:
        mine = [row for row in customers if question in asked(row, book.as_of)]
        assert (question in told) == bool(mine)
        if mine:
            mine.sort(key=lambda row: (0 if pd.isna(row["arr_cents"]) else -row["arr_cents"], row["account_id"]))
            one = told[question]
            assert one.accounts == len(mine)
            assert one.arr_cents == sum(0 if pd.isna(row["arr_cents"]) else row["arr_cents"] for row in mine)
            assert list(one.names) == [row["name"] for row in mine[:NAMED]]


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(0, 10_000), st.integers(1, 60))
def test_every_question_is_raised_by_the_accounts_that_raise_it(seed: int, accounts: int) -> None:
    check(make_portfolio(accounts, seed=seed))


def test_accounts_without_an_owner_are_asked_about() -> None:
    book = make_portfolio(20)
    owners = [None, None, *book.accounts["owner_id"].tolist()[2:]]
    check(make_portfolio(20, owner_id=pd.array(owners, dtype="Int64")))


def test_a_deadline_counts_on_its_day_and_until_its_ninetieth() -> None:
    for days, counts in ((-1, False), (0, True), (90, True), (91, False)):
        day = AS_OF + timedelta(days=days)
        book = make_portfolio(1, score=30.0, band="at_risk", notice_on=[day], renewal_on=[day], is_customer=True)
        assert (Question.KEEP in {one.question for one in matters(book)}) is counts
