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


def snapshot_rows(ids: list[int], grid: Grid, health: Assessments, arr: Ints, model_id: int) -> list[dict[str, Any]]:
    """A row an account and week in which anything was known."""
    positions = bands_of(health.score)
    readings = np.ascontiguousarray(health.readings.transpose(1, 2, 0).astype("<f8"))
    rows = []
    for place, account_id in enumerate(ids):
        for week, day in enumerate(grid.days):
            cents = int(arr[place, week])
            if health.completeness[place, week] == 0 and cents == NO_SUBSCRIPTION:
                continue
            rows.append(
                {
                    "account_id": account_id,
                    "week_on": day,
                    "model_id": model_id,
                    "score": _number(health.score[place, week]),
                    "score_without_issues": _number(health.score_without_issues[place, week]),
                    "band": ORDER[positions[place, week]],
                    "completeness": float(health.completeness[place, week]),
                    "arr_cents": None if cents == NO_SUBSCRIPTION else cents,
                    "readings": readings[place, week].tobytes(),
                }
            )
    return rows


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
