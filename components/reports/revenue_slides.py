"""The slides of a portfolio review that tell of revenue: the bridge, what renews, what will be kept."""

import math
from itertools import pairwise
from typing import Final

from components import format as fmt
from components import renewals_sentences as tell
from components.figures.arr_bridge import STEPS
from components.figures.renewals_ahead import name_of
from components.reports.document import (
    SHARES,
    Cell,
    Chart,
    Column,
    Look,
    Panel,
    Series,
    Slide,
    Table,
    money_scale,
    texts,
)
from components.reports.portfolio_slides import band_series
from components.tables import health_text, tier_text
from components.theme import BANDS, Slot
from domain.renewals import Renewals
from domain.revenue_cohorts import quarter_name
from domain.vocabulary import Band

_RENEWALS: Final = 16


def bridge_slide(shown: Renewals) -> Slide:
    """The way from the opening ARR to the closing one."""
    told, of = tell.tell_bridge(shown), shown.bridge
    changes = [sign * getattr(of, field) for field, _, sign in STEPS]
    levels = [of.opening]
    for change in changes:
        levels.append(levels[-1] + change)
    names = [f"{fmt.day(shown.opening_on)}\n{fmt.money(of.opening, shown.currency)}"]
    for (_, name, _), change in zip(STEPS, changes, strict=True):
        names.append(f"{name}\n{fmt.signed(fmt.money(abs(change), shown.currency), change) if change else '0'}")
    names.append(f"{fmt.day(shown.closing_on)}\n{fmt.money(of.closing, shown.currency)}")
    low = _floor(min(levels) / 100, max(levels) / 100)
    feet = [None, *(min(pair) / 100 for pair in pairwise(levels)), None]
    series = (
        Series("Foot", tuple(feet), None),
        Series("ARR", (of.opening / 100, *[None] * len(changes), of.closing / 100), Slot.INK),
        Series("Gained", (None, *(one / 100 if one > 0 else None for one in changes), None), Slot.HEALTHY),
        Series("Lost", (None, *(-one / 100 if one < 0 else None for one in changes), None), Slot.AT_RISK),
    )
    chart = Chart(Look.COLUMNS, tuple(names), series, money_scale(shown.currency, levels), told.alt, low=low)
    reading = f"{tell.retention_sentence(of, shown.currency)} {told.reading}"
    return Slide(told.title, reading, (Panel(chart),))


def ahead_slide(shown: Renewals) -> Slide:
    """What renews when, by band."""
    told = tell.tell_ahead(shown)
    rows = shown.ahead.to_dict("records")
    quarters = list(dict.fromkeys(name_of(row["quarter"]) for row in rows))
    cells = {(name_of(row["quarter"]), Band(row["band"])): row for row in rows}
    names = []
    for quarter in quarters:
        mine = [row for (one, _), row in cells.items() if one == quarter]
        money = fmt.money(sum(row["arr_cents"] for row in mine), shown.currency)
        names.append(f"{quarter}\n{money} · {sum(row['accounts'] for row in mine)}")
    series = [
        band_series(band, [cells[one, band]["arr_cents"] / 100 if (one, band) in cells else None for one in quarters])
        for band in BANDS
        if any((one, band) in cells for one in quarters)
    ]
    scale = money_scale(shown.currency, [row["arr_cents"] for row in rows])
    chart = Chart(Look.COLUMNS, tuple(names), tuple(series), scale, told.alt)
    reading = (
        "ARR by the quarter in which the contract ends, from healthy to at risk; below, its sum and how many accounts"
    )
    return Slide(told.title, reading, (Panel(chart),))


def upcoming_slide(shown: Renewals) -> Slide:
    """The renewals ahead, the soonest notice deadline first."""
    told = tell.tell_upcoming(shown)
    rows = shown.upcoming.head(_RENEWALS)
    columns = (
        Column("Account", 2.4), Column("Tier", 1.1), Column("Health", 0.9), Column("ARR", 0.9, is_number=True),
        Column("Notice", 1.2), Column("Ends", 1.2), Column("To renew", 1.2, is_number=True),
        Column("Owner", 1.5), Column("Worst reading", 2.8),
    )  # fmt: skip
    cells = tuple(
        (
            Cell(row["name"]), Cell(tier_text(row["tier"])), Cell(health_text(row["score"], row["band"])),
            Cell(fmt.money(row["arr_cents"], shown.currency)), Cell(fmt.from_today(row["notice_on"], shown.as_of)),
            Cell(fmt.day(row["renewal_on"])), Cell(_chance(row["chance"])),
            *texts(*(None if fmt.is_missing(row[name]) else row[name] for name in ("owner_name", "main_reason"))),
        )
        for row in rows.to_dict("records")
    )  # fmt: skip
    table = Table(columns, cells, rest=len(shown.upcoming) - len(rows))
    return Slide(told.title, told.reading, (Panel(table),))


def forecast_slide(shown: Renewals) -> Slide:
    """What will be kept of what comes up, with its range, beside how earlier forecasts did."""
    told = tell.tell_forecast(shown)
    every = [*((past.outlook, past.kept_cents) for past in shown.pasts), *((one, None) for one in shown.outlooks)]
    due = [one.due_cents for one, _ in every]

    def shares(cents: list[int | None]) -> tuple[float | None, ...]:
        return tuple(
            None if part is None or not whole else part / whole for part, whole in zip(cents, due, strict=True)
        )

    series = (
        Series("Expected", shares([one.expected_cents for one, _ in every]), Slot.INK),
        Series("High", shares([one.high_cents for one, _ in every]), Slot.UNKNOWN, thin=True),
        Series("Low", shares([one.low_cents for one, _ in every]), Slot.UNKNOWN, thin=True),
        Series("Kept", shares([kept for _, kept in every]), Slot.ACCENT, dots=True),
    )
    names = tuple(f"{quarter_name(one.quarter)}\n{fmt.money(one.expected_cents, shown.currency)}" for one, _ in every)
    known = [value for one in series for value in one.values if value is not None]
    low = max(min(known, default=0.5) - 0.1, 0.0) * 10 // 1 / 10
    chart = Chart(Look.LINES, names, series, SHARES, told.alt, low=low, high=1.0)
    reading = "Share of the ARR due that is expected to be kept; between high and low lie four of five simulations"
    return Slide(told.title, reading, (Panel(chart),))


def _floor(lowest: float, highest: float) -> float:
    """A round number below the lowest, so far that even a small bar is seen; 0 where that is near, or nothing moved."""
    if highest == lowest:
        return 0.0
    step = 10.0 ** math.floor(math.log10(max(highest - lowest, highest / 50, 1.0))) / 2
    return max(math.floor(lowest / step - 1.0) * step, 0.0)


def _chance(chance: float) -> str:
    return "renewed" if chance == 1 else "lost" if chance == 0 else fmt.percent(chance)
