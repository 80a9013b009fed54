"""Everything that the service screen says about some accounts: issues, promises, cadence and who touches whom."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from domain.contact_mix import Group, Mix, groups, mix_of
from domain.grid import DAY_SECONDS, Ints, end_of_day
from domain.kpis import Kpi
from domain.open_issues import OpenIssues, open_issues
from domain.portfolio import Portfolio
from domain.promises import Promises, Tally, by_department, count, of_the_sale
from domain.service_kpis import Courses, service_kpis
from domain.sla import Cell, Issues, Judged, Looked, Measure, cells, judge


@dataclass(frozen=True, slots=True, eq=False)
class ServiceBook:
    """What is on record of a whole book: every issue and every promise of its accounts, and whether targets are."""

    issues: Issues
    promises: Promises
    looked: Looked
    has_targets: bool


@dataclass(frozen=True, eq=False)
class Service:
    """The answers about some accounts; money in hundredths. Shared: never changed.

    `as_of`: the day at whose end issues and promises are told, `days` back (None: ever); cadence and mix are those of
    `shown.as_of`, the last refresh. `issues` opened within those days, `judged` against each target; `row` and
    `promise_row`: of each, its account's place in `shown`. `standing`: of each of our `promises`, how it stands, as a
    position in `domain.promises.STATES`.
    """

    shown: Portfolio
    as_of: date
    days: int | None
    has_targets: bool
    looked: Looked
    ever: int
    issues: Issues
    row: Ints
    judged: dict[Measure, Judged]
    cells: tuple[Cell, ...]
    opened: OpenIssues
    promises: Promises
    promise_row: Ints
    standing: Ints
    tallies: list[tuple[str, Tally]]
    sale: tuple[Tally, Tally]
    mix: Mix
    kpis: tuple[Kpi, ...]

    @property
    def currency(self) -> str:
        """In which money is told."""
        return self.shown.currency

    @cached_property
    def kept(self) -> Tally:
        """All of our promises."""
        return sum((one for _, one in self.tallies), Tally())

    @cached_property
    def by_tier(self) -> tuple[Group, ...]:
        """Cadence and mix by tier."""
        return groups(self.shown, "tier")

    @cached_property
    def by_owner(self) -> tuple[Group, ...]:
        """Cadence and mix by owner, the least cadence kept first."""
        return groups(self.shown, "owner_id")


def service(
    shown: Portfolio, whole: Portfolio, book: ServiceBook, told: Courses, day: date, days: int | None
) -> Service:
    """Return all answers about the accounts `shown`, a part of the `whole`, over which `book` and `told` were made."""
    row_of = np.full(len(whole), -1, dtype=np.int64)
    row_of[shown.positions] = np.arange(len(shown))
    all_issues = book.issues.take(row_of[book.issues.at] >= 0)
    issues = all_issues.opened_within(book.looked.end, days)
    judged = {measure: judge(issues, measure, book.looked) for measure in Measure}
    ours = (row_of[book.promises.at] >= 0) & book.promises.is_ours
    promises = book.promises.take(ours & book.promises.due_within(day.toordinal(), days))
    standing = promises.states(day.toordinal())
    counted = count(promises, standing)
    opened = open_issues(shown, all_issues, row_of[all_issues.at], book.looked, whole.week_of(day))
    mix = mix_of(shown)
    return Service(
        shown=shown,
        as_of=day,
        days=days,
        has_targets=book.has_targets,
        looked=book.looked,
        ever=len(all_issues),
        issues=issues,
        row=row_of[issues.at],
        judged=judged,
        cells=cells(issues, judged),
        opened=opened,
        promises=promises,
        promise_row=row_of[promises.at],
        standing=standing,
        tallies=by_department(counted),
        sale=of_the_sale(counted),
        mix=mix,
        kpis=service_kpis(shown, told, mix),
    )


def looked_from(day: date, refreshed_at: float, *, has_answers: bool) -> Looked:
    """The end of the day, and the last refresh (epoch s) where that is before it."""
    end = end_of_day(day)
    return Looked(end, min(end, max(int(refreshed_at), end - DAY_SECONDS)), has_answers)
