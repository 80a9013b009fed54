"""Assessments turned into the rows of the read models."""

from datetime import date
from typing import Any

import numpy as np

from domain.bands import ORDER, bands_of
from domain.facts import Facts
from domain.grid import Grid, Ints
from domain.policy import Policy
from domain.portfolio import NO_SUBSCRIPTION
from domain.scoring import Assessments, fact_row, main_reason


def snapshot_columns(ids: list[int], grid: Grid, health: Assessments, arr: Ints, model_id: int) -> dict[str, list[Any]]:
    """The columns of `health_snapshots`: a row an account and week in which anything was known."""
    told = (health.completeness > 0) | (arr != NO_SUBSCRIPTION)
    place, week = np.nonzero(told)
    score, without, cents = health.score[told], health.score_without_issues[told], arr[told]
    readings = health.readings.transpose(1, 2, 0)[told].astype("<f8")
    width = readings.shape[1] * readings.itemsize
    data = readings.tobytes()
    return {
        "account_id": np.array(ids, dtype=np.int64)[place].tolist(),
        "week_on": np.array(grid.days, dtype=object)[week].tolist(),
        "model_id": [model_id] * len(place),
        "score": _or_none(score, np.isnan(score)),
        "score_without_issues": _or_none(without, np.isnan(without)),
        "band": _BANDS[bands_of(score)].tolist(),
        "completeness": health.completeness[told].tolist(),
        "arr_cents": _or_none(cents, cents == NO_SUBSCRIPTION),
        "readings": [data[start : start + width] for start in range(0, len(data), width)],
    }


_BANDS = np.array([band.value for band in ORDER], dtype=object)


def _or_none(values: "np.ndarray[Any, Any]", missing: "np.ndarray[Any, Any]") -> list[Any]:
    plain = values.astype(object)
    plain[missing] = None
    return list(plain)


def current_rows(
    ids: list[int],
    grid: Grid,
    facts: Facts,
    health: Assessments,
    arr: Ints,
    described: dict[int, dict[str, Any]],
    policy: Policy,
) -> list[dict[str, Any]]:
    """A row an account, as of the grid's last day."""
    positions = bands_of(health.score)
    scores = health.score.astype("<f8")
    rows = []
    for place, account_id in enumerate(ids):
        cents = int(arr[place, -1])
        rows.append(
            {
                **described[account_id],
                "account_id": account_id,
                "as_of_on": grid.days[-1],
                "arr_cents": None if cents == NO_SUBSCRIPTION else cents,
                "score": _number(health.score[place, -1]),
                "score_without_issues": _number(health.score_without_issues[place, -1]),
                "band": ORDER[positions[place, -1]],
                "band_since_on": _band_since(positions[place], grid.days),
                "completeness": float(health.completeness[place, -1]),
                "main_reason": main_reason(health.readings[:, place, -1], fact_row(facts, place, -1), policy),
                "weekly_scores": scores[place].tobytes(),
                "weekly_arr": arr[place].astype("<i8").tobytes(),
            }
        )
    return rows


def _band_since(positions: "np.ndarray[Any, Any]", days: tuple[date, ...]) -> date:
    """The first row from which on the band has been what it is."""
    different = np.flatnonzero(positions != positions[-1])
    return days[int(different[-1]) + 1] if len(different) else days[0]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
