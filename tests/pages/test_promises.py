"""The page of promises: what is late opens in its account; nobody sees others' promises."""

from datetime import timedelta

from domain.vocabulary import Role
from tests.builders import DAY, make_account, make_commitment
from tests.pages.test_account import OpenPage, make_full_account, shown, staffed

__all__ = ["staffed"]


def test_without_promises_the_page_says_so(staffed: int, open_page: OpenPage) -> None:
    assert "No promise of ours is on record here" in shown(open_page("promises")).replace("\\", "")


def test_promises_are_told_by_department_and_the_late_ones_listed(staffed: int, open_page: OpenPage) -> None:
    account = make_account(name="Kestrel", owner_id=staffed)
    for days in range(1, 7):
        due = DAY - timedelta(days=days)
        make_commitment(account, due_on=due, kept_on=due if days > 2 else None, made_on=due)
    app = open_page("promises")
    assert "We kept 67% of 6 promises on time" in shown(app).replace("\\", "").replace("\xa0", " ")
    assert app.get_by_key("chart_promises")
    assert app.dataframe[0].value["Account"].tolist() == ["Kestrel", "Kestrel"]
    assert app.dataframe[0].value["Late by"].tolist() == [2, 1]


def test_a_manager_sees_promises_of_their_own_accounts_only(staffed: int, open_page: OpenPage) -> None:
    foreign = make_account(name="Secret Ltd")
    make_commitment(foreign, due_on=DAY - timedelta(days=9))
    app = open_page("promises", role=Role.ACCOUNT_MANAGER)
    assert "No promise of ours is on record here" in shown(app).replace("\\", "")


def test_the_ledger_of_an_account_is_on_its_overview(staffed: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_full_account(staffed)))
    tables = [frame.value for frame in app.dataframe if "Promise" in frame.value]
    assert tables[0]["Promise"].tolist() == ["Mend Kestrel & Sons"]
    assert tables[0]["Late by"].tolist() == [1]
