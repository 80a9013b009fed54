"""What will be kept of the ARR that comes up for renewal, with a range; before it, what earlier forecasts said."""

from collections.abc import Sequence

import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, STEP, Slot
from domain.behind import name_of
from domain.revenue_cohorts import quarter_name
from domain.revenue_forecast import Outlook, PastOutlook

_DOT = 0.015
"""Half the height of a dot, as a share."""


def renewal_forecast_figure(
    pasts: Sequence[PastOutlook], outlooks: Sequence[Outlook], currency: str, height: int = 320
) -> go.Figure:
    """Draw for each quarter the share of ARR expected to be kept with its range, and what was kept in past ones.

    Quarters across, shares of the ARR due up; the range does not begin at zero. Quarters without a renewal are bare.
    """
    told = [*(past.outlook for past in pasts), *outlooks]
    names = [quarter_name(one.quarter) for one in told]
    known = [one for one in told if one.due_cents]
    kept = [past for past in pasts if past.outlook.due_cents]
    reached = {past.outlook.quarter: past.kept_cents / past.outlook.due_cents for past in kept}
    shares = [*(one.low_cents / one.due_cents for one in known), *reached.values()]
    lowest = max(min(shares, default=0.5) - 0.08, 0.0)
    x = kit.axis(
        kind="text", categoryorder="array", categoryarray=names, range=[-0.5, len(names) - 0.5],
        tickfont={"size": SIZE_NOTE, "color": Slot.INK},
    )  # fmt: skip
    y = kit.axis("Share of ARR kept", grid=True, range=[lowest, 1.06], tickformat=".0%", nticks=6)
    layout = kit.layout(
        height=height,
        x=x,
        y=y,
        annotations=[_amount(one, reached.get(one.quarter, 0.0), currency) for one in known],
        shapes=[kit.rule(x=len(pasts) - 0.5, dash="dot")],
    )
    return kit.figure([_expected(known, currency), _happened(kept, currency)], layout)


def _expected(known: Sequence[Outlook], currency: str) -> kit.Part:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [quarter_name(one.quarter) for one in known],
        "y": [one.expected_cents / one.due_cents for one in known],
        "error_y": _range(known),
        "marker": {"symbol": "line-ew", "size": 22, "color": Slot.INK, "line": {"width": 3, "color": Slot.INK}},
        "customdata": [
            [*(markup.plotly(words) for words in _words(one, currency)), name_of("renewal_forecast", one.quarter)]
            for one in known
        ],
        "hovertemplate": "%{x}<br>%{customdata[0]} of %{customdata[1]} expected<br>%{customdata[2]}<extra></extra>",
    }


def _happened(kept: Sequence[PastOutlook], currency: str) -> kit.Part:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [quarter_name(past.outlook.quarter) for past in kept],
        "y": [past.kept_cents / past.outlook.due_cents for past in kept],
        "marker": {"symbol": "circle", "size": 10, "color": Slot.ACCENT},
        "customdata": [
            [markup.plotly(fmt.money(past.kept_cents, currency)), name_of("renewal_forecast", past.outlook.quarter)]
            for past in kept
        ],
        "hovertemplate": "%{x}<br>%{customdata[0]} kept<extra></extra>",
    }


def _amount(one: Outlook, reached: float, currency: str) -> kit.Part:
    """What is expected, above the range and above the dot of what was kept."""
    top = max(one.high_cents / one.due_cents, reached + _DOT)
    words = fmt.money(one.expected_cents, currency)
    above: kit.Part = {"anchor": "center", "valign": "bottom", "shift": (0, STEP // 2)}
    return kit.label(words, x=quarter_name(one.quarter), y=top, colour=Slot.INK, **above)


def _range(known: Sequence[Outlook]) -> kit.Part:
    return {
        "type": "data",
        "symmetric": False,
        "array": [(one.high_cents - one.expected_cents) / one.due_cents for one in known],
        "arrayminus": [(one.expected_cents - one.low_cents) / one.due_cents for one in known],
        "color": Slot.SECOND_INK,
        "thickness": 6,
        "width": 0,
    }


def _words(one: Outlook, currency: str) -> tuple[str, str, str]:
    bounds = f"{fmt.money(one.low_cents, currency)} to {fmt.money(one.high_cents, currency)}"
    return fmt.money(one.expected_cents, currency), fmt.money(one.due_cents, currency), bounds
