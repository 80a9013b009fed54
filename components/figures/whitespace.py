"""Accounts by products: what each owns, what is being sold, what it may buy, and how many of its peers own that."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, Slot
from domain.behind import name_of
from domain.growth import POSITIONS
from domain.vocabulary import ProductPosition

LOOKS: Final = {
    ProductPosition.OWNED: ("Owned", "●", Slot.INK),
    ProductPosition.IN_PROGRESS: ("In progress", "◐", Slot.ACCENT),
    ProductPosition.POTENTIAL: ("May buy", "○", Slot.ACCENT),
    ProductPosition.NOT_FIT: ("No fit", "–", Slot.FAINT),
}
"""Name, sign and colour of each position; the share beside a hollow sign is that of the peers who own the product."""
_ROW = 22
_NAME = 30


def whitespace_figure(
    names: Sequence[str],
    products: Sequence[str],
    cells: npt.NDArray[np.int8],
    adoption: npt.NDArray[np.float64],
    account_ids: Sequence[int],
) -> go.Figure:
    """Draw the matrix: `cells` (accounts, products) places in `POSITIONS`, `adoption` (same shape) 0-1."""
    traces = [_signs(position, names, products, cells, adoption, account_ids) for position in LOOKS]
    x = kit.axis(
        tickvals=list(range(len(products))), ticktext=[markup.plotly(one) for one in products],
        range=[-0.6, len(products) - 0.4], side="top", tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    y = kit.axis(
        grid=True, tickvals=list(range(len(names))),
        ticktext=[markup.plotly(markup.shortened(one, _NAME)) for one in names],
        range=[len(names) - 0.4, -0.6], tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    return kit.figure(traces, kit.layout(height=_ROW * max(len(names), 1) + 48, x=x, y=y, hovermode="closest"))


def _signs(
    position: ProductPosition,
    names: Sequence[str],
    products: Sequence[str],
    cells: npt.NDArray[np.int8],
    adoption: npt.NDArray[np.float64],
    account_ids: Sequence[int],
) -> kit.Part:
    label, sign, colour = LOOKS[position]
    rows, columns = (found.tolist() for found in np.nonzero(cells == POSITIONS.index(position)))
    shares = [f"{100 * adoption[row, column]:.0f}%" for row, column in zip(rows, columns, strict=True)]
    tells = position in (ProductPosition.POTENTIAL, ProductPosition.IN_PROGRESS)
    return {
        "type": "scatter",
        "mode": "text",
        "name": label,
        "x": columns,
        "y": rows,
        "text": [f"{sign} {share}" if tells else sign for share in shares],
        "textfont": {"size": 13, "color": colour},
        "customdata": [
            [markup.plotly(names[row]), markup.plotly(products[column]), label, share,
             name_of("whitespace", account_ids[row])]
            for row, column, share in zip(rows, columns, shares, strict=True)
        ],
        "hovertemplate": "%{customdata[0]}<br>%{customdata[1]}: %{customdata[2]}<br>%{customdata[3]} of its peers own "
        "it<extra></extra>",
    }  # fmt: skip
