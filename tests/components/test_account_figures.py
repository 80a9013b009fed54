"""The account's figures: known to plotly, small to send, with nothing of the data read as markup."""

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from components.figures import kit
from components.figures.account_map import account_map_figure
from components.figures.health_history import health_history_figure, history_sentence
from components.figures.timeline import timeline_figure
from domain.account_map import Relation, Stakeholder, account_graph, most_important
from domain.landmarks import Landmark
from domain.map_layout import lay_out
from domain.timeline import Period, lanes_of, thread_marks, told_together
from domain.vocabulary import BuyingRole, Channel, Direction, RelationKind, Severity, Stance

DAY = date(2026, 6, 30)
YEAR = Period(DAY - timedelta(days=365), DAY + timedelta(days=60))
HOSTILE = "<b>x</b> $y$ &amp; 🚀 محمد"
LARGEST = 200_000
"""Bytes of JSON that a page may send."""


def touches(count: int, subject: str = "Subject of ordinary length, as people write them") -> pd.DataFrame:
    draw = np.random.default_rng(3)
    seconds = np.sort(draw.integers(0, 365 * 86_400, count))
    return pd.DataFrame(
        {
            "id": np.arange(count),
            "occurred_at": pd.Timestamp(YEAR.first_on, tz="UTC") + pd.to_timedelta(seconds, unit="s"),
            "channel": draw.choice([channel.value for channel in Channel], count),
            "direction": draw.choice([way.value for way in Direction], count),
            "is_automated": draw.random(count) < 0.2,
            "is_planned": draw.random(count) < 0.02,
            "thread_key": [f"t{number // 3}" if number % 2 else None for number in range(count)],
            "sentiment": draw.uniform(-1, 1, count),
            "subject": [subject] * count,
        }
    )


def issues(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {"title": "Outage", "severity": Severity.S1.value, "opened_at": "2026-06-01", "resolved_at": None}
    frame = pd.DataFrame([usual | row for row in rows], columns=list(usual))
    for column in ("opened_at", "resolved_at"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    return frame


def promises(*states: str, text: str = "Roadmap") -> pd.DataFrame:
    rows = [(text, True, DAY - timedelta(days=place), state) for place, state in enumerate(states)]
    return pd.DataFrame(rows, columns=["promise", "is_ours", "due_on", "state"])


def scores(*values: float) -> pd.DataFrame:
    weeks = [DAY - timedelta(weeks=len(values) - 1 - place) for place in range(len(values))]
    return pd.DataFrame({"week_on": weeks, "score": values, "score_without_issues": values}, dtype=object).astype(
        {"score": float, "score_without_issues": float}
    )


def drawn(frame: pd.DataFrame, **more: Any) -> dict[str, Any]:
    parts = {"issues": issues(), "promises": promises(), "scores": scores()} | more
    marks = told_together(thread_marks(frame), YEAR)
    figure = timeline_figure(marks, lanes_of(frame), YEAR, DAY, **parts)
    return dict(json.loads(kit.checked(figure).to_json()))


def stakeholder(number: int, **known: Any) -> Stakeholder:
    names = ("title", "department", "seniority", "buying_role", "stance", "influence", "assessed_on", "left_on")
    unknown: dict[str, Any] = dict.fromkeys(names)
    row: dict[str, Any] = {"contact_id": number, "name": f"Person {number}", "is_confirmed": True} | unknown | known
    return Stakeholder(**row)


NO_TIES = pd.DataFrame(columns=["user_id", "contact_id", "strength", "is_fading"])


@pytest.mark.parametrize("count", [0, 1, 500, 20_000])
def test_the_timeline_is_known_to_plotly_and_small_enough(count: int) -> None:
    everything = {
        "issues": issues({}, {"severity": "s4", "resolved_at": "2026-06-09"}),
        "promises": promises("open", "overdue", "kept", "late", "broken"),
        "scores": scores(70.0, 54.0),
        "landmarks": [Landmark(DAY, "Renewal"), Landmark(DAY + timedelta(days=9), "Notice", is_firm=False)],
    }
    assert len(json.dumps(drawn(touches(count), **everything))) < LARGEST


def test_each_mark_carries_the_touch_that_it_opens() -> None:
    found = [mark for trace in drawn(touches(40))["data"] for mark in trace.get("customdata", [])]
    assert sorted(found) == sorted(thread_marks(touches(40))["mark_id"])


def test_direction_is_the_shape_and_planned_is_hollow() -> None:
    frame = touches(3).assign(
        direction=["outbound", "inbound", "mutual"],
        is_planned=[False, False, True],
        is_automated=False,
        thread_key=None,
    )
    symbols = [
        symbol for trace in drawn(frame)["data"] if "customdata" in trace for symbol in trace["marker"]["symbol"]
    ]
    assert sorted(symbols) == [7, 8, 102]


def test_a_worse_issue_casts_a_darker_band_that_ends_today_while_it_is_open() -> None:
    figure = drawn(touches(1), issues=issues({"severity": "s1"}, {"severity": "s3"}))
    bands = [shape for shape in figure["layout"]["shapes"] if shape["type"] == "rect"]
    assert bands[0]["opacity"] > bands[1]["opacity"]
    assert bands[0]["x1"].startswith((DAY + timedelta(days=1)).isoformat())


def test_nothing_of_the_data_is_markup_in_any_figure() -> None:
    timeline = drawn(touches(9, HOSTILE), issues=issues({"title": HOSTILE}), promises=promises("open", text=HOSTILE))
    person = stakeholder(1, name=HOSTILE, title=HOSTILE, stance=Stance.CHAMPION)
    graph = account_graph([person], [], NO_TIES, {7: HOSTILE}, DAY, owner_id=7)
    account_map = json.loads(account_map_figure(graph, lay_out(graph)).to_json())
    for spec in (json.dumps(figure, ensure_ascii=False) for figure in (timeline, account_map)):
        assert "&lt;b&gt;" in spec
        assert "<b>" not in spec
        assert "$y" not in spec


def test_a_map_with_every_role_stance_and_line_is_known_to_plotly() -> None:
    people = [
        stakeholder(number, stance=stance, buying_role=role, left_on=DAY if number == 3 else None)
        for number, (stance, role) in enumerate(zip([*Stance, None] * 2, [*BuyingRole, None] * 2, strict=False))
    ]
    lines = [Relation(number, number + 1, kind, number % 2 == 0) for number, kind in enumerate(RelationKind)]
    ties = pd.DataFrame({"user_id": 7, "contact_id": [0, 1, 2], "strength": [9.0, 40.0, 80.0], "is_fading": False})
    graph = account_graph(people, lines, ties, {7: "Ada"}, DAY, owner_id=7)
    figure = kit.checked(account_map_figure(graph, lay_out(graph)))
    letters = {letter for trace in figure.data if trace.customdata is not None for letter in trace.text}
    assert letters == {"C", "S", "N", "K", "B", ""}


def test_a_map_of_five_hundred_shows_sixty_and_stays_small() -> None:
    people = [stakeholder(number, stance=list(Stance)[number % 5], title="Head of everything") for number in range(500)]
    graph = most_important(account_graph(people, [], NO_TIES, {}, DAY))
    assert len(account_map_figure(graph, lay_out(graph)).to_json()) < LARGEST


def test_health_history_draws_gaps_and_a_single_week() -> None:
    for weeks in (scores(70.0), scores(70.0, float("nan"), 54.0)):
        kit.checked(health_history_figure(weeks))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((), "Health is not known yet"),
        ((54.0,), "Health is 54; it was first known on 30\xa0Jun\xa02026"),
        ((78.0, 54.0), "Health fell from 78 to 54 since 23\xa0Jun\xa02026"),
        (
            (60.0, 49.0, 60.2),
            "Health stands where it stood on 16\xa0Jun\xa02026, at 60; the lowest was 49 on 23\xa0Jun\xa02026",
        ),
    ],
)
def test_the_course_of_health_is_said_in_a_sentence(values: tuple[float, ...], sentence: str) -> None:
    assert history_sentence(scores(*values)) == sentence
