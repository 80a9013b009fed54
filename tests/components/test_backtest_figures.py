"""The figures of the model page: plotly knows every property, and what cannot be said is left out."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components.backtest_sentences import rankings, tell_calls, tell_rivals
from components.figures import kit
from components.figures.base_rate import base_rate_figure
from components.figures.calibration import calibration_figure
from components.figures.reading_spread import reading_spread_figure
from components.figures.rival_auc import rival_auc_figure
from domain.backtest.evaluation import Backtest, evaluate
from domain.backtest.measures import CalibrationBin
from domain.spread import Spread
from tests.domain.backtest.planted import LAST_DAY, planted

NOTHING = Spread("adoption", 9, 0, None, None, None, None, None)
SOME = Spread("service", 9, 8, 10.0, 40.0, 55.0, 70.0, 100.0)


@pytest.fixture(scope="module")
def untaught() -> Backtest:
    """Judged on its last weeks alone: nothing could teach the rivals."""
    samples = planted(churned=0.9)
    return evaluate(samples.take(samples.day >= 17 * 28), 90, LAST_DAY)


def test_plotly_knows_every_property(untaught: Backtest) -> None:
    kit.checked(rival_auc_figure(rankings(untaught)))
    kit.checked(rival_auc_figure([]))
    kit.checked(calibration_figure([CalibrationBin(0.1, 0.2, 50), CalibrationBin(0.4, 0.3, 10)]))
    kit.checked(calibration_figure([]))
    kit.checked(base_rate_figure([date(2026, 1, 4)], [0.1], [None]))
    kit.checked(base_rate_figure([date(2026, 1, 4), date(2026, 2, 1)], [0.1, 0.0], [0.05, 0.1]))
    kit.checked(reading_spread_figure(["Adoption", "Service"], [NOTHING, SOME]))


def test_an_indicator_without_readings_is_not_drawn() -> None:
    drawn = reading_spread_figure(["Adoption", "Service"], [NOTHING, SOME]).to_dict()
    assert drawn["layout"]["yaxis"]["categoryarray"] == ["Service"]


def test_ours_stands_first_and_a_rival_that_was_not_taught_is_left_out(untaught: Backtest) -> None:
    assert [one.name for one in rankings(untaught)] == ["the score", "recency alone"]
    assert "recency alone" in tell_rivals(untaught).title


def test_what_the_band_called_is_told_in_counts(untaught: Backtest) -> None:
    called = untaught.confusion
    assert f"{called.called_and_came:,} of {called.called_and_came + called.missed:,}" in tell_calls(
        untaught
    ).title.replace("\u00a0", " ")


def _verdict() -> None:
    from dataclasses import replace
    from datetime import UTC, date, datetime

    from components.backtest import show_verdict
    from domain.backtest.document import BacktestReport
    from domain.backtest.evaluation import evaluate
    from tests.domain.backtest.planted import LAST_DAY, planted

    words = "The score tells these outcomes: AUC 0.81, better than chance. Nobody was called at risk."
    found = replace(evaluate(planted(accounts=20), 90, LAST_DAY), verdict=words)
    show_verdict(BacktestReport(datetime(2026, 6, 30, tzinfo=UTC), date(2026, 6, 29), "Nexus 1", "the records", found))


def test_the_headline_is_the_first_sentence_and_what_it_must_be_read_with_stands_below() -> None:
    app = AppTest.from_function(_verdict).run()
    assert not app.exception
    assert app.header[0].value.replace("\\", "") == "The score tells these outcomes: AUC 0.81, better than chance."
    assert app.markdown[0].value.replace("\\", "") == "Nobody was called at risk."
