"""Samples whose truth is known, because it was planted."""

from typing import Any

import numpy as np

from domain.backtest.samples import NO_DAY, Samples

EVERY_DAYS = 28
LAST_DAY = 20 * EVERY_DAYS + 180


def planted(accounts: int = 200, times: int = 20, churned: float = 0.5, seed: int = 5, **given: Any) -> Samples:
    """Accounts sampled every four weeks until their outcome, which comes to a share of them on a random day.

    Score, recency and facts are noise, unless they are given as functions of the days that are left (infinite without
    an outcome).
    """
    draw = np.random.default_rng(seed)
    ends = np.where(draw.random(accounts) < churned, draw.integers(30, times * EVERY_DAYS, accounts), NO_DAY)
    account = np.repeat(np.arange(accounts), times)
    day = np.tile(np.arange(times) * EVERY_DAYS, accounts)
    there = day < ends[account]
    account, day = account[there], day[there]
    left = np.where(ends[account] == NO_DAY, np.inf, ends[account] - day)
    score = given.get("score", lambda _: draw.uniform(0, 100, len(account)))(left)
    facts = given.get("facts", lambda _: draw.normal(size=(len(account), 3)))(left)
    segments = np.array(["north", "south"], dtype=object)
    return Samples(
        account=account,
        day=day,
        score=score,
        recency_days=draw.uniform(0, 60, len(account)),
        facts=facts.astype(np.float32),
        outcome_day=ends[account],
        tier=np.array(["key"] * len(account), dtype=object),
        segment=segments[account % 2],
        completeness=np.where(np.isnan(score), 0.15, 0.6),
    )
