"""What each figure of the portfolio shows, in the sentence that is its title, and in words for who cannot see it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from components import format as fmt
from components.figures.arr_by_tier import TIER_NAMES
from components.figures.model_marks import Marks, model_of_week
from components.theme import BANDS
from domain.breakdowns import BIN_POINTS
from domain.kpis import RENEWALS_DAYS
from domain.overview import Measure
from domain.vocabulary import Band

_LOW: Final = (Band.WATCH, Band.AT_RISK)
_LATER: Final = "; a band follows the score at the second refresh"
"""Why the sums of a score's bars may differ from those of the bands (`domain.bands.told_bands`)."""


@dataclass(frozen=True, slots=True)
class Telling:
    """`title`: what is shown; `reading`: how to read it; `alt`: the figure in words."""

    title: str
    reading: str
    alt: str


def tell_distribution(distribution: pd.DataFrame, currency: str, by: Measure = "arr_cents") -> Telling:
    """How much ARR, or how many accounts, stand in which band."""
    if by == "accounts":
        return _tell_counted_distribution(distribution)
    by_band = _sums(distribution, "band", "arr_cents")
    total, low = sum(by_band.values()), sum(by_band.get(band, 0) for band in _LOW)
    words = ", ".join(
        f"{BANDS[band].label.lower()} {fmt.money(by_band[band], currency)}" for band in BANDS if band in by_band
    )
    return Telling(
        f"{_share(low, total)} of ARR stands below 60 points",
        f"ARR by health score, a bar for each {BIN_POINTS} points{_LATER}",
        f"Bars of ARR by health score. {words.capitalize()}.",
    )


def _tell_counted_distribution(distribution: pd.DataFrame) -> Telling:
    by_band = _sums(distribution, "band", "accounts")
    low = sum(by_band.get(band, 0) for band in _LOW)
    scored = sum(by_band.values()) - by_band.get(Band.UNKNOWN, 0)
    words = ", ".join(f"{BANDS[band].label.lower()} {by_band[band]}" for band in BANDS if band in by_band)
    verb = "stands" if low == 1 else "stand"
    return Telling(
        f"{fmt.count(low)} of {fmt.plural(scored, 'account')} with a score {verb} below 60 points",
        f"Accounts by health score, a bar for each {BIN_POINTS} points{_LATER}",
        f"Bars of accounts by health score. {words.capitalize()}.",
    )


def _tell_counted_tiers(by_tier: pd.DataFrame) -> Telling:
    low = _sums(by_tier, "tier", "accounts", _LOW)
    reading = "Accounts by tier, from healthy on the left to at risk on the right"
    if not any(low.values()):
        return Telling("No account is in watch or at risk", reading, "Stacked bars of accounts by tier, none low.")
    worst = max(low, key=lambda tier: low[tier])
    tier, most = TIER_NAMES[worst], low[worst]
    title = f"{fmt.plural(most, 'account')} in watch or at risk {_have(most)} {_a_tier(tier)}"
    return Telling(title, reading, f"Stacked bars of accounts by tier and band. {title}.")


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _a_tier(name: str) -> str:
    return "no tier" if name == TIER_NAMES["none"] else f"the tier {name.lower()}, the most of any"


def tell_tiers(by_tier: pd.DataFrame, currency: str, by: Measure = "arr_cents") -> Telling:
    """Which tier holds most of what is in watch or at risk, in ARR or in accounts."""
    if by == "accounts":
        return _tell_counted_tiers(by_tier)
    low = _sums(by_tier, "tier", "arr_cents", _LOW)
    reading = "ARR by tier, from healthy on the left to at risk on the right"
    if not any(low.values()):
        return Telling("No tier has ARR in watch or at risk", reading, "Stacked bars of ARR by tier, none low.")
    worst = max(low, key=lambda tier: low[tier])
    totals = _sums(by_tier, "tier", "arr_cents")
    words = "; ".join(f"{TIER_NAMES[tier]} {fmt.money(arr, currency)}" for tier, arr in totals.items())
    held = f"{TIER_NAMES[worst]} accounts hold {fmt.money(low[worst], currency)}"
    return Telling(
        f"{held} in watch or at risk, the most of any tier",
        reading,
        f"Stacked bars of ARR by tier and band. {words}.",
    )


def tell_trend(trend: pd.DataFrame) -> Telling:
    """Where health stands against a year ago."""
    reading = "Average health score, week by week. The scale does not begin at zero"
    by_arr = _known(trend, "health_by_arr")
    name, known = ("Health by ARR", by_arr) if by_arr else ("Health", _known(trend, "health_mean"))
    if not known:
        return Telling("Health is not known yet", reading, "No score is known yet.")
    (last_on, now) = known[-1]
    year = [(week_on, value) for week_on, value in known if week_on >= last_on - timedelta(weeks=52)]
    first_on, then = year[0]
    change = math.floor(now) - math.floor(then)
    if change == 0:
        words = "the same as a year ago"
    else:
        words = f"{fmt.plural(abs(change), 'point')} {'higher' if change > 0 else 'lower'} than a year ago"
    if len(year) < 52:
        words = words.replace("a year ago", f"on {fmt.day(first_on)}")
    title = f"{name} is {fmt.score(now)}, {words}"
    return Telling(title, reading, f"Lines of average health by week. {title}.")


def tell_map(marks: pd.DataFrame, currency: str) -> Telling:
    """How much ARR in watch or at risk renews soon (`domain.health_map`)."""
    low = marks["band"].isin(_LOW).to_numpy()
    accounts, cents = (int(marks[name].to_numpy()[low].sum()) for name in ("due", "due_cents"))
    title = (
        f"{fmt.money(cents, currency)} of ARR in watch or at risk renews within {RENEWALS_DAYS} days"
        if accounts
        else f"Nothing in watch or at risk renews within {RENEWALS_DAYS} days"
    )
    is_each = bool((marks["account_id"] > 0).all())
    each = "Each mark is an account" if is_each else "A mark is as large as its accounts are many"
    reading = f"{each}: health across, ARR up. Ringed: renews within {RENEWALS_DAYS} days"
    alt = f"Accounts by health and ARR. {title}: {fmt.plural(accounts, 'account')}."
    return Telling(title, reading, alt)


def tell_movement(movements: pd.DataFrame, since: date) -> Telling:
    """How many accounts changed band, and which way."""
    worse = int(movements["is_worse"].sum())
    better = len(movements) - worse
    words = f"{fmt.plural(worse, 'account')} fell a band and {fmt.count(better)} rose"
    title = f"{words if len(movements) else 'No account changed its band'} since {fmt.day(since, year=False)}"
    return Telling(title, "The worst first, then by ARR", title)


def tell_flows(flows: pd.DataFrame, since: date) -> Telling:
    """Which band gained and which lost most."""
    balance = dict.fromkeys(BANDS, 0)
    for before, now, count in zip(*(flows[name].tolist() for name in flows.columns[:3]), strict=True):
        balance[Band(before)] -= int(count)
        balance[Band(now)] += int(count)
    up, down = (choose(balance, key=lambda band: balance[band]) for choose in (max, min))
    reading = "Right: came into the band, by where from; left: left it, by where to; beside it the balance"
    if not balance[up]:
        words = "No band grew or shrank" if len(flows) else "No account changed its band"
        return Telling(f"{words} since {fmt.day(since, year=False)}", reading, f"{words}.")
    title = (
        f"{BANDS[up].label} grew by {fmt.plural(balance[up], 'account')}, {BANDS[down].label.lower()} shrank by "
        f"{fmt.count(-balance[down])} since {fmt.day(since, year=False)}"
    )
    return Telling(title, reading, f"Bars of accounts that came into each band and left it. {title}.")


def twin_of_flows(flows: pd.DataFrame) -> pd.DataFrame:
    """The movements as a table."""
    before, now = ([BANDS[Band(band)].label for band in flows[name]] for name in ("band_before", "band_now"))
    return _table(From=before, To=now, Accounts=flows["accounts"], ARR=flows["arr_cents"] / 100)


def tell_riskiest(accounts: pd.DataFrame, currency: str) -> Telling:
    """How much ARR the riskiest accounts hold."""
    cents = int(accounts["arr_cents"].fillna(0).sum())
    title = f"{fmt.plural(len(accounts), 'account')} to win back first"
    if not cents:
        return Telling(title, "Ranked by how far the score lies below 60", title)
    title += f", {fmt.money(cents, currency)} of ARR"
    return Telling(title, "Ranked by ARR and how far the score lies below 60", title)


def tell_most_open(accounts: pd.DataFrame) -> Telling:
    """How many accounts wait for an issue to be resolved (`domain.overview.Overview.most_open`)."""
    issues = int(accounts["open_issues"].sum())
    title = f"{fmt.plural(len(accounts), 'customer')} wait for {fmt.plural(issues, 'issue')} to be resolved"
    if len(accounts) == 1:
        title = title.replace("wait for", "waits for")
    return Telling(title, "The worst severity first, then most issues", title)


def twin_of_distribution(distribution: pd.DataFrame) -> pd.DataFrame:
    """The bars as a table."""
    spans = ["unknown" if pd.isna(low) else f"{low:.0f}–{low + BIN_POINTS:.0f}" for low in distribution["score_from"]]
    bands = [BANDS[Band(band)].label for band in distribution["band"]]
    return _table(Score=spans, Band=bands, Accounts=distribution["accounts"], ARR=distribution["arr_cents"] / 100)


def twin_of_tiers(by_tier: pd.DataFrame) -> pd.DataFrame:
    """The segments as a table."""
    tiers = [TIER_NAMES[str(tier)] for tier in by_tier["tier"]]
    bands = [BANDS[Band(str(band))].label for band in by_tier["band"]]
    return _table(Tier=tiers, Band=bands, Accounts=by_tier["accounts"], ARR=by_tier["arr_cents"] / 100)


def twin_of_trend(trend: pd.DataFrame, models: Marks = ()) -> pd.DataFrame:
    """The lines as a table, latest week first; beside the week in which another health model began, its name."""
    latest = trend.iloc[::-1]
    begun = {"Model from here": model_of_week(models, latest["week_on"].tolist())} if models else {}
    rounded = {"By ARR": latest["health_by_arr"].round(1), "Each alike": latest["health_mean"].round(1)}
    return _table(Week=latest["week_on"], **rounded, Accounts=latest["accounts_known"], **begun)


def twin_of_map(marks: pd.DataFrame) -> pd.DataFrame:
    """The marks as a table, most ARR first: an account, or so many that lie together around a score."""
    bands = [BANDS[Band(band)].label for band in marks["band"]]
    names = [
        name or fmt.plural(many, "account")
        for name, many in zip(marks["name"].tolist(), marks["accounts"].tolist(), strict=True)
    ]
    return _table(Account=names, Band=bands, Score=marks["score"].round(0), ARR=marks["sum_cents"] / 100)


def _known(trend: pd.DataFrame, column: str) -> list[tuple[date, float]]:
    """The weeks in which a line of the trend is known, with its value."""
    pairs = zip(trend["week_on"].tolist(), trend[column].tolist(), strict=True)
    return [(week_on, value) for week_on, value in pairs if not math.isnan(value)]


def _sums(frame: pd.DataFrame, by: str, of: str, bands: Sequence[Band] = tuple(Band)) -> dict[str, int]:
    """The sums of one column by another, in the order of the rows, of these bands: a few rows need no groupby."""
    sums: dict[str, int] = {}
    for key, value, band in zip(frame[by].tolist(), frame[of].tolist(), frame["band"].tolist(), strict=True):
        if band in bands:
            sums[str(key)] = sums.get(str(key), 0) + int(value)
    return sums


def _share(part: int, whole: int) -> str:
    if not whole:
        return fmt.MISSING
    return "Less than 1%" if 0 < part < whole / 100 else fmt.percent(part / whole)


def _table(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({name: list(values) for name, values in columns.items()})
