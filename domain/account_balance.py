"""The balance of an account's touches: people against machines, what we begin against what we answer, how much at all.

Shares are those of `domain.contact_mix`, of touches that count half as much every 90 days: added up over accounts they
are the portfolio's. Norms are the policy's: those that the indicator of balance reads full at, and what an account of
that tier gets in a week.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from domain.contact_mix import share
from domain.grid import decay
from domain.period import Period, inside
from domain.policy import Policy
from domain.ties import end_of
from domain.vocabulary import Channel, Direction, Initiative, Tier

DAYS = 90
LEAST = 5
"""Below so many touches nothing is drawn."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Shares (0-1), None where too little is known; `weekly` are weighted touches a week.

    `touches` and `begun`: how many of all, and of ours by people, there were in the last `DAYS` days.
    """

    touches: int
    human: float | None
    human_norm: float
    begun: int
    proactive: float | None
    proactive_norm: float
    weekly: float
    weekly_norm: float


def account_balance(touches: pd.DataFrame, tier: Tier | None, as_of: date, policy: Policy) -> Balance:
    """Return the balance at the end of a day; an account without a tier is held against the tactical norm."""
    rows = touches[~touches["is_planned"].astype(bool)]
    age_days = (pd.Timestamp(end_of(as_of)) - rows["occurred_at"]).dt.total_seconds().to_numpy(dtype=float) / 86_400
    rows, age_days = rows[age_days > 0], age_days[age_days > 0]
    halved = decay(age_days, policy.engagement_half_life_days)
    automated = rows["is_automated"].to_numpy(dtype=bool)
    ours = ~automated & (rows["direction"] != Direction.INBOUND).to_numpy() & rows["initiative"].notna().to_numpy()
    proactive = ours & (rows["initiative"] == Initiative.PROACTIVE).to_numpy()
    recent = inside(rows, Period(as_of - timedelta(days=DAYS - 1), as_of)).to_numpy()
    weight = rows["channel"].astype(object).map({one.value: policy.channel_weight[one] for one in Channel})
    counted = weight.to_numpy(dtype=float) * np.where(automated, policy.automated_share, 1.0)
    return Balance(
        touches=int(recent.sum()),
        human=share(float(halved[~automated].sum()), float(halved[automated].sum())),
        human_norm=policy.human_share_at_best,
        begun=int((ours & recent).sum()),
        proactive=share(float(halved[proactive].sum()), float(halved[ours & ~proactive].sum())),
        proactive_norm=policy.proactive_share_at_best,
        weekly=float(counted[recent].sum()) / (DAYS / 7),
        weekly_norm=policy.expected_touches_a_week[tier or Tier.TACTICAL],
    )
