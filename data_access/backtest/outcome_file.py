"""Outcomes out of a CSV of account and date, so that any outcome can be tried on any imported data.

A header names two columns: `account` (its external id, name or number, looked up in this order) and `date`
(YYYY-MM-DD, or an ISO instant, which counts on its day in UTC). Commas, semicolons and tabs are told apart as in an
import. A file with a row that cannot be read is refused as a whole, with the lines and what is wrong.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from data_access.imports.parsing.csv_rows import csv_rows
from data_access.imports.parsing.refusal import UnreadableFileError
from data_access.models import Account
from domain.backtest.samples import Outcomes
from domain.errors import NexusError

ACCOUNT_NAMES = ("account", "account_id", "account_external_id", "external_id", "account_name")
DATE_NAMES = ("date", "outcome_on", "churned_on", "churn_date")
SHOWN = 10
"""Wrong rows that a refusal tells one by one."""
_ADVICE = "Give a CSV file in UTF-8."
_EPOCH = date(1970, 1, 1).toordinal()


class OutcomeFileError(NexusError):
    """The file cannot be read as outcomes."""


def read_outcomes(path: Path, session: Session) -> Outcomes:
    """The outcomes of the file, by the accounts that the session sees; raises `OutcomeFileError`."""
    accounts = _Accounts(session)
    found: list[tuple[int, int]] = []
    wrong: list[str] = []
    for line, account, day in _rows(path):
        number, number_problem = accounts.find(account)
        when, day_problem = _day(day)
        if number is None or when is None:
            wrong.append(f"row {line}: {number_problem or day_problem}")
        else:
            found.append((number, when))
    if wrong:
        more = f"; and {len(wrong) - SHOWN} more rows" if len(wrong) > SHOWN else ""
        raise OutcomeFileError(
            f"{path.name} has rows that cannot be taken: {'; '.join(wrong[:SHOWN])}{more}.",
            "Mend or remove them (the header is row 1); nothing was run.",
        )
    if not found:
        raise OutcomeFileError(f"{path.name} has no outcomes.", "A row each, with account and date.")
    columns = np.array(found, dtype=np.int64)
    return Outcomes(columns[:, 0], columns[:, 1])


def _rows(path: Path) -> Iterator[tuple[int, str, str]]:
    """Row number, account and date of each row that is not empty."""
    try:
        rows = csv_rows(path, None)
        header = [name.strip().lower() for name in next(rows, (1, []))[1]]
        if not header:
            raise OutcomeFileError(f"{path.name} is empty.", "Its header must name account and date.")
        account, day = _place(header, ACCOUNT_NAMES, path), _place(header, DATE_NAMES, path)
        for line, values in rows:
            padded = values + [""] * len(header)
            yield line, padded[account].strip(), padded[day].strip()
    except FileNotFoundError:
        raise OutcomeFileError(f"There is no file {path}.") from None
    except UnreadableFileError as error:
        hint = _ADVICE if "--encoding" in error.hint else error.hint  # an import has that option, a backtest has not
        raise OutcomeFileError(f"{path.name} cannot be read as rows: {error.message}", hint) from None
    except (OSError, UnicodeError) as error:
        raise OutcomeFileError(f"{path} cannot be read: {error}.", _ADVICE) from None


def _place(header: list[str], names: tuple[str, ...], path: Path) -> int:
    found = [header.index(name) for name in names if name in header]
    if not found:
        raise OutcomeFileError(
            f"{path.name} has no column {names[0]}.", f"Its header must name account and date; it has: {header}."
        )
    return found[0]


def _day(text: str) -> tuple[int | None, str]:
    """Days since 1970; an instant without an offset counts on the day that it names."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None, f"{text!r} is not a date (YYYY-MM-DD)"
    day = moment.date() if moment.tzinfo is None else moment.astimezone(UTC).date()
    return day.toordinal() - _EPOCH, ""


class _Accounts:
    """Accounts by what a file may call them."""

    def __init__(self, session: Session) -> None:
        self._by: tuple[dict[str, set[int]], ...] = ({}, {}, {})
        for number, external_id, name in session.execute(select(Account.id, Account.external_id, Account.name)):
            for into, key in zip(self._by, (external_id, name, str(number)), strict=True):
                if key:
                    into.setdefault(key.strip(), set()).add(number)

    def find(self, key: str) -> tuple[int | None, str]:
        """The account's number, or None and why not."""
        if not key:
            return None, "no account is given"
        for names in self._by:
            numbers = names.get(key, set())
            if len(numbers) > 1:
                return None, f"{key!r} may be any of {len(numbers)} accounts"
            if numbers:
                return next(iter(numbers)), ""
        return None, f"no account is called {key!r}"
