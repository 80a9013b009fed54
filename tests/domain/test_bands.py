"""Bands: where they begin, and that one score and a column of scores agree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bands import LOWER_BOUNDS, ORDER, band_of, bands_of
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
