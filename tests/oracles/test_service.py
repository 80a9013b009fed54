"""Every number of the service screen against SQL written by hand, for each kind of viewer and several filters."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from data_access.queries.portfolio import portfolio
from data_access.queries.service_levels import account_service, service, service_book, service_courses
from data_access.queries.touchpoints import touches
from domain.account_balance import account_balance
from domain.contact_mix import share
from domain.kpis import Kpi
from domain.open_issues import Age
from domain.policy import POLICY
from domain.portfolio import Filters
from domain.service import Service
from domain.service import service as computed
from domain.service_records import customers_behind, issues_behind, open_behind, promises_behind
from domain.sla import Measure, Verdict
from domain.viewer import Viewer
from domain.vocabulary import Role, Severity
from tests.conftest import DEMO_DAY
from tests.oracles.company import VIEWERS
from tests.oracles.portfolio_sql import Sql, scope
from tests.oracles.raw import opened
from tests.oracles.records import DAY
from tests.oracles.service_sql import ServiceSql
from tests.oracles.test_portfolio import FILTERS, near

SOME_FILTERS = ("none", "tiers", "bands", "owner and tier", "renewal")


@pytest.mark.parametrize("days", [90, None])
@pytest.mark.parametrize("chosen", FILTERS)
def test_the_company_for_every_person(random_company: str, chosen: str, days: int | None) -> None:
    for viewer in VIEWERS.values():
        check(random_company, viewer, DAY, *FILTERS[chosen], days)


@pytest.mark.parametrize("chosen", SOME_FILTERS)
def test_the_demo_for_every_role(demo_database: str, chosen: str) -> None:
    with opened(demo_database) as raw:
        people = {role: raw.value(f"SELECT min(id) FROM users WHERE role = '{role}'") for role in Role}
    for role, user_id in people.items():
        check(demo_database, Viewer(user_id, "Somebody", role, DEMO_DAY), DEMO_DAY, *FILTERS[chosen], 365)


@pytest.mark.parametrize("back", [13, 200])
def test_an_earlier_day_is_told_from_what_was_known_then(random_company: str, back: int) -> None:
    for name in ("Emil", "Ann"):
        viewer = VIEWERS[name]
        earlier = Viewer(viewer.user_id, name, viewer.role, DAY - timedelta(days=back))
        check(random_company, earlier, DAY, *FILTERS["none"], 90)


def check(url: str, viewer: Viewer, refreshed: date, filters: Filters, words: str, days: int | None) -> None:
    """The numbers for this person and filter equal those of SQL, and each list holds what its number counts."""
    fast = service(viewer, filters, days)
    chosen = f"{scope(viewer)} AND {words.format(day=refreshed, later=refreshed + timedelta(days=60))}"
    with opened(url) as raw:
        clock = raw.value("SELECT max(refreshed_at) AS refreshed_at FROM account_current")
        slow = ServiceSql(Sql(raw, refreshed, chosen), url, viewer.as_of, days, clock)
        slow.clock = max(slow.clock, slow.end - timedelta(days=1))
        found = {figure.key: figure for figure in fast.kpis}
        for measure in Measure:
            check_measure(fast, slow, measure, found)
        check_open(fast, slow, found["open_issues"], today=viewer.as_of == refreshed)
        check_promises(fast, slow, found["promises_kept"])
        check_mix(fast, slow, found)
        check_courses(fast, url, Sql(raw, refreshed, chosen), days)


def check_measure(fast: Service, slow: ServiceSql, measure: Measure, found: dict[str, Kpi]) -> None:
    rows = slow.issues(measure)
    if measure is Measure.FIRST_RESPONSE and not fast.looked.has_answers:
        assert found["first_response"].value is None
        return
    verdicts = Counter(row["verdict"] for row in rows)
    due = verdicts["met"] + verdicts["missed"]
    assert found[measure].value == (verdicts["met"] / due if due else None)
    if measure is Measure.FIRST_RESPONSE:
        assert found["answer_hours"].value == near(slow.median_hours(measure))
    told: Counter[tuple[str | None, str | None, str]] = Counter()
    for row in rows:
        for tier in (row["tier"], None):
            for severity in (row["severity"], None):
                told[tier, severity, row["verdict"]] += 1
    for cell in (cell for cell in fast.cells if cell.measure is measure):
        for verdict in Verdict:
            name = verdict.name.lower()
            assert getattr(cell.served, name) == told.pop((cell.tier, cell.severity, name), 0)
        listed = issues_behind(fast, measure, cell.tier, cell.severity)
        counts = Counter(listed.rows["verdict"].tolist())
        assert listed.total == sum(getattr(cell.served, verdict.name.lower()) for verdict in Verdict)
        if listed.total == len(listed.rows):
            assert [counts[verdict] for verdict in Verdict] == [
                getattr(cell.served, verdict.name.lower()) for verdict in Verdict
            ]
    assert not told


def check_open(fast: Service, slow: ServiceSql, figure: Kpi, *, today: bool) -> None:
    rows = slow.open_issues()
    assert figure.value == sum(row["n"] for row in rows.values())
    accounts = fast.opened.accounts
    ids = fast.shown.column("account_id")[accounts["row"].to_numpy()].tolist()
    severities = list(Severity)
    assert {
        number: (issues, severities[worst], days)
        for number, issues, worst, days in zip(
            ids, accounts["issues"], accounts["worst"], accounts["days"], strict=True
        )
    } == {number: (row["n"], row["worst"], (slow.day - row["oldest_at"].date()).days) for number, row in rows.items()}
    if today:
        assert accounts["arr_cents"].sum() == sum(row["arr"] for row in rows.values())
    parts = fast.opened.by_age
    assert (parts["accounts"].sum(), parts["issues"].sum()) == (len(rows), figure.value)
    assert sum(open_behind(fast, age).total for age in Age) == open_behind(fast, None).total == figure.value


def check_promises(fast: Service, slow: ServiceSql, figure: Kpi) -> None:
    rows = slow.promises()
    assert {
        (name, state): getattr(tally, state) for name, tally in fast.tallies for state in ("kept", "late", "broken",
                                                                                         "overdue", "open")
        if getattr(tally, state)
    } == rows  # fmt: skip
    due = sum(number for (_, state), number in rows.items() if state != "open")
    kept = sum(number for (_, state), number in rows.items() if state == "kept")
    assert figure.value == (kept / due if due else None)
    assert sum(promises_behind(fast, name).total for name, _ in fast.tallies) == sum(rows.values())


def check_mix(fast: Service, slow: ServiceSql, found: dict[str, Kpi]) -> None:
    for by, groups in (("tier", fast.by_tier), ("owner_id", fast.by_owner)):
        rows = slow.mix(by)
        assert {one.key for one in groups} == set(rows)
        for one in groups:
            row, mix = rows[one.key], one.mix
            assert (mix.customers, mix.with_cadence, mix.in_touch) == (
                row["customers"], row["wanted"], row["in_touch"],
            )  # fmt: skip
            for name in ("human", "automated", "proactive", "reactive"):
                assert getattr(mix, name) == near(row[name])
            listed = customers_behind(fast, "tier" if by == "tier" else "owner_id", one.key)
            assert listed.total == mix.customers
            assert listed.rows["waits"].sum() == mix.with_cadence - mix.in_touch
    total = {name: sum(row[name] or 0 for row in slow.mix("tier").values()) for name in ("wanted", "in_touch", "human",
             "automated", "proactive", "reactive")}  # fmt: skip
    assert found["coverage"].value == (total["in_touch"] / total["wanted"] if total["wanted"] else None)
    for key, part, other in (("human", "human", "automated"), ("proactive", "proactive", "reactive")):
        both = total[part] + total[other]
        assert found[key].value == near(total[part] / both if both >= 5 else None)


def check_courses(fast: Service, url: str, sql: Sql, days: int | None) -> None:
    """A quarter ago, as it stood then."""
    day = fast.as_of - timedelta(weeks=13)
    slow = ServiceSql(sql, url, day, days, datetime.max.replace(tzinfo=UTC))
    found = {figure.key: figure for figure in fast.kpis}
    verdicts = Counter(row["verdict"] for row in slow.issues("resolution"))
    due = verdicts["met"] + verdicts["missed"]
    assert found["resolution"].previous == (verdicts["met"] / due if due else None)
    assert found["open_issues"].previous == sum(row["n"] for row in slow.open_issues().values())
    rows = slow.promises()
    due = sum(number for (_, state), number in rows.items() if state != "open")
    kept = sum(number for (_, state), number in rows.items() if state == "kept")
    assert found["promises_kept"].previous == (kept / due if due else None)
    if fast.looked.has_answers:
        assert found["answer_hours"].previous == near(slow.median_hours("first_response"))


def test_an_account_says_of_itself_what_the_book_says_of_it(random_company: str) -> None:
    viewer = VIEWERS["Emil"]
    book, told = portfolio(viewer), 0
    for place, number in enumerate(book.column("account_id").tolist()):
        mine = book.take(np.arange(len(book)) == place)
        only = computed(mine, book, service_book(viewer), service_courses(viewer, 365), DAY, 365)
        cells = {cell.measure: cell.served for cell in only.cells if cell.tier is None and cell.severity is None}
        assert (account_service(viewer, number, 365) or {}) == cells
        told += bool(cells)
    assert told > 5


def test_the_balance_of_an_account_is_what_the_portfolio_adds_up(demo_database: str) -> None:
    with opened(demo_database) as raw:
        viewer = Viewer(raw.value("SELECT min(id) FROM users WHERE role = 'executive'"), "E", Role.EXECUTIVE, DEMO_DAY)
        rows = raw.rows("SELECT * FROM account_current ORDER BY account_id LIMIT 40")
    for row in rows[::4]:
        told = account_balance(touches(viewer, row["account_id"]), None, DEMO_DAY, POLICY)
        assert told.human == near(share(row["human_touches"], row["automated_touches"]))
        assert told.proactive == near(share(row["proactive_touches"], row["reactive_touches"]))
