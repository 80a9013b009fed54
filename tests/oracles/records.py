"""What the random company does: events of an account, with everything awkward that the tables allow."""

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from data_access.models import (
    Assessment,
    Commitment,
    Contact,
    Contract,
    Issue,
    Renewal,
    Stakeholder,
    Subscription,
    SubscriptionTerm,
    SurveyResponse,
    Touchpoint,
    UsageWeek,
)
from domain.vocabulary import (
    Channel,
    Department,
    Direction,
    IssueStatus,
    RenewalStatus,
    Severity,
    Stance,
    SurveyKind,
)

DAY = date(2026, 11, 18)
"""A Wednesday: the last row of the grid is no Sunday."""
SPAN_DAYS = 860
"""Events begin so long before `DAY`: longer ago than the grid."""
FUTURE_DAYS = 40
"""Events go on for so long after `DAY`."""
CURRENCIES = ("EUR", "USD", "GBP", "JPY")


def midnight(day: date) -> datetime:
    """The instant at which `day` begins, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


class Records:
    """Draws the records of one account after the other."""

    def __init__(self, session: Session, luck: random.Random, seed: int) -> None:
        self.session, self.luck, self.seed = session, luck, seed

    def add(self, row: Any) -> Any:
        """Add one row."""
        self.session.add(row)
        return row

    def instant(self, before: int = SPAN_DAYS) -> datetime:
        """Any second, but often just at a day's end or begin, where off-by-one errors live."""
        day = DAY + timedelta(days=self.luck.randint(-before, FUTURE_DAYS))
        seconds = self.luck.choice([0, 1, 86_399, self.luck.randrange(86_400)])
        return midnight(day) + timedelta(seconds=seconds)

    def later(self, instant: datetime) -> datetime:
        """When something became known: often at once, sometimes much later, sometimes at the next midnight."""
        next_day = midnight(instant.date() + timedelta(days=1))
        return self.luck.choice(
            [instant, instant, instant, next_day, instant + timedelta(days=self.luck.randrange(1, 70))]
        )

    def touches(self, number: int, *, planned: bool = False) -> None:
        """Touchpoints; only plans if `planned`."""
        luck = self.luck
        for _ in range(luck.choice([3, 40, 160])):
            at = self.instant()
            self.add(
                Touchpoint(
                    account_id=number,
                    occurred_at=at,
                    recorded_at=self.later(at),
                    channel=luck.choice(list(Channel)),
                    direction=luck.choice(list(Direction)),
                    is_automated=luck.random() < 0.3,
                    is_planned=planned or luck.random() < 0.1,
                    sentiment=luck.choice([None, luck.uniform(-1, 1)]),
                    response_seconds=luck.choice([None, 0, luck.randrange(300_000)]),
                )
            )

    def issues(self, number: int) -> None:
        """Issues, open and resolved, some known late, some answered."""
        luck, answered = self.luck, random.Random(f"answers of {self.seed} to {number}")
        for _ in range(luck.randrange(1, 7)):
            at = self.instant(luck.choice([30, 400]))
            ended = None if luck.random() < 0.4 else at + timedelta(hours=luck.randrange(0, 900))
            self.add(
                Issue(
                    account_id=number,
                    title="It does not work",
                    severity=luck.choice(list(Severity)),
                    status=IssueStatus.OPEN if ended is None else IssueStatus.RESOLVED,
                    opened_at=at,
                    recorded_at=self.later(at),
                    resolved_at=ended,
                    resolution_recorded_at=None if ended is None else luck.choice([None, self.later(ended)]),
                    first_response_at=answered.choice([None, at, at + timedelta(minutes=answered.randrange(3_000))]),
                )
            )

    def surveys(self, number: int) -> None:
        """Answers of both kinds."""
        luck = self.luck
        for _ in range(luck.randrange(1, 8)):
            kind, at = luck.choice(list(SurveyKind)), self.instant()
            score = luck.randint(0, 10) if kind is SurveyKind.NPS else luck.randint(1, 5)
            self.add(
                SurveyResponse(account_id=number, kind=kind, score=score, answered_at=at, recorded_at=self.later(at))
            )

    def usage(self, number: int) -> None:
        """Use, with gaps, and seats that nobody knows."""
        luck = self.luck
        for product in luck.sample([1, 2, 3], luck.randint(1, 3)):
            for week in range(luck.randrange(1, 60)):
                if luck.random() < 0.2:
                    continue
                monday = DAY - timedelta(days=DAY.weekday() + 7 * week - 14)
                over = midnight(monday + timedelta(days=7))
                self.add(
                    UsageWeek(
                        account_id=number,
                        week_on=monday,
                        product_id=product,
                        active_users=luck.choice([0, luck.randrange(200)]),
                        seats=luck.choice([None, 0, luck.randrange(1, 300)]),
                        events=7,
                        recorded_at=luck.choice([over, over + timedelta(hours=6), self.later(over)]),
                    )
                )

    def revenue(self, number: int) -> None:
        """Subscriptions with terms, contracts, renewals."""
        luck = self.luck
        for product in (1, 2):
            sold = self.add(Subscription(account_id=number, product_id=product, currency=luck.choice(CURRENCIES)))
            self.session.flush()
            starts_on = DAY - timedelta(days=luck.randrange(0, 900))
            for _ in range(luck.randrange(1, 4)):
                ends_on = luck.choice([None, starts_on + timedelta(days=luck.randrange(1, 400))])
                self.add(
                    SubscriptionTerm(
                        account_id=number,
                        subscription_id=sold.id,
                        starts_on=starts_on,
                        ends_on=ends_on,
                        arr_cents=luck.choice([0, luck.randrange(10**9)]),
                        recorded_at=self.later(midnight(starts_on)),
                    )
                )
                if ends_on is None:
                    break
                starts_on = ends_on
        for _ in range(luck.randrange(3)):
            self._contract(number)
        for _ in range(luck.randrange(3)):
            self._renewal(number)

    def _contract(self, number: int) -> None:
        luck = self.luck
        starts_on = DAY - timedelta(days=luck.randrange(0, 700))
        ends_on = luck.choice([None, DAY + timedelta(days=luck.randrange(0, 130)), DAY + timedelta(days=60)])
        notice = None if ends_on is None else luck.choice([None, ends_on - timedelta(days=luck.randrange(90))])
        self.add(
            Contract(account_id=number, name="Agreement", starts_on=starts_on, ends_on=ends_on, notice_on=notice,
                     recorded_at=self.later(midnight(starts_on)))
        )  # fmt: skip

    def _renewal(self, number: int) -> None:
        luck = self.luck
        due_on = DAY + timedelta(days=luck.randrange(-20, 130))
        decided = luck.choice([None, None, DAY - timedelta(days=5), DAY, DAY + timedelta(days=5)])
        self.add(
            Renewal(
                account_id=number,
                due_on=due_on,
                notice_on=luck.choice([None, due_on - timedelta(days=30)]),
                status=RenewalStatus.OPEN if decided is None else luck.choice(list(RenewalStatus)[1:]),
                decided_on=decided,
                recorded_at=self.later(self.instant(300)),
            )
        )

    def people(self, number: int) -> None:
        """Stakeholders, some gone, with and without a stance."""
        luck = self.luck
        for place in range(luck.randrange(1, 5)):
            left_on = luck.choice([None, None, DAY, DAY + timedelta(days=1), DAY - timedelta(days=9)])
            contact = self.add(Contact(account_id=number, name=f"Person {place} of {number}", left_on=left_on))
            self.session.flush()
            part = self.add(
                Stakeholder(account_id=number, contact_id=contact.id, recorded_at=self.later(self.instant(90)))
            )
            self.session.flush()
            for _ in range(luck.randrange(3)):
                at = self.instant(200)
                self.add(
                    Assessment(
                        account_id=number,
                        stakeholder_id=part.id,
                        assessed_on=at.date(),
                        stance=luck.choice([Stance.CHAMPION, Stance.CHAMPION, Stance.NEUTRAL, None]),
                        influence=luck.choice([None, 10, 60, 60]),
                        recorded_at=self.later(at),
                    )
                )

    def promises(self, number: int) -> None:
        """Commitments of ours and of theirs."""
        luck = self.luck
        for _ in range(luck.randrange(1, 5)):
            due_on = DAY + timedelta(days=luck.randint(-30, 10))
            outcome = due_on + timedelta(days=luck.randint(-9, 20))
            kept, broken = luck.choice([(None, None), (outcome, None), (None, outcome)])
            self.add(
                Commitment(
                    account_id=number,
                    promise="We send the report",
                    is_ours=luck.random() < 0.8,
                    department=Department.SUPPORT,
                    made_on=due_on - timedelta(days=14),
                    due_on=due_on,
                    kept_on=kept,
                    broken_on=broken,
                    recorded_at=self.later(self.instant(60)),
                    outcome_recorded_at=luck.choice([None, self.instant(20)]),
                )
            )
