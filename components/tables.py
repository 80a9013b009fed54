"""Tables of accounts: one look for names, health, money and dates, and a row that opens its account."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import streamlit as st

from components import format as fmt
from components.theme import BANDS, DARK, LIGHT, Slot
from domain.vocabulary import Band, Tier

SPARKLINE_WEEKS: Final = 26
ROW: Final = 34
"""Height of a row in pixels."""
TWO_LINES: Final = 57
"""Height of a row whose sentences may take two lines; Streamlit wraps them above 4 rem."""
_HEADER: Final = 37
_CHIPS: Final = {
    Band.HEALTHY: LIGHT[Slot.HEALTHY],
    Band.STABLE: DARK[Slot.SUPPORTER],
    Band.WATCH: DARK[Slot.WATCH],
    Band.AT_RISK: LIGHT[Slot.AT_RISK],
    Band.UNKNOWN: DARK[Slot.SECOND_INK],
}
"""A chip has one colour for both themes; these are those on which the letters that Streamlit sets are readable."""
_CHIP_COLOURS: Final = {BANDS[band].glyph: colour for band, colour in _CHIPS.items()}
_TIER_MARKS: Final = {Tier.STRATEGIC: "★ Strategic", Tier.KEY: "☆ Key", Tier.TACTICAL: "Tactical"}


def open_table(
    frame: pd.DataFrame | pa.Table,
    account_ids: Sequence[int],
    *,
    key: str,
    alt: str,
    columns: dict[str, Any],
    height: int | Literal["content"] = "content",
    row_height: int = ROW,
    name_width: int = 230,
) -> int | None:
    """Show a frame whose first column, `Account`, opens; return the id of the account that was just asked for.

    `account_ids` are those of the rows, in their order.
    """
    opener = f"{key}_open"
    name = st.column_config.ButtonColumn("Account", type="tertiary", alignment="left", key=opener, width=name_width)
    config = {"Account": name} | columns
    table(frame, key=key, alt=alt, columns=config, height=height, row_height=row_height)
    click = st.session_state.get(opener)
    return int(account_ids[click["row"]]) if click else None


def table(
    frame: pd.DataFrame | pa.Table,
    *,
    key: str,
    alt: str,
    columns: Mapping[str, Any],
    height: int | Literal["content"] = "content",
    row_height: int = ROW,
    placeholder: str = fmt.MISSING,
) -> None:
    """Show a frame under the stable `key` (`table_…`).

    Streamlit gives a table that nobody can select in no class of its own, so that its container bears the key.
    """
    with st.container(key=key):
        st.dataframe(
            frame, key=key, hide_index=True, column_config=dict(columns), height=height, alt=alt,
            row_height=row_height, placeholder=placeholder,
        )  # fmt: skip


def arrow(frame: pd.DataFrame) -> pa.Table:
    """A frame as it is sent: what is drawn in every run is turned into this once."""
    return pa.Table.from_pandas(frame, preserve_index=False)


def choose_page(rows: int, size: int, *, key: str) -> int:
    """The page to show of so many rows, from 0; no control where one page of that size holds everything."""
    pages = max(1, -(-rows // size))
    return 0 if pages == 1 else st.pagination(pages, key=key, bind="query-params", width=360) - 1


def height_of(rows: int, row_height: int = ROW) -> int:
    """Height of a table of so many whole rows under its header, in pixels."""
    return row_height * rows + _HEADER


def health_text(score: float | None, band: str) -> str:
    """Health as a cell: sign, letter and score, as `▲ C  52`."""
    return BANDS[Band(band)].sign if fmt.is_missing(score) else f"{BANDS[Band(band)].sign}  {fmt.score(score)}"


def band_chips(*columns: Iterable[Any]) -> list[list[str]]:
    """Cells of signs in the colours of their bands; `columns` are pairs of scores and bands, a chip for each pair."""
    scores, bands = columns[::2], columns[1::2]
    rows = zip(*(zip(one, two, strict=True) for one, two in zip(scores, bands, strict=True)), strict=True)
    return [[health_text(score, band) for score, band in row] for row in rows]


def chip_column(label: str, cells: Sequence[Sequence[str]], *, width: int, help: str | None = None) -> Any:  # noqa: A002
    """The column configuration that colours those cells."""
    options = sorted({chip for cell in cells for chip in cell})
    colours = [_CHIP_COLOURS[option.split(" ", 1)[0]] for option in options]
    return st.column_config.MultiselectColumn(label, options=options, color=colours, width=width, help=help)


def tier_text(tier: str | None) -> str:
    """A tier with its mark."""
    return fmt.MISSING if fmt.is_missing(tier) or tier is None else _TIER_MARKS[Tier(tier)]


def recent(scores: npt.NDArray[np.float64]) -> list[list[float] | None]:
    """The last weeks of each row of scores, as a sparkline takes them; None where nothing is known."""
    lines = np.round(scores[:, -SPARKLINE_WEEKS:].astype(float), 0)
    return [None if np.isnan(line).all() else line[~np.isnan(line)].tolist() for line in lines]


def money_column(frame: pd.DataFrame, name: str = "arr_cents") -> list[float | None]:
    """Hundredths as units, for a column that is sorted and right-aligned as a number."""
    return [None if fmt.is_missing(cents) else int(cents) / 100 for cents in frame[name]]
