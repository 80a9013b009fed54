"""The rivals take any facts, and cost nothing until they are asked."""

import subprocess
import sys

import numpy as np
import pytest

from domain.backtest import rivals
from domain.backtest.rivals import Rival

DRAW = np.random.default_rng(4)
OUTCOME = DRAW.random(200) < 0.3
JUDGED = DRAW.normal(size=(50, 2)).astype(np.float32)


@pytest.mark.parametrize("rival", [rivals.logistic, rivals.boosting])
def test_a_fact_that_nobody_had_while_learning_is_left_out(rival: Rival) -> None:
    learn = np.column_stack([OUTCOME + DRAW.normal(0, 0.1, 200), np.full(200, np.nan)]).astype(np.float32)
    told = rival(learn, OUTCOME, np.array([[0.0, 5.0], [1.0, 5.0], [np.nan, np.nan]], dtype=np.float32))
    assert told[0] < 0.3 < told[1]
    assert not np.isnan(told).any()


@pytest.mark.parametrize("rival", [rivals.logistic, rivals.boosting])
@pytest.mark.parametrize("came", [True, False])
def test_where_all_ended_alike_everybody_is_as_likely(rival: Rival, came: bool) -> None:
    learn = DRAW.normal(size=(200, 2)).astype(np.float32)
    assert (rival(learn, np.full(200, came), JUDGED) == float(came)).all()
    unknown = rival(np.full((200, 2), np.nan, dtype=np.float32), OUTCOME, JUDGED)
    assert (unknown == OUTCOME.mean()).all()


def test_a_probability_never_falls_as_the_risk_rises() -> None:
    risk = DRAW.uniform(0, 100, 200)
    told = rivals.calibrated(risk, OUTCOME, np.linspace(-50, 150, 100))
    assert (np.diff(told) >= 0).all()
    assert ((told >= 0) & (told <= 1)).all()


def test_scikit_learn_is_not_loaded_before_a_backtest_runs() -> None:
    ask = "import sys, data_access.backtest; print(sorted({'sklearn', 'scipy'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
