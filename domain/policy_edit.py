"""A health model as a form edits it: weights by indicator and tier, and every other number as a line of its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.definitions import policy_reasons
from domain.errors import NexusError
from domain.policy import Policy
from domain.policy_document import policy_from_document, policy_to_document
from domain.registry import indicators
from domain.vocabulary import Tier

_WEIGHTS = ("name", "weights", "tier_weights")


@dataclass(frozen=True, slots=True)
class WeightLine:
    """The weight of one indicator for all accounts, and for tiers where it differs (None: as for all)."""

    key: str
    label: str
    family: str
    weight: float
    by_tier: Mapping[Tier, float | None]


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number of the policy; `of`: the tier, channel, severity or seniority that it is about, or nothing."""

    name: str
    of: str
    value: float
    reason: str

    @property
    def label(self) -> str:
        """`Trust half life days`, `Channel weight: meeting`."""
        words = self.name.replace("_", " ").capitalize()
        return f"{words}: {self.of.replace('_', ' ')}" if self.of else words


def weight_lines(policy: Policy) -> tuple[WeightLine, ...]:
    """Every indicator there is, those of one family together, the heaviest family first."""
    lines = [
        WeightLine(
            rule.key,
            rule.label,
            str(rule.family),
            float(policy.weights.get(rule.key, 0.0)),
            {tier: policy.tier_weights.get(tier, {}).get(rule.key) for tier in Tier},
        )
        for rule in indicators()
    ]
    heft: dict[str, float] = {}
    for line in lines:
        heft[line.family] = heft.get(line.family, 0.0) + line.weight
    return tuple(sorted(lines, key=lambda line: (-heft[line.family], line.family, -line.weight, line.label)))


def number_lines(policy: Policy) -> tuple[NumberLine, ...]:
    """Every other number, in the order of the policy."""
    reasons, lines = policy_reasons(), []
    for name, value in policy_to_document(policy).items():
        if name in _WEIGHTS:
            continue
        reason = reasons.get(name, "")
        if isinstance(value, Mapping):
            lines += [NumberLine(name, of, one, reason) for of, one in value.items()]
        else:
            lines.append(NumberLine(name, "", value, reason))
    return tuple(lines)


def edited(
    policy: Policy, name: str, weights: Iterable[WeightLine], numbers: Iterable[tuple[str, str, float]]
) -> Policy:
    """The policy with these weights, and with these numbers (name, of what, value) in the place of its own.

    Raises `NexusError`, naming the number, for one that no model can be computed with.
    """
    document = policy_to_document(policy)
    lines = list(weights)
    document["name"] = name
    document["weights"] = {line.key: line.weight for line in lines if line.weight}
    document["tier_weights"] = {
        tier.value: {line.key: line.by_tier[tier] for line in lines if line.by_tier.get(tier) is not None}
        for tier in Tier
        if any(line.by_tier.get(tier) is not None for line in lines)
    }
    for number, of, value in numbers:
        if of:
            document[number] = {**document[number], of: value}
        else:
            document[number] = value
    changed = policy_from_document(document)
    refuse_impossible(changed)
    return changed


_ABOVE_ZERO = (
    "half_life_days", "_scale", "_weeks", "expected_", "shrinkage", "_steepness", "qbr_days", "invoice_worst",
    "_at_best",
)  # fmt: skip
_AT_MOST_ONE = ("_share", "least_completeness", "_share_at_best", "two_way_at_best", "seats_used_")
_AT_MOST_HUNDRED = ("cap_severity_1", "cap_severity_2", "engagement_at_norm", "warm_strength")
_IN_ORDER = (
    ("reply_slow", "reply_prompt"),
    ("satisfaction_worst", "satisfaction_best"),
    ("seats_used_at_worst", "seats_used_at_best"),
    ("sponsor_met_days", "sponsor_forgotten_days"),
)


def refuse_impossible(policy: Policy) -> None:
    """Raise `NexusError` for a policy that would divide by zero, turn a scale round, or weigh nothing."""
    known = {rule.key for rule in indicators()}
    for where, weights in (("", policy.weights), *((f" of {tier}", one) for tier, one in policy.tier_weights.items())):
        for key, weight in weights.items():
            _refuse(key not in known, f"There is no indicator {key}.")
            _refuse(weight < 0, f"The weight of {key.replace('_', ' ')}{where} is below zero.")
    for tier in Tier:
        total = sum({**policy.weights, **policy.tier_weights.get(tier, {})}.values())
        _refuse(total <= 0, f"Nothing is weighed for {tier} accounts.")
    for line in number_lines(policy):
        _refuse(line.value < 0, f"{line.label} is below zero.")
        _refuse(_is(line, _ABOVE_ZERO) and line.value == 0, f"{line.label} cannot be zero.")
        _refuse(_is(line, _AT_MOST_ONE) and line.value > 1, f"{line.label} is a share, at most 1.")
        _refuse(line.name in _AT_MOST_HUNDRED and line.value > 100, f"{line.label} is more than 100 points.")
    _refuse(not 0 < policy.engagement_at_norm < 100, "Engagement at norm must lie between 0 and 100.")
    for low, high in _IN_ORDER:
        words = f"{low.replace('_', ' ').capitalize()} must be less than {high.replace('_', ' ')}."
        _refuse(getattr(policy, low) >= getattr(policy, high), words)


def _is(line: NumberLine, parts: tuple[str, ...]) -> bool:
    return any(part in line.name for part in parts)


def _refuse(is_wrong: Any, words: str) -> None:
    if is_wrong:
        raise NexusError(words, "Nothing was changed.")
