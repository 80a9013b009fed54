"""What the figures of the renewals' screen show, in the sentences that are their titles, and their twins as tables."""

from collections.abc import Callable
from typing import Any, Final

import pandas as pd

from components import format as fmt
from components.figures.arr_bridge import STEPS
from components.figures.arr_by_tier import TIER_NAMES
from components.figures.renewals_ahead import name_of
from components.portfolio_sentences import Telling
from components.theme import BANDS
from domain.renewals import Renewals
from domain.revenue import Bridge
from domain.revenue_cohorts import quarter_name
from domain.revenue_forecast import LOOK_BACK_WEEKS, SIMULATIONS
from domain.revenue_value import DISCOUNT, MARGIN, YEARS
from domain.vocabulary import Band

_LOW: Final = (Band.WATCH, Band.AT_RISK)


def retention_sentence(told: Bridge, currency: str) -> str:
    """`€480 m ARR, +4.4%; of the opening 84.7% was kept (GRR), 97.3% with growth (NRR); 19 customers left.`"""
    now = fmt.money(told.closing, currency)
    if told.grr is None or told.nrr is None:
        return f"{now} ARR; nobody had any at the opening."
    change = (told.closing - told.opening) / told.opening
    grown = fmt.signed(fmt.percent(abs(change), 1), change)
    kept, grew = fmt.percent(told.grr, 1), fmt.percent(told.nrr, 1)
    lost = f"{fmt.plural(told.lost, 'customer')} left"
    return f"{now} ARR, {grown}; of the opening {kept} was kept (GRR), {grew} with growth (NRR); {lost}."


def tell_bridge(shown: Renewals) -> Telling:
    """What moved ARR most."""
    told, currency = shown.bridge, shown.currency
    net = told.closing - told.opening
    parts = {name: sign * getattr(told, field) for field, name, sign in STEPS}
    down = min(parts, key=lambda name: parts[name])
    up = max(parts, key=lambda name: parts[name])
    verb = "grew by" if net > 0 else "fell by" if net < 0 else "did not move:"
    title = f"ARR {verb} {fmt.money(abs(net), currency)}"
    if parts[up] > 0:
        title += f"; {up.lower()} brought {fmt.money(parts[up], currency)}"
    if parts[down] < 0:
        title += f", {down.lower()} took {fmt.money(-parts[down], currency)}"
    words = ", ".join(f"{name.lower()} {fmt.money(cents, currency)}" for name, cents in parts.items())
    reading = "Each movement at the rate of its day; the scale does not begin at zero"
    whole = f"From {fmt.money(told.opening, currency)} to {fmt.money(told.closing, currency)}"
    return Telling(title, reading, f"A bridge of ARR. {whole}: {words}.")


def tell_ahead(shown: Renewals) -> Telling:
    """How much of what renews next is in a low band."""
    soon = shown.ahead[shown.ahead["quarter"].notna()]
    low = int(soon["arr_cents"][soon["band"].isin(_LOW)].sum())
    total = int(soon["arr_cents"].sum())
    currency = shown.currency
    title = f"{fmt.money(low, currency)} of the {fmt.money(total, currency)} that renew next are in watch or at risk"
    reading = "ARR by the quarter in which the contract ends, from healthy to at risk; beside it how many accounts"
    return Telling(title, reading, f"Stacked bars of ARR by quarter and band. {title}.")


def tell_forecast(shown: Renewals) -> Telling:
    """What is expected of the next quarters, and whether earlier forecasts held."""
    due = sum(one.due_cents for one in shown.outlooks)
    expected = sum(one.expected_cents for one in shown.outlooks)
    past = [one for one in shown.pasts if one.outlook.due_cents]
    share = fmt.percent(expected / due) if due else fmt.MISSING
    title = f"{fmt.money(expected, shown.currency)} of {fmt.money(due, shown.currency)} should renew ({share})"
    if past:
        title += f"; {sum(one.is_within for one in past)} of the last {len(past)} forecasts held"
    reading = (
        f"Line: expected; bar: four of five of {SIMULATIONS} simulations; dot: what was kept. Chances are what was "
        f"kept before, by the band {LOOK_BACK_WEEKS} weeks ahead"
    )
    return Telling(title, reading, f"Shares of ARR kept by quarter. {title}.")


def tell_cohorts(shown: Renewals) -> Telling:
    """How the cohorts of a year ago and earlier stand today."""
    latest = shown.cohorts.sort_values("age").groupby("quarter").tail(1)
    old = latest[latest["age"] >= 4]
    start, now = int(old["start_cents"].sum()), int(old["arr_cents"].sum())
    title = (
        f"Customers who began a year ago or earlier pay {fmt.percent(now / start)} of what they began with"
        if start
        else "No cohort is a year old yet"
    )
    reading = "Net retention by start quarter (%), at today's rates; grey from 100% on"
    return Telling(title, reading, f"A grid of shares by start quarter and age. {title}.")


def tell_upcoming(shown: Renewals) -> Telling:
    """How many customers can still cancel soon."""
    notice = [day for day in shown.upcoming["notice_on"] if not fmt.is_missing(day)]
    soon = sum(0 <= (day - shown.as_of).days <= 90 for day in notice)
    title = f"{fmt.plural(soon, 'notice deadline')} within 90 days"
    return Telling(title, "The soonest notice deadline first; who has let it pass cannot cancel this term", title)


def tell_value(shown: Renewals) -> Telling:
    """What the customers are worth over their life, and under which assumptions."""
    total = int(shown.value["value_cents"].sum())
    title = f"Today's customers are worth {fmt.money(total, shown.currency)} over their lifetime"
    reading = (
        f"ARR x margin {fmt.percent(MARGIN)} x survival, discounted at {fmt.percent(DISCOUNT)} a year, over {YEARS} "
        "years; a customer stays another year with the share that its band kept"
    )
    return Telling(title, reading, title)


def tell_movers(shown: Renewals) -> Telling:
    """Which accounts are behind the bridge."""
    title = "The accounts that moved most" if len(shown.movers) else "No account moved"
    since = f"{fmt.day(shown.opening_on)} to {fmt.day(shown.closing_on)}"
    return Telling(title, since, title)


def twin_of_bridge(shown: Renewals) -> pd.DataFrame:
    """The bridge of each tier and of all, a row each: they add up."""
    rows: list[tuple[str, Bridge]] = [(TIER_NAMES[tier], told) for tier, told in shown.by_tier]
    rows.append(("All", shown.bridge))
    columns: dict[str, Callable[[Bridge], Any]] = {"Opening": lambda told: told.opening / 100}
    columns |= {name: _part(field, sign) for field, name, sign in STEPS}
    columns |= {
        "Closing": lambda told: told.closing / 100,
        "GRR": lambda told: fmt.percent(told.grr, 1),
        "NRR": lambda told: fmt.percent(told.nrr, 1),
        "Left": lambda told: told.lost,
    }
    return pd.DataFrame(
        {"Tier": [name for name, _ in rows]} | {name: [of(told) for _, told in rows] for name, of in columns.items()}
    )


def _part(field: str, sign: int) -> Callable[[Bridge], float]:
    return lambda told: sign * getattr(told, field) / 100


def twin_of_ahead(shown: Renewals) -> pd.DataFrame:
    """The segments as a table."""
    ahead = shown.ahead
    return pd.DataFrame(
        {
            "Quarter": [name_of(quarter) for quarter in ahead["quarter"]],
            "Band": [BANDS[Band(band)].label for band in ahead["band"]],
            "Accounts": ahead["accounts"].tolist(),
            "ARR": [cents / 100 for cents in ahead["arr_cents"]],
        }
    )


def twin_of_forecast(shown: Renewals) -> pd.DataFrame:
    """The forecasts as a table, the past ones with what happened."""
    told = [(past.outlook, past.kept_cents) for past in shown.pasts]
    every = [*told, *((one, None) for one in shown.outlooks)]
    return pd.DataFrame(
        {
            "Quarter": [quarter_name(one.quarter) for one, _ in every],
            "Renewals": [one.renewals for one, _ in every],
            "Due": [one.due_cents / 100 for one, _ in every],
            "Expected": [one.expected_cents / 100 for one, _ in every],
            "Low": [one.low_cents / 100 for one, _ in every],
            "High": [one.high_cents / 100 for one, _ in every],
            "Kept": [None if kept is None else kept / 100 for _, kept in every],
        }
    )


def twin_of_cohorts(shown: Renewals) -> pd.DataFrame:
    """The cohorts as a table, with GRR and what they began with."""
    told = shown.cohorts
    return pd.DataFrame(
        {
            "Began": [quarter_name(quarter) for quarter in told["quarter"]],
            "Quarters after": told["age"].tolist(),
            "Customers": told["accounts"].tolist(),
            "ARR then": [cents / 100 for cents in told["start_cents"]],
            "ARR": [cents / 100 for cents in told["arr_cents"]],
            "NRR": [fmt.percent(share, 1) for share in told["nrr"]],
            "GRR": [fmt.percent(share, 1) for share in told["grr"]],
        }
    )
