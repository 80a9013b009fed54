"""What is told of a file of outcomes: rows, what is ignored, and where it seems to end too soon."""

import numpy as np

from domain.backtest.given import given, given_line, silence
from domain.backtest.samples import Outcomes

FILE = Outcomes(np.array([1, 1, 1, 2, 3, 4]), np.array([100, 100, 150, 120, 20_000, -3]))


def test_rows_that_say_nothing_new_and_dates_outside_the_record_are_counted() -> None:
    found = given(FILE, first_day=0, last_day=400)
    assert (found.rows, found.accounts, found.duplicates, found.later, found.outside) == (6, 4, 1, 1, 2)
    assert found.latest == 150
    assert given_line(found, 2) == (
        "The file has 6 rows of 4 accounts. Ignored: 1 duplicate and 1 later outcome, as an account leaves with its "
        "first. Outside the record, 01 Jan 1970 to 05 Feb 1971 (--as-of sets its end): 2 dates. "
        "In judged windows: the outcomes of 2 accounts."
    )


def test_a_silence_longer_than_a_horizon_is_cautioned() -> None:
    found = given(FILE, first_day=0, last_day=241)
    assert silence(found, 90).startswith(
        "The file's last outcome is of 31 May 1970, 91 days before the last day looked"
    )
    assert silence(found, 91) == ""
    assert silence(given(FILE, first_day=200, last_day=300), 90) == ""
