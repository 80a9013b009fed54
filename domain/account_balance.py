"""The balance of an account's touches: people against machines, what we begin against what we answer, how much at all.

Norms are the policy's: those that the indicator of balance reads full at, and what an account of that tier gets in a
week.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from domain.period import Period, inside
from domain.policy import Policy
from domain.vocabulary import Channel, Direction, Initiative, Tier

DAYS = 90
LEAST = 5
"""Below so many touches a share says nothing."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Shares (0-1) with the number that each rests on, None below `LEAST`; `weekly` are weighted touches a week."""

    touches: int
    human: float | None
    human_norm: float
    begun: int
    proactive: float | None
    proactive_norm: float
    weekly: float
    weekly_norm: float


def account_balance(touches: pd.DataFrame, tier: Tier | None, as_of: date, policy: Policy) -> Balance:
    """Return the balance of the last `DAYS` days; an account without a tier is held against the tactical norm."""
    happened = inside(touches, Period(as_of - timedelta(days=DAYS - 1), as_of)) & ~touches["is_planned"].astype(bool)
    rows = touches[happened]
    automated = rows["is_automated"].to_numpy(dtype=bool)
    ours = ~automated & (rows["direction"] != Direction.INBOUND).to_numpy() & rows["initiative"].notna().to_numpy()
    proactive = (rows["initiative"] == Initiative.PROACTIVE).to_numpy()[ours]
    weight = rows["channel"].astype(object).map({one.value: policy.channel_weight[one] for one in Channel})
    counted = weight.to_numpy(dtype=float) * np.where(automated, policy.automated_share, 1.0)
    return Balance(
        touches=len(rows),
        human=float((~automated).mean()) if len(rows) >= LEAST else None,
        human_norm=policy.human_share_at_best,
        begun=int(ours.sum()),
        proactive=float(proactive.mean()) if ours.sum() >= LEAST else None,
        proactive_norm=policy.proactive_share_at_best,
        weekly=float(counted.sum()) / (DAYS / 7),
        weekly_norm=policy.expected_touches_a_week[tier or Tier.TACTICAL],
    )
