"""Bands: where they begin, and that one score and a column of scores agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bands import LOWER_BOUNDS, ORDER, band_of, bands_of, told_bands
from domain.vocabulary import Band


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (100.0, Band.HEALTHY), (80.0, Band.HEALTHY), (np.nextafter(80.0, 0), Band.STABLE), (60.0, Band.STABLE),
        (59.99, Band.WATCH), (40.0, Band.WATCH), (39.99, Band.AT_RISK), (0.0, Band.AT_RISK), (None, Band.UNKNOWN),
        (float("nan"), Band.UNKNOWN),
    ],
)  # fmt: skip
def test_a_band_begins_at_its_lower_bound(score: float | None, band: Band) -> None:
    assert band_of(score) is band


@given(st.lists(st.one_of(st.floats(0, 100), st.just(float("nan")), st.sampled_from([40.0, 60.0, 80.0]))))
def test_a_column_of_scores_gets_the_band_of_each(scores: list[float]) -> None:
    assert [ORDER[place] for place in bands_of(np.array(scores))] == [band_of(score) for score in scores]


def test_every_band_is_listed_once_best_first() -> None:
    assert set(ORDER) == set(Band)
    assert [band for band, _ in LOWER_BOUNDS] == list(ORDER[:-1])
    assert [lowest for _, lowest in LOWER_BOUNDS] == sorted((lowest for _, lowest in LOWER_BOUNDS), reverse=True)


def told(*scores: float) -> list[str]:
    """The bands told week by week, by their first letters: at risk is R, unknown a question mark."""
    letters = {Band.HEALTHY: "H", Band.STABLE: "S", Band.WATCH: "W", Band.AT_RISK: "R", Band.UNKNOWN: "?"}
    return [letters[ORDER[place]] for place in told_bands(np.array([scores]))[0]]


NAN = float("nan")


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((61, 59, 61, 59, 61, 59, 61), "SSSWWWW"),
        ((61, 59, 58, 57), "SSWW"),
        ((61, 30, 30), "SSR"),
        ((81, 59, 39), "HHW"),
        ((39, 59, 81), "RRW"),
        ((NAN, 61, 59), "?SS"),
        ((61, NAN, 59, 61), "S?WW"),
        ((59,), "W"),
        ((59, 61, 59, 61, 59), "WWWWW"),
    ],
)
def test_a_band_changes_when_two_refreshes_agree(scores: tuple[float, ...], expected: str) -> None:
    assert "".join(told(*scores)) == expected


@given(st.lists(st.floats(0, 100), min_size=2, max_size=30))
def test_the_band_told_is_one_of_the_last_weeks(scores: list[float]) -> None:
    places, of_score = told_bands(np.array([scores]))[0], bands_of(np.array(scores))
    for week in range(1, len(scores)):
        last = of_score[week - 1 : week + 1]
        assert last.min() <= places[week] <= last.max()


@given(st.lists(st.floats(0, 100), min_size=8, max_size=30))
def test_the_band_told_depends_on_the_last_weeks_alone(scores: list[float]) -> None:
    assert told(*scores)[-1] == told(*scores[-4:])[-1]


def test_no_account_and_no_week_give_nothing() -> None:
    assert told_bands(np.empty((0, 5))).shape == (0, 5)
    assert told_bands(np.empty((2, 0))).shape == (2, 0)
