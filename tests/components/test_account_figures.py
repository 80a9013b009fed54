"""The account's figures: known to plotly, small to send, with nothing of the data read as markup."""

import json
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest

from components.figures import kit
from components.figures.health_history import health_history_figure, history_sentence
from components.figures.timeline import Backdrop, timeline_figure
from components.figures.timeline_brush import timeline_brush_figure
from domain.annotation import Annotation, Chart
from domain.evidence import Kind
from domain.landmarks import Landmark
from domain.occurrence import Lane, Occurrence, Sign
from domain.period import Period
from domain.stretches import told_together
from domain.timeline import lanes_of, thread_marks, weekly_counts
from domain.vocabulary import Channel, Direction

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
            "thread": [number // 3 if number % 2 else -1 for number in range(count)],
            "sentiment": draw.uniform(-1, 1, count),
            "subject": [subject] * count,
        }
    )


def issue(number: int = 1, level: int = 1, days_ago: int = 29, until: date = DAY, label: str = "Outage") -> Occurrence:
    on = DAY - timedelta(days=days_ago)
    sign = Sign.OVERDUE if until == DAY else Sign.PLAIN
    return Occurrence(Kind.ISSUE, number, Lane.ISSUES, on, until, label, f"S{level}", sign, level)


def promise(number: int, sign: Sign = Sign.OPEN, label: str = "Roadmap") -> Occurrence:
    return Occurrence(Kind.PROMISE, number, Lane.PROMISES, DAY, DAY, label, "due", sign)


def scores(*values: float) -> pd.DataFrame:
    weeks = [DAY - timedelta(weeks=len(values) - 1 - place) for place in range(len(values))]
    return pd.DataFrame({"week_on": weeks, "score": values, "score_without_issues": values}, dtype=object).astype(
        {"score": float, "score_without_issues": float}
    )


def drawn(frame: pd.DataFrame, **more: Any) -> dict[str, Any]:
    marks = told_together(thread_marks(frame), YEAR)
    figure = timeline_figure(marks, lanes_of(frame), YEAR, DAY, Backdrop(**{"weeks": scores()} | more))
    return dict(json.loads(kit.checked(figure).to_json()))


@pytest.mark.parametrize("count", [0, 1, 500, 20_000])
def test_the_timeline_is_known_to_plotly_and_small_enough(count: int) -> None:
    everything: dict[str, Any] = {
        "records": [issue(1), issue(2, 4, 80, DAY - timedelta(days=60)), *map(promise, range(60), list(Sign) * 10)],
        "weeks": scores(70.0, 54.0),
        "trust": pd.Series([40.0, 41.0]),
        "models": [(DAY - timedelta(days=7), "Nexus <2>")],
        "landmarks": [Landmark(DAY, "Renewal"), Landmark(DAY + timedelta(days=9), "Notice", is_firm=False)],
    }
    assert len(json.dumps(drawn(touches(count), **everything))) < LARGEST


def test_each_mark_carries_the_touch_that_it_opens() -> None:
    found = [mark for trace in drawn(touches(40))["data"] for mark in trace.get("customdata", [])]
    assert sorted(found) == sorted(f"touch-{number}" for number in thread_marks(touches(40))["mark_id"])


def test_a_mark_for_many_touches_carries_the_days_to_look_closer_at() -> None:
    found = [mark for trace in drawn(touches(20_000))["data"] for mark in trace.get("customdata", [])]
    together = [mark for mark in found if mark.startswith("~")]
    assert together
    assert all(len(mark.strip("~").split("~")) == 2 for mark in together)


def test_a_record_carries_what_it_opens_and_lies_in_a_lane_of_its_own() -> None:
    figure = drawn(touches(1), records=[issue(3), promise(7)])
    found = [mark for trace in figure["data"] for mark in trace.get("customdata", [])]
    assert {"issue-3", "promise-7"} < set(found)
    assert figure["layout"]["yaxis"]["ticktext"][::-1][:2] == ["Issues", "Promises"]


def test_the_brush_shows_the_stretch_in_view_and_stays_small() -> None:
    whole = Period(DAY - timedelta(days=3_000), DAY)
    figure = timeline_brush_figure(weekly_counts(touches(20_000), whole), YEAR, whole)
    spec = json.loads(kit.checked(figure).to_json())
    assert spec["layout"]["shapes"][0]["x0"] == YEAR.first_on.isoformat()
    assert len(json.dumps(spec)) < 20_000
    assert sum(sum(trace["y"]) for trace in spec["data"]) == (~touches(20_000)["is_planned"]).sum()


def test_direction_is_the_shape_and_planned_is_hollow() -> None:
    frame = touches(3).assign(
        direction=["outbound", "inbound", "mutual"],
        is_planned=[False, False, True],
        is_automated=False,
        thread=-1,
    )
    symbols = [
        symbol for trace in drawn(frame)["data"] if "customdata" in trace for symbol in trace["marker"]["symbol"]
    ]
    assert sorted(symbols) == [7, 8, 102]


def test_an_older_and_a_worse_issue_is_darker_and_its_band_ends_today_while_it_is_open() -> None:
    def bands(level: int) -> list[dict[str, Any]]:
        shapes = drawn(touches(1), records=[issue(1, level, 40)])["layout"]["shapes"]
        return [shape for shape in shapes if shape["type"] == "rect"]

    severe, mild = bands(1), bands(3)
    darkness = [band["opacity"] for band in severe]
    assert darkness == sorted(darkness)
    assert len(set(darkness)) == 5
    assert all(one["opacity"] > other["opacity"] for one, other in zip(severe, mild, strict=True))
    assert severe[-1]["x1"] == (DAY + timedelta(days=1)).isoformat()
    assert [one["x1"] for one in severe[:-1]] == [other["x0"] for other in severe[1:]]


def test_a_change_of_the_health_model_is_marked_in_the_strip() -> None:
    figure = drawn(touches(1), weeks=scores(70.0, 54.0), models=[(DAY, "Nexus 2")])
    assert [note["text"] for note in figure["layout"]["annotations"] if "Nexus 2" in note["text"]]
    assert [shape for shape in figure["layout"]["shapes"] if shape.get("yref") == "y2 domain"]


def test_nothing_of_the_data_is_markup_in_the_timeline() -> None:
    timeline = drawn(touches(9, HOSTILE), records=[issue(label=HOSTILE), promise(1, label=HOSTILE)])
    spec = json.dumps(timeline, ensure_ascii=False)
    assert "&lt;b&gt;" in spec
    assert "<b>" not in spec
    assert "$y" not in spec


def test_what_people_explained_lies_behind_the_health_history_as_plain_text() -> None:
    notes = [Annotation(n, Chart.HEALTH, DAY - timedelta(days=9 + n), DAY, HOSTILE, 1, "Ada", 1) for n in range(6)]
    figure = kit.checked(health_history_figure(scores(70.0, 60.0, 54.0), notes=notes)).to_json()
    assert figure.count("&lt;b&gt;") == 4
    assert "<b>" not in figure


def test_health_history_draws_gaps_and_a_single_week() -> None:
    for weeks in (scores(70.0), scores(70.0, float("nan"), 54.0)):
        kit.checked(health_history_figure(weeks))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((), "Health is not known yet"),
        ((54.0,), "Health is 54; it was first known on 30\xa0Jun\xa02026"),
        ((56.9, 54.0), "Health stands about where it stood on 23\xa0Jun\xa02026, at 54"),
        ((78.0, 54.0), "Health fell from 78 to 54 since 23\xa0Jun\xa02026"),
        (
            (60.0, 49.0, 60.2),
            "Health stands about where it stood on 16\xa0Jun\xa02026, at 60; the lowest was 49 on 23\xa0Jun\xa02026",
        ),
    ],
)
def test_the_course_of_health_is_said_in_a_sentence(values: tuple[float, ...], sentence: str) -> None:
    assert history_sentence(scores(*values)) == sentence
