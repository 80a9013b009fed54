"""Every number that health is computed with, each with unit, reason and source: the health model in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from domain.vocabulary import Channel, Seniority, Tier

K = TypeVar("K")
V = TypeVar("V")


def _fixed(values: dict[K, V]) -> Mapping[K, V]:
    return MappingProxyType(values)


_WEIGHTS = {
    # engagement depth 20
    "engagement_depth": 10.0,
    "breadth": 5.0,
    "two_way": 2.0,
    "balance": 2.0,
    "seniority": 1.0,
    # responsiveness 10
    "their_responsiveness": 7.0,
    "responsiveness": 3.0,
    # satisfaction 12, trust 18
    "satisfaction": 12.0,
    "trust": 18.0,
    # strategic alignment 12
    "stances": 5.0,
    "champion": 4.0,
    "goals": 1.0,
    "reviews": 1.0,
    "sponsor": 1.0,
    # adoption 12
    "seats": 9.0,
    "usage_trend": 3.0,
    # service 10
    "service": 10.0,
    # commercial 6
    "invoices": 3.0,
    "price_rise": 2.0,
    "notice": 1.0,
}


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Weights, half-lives and thresholds. Ages and half-lives in days, readings and scores in points (0-100)."""

    name: str = "Nexus 1"

    weights: Mapping[str, float] = field(default_factory=lambda: _fixed(_WEIGHTS))
    """Weight of each indicator, adding up to 100; an unknown one shares out its weight. Families as in the guide."""
    tier_weights: Mapping[Tier, Mapping[str, float]] = field(default_factory=lambda: _fixed({}))
    """Weights of a tier's accounts that differ from those above; the others stay. None differ as Nexus comes: what a
    tier expects is in the norms of each indicator, and no outcome has told us that a tier's weights should differ."""

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
        default_factory=lambda: _fixed({Tier.STRATEGIC: 6.0, Tier.KEY: 2.6, Tier.TACTICAL: 0.75})
    )
    """Weighted touches a week of a tier's accounts. Our choice; an account without tier counts as tactical."""

    engagement_at_norm: float = 60.0
    """The reading of an account that has just what its tier expects (points)."""
    engagement_steepness: float = 1.5
    """Slope of the logistic over log touches: half of the norm reads about 36, twice the norm about 80. A steeper one
    reads nearly 0 for most accounts of a book with less contact than ours, and tells them apart no more (measured)."""

    reply_half_life_days: float = 90.0
    reply_scale_hours: float = 11.0
    """A reply after this many hours reads 50: professional contacts answer in about 11 hours (Wuchty & Uzzi 2011)."""
    reply_slow: float = 53.0
    reply_prompt: float = 70.0
    """Means of replies that read 0 and 100: most accounts lie between, whatever the channel (points)."""
    reply_prior: float = 62.0
    """What an account's replies are shrunk towards while there are few (points)."""
    shrinkage: float = 5.0
    """Strength of the prior, in observations."""

    survey_half_life_days: float = 180.0
    tone_half_life_days: float = 60.0
    survey_weight: float = 5.0
    """One survey answer counts as this many tones: it was asked for, and said outright."""
    satisfaction_prior: float = 62.0
    satisfaction_worst: float = 45.0
    satisfaction_best: float = 72.0
    """Means of answers and tone that read 0 and 100 (points): few accounts lie outside."""
    tone_points: float = 80.0
    """A tone of 1 reads 50 + 80, at most 100: written tone is mild even where feelings are not."""

    usage_window_weeks: int = 4
    usage_before_weeks: int = 12
    """The last 4 weeks are compared with the 12 before."""
    seats_used_at_worst: float = 0.4
    seats_used_at_best: float = 0.75
    """Shares of seats in use at which they read 0 and 100 (0-1)."""
    usage_steady_points: float = 65.0
    usage_trend_points: float = 160.0
    """Steady use reads 65; growth by a tenth adds 22 points, a loss of a tenth takes 24."""

    severity_points: Mapping[int, float] = field(default_factory=lambda: _fixed({1: 40.0, 2: 20.0, 3: 8.0, 4: 3.0}))
    """Height of the shadow that an issue of each severity grows towards (points)."""
    shadow_half_life_days: float = 14.0
    """After this many days an open issue casts half of its full shadow."""
    recovery_half_life_days: float = 21.0
    """After it closes the shadow halves in this time, and never turns positive (de Matos et al. 2007)."""
    shadow_scale: float = 4.0
    """Points off the service reading for each point of shadow: an issue of severity 2, once old, takes most of it."""
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

    warm_strength: float = 30.0
    """From this strength on a contact counts as reached (0-100)."""
    strength_half_life_days: float = 60.0
    """Contact in the next 60 days is predicted best with 60 to 90 days (measured, AUC 0.81 to 0.88)."""
    expected_contacts: Mapping[Tier, float] = field(
        default_factory=lambda: _fixed({Tier.STRATEGIC: 12.0, Tier.KEY: 7.0, Tier.TACTICAL: 3.0})
    )
    """People whom a relationship should rest on: one who leaves must not take it along. Our choice."""
    seniority_points: Mapping[Seniority, float] = field(
        default_factory=lambda: _fixed(
            {
                Seniority.EXECUTIVE: 100.0,
                Seniority.VICE_PRESIDENT: 85.0,
                Seniority.DIRECTOR: 70.0,
                Seniority.MANAGER: 50.0,
                Seniority.STAFF: 30.0,
            }
        )
    )
    nobody_reached_points: float = 10.0
    """The reading of seniority while no tie is warm (points)."""
    two_way_at_best: float = 0.9
    """Balance of directions, 2 min(in, out)/(in + out), at which an exchange counts as fully mutual (0-1)."""
    least_exchanges: float = 2.0
    """Below so many decayed touches a share of them says nothing."""
    human_share_at_best: float = 0.6
    proactive_share_at_best: float = 0.5
    """Shares of touches by people, and of our touches that answered nothing, at which balance reads full (0-1)."""

    trust_half_life_days: float = 90.0
    loss_weight: float = 3.0
    """A withdrawal weighs three times its mirror: bad is stronger than good (Baumeister et al. 2001)."""
    promise_kept: float = 4.0
    promise_early: float = 5.0
    prompt_answer: float = 0.5
    insight: float = 2.0
    recognition: float = 1.5
    warm_exchange: float = 1.0
    """For an exchange of tone s: +1 s, or -3 |s|."""
    goal_reached: float = 4.0
    overdue_promise_points: float = 8.0
    """A promise overdue casts a shadow that grows to this (points of x)."""
    answer_norm_hours: Mapping[Channel, float] = field(
        default_factory=lambda: _fixed(
            {
                Channel.EMAIL: 24.0,
                Channel.CALL: 8.0,
                Channel.VIDEO: 24.0,
                Channel.MEETING: 72.0,
                Channel.CHAT: 4.0,
                Channel.SOCIAL: 24.0,
                Channel.PORTAL: 24.0,
                Channel.EVENT: 72.0,
                Channel.SUPPORT: 8.0,
                Channel.NOTICE: 24.0,
            }
        )
    )
    """An answer within this time keeps the channel's norm (hours). Our choice."""

    qbr_days: Mapping[Tier, int] = field(default_factory=lambda: _fixed({Tier.STRATEGIC: 100, Tier.KEY: 190}))
    """Longest time between business reviews (days); tactical accounts have none."""
    sponsor_met_days: float = 30.0
    sponsor_forgotten_days: float = 180.0
    """A sponsor met within 30 days reads 100, one not met for 180 days 0."""
    stance_points: float = 40.0
    """Points that each step of the mean stance adds or takes."""
    champion_silent_days: float = 30.0
    champion_gone_days: float = 180.0
    """A champion without a touch in 30 days is silent; one who left weighs for half a year."""
    champion_silent_points: float = 60.0
    no_champion_points: float = 30.0
    """The readings of a silent champion and of none; one who left reads 0 (points)."""
    goal_remembered_days: float = 365.0
    goal_least_expected: float = 0.05
    """A reached goal counts for a year; a new one is held against a twentieth of its way at least (days, 0-1)."""
    invoice_worst_days: float = 45.0
    """A bill so long overdue reads 0 (days)."""
    price_rise_ahead_days: float = 180.0
    price_rise_felt_days: float = 90.0
    """A price rise weighs from half a year before until three months after it takes effect."""
    price_rise_points: float = 20.0
    """The reading while it does (points)."""
    notice_window_days: float = 60.0
    notice_window_points: float = 40.0
    """While the notice deadline is so near, everything can still end (days, points)."""
    notice_remembered_days: float = 365.0
    """A notice that was given weighs for a year (days)."""


POLICY = Policy()
