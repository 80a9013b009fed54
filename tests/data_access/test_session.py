"""A viewer's session: every ORM form is narrowed, everything else is refused, and nothing is written."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import delete, exists, func, insert, literal, literal_column, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, aliased

from data_access.models import Account, Contact, Issue, Participant, Touchpoint, User
from data_access.session import UnscopedStatementError, maintaining, reading
from tests.company import EXECUTIVE, OURS, OUTSIDER, OWNER, viewer
from tests.walls import WALLS, database_alone

accounts, touchpoints, users = Account.__table__, Touchpoint.__table__, User.__table__
other = aliased(Account)
per_account = select(Touchpoint.account_id, func.count().label("n")).group_by(Touchpoint.account_id)
counts = per_account.cte()
narrowed = select(Touchpoint).where(Touchpoint.id > 0).subquery()
by_subquery = aliased(Touchpoint, narrowed)
latest = select(func.max(Touchpoint.id)).where(Touchpoint.account_id == Account.id)

FORMS: dict[str, Any] = {
    "entity": select(Account).with_only_columns(Account.id),
    "aliased": select(other.id),
    "self-join": select(other.id).join(Account, Account.id == other.id),
    "join": select(Touchpoint.account_id).join(Account, Account.id == Touchpoint.account_id),
    "outer join": select(User.id).join(Account, Account.owner_id == User.id).outerjoin(Issue, Issue.id == Account.id),
    "aggregate": select(func.max(Touchpoint.account_id)).having(func.count() == 1),
    "group": select(Touchpoint.account_id).group_by(Touchpoint.account_id),
    "cte": select(counts.c.account_id),
    "join with a cte": select(Account.id).join(counts, counts.c.account_id == Account.id),
    "subquery": select(narrowed.c.account_id),
    "entity of a subquery": select(by_subquery.account_id),
    "exists": select(User.id).where(exists().where(Touchpoint.id == User.id)),
    "in": select(User.id).where(User.id.in_(select(Account.id))),
    "scalar subquery": select(latest.scalar_subquery()).select_from(Account),
    "union": select(Account.id).union(select(Touchpoint.account_id)),
    "lateral of people": select(Contact.account_id).join(Participant, Participant.contact_id == Contact.id),
    "window": select(Account.id, func.max(Account.id).over()),
    "a plain column of a model's table": select(Account.id, accounts.c.name),
    "a plain column first": select(accounts.c.id, Account.name),
}

REFUSED: dict[str, Callable[[Session], Any]] = {
    "text": lambda session: session.execute(text("SELECT id FROM accounts")),
    "text as an entity": lambda session: session.execute(
        select(Account).from_statement(text("SELECT * FROM accounts"))
    ),
    "Core": lambda session: session.execute(select(accounts.c.id)),
    "Core, one value": lambda session: session.scalar(select(func.count()).select_from(accounts)),
    "the connection": lambda session: session.connection().execute(select(accounts.c.id)),
    "the driver": lambda session: session.connection().exec_driver_sql("SELECT id FROM accounts"),
    "pandas": lambda session: pd.read_sql(text("SELECT id FROM accounts"), session.connection()),
    "a table beside a model": lambda session: session.execute(select(User.id, accounts.c.name)),
    "a table in a subquery": lambda session: session.execute(
        select(User.id).where(User.id.in_(select(accounts.c.owner_id)))
    ),
    "a join with a table": lambda session: session.execute(select(User.id).join(accounts, literal(True))),
    "the rows of a table": lambda session: session.execute(select(func.count(User.id)).select_from(accounts)),
    "a table under another name": lambda session: session.execute(select(User.id, touchpoints.alias().c.subject)),
    "a union with a table": lambda session: session.execute(select(User.id).union(select(accounts.c.id))),
    "the table beside another name of its model": lambda session: session.execute(select(other.id, accounts.c.name)),
    "the table of a model that is only compared with": lambda session: session.execute(
        select(User.id).select_from(accounts).where(Account.id == User.id)
    ),
    "the table of a model that only sorts": lambda session: session.execute(
        select(User.id).select_from(accounts).order_by(Account.id)
    ),
    "a condition in words": lambda session: session.execute(select(User.id).where(text("id IN (SELECT 1)"))),
    "a column in words": lambda session: session.execute(select(User.id, literal_column("(SELECT 1)"))),
    "a new row": lambda session: _flush(session, Account(id=77, name="New")),
}

WRITES = {
    "insert": insert(Account).values(id=77, name="New"),
    "update": update(Account).where(Account.id == OURS).values(name="Changed"),
    "delete": delete(Account).where(Account.id == OURS),
    "a person": update(User).values(role="administrator"),
}


def _flush(session: Session, row: Any) -> None:
    session.add(row)
    session.flush()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_question_is_narrowed(company: str, form: str) -> None:
    for name, opened in WALLS.items():
        with opened(viewer(OWNER)) as session:
            assert set(session.scalars(FORMS[form])) == {OURS}, name


@pytest.mark.parametrize("form", FORMS)
def test_an_executive_is_not_narrowed(company: str, form: str) -> None:
    with reading(viewer(EXECUTIVE)) as session, maintaining() as whole:
        assert set(session.scalars(FORMS[form])) == set(whole.scalars(FORMS[form]))


@pytest.mark.parametrize("way", REFUSED)
@pytest.mark.parametrize("person", [OWNER, EXECUTIVE])
def test_what_the_scope_cannot_narrow_is_refused(company: str, way: str, person: int) -> None:
    with reading(viewer(person)) as session, pytest.raises(UnscopedStatementError):
        REFUSED[way](session)


def test_tables_that_are_open_to_everybody_may_stand_beside_models(company: str) -> None:
    with reading(viewer(OWNER)) as session:
        assert session.scalars(select(users.c.id).join(Account, Account.owner_id == users.c.id)).all() == [OWNER]


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("person", [OWNER, EXECUTIVE])
def test_a_reading_session_cannot_write(company: str, write: str, person: int) -> None:
    for opened in (reading, database_alone):
        with opened(viewer(person)) as session, pytest.raises(DBAPIError):
            session.execute(WRITES[write])


def test_an_expired_row_is_read_again_within_the_scope(own_company: str) -> None:
    with reading(viewer(OWNER)) as session:
        account = session.get_one(Account, OURS)
        session.expire_all()
        assert account.name == f"name {OURS}"
        session.rollback()
        with maintaining() as system:
            system.get_one(Account, OURS).owner_id = OUTSIDER
        assert session.scalars(select(Account.id).where(Account.id == OURS)).all() == []


def test_a_session_sees_one_state_of_the_data_and_its_next_transaction_the_next(own_company: str) -> None:
    with reading(viewer(OWNER)) as session:
        assert session.scalar(select(Account.name)) == f"name {OURS}"
        session.commit()
        with maintaining() as system:
            system.get_one(Account, OURS).name = "Renamed"
        assert session.scalars(select(Account.name)).all() == ["Renamed"]


def test_what_the_system_does_is_undone_as_a_whole_when_it_fails(database: str) -> None:
    def interrupted() -> None:
        with maintaining() as session:
            _flush(session, Account(id=1, name="Never"))
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        interrupted()
    with maintaining() as session:
        assert session.get(Account, 1) is None
