"""Promises: the part of the service screen that an old link leads to, and the ledger of an account."""

from datetime import timedelta

from domain.vocabulary import Role
from tests.builders import DAY, make_account, make_commitment, make_current
from tests.pages.test_account import OpenPage, make_full_account, shown, staffed

__all__ = ["staffed"]


def test_without_promises_the_page_says_so(staffed: int, open_page: OpenPage) -> None:
    make_current(make_account(name="Kestrel"), name="Kestrel")
    assert "No promise of ours is on record here" in shown(open_page("service", part="Promises")).replace("\\", "")


def test_promises_are_told_by_department_and_the_late_ones_come_first(staffed: int, open_page: OpenPage) -> None:
    account = make_account(name="Kestrel", owner_id=staffed)
    make_current(account, name="Kestrel", owner_id=staffed)
    for days in range(1, 7):
        due = DAY - timedelta(days=days)
        make_commitment(account, due_on=due, kept_on=due if days > 2 else None, made_on=due)
    app = open_page("promises")
    assert "We kept 67% of 6 promises on time" in shown(app).replace("\\", "").replace("\xa0", " ")
    assert app.get_by_key("chart_promises")
    ledger = app.dataframe[0].value
    assert ledger["Account"].tolist() == ["Kestrel"] * 6
    assert ledger["Late by"].tolist()[:2] == [2, 1]
    assert ledger["State"].tolist() == ["overdue"] * 2 + ["kept"] * 4


def test_a_manager_sees_promises_of_their_own_accounts_only(staffed: int, open_page: OpenPage) -> None:
    foreign, mine = make_account(name="Secret Ltd"), make_account(name="Kestrel", owner_id=staffed)
    make_current(foreign, name="Secret Ltd")
    make_current(mine, name="Kestrel", owner_id=staffed)
    make_commitment(foreign, due_on=DAY - timedelta(days=9))
    app = open_page("service", role=Role.ACCOUNT_MANAGER, part="Promises")
    assert "No promise of ours is on record here" in shown(app).replace("\\", "")


def test_the_ledger_of_an_account_is_on_its_overview(staffed: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_full_account(staffed)))
    tables = [frame.value for frame in app.dataframe if "Promise" in frame.value]
    assert tables[0]["Promise"].tolist() == ["Mend Kestrel & Sons"]
    assert tables[0]["Late by"].tolist() == [1]
