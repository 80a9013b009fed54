"""The account's page: every tab opens whatever is in the account, and tells nothing to who may not see it."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from components.account_tabs import TABS
from data_access.models import AccountPlan, ContactRelation, Contract, Invoice, PlanGoal, Product, Subscription
from data_access.models import SubscriptionTerm as Term
from domain.vocabulary import InvoiceStatus, PlanStep, Progress, RelationKind, Role
from tests.builders import (
    DAY,
    LONG_AGO,
    add,
    at,
    make_account,
    make_assessment,
    make_commitment,
    make_contact,
    make_current,
    make_health_model,
    make_issue,
    make_snapshot,
    make_stakeholder,
    make_touchpoint,
    make_user,
    make_workspace,
    sunday,
)

OpenPage = Callable[..., AppTest]
HOSTILE = "مجموعة 🚀 <b>Bold</b> $x$ [link](https://evil.example) **strong** :smile:"


@pytest.fixture
def staffed(database: str) -> int:
    """A demo company that looks at DAY, with an executive and an account manager; the manager's id."""
    make_workspace(demo_day=DAY)
    make_user(name="Eva Executive", role=Role.EXECUTIVE)
    return make_user(name="Ada Owner", role=Role.ACCOUNT_MANAGER)


def make_full_account(owner: int, name: str = "Kestrel & Sons") -> int:
    """An account with something of everything."""
    account = make_account(name=name, owner_id=owner)
    mira, paul = make_contact(account, name=f"Mira {name}", title=name), make_contact(account, name="Paul")
    make_assessment(account, make_stakeholder(account, contact_id=mira))
    line = {"from_contact_id": paul, "to_contact_id": mira, "kind": RelationKind.REPORTS_TO}
    add(ContactRelation(account_id=account, recorded_at=LONG_AGO, is_confirmed=True, **line))
    people = ({"user_id": owner}, {"contact_id": mira})
    for days in (2, 3, 40):
        make_touchpoint(account, occurred_at=at(days), thread_key=f"t{days > 9}", subject=name, people=people)
    make_issue(account, title=f"Outage of {name}")
    make_commitment(account, promise=f"Mend {name}", due_on=DAY - timedelta(days=1))
    model = make_health_model()
    for weeks, score in ((8, 70.0), (4, 66.0)):
        make_snapshot(account, model, sunday(weeks), score)
    make_current(
        account, name=name, score=54.0, score_without_issues=78.0, main_reason=name, notice_on=DAY + timedelta(days=9),
        model_id=model,
    )  # fmt: skip
    term = {"starts_on": DAY - timedelta(days=300), "ends_on": DAY + timedelta(days=65)}
    add(Contract(account_id=account, name=name, notice_on=DAY + timedelta(days=9), recorded_at=LONG_AGO, **term))
    product = add(Product(name=f"Product {account}"))
    subscription = add(Subscription(account_id=account, product_id=product, currency="EUR", recorded_at=LONG_AGO))
    row = {"account_id": account, "subscription_id": subscription, "arr_cents": 120_000_00, "recorded_at": LONG_AGO}
    add(Term(**row, **term))
    bill = {"issued_on": DAY - timedelta(days=70), "due_on": DAY - timedelta(days=40), "amount_cents": 950_00}
    row = {"account_id": account, "number": "R-1", "status": InvoiceStatus.OPEN, "currency": "EUR"}
    add(Invoice(**row, **bill, recorded_at=LONG_AGO))
    plan = add(AccountPlan(account_id=account, edition=1, step=PlanStep.GOALS, recorded_at=LONG_AGO))
    goal = {"title": name, "start_value": 10.0, "current_value": 15.0, "target_value": 20.0, "set_on": DAY}
    add(PlanGoal(account_id=account, plan_id=plan, progress=Progress.ON_TRACK, recorded_at=LONG_AGO, **goal))
    return account


def shown(app: AppTest) -> str:
    return " ".join(str(part.value) for part in [*app.title, *app.subheader, *app.markdown, *app.caption, *app.text])


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_by_its_link(staffed: int, open_page: OpenPage, tab: str) -> None:
    app = open_page("account", account=str(make_full_account(staffed)), tab=tab)
    assert app.title[0].value == r"Kestrel \& Sons"
    words = {
        "overview": "What the score is made of", "timeline": "touches between people", "people": "One champion",
        "health": "Health fell from 70 to 54", "plan": "Plan 1, in goals", "commercials": "Overdue: €950",
    }  # fmt: skip
    assert words[tab] in shown(app).replace("\\", "").replace("\xa0", " ")
    charts = {"timeline": "chart_timeline", "people": "chart_account_map", "health": "chart_health_history"}
    assert not charts.get(tab) or app.get_by_key(charts[tab])


def test_the_header_tells_the_score_with_and_without_the_issue(staffed: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_full_account(staffed)))
    health, arr, notice, renewal, touch = app.metric
    assert "54" in health.value
    assert "Watch" in health.delta
    assert "Health 54; 78 without “Outage of Kestrel" in shown(app).replace("\\", "")
    assert (arr.value, notice.value) == ("€120\xa0k", ":red[9\xa0days]")
    assert (renewal.label, touch.label) == ("Renewal", "Last touch by a person")


def test_an_account_with_nothing_in_it_says_so_on_every_tab(staffed: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_account()))
    for tab in TABS:
        app.query_params["tab"] = tab
        app.run()
        assert not app.exception
        assert not app.get("plotly_chart")


def test_an_account_whose_every_date_lies_ahead_opens(staffed: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=staffed)
    make_touchpoint(account, occurred_at=at(-30), recorded_at=at(1))
    make_issue(account, opened_at=at(-3), recorded_at=at(1))
    make_commitment(account, made_on=DAY, due_on=DAY + timedelta(days=40))
    app = open_page("account", account=str(account), tab="timeline")
    assert "Nothing has happened yet; 1 planned" in shown(app)
    app.query_params["tab"] = "overview"
    assert not app.run().exception


def test_text_from_data_is_shown_as_it_is_on_every_tab(staffed: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(make_full_account(staffed, HOSTILE)))
    for tab in TABS:
        app.query_params["tab"] = tab
        app.run()
        assert not app.exception
        written = [str(part.value) for part in [*app.title, *app.subheader, *app.markdown, *app.caption]]
        assert not [text for text in written if "<b>" in text.replace("\\<b\\>", "") or "[link]" in text]
        for drawn in app.get("plotly_chart"):
            spec = json.dumps(json.loads(drawn.proto.spec), ensure_ascii=False)
            assert "<b>" not in spec
            assert "$x$" not in spec


def test_a_foreign_a_missing_and_a_senseless_account_look_the_same(staffed: int, open_page: OpenPage) -> None:
    foreign = make_account(name="Secret Ltd")
    said = set()
    for asked in (str(foreign), "999999", "abc", "", "9" * 40):
        app = open_page("account", role=Role.ACCOUNT_MANAGER, account=asked)
        assert "Secret" not in shown(app)
        said.add(shown(app))
    assert len(said) == 1
    assert "There is no such account" in said.pop().replace("\\", "")


def test_a_chosen_touch_shows_its_thread(staffed: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=staffed)
    make_touchpoint(account, occurred_at=at(4), thread_key="t", subject="First word", summary="Said **first**")
    last = make_touchpoint(account, occurred_at=at(2), thread_key="t", subject="Last word")
    app = open_page("account", account=str(account), tab="timeline", touch=str(last))
    assert "First word" in shown(app)
    assert "Said **first**" in [text.value for text in app.text]
    app.button(key="close_touch").click().run()
    assert "First word" not in shown(app)


def test_filters_come_from_the_link_and_say_when_nothing_is_left(staffed: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=staffed)
    make_touchpoint(account, subject="Roadmap")
    app = open_page("account", account=str(account), tab="timeline", words="roadmap", period="90 days")
    assert "1 touch between people" in shown(app)
    app = open_page("account", account=str(account), tab="timeline", words="nowhere")
    assert "No touchpoints match" in shown(app).replace("\\", "")


@pytest.mark.parametrize("what", ["one touch", "ten open issues"])
def test_an_account_with_little_or_much_trouble_opens_on_every_tab(
    staffed: int, open_page: OpenPage, what: str
) -> None:
    account = make_account(owner_id=staffed)
    if what == "one touch":
        make_touchpoint(account)
    else:
        for number in range(10):
            make_issue(account, title=f"Issue {number}", opened_at=at(number + 1))
    app = open_page("account", account=str(account))
    for tab in TABS:
        app.query_params["tab"] = tab
        app.run()
        assert not app.exception
        if tab == "timeline":
            words = "1 touch between people" if what == "one touch" else "Longest shadow: “Issue 9”, open"
            buttons = " ".join(str(button.label) for button in app.button)
            assert words in f"{shown(app)} {buttons}".replace("\\", "")


def test_an_earlier_day_shows_the_account_as_it_was_known(staffed: int, open_page: OpenPage) -> None:
    account = make_account(owner_id=staffed)
    make_issue(account, title="Outage", opened_at=at(40), resolved_at=at(10))
    make_commitment(account, made_on=DAY - timedelta(days=40), due_on=DAY - timedelta(days=25), kept_on=DAY)
    make_touchpoint(account, occurred_at=at(5), subject="Secret of later")
    then = str(DAY - timedelta(days=20))
    app = open_page("account", account=str(account), brief="1", as_of=then)
    told = " ".join(str(part.proto.label) for part in app.get("page_link")).replace("\\", "")
    assert "S2 “Outage”, open for 20 days." in told
    assert "“Send the roadmap”, due 5 Jun 2026, 5 days overdue." in told
    app.query_params["tab"] = "timeline"
    app.run()
    assert "Secret of later" not in str([drawn.proto.spec for drawn in app.get("plotly_chart")])
