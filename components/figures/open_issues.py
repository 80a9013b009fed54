"""Open issues: a bar of ARR for each age, in parts by severity; each account stands once."""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from components import format as fmt
from components import markup
from components.figures import kit
from components.theme import SIZE_NOTE, STEP, Slot
from domain.open_issues import UP_TO_DAYS, Age
from domain.overview import Measure
from domain.vocabulary import Severity

AGES: Final = {
    Age.WEEK: f"up to {UP_TO_DAYS[0]} days",
    Age.MONTH: f"{UP_TO_DAYS[0] + 1} to {UP_TO_DAYS[1]} days",
    Age.QUARTER: f"{UP_TO_DAYS[1] + 1} to {UP_TO_DAYS[2]} days",
    Age.LONGER: f"over {UP_TO_DAYS[2]} days",
}
_LOOKS: Final = {
    Severity.S1: (Slot.INK, Slot.INK, Slot.BACKGROUND, ""),
    Severity.S2: (Slot.SECOND_INK, Slot.SECOND_INK, Slot.BACKGROUND, ""),
    Severity.S3: (Slot.FAINT, Slot.SECOND_INK, Slot.INK, ""),
    Severity.S4: (Slot.BACKGROUND, Slot.SECOND_INK, Slot.INK, "/"),
}
"""Fill, outline, letters and pattern: told apart in black and white."""
_ROW: Final = 48
_LEAST_LABELLED: Final = 0.09


def open_issues_figure(by_age: pd.DataFrame, currency: str, by: Measure = "arr_cents") -> go.Figure:
    """Draw `domain.open_issues.OpenIssues.by_age`: ARR (hundredths) or accounts across, the oldest at the foot."""
    names = list(AGES.values())
    totals = by_age.groupby("age")[["accounts", "issues", "arr_cents"]].sum().reindex([*AGES], fill_value=0)
    longest = int(totals[by].max())
    traces = [_part(by_age[by_age["worst"] == place], severity, currency, longest, by)
              for place, severity in enumerate(Severity)]  # fmt: skip
    ends = [
        kit.label(_told(row, currency, by), x=int(row[by]), y=AGES[Age(int(age))], shift=(STEP, 0))
        for age, row in zip(totals.index, totals.to_dict("records"), strict=True)
    ]
    ticks = kit.money_ticks(longest, currency) if by == "arr_cents" else {"nticks": 5, "tickformat": ",d"}
    title = "ARR of the accounts that wait" if by == "arr_cents" else "Accounts that wait"
    x = kit.axis(title, grid=True, range=[0, longest * 1.6 or 1], **ticks)
    y = kit.axis(kind="text", categoryorder="array", categoryarray=names[::-1])
    y["tickfont"] = {"size": SIZE_NOTE, "color": Slot.INK}
    layout = kit.layout(height=_ROW * len(names) + 56, x=x, y=y, annotations=ends, barmode="stack", bargap=0.38)
    return kit.figure(traces, layout)


def _part(rows: pd.DataFrame, severity: Severity, currency: str, longest: int, by: Measure) -> kit.Part:
    fill, edge, letters, pattern = _LOOKS[severity]
    parts = rows.to_dict("records")
    names = [AGES[Age(int(row["age"]))] for row in parts]
    return {
        "type": "bar",
        "orientation": "h",
        "name": severity.upper(),
        "x": [int(row[by]) for row in parts],
        "y": names,
        "marker": {
            "color": fill,
            "line": {"width": 1, "color": edge},
            "pattern": {"shape": pattern, "fgcolor": edge, "size": 6, "solidity": 0.15},
        },
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}},
        "text": [severity.upper() if int(row[by]) >= _LEAST_LABELLED * longest else "" for row in parts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": SIZE_NOTE, "color": letters},
        "customdata": [
            [name, markup.plotly(_told(row, currency, "arr_cents")), severity.upper()]
            for name, row in zip(names, parts, strict=True)
        ],
        "hovertemplate": "Open %{customdata[0]}, worst %{customdata[2]}<br>%{customdata[1]}<extra></extra>",
    }


def _told(row: Mapping[Any, Any], currency: str, by: Measure) -> str:
    """`€3.4 m · 9 accounts · 12 issues`."""
    accounts, issues, cents = (int(row[name]) for name in ("accounts", "issues", "arr_cents"))
    words = f"{fmt.plural(accounts, 'account')} · {fmt.plural(issues, 'issue')}"
    if not accounts:
        return "none"
    return f"{fmt.money(cents, currency)} · {words}" if by == "arr_cents" else words
