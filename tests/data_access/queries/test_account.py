"""The header of an account and its weekly health, as of the viewer's day."""

from datetime import timedelta

import numpy as np
import pytest

from data_access.queries.account import account_header, health_history
from data_access.queries.readings import reading_spreads, trust_levels
from domain.errors import NotFound
from domain.vocabulary import Band, Role
from tests.builders import (
    DAY,
    at,
    make_account,
    make_current,
    make_health_model,
    make_snapshot,
    make_touchpoint,
    make_user,
    make_workspace,
    sunday,
    viewer_for,
)
from tests.statements import counted_statements


def test_a_foreign_account_and_a_missing_one_look_the_same(database: str) -> None:
    owner, outsider = make_user(), make_user(name="Bo")
    account = make_account(owner_id=owner)
    messages = []
    for number in (account, 10**9):
        with pytest.raises(NotFound) as refused:
            account_header(viewer_for(outsider), number)
        messages.append((refused.value.message, refused.value.hint))
    assert messages[0] == messages[1]
    assert account_header(viewer_for(owner), account).name == "Kestrel & Sons"
    assert account_header(viewer_for(outsider, Role.EXECUTIVE), account).owner_name == "Ada Owner"


def test_an_account_with_nothing_in_it_has_a_header_of_unknowns(database: str) -> None:
    header = account_header(viewer_for(make_user(), Role.EXECUTIVE), make_account(tier=None))
    assert (header.score, header.score_change, header.arr_cents, header.last_touch_at) == (None, None, None, None)
    assert header.band is Band.UNKNOWN
    assert header.completeness == 0.0


def test_the_change_is_against_the_score_of_four_weeks_ago(database: str) -> None:
    account, model = make_account(), make_health_model()
    for weeks, score in ((6, 90.0), (4, 80.0), (1, 60.0)):
        make_snapshot(account, model, sunday(weeks), score)
    make_current(account, score=55.0, score_without_issues=78.0)
    header = account_header(viewer_for(make_user(), Role.EXECUTIVE), account)
    assert (header.score, header.score_without_issues, header.score_change) == (55.0, 78.0, -25.0)


def test_an_earlier_day_shows_the_score_of_that_day(database: str) -> None:
    account, model = make_account(), make_health_model()
    make_snapshot(account, model, sunday(6), 90.0, arr_cents=5_00)
    make_current(account, score=40.0, model_id=model)
    header = account_header(viewer_for(make_user(), Role.EXECUTIVE, DAY - timedelta(weeks=2)), account)
    assert (header.score, header.band, header.arr_cents) == (90.0, Band.HEALTHY, 5_00)
    assert header.health_on == sunday(6)


def test_the_last_touch_is_of_a_person_and_has_happened(database: str) -> None:
    account = make_account()
    make_touchpoint(account, occurred_at=at(9))
    make_touchpoint(account, occurred_at=at(2), is_automated=True)
    make_touchpoint(account, occurred_at=at(1), is_planned=True)
    make_touchpoint(account, occurred_at=at(-5))
    header = account_header(viewer_for(make_user(), Role.EXECUTIVE), account)
    assert header.last_touch_at == at(9)


def test_readings_are_decoded_by_the_model_that_wrote_them(database: str) -> None:
    account, model = make_account(), make_health_model()
    readings = np.array([61.0, np.nan], dtype="<f8").tobytes()
    make_snapshot(account, model, sunday(1), 61.0, readings=readings)
    history = health_history(viewer_for(make_user(), Role.EXECUTIVE), account)
    assert history.weeks["score"].tolist() == [61.0]
    assert history.readings["engagement_depth"].tolist() == [61.0]
    assert history.readings["service"].isna().all()


def test_the_history_ends_with_the_present_day_whatever_weekday_it_is(database: str) -> None:
    account, model = make_account(), make_health_model()
    then, now = (np.array(readings, "<f8").tobytes() for readings in ([61.0, 70.0], [50.0, np.nan]))
    make_snapshot(account, model, sunday(0), 61.0, readings=then)
    make_current(account, score=50.0, score_without_issues=52.0, arr_cents=7_00, model_id=model, readings=now)
    viewer = viewer_for(make_user(), Role.EXECUTIVE)
    with counted_statements() as counted:
        history = health_history(viewer, account)
    assert len(counted) == 1
    assert history.weeks["week_on"].tolist() == [sunday(0), DAY]
    columns = ["score", "score_without_issues", "band", "completeness", "arr_cents"]
    assert history.weeks[columns].iloc[-1].tolist() == [50.0, 52.0, "watch", 0.8, 7_00]
    assert history.readings["engagement_depth"].tolist() == [61.0, 50.0]
    earlier = health_history(viewer_for(viewer.user_id, Role.EXECUTIVE, DAY - timedelta(days=1)), account)
    assert earlier.weeks["week_on"].tolist() == [sunday(0)]


def test_a_present_day_that_is_a_sunday_is_told_once(database: str) -> None:
    account, model = make_account(), make_health_model()
    make_snapshot(account, model, sunday(0), 61.0)
    make_current(account, score=61.0, as_of_on=sunday(0), model_id=model)
    history = health_history(viewer_for(make_user(), Role.EXECUTIVE), account)
    assert history.weeks["week_on"].tolist() == [sunday(0)]


def test_a_present_day_of_which_nothing_is_known_is_not_told(database: str) -> None:
    account, unknown = make_account(), {"score": None, "completeness": 0.0}
    make_current(account, arr_cents=None, model_id=make_health_model(), **unknown)
    viewer = viewer_for(make_user(), Role.EXECUTIVE)
    assert health_history(viewer, account).weeks.empty
    paying = make_account()
    make_current(paying, arr_cents=0, model_id=make_health_model(), **unknown)
    assert health_history(viewer, paying).weeks["arr_cents"].tolist() == [0]


def test_the_present_day_is_of_those_who_may_see_the_account(database: str) -> None:
    owner, outsider = make_user(), make_user(name="Otto Outsider")
    account = make_account(owner_id=owner)
    make_current(account, model_id=make_health_model(), readings=np.array([61.0, 70.0], "<f8").tobytes())
    assert len(health_history(viewer_for(owner), account).weeks) == 1
    assert health_history(viewer_for(outsider), account).weeks.empty
    assert trust_levels(viewer_for(outsider), (account,)) == {}
    assert reading_spreads(viewer_for(owner)).keys() == {"engagement_depth", "service"}
    assert reading_spreads(viewer_for(outsider)) == {}


def test_the_reporting_currency_comes_from_the_workspace(database: str) -> None:
    make_workspace(reporting_currency="CHF")
    assert account_header(viewer_for(make_user(), Role.EXECUTIVE), make_account()).currency == "CHF"
