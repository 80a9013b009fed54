"""From readings to the score: a weighted mean over what is known, capped by old severe issues, and its completeness."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Indicator, indicators
from domain.weights import is_weighed, weights_by_account


@dataclass(frozen=True, slots=True, eq=False)
class Assessments:
    """Health of a group of accounts: `readings` (indicators, accounts, rows); the others (accounts, rows).

    `score` and `score_without_issues` are NaN where less is known than the policy asks; completeness is 0-1.
    """

    readings: Floats
    score: Floats
    score_without_issues: Floats
    completeness: Floats


def model_indicators(policy: Policy) -> tuple[Indicator, ...]:
    """The indicators that the policy gives a weight for some tier, in their fixed order."""
    return tuple(rule for rule in indicators() if is_weighed(policy, rule.key))


def assess(facts: Facts, policy: Policy) -> Assessments:
    """Return readings, score, score without the issues' shadow, and completeness.

    Score: sum(w x)/sum(w) over known x; at most the policy's cap while a severe issue is old. Taking the issues away
    reads service and trust without their shadow and lifts the caps: it never lowers the score.
    """
    rules = model_indicators(policy)
    weights = weights_by_account(policy, [rule.key for rule in rules], facts.tier)
    readings = np.stack([rule.measure(facts, policy) for rule in rules])
    completeness = known_share(readings, weights)
    score = np.minimum(weighted_mean(readings, weights), cap(facts, policy))
    clear = replace(facts, shadow=np.zeros_like(facts.shadow))
    lifted = np.where(np.isnan(readings), np.nan, np.stack([rule.measure(clear, policy) for rule in rules]))
    enough = completeness >= policy.least_completeness
    return Assessments(
        readings=readings,
        score=np.where(enough, score, np.nan),
        score_without_issues=np.where(enough, np.fmax(weighted_mean(lifted, weights), score), np.nan),
        completeness=completeness,
    )


@dataclass(frozen=True, slots=True, eq=False)
class FactsOf(Mapping[str, float]):
    """The facts of one account on one row, by name."""

    facts: Facts
    account: int
    row: int

    def __getitem__(self, name: str) -> float:
        """One fact, NaN where unknown."""
        values = getattr(self.facts, name)
        return float(values[self.account] if name == "tier" else values[self.account, self.row])

    def __iter__(self) -> Iterator[str]:
        """The names of all facts."""
        return iter(Facts.__slots__)

    def __len__(self) -> int:
        """How many facts there are."""
        return len(Facts.__slots__)


def main_reasons(readings: Floats, facts: Facts, policy: Policy) -> list[str | None]:
    """Say, for each account, the one of its `readings` (indicators, accounts) that costs the most points.

    The readings are those of the last row of `facts`; None where nothing is known.
    """
    rules = model_indicators(policy)
    weights = weights_by_account(policy, [rule.key for rule in rules], facts.tier)
    lost = np.where(np.isnan(readings), -1.0, weights * (100.0 - readings))
    worst = np.argmax(lost, axis=0)
    is_told = np.take_along_axis(lost, worst[None, :], axis=0)[0] >= 0
    return [
        rules[rule].sentence(FactsOf(facts, account, -1), policy) if told else None
        for account, (rule, told) in enumerate(zip(worst.tolist(), is_told.tolist(), strict=True))
    ]


def known_share(readings: Floats, weights: Floats) -> Floats:
    """Completeness: the share of the weights whose reading is known, 0-1; shapes as in `weighted_mean`."""
    return _added(weights[:, :, None] * ~np.isnan(readings)) / _added(weights)[:, None]


def weighted_mean(readings: Floats, weights: Floats) -> Floats:
    """sum(w x)/sum(w) over what is known: readings (indicators, accounts, rows), weights (indicators, accounts).

    NaN where nothing is known that counts. Added one indicator after the other, so that the same account gives the
    same bits in whatever group and grid it is computed.
    """
    known = ~np.isnan(readings)
    shared = weights[:, :, None] * known
    with np.errstate(invalid="ignore", divide="ignore"):
        return _added(shared * np.where(known, readings, 0.0)) / _added(shared)


def _added(parts: Floats) -> Floats:
    """The sum over the first axis, one part after the other: numpy's own takes another order where they are single."""
    total = np.zeros(parts.shape[1:])
    for part in parts:
        total += part
    return total


def cap(facts: Facts, policy: Policy) -> Floats:
    """The most that the score may be at each row (points), 100 where no old severe issue holds it down."""
    return cap_of(facts.oldest_s1_days, facts.oldest_s2_days, policy)


def cap_of(oldest_s1_days: Floats, oldest_s2_days: Floats, policy: Policy) -> Floats:
    """The same from the ages of the oldest open issues of severity 1 and 2 (days, NaN without one)."""
    most = np.where(oldest_s2_days > policy.cap_severity_2_days, policy.cap_severity_2, 100.0)
    return np.where(oldest_s1_days > policy.cap_severity_1_days, policy.cap_severity_1, most)
