"""What a backtest found, in sentences: also when the score tells nothing, and when a rival is better.

Noise must not pass for skill. So the score "tells" or "misleads" only where 99% of the draws of accounts lie on one
side of chance, and is better or worse than a rival only where 99% of the differences on the same draws are.
"""

from collections.abc import Mapping, Sequence

from domain.backtest.judgement import Judgement, Sure
from domain.backtest.measures import Bound, Confusion
from domain.backtest.split import LEAST_OUTCOMES

RIVAL_NAMES: Mapping[str, str] = {
    "recency": "recency alone",
    "logistic": "logistic regression",
    "boosting": "gradient boosting",
}
CHANCE = 0.5
HANDFUL = 5
"""With fewer samples called at risk, the bands have said nothing."""
WORTH_MEETING = 0.2
"""The share of the outcomes that a bound is worth naming for."""


def verdict(score: Judgement, rivals: Mapping[str, Judgement], sure: Sure | None, learned: int) -> str:
    """Say how the score did: whether it tells these outcomes at all, and beside the best rival.

    `sure`: None where there was too little to say; `learned`: accounts whose outcomes taught the rivals.
    """
    if not score.n:
        return (
            "Too few outcomes to say: no customer had a known score on any day whose window has closed. "
            "A score of the past needs a quarter of its inputs, and records that were known then (recorded_at)."
        )
    if score.outcomes < LEAST_OUTCOMES:
        return f"Too few outcomes to say: {score.outcomes} of the {LEAST_OUTCOMES} that a verdict needs."
    if sure is None or score.auc is None or score.auc_low is None or score.auc_high is None:
        return f"There is nothing to tell apart: nearly all of the {score.outcomes:,} accounts had the outcome."
    best = best_rival(rivals)
    figures = _figures(score.auc, score.auc_low, score.auc_high, *([best[1]] if best else []))
    told = f"AUC {figures[0]} ({figures[1]} to {figures[2]}, {score.outcomes:,} accounts)"
    other = (best[0], figures[3]) if best else None
    low, high = sure.score
    if low > CHANCE:
        return f"The score tells these outcomes: {told}, {_beside(other, sure)}.{_caution(learned)}"
    if high < CHANCE:
        words = f"The score misleads about these outcomes: {told}, worse than chance"
        return f"{words}{_others(rivals, other, sure, 'none of its rivals tells them')}.{_caution(learned)}"
    doubt = "" if score.auc_low <= CHANCE <= score.auc_high else ", of which less than 99% is sure"
    words = f"The score is no better than chance at these outcomes: {told}{doubt}"
    return f"{words}{_others(rivals, other, sure, 'neither are its rivals')}.{_caution(learned)}"


def best_rival(rivals: Mapping[str, Judgement]) -> tuple[str, float] | None:
    """Name and AUC of the rival that ranked best; None where none could be judged."""
    known = [(rival.auc, name) for name, rival in rivals.items() if rival.auc is not None]
    return (max(known)[1], max(known)[0]) if known else None


def bands_caution(at_risk: Confusion, by_bound: Sequence[Bound]) -> str:
    """Say so where next to nobody was called at risk, and which bound would have met a fifth of the outcomes."""
    called = at_risk.called_and_came + at_risk.called_in_vain
    if called >= HANDFUL:
        return ""
    who = f"Only {called} samples were" if called > 1 else "Only one sample was" if called else "Nobody was"
    words = f"{who} called at risk: on these facts the bands say little"
    enough = (one for one in by_bound if (one.confusion.recall or 0.0) >= WORTH_MEETING)
    better = next(enough, None)
    if better is None:
        return f"{words}."
    calls = better.confusion.called_and_came + better.confusion.called_in_vain
    quiet = better.confusion.missed + better.confusion.rightly_quiet
    return (
        f"{words}; a bound of {better.below:.0f} would have met {better.confusion.recall:.0%} of the outcomes, "
        f"by calling {calls / (calls + quiet):.0%} of all samples."
    )


def _beside(best: tuple[str, str] | None, sure: Sure) -> str:
    if best is None:
        return "without a rival to compare with"
    low, high = sure.ahead.get(best[0], (0.0, 0.0))
    words = "better than" if low > 0 else "worse than" if high < 0 else "about as good as"
    return f"{words} the best rival, {RIVAL_NAMES[best[0]]} with {best[1]}"


def _others(rivals: Mapping[str, Judgement], best: tuple[str, str] | None, sure: Sure, else_words: str) -> str:
    """Whether the facts hold what the score does not tell; the best rival is named in any case."""
    telling = {name: one for name, one in rivals.items() if name in sure.rivals and sure.rivals[name][0] > CHANCE}
    found = best_rival(telling)
    if found is not None:
        facts = "" if found[0] == "recency" else " on the same facts"
        return f"; {RIVAL_NAMES[found[0]]}{facts} tells them, with {_figures(found[1])[0]}"
    return f"; {else_words}, the best of them {RIVAL_NAMES[best[0]]} with {best[1]}" if best else ""


def _figures(*values: float) -> list[str]:
    """Two decimals, or three where two would read 0.50: on which side of chance a figure lies is what counts."""
    decimals = 3 if any(f"{value:.2f}" == f"{CHANCE:.2f}" for value in values) else 2
    return [f"{value:.{decimals}f}" for value in values]


def _caution(learned: int) -> str:
    if learned >= LEAST_OUTCOMES:
        return ""
    if not learned:
        return " There were too few earlier outcomes to teach the rivals that learn."
    return f" Only {learned} earlier outcomes could teach the rivals."
