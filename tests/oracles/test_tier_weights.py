"""Scores under weights that differ by tier, against the slow twin."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
import pytest

from data_access.backtest.samples import gather_samples
from domain.backtest.samples import Outcomes
from domain.grid import WEEKS
from domain.policy import POLICY
from domain.vocabulary import Tier
from tests.oracles.company import VIEWERS, found
from tests.oracles.health import SlowAccount
from tests.oracles.raw import opened
from tests.oracles.records import DAY

UNLIKE = replace(
    POLICY,
    tier_weights=MappingProxyType(
        {
            Tier.STRATEGIC: MappingProxyType({"reviews": 12.0, "sponsor": 9.0, "trust": 2.5}),
            Tier.KEY: MappingProxyType({"engagement_depth": 0.0, "seats": 30.0}),
            Tier.TACTICAL: MappingProxyType({"satisfaction": 40.0, "notice": 0.0}),
        }
    ),
)
NOTHING = Outcomes(np.array([], dtype=np.int64), np.array([], dtype=np.int64))


def test_scores_go_by_the_weights_of_each_tier(database: str) -> None:
    found(4)
    samples = gather_samples(VIEWERS["Fay"], NOTHING, DAY, WEEKS, UNLIKE)
    compared: set[str] = set()
    with opened(database) as raw:
        for account_id in np.unique(samples.account).tolist():
            slow = SlowAccount(raw, account_id, UNLIKE)
            places = np.flatnonzero(samples.account == account_id)[::5]
            for place in places:
                day = date(1970, 1, 1) + timedelta(days=int(samples.day[place]))
                told = slow.on(day).score
                assert samples.score[place] == pytest.approx(np.nan if told is None else told, abs=1e-9, nan_ok=True)
                compared |= {samples.tier[place]} if told is not None else set()
    assert compared >= {"strategic", "key", "tactical"}
