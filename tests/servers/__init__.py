"""Programs that tests need beside the project: PostgreSQL, Chromium, the app itself; found, started and stopped here."""
