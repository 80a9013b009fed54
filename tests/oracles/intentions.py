"""What else the random company does: who takes part, what is planned, billed and agreed; drawn apart from the rest."""

import random
from datetime import timedelta

from sqlalchemy import select

from data_access.models import (
    AccountPlan,
    Assessment,
    Contact,
    ContractEvent,
    GoalReading,
    Invoice,
    Participant,
    PlanGoal,
    Stakeholder,
    Touchpoint,
)
from domain.vocabulary import (
    ContractEventKind,
    Initiative,
    InvoiceStatus,
    ParticipantPart,
    PlanStep,
    Progress,
    Purpose,
    Seniority,
    Stance,
)
from tests.oracles.records import DAY, Records, midnight


class Intentions(Records):
    """Draws people in touches, plans, bills and contract events, of one account after the other."""

    def more(self, number: int) -> None:
        """All of it; with luck of its own, so that what was drawn before stays as it was."""
        drawn, self.luck = self.luck, random.Random(self.seed + number)
        for draw in (self._who_they_are, self._who_took_part, self._assessed, self._plan, self._bills, self._agreed):
            draw(number)
            self.session.flush()
        self.luck = drawn

    def _who_they_are(self, number: int) -> None:
        luck = self.luck
        for place in range(luck.randrange(4)):
            self.add(Contact(account_id=number, name=f"Colleague {place} of {number}"))
        self.session.flush()
        for contact in self.session.scalars(select(Contact).where(Contact.account_id == number)):
            contact.recorded_at = self.later(self.instant())
            contact.seniority = luck.choice([None, *Seniority])
            if luck.random() < 0.2:
                contact.left_on = DAY - timedelta(days=luck.randrange(400))
        elsewhere = self.session.scalars(select(Contact.id).where(Contact.account_id != number)).all()
        for contact_id in luck.sample(sorted(elsewhere), min(2, len(elsewhere))):
            self.add(Stakeholder(account_id=number, contact_id=contact_id, recorded_at=self.later(self.instant(300))))

    def _theirs(self, number: int) -> list[int]:
        employed = self.session.scalars(select(Contact.id).where(Contact.account_id == number)).all()
        placed = self.session.scalars(select(Stakeholder.contact_id).where(Stakeholder.account_id == number)).all()
        return sorted({*employed, *placed})

    def _who_took_part(self, number: int) -> None:
        luck, theirs = self.luck, self._theirs(number)
        strangers = sorted(set(self.session.scalars(select(Contact.id))) - set(theirs))
        touches = self.session.scalars(
            select(Touchpoint).where(Touchpoint.account_id == number).order_by(Touchpoint.id)
        )
        for touch in touches.all():
            touch.purpose = luck.choice([*Purpose, Purpose.QBR, Purpose.INSIGHT])
            touch.initiative = luck.choice([None, *Initiative])
            people: list[dict[str, object]] = [{"user_id": luck.choice([1, 2])}] * luck.randrange(2)
            # Some twice, as recipient and as attendee; some unknown; some of another account.
            people += [
                {"contact_id": luck.choice(theirs), "address": "known@where.example"}
                for _ in range(luck.randrange(4))
                if theirs
            ]
            if luck.random() < 0.1:
                people.append({"address": "who@nowhere.example"})
            if strangers and luck.random() < 0.1:
                people.append({"contact_id": luck.choice(strangers), "address": "else@where.example"})
            for position, person in enumerate(people):
                part = luck.choice(list(ParticipantPart))
                self.add(Participant(touchpoint_id=touch.id, position=position, part=part, **person))

    def _assessed(self, number: int) -> None:
        luck = self.luck
        parts = self.session.scalars(select(Stakeholder.id).where(Stakeholder.account_id == number)).all()
        for part in sorted(parts):
            for _ in range(luck.randrange(4)):
                at = self.instant(500)
                stance, influence = luck.choice([*Stance, Stance.CHAMPION, None]), luck.choice([None, 0, 30, 100])
                self.add(
                    Assessment(account_id=number, stakeholder_id=part, assessed_on=at.date(), stance=stance,
                               influence=influence, recorded_at=self.later(at))
                )  # fmt: skip

    def _plan(self, number: int) -> None:
        luck = self.luck
        plan = self.add(AccountPlan(account_id=number, edition=1, step=PlanStep.GOALS))
        self.session.flush()
        for _ in range(luck.randrange(4)):
            at = self.instant(600)
            due_on = luck.choice([None, at.date(), at.date() + timedelta(days=luck.randrange(300))])
            reached_on = luck.choice([None, None, at.date() + timedelta(days=luck.randrange(300))])
            goal = self.add(
                PlanGoal(
                    account_id=number, plan_id=plan.id, title="Fewer returns", set_on=at.date(), due_on=due_on,
                    reached_on=reached_on, start_value=luck.choice([None, 0.0, 40.0]), progress=Progress.ON_TRACK,
                    target_value=luck.choice([None, 0.0, 90.0]), recorded_at=self.later(at),
                )
            )  # fmt: skip
            self.session.flush()
            for _ in range(luck.randrange(5)):
                seen = self.instant(500)
                self.add(
                    GoalReading(account_id=number, goal_id=goal.id, measured_on=seen.date(),
                                value=luck.uniform(-20, 120), recorded_at=self.later(seen))
                )  # fmt: skip

    def _bills(self, number: int) -> None:
        luck = self.luck
        for place in range(luck.randrange(5)):
            issued_on = self.instant(500).date()
            due_on = issued_on + timedelta(days=luck.choice([0, 14, 30]))
            paid_on = luck.choice([None, due_on, due_on + timedelta(days=luck.randrange(90))])
            self.add(
                Invoice(
                    account_id=number, number=f"{number}-{place}", issued_on=issued_on, due_on=due_on, paid_on=paid_on,
                    status=luck.choice(list(InvoiceStatus)), amount_cents=100, currency="EUR",
                    recorded_at=self.later(midnight(issued_on)),
                )
            )  # fmt: skip

    def _agreed(self, number: int) -> None:
        luck = self.luck
        for _ in range(luck.randrange(4)):
            at = self.instant(600)
            effective_on = luck.choice([None, at.date() + timedelta(days=luck.randrange(200))])
            kind = luck.choice([ContractEventKind.PRICE_RISE, *ContractEventKind])
            self.add(
                ContractEvent(account_id=number, kind=kind, happened_on=at.date(), effective_on=effective_on,
                              recorded_at=self.later(at))
            )  # fmt: skip
