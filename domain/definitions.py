"""What every indicator is computed from, by which rule and with which numbers: read off the code, so that it is true.

The formula is the rule's docstring; inputs are the facts that the rule itself names, each with the rule by which it is
put together (`domain.facts.rules`); numbers are the policy's values that it or one of those facts takes; a number's
reason is what stands below it in the policy.
"""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from textwrap import dedent
from types import CodeType, FunctionType
from typing import Any

from domain.facts import Facts
from domain.facts.rules import SCORE_NUMBERS, fact_rule
from domain.policy import Policy
from domain.registry import Indicator, indicators
from domain.vocabulary import Tier
from domain.weights import weights_of

UNIT = "points, 0 to 100; unknown where its inputs are missing"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the policy: its name, its value and why it is what it is, in words."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that an indicator reads: its name, and how it is put together from records."""

    name: str
    rule: str


@dataclass(frozen=True, slots=True)
class Definition:
    """One indicator. `weight` as in the policy; `share`: of all weights, 0-1, before unknown ones share theirs out.

    `share_by_tier`: the same for accounts of each tier, where any tier has weights of its own; else empty.
    """

    key: str
    label: str
    family: str
    weight: float
    share: float
    share_by_tier: Mapping[Tier, float]
    formula: str
    reason: str
    inputs: tuple[Input, ...]
    numbers: tuple[Number, ...]


def indicator_definitions(policy: Policy) -> tuple[Definition, ...]:
    """Every indicator: those with a weight first, the heaviest first."""
    found = [_definition(rule, policy) for rule in indicators()]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.label)))


def _share(key: str, weights: Mapping[str, float]) -> float:
    return float(weights.get(key, 0.0)) / (sum(weights.values()) or 1.0)


def _definition(rule: Indicator, policy: Policy) -> Definition:
    module = sys.modules[rule.measure.__module__]
    named = set(_names_in(rule.measure, set()))
    facts = [one.name for one in fields(Facts) if one.name in named]
    numbers = named.union(*(fact_rule(name).numbers for name in facts))
    return Definition(
        key=rule.key,
        label=rule.label,
        family=str(rule.family),
        weight=float(policy.weights.get(rule.key, 0.0)),
        share=_share(rule.key, policy.weights),
        share_by_tier={tier: _share(rule.key, weights_of(policy, tier)) for tier in Tier if policy.tier_weights},
        formula=rule.definition,
        reason=_flat(module.__doc__),
        inputs=tuple(Input(_words(name), fact_rule(name).rule) for name in facts),
        numbers=_numbers(policy, numbers),
    )


def score_numbers(policy: Policy) -> tuple[Number, ...]:
    """The numbers that the score takes beside weights and readings."""
    return _numbers(policy, set(SCORE_NUMBERS))


def _numbers(policy: Policy, names: Set[str]) -> tuple[Number, ...]:
    return tuple(
        Number(_words(one.name), _value(getattr(policy, one.name)), policy_reasons().get(one.name, ""))
        for one in fields(Policy)
        if one.name in names
    )


def _names_in(function: Any, seen: set[Any]) -> Iterator[str]:
    """Every name that a function's code uses, and those that functions of its own module use for it."""
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    for name in _names_of(function.__code__):
        yield name
        helper = function.__globals__.get(name)
        if getattr(helper, "__module__", None) == function.__module__:
            yield from _names_in(helper, seen)


def _names_of(code: CodeType) -> Iterator[str]:
    """The names of a piece of code, and of what is nested in it, such as comprehensions."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_of(constant)


@cache
def policy_reasons() -> Mapping[str, str]:
    """For each number of the policy the text that stands below it."""
    body = ast.parse(dedent(inspect.getsource(Policy))).body[0]
    found: dict[str, str] = {}
    name = ""
    for statement in body.body if isinstance(body, ast.ClassDef) else ():
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            name = statement.target.id
        elif name and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            found[name] = _flat(str(statement.value.value))
            name = ""
    return found


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{_key(key)} {_value(one)}" for key, one in value.items())
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _key(key: Any) -> str:
    return f"{key}:" if isinstance(key, int) else _words(key.value if isinstance(key, Enum) else str(key))


def _words(name: str) -> str:
    return name.removesuffix("_n").replace("_", " ") + (" (number)" if name.endswith("_n") else "")


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())
