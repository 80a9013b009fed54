"""The context brief on the overview: it opens by its link, whatever is in the account."""

from datetime import timedelta

import pytest

from domain.vocabulary import Role
from tests.builders import DAY, at, make_account, make_commitment, make_issue, make_touchpoint
from tests.pages.test_account import HOSTILE, OpenPage, make_full_account, shown, staffed

__all__ = ["staffed"]


def links(app: object) -> str:
    return " ".join(str(part.proto.label) for part in app.get("page_link"))  # type: ignore[attr-defined]


def test_the_brief_says_what_is_open_and_leads_to_it(staffed: int, open_page: OpenPage) -> None:
    account = make_full_account(staffed)
    app = open_page("account", account=str(account), brief="1")
    told = links(app).replace("\\", "")
    assert "Say when “Mend Kestrel & Sons” will be done." in told
    assert "S2 “Outage of Kestrel & Sons”, open for 10 days." in told
    assert [part for part in app.get("page_link") if "record=issue" in part.proto.query_string]
    app.button(key="brief_close").click().run()
    assert "What the score is made of" in shown(app)


@pytest.mark.parametrize("what", ["nothing", "one touch", "ten issues", "all ahead", "hostile"])
def test_the_brief_opens_whatever_is_in_the_account(staffed: int, open_page: OpenPage, what: str) -> None:
    account = make_full_account(staffed, HOSTILE) if what == "hostile" else make_account(owner_id=staffed)
    if what == "one touch":
        make_touchpoint(account)
    if what == "ten issues":
        for _ in range(10):
            make_issue(account)
    if what == "all ahead":
        make_touchpoint(account, occurred_at=at(-30), recorded_at=at(1))
        make_issue(account, opened_at=at(-3), recorded_at=at(1))
        make_commitment(account, made_on=DAY, due_on=DAY + timedelta(days=40))
    app = open_page("account", account=str(account), brief="1")
    assert "Three points to raise" in shown(app)
    assert "<b>" not in links(app).replace("\\<b\\>", "")


def test_the_brief_of_a_foreign_account_is_not_told(staffed: int, open_page: OpenPage) -> None:
    app = open_page("account", role=Role.ACCOUNT_MANAGER, account=str(make_account(name="Secret Ltd")), brief="1")
    assert not app.get("page_link") or "Secret" not in links(app)
