"""The portfolio's numbers as SQL written by hand, the same text on both databases."""

from datetime import UTC, date, timedelta

from domain.policy import POLICY
from domain.viewer import Viewer
from tests.oracles.raw import Raw, Row

BANDS = ("healthy", "stable", "watch", "at_risk", "unknown")
TIERS = ("strategic", "key", "tactical", "none")

WEEKS_TOLD = """(
    SELECT account_id, week_on, score, band, arr_cents FROM health_snapshots
    UNION ALL
    SELECT x.account_id, x.as_of_on, x.score, x.band, x.arr_cents FROM account_current x
    WHERE (x.completeness > 0 OR x.arr_cents IS NOT NULL) AND NOT EXISTS (
        SELECT 1 FROM health_snapshots y WHERE y.account_id = x.account_id AND y.week_on = x.as_of_on))"""
"""Each account's Sundays, and its present day, where that is none."""


def scope(viewer: Viewer) -> str:
    """Which rows `a` of account_current a person may see."""
    own = (
        f"a.account_id IN (SELECT id FROM accounts WHERE owner_id = {viewer.user_id}) "
        f"OR a.account_id IN (SELECT account_id FROM account_team WHERE user_id = {viewer.user_id})"
    )
    team = (
        "OR a.account_id IN (SELECT id FROM accounts WHERE owner_id IN (SELECT id FROM users WHERE team_id = "
        f"(SELECT team_id FROM users WHERE id = {viewer.user_id})))"
    )
    words = {"executive": "1 = 1", "administrator": "1 = 1", "account_manager": own, "team_lead": f"{own} {team}"}
    return f"({words[viewer.role]})"


class Sql:
    """The numbers for the accounts `a` where `chosen` holds, as of `day`."""

    def __init__(self, raw: Raw, day: date, chosen: str) -> None:
        self.raw, self.day, self.chosen = raw, day, chosen

    def week(self, back: int) -> date:
        """The Sunday so many weeks before, or the one before that."""
        wanted = self.day - timedelta(weeks=back)
        return wanted - timedelta(days=(wanted.weekday() + 1) % 7)

    def ids(self) -> list[int]:
        rows = self.raw.rows(f"SELECT account_id FROM account_current a WHERE {self.chosen} ORDER BY account_id")
        return [row["account_id"] for row in rows]

    def arr(self, day: date) -> int | None:
        """From the terms themselves: in force and known, each converted and rounded half up."""
        row = self.raw.row(f"""
            SELECT count(*) AS begun,
                   sum(CASE WHEN t.ends_on IS NULL OR t.ends_on > '{day}' THEN
                       (t.arr_cents * CASE WHEN s.currency = w.reporting_currency THEN 100000000 ELSE coalesce(
                           (SELECT r.rate_e8 FROM exchange_rates r WHERE r.currency = s.currency
                            AND r.starts_on <= '{day}' ORDER BY r.starts_on DESC LIMIT 1),
                           (SELECT r.rate_e8 FROM exchange_rates r WHERE r.currency = s.currency
                            ORDER BY r.starts_on LIMIT 1)) END + 50000000) / 100000000
                       ELSE 0 END) AS arr
            FROM subscription_terms t
            JOIN subscriptions s ON s.id = t.subscription_id
            JOIN account_current a ON a.account_id = t.account_id
            CROSS JOIN workspace w
            WHERE {self.chosen} AND t.starts_on <= '{day}'
              AND t.recorded_at < '{day + timedelta(days=1)} 00:00:00'""")
        return int(row["arr"]) if row["begun"] else None

    def customers(self) -> int:
        return int(self.raw.value(f"SELECT count(*) FROM account_current a WHERE a.is_customer AND {self.chosen}"))

    def customers_before(self, day: date) -> int | None:
        """Those with ARR then, and today's customers that never had a subscription."""
        if self.arr(day) is None:
            return None
        return int(
            self.raw.value(f"""
                SELECT count(*) FROM account_current a WHERE {self.chosen} AND (
                    (a.is_customer AND a.arr_cents IS NULL)
                    OR EXISTS (SELECT 1 FROM {WEEKS_TOLD} h WHERE h.account_id = a.account_id
                               AND h.week_on = '{day}' AND h.arr_cents > 0))""")
        )

    def health(self, day: date) -> float | None:
        """By ARR; the plain mean where no scored account has any."""
        row = self.raw.row(f"""
            SELECT sum(CASE WHEN h.arr_cents > 0 THEN h.score * h.arr_cents END) AS points,
                   sum(CASE WHEN h.arr_cents > 0 THEN h.arr_cents END) AS arr, avg(h.score) AS mean
            FROM {WEEKS_TOLD} h JOIN account_current a ON a.account_id = h.account_id
            WHERE {self.chosen} AND h.week_on = '{day}' AND h.score IS NOT NULL""")
        found = row["points"] / float(row["arr"]) if row["arr"] else row["mean"]
        return None if found is None else float(found)

    def at_risk_and_due(self) -> int:
        until = self.day + timedelta(days=90)
        found = self.raw.value(f"""
            SELECT sum(a.arr_cents) FROM account_current a
            WHERE {self.chosen} AND a.is_customer AND a.score < 40
              AND (a.renewal_on BETWEEN '{self.day}' AND '{until}'
                   OR a.notice_on BETWEEN '{self.day}' AND '{until}')""")
        return int(found or 0)

    def renewals(self) -> int:
        return int(
            self.raw.value(f"""
                SELECT count(*) FROM account_current a WHERE {self.chosen} AND a.is_customer
                AND a.renewal_on BETWEEN '{self.day}' AND '{self.day + timedelta(days=90)}'""")
        )

    def cadence(self) -> float | None:
        row = self.raw.row(f"""
            SELECT count(*) AS n, sum(CASE WHEN a.next_touch_due_on >= '{self.day}' THEN 1 ELSE 0 END) AS kept
            FROM account_current a WHERE {self.chosen} AND a.is_customer AND a.tier IS NOT NULL""")
        return int(row["kept"]) / row["n"] if row["n"] else None

    def cadence_before(self, day: date) -> float | None:
        """By the tiers of today, the touches that were known then, and the usual cadence of each tier."""
        cadence = " ".join(f"WHEN '{tier}' THEN {days}" for tier, days in POLICY.cadence_days.items())
        rows = self.raw.rows(f"""
            SELECT CASE a.tier {cadence} END AS days,
                   (SELECT max(t.occurred_at) FROM touchpoints t WHERE t.account_id = a.account_id
                    AND NOT t.is_automated AND NOT t.is_planned
                    AND t.occurred_at < '{day + timedelta(days=1)} 00:00:00'
                    AND t.recorded_at < '{day + timedelta(days=1)} 00:00:00') AS last_at
            FROM account_current a WHERE {self.chosen} AND a.tier IS NOT NULL AND (
                (a.is_customer AND a.arr_cents IS NULL)
                OR EXISTS (SELECT 1 FROM {WEEKS_TOLD} h WHERE h.account_id = a.account_id
                           AND h.week_on = '{day}' AND h.arr_cents > 0))""")
        kept = [
            row
            for row in rows
            if row["last_at"] and row["last_at"].astimezone(UTC).date() + timedelta(row["days"]) >= day
        ]
        return len(kept) / len(rows) if rows else None

    def distribution(self) -> dict[float, tuple[int, int]]:
        """Accounts and ARR by the score that a bar of 5 points starts at; -1 where unknown."""
        bars = " ".join(f"WHEN a.score < {end} THEN {end - 5}" for end in range(5, 100, 5))
        rows = self.raw.rows(f"""
            SELECT CASE WHEN a.score IS NULL THEN -1 {bars} ELSE 95 END AS bar, count(*) AS n,
                   coalesce(sum(a.arr_cents), 0) AS arr
            FROM account_current a WHERE {self.chosen} AND a.is_customer GROUP BY 1""")
        return {float(row["bar"]): (row["n"], int(row["arr"])) for row in rows}

    def tiers(self) -> dict[tuple[str, str], tuple[int, int]]:
        rows = self.raw.rows(f"""
            SELECT coalesce(a.tier, 'none') AS tier, a.band, count(*) AS n, coalesce(sum(a.arr_cents), 0) AS arr
            FROM account_current a WHERE {self.chosen} AND a.is_customer GROUP BY 1, 2""")
        return {(row["tier"], row["band"]): (row["n"], int(row["arr"])) for row in rows}

    def trend(self) -> dict[date, Row]:
        """By week, over accounts with ARR in it; weeks without any are left out."""
        rows = self.raw.rows(f"""
            SELECT h.week_on, sum(h.score * h.arr_cents) AS points, count(h.score) AS n, avg(h.score) AS mean,
                   sum(CASE WHEN h.score IS NOT NULL THEN h.arr_cents ELSE 0 END) AS scored
            FROM {WEEKS_TOLD} h JOIN account_current a ON a.account_id = h.account_id
            WHERE {self.chosen} AND h.arr_cents > 0 GROUP BY h.week_on""")
        return {row["week_on"]: row for row in rows}

    def riskiest(self, limit: int) -> list[int]:
        rows = self.raw.rows(f"""
            SELECT a.account_id FROM account_current a
            WHERE {self.chosen} AND a.is_customer AND a.band IN ('watch', 'at_risk')
            ORDER BY (60 - a.score) * coalesce(a.arr_cents, 0) DESC, a.score, a.account_id LIMIT {limit}""")
        return [row["account_id"] for row in rows]

    def movements(self, back: int) -> list[Row]:
        """Customers in another band than so many weeks ago: the worse first, then by ARR."""
        places = " ".join(f"WHEN '{band}' THEN {place}" for place, band in enumerate(BANDS))
        worse = f"CASE n.band {places} END > CASE b.band {places} END"
        return self.raw.rows(f"""
            SELECT a.account_id, b.band AS band_before, n.band AS band_now, b.score AS score_before,
                   n.score AS score_now, CASE WHEN {worse} THEN 1 ELSE 0 END AS worse
            FROM account_current a
            JOIN {WEEKS_TOLD} n ON n.account_id = a.account_id AND n.week_on = '{self.day}'
            JOIN {WEEKS_TOLD} b ON b.account_id = a.account_id AND b.week_on = '{self.week(back)}'
            WHERE {self.chosen} AND a.is_customer AND n.band <> b.band
              AND n.band <> 'unknown' AND b.band <> 'unknown'
            ORDER BY worse DESC, coalesce(a.arr_cents, 0) DESC, a.account_id""")
