"""The numbers of the service screen as SQL written by hand, on both databases."""

from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from tests.oracles.portfolio_sql import Sql
from tests.oracles.raw import Row

_DONE = {"first_response": "i.first_response_at", "resolution": "i.resolved_at"}


class ServiceSql:
    """The numbers for the accounts that `sql` chooses, as known at the end of `day`.

    `days`: how far back issues opened and promises came due (None: ever); `clock`: until when the undone has waited.
    """

    def __init__(self, sql: Sql, url: str, day: date, days: int | None, clock: datetime) -> None:
        self.sql, self.day, self.days = sql, day, days
        self.is_sqlite = url.startswith("sqlite")
        self.end = datetime.combine(day + timedelta(days=1), time(), UTC)
        self.clock = min(clock, self.end)

    def issues(self, measure: str) -> list[Row]:
        """`tier`, `severity`, `verdict`, `hours` (None: not done) of each issue that opened in the time."""
        end = _text(self.end)
        known = f"i.resolved_at < '{end}' AND coalesce(i.resolution_recorded_at, i.resolved_at) < '{end}'"
        done = _DONE[measure]
        is_done = known if measure == "resolution" else f"{done} < '{_text(self.end)}'"
        now = f"'{_text(self.clock)}'" if self.is_sqlite else f"TIMESTAMPTZ '{_text(self.clock)}+00'"
        took, waited = self._seconds(done, "i.opened_at"), self._seconds(now, "i.opened_at")
        untold = f"WHEN NOT coalesce({is_done}, false) AND coalesce({known}, false) THEN 'untold'"
        since = "" if self.days is None else f"AND i.opened_at >= '{_text(self.end - timedelta(days=self.days))}'"
        return self.sql.raw.rows(f"""
            SELECT i.id, coalesce(a.tier, 'none') AS tier, i.severity,
                   CASE WHEN t.tier IS NULL THEN 'untold' {untold if measure == "first_response" else ""}
                        WHEN {is_done} THEN
                            CASE WHEN {took} <= 60 * t.{measure}_minutes THEN 'met' ELSE 'missed' END
                        WHEN {waited} > 60 * t.{measure}_minutes THEN 'missed' ELSE 'waiting' END AS verdict,
                   CASE WHEN {is_done} THEN {took} / 3600.0 END AS hours
            FROM issues i JOIN account_current a ON a.account_id = i.account_id
            LEFT JOIN sla_targets t ON t.tier = a.tier AND t.severity = i.severity
            WHERE {self.sql.chosen} AND i.opened_at < '{_text(self.end)}' AND i.recorded_at < '{_text(self.end)}'
              {since}""")

    def median_hours(self, measure: str) -> float | None:
        """Over what is done."""
        hours = [float(row["hours"]) for row in self.issues(measure) if row["hours"] is not None]
        return median(hours) if hours else None

    def open_issues(self) -> dict[int, Row]:
        """By account: how many are open, since when, the worst severity; customers only."""
        end = _text(self.end)
        rows = self.sql.raw.rows(f"""
            SELECT i.account_id, count(*) AS n, min(i.opened_at) AS oldest_at, min(i.severity) AS worst,
                   coalesce(max(a.arr_cents), 0) AS arr
            FROM issues i JOIN account_current a ON a.account_id = i.account_id
            WHERE {self.sql.chosen} AND a.is_customer AND i.opened_at < '{end}' AND i.recorded_at < '{end}'
              AND (i.resolved_at IS NULL OR i.resolved_at >= '{end}' OR i.resolution_recorded_at >= '{end}')
            GROUP BY i.account_id""")
        return {row["account_id"]: row for row in rows}

    def promises(self) -> dict[tuple[str, str], int]:
        """Of ours, how many of each department stand how."""
        end, day = _text(self.end), self.day
        since = "" if self.days is None else f"AND c.due_on >= '{day - timedelta(days=self.days)}'"
        told = f"(c.outcome_recorded_at IS NULL OR c.outcome_recorded_at < '{end}')"
        rows = self.sql.raw.rows(f"""
            SELECT c.department, CASE WHEN {told} AND c.kept_on <= '{day}' AND c.kept_on > c.due_on THEN 'late'
                                      WHEN {told} AND c.kept_on <= '{day}' THEN 'kept'
                                      WHEN {told} AND c.broken_on <= '{day}' THEN 'broken'
                                      WHEN c.due_on < '{day}' THEN 'overdue' ELSE 'open' END AS state, count(*) AS n
            FROM commitments c JOIN account_current a ON a.account_id = c.account_id
            WHERE {self.sql.chosen} AND c.is_ours AND c.recorded_at < '{end}' {since} GROUP BY 1, 2""")
        return {(row["department"], row["state"]): row["n"] for row in rows}

    def mix(self, by: str) -> dict[str | int, Row]:
        """Customers by a column of `account_current`: cadence, and the touches that shares are made of."""
        rows = self.sql.raw.rows(f"""
            SELECT a.{by} AS of, count(*) AS customers, sum(CASE WHEN a.tier IS NOT NULL THEN 1 ELSE 0 END) AS wanted,
                   sum(CASE WHEN a.tier IS NOT NULL AND a.next_touch_due_on >= '{self.sql.day}' THEN 1 ELSE 0 END)
                       AS in_touch,
                   sum(a.human_touches) AS human, sum(a.automated_touches) AS automated,
                   sum(a.proactive_touches) AS proactive, sum(a.reactive_touches) AS reactive
            FROM account_current a WHERE {self.sql.chosen} AND a.is_customer GROUP BY 1""")
        nobody = "none" if by == "tier" else -1
        return {nobody if row["of"] is None else row["of"]: row for row in rows}

    def _seconds(self, later: str, earlier: str) -> str:
        if self.is_sqlite:
            return f"(strftime('%s', {later}) - strftime('%s', {earlier}))"
        return f"extract(epoch FROM {later} - {earlier})"


def _text(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%d %H:%M:%S")
