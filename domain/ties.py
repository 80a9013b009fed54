"""How strong the tie between one of ours and one of theirs is, from what happened between them.

Formula, per touch that both took part in, with ages in days and `d(age, H) = 2^(-age/H)`:

    w   = sum of k * d(age, 60) / sqrt(people in the touch), k by channel, automated touches 0
    tie = (w_out + w_in) * (0.5 + 0.5 * r),  r = 2 * min(w_out, w_in) / (w_out + w_in)
    strength = 100 * (1 - exp(-tie / 6))

Sources: time since the last exchange, its frequency and reciprocity are the strongest predictors of tie strength
(Gilbert & Karahalios 2009; Raeder et al. 2011); weights and half-life are ours, as measured for the scoring guide.
A meeting, in which both speak, counts half for each direction. A planned touch counts nothing.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import Channel, Direction

HALF_LIFE_DAYS = 60.0
"""Measured best between 60 and 90 days."""
SCALE = 6.0
STRONG, WARM, NO_CONTACT = 60.0, 30.0, 5.0
"""Lower bounds of a strong and of a warm tie; below the last there is no contact worth the name (0-100)."""

CHANNEL_WEIGHT = MappingProxyType(
    {
        Channel.MEETING: 3.0,
        Channel.EVENT: 2.0,
        Channel.VIDEO: 2.0,
        Channel.CALL: 2.0,
        Channel.EMAIL: 1.0,
        Channel.CHAT: 1.0,
        Channel.SOCIAL: 1.0,
        Channel.PORTAL: 1.0,
        Channel.SUPPORT: 1.0,
        Channel.NOTICE: 0.0,
    }
)
"""How much a touch by each channel says about the people in it (our choice, meeting = 3 e-mails)."""

Floats = npt.NDArray[np.float64]

_COLUMNS = ["user_id", "contact_id", "strength", "peak", "is_fading", "touches", "last_at"]


def end_of(day: date) -> datetime:
    """The first instant (UTC) after `day`: what happened before it is known on that day."""
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def tie_strengths(parts: pd.DataFrame, as_of: date, *, by: Sequence[str] = ()) -> pd.DataFrame:
    """A row for each pair of one of ours and one of theirs that ever met; with `by`, in each group of these columns.

    `parts`: a row a participant, with `touchpoint_id`, `occurred_at` (UTC), `channel`, `direction`, `is_automated`,
    `is_planned`, `user_id` and `contact_id` (either may be missing: an address that nobody knows counts as a person).
    Returns `user_id`, `contact_id`, `strength` and its `peak` so far (0-100), `is_fading` (half of its peak or less),
    `touches`, `last_at`; strongest first, then by ids.
    """
    pairs = _touches_of_pairs(parts, as_of, by)
    if pairs.empty:
        return pd.DataFrame(columns=[*by, *_COLUMNS])
    pair = [*by, "user_id", "contact_id"]
    group = [pairs[column] for column in pair]
    # Growing weights make a running sum of the decayed one: w(t) = 2^(-t/H) * sum of k * 2^(t_i/H).
    outward = (pairs["weight"] * pairs["outward"]).groupby(group).cumsum().to_numpy()
    inward = (pairs["weight"] * (1.0 - pairs["outward"])).groupby(group).cumsum().to_numpy()
    at_touch = np.exp2(-pairs["days"].to_numpy() / HALF_LIFE_DAYS)
    pairs["peak"] = _strength(outward * at_touch, inward * at_touch)
    # The clock starts at as_of, so that the factor is 1 there.
    pairs["strength"] = _strength(outward, inward)
    ties = (
        pairs.groupby(pair)
        .agg(
            strength=("strength", "last"),
            peak=("peak", "max"),
            touches=("touchpoint_id", "nunique"),
            last_at=("occurred_at", "max"),
        )
        .reset_index()
    )
    ties["is_fading"] = (ties["strength"] <= ties["peak"] / 2) & (ties["peak"] >= WARM)
    return ties.sort_values(["strength", "user_id", "contact_id"], ascending=[False, True, True], ignore_index=True)[
        [*by, *_COLUMNS]
    ]


def _strength(outward: Floats, inward: Floats) -> Floats:
    # (out + in) * (0.5 + min / (out + in)), without dividing.
    tie = 0.5 * (outward + inward) + np.minimum(outward, inward)
    return np.asarray(100.0 * -np.expm1(-tie / SCALE))


def counted_touches(parts: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The rows of `parts` that count on a day, with `days` (before its end, negative) and `weight` of the touch."""
    end = pd.Timestamp(end_of(as_of))
    counted = parts[
        (parts["occurred_at"] < end) & ~parts["is_automated"].astype(bool) & ~parts["is_planned"].astype(bool)
    ]
    if counted.empty:
        return counted
    people = counted.groupby("touchpoint_id")["touchpoint_id"].transform("size")
    days = (counted["occurred_at"] - end).dt.total_seconds() / 86_400.0
    worth = counted["channel"].astype(str).map(dict(CHANNEL_WEIGHT)).astype(float)
    return counted.assign(days=days, weight=worth / np.sqrt(people) * np.exp2(days / HALF_LIFE_DAYS))


def _touches_of_pairs(parts: pd.DataFrame, as_of: date, by: Sequence[str]) -> pd.DataFrame:
    counted = counted_touches(parts, as_of)
    if counted.empty:
        return pd.DataFrame()
    outward = (
        counted["direction"].astype(str).map({Direction.OUTBOUND: 1.0, Direction.INBOUND: 0.0, Direction.MUTUAL: 0.5})
    )
    counted = counted.assign(outward=outward.astype(float))
    ours = counted[counted["user_id"].notna()].drop_duplicates(["touchpoint_id", "user_id"])
    theirs = counted.loc[counted["contact_id"].notna(), ["touchpoint_id", "contact_id"]].drop_duplicates()
    pairs = ours.drop(columns="contact_id").merge(theirs, on="touchpoint_id")
    pairs = pairs.astype({"user_id": "int64", "contact_id": "int64"})
    return pairs.sort_values([*by, "user_id", "contact_id", "occurred_at", "touchpoint_id"], ignore_index=True)
