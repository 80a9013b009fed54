"""A small company whose records are drawn at random, with everything awkward that the tables allow."""

import random
from datetime import timedelta
from itertools import product

from data_access.models import Account, AccountTeamMember, ExchangeRate, Product, SlaTarget, Team, User, Workspace
from data_access.session import maintaining
from domain.viewer import Viewer
from domain.vocabulary import Lifecycle, Role, Severity, Tier
from tests.oracles.intentions import Intentions
from tests.oracles.records import DAY

ACCOUNTS = 18
SILENT, PLANNED_ONLY = 17, 18
"""The account about which nothing is on record, and the one of which only plans are."""

USERS = {
    1: ("Ann", Role.ACCOUNT_MANAGER, 1),
    2: ("Ben", Role.ACCOUNT_MANAGER, 1),
    3: ("Cleo", Role.ACCOUNT_MANAGER, 2),
    4: ("Dora", Role.TEAM_LEAD, 1),
    5: ("Emil", Role.EXECUTIVE, None),
    6: ("Fay", Role.ADMINISTRATOR, None),
    7: ("Gus", Role.ACCOUNT_MANAGER, 2),
}
VIEWERS = {name: Viewer(number, name, role, DAY) for number, (name, role, _) in USERS.items()}
"""Gus owns nothing and stands on no team."""


def found(seed: int = 1) -> None:
    """Fill the (migrated, empty) database with the company; the same seed gives the same rows."""
    with maintaining() as session:
        _Company(session, random.Random(seed), seed * 1_000).draw()


class _Company(Intentions):
    def draw(self) -> None:
        self._house()
        for number in range(1, ACCOUNTS + 1):
            self._account(number)
            if number == SILENT:
                continue
            self.touches(number, planned=number == PLANNED_ONLY)
            if number == PLANNED_ONLY:
                continue
            for draw in (self.issues, self.surveys, self.usage, self.revenue, self.people, self.promises):
                if self.luck.random() < 0.85:
                    draw(number)
            self.session.flush()
            self.more(number)

    def _house(self) -> None:
        self.add(Workspace(id=1, name="Awkward Ltd", reporting_currency="EUR", is_demo=True))
        for number in (1, 2):
            self.add(Team(id=number, name=f"Team {number}"))
        self.session.flush()
        for number, (name, role, team) in USERS.items():
            self.add(User(id=number, name=name, email=f"{name.lower()}@awkward.example", role=role, team_id=team))
        for number in (1, 2, 3):
            self.add(Product(id=number, name=f"Product {number}"))
        for currency, middle in (("USD", 92_000_000), ("GBP", 116_500_000), ("JPY", 612_345)):
            for month in range(20):  # the first rate is younger than the first terms
                rate = int(middle * self.luck.uniform(0.9, 1.1))
                starts_on = DAY - timedelta(days=30 * month)
                self.add(ExchangeRate(currency=currency, starts_on=starts_on, rate_e8=rate))
        for place, (tier, severity) in enumerate(product(Tier, Severity)):
            if place % 5:  # not every pair has a target
                minutes = 60 * (place + 1)
                self.add(
                    SlaTarget(
                        tier=tier, severity=severity, first_response_minutes=minutes, resolution_minutes=100 * minutes
                    )
                )
        self.session.flush()

    def _account(self, number: int) -> None:
        luck = self.luck
        lifecycle = luck.choice([*Lifecycle, Lifecycle.ACTIVE, Lifecycle.ACTIVE, Lifecycle.ACTIVE])
        gone = luck.choice([None, None, DAY - timedelta(days=3), DAY, DAY + timedelta(days=3)])
        self.add(
            Account(
                id=number,
                name=luck.choice(("Straße", "Øre", "NA", "100% Ltd", "Łódź", "Ann's")) + f" {number}",
                tier=luck.choice([*Tier, None]),
                segment=luck.choice(["Enterprise", "Mid-market", None]),
                region=luck.choice(["EMEA", "APAC", None]),
                lifecycle=lifecycle,
                churned_on=gone if lifecycle is Lifecycle.CHURNED else None,
                owner_id=luck.choice([1, 1, 2, 3, 5, None]),
            )
        )
        self.session.flush()
        for user in luck.sample([1, 3, 4], luck.randrange(2)):
            self.add(AccountTeamMember(account_id=number, user_id=user))
