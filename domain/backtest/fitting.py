"""Weights proposed from what happened: never negative, and held close to the present ones.

The chance of an outcome is taken as a logistic function of the points that each indicator takes from a hundred, each
with a weight of at least zero (scipy's L-BFGS-B). The present weights are a prior: a share is believed to be right
within about `BELIEF` of all weights, so that few outcomes move little. An unknown reading takes what the account's
known ones take on average, which is what sharing out its weight means. An account is sampled several times before its
outcome; samples count less for that, so that each outcome counts once.

The notice deadline tells *when* a customer decides, and notice given that they have. So the weight of that indicator
stays as it is: it explains beside the others what is due to the time of the year, and would otherwise take all weight,
for who is not up for renewal cannot leave. Samples after notice was given neither teach nor are judged here. What a fit
is worth is told out of sample, on the split by time and account that rivals are judged by.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from domain.backtest.comparison import both, judged_samples
from domain.backtest.judgement import Judgement
from domain.backtest.measures import Flags
from domain.backtest.samples import accounts_with
from domain.backtest.split import LEAST_OUTCOMES, split
from domain.grid import Floats, Ints
from domain.policy import Policy
from domain.reweighing import StoredReadings, scores_under

BELIEF = 0.05
"""Standard deviation of the prior on each indicator's share of all weights (0-1). Our choice."""
_NOTICE = "notice"
"""The indicator of when a decision falls, and whether it has fallen."""
_NO_BELIEF = 30.0
"""So wide that a first look is free to choose."""
_FIRST_SLOPE = 2.0
_LEAST_SLOPE = 0.1
"""Sums of the logistic's slopes: where the search begins, and below which nothing tells the outcomes."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Proposed weights, adding up to 100; None with too few outcomes.

    `before` and `after`: how the present weights and such proposals rank out of sample. `outcomes`: accounts with one;
    so many as are `needed` must have come early enough to learn from, and as many later ones to judge by.
    """

    weights: Mapping[str, float] | None
    before: Judgement | None
    after: Judgement | None
    outcomes: int
    needed: int = LEAST_OUTCOMES


def propose(
    stored: StoredReadings, outcome_day: Ints, policy: Policy, horizon_days: int, last_day: int, seed: int = 1
) -> Proposal:
    """Propose weights for `policy` from stored readings; weights that tiers have of their own stay as they are."""
    present = scores_under(stored, policy)
    known = ~np.isnan(present) & (stored.day + horizon_days <= last_day) & ~_announced(stored)
    rows, day = stored.take(known), outcome_day[known]
    samples = judged_samples(rows, day, present[known])
    came = samples.came_within(horizon_days)
    parts = split(samples, came, horizon_days, seed)
    outcomes = len(np.unique(rows.account[came]))
    if not parts.folds or parts.learned < LEAST_OUTCOMES:
        return Proposal(None, None, None, outcomes)
    after = np.full(len(came), np.nan)
    for fold in parts.folds:
        taught = fitted(rows.take(fold.learn), came[fold.learn], policy)
        after[fold.judge] = scores_under(rows.take(fold.judge), _with(policy, taught))
    judged = parts.judged
    told = both(rows.take(judged), day[judged], present[known][judged], after[judged], horizon_days, seed)
    return Proposal(_rounded(fitted(rows, came, policy)), told.before, told.after, outcomes)


def fitted(rows: StoredReadings, came: Flags, policy: Policy) -> dict[str, float]:
    """The weights that these samples and the present weights together speak for, adding up to 100."""
    keys = [key for key in rows.keys if policy.weights.get(key, 0.0) > 0]
    present = np.array([policy.weights[key] for key in keys])
    present /= present.sum()
    lost, learned = _lost(rows, keys, policy), np.array([key != _NOTICE for key in keys])
    if not learned.any():
        return {key: float(100.0 * one) for key, one in zip(keys, present, strict=True)}
    room = float(present[learned].sum())
    found = _bottom(lost[:, learned], lost[:, ~learned], came, rows.account, present[learned] / room)
    present[learned] = room * found
    return {key: float(100.0 * one) for key, one in zip(keys, present, strict=True)}


def _bottom(lost: Floats, beside: Floats, came: Flags, account: Ints, share: Floats) -> Floats:
    """The shares of all weights at which the cost is least; what is `beside` may explain, without being believed."""
    from scipy.optimize import minimize
    from threadpoolctl import threadpool_limits

    size = len(share)
    columns = np.hstack([lost, beside])
    target = np.concatenate([share, np.zeros(beside.shape[1])])
    once = accounts_with(account, came) / max(int(came.sum()), 1)
    rate = np.clip(came.mean(), 1e-6, 1 - 1e-6)
    start = np.concatenate([[np.log(rate / (1 - rate))], _FIRST_SLOPE * target])
    bounds = [(None, None), *[(0.0, None)] * len(target)]

    def slopes(scale: float, belief: float) -> Floats:
        wide = np.where(np.arange(len(target)) < size, belief, _NO_BELIEF)

        def cost(x: Floats) -> tuple[float, Floats]:
            error, told = _told(x[0] + columns @ x[1:], came)
            off, apart = once * (told - came), (x[1:] / scale - target) / wide
            gradient = np.concatenate([[off.sum()], columns.T @ off + apart / (scale * wide)])
            return float(once * error.sum() + 0.5 * apart @ apart), gradient

        return np.asarray(minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds).x[1 : size + 1])

    with threadpool_limits(limits=1):
        # How steep a score can be that is free to choose its weights: what a share of all weights is a share of.
        found = slopes(max(float(slopes(1.0, _NO_BELIEF).sum()), _LEAST_SLOPE), BELIEF)
    return found / found.sum() if found.sum() > 0 else share


def _announced(rows: StoredReadings) -> Flags:
    """Whether notice was given: what the indicator of that name reads 0 for."""
    if _NOTICE not in rows.keys:
        return np.zeros(len(rows.account), dtype=bool)
    return np.asarray(rows.readings[rows.keys.index(_NOTICE)] == 0.0)


def _told(x: Floats, came: Flags) -> tuple[Floats, Floats]:
    """Log loss of each sample, and the probability that the logistic gives it."""
    error = np.logaddexp(0.0, x) - x * came
    return error, np.exp(-np.logaddexp(0.0, -x))


def _lost(rows: StoredReadings, keys: list[str], policy: Policy) -> Floats:
    """What each indicator takes, as a share of a hundred: (samples, indicators)."""
    lost = 1.0 - rows.readings[[rows.keys.index(key) for key in keys]].T / 100.0
    uncapped = replace(rows, cap=np.full(len(rows.cap), 100.0))
    on_average = 1.0 - scores_under(uncapped, policy) / 100.0
    return np.where(np.isnan(lost), on_average[:, None], lost)


def _with(policy: Policy, weights: Mapping[str, float]) -> Policy:
    return replace(policy, weights=MappingProxyType(dict(weights)))


def _rounded(weights: Mapping[str, float]) -> Mapping[str, float]:
    return MappingProxyType({key: round(weight, 1) for key, weight in weights.items()})
