"""An account as it was known at the end of one day: the raw rows that were on record then, and nothing later."""

from datetime import UTC, date, datetime, timedelta

from domain.policy import Policy
from domain.vocabulary import Channel
from tests.oracles.raw import Row

Reading = float | None


def midnight(day: date) -> datetime:
    """The instant at which `day` begins, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def midnight_after(day: date) -> datetime:
    """The instant at which `day` is over, UTC."""
    return midnight(day) + timedelta(days=1)


def last_second(day: date) -> datetime:
    """When something that is dated by its day counts as having happened."""
    return midnight_after(day) - timedelta(seconds=1)


def days(span: timedelta) -> float:
    """A span in days."""
    return span.total_seconds() / 86_400


def over_at(use: Row) -> datetime:
    """When a week of use is over."""
    return midnight(use["week_on"]) + timedelta(days=7)


class View:
    """The rows known by the end of `day`, and those of them that had happened."""

    def __init__(
        self,
        policy: Policy,
        tier: str | None,
        facts: dict[str, list[Row]],
        participants: dict[int, list[Row]],
        day: date,
    ) -> None:
        self.policy, self.tier, self.day, self.end = policy, tier, day, midnight_after(day)
        self.participants = participants
        self.known = {table: [row for row in rows if row["recorded_at"] < self.end] for table, rows in facts.items()}
        self.touches = [t for t in self.known["touchpoints"] if t["occurred_at"] < self.end and not t["is_planned"]]
        self.human = [t for t in self.touches if not t["is_automated"]]
        # Notices weigh nothing: they do not prove that touches are recorded at all.
        self.is_touched = any(policy.channel_weight[Channel(t["channel"])] > 0 for t in self.touches)
        self.issues = [i for i in self.known["issues"] if i["opened_at"] < self.end]
        self.surveys = [s for s in self.known["survey_responses"] if s["answered_at"] < self.end]
        self.usage = [u for u in self.known["usage_weeks"] if over_at(u) <= self.end]
        self.promises = [c for c in self.known["commitments"] if c["is_ours"]]
        self.goals = [g for g in self.known["plan_goals"] if g["set_on"] <= day]
        self.bills = [i for i in self.known["invoices"] if i["status"] != "cancelled"]
        self.events = [e for e in self.known["contract_events"] if e["happened_on"] <= day]
        self.deadlines = [c for c in self.known["contracts"] if c["notice_on"] is not None and c["starts_on"] <= day]
        self.contacts = {row["id"]: row for row in self.known["contacts"]}
        # Nobody is assessed before they are on record.
        self.assessments = [
            a | {"recorded_at": max(a["recorded_at"], self.contacts[a["contact_id"]]["recorded_at"])}
            for a in self.known["assessments"]
            if a["stance"] is not None and a["assessed_on"] <= day and a["contact_id"] in self.contacts
        ]

    @property
    def is_anything_known(self) -> bool:
        """Whether there is any record of what happened, or was said to lie ahead."""
        told = [e for e in self.events if e["kind"] in ("price_rise", "notice", "termination")]
        tables = (self.touches, self.issues, self.surveys, self.usage, self.promises, self.goals, self.bills, told)
        return any(tables) or bool(self.deadlines) or bool(self.assessments)

    def left(self, instant: datetime, half_life: float) -> float:
        """The share of its first weight that an event still has."""
        return float(2.0 ** (-days(self.end - instant) / half_life))

    def days_since(self, instant: datetime) -> float:
        """Days from an instant to the end of the day."""
        return days(self.end - instant)
