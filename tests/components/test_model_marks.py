"""Where another model began to count, on the charts of health and in their tables."""

from datetime import date, timedelta

import pandas as pd
import pytest

from components.figures import kit
from components.figures.health_history import health_history_figure
from components.figures.health_trend import health_trend_figure
from components.figures.model_marks import model_of_week
from components.figures.trust_level import trust_level_figure
from components.portfolio_sentences import twin_of_trend

WEEKS = [date(2026, 1, 4) + timedelta(weeks=week) for week in range(10)]
MARKS = ((date(2025, 6, 1), "Too early"), (date(2026, 1, 20), "Spring <b>"), (date(2026, 3, 8), "Last"))
HISTORY = pd.DataFrame({"week_on": WEEKS, "score": [60.0] * 10, "score_without_issues": [60.0] * 10})
TREND = pd.DataFrame(
    {"week_on": WEEKS, "health_by_arr": [60.0] * 10, "health_mean": [62.0] * 10, "accounts_known": [5] * 10}
)


@pytest.mark.parametrize(
    "drawn",
    [
        health_history_figure(HISTORY, models=MARKS),
        health_trend_figure(TREND, models=MARKS),
        trust_level_figure(WEEKS, HISTORY["score"], WEEKS[-1], models=MARKS),
    ],
)
def test_each_model_within_reach_has_a_line_and_its_name(drawn: object) -> None:
    layout = kit.checked(drawn).layout
    upright = {shape.x0 for shape in layout.shapes if shape.x0 == shape.x1}
    assert upright == {"2026-01-20", "2026-03-08"}
    names = [one.text for one in layout.annotations if "“" in one.text]
    assert names == ["“Spring &lt;b&gt;”", "“Last”"]


def test_without_another_model_nothing_is_marked() -> None:
    for drawn in (health_history_figure(HISTORY), health_trend_figure(TREND), health_trend_figure(TREND.head(0))):
        assert not [shape for shape in kit.checked(drawn).layout.shapes if shape.x0 == shape.x1]


def test_a_model_stands_beside_the_first_week_that_it_counts_in() -> None:
    assert model_of_week(MARKS[1:], WEEKS[:4]) == [None, None, None, "Spring <b>"]
    assert model_of_week(MARKS[1:], WEEKS[:4][::-1]) == ["Spring <b>", None, None, None]


def test_the_table_names_the_models_too() -> None:
    told = twin_of_trend(TREND, MARKS)
    assert told.loc[told["Week"] == date(2026, 1, 25), "Model from here"].tolist() == ["Spring <b>"]
    assert "Model from here" not in twin_of_trend(TREND).columns
