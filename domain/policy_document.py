"""A policy as a document of plain values that JSON keeps exactly, and back again: nothing is guessed on the way."""

import math
import types
from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from domain.errors import NexusError
from domain.policy import Policy

ADDED_LATER: Mapping[str, Any] = {"tier_weights": {}}
"""What older documents do not say, and what they mean by that: models published before a value was thought of."""


class UnreadablePolicy(NexusError):  # noqa: N818 -- read as a state: "unreadable"
    """A document that is no policy; says what is wrong with it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"This health model cannot be read: {what}.", "Publish a health model anew on the model page.")


def policy_to_document(policy: Policy) -> dict[str, Any]:
    """Every value of the policy by name: numbers, words, and tables of them with words as keys."""
    return {field.name: _plain(getattr(policy, field.name)) for field in fields(Policy)}


def policy_from_document(document: Mapping[str, Any]) -> Policy:
    """The policy that `policy_to_document` made this of.

    Raises `UnreadablePolicy` for a value that is missing, that no policy has, or that is of another kind.
    """
    if not isinstance(document, Mapping):
        raise UnreadablePolicy("it is not a table of values")
    given = {**ADDED_LATER, **document}
    kinds = _kinds()
    if unknown := sorted(set(given) - set(kinds)):
        raise UnreadablePolicy(f"no health model has {', '.join(unknown)}")
    if missing := sorted(set(kinds) - set(given)):
        raise UnreadablePolicy(f"{', '.join(missing)} is missing")
    return Policy(**{name: _read(name, given[name], kind) for name, kind in kinds.items()})


def same_numbers(one: Policy, other: Policy) -> bool:
    """Whether two policies score alike: all but their names is equal."""
    first, second = policy_to_document(one), policy_to_document(other)
    return first | {"name": ""} == second | {"name": ""}


def only_weights_differ(one: Policy, other: Policy) -> bool:
    """Whether two policies read every indicator alike, and weigh them at most differently."""
    apart = {"name": "", "weights": {}, "tier_weights": {}}
    return policy_to_document(one) | apart == policy_to_document(other) | apart


@cache
def _kinds() -> Mapping[str, Any]:
    return get_type_hints(Policy)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_word(key): _plain(one) for key, one in value.items()}
    return value


def _word(key: Any) -> str:
    return str(key.value if isinstance(key, Enum) else key)


def _read(name: str, value: Any, kind: Any) -> Any:
    if get_origin(kind) is not None:
        if not isinstance(value, Mapping):
            raise UnreadablePolicy(f"{name} is not a table")
        key_kind, value_kind = get_args(kind)
        found = {_key(name, key, key_kind): _read(f"{name} {key}", one, value_kind) for key, one in value.items()}
        return types.MappingProxyType(found)
    if kind is str:
        if not isinstance(value, str) or not value.strip():
            raise UnreadablePolicy(f"{name} is not a word")
        return value
    return _number(name, value, kind)


def _number(name: str, value: Any, kind: type) -> Any:
    # A truth value is a number to Python, and no number to anybody else.
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise UnreadablePolicy(f"{name} is not a number")
    if kind is int and value != int(value):
        raise UnreadablePolicy(f"{name} is not a whole number")
    return kind(value)


def _key(name: str, key: Any, kind: Any) -> Any:
    try:
        return kind(key)
    except ValueError as error:
        raise UnreadablePolicy(f"{name} has no {key}") from error
