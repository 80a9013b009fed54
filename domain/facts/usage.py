"""Facts about use of our products: the last weeks, those before, and the seats bought."""

import numpy as np

from domain.events import Usage
from domain.grid import DAY_SECONDS, Floats, Grid
from domain.policy import Policy


def usage_facts(usage: Usage, size: int, grid: Grid, policy: Policy) -> dict[str, Floats]:
    """Means over windows that end with the last week that was over, and known, at each row."""
    week = 7 * DAY_SECONDS
    # A week that ends with the row counts in it; what becomes known just then does not.
    row = grid.first_row_after(np.maximum(usage.ends_at - 1, usage.known_at))
    now, before = policy.usage_window_weeks, policy.usage_before_weeks
    shape = (size, len(grid))
    recent, earlier = np.zeros(shape), np.zeros(shape)
    recent_weeks, earlier_weeks = np.zeros(shape), np.zeros(shape)
    seats, seats_week = np.zeros(shape), np.full(shape, -1.0)
    seats_known = np.where(np.isnan(usage.seats), 0.0, usage.seats)
    for position, end in enumerate(grid.ends_at):
        known = row <= position
        age_weeks = (end - usage.ends_at) // week
        for low, high, into, weeks in ((0, now, recent, recent_weeks), (now, now + before, earlier, earlier_weeks)):
            chosen = known & (age_weeks >= low) & (age_weeks < high)
            account = usage.account[chosen]
            into[:, position] = np.bincount(account, weights=usage.active_users[chosen], minlength=size)
            distinct = np.unique(account * (now + before) + age_weeks[chosen])
            weeks[:, position] = np.bincount(distinct // (now + before), minlength=size)
        chosen = known & (age_weeks >= 0) & (age_weeks < now) & ~np.isnan(usage.seats)
        _latest_seats(usage, chosen, seats_known, seats[:, position], seats_week[:, position])
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "active_users": np.where(recent_weeks > 0, recent / recent_weeks, np.nan),
            "active_users_before": np.where(earlier_weeks > 0, earlier / earlier_weeks, np.nan),
            "seats": np.where(seats > 0, seats, np.nan),
        }


def _latest_seats(usage: Usage, chosen: np.ndarray, seats: Floats, into: Floats, latest: Floats) -> None:
    np.maximum.at(latest, usage.account[chosen], usage.ends_at[chosen].astype(float))
    newest = chosen.copy()
    newest[chosen] = usage.ends_at[chosen] == latest[usage.account[chosen]]
    np.add.at(into, usage.account[newest], seats[newest])
