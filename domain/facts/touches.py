"""Facts about contact: how much, by whom, which way, how fast answered, in what tone, and when a QBR was held."""

import numpy as np

from domain.events import Flags, Surveys, Touches
from domain.facts.carried import Carried
from domain.grid import Floats, Grid, place
from domain.policy import Policy
from domain.vocabulary import Channel, Department, Direction, Initiative, Purpose

CHANNELS = tuple(Channel)
DIRECTIONS = tuple(Direction)
BY_CHANNEL = tuple(f"channel_{channel}" for channel in CHANNELS)
BY_DEPARTMENT = tuple(f"department_{department}" for department in Department)
"""Facts that count touches by channel, and those by people by our department."""
_OUTBOUND = DIRECTIONS.index(Direction.OUTBOUND)
_INBOUND = DIRECTIONS.index(Direction.INBOUND)
_PROACTIVE = tuple(Initiative).index(Initiative.PROACTIVE)
_REACTIVE = tuple(Initiative).index(Initiative.REACTIVE)
_QBR = tuple(Purpose).index(Purpose.QBR)


def touch_weights(touches: Touches, policy: Policy) -> Floats:
    """How much each touch counts: its channel's weight, a tenth of it where a machine sent it."""
    by_channel = np.array([policy.channel_weight[channel] for channel in CHANNELS])
    return by_channel[touches.channel] * np.where(touches.is_automated, policy.automated_share, 1.0)


def touch_facts(touches: Touches, size: int, grid: Grid, policy: Policy, carried: Carried) -> dict[str, Floats]:
    """Decayed sums of contact and of its parts; `qbr_days` since the last review."""

    placed = place(grid, size, touches.account, touches.at, touches.known_at)

    def total(name: str, chosen: Flags, weight: Floats, half_life: float) -> dict[str, Floats]:
        return {name: carried.decayed_sum(name, placed, np.where(chosen, weight, 0.0), half_life)}

    human = ~touches.is_automated
    outbound, inbound = touches.direction == _OUTBOUND, touches.direction == _INBOUND
    one = np.ones(len(touches.at))
    answered = human & ~np.isnan(touches.response_seconds)
    reply = 100.0 / (1.0 + touches.response_seconds / 3600.0 / policy.reply_scale_hours)
    toned = ~np.isnan(touches.sentiment) & human
    weights = touch_weights(touches, policy)
    half_life, reply_life = policy.engagement_half_life_days, policy.reply_half_life_days
    tone_life = policy.tone_half_life_days
    qbr = (touches.purpose == _QBR) & human
    return {
        **total("touches", np.ones_like(human), weights, half_life),
        # A touch of long ago still proves that touches are recorded here: it never decays to "unknown".
        **total("was_touched", weights > 0, one, np.inf),
        **total("inbound", human & inbound, one, half_life),
        **total("outbound", human & outbound, one, half_life),
        **total("human", human, one, half_life),
        **total("automated", ~human, one, half_life),
        **total("proactive", human & ~inbound & (touches.initiative == _PROACTIVE), one, half_life),
        **total("reactive", human & ~inbound & (touches.initiative == _REACTIVE), one, half_life),
        **carried.decayed_sums(BY_CHANNEL, placed, one, half_life, touches.channel),
        **carried.decayed_sums(BY_DEPARTMENT, placed, human.astype(float), half_life, touches.department),
        **total("replies", answered & outbound, reply, reply_life),
        **total("replies_n", answered & outbound, one, reply_life),
        **total("their_replies", answered & inbound, reply, reply_life),
        **total("their_replies_n", answered & inbound, one, reply_life),
        **total("tone", toned, np.clip(50.0 + policy.tone_points * touches.sentiment, 0.0, 100.0), tone_life),
        **total("tone_n", toned, one, tone_life),
        "qbr_days": carried.days_since_latest(
            "qbr_days", size, touches.account[qbr], touches.at[qbr], touches.known_at[qbr]
        ),
    }


def survey_facts(surveys: Surveys, size: int, grid: Grid, policy: Policy, carried: Carried) -> dict[str, Floats]:
    """Decayed sums of answers (0-100) and of their number."""
    placed = place(grid, size, surveys.account, surveys.at, surveys.known_at)
    half_life = policy.survey_half_life_days
    return {
        "surveys": carried.decayed_sum("surveys", placed, surveys.value, half_life),
        "surveys_n": carried.decayed_sum("surveys_n", placed, np.ones(len(surveys.at)), half_life),
    }
