"""Meeting mode on the demo: one message a screen, the filters kept, turned forward and back."""

import pytest
from streamlit.testing.v1 import AppTest

from components.headline import headline_sentence
from data_access.queries.overview import overview
from domain.portfolio import Filters
from domain.vocabulary import Role, Tier
from tests.builders import DAY, make_account, make_current, make_user, make_workspace
from tests.pages.conftest import OpenPage
from tests.pages.test_growth import viewer_of


def sentence(app: AppTest) -> str:
    return str(app.title[0].value).replace("\\", "")


def test_the_first_screen_tells_the_state_under_the_filters(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("meeting", tier="Key")
    shown = overview(viewer_of(demo_database, Role.EXECUTIVE), Filters(tiers=(Tier.KEY,)))
    assert sentence(app) == headline_sentence(shown.headline, shown.currency, shown.moved_since)
    assert "Key" in app.header[-1].value
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("asked", ["0", "99", "x", "-1"])
def test_a_screen_that_is_not_there_is_the_first(demo_database: str, open_page: OpenPage, asked: str) -> None:
    assert "1 of 7" in open_page("meeting", message=asked).header[-1].value


def test_every_screen_has_its_sentence_and_one_chart(demo_database: str, open_page: OpenPage) -> None:
    app = open_page("meeting")
    told = {sentence(app)}
    for number in range(2, 8):
        app.button(key="meeting_on").click().run()
        assert f"{number} of 7" in app.header[-1].value
        assert len(app.get("plotly_chart")) == 1
        assert app.get("plotly_chart")[0].proto.alt
        told.add(sentence(app))
    assert len(told) == 7
    assert app.button(key="meeting_on").disabled
    app.button(key="meeting_back").click().run()
    assert "6 of 7" in app.header[-1].value


def test_a_screen_about_movement_is_shown_only_where_something_moved(database: str, open_page: OpenPage) -> None:
    make_workspace(demo_day=DAY)
    make_user(role=Role.EXECUTIVE)
    make_current(make_account())
    app = open_page("meeting", message="2")
    assert "stands below 60 points" in sentence(app)
    assert not [card for card in open_page("portfolio").subheader if "No band" in card.value]
