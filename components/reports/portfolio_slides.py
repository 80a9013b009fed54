"""The slides of a portfolio review that tell of health: state, movement, distribution, course, and what is at risk."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from components import format as fmt
from components import portfolio_sentences as tell
from components.figures.arr_by_tier import TIER_NAMES
from components.headline import headline_sentence
from components.metrics import change_text, value_text
from components.portfolio_tables import cause_text
from components.reports.document import (
    COUNTS,
    SCORES,
    Cell,
    Chart,
    Column,
    Figure,
    Figures,
    Look,
    Panel,
    Scale,
    Series,
    Slide,
    Table,
    money_scale,
    texts,
)
from components.tables import health_text
from components.theme import BANDS, Slot
from domain.breakdowns import BIN_POINTS
from domain.kpis import COMPARED_WEEKS, Kpi
from domain.movement_words import Lead
from domain.overview import Overview
from domain.vocabulary import Band

MOVED_TOLD: Final = 16
"""Accounts that moved whose cause is asked for: more find no room on a slide."""
_TONES: Final = {True: Slot.HEALTHY, False: Slot.AT_RISK, None: None}


def state_slide(shown: Overview) -> Slide:
    """The book in one sentence, and its key figures against the quarter before."""
    title = headline_sentence(shown.headline, shown.currency, shown.moved_since)
    figures = Figures(tuple(_figure(one, shown.currency) for one in shown.kpis))
    reading = f"Below each figure, how it moved in {COMPARED_WEEKS} weeks, where that is known"
    notes = "\n".join(f"{one.label}: {one.definition}" for one in shown.kpis)
    return Slide(title, reading, (Panel(figures),), notes)


def _figure(figure: Kpi, currency: str) -> Figure:
    words, direction = change_text(figure, currency)
    good = None if not direction or figure.higher_is_better is None else (direction > 0) == figure.higher_is_better
    note = f"{words} · was {value_text(figure, figure.previous, currency)}" if direction else words
    return Figure(figure.label, value_text(figure, figure.value, currency), note, _TONES[good])


def moved_slide(shown: Overview, causes: Mapping[int, Lead]) -> Slide:
    """Which accounts changed their band, each with the record that is the likely cause."""
    told = tell.tell_movement(shown.moved, shown.moved_since)
    rows = shown.moved.head(MOVED_TOLD)
    columns = (
        Column("Account", 2.3), Column("From", 0.8), Column("To", 0.8), *_arr_column(shown),
        Column("Owner", 1.5), Column("Likely cause", 4),
    )  # fmt: skip
    cells = tuple(
        (
            Cell(row["name"]), _health(row["score_before"], row["band_before"]),
            _health(row["score_now"], row["band_now"]), *_arr_cell(shown, row), *texts(_text(row["owner_name"])),
            Cell(cause_text(causes[row["account_id"]]) if row["account_id"] in causes else _reason(row["main_reason"])),
        )
        for row in rows.to_dict("records")
    )  # fmt: skip
    table = Table(columns, cells, rest=len(shown.moved) - len(rows))
    return Slide(told.title, f"{told.reading}; the cause is the reading that moved most, and its record",
                 (Panel(table),))  # fmt: skip


def flows_slide(shown: Overview) -> Slide:
    """How many accounts came into each band, and how many left it."""
    told = tell.tell_flows(shown.flows, shown.moved_since)
    counts = [
        (Band(before), Band(now), int(accounts))
        for before, now, accounts in zip(*(shown.flows[name].tolist() for name in shown.flows.columns[:3]), strict=True)
    ]
    bands = [band for band in BANDS if band is not Band.UNKNOWN]
    came = tuple(float(sum(count for _, now, count in counts if now == band)) for band in bands)
    left = tuple(-float(sum(count for before, _, count in counts if before == band)) for band in bands)
    series = (
        Series("Came into the band", came, Slot.SECOND_INK, labelled=True, on=Slot.BACKGROUND),
        Series("Left the band", left, Slot.FAINT, labelled=True),
    )
    most = max((abs(one) for one in (*came, *left)), default=1.0)
    names = tuple(f"{BANDS[band].sign} {BANDS[band].label}" for band in bands)
    scale = Scale("#,##0;#,##0;", lambda value: fmt.count(abs(value)))
    chart = Chart(Look.BARS, names, series, scale, told.alt, low=-most * 1.1, high=most * 1.1, is_bare=True)
    return Slide(told.title, "Right: accounts that came into the band; left: accounts that left it", (Panel(chart),))


def distribution_slide(shown: Overview) -> Slide:
    """How ARR, or accounts, are spread over health."""
    told = tell.tell_distribution(shown.distribution, shown.currency, shown.counts_by)
    rows = shown.distribution.to_dict("records")
    if not any(row[shown.counts_by] for row in rows if pd.isna(row["score_from"])):
        rows = [row for row in rows if not pd.isna(row["score_from"])]
    names = tuple("–" if pd.isna(row["score_from"]) else _span(row["score_from"]) for row in rows)
    series = tuple(_of_band(band, [(row["band"], row[shown.counts_by]) for row in rows], shown) for band in BANDS)
    series = tuple(one for one in series if any(one.values))
    chart = Chart(Look.COLUMNS, names, series, _scale(shown, shown.distribution), told.alt)
    return Slide(told.title, told.reading, (Panel(chart),))


def trend_slide(shown: Overview, models: Sequence[tuple[date, str]]) -> Slide:
    """Average health week by week, with the weeks from which another health model counts."""
    told = tell.tell_trend(shown.trend)
    weeks = shown.trend["week_on"].tolist()
    by_arr, mean = (_known(shown.trend[name].tolist()) for name in ("health_by_arr", "health_mean"))
    lines = [Series("By ARR", by_arr, Slot.INK, labelled=True)] if any(one is not None for one in by_arr) else []
    lines.append(Series("Each account alike", mean, Slot.UNKNOWN, thin=bool(lines), labelled=not lines))
    marks = tuple(one for one in models if weeks[0] < one[0] <= weeks[-1])
    begun = [next(place for place, week in enumerate(weeks) if week >= day) for day, _ in marks]
    height = lines[0].values
    lines += [
        Series(f"{name} from {fmt.day(day)}", _only(height, place), Slot.ACCENT, dots=True)
        for place, (day, name) in zip(begun, marks, strict=True)
    ]
    values = [one for line in lines for one in line.values if one is not None]
    low, high = (max(min(values) - 5, 0) // 5 * 5, min(max(values) + 5, 100)) if values else (0.0, 100.0)
    names = tuple(fmt.day(week) for week in weeks)
    chart = Chart(Look.LINES, names, tuple(lines), SCORES, told.alt, low=low, high=-(-high // 5) * 5)
    reading = f"{told.reading}{'; diamonds: another health model counts from there' if marks else ''}"
    return Slide(told.title, reading, (Panel(chart),))


def tiers_slide(shown: Overview) -> Slide:
    """ARR, or accounts, by tier and band."""
    told = tell.tell_tiers(shown.by_tier, shown.currency, shown.counts_by)
    rows = shown.by_tier.to_dict("records")
    tiers = list(dict.fromkeys(str(row["tier"]) for row in rows))
    cells = {(str(row["tier"]), str(row["band"])): row[shown.counts_by] for row in rows}
    scale = _scale(shown, shown.by_tier)
    totals = {tier: sum(value for (one, _), value in cells.items() if one == tier) for tier in tiers}
    names = tuple(f"{TIER_NAMES[tier]}\n{scale.write(_units(shown, totals[tier]))}" for tier in tiers)
    series = tuple(
        _of_band(band, [(band, cells.get((tier, band.value), 0)) for tier in tiers], shown) for band in BANDS
    )
    chart = Chart(Look.BARS, names, tuple(one for one in series if any(one.values)), scale, told.alt)
    return Slide(told.title, told.reading, (Panel(chart),))


def riskiest_slide(shown: Overview) -> Slide:
    """The accounts to win back first."""
    told = tell.tell_riskiest(shown.riskiest, shown.currency)
    columns = (
        Column("Account", 2.3), Column("Health", 0.9), *_arr_column(shown), Column("Notice", 1.2),
        Column("Issues", 0.7, is_number=True), Column("Owner", 1.5), Column("Worst reading", 3.4),
    )  # fmt: skip
    cells = tuple(
        (
            Cell(row["name"]), _health(row["score"], row["band"]), *_arr_cell(shown, row),
            *texts(fmt.from_today(row["notice_on"], shown.as_of), fmt.count(row["open_issues"]),
                   _text(row["owner_name"])), Cell(_reason(row["main_reason"])),
        )
        for row in shown.riskiest.to_dict("records")
    )  # fmt: skip
    return Slide(told.title, told.reading, (Panel(Table(columns, cells)),))


def band_series(band: Band, values: Sequence[float | None], *, labelled: bool = False) -> Series:
    """The bars of one band: its sign and name, in its colours."""
    mark = BANDS[band]
    return Series(f"{mark.sign} {mark.label}", tuple(values), mark.fill, mark.edge, labelled, on=mark.on)


def _of_band(band: Band, cells: Sequence[tuple[Any, Any]], shown: Overview) -> Series:
    return band_series(band, [_units(shown, value) if one == band and value else None for one, value in cells])


def _units(shown: Overview, value: float) -> float:
    return float(value) / 100 if shown.knows_arr else float(value)


def _scale(shown: Overview, frame: pd.DataFrame) -> Scale:
    return money_scale(shown.currency, frame["arr_cents"].tolist()) if shown.knows_arr else COUNTS


def _span(start: float) -> str:
    return f"{start:.0f}–{start + BIN_POINTS:.0f}"


def _known(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(None if fmt.is_missing(one) else float(one) for one in values)


def _only(values: Sequence[float | None], place: int) -> tuple[float | None, ...]:
    return tuple(value if number == place else None for number, value in enumerate(values))


def _health(score: float | None, band: str) -> Cell:
    mark = BANDS[Band(band)]
    return Cell(health_text(score, band), Slot.INK if mark.on is Slot.ON_LIGHT_HUE else mark.edge)


def _arr_column(shown: Overview) -> tuple[Column, ...]:
    return (Column("ARR", 0.9, is_number=True),) if shown.knows_arr else ()


def _arr_cell(shown: Overview, row: Mapping[Any, Any]) -> tuple[Cell, ...]:
    return (Cell(fmt.money(row["arr_cents"], shown.currency)),) if shown.knows_arr else ()


def _text(value: object) -> str | None:
    return None if fmt.is_missing(value) else str(value)


def _reason(value: object) -> str:
    return fmt.MISSING if fmt.is_missing(value) else str(value)
