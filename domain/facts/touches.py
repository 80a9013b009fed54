"""Facts about contact: how much, by whom, which way, how fast answered, in what tone, and when a QBR was held."""

import numpy as np

from domain.events import Surveys, Touches
from domain.facts.steps import days_since_latest
from domain.grid import Floats, Grid, place
from domain.policy import Policy
from domain.vocabulary import Channel, Direction, Initiative, Purpose

CHANNELS = tuple(Channel)
DIRECTIONS = tuple(Direction)
_OUTBOUND = DIRECTIONS.index(Direction.OUTBOUND)
_INBOUND = DIRECTIONS.index(Direction.INBOUND)
_PROACTIVE = tuple(Initiative).index(Initiative.PROACTIVE)
_REACTIVE = tuple(Initiative).index(Initiative.REACTIVE)
_QBR = tuple(Purpose).index(Purpose.QBR)


def touch_weights(touches: Touches, policy: Policy) -> Floats:
    """How much each touch counts: its channel's weight, a tenth of it where a machine sent it."""
    by_channel = np.array([policy.channel_weight[channel] for channel in CHANNELS])
    return by_channel[touches.channel] * np.where(touches.is_automated, policy.automated_share, 1.0)


def touch_facts(touches: Touches, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """Decayed sums of contact and of its parts; `qbr_days` since the last review."""
    placed = place(grid, size, touches.account, touches.at, touches.known_at)

    def total(chosen: np.ndarray, half_life: float, weight: Floats | float = 1.0) -> Floats:
        return placed.decayed_sum(np.where(chosen, weight, 0.0), half_life)

    human = ~touches.is_automated
    outbound, inbound = touches.direction == _OUTBOUND, touches.direction == _INBOUND
    answered = human & ~np.isnan(touches.response_seconds)
    reply = 100.0 / (1.0 + touches.response_seconds / 3600.0 / policy.reply_scale_hours)
    toned = ~np.isnan(touches.sentiment) & human
    weights = touch_weights(touches, policy)
    half_life, reply_life = policy.engagement_half_life_days, policy.reply_half_life_days
    tone_life = policy.tone_half_life_days
    qbr = (touches.purpose == _QBR) & human
    return {
        "touches": placed.decayed_sum(weights, half_life),
        # A touch of long ago still proves that touches are recorded here (a notice does not): it never decays.
        "was_touched": total(weights > 0, np.inf),
        "inbound": total(human & inbound, half_life),
        "outbound": total(human & outbound, half_life),
        "human": total(human, half_life),
        "automated": total(~human, half_life),
        "proactive": total(human & ~inbound & (touches.initiative == _PROACTIVE), half_life),
        "reactive": total(human & ~inbound & (touches.initiative == _REACTIVE), half_life),
        "replies": total(answered & outbound, reply_life, reply),
        "replies_n": total(answered & outbound, reply_life),
        "their_replies": total(answered & inbound, reply_life, reply),
        "their_replies_n": total(answered & inbound, reply_life),
        "tone": total(toned, tone_life, np.clip(50.0 + policy.tone_points * touches.sentiment, 0.0, 100.0)),
        "tone_n": total(toned, tone_life),
        "qbr_days": days_since_latest(grid, size, touches.account[qbr], touches.at[qbr], touches.known_at[qbr]),
    }


def survey_facts(surveys: Surveys, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """Decayed sums of answers (0-100) and of their number."""
    placed = place(grid, size, surveys.account, surveys.at, surveys.known_at)
    half_life = policy.survey_half_life_days
    return {
        "surveys": placed.decayed_sum(surveys.value, half_life),
        "surveys_n": placed.decayed_sum(np.ones(len(surveys.at)), half_life),
    }
