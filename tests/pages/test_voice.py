"""The voice screen on the demo: sums against SQL, and forms only for who may change something."""

from collections import defaultdict

import pytest

from data_access.queries.voice import voice
from domain.portfolio import Filters
from domain.vocabulary import Role
from tests.builders import DAY, make_account, make_current, make_user, make_workspace
from tests.conftest import DEMO_DAY
from tests.oracles.portfolio_sql import scope
from tests.oracles.raw import opened
from tests.pages.conftest import OpenPage
from tests.pages.test_growth import viewer_of


@pytest.mark.parametrize("role", [Role.EXECUTIVE, Role.TEAM_LEAD, Role.ACCOUNT_MANAGER])
def test_the_sums_are_those_of_the_tables(demo_database: str, role: Role) -> None:
    viewer = viewer_of(demo_database, role)
    with opened(demo_database) as raw:
        rows = raw.rows(f"""
            SELECT DISTINCT coalesce(r.merged_into_id, r.id) AS request, a.account_id, coalesce(a.arr_cents, 0) AS arr
            FROM feature_request_askers k JOIN feature_requests r ON r.id = k.request_id
            JOIN account_current a ON a.account_id = k.account_id
            WHERE {scope(viewer)} AND k.asked_on <= '{DEMO_DAY}'""")
    slow: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        count, cents = slow[row["request"]]
        slow[row["request"]] = count + 1, cents + row["arr"]
    told = voice(viewer, Filters()).requests
    assert {
        int(number): (int(accounts), int(cents))
        for number, accounts, cents in zip(told["id"], told["accounts"], told["arr_cents"], strict=True)
    } == dict(slow)
    assert told["arr_cents"].tolist() == sorted(told["arr_cents"], reverse=True)


@pytest.mark.parametrize(("role", "may_change"), [(Role.EXECUTIVE, False), (Role.ACCOUNT_MANAGER, True)])
def test_only_who_may_change_something_is_offered_to(
    demo_database: str, open_page: OpenPage, role: Role, may_change: bool
) -> None:
    app = open_page("voice", role)
    assert [chart.proto.id.rsplit("-", 1)[-1] for chart in app.get("plotly_chart")] == ["chart_voice"]
    assert bool([one for one in app.selectbox if one.key == "merge_one"]) == may_change


def test_a_request_in_the_address_shows_who_asked_for_it(demo_database: str, open_page: OpenPage) -> None:
    viewer = viewer_of(demo_database, Role.EXECUTIVE)
    first = voice(viewer, Filters()).requests.iloc[0]
    app = open_page("voice", request=f"{first['title']} ({first['id']})")
    told = next(table.value for table in app.dataframe if "Quote" in table.value)
    assert set(told["Request"]) == {first["title"]}
    assert told["Account"].nunique() <= first["accounts"]


def test_a_book_without_any_request_says_what_to_import(database: str, open_page: OpenPage) -> None:
    make_workspace(demo_day=DAY)
    make_user(role=Role.EXECUTIVE)
    make_current(make_account())
    told = " ".join(part.value for part in open_page("voice").markdown)
    assert "request is on record" in told
    assert "match these filters" not in told
