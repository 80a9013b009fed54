"""Scores under other weights, from readings that are stored: no touchpoint is read again.

What an indicator reads does not depend on weights; neither does the cap that an old severe issue sets. So the score of
any stored week under other weights is the same weighted mean, capped in the same way.
"""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from domain.grid import Floats, Ints
from domain.policy import Policy
from domain.policy_document import only_weights_differ
from domain.scoring import known_share, model_indicators, weighted_mean
from domain.weights import weights_by_account


@dataclass(frozen=True, slots=True, eq=False)
class StoredReadings:
    """A row an account and day; columns (rows,), but `readings` (indicators, rows), 0-100, NaN unknown.

    `day` counts since 1970; `tier`: position in `TIERS`, -1 without one; `cap`: the most that the score may be;
    `arr_cents`: hundredths of the reporting currency, -1 without a subscription; `score` as it was told, NaN unknown.
    """

    keys: tuple[str, ...]
    account: Ints
    day: Ints
    tier: Ints
    readings: Floats
    cap: Floats
    arr_cents: Ints
    score: Floats

    def take(self, chosen: npt.NDArray[np.bool_]) -> "StoredReadings":
        """The chosen rows."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        taken = {name: values[..., chosen] for name, values in given.items() if name != "keys"}
        return StoredReadings(keys=self.keys, **taken)


def stored_together(parts: list[StoredReadings]) -> StoredReadings:
    """Several groups of rows as one; at least one is given, all of the same indicators."""
    names = [field.name for field in fields(StoredReadings) if field.name != "keys"]
    columns = {name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in names}
    return StoredReadings(keys=parts[0].keys, **columns)


def can_reweigh(in_force: Policy, candidate: Policy) -> bool:
    """Whether what is stored under the model in force is all that the candidate needs: only weights differ, and of
    indicators that are read already.
    """
    read = {rule.key for rule in model_indicators(in_force)}
    return only_weights_differ(in_force, candidate) and {rule.key for rule in model_indicators(candidate)} <= read


def scores_under(stored: StoredReadings, policy: Policy) -> Floats:
    """The score of each row under the policy's weights: (rows,); NaN where too little is known."""
    weights = weights_by_account(policy, stored.keys, stored.tier)
    readings = stored.readings[:, :, None]
    score = np.minimum(weighted_mean(readings, weights)[:, 0], stored.cap)
    return np.where(known_share(readings, weights)[:, 0] >= policy.least_completeness, score, np.nan)
