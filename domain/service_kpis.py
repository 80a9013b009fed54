"""The key figures of service: each defined here, once, for the screen, the definitions and tests.

Each is told as of a day from what was known then, and so again at the end of each of the weeks before it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from domain.contact_mix import Mix
from domain.kpis import COMPARED_WEEKS, Kpi, Unit, cadence_kept
from domain.portfolio import Portfolio
from domain.promises import STATES, Promises, Tally
from domain.sla import Issues, Looked, Measure, judge, served

_WEEK = 7
DEFINITIONS = {
    "first_response": (
        "Issues that were answered within the target of the account's tier and their severity (sla_targets), of those "
        "whose answer has come due; in clock hours, from issues.opened_at to first_response_at."
    ),
    "resolution": (
        "Issues that were resolved within the target of the account's tier and their severity (sla_targets), of those "
        "whose resolution has come due; in clock hours, from issues.opened_at to resolved_at."
    ),
    "answer_hours": "Median clock hours from issues.opened_at to first_response_at, of issues that were answered.",
    "open_issues": "Issues of customers that are not known to be resolved (issues), whenever they opened.",
    "promises_kept": (
        "Promises of ours (commitments) that were kept on their day or before, of those that have come due; one that "
        "is overdue or was kept late counts as not kept."
    ),
    "human": (
        "Touches by people of all touches of customers, each counting half as much every 90 days "
        "(account_current.human_touches, automated_touches)."
    ),
    "proactive": (
        "Our touches by people that answered nothing, of those of which it is known, each counting half as much every "
        "90 days (account_current.proactive_touches, reactive_touches)."
    ),
}
"""What each figure is made of, with its source."""


@dataclass(frozen=True, slots=True, eq=False)
class Courses:
    """Of the accounts `shown`: all their `issues`, those `of_customers`, our `promises` to them, and their `mix`.

    `day` is that of which `looked` tells, `days` how far back issues opened and promises came due (None: ever).
    """

    shown: Portfolio
    issues: Issues
    of_customers: Issues
    promises: Promises
    looked: Looked
    day: date
    days: int | None
    mix: Mix


def service_kpis(told: Courses) -> tuple[Kpi, ...]:
    """Return the figures of the screen's first row."""
    back = [_WEEK * week for week in range(COMPARED_WEEKS, -1, -1)]
    of_issues = [_of_issues(told, days) for days in back]
    answered, resolved, hours, still_open = zip(*of_issues, strict=True)
    promises = [_kept_rate(told, days) for days in back]
    mix = told.mix
    return (
        _kpi("first_response", "Answered in time", "percent", answered, True),
        _kpi("answer_hours", "First answer, median", "hours", hours, False),
        _kpi("resolution", "Resolved in time", "percent", resolved, True),
        _kpi("open_issues", "Open issues", "count", still_open, False),
        _kpi("promises_kept", "Promises kept", "percent", promises, True),
        cadence_kept(told.shown),
        _kpi("human", "By people", "percent", [mix.human_share], None),
        _kpi("proactive", "Begun by us", "percent", [mix.proactive_share], None),
    )


def _kpi(
    key: str, label: str, unit: Unit, course: "tuple[float | None, ...] | list[float | None]", better: bool | None
) -> Kpi:
    is_course = len(course) > 1
    history = tuple(course) if is_course else ()
    return Kpi(key, label, unit, course[-1], course[0] if is_course else None, history, better, DEFINITIONS[key])


def _of_issues(told: Courses, back: int) -> tuple[float | None, float | None, float | None, int]:
    """In time answered and resolved (0-1), median hours, and how many were open, so many days before."""
    looked = told.looked.before(back) if back else told.looked
    issues = told.issues.opened_within(looked.end, told.days)
    answered, resolved = (served(judge(issues, measure, looked)) for measure in Measure)
    still_open = int(told.of_customers.is_open(looked.end).sum())
    return answered.share, resolved.share, answered.median_hours, still_open


def _kept_rate(told: Courses, back: int) -> float | None:
    """The share kept of our promises that had come due so many days before (0-1)."""
    day = (told.day - timedelta(days=back)).toordinal()
    promises = told.promises.due_within(day, told.days)
    counts = np.bincount(promises.states(day), minlength=len(STATES)).tolist()
    return Tally(**dict(zip(STATES, counts, strict=True))).kept_rate
