"""An account as its page shows it: the header that stays, the course of its health, its plan."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from domain.vocabulary import Band, Lifecycle, PlanStep, Tier

CHANGE_WEEKS = 4
"""A change of the score is told against so many weeks earlier."""


@dataclass(frozen=True, slots=True)
class AccountHeader:
    """What stays in sight on every tab. Money in hundredths of `currency`; scores 0-100, None where unknown.

    Score, band and ARR are those of the viewer's day; `score_change` is against `CHANGE_WEEKS` weeks earlier.
    `health_on` is the day of that score: of the last refresh, or the last Sunday up to an earlier day.
    """

    account_id: int
    name: str
    tier: Tier | None
    lifecycle: Lifecycle
    industry: str | None
    region: str | None
    time_zone: str
    customer_since_on: date | None
    owner_id: int | None
    owner_name: str | None
    currency: str
    arr_cents: int | None
    renewal_on: date | None
    notice_on: date | None
    score: float | None
    score_without_issues: float | None
    score_change: float | None
    band: Band
    main_reason: str | None
    completeness: float
    last_touch_at: datetime | None
    health_on: date | None


@dataclass(frozen=True, slots=True, eq=False)
class HealthHistory:
    """`weeks`: a row a week, oldest first (`week_on`, `score`, `score_without_issues`, `completeness`, `arr_cents`,
    `model`: name of the health model);
    `readings`: the same rows, a column an indicator (0-100, NaN unknown). Never changed by whoever receives it.
    """

    weeks: pd.DataFrame
    readings: pd.DataFrame

    @property
    def trust(self) -> "pd.Series[float] | None":
        """The weekly level of trust; None where no model ever read it."""
        return self.readings.get("trust")

    @property
    def model_changes(self) -> list[tuple[date, str]]:
        """The weeks from which another health model counts, with its name; the first model is no change."""
        weeks, models = self.weeks["week_on"].tolist(), self.weeks["model"].tolist()
        return [(weeks[row], models[row]) for row in range(1, len(weeks)) if models[row] != models[row - 1]]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The plan in force. `goals`, `milestones` and `risks` are frames, the soonest due first."""

    edition: int
    step: PlanStep
    expected_needs: str | None
    market_notes: str | None
    competitors: str | None
    reviewed_on: date | None
    goals: pd.DataFrame
    milestones: pd.DataFrame
    risks: pd.DataFrame
