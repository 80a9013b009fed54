"""What the score is measured beside: recency alone, logistic regression, gradient boosting, on the same as-of facts.

scikit-learn is imported where it is used: most processes never run a backtest, and it is slow to load and large.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from domain.backtest.measures import Flags
from domain.grid import Floats

Facts = npt.NDArray[np.float32]
"""(samples, k); NaN unknown."""


def logistic(learn: Facts, outcome: Flags, judge: Facts) -> Floats:
    """Regularised logistic regression on log1p of the facts, as most are skewed sums.

    A missing fact takes the median, and that it was missing is a fact too.
    """
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        StandardScaler(),
        LogisticRegression(C=0.1, max_iter=2000),
    )
    return _probability(model, _logged(learn), outcome, _logged(judge))


def boosting(learn: Facts, outcome: Flags, judge: Facts) -> Floats:
    """Gradient boosted trees, kept small: there are hundreds of outcomes, not millions."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.05,
        max_leaf_nodes=8,
        min_samples_leaf=40,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=0,
    )
    return _probability(model, learn, outcome, judge)


def calibrated(learn: Floats, outcome: Flags, judge: Floats) -> Floats:
    """Turn a risk (higher is worse) into a probability that never falls as the risk rises (isotonic regression)."""
    from sklearn.isotonic import IsotonicRegression

    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
    model.fit(learn, outcome.astype(np.float64))
    return np.asarray(model.predict(judge), dtype=np.float64)


def _logged(facts: Facts) -> Facts:
    return np.asarray(np.sign(facts) * np.log1p(np.abs(facts)), dtype=np.float32)


def _probability(model: Any, learn: Facts, outcome: Flags, judge: Facts) -> Floats:
    known = ~np.isnan(learn).all(axis=0)  # of a fact that nobody had there is nothing to learn
    if outcome.all() or not outcome.any() or not known.any():  # nothing to tell apart: everybody is as likely
        return np.full(len(judge), float(outcome.mean()))
    from threadpoolctl import threadpool_limits

    # One thread: sums in one order, so that the same samples give the same bits; and on a busy machine the threads
    # of so small a task cost more in waiting than they save.
    with threadpool_limits(limits=1):
        model.fit(learn[:, known], outcome)
        return np.asarray(model.predict_proba(judge[:, known])[:, 1], dtype=np.float64)
