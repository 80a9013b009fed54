"""What one health model says otherwise than another, a line each, for people."""

from collections.abc import Iterator

from domain.policy import Policy
from domain.policy_edit import number_lines, weight_lines


def differences(before: Policy, after: Policy) -> tuple[str, ...]:
    """Every weight and number that differs, as `Trust: weight 18 → 25`; nothing for models that score alike."""
    return (*_weights(before, after), *_numbers(before, after))


def _weights(before: Policy, after: Policy) -> Iterator[str]:
    was = {line.key: line for line in weight_lines(before)}
    for line in weight_lines(after):
        old = was[line.key]
        if old.weight != line.weight:
            yield f"{line.label}: weight {old.weight:g} → {line.weight:g}"
        for tier, weight in line.by_tier.items():
            if old.by_tier[tier] != weight:
                yield f"{line.label}, {tier} accounts: weight {_or_all(old.by_tier[tier])} → {_or_all(weight)}"


def _numbers(before: Policy, after: Policy) -> Iterator[str]:
    was = {(line.name, line.of): line.value for line in number_lines(before)}
    for line in number_lines(after):
        old = was.get((line.name, line.of))
        if old != line.value:
            yield f"{line.label} {'none' if old is None else f'{old:g}'} → {line.value:g}"


def _or_all(weight: float | None) -> str:
    return "as for all" if weight is None else f"{weight:g}"
