"""What a backtest found, in a sentence: also when the score tells nothing, and when a rival is better."""

from collections.abc import Mapping
from typing import Protocol

RIVAL_NAMES: Mapping[str, str] = {
    "recency": "recency alone",
    "logistic": "logistic regression",
    "boosting": "gradient boosting",
}
CHANCE = 0.5


class Told(Protocol):
    """What a sentence needs of a judgement."""

    @property
    def auc(self) -> float | None:
        """None where there was too little to say."""

    @property
    def auc_low(self) -> float | None:
        """Lower end of the interval."""

    @property
    def auc_high(self) -> float | None:
        """Upper end of the interval."""

    @property
    def n(self) -> int:
        """Samples."""

    @property
    def outcomes(self) -> int:
        """Accounts to which the outcome came."""


def verdict(score: Told, rivals: Mapping[str, Told], learned: int, least: int) -> str:
    """Say how the score did: whether it tells these outcomes at all, and beside the best rival.

    `learned`: accounts whose outcomes taught the rivals; `least`: below so many a rival is called poorly taught.
    """
    if not score.n:
        return (
            "Too few outcomes to say: no customer had a known score on any day whose window has closed. "
            "A score of the past needs a quarter of its inputs, and records that were known then (recorded_at)."
        )
    if score.auc is None or score.auc_low is None or score.auc_high is None:
        return f"Too few outcomes to say: {score.outcomes} of the {least} that a verdict needs."
    told = f"AUC {score.auc:.2f} ({score.auc_low:.2f} to {score.auc_high:.2f}, {score.outcomes} accounts)"
    if score.auc_high < CHANCE:
        words = f"The score misleads about these outcomes: {told}, worse than chance; {_beside(score.auc, rivals)}."
    elif score.auc_low <= CHANCE:
        words = f"The score does not tell these outcomes: {told}, which chance may give; {_beside(score.auc, rivals)}."
    else:
        words = f"The score tells these outcomes: {told}, {_beside(score.auc, rivals)}."
    return words + _caution(learned, least)


def best_rival(rivals: Mapping[str, Told]) -> tuple[str, float] | None:
    """Name and AUC of the rival that ranked best; None where none could be judged."""
    known = [(rival.auc, name) for name, rival in rivals.items() if rival.auc is not None]
    return (max(known)[1], max(known)[0]) if known else None


def _beside(auc: float, rivals: Mapping[str, Told]) -> str:
    best = best_rival(rivals)
    if best is None:
        return "without a rival to compare with"
    difference = round(auc, 2) - round(best[1], 2)
    words = "better than" if difference > 0 else "worse than" if difference < 0 else "as good as"
    return f"{words} the best rival, {RIVAL_NAMES[best[0]]} with {best[1]:.2f}"


def _caution(learned: int, least: int) -> str:
    if learned >= least:
        return ""
    if not learned:
        return " There were too few earlier outcomes to teach the rivals that learn."
    return f" Only {learned} earlier outcomes could teach the rivals."
