"""Where the book can grow: which accounts to select, which products they lack, what is being sold and planned."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.grid import Floats, Ints
from domain.policy import POLICY
from domain.portfolio import NO_SUBSCRIPTION, Portfolio
from domain.portfolio_columns import TIERS
from domain.vocabulary import OpportunityStage, ProductPosition, Tier

WEIGHTS: Final = {"revenue": 0.4, "potential": 0.35, "fit": 0.25}
"""How much each counts for selection; revenue is the account's rank by ARR in the book, 0-100. Our choice.

Where nothing of the three is known of an account, its worth is not known, and no tier is suggested for it.
"""
SHARES: Final = {Tier.STRATEGIC: 0.05, Tier.KEY: 0.17}
"""Share of the customers that each tier has room for, best first; the rest is tactical (the guide's company)."""
EFFORT_WEEKS: Final = 13
TOO_LITTLE: Final = 0.6
TOO_MUCH: Final = 1.6
"""Touches in a quarter, as a share of what the suggested tier expects, that do not match it. Our choice."""
PEERS_AT_LEAST: Final = 5
"""Customers of an industry from which its use of a product says something; below, the whole book is taken."""
POSITIONS: Final[tuple[str, ...]] = ("unknown", *(ProductPosition.NOT_FIT, ProductPosition.POTENTIAL),
                                     *(ProductPosition.IN_PROGRESS, ProductPosition.OWNED))  # fmt: skip
"""How near an account is to a product; an array holds the place."""
MATRIX_ROWS: Final = 24
ROWS: Final = 100
OPEN_STAGES: Final = (
    OpportunityStage.IDENTIFIED, OpportunityStage.QUALIFIED, OpportunityStage.PROPOSED, OpportunityStage.NEGOTIATING,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class GrowthBook:
    """What is known of a whole book, by position.

    `position`: (accounts, products), places in `POSITIONS`; `reasons`: by (position, product), in people's words.
    `potential`, `fit`: 0-100, NaN unknown. `opportunities`: `at` (position), `name`, `stage`, `cents` (reporting
    currency), `probability`, `close_on`, `owner`, `next_step`; `plans`: `at`, `step`, and goals and milestones counted.
    """

    products: tuple[str, ...]
    position: npt.NDArray[np.int8]
    reasons: dict[tuple[int, int], str]
    potential: Floats
    fit: Floats
    opportunities: pd.DataFrame
    plans: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """The answers about some accounts; frames have `account_id` and `name`. Shared: never changed.

    `selection`: accounts whose tier or effort does not match, the largest mismatch first. `matrix`: the accounts with
    most ARR, `cells` their positions (rows, products). `whitespace`: potential sales, the most promising first.
    `stages`: open opportunities by `stage`: `count`, `cents`, `weighted_cents`.
    """

    as_of: date
    products: tuple[str, ...]
    currency: str
    selection: pd.DataFrame
    suggested: dict[str, int]
    matrix: pd.DataFrame
    cells: npt.NDArray[np.int8]
    adoption: Floats
    whitespace: pd.DataFrame
    stages: pd.DataFrame
    opportunities: pd.DataFrame
    plans: pd.DataFrame


def selection_scores(arr_cents: Ints, potential: Floats, fit: Floats) -> Floats:
    """Each account's score for selection, 0-100: the weighted mean over what is known of it, NaN where nothing is.

    An ARR of `NO_SUBSCRIPTION` is unknown; accounts with the same ARR have the same rank.
    """
    known = arr_cents != NO_SUBSCRIPTION
    paid = np.sort(arr_cents[known])
    revenue = np.full(len(arr_cents), np.nan)
    revenue[known] = 100.0 * np.searchsorted(paid, arr_cents[known]) / max(len(paid) - 1, 1)
    parts = np.stack([revenue, potential, fit])
    weights = np.array(list(WEIGHTS.values()))[:, None] * ~np.isnan(parts)
    total = weights.sum(axis=0)
    told = (np.nan_to_num(parts) * weights).sum(axis=0) / np.where(total > 0, total, 1.0)
    return np.asarray(np.where(total > 0, told, np.nan))


def suggested_tiers(scores: Floats) -> Ints:
    """The place in `TIERS` of the tier that each account deserves: the best `SHARES` of those whose score is known.

    The others of them are tactical; -1 where the score is not known.
    """
    order, known = np.argsort(-scores, kind="stable"), ~np.isnan(scores)
    found = np.where(known, TIERS.index(Tier.TACTICAL), -1).astype(np.int64)
    begin = 0
    for tier, share in SHARES.items():
        end = begin + round(share * int(known.sum()))
        found[order[begin:end]] = TIERS.index(tier)
        begin = end
    return found


def peer_adoption(position: npt.NDArray[np.int8], group: Ints) -> Floats:
    """Share of each account's peers that own each product, itself left out: (accounts, products), 0-1.

    Peers are the others of its `group` (>= 0), or of the book where they are fewer than `PEERS_AT_LEAST`.
    """
    owns = (position == POSITIONS.index(ProductPosition.OWNED)).astype(float)
    size = int(group.max(initial=-1)) + 1
    members = np.bincount(group[group >= 0], minlength=size)
    owners = np.zeros((size, owns.shape[1]))
    np.add.at(owners, group[group >= 0], owns[group >= 0])
    has_peers = (group >= 0) & (members[np.maximum(group, 0)] > PEERS_AT_LEAST) if size else np.zeros(len(group), bool)
    count = np.where(has_peers, members[np.maximum(group, 0)] if size else 0, len(owns)) - 1
    total = np.where(has_peers[:, None], owners[np.maximum(group, 0)] if size else 0.0, owns.sum(axis=0)) - owns
    return np.asarray(total / np.maximum(count, 1)[:, None])


def growth(shown: Portfolio, whole: Portfolio, book: GrowthBook) -> Growth:
    """Return all answers about the customers among `shown`; scores and peers are those of the whole book."""
    customers, everybody = shown.customers, whole.customers
    rows = everybody.positions
    scores = selection_scores(whole.arr[rows, -1], book.potential[rows], book.fit[rows])
    suggested = np.full(len(whole), -1, dtype=np.int64)
    suggested[rows] = suggested_tiers(scores)
    score = np.full(len(whole), np.nan)
    score[rows] = scores
    adoption = np.zeros(book.position.shape)
    adoption[rows] = peer_adoption(book.position[rows], everybody.codes("industry")[0])
    mine = customers.positions
    largest = np.argsort(-customers.column("arr_cents"), kind="stable")[:MATRIX_ROWS]
    open_ones = _of(customers, book.opportunities[book.opportunities["stage"].isin(OPEN_STAGES)])
    return Growth(
        as_of=shown.as_of,
        products=book.products,
        currency=shown.currency,
        selection=_selection(customers, book, score[mine], suggested[mine]),
        suggested={TIERS[place]: int((suggested[mine] == place).sum()) for place in range(len(TIERS) - 1)},
        matrix=customers.rows(largest, "account_id", "name", "tier"),
        cells=book.position[mine[largest]],
        adoption=adoption[mine[largest]],
        whitespace=_whitespace(customers, book, adoption[mine]),
        stages=_stages(open_ones),
        opportunities=open_ones.sort_values("close_on", kind="stable", na_position="last").head(ROWS),
        plans=_of(customers, book.plans),
    )


def _selection(customers: Portfolio, book: GrowthBook, score: Floats, suggested: Ints) -> pd.DataFrame:
    tier, touches = customers.column("tier"), customers.column("touches_90_days")
    expected = np.array([POLICY.expected_touches_a_week[one] * EFFORT_WEEKS for one in Tier])[suggested]
    share = touches / expected
    is_unset, is_known = tier == len(TIERS) - 1, suggested >= 0
    gap = np.where(is_unset, 0, tier - suggested)
    low, high = (share < TOO_LITTLE) & (suggested < TIERS.index(Tier.TACTICAL)), (share > TOO_MUCH) & (gap < 0)
    verdict = np.select(
        [is_unset & low, is_unset, (gap > 0) & low, gap > 0, low, high, gap < 0],
        ["set and serve more", "set", "raise and serve more", "raise", "serve more", "lower and serve less", "lower"],
        "",
    )
    rows = np.flatnonzero((verdict != "") & is_known)
    weight = customers.column("arr_cents")[rows] * (1 + np.abs(gap[rows]))
    rows = rows[np.lexsort((customers.column("account_id")[rows], -weight))][:ROWS]
    places = customers.positions[rows]
    return customers.rows(rows, "account_id", "name", "tier", "arr_cents", "owner_name").assign(
        suggested=[TIERS[one] for one in suggested[rows]], score=score[rows], potential=book.potential[places],
        fit=book.fit[places], touches=touches[rows], expected=expected[rows], verdict=verdict[rows],
    )  # fmt: skip


def _whitespace(customers: Portfolio, book: GrowthBook, adoption: Floats) -> pd.DataFrame:
    """Products that an account may buy, ranked by ARR x the share of its peers that own them."""
    cells = book.position[customers.positions]
    at, product = np.nonzero(cells == POSITIONS.index(ProductPosition.POTENTIAL))
    worth = customers.column("arr_cents")[at] * adoption[at, product]
    order = np.lexsort((product, at, -worth))[:ROWS]
    at, product = at[order], product[order]
    places = customers.positions[at]
    reasons = [book.reasons.get((int(one), int(other)), "") for one, other in zip(places, product, strict=True)]
    return customers.rows(at, "account_id", "name", "arr_cents", "score", "band", "owner_name").assign(
        product=[book.products[one] for one in product], adoption=adoption[at, product], reason=reasons
    )


def _of(customers: Portfolio, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of these customers, with whose they are."""
    place = {int(one): number for number, one in enumerate(customers.positions)}
    rows = frame[np.array([one in place for one in frame["at"].tolist()], dtype=bool)]
    who = customers.rows(np.array([place[one] for one in rows["at"].tolist()], dtype=np.intp), "account_id", "name")
    return pd.concat([who.reset_index(drop=True), rows.reset_index(drop=True)], axis=1)


def _stages(opportunities: pd.DataFrame) -> pd.DataFrame:
    weighted = opportunities["cents"] * opportunities["probability"]
    made = []
    for stage in OPEN_STAGES:
        mine = opportunities["stage"] == stage
        made.append((stage, int(mine.sum()), int(opportunities["cents"][mine].sum()), int(weighted[mine].sum())))
    return pd.DataFrame(made, columns=["stage", "count", "cents", "weighted_cents"])
