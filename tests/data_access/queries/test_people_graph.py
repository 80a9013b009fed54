"""The graphs of many accounts at once are those of each account by itself."""

from datetime import date

import pytest
from sqlalchemy import select

from data_access.models import Account
from data_access.queries.people_graph import MOST_ACCOUNTS, book_standings, people_graph
from data_access.session import maintaining
from domain.book_people import account_standing
from domain.vocabulary import Role, Tier
from tests.builders import make_account, make_contact, make_stakeholder, make_touchpoint, make_user, viewer_for
from tests.statements import counted_statements


def accounts_of(limit: int) -> tuple[tuple[int, int | None, Tier | None], ...]:
    with maintaining() as session:
        rows = session.execute(select(Account.id, Account.owner_id, Account.tier).order_by(Account.id).limit(limit))
        return tuple((row.id, row.owner_id, row.tier) for row in rows)


def test_a_book_stands_as_each_of_its_accounts_does(demo_database: str) -> None:
    viewer, accounts = viewer_for(1, Role.EXECUTIVE, date(2026, 10, 14)), accounts_of(25)
    found = book_standings(viewer, accounts)
    assert len(found) == 25
    for number, owner, tier in accounts:
        alone = account_standing(people_graph(viewer, number, owner), tier)
        assert found[number].shares == pytest.approx(alone.shares)
        assert (found[number].status, found[number].coverage) == (alone.status, alone.coverage)
        assert (found[number].theirs, found[number].ours, found[number].carriers) == (
            alone.theirs, alone.ours, alone.carriers,
        )  # fmt: skip


def test_a_contact_of_two_accounts_has_the_ties_of_each(database: str) -> None:
    user = make_user()
    viewer, one, two = viewer_for(user, Role.EXECUTIVE), make_account(), make_account(name="Two")
    contact = make_contact(one)
    make_stakeholder(two, contact_id=contact)
    for account, touches in ((one, 6), (two, 1)):
        for _ in range(touches):
            make_touchpoint(account, people=({"user_id": user}, {"contact_id": contact}))
    strengths = [
        data["strength"]
        for account in (one, two)
        for _, _, data in people_graph(viewer, account, None).edges(data=True)
    ]
    assert strengths[0] > 2 * strengths[1] > 0
    assert book_standings(viewer, ((one, None, None), (two, None, None)))[two].people == 1


def test_the_questions_asked_do_not_grow_with_the_accounts(demo_database: str) -> None:
    viewer = viewer_for(2, Role.EXECUTIVE, date(2026, 10, 14))
    counts = []
    for limit in (2, 40):
        with counted_statements() as statements:
            book_standings(viewer, accounts_of(limit))
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_an_outsider_learns_nothing_of_an_account(database: str) -> None:
    owner = make_user()
    account = make_account(owner_id=owner)
    make_touchpoint(account, people=({"user_id": owner}, {"contact_id": make_contact(account)}))
    standing = book_standings(viewer_for(make_user(name="Bo")), ((account, owner, None),))[account]
    assert (standing.people, standing.shares) == (0, {})


def test_a_book_is_cut_at_the_most_that_is_put_together(database: str) -> None:
    viewer = viewer_for(make_user(), Role.EXECUTIVE)
    asked = tuple((number, None, None) for number in range(1, MOST_ACCOUNTS + 5))
    assert len(book_standings(viewer, asked)) == MOST_ACCOUNTS
