"""The health of one account on one day, by plain loops over raw rows: slow, obvious, and sharing no code with domain.

Only the numbers of the policy and the vocabularies are taken from there. None stands for unknown.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from domain.policy import Policy
from domain.vocabulary import Tier
from tests.oracles import contact, money_and_plans, people, trust
from tests.oracles.raw import Raw, Row
from tests.oracles.view import Reading, View, midnight_after

TABLES = (
    "touchpoints", "issues", "survey_responses", "usage_weeks", "commitments", "plan_goals", "plan_goal_readings",
    "invoices", "contract_events", "contracts",
)  # fmt: skip


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
        self.facts = {table: raw.rows(f"SELECT * FROM {table} WHERE account_id = {account_id}") for table in TABLES}
        self.facts["assessments"] = raw.rows(
            "SELECT a.*, s.contact_id FROM stakeholder_assessments a JOIN stakeholders s ON s.id = a.stakeholder_id "
            f"WHERE a.account_id = {account_id}"
        )
        self.facts["contacts"] = _contacts(raw, account_id)
        self.participants: dict[int, list[Row]] = defaultdict(list)
        for row in raw.rows(
            "SELECT p.* FROM touchpoint_participants p JOIN touchpoints t ON t.id = p.touchpoint_id "
            f"WHERE t.account_id = {account_id}"
        ):
            self.participants[row["touchpoint_id"]].append(row)
        self.terms = raw.rows(
            "SELECT t.*, s.currency FROM subscription_terms t JOIN subscriptions s ON s.id = t.subscription_id "
            f"WHERE t.account_id = {account_id}"
        )
        self.rates = raw.rows("SELECT * FROM exchange_rates")
        self.reporting = raw.value("SELECT reporting_currency FROM workspace")

    def on(self, day: date) -> Health:
        """Health at the end of `day`, from what was known then."""
        view = View(self.policy, self.tier, self.facts, self.participants, day)
        readings = _readings(view, with_issues=True)
        weights = dict(self.policy.weights)
        assert set(readings) == set(weights)
        weights.update(self.policy.tier_weights.get(Tier(self.tier or "tactical"), {}))
        known = sum(weights[key] for key, reading in readings.items() if reading is not None)
        completeness = known / sum(weights.values())
        score = without = None
        if completeness >= self.policy.least_completeness:
            score = min(_weighted(readings, weights), contact.cap(view))
            without = max(_weighted(_readings(view, with_issues=False), weights), score)
        return Health(readings, completeness, score, without, self._arr(day))

    def _arr(self, day: date) -> int | None:
        end = midnight_after(day)
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


def _readings(view: View, *, with_issues: bool) -> dict[str, Reading]:
    shadow = sum(contact.issue_shadow(view, issue) for issue in view.issues) if with_issues else 0.0
    return {
        **contact.readings(view),
        **people.readings(view),
        **money_and_plans.readings(view),
        "service": max(100.0 - view.policy.shadow_scale * shadow, 0.0) if view.is_anything_known else None,
        "trust": trust.reading(view, shadow),
    }


def _contacts(raw: Raw, account_id: int) -> list[Row]:
    """Those who work there, and those who work elsewhere and have a part there; `recorded_at`: known in that part."""
    employed = raw.rows(f"SELECT * FROM contacts WHERE account_id = {account_id}")
    linked = raw.rows(
        "SELECT c.*, s.recorded_at AS linked_at FROM stakeholders s JOIN contacts c ON c.id = s.contact_id "
        f"WHERE s.account_id = {account_id}"
    )
    there = {row["id"] for row in employed}
    from_elsewhere = [row for row in linked if row["id"] not in there]
    return employed + [row | {"recorded_at": max(row["recorded_at"], row["linked_at"])} for row in from_elsewhere]


def _weighted(readings: dict[str, Reading], weights: Any) -> float:
    known = {key: reading for key, reading in readings.items() if reading is not None}
    total = sum(weights[key] * reading for key, reading in known.items())
    return float(total / sum(weights[key] for key in known))


def sampled(days: Iterable[date], every: int) -> list[date]:
    """Every so many of `days`, and the last two."""
    listed = list(days)
    return sorted({*listed[::every], *listed[-2:]})
