"""Triggers that note which account's records changed, and how far back: what an incremental refresh goes by.

A row of `account_changes` says: of this account, rows of the weekly history that end after `known_at` may have changed,
and whoever reads what is new must read back to `happened_at`. Rows are noted by the database itself, so that no writer
can forget it. `FAR` stands where no week changes, and only the account's current row may.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from alembic import op

from data_access.migrations.watched_tables import FAR, LONG_AGO, WATCHED, Watched


def watch(tells: str | None = "records") -> None:
    """Put the triggers on every watched table; `tells`: the column of notes that tells which small tables changed."""
    make = _postgresql if op.get_bind().dialect.name == "postgresql" else _sqlite
    for watched in WATCHED:
        for words in make(watched, tells):
            op.execute(words)


def unwatch() -> None:
    """Take them off again, so that a later migration can put on others."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for watched in WATCHED:
        for what in ("insert", "update", "delete"):
            name = f"nexus_note_account_{watched.table}_{what}"
            # A database that was made before a table was watched has none on it.
            op.execute(f"DROP FUNCTION IF EXISTS {name} CASCADE" if is_postgresql else f"DROP TRIGGER IF EXISTS {name}")
        if is_postgresql:
            op.execute(f"DROP TRIGGER IF EXISTS nexus_note_account_{watched.table}_truncate ON {watched.table}")


@dataclass(frozen=True, slots=True)
class _Words:
    """How a database says it; `row`: the name of the row in question."""

    most: str
    least: str
    begin: str

    def of(self, expression: str, row: str) -> str:
        begin = self.begin
        said = expression.replace("{paid}", _PAID)
        said = said.replace("{next_week}", _NEXT_WEEK[self.most]).replace("{week_over}", _WEEK_OVER[self.most])
        for column in _DATES:
            said = said.replace(f"{{day:{column}}}", begin.format(date=f"{row}.{column}"))
        return said.replace("{x}", row).replace("{most}", self.most).replace("{least}", self.least)


_DATES = (
    "kept_on", "broken_on", "left_on", "assessed_on", "starts_on", "ends_on", "reached_on", "measured_on",
    "happened_on", "paid_on", "due_on", "since_on",
)  # fmt: skip
_PAID = "CASE {x}.status WHEN 'cancelled' THEN " + LONG_AGO + " WHEN 'paid' THEN coalesce({day:paid_on}, {day:due_on})"
_PAID += " ELSE {day:paid_on} END"
_NEXT_WEEK = {
    "max": "datetime({x}.week_on, '+7 days')",
    "greatest": "(({x}.week_on + 7)::timestamp AT TIME ZONE 'UTC')",
}
_WEEK_OVER = {
    "max": "datetime({x}.week_on, '+7 days', '-1 second')",
    "greatest": "(({x}.week_on + 7)::timestamp AT TIME ZONE 'UTC' - interval '1 second')",
}
_SQLITE = _Words("max", "min", "({date} || ' 00:00:00')")
_POSTGRESQL = _Words("greatest", "least", "({date}::timestamp AT TIME ZONE 'UTC')")


def _of_records(watched: Watched, tells: str | None) -> tuple[str, str]:
    """The column that tells which small tables changed, and its value."""
    values = {"of_records": str(watched.bits > 0).lower(), "records": str(watched.bits)}
    return (f", {tells}", f", {values[tells]}") if tells else ("", "")


def _of_change(watched: Watched, words: _Words, old: str, new: str, differs: str) -> tuple[str, str]:
    """From when on weeks change if `old` became `new`, and how far back to read."""
    if watched.moves:
        known = f"{words.least}({words.of(watched.known, old)}, {words.of(watched.known, new)})"
        return known, f"{words.least}({words.of(watched.happened, old)}, {words.of(watched.happened, new)})"
    cases = [f"WHEN {old}.{name} {differs} {new}.{name} THEN {LONG_AGO}" for name in watched.same]
    if watched.ends:
        ends = [words.of(watched.ends, row) for row in (old, new)]
        either = ", ".join(f"coalesce({end}, {FAR})" for end in ends)
        pairs = [tuple(ends), *((f"{old}.{name}", f"{new}.{name}") for name in watched.settled)]
        moved = " OR ".join(f"{before} {differs} {after}" for before, after in pairs)
        cases.append(f"WHEN {moved} THEN {words.least}({either})")
    return (f"CASE {' '.join(cases)} ELSE {FAR} END" if cases else FAR), FAR


def _sqlite(watched: Watched, tells: str | None) -> Iterator[str]:
    """Triggers for each row; an account that no refresh knows needs no note, as it will be computed from the start."""
    words = _SQLITE
    gone = words.of(watched.known, "OLD") if watched.moves else FAR if watched.known == FAR else LONG_AGO
    both = _of_change(watched, words, "OLD", "NEW", "IS NOT")
    column, value = _of_records(watched, tells)
    is_told = {
        None: "",
        "of_records": f" AND c.of_records >= {watched.bits > 0:d}",
        "records": f" AND c.records & {watched.bits} = {watched.bits}",
    }[tells]
    notes = {
        "insert": [("NEW", words.of(watched.known, "NEW"), words.of(watched.happened, "NEW"))],
        "delete": [("OLD", gone, words.of(watched.happened, "OLD"))],
        "update": [("OLD", *both), ("NEW", *both)],
    }
    for what, rows in notes.items():
        body = "".join(
            # All words are those above.
            f"INSERT INTO account_changes (account_id, known_at, happened_at{column})"  # noqa: S608
            f" SELECT account_id, {known}, {happened}{value}"
            f" FROM ({watched.accounts.replace('{x}', row)}) AS of"
            " WHERE EXISTS (SELECT 1 FROM refresh_state s WHERE s.account_id = of.account_id) AND NOT EXISTS"
            " (SELECT 1 FROM account_changes c WHERE c.account_id = of.account_id AND c.known_at <= "
            f"{known} AND c.happened_at <= {happened}{is_told}); "
            for row, known, happened in rows
        )
        matters = "EXISTS (SELECT 1 FROM refresh_state)"
        if what == "update" and watched.only:
            matters += f" AND ({' OR '.join(f'OLD.{name} IS NOT NEW.{name}' for name in watched.only)})"
        yield (
            f"CREATE TRIGGER nexus_note_account_{watched.table}_{what} AFTER {what.upper()} ON {watched.table}"
            f" WHEN {matters} BEGIN {body}END"
        )


def _postgresql(watched: Watched, tells: str | None) -> Iterator[str]:
    """Triggers for each statement: noted whether or not a refresh knows the account, as one may run beside us."""
    words = _POSTGRESQL
    keys = " AND ".join(f"o.{key} = n.{key}" for key in watched.keys)
    gone = words.of(watched.known, "o") if watched.moves else FAR if watched.known == FAR else LONG_AGO
    both = _of_change(watched, words, "o", "n", "IS DISTINCT FROM")
    matters = " OR ".join(f"o.{name} IS DISTINCT FROM n.{name}" for name in watched.only) or "true"
    first = watched.keys[0]
    sources = {
        "insert": [("n", "n", "true", words.of(watched.known, "n"), words.of(watched.happened, "n"))],
        "delete": [("o", "o", "true", gone, words.of(watched.happened, "o"))],
        # A row whose key changed is one that went and one that came.
        "update": [
            ("o", f"o JOIN n ON {keys}", matters, *both),
            ("n", f"o JOIN n ON {keys}", matters, *both),
            ("o", f"o LEFT JOIN n ON {keys}", f"n.{first} IS NULL", LONG_AGO, LONG_AGO),
            ("n", f"n LEFT JOIN o ON {keys}", f"o.{first} IS NULL", LONG_AGO, LONG_AGO),
        ],
    }
    tables = {"insert": "NEW TABLE AS n", "delete": "OLD TABLE AS o", "update": "OLD TABLE AS o NEW TABLE AS n"}
    for what, rows in sources.items():
        name = f"nexus_note_account_{watched.table}_{what}"
        body = "".join(_noted(watched, tells, *row) for row in rows)
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
            f" SET search_path FROM CURRENT AS $$ BEGIN {body}RETURN NULL; END $$"
        )
        yield (
            f"CREATE TRIGGER {name} AFTER {what.upper()} ON {watched.table} REFERENCING {tables[what]}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
    yield (
        f"CREATE TRIGGER nexus_note_account_{watched.table}_truncate AFTER TRUNCATE ON {watched.table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION nexus_note_every_account()"
    )


def _noted(watched: Watched, tells: str | None, row: str, source: str, matters: str, known: str, happened: str) -> str:
    column, value = _of_records(watched, tells)
    return (
        f"INSERT INTO account_changes (account_id, known_at, happened_at{column})"  # noqa: S608 - words as above
        f" SELECT of.account_id, min(CAST({known} AS timestamptz)), min(CAST({happened} AS timestamptz)){value}"
        f" FROM {source} CROSS JOIN LATERAL ({watched.accounts.replace('{x}', row)}) AS of"
        f" WHERE of.account_id IS NOT NULL AND ({matters}) GROUP BY of.account_id; "
    )
