"""Programs that tests need: PostgreSQL, Chromium, the app itself; found, started and stopped here."""
