"""How much each indicator counts for an account: the model's weights, and those of its tier where they differ.

Everybody who needs a weight asks here: the score, its explanation, its main reason, the definitions and the pages.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from domain.facts import TIERS
from domain.grid import Floats, Ints
from domain.policy import Policy
from domain.vocabulary import Tier

NO_TIER = Tier.TACTICAL
"""An account without a tier counts as one of these, as in every norm of the policy."""


def weights_of(policy: Policy, tier: Tier | None) -> Mapping[str, float]:
    """The weight of each indicator for an account of that tier, by key."""
    return {**policy.weights, **policy.tier_weights.get(tier or NO_TIER, {})}


def weight(policy: Policy, key: str, tier: Tier | None) -> float:
    """The weight of one indicator for an account of that tier; 0 for one that the model leaves out."""
    return float(weights_of(policy, tier).get(key, 0.0))


def weights_by_account(policy: Policy, keys: Sequence[str], tiers: Ints) -> Floats:
    """The weights of these indicators: (indicators, accounts); `tiers`: positions in `TIERS`, -1 without one."""
    of_tier = np.array([[weight(policy, key, tier) for tier in TIERS] for key in keys]).reshape(len(keys), len(TIERS))
    return np.asarray(of_tier[:, np.where(tiers < 0, TIERS.index(NO_TIER), tiers)])


def is_weighed(policy: Policy, key: str) -> bool:
    """Whether the indicator counts for any account at all."""
    return any(weight(policy, key, tier) > 0 for tier in TIERS)


def tier_at(position: float) -> Tier | None:
    """The tier at that position of `TIERS`; None for a negative one."""
    return TIERS[int(position)] if position >= 0 else None
