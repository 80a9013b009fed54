"""How an account is served by channel: how fast we answer against that channel's norm, and in what tone.

An account is served evenly if no channel lags its own norm while another keeps it: a client who writes by chat does not
know that e-mail is faster. Clock hours, as the norms are (`Policy.answer_norm_hours`).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from domain.period import Period, inside
from domain.policy import Policy
from domain.vocabulary import Channel, Direction

DAYS = 180
LEAST = 5
"""Below so many answers, or tones, a channel says nothing."""
COLDER = 0.25
"""A channel's tone is told if it lies so far below that of the others (-1 to 1)."""


@dataclass(frozen=True, slots=True)
class ChannelService:
    """Our answers by people in one channel: their median (hours), the norm, and the share within it (0-1).

    `tone`: mean of `tones` known sentiments; None below `LEAST`, as are median and share.
    """

    channel: Channel
    answers: int
    median_hours: float | None
    norm_hours: float
    within: float | None
    tones: int
    tone: float | None

    @property
    def ratio(self) -> float | None:
        """The median as a multiple of the norm; above 1 is slow."""
        return None if self.median_hours is None else self.median_hours / self.norm_hours


def channel_services(touches: pd.DataFrame, as_of: date, policy: Policy) -> list[ChannelService]:
    """Return each channel that people used in the last `DAYS` days, in the order of the vocabulary."""
    period = Period(as_of - timedelta(days=DAYS), as_of)
    human = ~touches["is_automated"].astype(bool) & ~touches["is_planned"].astype(bool)
    used = touches[inside(touches, period) & human]
    found = []
    for channel in Channel:
        rows = used[used["channel"] == channel]
        if len(rows):
            found.append(_service(channel, rows, policy.answer_norm_hours[channel]))
    return found


def _service(channel: Channel, rows: pd.DataFrame, norm: float) -> ChannelService:
    answers = rows["response_seconds"][rows["direction"] == Direction.OUTBOUND].to_numpy(dtype=float) / 3600
    answers = answers[~np.isnan(answers)]
    tones = rows["sentiment"].to_numpy(dtype=float)
    tones = tones[~np.isnan(tones)]
    told, toned = len(answers) >= LEAST, len(tones) >= LEAST
    return ChannelService(
        channel=channel,
        answers=len(answers),
        median_hours=float(np.median(answers)) if told else None,
        norm_hours=norm,
        within=float((answers <= norm).mean()) if told else None,
        tones=len(tones),
        tone=float(tones.mean()) if toned else None,
    )


def slowest(found: list[ChannelService]) -> ChannelService | None:
    """The channel that lags its norm the most; None where none is slow, or none has answers enough."""
    slow = [one for one in found if one.ratio is not None and one.ratio > 1]
    return max(slow, key=lambda one: one.ratio or 0.0) if slow else None


def coldest(found: list[ChannelService]) -> ChannelService | None:
    """The channel whose tone lies `COLDER` below that of all others together; None where there is none."""
    toned = [one for one in found if one.tone is not None]
    for one in sorted(toned, key=lambda one: one.tone or 0.0):
        others = [(other.tone or 0.0, other.tones) for other in toned if other is not one]
        number = sum(count for _, count in others)
        if number and (one.tone or 0.0) <= sum(tone * count for tone, count in others) / number - COLDER:
            return one
    return None
