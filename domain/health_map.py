"""Customers by health and ARR, as marks that can be told apart: each account one, or, of many, those that lie together.

Thousands of marks cover one another and weigh hundreds of kilobytes. Of many, only the largest that ail stand alone;
the others are told by small fields of the map, a mark for each, as large as the accounts in it are many.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bands import ORDER
from domain.grid import Ints
from domain.portfolio import Portfolio
from domain.portfolio_columns import due_within
from domain.vocabulary import Band

MOST_MARKS: Final = 600
"""Accounts up to which each has a mark of its own."""
ALONE: Final = 150
"""Of more, how many do: those in watch or at risk with the most ARR."""
FIELD_POINTS: Final = 4
"""Width of a field: points of the score. Bands begin at its multiples."""
FIELD_DECADES: Final = 0.2
"""Height of a field: powers of ten of ARR."""
_ACROSS: Final = 100 // FIELD_POINTS + 1
_NO_FIELD: Final = -1
_BANDS: Final = pd.CategoricalDtype([band.value for band in ORDER], ordered=True)


def health_map(portfolio: Portfolio, due_days: int) -> pd.DataFrame:
    """The accounts that have a score and ARR, a row a mark, most ARR first; they add up to the portfolio's.

    `mark` names it (`of_mark`); `account_id` and `name` are those of its account (0 and None for a field); `band`,
    `score` (their mean), `arr_cents` (their geometric mean), `accounts`, `sum_cents` (their ARR together); `due`,
    `due_cents`: how many of them renew within so many days, and their ARR.
    """
    alone, field = _placed(portfolio)
    singles = _singles(portfolio, alone, due_days)
    if (field == _NO_FIELD).all():
        return singles
    marks = pd.concat([singles, _fields(portfolio, field, due_days)], ignore_index=True)
    return marks.iloc[np.argsort(-marks["sum_cents"].to_numpy(), kind="stable")]


def of_mark(portfolio: Portfolio, mark: str) -> npt.NDArray[np.bool_]:
    """Which accounts are shown by this mark of `health_map`: none by one that there is not."""
    kind, number = mark[:1], mark[1:]
    if not number.isdecimal():
        return np.zeros(len(portfolio), dtype=bool)
    alone, field = _placed(portfolio)
    if kind == "f":
        return np.asarray(field == int(number))
    is_alone = np.zeros(len(portfolio), dtype=bool)
    is_alone[alone] = True
    return np.asarray(is_alone & (portfolio.column("account_id") == int(number)))


def _placed(portfolio: Portfolio) -> tuple[npt.NDArray[np.intp], Ints]:
    """Positions of the accounts that stand alone, most ARR first; the field of each other, told apart by band."""
    field = _field_of(portfolio)
    candidates = np.flatnonzero(field != _NO_FIELD)
    is_many = len(candidates) > MOST_MARKS
    if is_many:
        ailing = [ORDER.index(Band.WATCH), ORDER.index(Band.AT_RISK)]
        candidates = candidates[np.isin(portfolio.column("band")[candidates], ailing)]
    by_arr = np.argsort(-portfolio.column("arr_cents")[candidates], kind="stable")
    alone = candidates[by_arr[: ALONE if is_many else None]]
    field = field.copy()
    field[alone] = _NO_FIELD
    return alone, field


def _field_of(portfolio: Portfolio) -> Ints:
    whole = portfolio.whole
    if "map fields" not in whole.kept:
        score, arr = whole.column("score"), whole.column("arr_cents")
        is_mapped = ~np.isnan(score) & (arr > 0)
        across = (np.where(is_mapped, score, 0) // FIELD_POINTS).astype(np.int64)
        up = (np.log10(np.where(is_mapped, arr, 1)) / FIELD_DECADES).astype(np.int64)
        number = (up * _ACROSS + across) * len(ORDER) + whole.column("band")
        whole.kept["map fields"] = np.where(is_mapped, number, _NO_FIELD)
    return np.asarray(whole.kept["map fields"][portfolio.positions])


def _singles(portfolio: Portfolio, alone: npt.NDArray[np.intp], due_days: int) -> pd.DataFrame:
    ids, arr = portfolio.column("account_id")[alone], portfolio.column("arr_cents")[alone]
    due = due_within(portfolio.column("renewal_on")[alone], portfolio.as_of, due_days)
    return pd.DataFrame(
        {
            "mark": [f"a{one}" for one in ids.tolist()],
            "account_id": ids,
            "name": portfolio.rows(alone, "name")["name"].to_numpy(dtype=object),
            "band": pd.Categorical.from_codes(portfolio.column("band")[alone], dtype=_BANDS),
            "score": portfolio.column("score")[alone],
            "arr_cents": arr.astype(float),
            "accounts": np.ones(len(alone), dtype=np.int64),
            "sum_cents": arr,
            "due": due.astype(np.int64),
            "due_cents": np.where(due, arr, 0),
        }
    )


def _fields(portfolio: Portfolio, field: Ints, due_days: int) -> pd.DataFrame:
    mapped = np.flatnonzero(field != _NO_FIELD)
    number, arr = field[mapped], portfolio.column("arr_cents")[mapped]
    due = due_within(portfolio.column("renewal_on")[mapped], portfolio.as_of, due_days)
    counts = np.bincount(number)
    occurs = np.flatnonzero(counts)

    def summed(values: npt.NDArray[np.generic]) -> npt.NDArray[np.float64]:
        return np.asarray(np.bincount(number, values)[occurs], dtype=np.float64)

    return pd.DataFrame(
        {
            "mark": [f"f{one}" for one in occurs.tolist()],
            "account_id": np.zeros(len(occurs), dtype=np.int64),
            "name": np.full(len(occurs), None, dtype=object),
            "band": pd.Categorical.from_codes(occurs % len(ORDER), dtype=_BANDS),
            "score": summed(portfolio.column("score")[mapped]) / counts[occurs],
            "arr_cents": 10 ** (summed(np.log10(arr)) / counts[occurs]),
            "accounts": counts[occurs],
            "sum_cents": summed(arr).astype(np.int64),
            "due": summed(due).astype(np.int64),
            "due_cents": summed(np.where(due, arr, 0)).astype(np.int64),
        }
    )
