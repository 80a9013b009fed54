"""Outcomes that have nothing to do with the accounts are told by nobody, however the accounts differ."""

from datetime import timedelta

import numpy as np
import pytest

from data_access.backtest.samples import gather_samples
from data_access.models import Account, Touchpoint
from data_access.session import maintaining
from domain.backtest import rivals
from domain.backtest.evaluation import evaluate
from domain.backtest.samples import Outcomes
from domain.grid import Floats
from domain.policy import POLICY
from domain.vocabulary import Channel, Direction, Role
from tests.builders import DAY, LONG_AGO, at, make_workspace, viewer_for

ADMINISTRATOR = viewer_for(1, Role.ADMINISTRATOR)
ACCOUNTS, WEEKS, SEEDS = 150, 70, 20
TODAY = DAY.toordinal() - 719_163
CALLED_BY_CHANCE = 1
"""Of twenty, at most: a bound of 99% is passed by chance once in a hundred."""


@pytest.fixture
def uneven_book(database: str) -> list[int]:
    """Accounts of which half are touched every other week, and half fall silent for good some day."""
    make_workspace()
    draw = np.random.default_rng(11)
    with maintaining() as session:
        accounts = [Account(name=f"Account {one}", recorded_at=LONG_AGO) for one in range(ACCOUNTS)]
        session.add_all(accounts)
        session.flush()
        for place, account in enumerate(accounts):
            silent_for = int(draw.integers(20, WEEKS - 10)) if place % 2 else 0
            for week in range(silent_for, WEEKS, 2):
                moment = at(day=DAY - timedelta(weeks=week))
                session.add(
                    Touchpoint(
                        account_id=account.id, occurred_at=moment, recorded_at=moment, channel=Channel.EMAIL,
                        direction=Direction.INBOUND, subject="Order", is_automated=False, is_planned=False,
                    )
                )  # fmt: skip
        return [account.id for account in accounts]


def test_outcomes_of_accounts_drawn_at_random_are_told_by_nobody(
    uneven_book: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsaid(_learn: object, _outcome: object, judge: Floats) -> Floats:
        return np.full(len(judge), 0.5)

    for slow in ("logistic", "boosting"):
        monkeypatch.setattr(rivals, slow, unsaid)
    verdicts = []
    for seed in range(SEEDS):
        draw = np.random.default_rng(seed)
        days = draw.integers(TODAY - 7 * WEEKS, TODAY, ACCOUNTS)
        outcomes = Outcomes(draw.permutation(np.array(uneven_book)), days)
        samples = gather_samples(ADMINISTRATOR, outcomes, DAY, WEEKS, POLICY)
        verdicts.append(evaluate(samples, 90, TODAY).verdict)
    told = [verdict for verdict in verdicts if "tells these outcomes" in verdict or "misleads" in verdict]
    assert len(told) <= CALLED_BY_CHANCE, told
