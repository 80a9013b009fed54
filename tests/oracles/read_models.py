"""What a refresh wrote, row by row: what is shown, and what is remembered."""

from datetime import date

from tests.oracles.raw import Row, opened

TABLES = {
    "account_current": "SELECT * FROM account_current ORDER BY account_id",
    "account_history": "SELECT * FROM account_history ORDER BY account_id",
    "health_snapshots": "SELECT * FROM health_snapshots ORDER BY account_id, week_on",
}
REMEMBERED = {
    "refresh_recent": "SELECT * FROM refresh_recent ORDER BY account_id",
    "refresh_records": "SELECT * FROM refresh_records ORDER BY account_id",
    "refresh_state": "SELECT * FROM refresh_state ORDER BY account_id",
}


def read_models(url: str) -> dict[str, list[Row]]:
    """Every row of the read models, without the instant at which it was written."""
    with opened(url) as raw:
        return {table: [{**row, "refreshed_at": None} for row in raw.rows(sql)] for table, sql in TABLES.items()}


def remembered(url: str) -> dict[str, list[Row]]:
    """Every row of what the next refresh goes on from."""
    with opened(url) as raw:
        return {table: raw.rows(sql) for table, sql in REMEMBERED.items()}


def history_until(url: str, day: date) -> list[Row]:
    """The weekly history up to `day`."""
    return [row for row in read_models(url)["health_snapshots"] if row["week_on"] <= day]
