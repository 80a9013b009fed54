"""The app from a person's side, without a browser: signing in, being somebody, being shut out."""

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from domain.vocabulary import Role
from shell.navigation import SCREENS, Screen
from tests.app_test import new_app
from tests.shell.conftest import change_user, change_workspace
from tests.shell.meridian import ANA, ODD_NAME

Open = Callable[[], AppTest]


def shown(app: AppTest) -> str:
    """Everything that can be read on the screen."""
    parts = [*app.title, *app.header, *app.subheader, *app.text, *app.markdown, *app.caption, *app.button]
    lines = (str(getattr(part, "value", None) or getattr(part, "label", "")) for part in parts)
    return "\n".join(lines).replace("\u00a0", " ")


def is_sign_in(app: AppTest) -> bool:
    """Whether this is the sign-in, whole and nothing else."""
    return [button.key for button in app.button] == [f"sign_in_{role}" for role in Role]


def sign_in(app: AppTest, role: Role) -> AppTest:
    """What a person does: open, choose, arrive."""
    app.run()
    app.button(key=f"sign_in_{role}").click().run()
    assert not app.exception
    return app


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.path)
def test_a_stranger_sees_the_sign_in_and_nothing_else(open_app: Open, screen: Screen) -> None:
    app = open_app()
    app.run()
    assert is_sign_in(app)
    # Streamlit's own way to a page, past the main script
    app.switch_page(f"pages/{screen.path}.py").run()
    assert is_sign_in(app)
    assert not app.exception


def test_the_sign_in_names_each_role_and_its_person(open_app: Open) -> None:
    app = open_app().run()
    assert [button.label for button in app.button] == ["Account manager", "Team lead", "Executive", "Administrator"]
    people = [text.value for text in app.text]
    assert people[1:] == ["Ana Novak", "Priya Raman", "Catherine O'Brien", ODD_NAME]


@pytest.mark.parametrize("role", Role)
def test_each_role_arrives_on_the_first_screen(open_app: Open, role: Role) -> None:
    app = sign_in(open_app(), role)
    assert not is_sign_in(app)
    assert [button.key for button in app.button].count("sign_out") == 1


def test_signing_out_brings_the_sign_in_back(open_app: Open) -> None:
    app = sign_in(open_app(), Role.EXECUTIVE)
    app.button(key="sign_out").click().run()
    assert is_sign_in(app)
    app.run()
    assert is_sign_in(app)


def test_a_person_who_was_made_inactive_is_out_at_the_next_click(open_app: Open) -> None:
    app = sign_in(open_app(), Role.ACCOUNT_MANAGER)
    change_user(ANA, is_active=False)
    app.run()
    assert is_sign_in(app)
    assert "Ana Novak" not in shown(app)


def test_a_new_role_counts_at_the_next_click(open_app: Open) -> None:
    app = sign_in(open_app(), Role.ACCOUNT_MANAGER)
    assert "Account manager · Northern Europe" in shown(app)
    change_user(ANA, role=Role.EXECUTIVE)
    app.run()
    assert "Executive · Northern Europe" in shown(app)


def test_the_demo_sign_in_is_closed_on_a_database_with_real_accounts(open_app: Open) -> None:
    app = sign_in(open_app(), Role.EXECUTIVE)
    change_workspace(is_demo=False)
    app.run()
    assert not app.button
    assert "real accounts" in shown(app)
    assert "Meridian" not in shown(app)


def test_a_day_in_the_address_is_looked_at_and_said(open_app: Open) -> None:
    app = sign_in(open_app(), Role.EXECUTIVE)
    app.query_params["as_of"] = "2026-03-03"
    app.run()
    assert "You are looking at 3 Mar 2026" in shown(app)
    app.button(key="back_to_today").click().run()
    assert "You are looking at" not in shown(app)
    assert "as_of" not in app.query_params


@pytest.mark.parametrize(("day", "said"), [("yesterday", "cannot be read"), ("2026-04-01", "not come yet")])
def test_a_day_that_is_none_is_said_plainly(open_app: Open, day: str, said: str) -> None:
    app = sign_in(open_app(), Role.EXECUTIVE)
    app.query_params["as_of"] = day
    app.run()
    assert said in shown(app)
    assert not app.exception


def test_choosing_a_day_puts_it_into_the_address(open_app: Open) -> None:
    app = sign_in(open_app(), Role.EXECUTIVE)
    app.date_input(key="as_of_day").set_value(date(2026, 2, 1)).run()
    assert app.query_params["as_of"] == "2026-02-01"
    assert "You are looking at 1 Feb 2026" in shown(app)


def test_the_day_comes_along_to_the_next_page(open_app: Open) -> None:
    app = sign_in(open_app(), Role.EXECUTIVE)
    app.query_params["as_of"] = "2026-03-03"
    app.run()
    app.query_params.clear()  # as the navigation does
    app.switch_page("pages/accounts.py").run()
    assert app.query_params["as_of"] == "2026-03-03"
    assert "You are looking at 3 Mar 2026" in shown(app)


def test_without_a_database_the_app_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    app = new_app(patience_seconds=30).run()
    assert "The database does not answer." in shown(app).replace("\\", "")
    assert not app.exception
