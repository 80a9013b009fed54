"""Satisfaction: what they say when asked, and the tone of what they say unasked.

Anchoring and adjustment (Bolton 1998): a judgement moves from what was there before by what is new, so that a few
answers move it little and many decide it.
"""

import numpy as np

from domain.facts import Facts
from domain.grid import Floats
from domain.policy import Policy
from domain.registry import Family, Row, indicator


def sentence(row: Row, policy: Policy) -> str:
    """Say the surveys' mean where there is one, else the tone."""
    if row["surveys_n"] >= 0.5:
        return f"Their survey answers average {row['surveys'] / row['surveys_n']:.0f} of 100 of late."
    tone = row["tone"] / row["tone_n"] if row["tone_n"] > 0 else policy.satisfaction_prior
    word = "warm" if tone >= 60 else "cool" if tone < 45 else "neutral"
    return f"The tone of recent exchanges is {word}."


@indicator("satisfaction", "Satisfaction", Family.SATISFACTION, sentence)
def measure(facts: Facts, policy: Policy) -> Floats:
    """Decayed mean of survey answers (half-life 180 days, weight 5) and tone (60 days), shrunk towards 62.

    Surveys: NPS x 10, CSAT (x - 1) x 25; tone: 50 + 80 x sentiment. A mean of 45 reads 0, one of 72 reads 100. Unknown
    without either.
    """
    total = policy.survey_weight * facts.surveys + facts.tone
    count = policy.survey_weight * facts.surveys_n + facts.tone_n
    mean = (total + policy.shrinkage * policy.satisfaction_prior) / (count + policy.shrinkage)
    span = policy.satisfaction_best - policy.satisfaction_worst
    return np.where(count >= 0.5, np.clip(100.0 * (mean - policy.satisfaction_worst) / span, 0.0, 100.0), np.nan)
