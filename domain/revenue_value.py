"""Customer lifetime value, with its assumptions in view.

Sum over years t = 0 ... `YEARS` - 1 of ARR x margin x survival(t)/(1 + r)^t, survival(t) = share^t: an account stays
another year with the share of renewals that its band kept (`domain.revenue_forecast.chances`).
"""

from typing import Final

import numpy as np

from domain.grid import Floats, Ints

MARGIN: Final = 0.70
"""Share of ARR that is left after the cost to serve. Our choice, until cost to serve is recorded everywhere."""
DISCOUNT: Final = 0.10
"""Yearly discount rate r. Our choice."""
YEARS: Final = 10
"""Years that are looked ahead: what lies beyond is worth little and known less."""


def years_worth(share: Floats) -> Floats:
    """How many years of today's margin an account is worth, for each share of renewals kept a year (0-1)."""
    ratio = np.asarray(share, dtype=np.float64) / (1.0 + DISCOUNT)
    return np.asarray((1.0 - ratio**YEARS) / (1.0 - ratio))


def lifetime_values(arr_cents: Ints, share: Floats) -> Ints:
    """The value of each account, hundredths; `share` is that of its band."""
    return np.round(arr_cents * MARGIN * years_worth(share)).astype(np.int64)
