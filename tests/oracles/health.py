"""The health of one account on one day, by plain loops over raw rows: slow, obvious, and sharing no code with domain.

Only the numbers of the policy and the vocabularies are taken from there. None stands for unknown.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

from domain.policy import Policy
from domain.vocabulary import Channel, Direction, Severity, Tier
from tests.oracles.raw import Raw, Row

FACTS = ("touchpoints", "issues", "survey_responses", "usage_weeks")
Reading = float | None


@dataclass(frozen=True)
class Health:
    """What one account is worth on one day."""

    readings: dict[str, Reading]
    completeness: float
    score: Reading
    score_without_issues: Reading
    arr_cents: int | None


class SlowAccount:
    """All raw rows of one account."""

    def __init__(self, raw: Raw, account_id: int, policy: Policy) -> None:
        self.policy = policy
        self.tier = raw.value(f"SELECT tier FROM accounts WHERE id = {account_id}")
        self.facts = {table: raw.rows(f"SELECT * FROM {table} WHERE account_id = {account_id}") for table in FACTS}
        self.terms = raw.rows(
            "SELECT t.*, s.currency FROM subscription_terms t JOIN subscriptions s ON s.id = t.subscription_id "
            f"WHERE t.account_id = {account_id}"
        )
        self.rates = raw.rows("SELECT * FROM exchange_rates")
        self.reporting = raw.value("SELECT reporting_currency FROM workspace")

    def on(self, day: date) -> Health:
        """Health at the end of `day`, from what was known then."""
        end = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
        view = _View(self, end)
        readings = view.readings(with_issues=True)
        weights = self.policy.weights
        known = sum(weights[key] for key, reading in readings.items() if reading is not None)
        completeness = known / sum(weights.values())
        score = without = None
        if completeness >= self.policy.least_completeness:
            score = min(_weighted(readings, weights), view.cap())
            clear = _weighted(view.readings(with_issues=False), weights)
            score, without = _stepped(score), _stepped(max(clear, score))
        return Health(readings, completeness, score, without, self._arr(day, end))

    def _arr(self, day: date, end: datetime) -> int | None:
        begun = [term for term in self.terms if term["starts_on"] <= day and term["recorded_at"] < end]
        if not begun:
            return None
        held = [term for term in begun if term["ends_on"] is None or term["ends_on"] > day]
        return sum(self._converted(term, day) for term in held)

    def _converted(self, term: Row, day: date) -> int:
        if term["currency"] == self.reporting:
            return int(term["arr_cents"])
        mine = sorted((row["starts_on"], row["rate_e8"]) for row in self.rates if row["currency"] == term["currency"])
        rate = mine[0][1]
        for starts_on, later in mine:
            if starts_on <= day:
                rate = later
        return math.floor(Fraction(term["arr_cents"] * rate, 100_000_000) + Fraction(1, 2))


class _View:
    """An account as it was known at one instant."""

    def __init__(self, account: SlowAccount, end: datetime) -> None:
        self.policy, self.tier, self.end = account.policy, account.tier, end
        known = {table: [row for row in rows if row["recorded_at"] < end] for table, rows in account.facts.items()}
        self.touches = [t for t in known["touchpoints"] if t["occurred_at"] < end and not t["is_planned"]]
        # Notices weigh nothing: they do not prove that touches are recorded at all.
        self.is_touched = any(self.policy.channel_weight[Channel(t["channel"])] > 0 for t in self.touches)
        self.issues = [i for i in known["issues"] if i["opened_at"] < end]
        self.surveys = [s for s in known["survey_responses"] if s["answered_at"] < end]
        self.usage = [u for u in known["usage_weeks"] if _over_at(u) <= end]

    def readings(self, *, with_issues: bool) -> dict[str, Reading]:
        shadow = sum(self._shadow(issue) for issue in self.issues)
        service = None
        if self.is_touched or shadow > 0 or self.surveys or self._window(0, self.policy.usage_window_weeks):
            service = max(100.0 - self.policy.shadow_scale * (shadow if with_issues else 0.0), 0.0)
        return {
            "engagement_depth": self._engagement(),
            "responsiveness": self._responsiveness(),
            "satisfaction": self._satisfaction(),
            "adoption": self._adoption(),
            "service": service,
        }

    def cap(self) -> float:
        policy, cap = self.policy, 100.0
        for issue in self.issues:
            closed_at = _closed_at(issue)
            if closed_at is not None and closed_at < self.end:
                continue
            days = _days(self.end - issue["opened_at"])
            if issue["severity"] == Severity.S2 and days > policy.cap_severity_2_days:
                cap = min(cap, policy.cap_severity_2)
            if issue["severity"] == Severity.S1 and days > policy.cap_severity_1_days:
                cap = min(cap, policy.cap_severity_1)
        return cap

    def _left(self, instant: datetime, half_life: float) -> float:
        return float(2.0 ** (-_days(self.end - instant) / half_life))

    def _engagement(self) -> Reading:
        policy = self.policy
        if not self.is_touched:
            return None
        level = 0.0
        for touch in self.touches:
            weight = policy.channel_weight[Channel(touch["channel"])]
            share = policy.automated_share if touch["is_automated"] else 1.0
            level += weight * share * self._left(touch["occurred_at"], policy.engagement_half_life_days)
        a_day = policy.expected_touches_a_week[Tier(self.tier or "tactical")] / 7.0
        expected = a_day * policy.engagement_half_life_days / math.log(2)
        odds = policy.engagement_at_norm / (100.0 - policy.engagement_at_norm)
        odds *= ((1.0 + level) / (1.0 + expected)) ** policy.engagement_steepness
        return float(100.0 * odds / (1.0 + odds))

    def _responsiveness(self) -> Reading:
        policy, total, count = self.policy, 0.0, 0.0
        for touch in self.touches:
            is_reply = touch["response_seconds"] is not None and touch["direction"] == Direction.OUTBOUND
            if is_reply and not touch["is_automated"]:
                left = self._left(touch["occurred_at"], policy.reply_half_life_days)
                total += left * 100.0 / (1.0 + touch["response_seconds"] / 3600.0 / policy.reply_scale_hours)
                count += left
        if count < 0.5:
            return None
        return float((total + policy.shrinkage * policy.reply_prior) / (count + policy.shrinkage))

    def _satisfaction(self) -> Reading:
        policy, total, count = self.policy, 0.0, 0.0
        for survey in self.surveys:
            left = policy.survey_weight * self._left(survey["answered_at"], policy.survey_half_life_days)
            value = survey["score"] * 10.0 if survey["kind"] == "nps" else (survey["score"] - 1) * 25.0
            total, count = total + left * value, count + left
        for touch in self.touches:
            if touch["sentiment"] is not None and not touch["is_automated"]:
                left = self._left(touch["occurred_at"], policy.tone_half_life_days)
                total, count = total + left * (50.0 + 50.0 * touch["sentiment"]), count + left
        if count < 0.5:
            return None
        return (total + policy.shrinkage * policy.satisfaction_prior) / (count + policy.shrinkage)

    def _adoption(self) -> Reading:
        policy = self.policy
        now = self._window(0, policy.usage_window_weeks)
        before = self._window(policy.usage_window_weeks, policy.usage_window_weeks + policy.usage_before_weeks)
        if not now:
            return None
        use = _a_week(now)
        seats = self._seats(now)
        level = 60.0 if seats is None else min(100.0 * use / seats / policy.seats_used_at_best, 100.0)
        trend = math.log2((use + 1.0) / (_a_week(before) + 1.0)) if before else 0.0
        return min(max(level + policy.usage_trend_points * min(max(trend, -1.0), 1.0), 0.0), 100.0)

    def _window(self, first: int, beyond: int) -> list[Row]:
        week = timedelta(days=7)
        return [row for row in self.usage if first <= (self.end - _over_at(row)) // week < beyond]

    @staticmethod
    def _seats(now: list[Row]) -> Reading:
        told = [row for row in now if row["seats"] is not None]
        latest = max((row["week_on"] for row in told), default=None)
        return sum(row["seats"] for row in told if row["week_on"] == latest) or None

    def _shadow(self, issue: Row) -> float:
        policy = self.policy
        closed_at = _closed_at(issue)
        is_closed = closed_at is not None and closed_at < self.end
        until = closed_at if closed_at is not None and is_closed else self.end
        age = max(_days(until - issue["opened_at"]), 0.0)
        full = policy.severity_points[Severity(issue["severity"]).level]
        height = float(full * (1.0 - 2.0 ** (-age / policy.shadow_half_life_days)))
        return height * self._left(until, policy.recovery_half_life_days) if is_closed else height


def _closed_at(issue: Row) -> datetime | None:
    """When an issue was both resolved and known to be."""
    if issue["resolved_at"] is None:
        return None
    resolved_at: datetime = issue["resolved_at"]
    told: datetime | None = issue["resolution_recorded_at"]
    return resolved_at if told is None else max(resolved_at, told)


def _over_at(use: Row) -> datetime:
    monday = use["week_on"]
    return datetime(monday.year, monday.month, monday.day, tzinfo=UTC) + timedelta(days=7)


def _days(span: timedelta) -> float:
    return span.total_seconds() / 86_400


def _a_week(rows: list[Row]) -> float:
    return float(sum(row["active_users"] for row in rows) / len({row["week_on"] for row in rows}))


def _weighted(readings: dict[str, Reading], weights: Any) -> float:
    known = {key: reading for key, reading in readings.items() if reading is not None}
    total = sum(weights[key] * reading for key, reading in known.items())
    return float(total / sum(weights[key] for key in known))


def _stepped(score: float) -> float:
    return round(score * 1024) / 1024


def sampled(days: Iterable[date], every: int) -> list[date]:
    """Every so many of `days`, and the last two."""
    listed = list(days)
    return sorted({*listed[::every], *listed[-2:]})
