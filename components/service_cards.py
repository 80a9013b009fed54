"""The figures of the service screen with their words, drawn once for all who look at the same answers."""

from collections.abc import Sequence
from functools import lru_cache, partial
from typing import Final, Literal

from components import format as fmt
from components import service_sentences as tell
from components.chart import clickable
from components.figures.arr_by_tier import TIER_NAMES
from components.figures.open_issues import open_issues_figure
from components.figures.promise_bars import promise_bars_figure
from components.figures.share_grid import Block, Share, share_grid_figure
from components.portfolio_cards import Card, file_of
from components.service_choices import ALL_TIERS, EVERYBODY, MEASURE_NAMES, click_picks, slice_name
from domain.contact_mix import Group
from domain.policy import POLICY
from domain.portfolio_columns import TIERS
from domain.service import Service
from domain.sla import Cell, Measure
from domain.vocabulary import Severity

OWNERS_SHOWN: Final = 12
"""Owners in the figure: those who keep the least of their cadence; all of them are in its table."""
_KEPT: Final = 32
_COLUMNS: Final = (*(severity.upper() for severity in Severity), "All")
_CONTACT: Final = ("Cadence kept", "By people", "Begun by us")


def show_clickable(card: Card, picks: str) -> None:
    """Draw a card whose marks choose what is listed beside it."""
    told = card.told
    clickable(
        card.figure, key=card.key, title=told.title, reading=told.reading, as_of=card.as_of, alt=told.alt,
        table=card.table, on_select=click_picks(card.key, picks), file_name=f"{card.key}-{card.as_of}",
    )  # fmt: skip


@lru_cache(_KEPT)
def response_card(shown: Service) -> Card:
    """First answers and resolutions against their targets, by tier and severity."""
    blocks = [Block(MEASURE_NAMES[measure], _rows_of(shown.cells, measure)) for measure in Measure]
    figure = share_grid_figure(blocks, _COLUMNS)
    return Card("chart_sla", figure, tell.tell_response(shown), shown.as_of, partial(tell.twin_of_response, shown))


def _rows_of(cells: Sequence[Cell], measure: Measure) -> list[tuple[str, dict[str, Share]]]:
    rows: list[tuple[str, dict[str, Share]]] = []
    for tier in (*TIERS, None):
        mine = [one for one in cells if one.measure is measure and one.tier == tier]
        if mine:
            name = ALL_TIERS if tier is None else TIER_NAMES[tier]
            rows.append((name, {_COLUMNS[-1] if one.severity is None else one.severity.upper(): _share(one)
                                for one in mine}))  # fmt: skip
    return rows


def _share(cell: Cell) -> Share:
    told = cell.served
    target = "" if cell.allowed_hours is None else f"in {fmt.hours(cell.allowed_hours)}"
    if told.due:
        words = tell.share_text(told.met, told.due)
    elif told.waiting:
        words = f"{told.waiting} not due"
    else:
        words = fmt.hours(told.median_hours)
    return Share(told.share, words, target, slice_name(cell.measure, cell.tier, cell.severity))


@lru_cache(_KEPT)
def open_card(shown: Service) -> Card:
    """Open issues by age and ARR."""
    by = tell.counts_by(shown)
    figure = open_issues_figure(shown.opened.by_age, shown.currency, by)
    return Card("chart_open_issues", figure, tell.tell_open(shown), shown.as_of, partial(tell.twin_of_open, shown))


@lru_cache(_KEPT)
def promises_card(shown: Service) -> Card:
    """Our promises by department."""
    figure = promise_bars_figure(shown.tallies)
    told = tell.tell_promises(shown)
    return Card("chart_promises", figure, told, shown.as_of, partial(tell.twin_of_promises, shown))


@lru_cache(_KEPT)
def contact_card(shown: Service, by: Literal["tier", "owner_id"]) -> Card:
    """Cadence kept and who touches whom, by tier or by owner."""
    groups = shown.by_tier if by == "tier" else shown.by_owner
    names = tell.group_names(groups)
    norms = {
        _CONTACT[1]: f"{_CONTACT[1]} (norm {fmt.percent(POLICY.human_share_at_best)})",
        _CONTACT[2]: f"{_CONTACT[2]} (norm {fmt.percent(POLICY.proactive_share_at_best)})",
    }
    told = [(EVERYBODY, Group("", EVERYBODY, shown.mix)), *zip(names, groups, strict=True)]
    rows = [
        (name, {norms.get(column, column): share for column, share in _contact(one, name).items()})
        for name, one in told[: OWNERS_SHOWN + 1]
    ]
    figure = share_grid_figure([Block("", rows)], [norms.get(column, column) for column in _CONTACT])
    words = tell.tell_contact(shown, by)
    return Card("chart_contact", figure, words, shown.shown.as_of, partial(tell.twin_of_contact, groups))


def _contact(group: Group, name: str) -> dict[str, Share]:
    mix = group.mix
    kept = fmt.MISSING if not mix.with_cadence else tell.share_text(mix.in_touch, mix.with_cadence)
    few = "too few touches"
    return {
        _CONTACT[0]: Share(mix.cadence_kept, kept, "", name),
        _CONTACT[1]: Share(mix.human_share, few if mix.human_share is None else fmt.percent(mix.human_share), "", name),
        _CONTACT[2]: Share(
            mix.proactive_share, few if mix.proactive_share is None else fmt.percent(mix.proactive_share), "", name
        ),
    }


__all__ = [
"contact_card", "file_of", "open_card", "promises_card", "response_card", "show_clickable",
]  # fmt: skip
