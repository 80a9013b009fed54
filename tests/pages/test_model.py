"""The model page: who sees what, and an administrator's way from the form to a published model."""

from streamlit.testing.v1 import AppTest

from components.metrics import value_text
from data_access.queries.overview import overview
from domain.policy import POLICY
from domain.portfolio import Filters
from domain.vocabulary import Role
from tests.pages.conftest import OpenPage
from tests.pages.test_growth import viewer_of


def shown(app: AppTest) -> str:
    """Everything that the page says."""
    return " ".join(str(one.value) for one in (*app.header, *app.subheader, *app.caption))


def preview(app: AppTest) -> None:
    """Send the form as it is."""
    app.button(key="model_preview").click().run()
    assert not app.exception


def test_everybody_sees_which_model_is_in_force_and_nobody_else_may_change_it(
    demo_database: str, open_page: OpenPage
) -> None:
    for role in (Role.EXECUTIVE, Role.ACCOUNT_MANAGER):
        app = open_page("model", role)
        assert f"“{POLICY.name}” is in force and was from the beginning" in shown(app)
        assert not [one for one in app.toggle if one.key == "change"]
    app = open_page("model", Role.EXECUTIVE, change="true")
    assert not [one for one in app.button if one.key == "model_preview"]


def test_a_form_that_was_not_touched_changes_nothing(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("model", Role.ADMINISTRATOR, change="true")
    preview(app)
    assert "This is the model in force: nothing would change." in shown(app)
    assert not [one for one in app.button if one.key == "model_publish"]


def test_with_too_few_outcomes_no_weights_are_filled_in(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("model", Role.ADMINISTRATOR, change="true")
    app.button(key="model_fit").click().run()
    assert not app.exception
    assert "Too few outcomes to propose weights" in app.info[0].value


def test_an_earlier_day_shows_the_model(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("model", Role.ADMINISTRATOR, as_of="2026-08-01")
    assert f"“{POLICY.name}” is in force" in shown(app)


def test_the_key_figures_are_those_of_the_portfolios_page(demo_database: str, open_page: OpenPage) -> None:
    viewer = viewer_of(demo_database, Role.EXECUTIVE)
    told = {figure.label: figure for figure in overview(viewer, Filters()).kpis}
    frame = next(one.value for one in open_page("model").dataframe if "Definition" in one.value)
    defined = dict(zip(frame["Figure"], frame["Today"], strict=True))
    assert {label: defined.get(label) for label in told} == {
        label: value_text(figure, figure.value, "EUR") for label, figure in told.items()
    }
