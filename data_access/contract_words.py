"""What docs/data_contract.md says before its tables: the conventions that hold for all of them."""

INTRODUCTION = """
# The data contract

The database is the interface: any system may read every table here, and write those marked "any system". This
file is generated from the models (`python manage.py contract`); a test compares the two, so that neither can
lie.

## What holds everywhere

- **Names.** Tables are plural. Dates end in `_on`, instants in `_at`, flags begin with `is_`, durations carry
  their unit.
- **Row numbers.** `id` is ours; take the default, and never reuse one. Foreign keys point to it.
- **Source and external id.** `source` names the system that wrote a row, `external_id` the row within it. The
  pair is unique: write it, and find your row again by it. A system changes its own rows only.
- **Instants** are whole seconds in UTC: `timestamptz(0)` on PostgreSQL, the text `YYYY-MM-DD HH:MM:SS` on
  SQLite. An instant without a zone is a mistake, and refused wherever we can see it.
- **Dates** are calendar days without a zone. Periods are half open: `ends_on` is the first day after.
- **Money** is a whole number of hundredths of the currency's unit (`…_cents`), always beside a `currency` (ISO
  4217, capitals). There are no floats. `exchange_rates` holds, per currency and day, the units of the reporting
  currency for one unit, times 100,000,000 (`rate_e8`); the workspace names the reporting currency.
- **Happened and recorded.** A fact says when it happened (`occurred_at`, `opened_at`, `made_on` …) and, in
  `recorded_at`, when it became known. History is computed from what was known on a day, so a fact that is
  recorded late does not change an earlier score. Leave `recorded_at` out to say "now"; imports of a CRM give
  the day on which the CRM recorded it. A resolution or a promise's outcome has an instant of its own
  (`resolution_recorded_at`, `outcome_recorded_at`): an import that brings one to a record which stood open here
  fills it in with "now", and whoever else resolves late should. Columns without such an instant hold as they
  are, also for earlier weeks: tiers, severities, seniorities, tones, due and notice days, targets, `left_on`,
  `paid_on`, `reached_on`.
- **Vocabularies** are lower case, held by a CHECK. **Text** is text: never HTML, never Markdown; no NUL
  characters.
- **Deleting** is for mistakes. What ended gets its end (`ended_on`, `left_on`, `churned_on`), so that history
  stays.
- **`version`** is raised by one with every change, so that two people who edit one row notice.
- **After writing** run `python manage.py refresh`: `account_current` and `health_snapshots` are computed, never
  written.
- Transactions on SQLite begin with `BEGIN IMMEDIATE`, with `PRAGMA foreign_keys = ON`.

## Files in this form

`python manage.py import PATH…` takes a CSV (or XLSX, a sheet each) per table, recognised by its header:

- UTF-8 with or without a byte-order mark; comma, semicolon or tab; quotes doubled inside a value. Every value
  is text until its column says otherwise: `NA` stays NA, `00123` keeps its noughts.
- A column is called as in the table, but: `amount_cents` is `amount` and written `1234.50`; `rate_e8` is
  `rate`; a row of another table is named by its external id (`account_id` becomes `account_external_id`), a
  user also by e-mail (`owner_email`), a product or a team also by name (`product_name`).
- Instants are ISO 8601 with an offset (`2026-01-31T14:05:00+01:00` or `…Z`), dates `YYYY-MM-DD`, flags `true`
  or `false`.
- A column that is not there stays as it is; an empty value empties it, or means its default.
- `source` is not a column: give it with `--source NAME` (default `files`). External ids are looked up in that
  source.
- `participants` of a touchpoint are written `part:kind:name; …`, such as `sender:user:ann@our.example;
  recipient:contact:C-12; copied:address:who@else.example`.
- Files are put in order by what they refer to. More in `docs/importing.md`.
"""
