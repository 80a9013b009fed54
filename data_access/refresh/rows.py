"""Assessments turned into the rows of the read models."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from data_access.runs import as_runs
from domain.bands import ORDER, told_bands
from domain.grid import Floats, Grid, Ints
from domain.policy import Policy
from domain.portfolio import NO_SUBSCRIPTION
from domain.scoring import Assessments, main_reasons

if TYPE_CHECKING:
    from data_access.refresh.computed import Computed


def snapshot_columns(
    ids: Sequence[int],
    grid: Grid,
    health: Assessments,
    bands: npt.NDArray[np.int8],
    arr: Ints,
    model_id: int,
    rows: list[int],
) -> dict[str, list[Any]]:
    """The columns of `health_snapshots`: a row an account and week, of `rows`, in which anything was known.

    `bands` (accounts, rows of the grid): positions in `ORDER`.
    """
    known = ((health.completeness > 0) | (arr != NO_SUBSCRIPTION))[:, rows]
    # By week and then by account, as the table lies.
    number, place = np.nonzero(known.T)
    told = place, np.array(rows, dtype=np.int64)[number]
    score, without, cents = health.score[told], health.score_without_issues[told], arr[told]
    return {
        "account_id": np.array(ids, dtype=np.int64)[place].tolist(),
        "week_on": np.array(grid.days, dtype=object)[told[1]].tolist(),
        "model_id": [model_id] * len(place),
        "score": _or_none(score, np.isnan(score)),
        "score_without_issues": _or_none(without, np.isnan(without)),
        "band": _BANDS[bands[told]].tolist(),
        "completeness": health.completeness[told].tolist(),
        "arr_cents": _or_none(cents, cents == NO_SUBSCRIPTION),
        "readings": row_bytes(health.readings[:, *told].T),
    }


_BANDS = np.array([band.value for band in ORDER], dtype=object)


def _or_none(values: "np.ndarray[Any, Any]", missing: "np.ndarray[Any, Any]") -> list[Any]:
    plain = values.astype(object)
    plain[missing] = None
    return list(plain)


def current_columns(
    ids: Sequence[int],
    days: tuple[date, ...],
    scores: Floats,
    found: "Computed",
    described: Mapping[str, list[Any]],
    policy: Policy,
) -> dict[str, list[Any]]:
    """The columns of `account_current`: a row an account, as of the last of `days`.

    `scores` (accounts, days) are the whole history; `described`: columns that say more.
    """
    positions = told_bands(scores)
    return {
        **described,
        "account_id": list(ids),
        "as_of_on": [days[-1]] * len(ids),
        "arr_cents": [None if cents == NO_SUBSCRIPTION else cents for cents in found.arr[:, -1].tolist()],
        "score": known(found.health.score[:, -1]),
        "score_without_issues": known(found.health.score_without_issues[:, -1]),
        "band": _BANDS[positions[:, -1]].tolist(),
        "band_since_on": [days[row] for row in _since(positions).tolist()],
        "completeness": found.health.completeness[:, -1].tolist(),
        "main_reason": main_reasons(found.health.readings[:, :, -1], found.facts, policy),
        "readings": row_bytes(found.health.readings[:, :, -1].T),
    }


def history_columns(ids: Sequence[int], scores: Floats, arr: Ints, contact: Ints) -> dict[str, list[Any]]:
    """The columns of `account_history`; `scores`, `arr` and `contact` (accounts, weeks): of all Sundays."""
    return {
        "account_id": list(ids),
        "weekly_scores": row_bytes(scores),
        "weekly_arr": as_runs(arr),
        "weekly_contact": row_bytes(contact, "<i4"),
    }


def row_bytes(rows: "np.ndarray[Any, Any]", kind: str = "<f8") -> list[memoryview]:
    """Each row as one value, where it lies."""
    plain = np.ascontiguousarray(rows, dtype=kind)
    data, width = plain.ravel().view(np.uint8).data, plain.shape[1] * plain.itemsize
    return [data[start : start + width] for start in range(0, len(data), width)]


def _since(positions: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """For each account the first row from which on the band has been what it is."""
    alike = np.flip(positions == positions[:, -1:], axis=1)
    return np.asarray(positions.shape[1] - np.where(alike.all(axis=1), positions.shape[1], np.argmin(alike, axis=1)))


def known(values: Floats) -> list[float | None]:
    """Numbers as a column of the database: None where NaN."""
    return [None if value != value else value for value in values.tolist()]
