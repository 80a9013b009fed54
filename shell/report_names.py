"""How the file of a report is called."""

import re
from collections.abc import Sequence
from datetime import date

_LONGEST = 60


def file_name(parts: Sequence[str], day: date) -> str:
    """`account-review-kestrel-ag-2026-11-22`: letters and digits of any alphabet, nothing that a path reads."""
    plain = [re.sub(r"[\W_]+", "-", part.casefold())[:_LONGEST].strip("-") for part in parts]
    return f"{'-'.join(part for part in plain if part)}-{day.isoformat()}"
