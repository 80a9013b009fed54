"""The people tab: the picture in each layout, the person who is open, and what is changed there."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access.commands.account_map import set_boss
from data_access.models import AccountDomain
from data_access.queries.person import assessments
from data_access.queries.stakeholders import relations, stakeholders
from domain.map_places import LayoutKind
from domain.viewer import Viewer
from domain.vocabulary import Role, Stance
from tests.builders import (
    DAY,
    add,
    make_account,
    make_assessment,
    make_contact,
    make_stakeholder,
    make_touchpoint,
    make_user,
    make_workspace,
    viewer_for,
)

OpenPage = Callable[..., AppTest]
MANAGER = Role.ACCOUNT_MANAGER


@pytest.fixture
def owner(database: str) -> Viewer:
    make_workspace(demo_day=DAY)
    make_user(name="Eva Executive", role=Role.EXECUTIVE)
    return viewer_for(make_user(name="Ada Owner"))


@pytest.fixture
def account(owner: Viewer) -> int:
    """Mira, a champion who decides, and Paul; somebody of their domain who is no contact."""
    account = make_account(owner_id=owner.user_id)
    mira, paul = make_contact(account), make_contact(account, name="Paul", department="Finance")
    make_assessment(account, make_stakeholder(account, contact_id=mira), author_id=owner.user_id)
    add(AccountDomain(account_id=account, domain="kestrel.example"))
    people = ({"user_id": owner.user_id}, {"contact_id": mira}, {"address": "jo.ghost@kestrel.example"})
    for _ in range(3):
        make_touchpoint(account, people=people)
    set_boss(owner, "made", account, paul, mira, is_confirmed=False)
    return account


def words(app: AppTest) -> str:
    return " ".join(str(part.value) for part in [*app.subheader, *app.markdown, *app.caption])


@pytest.mark.parametrize("kind", list(LayoutKind))
def test_every_layout_opens_by_its_link(account: int, open_page: OpenPage, kind: LayoutKind) -> None:
    app = open_page("account", account=str(account), tab="people", map=kind.value)
    assert app.get("plotly_chart")
    assert "Map green" in words(app)
    assert app.session_state["map_control_map"] == kind
    assert "handed over: ready" in " ".join(part.label for part in app.expander)


def test_a_link_opens_a_person_with_their_history_and_what_would_go(account: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(account), tab="people", person="1", focus="1")
    assert "Mira Client" in words(app)
    assert "If this person left" in words(app)
    assert "Ada Owner" in words(app)
    assert not [button for button in app.button if button.key == "assess_save"]


@pytest.mark.parametrize(
    "link", [{"person": "999"}, {"person": "x"}, {"map": "x"}, {"department": "x"}, {"focus": "1"}]
)
def test_a_link_that_says_nothing_shows_the_map(account: int, open_page: OpenPage, link: dict[str, str]) -> None:
    app = open_page("account", account=str(account), tab="people", **link)
    assert "Map green" in words(app)


def test_a_stance_is_changed_on_the_map(owner: Viewer, account: int, open_page: OpenPage) -> None:
    app = open_page("account", MANAGER, account=str(account), tab="people", person="2")
    app.selectbox(key="assess_stance_2").set_value(Stance.BLOCKER)
    app.text_input(key="assess_note_2").set_value("Said so")
    next(button for button in app.button if button.label == "Save").click().run()
    assert not app.exception
    (past,) = assessments(owner, account, 2)
    assert (past.stance, past.note, past.author) == (Stance.BLOCKER, "Said so", "Ada Owner")
    assert "Blocker" in words(app)


def test_a_circle_is_refused_in_words(owner: Viewer, account: int, open_page: OpenPage) -> None:
    app = open_page("account", MANAGER, account=str(account), tab="people", person="1")
    app.selectbox(key="boss_1").set_value(2)
    [button for button in app.button if button.label == "Save"][1].click().run()
    assert "cannot report to Paul" in words(app).replace("\\", "")
    assert len(relations(owner, account)) == 1


def test_somebody_seen_in_touchpoints_is_added_in_one_click(owner: Viewer, account: int, open_page: OpenPage) -> None:
    app = open_page("account", MANAGER, account=str(account), tab="people")
    app.button(key="ghost_add_0").click().run()
    assert not app.exception
    assert [person.name for person in stakeholders(owner, account)] == ["Mira Client", "Paul", "Jo Ghost"]


def test_the_list_for_print_says_the_same_in_the_page_itself(account: int, open_page: OpenPage) -> None:
    app = open_page("account", account=str(account), tab="people", plain_list="true")
    rows = app.table[0].value
    assert [name.replace("\\", "") for name in rows.index] == ["Mira Client", "Paul"]
    assert rows["Stance"].iloc[0].replace("\\", "").startswith("◉ C Champion")
    assert "Ada Owner" in rows["Known by"].iloc[0]
