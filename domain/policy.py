"""Every number that health is computed with, each with unit, reason and source: the health model in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from domain.vocabulary import Channel, Tier

K = TypeVar("K")
V = TypeVar("V")


def _fixed(values: dict[K, V]) -> Mapping[K, V]:
    return MappingProxyType(values)


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Weights, half-lives and thresholds. Ages and half-lives in days, readings and scores in points (0-100)."""

    name: str = "Nexus 1"

    weights: Mapping[str, float] = field(
        default_factory=lambda: _fixed(
            {"engagement_depth": 20.0, "responsiveness": 10.0, "satisfaction": 12.0, "adoption": 12.0, "service": 10.0}
        )
    )
    """Weight of each indicator; an unknown one shares out its weight. Our choice, from the families' importance."""

    least_completeness: float = 0.25
    """Below this share of known weights no score is told: too little is known (0-1)."""

    engagement_half_life_days: float = 90.0
    """A decayed count of touches predicts best with 90 to 270 days; the curve is flat between (measured)."""

    channel_weight: Mapping[Channel, float] = field(
        default_factory=lambda: _fixed(
            {
                Channel.MEETING: 3.0,
                Channel.VIDEO: 2.0,
                Channel.CALL: 2.0,
                Channel.EVENT: 2.0,
                Channel.EMAIL: 1.0,
                Channel.CHAT: 1.0,
                Channel.SUPPORT: 0.5,
                Channel.PORTAL: 0.5,
                Channel.SOCIAL: 0.5,
                Channel.NOTICE: 0.0,
            }
        )
    )
    """How much one touch counts: richer channels carry more of a relationship. Our choice."""

    automated_share: float = 0.1
    """An automated touch counts a tenth of a person's."""

    expected_touches_a_week: Mapping[Tier, float] = field(
        default_factory=lambda: _fixed({Tier.STRATEGIC: 4.0, Tier.KEY: 1.6, Tier.TACTICAL: 0.5})
    )
    """Weighted touches a week of a tier's accounts. Our choice; an account without tier counts as tactical."""

    engagement_at_norm: float = 70.0
    """The reading of an account that has just what its tier expects (points)."""
    engagement_steepness: float = 1.6
    """Slope of the logistic over log touches: half of the norm reads about 45, twice the norm about 87."""

    reply_half_life_days: float = 90.0
    reply_scale_hours: float = 11.0
    """A reply after this many hours reads 50: professional contacts answer in about 11 hours (Wuchty & Uzzi 2011)."""
    reply_prior: float = 62.0
    """What an account's replies are shrunk towards while there are few (points)."""
    shrinkage: float = 5.0
    """Strength of the prior, in observations."""

    survey_half_life_days: float = 180.0
    tone_half_life_days: float = 60.0
    survey_weight: float = 5.0
    """One survey answer counts as this many tones: it was asked for, and said outright."""
    satisfaction_prior: float = 65.0

    usage_window_weeks: int = 4
    usage_before_weeks: int = 12
    """The last 4 weeks are compared with the 12 before."""
    seats_used_at_best: float = 0.8
    """Share of seats in use at which adoption reads 100 before its trend."""
    usage_trend_points: float = 40.0
    """Points that a doubling of use adds, and a halving takes away."""

    severity_points: Mapping[int, float] = field(default_factory=lambda: _fixed({1: 40.0, 2: 20.0, 3: 8.0, 4: 3.0}))
    """Height of the shadow that an issue of each severity grows towards (points)."""
    shadow_half_life_days: float = 14.0
    """After this many days an open issue casts half of its full shadow."""
    recovery_half_life_days: float = 21.0
    """After it closes the shadow halves in this time, and never turns positive (de Matos et al. 2007)."""
    shadow_scale: float = 2.5
    """Points off the service reading for each point of shadow: an old issue of severity 1 takes all of it."""
    cap_severity_1: float = 49.0
    cap_severity_1_days: float = 3.0
    """While an issue of severity 1 is open for longer than 3 days the score is at most 49."""
    cap_severity_2: float = 69.0
    cap_severity_2_days: float = 14.0
    """While an issue of severity 2 is open for longer than 14 days the score is at most 69."""

    cadence_days: Mapping[Tier, int] = field(
        default_factory=lambda: _fixed({Tier.STRATEGIC: 14, Tier.KEY: 30, Tier.TACTICAL: 90})
    )
    """Longest acceptable gap between touches by a person (days)."""


POLICY = Policy()
