"""The key figures of service: each defined here, once, for the screen, the definitions and tests.

Each is told as of a day from what was known then, and so again at the end of each of the weeks before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from domain.contact_mix import Mix
from domain.grid import Floats, Ints
from domain.kpis import COMPARED_WEEKS, Kpi, Unit, cadence_kept
from domain.portfolio import Portfolio
from domain.promises import STATES, Promises
from domain.sla import Issues, Looked, Measure, Verdict, judge

_WEEK = 7
DEFINITIONS = {
    "first_response": (
        "Issues opened in the time looked at that were answered within the target of the account's tier and their "
        "severity (sla_targets), of those whose answer has come due; in clock hours, from issues.opened_at to "
        "first_response_at."
    ),
    "resolution": (
        "Issues opened in the time looked at that were resolved within the target of the account's tier and their "
        "severity (sla_targets), of those whose resolution has come due; in clock hours, from issues.opened_at to "
        "resolved_at."
    ),
    "answer_hours": "Median clock hours from issues.opened_at to first_response_at, of issues that were answered.",
    "open_issues": "Issues of customers that are not known to be resolved (issues), whenever they opened.",
    "promises_kept": (
        "Promises of ours (commitments) that were kept on their day or before, of those that came due in the time "
        "looked at; one that is overdue or was kept late counts as not kept."
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
    """Of every account of a book, at the end of each of the last weeks, the day itself last: (weeks, accounts) counts.

    Of the issues that had opened in the time looked at: `in_time` of those `due`, for each measure; whenever they
    opened: `still_open`. Of our promises that had come due in the time: `kept` of those `promised`. `answered`: for
    each week, of each answered issue its account's position and the hours until it was.
    """

    in_time: dict[Measure, Ints]
    due: dict[Measure, Ints]
    still_open: Ints
    kept: Ints
    promised: Ints
    answered: tuple[tuple[Ints, Floats], ...]


def courses(issues: Issues, promises: Promises, accounts: int, looked: Looked, day: date, days: int | None) -> Courses:
    """Count once for a whole book what the figures of any of its accounts are summed from.

    `looked` tells of `day`, `days` how far back issues opened and promises came due (None: ever).
    """
    ours = promises.take(promises.is_ours)
    back = [_WEEK * week for week in range(COMPARED_WEEKS, -1, -1)]
    in_time: dict[Measure, list[Ints]] = {measure: [] for measure in Measure}
    due: dict[Measure, list[Ints]] = {measure: [] for measure in Measure}
    still_open, kept, promised, answered = [], [], [], []
    for earlier in back:
        then = looked.before(earlier)
        opened = issues.opened_within(then.end, days)
        for measure in Measure:
            judged = judge(opened, measure, then)
            in_time[measure].append(_counted(opened.at, judged.verdict == Verdict.MET, accounts))
            due[measure].append(_counted(opened.at, judged.verdict <= Verdict.MISSED, accounts))
            if measure is Measure.FIRST_RESPONSE:
                done = ~np.isnan(judged.hours)
                answered.append((opened.at[done], judged.hours[done]))
        still_open.append(_counted(issues.at, issues.is_open(then.end), accounts))
        on = (day - timedelta(days=earlier)).toordinal()
        made = ours.take(ours.due_within(on, days))
        states = made.states(on)
        kept.append(_counted(made.at, states == STATES.index("kept"), accounts))
        promised.append(_counted(made.at, states != STATES.index("open"), accounts))
    return Courses(
        {measure: np.stack(rows) for measure, rows in in_time.items()},
        {measure: np.stack(rows) for measure, rows in due.items()},
        np.stack(still_open),
        np.stack(kept),
        np.stack(promised),
        tuple(answered),
    )


def _counted(at: Ints, chosen: npt.NDArray[np.bool_], accounts: int) -> Ints:
    return np.bincount(at[chosen], minlength=accounts)


def service_kpis(shown: Portfolio, told: Courses, mix: Mix) -> tuple[Kpi, ...]:
    """Return the figures of the screen's first row for the accounts `shown`, whose `mix` it is."""
    rows = shown.positions
    shares = {measure: _shares(told.in_time[measure], told.due[measure], rows) for measure in Measure}
    still_open = told.still_open[:, shown.customers.positions].sum(axis=1).tolist()
    return (
        _kpi("first_response", "Answered in time", "percent", shares[Measure.FIRST_RESPONSE], True),
        _kpi("answer_hours", "First answer, median", "hours", _medians(told, rows), False),
        _kpi("resolution", "Resolved in time", "percent", shares[Measure.RESOLUTION], True),
        _kpi("open_issues", "Open issues", "count", still_open, False),
        _kpi("promises_kept", "Promises kept", "percent", _shares(told.kept, told.promised, rows), True),
        cadence_kept(shown),
        _kpi("human", "By people", "percent", [mix.human_share], None),
        _kpi("proactive", "Begun by us", "percent", [mix.proactive_share], None),
    )


def _kpi(key: str, label: str, unit: Unit, course: Sequence[float | None], better: bool | None) -> Kpi:
    is_course = len(course) > 1
    history = tuple(course) if is_course else ()
    return Kpi(key, label, unit, course[-1], course[0] if is_course else None, history, better, DEFINITIONS[key])


def _shares(parts: Ints, wholes: Ints, rows: npt.NDArray[np.intp]) -> list[float | None]:
    sums = zip(parts[:, rows].sum(axis=1).tolist(), wholes[:, rows].sum(axis=1).tolist(), strict=True)
    return [part / whole if whole else None for part, whole in sums]


def _medians(told: Courses, rows: npt.NDArray[np.intp]) -> list[float | None]:
    is_shown = np.zeros(told.still_open.shape[1], dtype=bool)
    is_shown[rows] = True
    chosen = [hours[is_shown[at]] for at, hours in told.answered]
    return [float(np.median(hours)) if len(hours) else None for hours in chosen]
