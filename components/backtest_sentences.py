"""What the backtest's figures and tables say, in words, and as tables."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd

from components import format as fmt
from components.figures.rival_auc import Ranked
from components.portfolio_sentences import Telling
from domain.backtest.document import BacktestReport
from domain.backtest.evaluation import Backtest
from domain.backtest.judgement import Judgement
from domain.backtest.measures import Confusion, calibration_error
from domain.backtest.verdict import RIVAL_NAMES, best_rival
from domain.kpis import AT_RISK_BELOW

OURS = "the score"
_EPOCH = date(1970, 1, 1)


def circumstances(report: BacktestReport) -> str:
    """Under the verdict: what was judged, by what, and when."""
    found = report.found
    return (
        f"An outcome counts within {found.horizon_days} days; outcomes from {report.outcomes_from}. "
        f"{fmt.count(found.score.n)} samples of customers, {_sundays(found)} until {fmt.day(report.as_of)}; "
        f"model {report.model}; judged on {fmt.day(report.ran_at.date())}."
    )


def _sundays(found: Backtest) -> str:
    """How often customers were looked at: from the days themselves."""
    days = [one.day for one in found.moments]
    apart = min((later - day for day, later in pairwise(days)), default=0)
    return {14: "every second Sunday", 28: "every fourth Sunday"}.get(apart, "every Sunday")


def rankings(found: Backtest) -> list[Ranked]:
    """The score, and those rivals that could be judged, the best first."""
    named = [(OURS, found.score), *((RIVAL_NAMES[name], rival) for name, rival in found.baselines.items())]
    ranked = [
        Ranked(name, one.auc, one.auc_low, one.auc_high, name == OURS)
        for name, one in named
        if one.auc is not None and one.auc_low is not None and one.auc_high is not None
    ]
    return sorted(ranked, key=lambda one: (not one.is_ours, -one.auc))


def tell_rivals(found: Backtest) -> Telling:
    """The score beside the best rival."""
    best = best_rival(found.baselines)
    score = f"{found.score.auc:.2f}" if found.score.auc is not None else fmt.MISSING
    title = f"The score ranks with AUC {score}" + (f", {RIVAL_NAMES[best[0]]} with {best[1]:.2f}" if best else "")
    reading = "AUC with the middle 95% of draws of accounts. 0.5 is chance, 1 is perfect; the range is not from zero"
    return Telling(title, reading, f"{title}.")


def tell_calibration(found: Backtest) -> Telling:
    """How far told and come lie apart."""
    error = calibration_error(found.calibration) or 0.0
    worst = max(found.calibration, key=lambda one: one.told)
    title = (
        f"Told {fmt.percent(worst.told)}, came {fmt.percent(worst.came)} in the riskiest group; "
        f"{100 * error:.1f} points apart on average"
    )
    reading = "Each mark is a group of samples with like scores, the larger the more samples"
    return Telling(title, reading, f"Calibration. {title}.")


def tell_moments(found: Backtest) -> Telling:
    """How the base rate moved."""
    rates = [one.came / one.n for one in found.moments]
    title = f"The outcome came to {fmt.percent(min(rates), 1)} to {fmt.percent(max(rates), 1)} of accounts"
    reading = f"Share of the customers of each sampled day that had an outcome within {found.horizon_days} days"
    return Telling(title, reading, f"Base rate by day. {title}.")


def tell_calls(found: Backtest) -> Telling:
    """What calling the at-risk band would have met."""
    one = found.confusion
    came = one.called_and_came + one.missed
    title = f"The at-risk band called {fmt.count(one.called_and_came)} of {fmt.plural(came, 'sample')} with an outcome"
    if one.precision is not None:
        title += f"; {fmt.percent(one.precision)} of its calls came"
    lift = found.score.lift_10
    told = found.warnings
    reading = f"At risk is a score below {AT_RISK_BELOW:.0f}. "
    reading += f"The worst tenth held {lift:.1f} times the average. " if lift is not None else ""
    warned = f"{fmt.count(told.warned)} of {fmt.plural(told.outcomes, 'account')}"
    reading += f"{warned} with an outcome were at risk at the last sample before it"
    reading += f", in the median {told.median_days:.0f} days ahead" if told.median_days is not None else ""
    return Telling(title, reading, title)


def twin_of_rivals(found: Backtest) -> pd.DataFrame:
    """Every measure of the score and its rivals."""
    named = {OURS: found.score} | {RIVAL_NAMES[name]: rival for name, rival in found.baselines.items()}
    return judgements_frame("Ranking", named)


def twin_of_calibration(found: Backtest) -> pd.DataFrame:
    """The groups as a table."""
    return _table(
        Told=[round(one.told, 4) for one in found.calibration],
        Came=[round(one.came, 4) for one in found.calibration],
        Samples=[one.samples for one in found.calibration],
    )


def twin_of_moments(found: Backtest) -> pd.DataFrame:
    """The days as a table."""
    return _table(
        Day=sample_days(found),
        Samples=[one.n for one in found.moments],
        Came=[one.came for one in found.moments],
        Rate=[round(one.came / one.n, 4) for one in found.moments],
        Told=[None if one.told is None else round(one.told, 4) for one in found.moments],
    )


def sample_days(found: Backtest) -> list[date]:
    """The sampled days as dates."""
    return [_EPOCH + timedelta(days=one.day) for one in found.moments]


def judgements_frame(first: str, named: dict[str, Judgement]) -> pd.DataFrame:
    """A row a ranking; None where it cannot be said."""
    columns = {"AUC": "auc", "From": "auc_low", "To": "auc_high", "Brier": "brier", "ECE": "ece", "Lift": "lift_10"}
    figures = {label: [_rounded(getattr(one, name)) for one in named.values()] for label, name in columns.items()}
    counts = {"Samples": [one.n for one in named.values()], "Outcomes": [one.outcomes for one in named.values()]}
    return pd.DataFrame({first: [name.capitalize() for name in named]} | figures | counts)


def groups_frame(first: str, named: dict[str, Judgement]) -> pd.DataFrame:
    """The same, shorter: for tables that stand side by side."""
    ones = list(named.values())
    return pd.DataFrame(
        {
            first: [name.capitalize() for name in named],
            "AUC": [_rounded(one.auc) for one in ones],
            "Interval": [
                None if one.auc_low is None or one.auc_high is None else f"{one.auc_low:.2f} to {one.auc_high:.2f}"
                for one in ones
            ],
            "Brier": [_rounded(one.brier) for one in ones],
            "Lift": [_rounded(one.lift_10) for one in ones],
            "Samples": [one.n for one in ones],
            "Outcomes": [one.outcomes for one in ones],
        }
    )


def calls_frame(first: str, named: dict[str, Confusion]) -> pd.DataFrame:
    """The confusion matrix of each way of calling, a row each, with precision and recall."""
    ways = list(named.values())
    return pd.DataFrame(
        {
            first: list(named),
            "Called, came": [one.called_and_came for one in ways],
            "Called, did not come": [one.called_in_vain for one in ways],
            "Not called, came": [one.missed for one in ways],
            "Neither": [one.rightly_quiet for one in ways],
            "Precision": [fmt.percent(one.precision) for one in ways],
            "Recall": [fmt.percent(one.recall) for one in ways],
        }
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def _table(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({name: list(values) for name, values in columns.items()})
