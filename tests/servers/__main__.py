"""`python -m tests.servers`: make sure that PostgreSQL and Chromium are there, or say what to install and fail."""

import sys

from tests.servers.chromium import ChromiumMissingError, ensure_chromium, ensure_driver
from tests.servers.postgresql import PostgresMissingError, find_programs


def main() -> int:
    """Name what was found; 1 when something is missing that cannot be installed from here."""
    try:
        ensure_driver()
        sys.stdout.write(f"PostgreSQL: {find_programs()}\nChromium: {ensure_chromium()}\n")
    except (ChromiumMissingError, PostgresMissingError) as missing:
        sys.stderr.write(f"{missing}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
