"""The backtest on the model page: verdict, rivals, calibration, calls, and what it is by tier, segment and horizon."""

import pandas as pd
import streamlit as st

from components import backtest_sentences as tell
from components import format as fmt
from components import markup
from components.chart import chart, heading
from components.figures.base_rate import base_rate_figure
from components.figures.calibration import calibration_figure
from components.figures.rival_auc import rival_auc_figure
from components.theme import BANDS
from domain.backtest.document import BacktestReport
from domain.bands import LOWER_BOUNDS

_MEASURES = "AUC with its interval, Brier score, lift in the worst tenth"


def show_verdict(report: BacktestReport | None) -> None:
    """The first sentence of the verdict, under it what it must be read with, and what was judged."""
    if report is None:
        st.header("The score has not been judged yet", anchor=False)
        st.caption("An administrator can do so here; from the command line: manage.py backtest.")
        return
    verdict, dot, cautions = report.found.verdict.partition(". ")
    st.header(markup.markdown(verdict + dot.rstrip()), anchor=False)
    if cautions:
        st.markdown(markup.markdown(cautions))
    st.caption(markup.markdown(tell.circumstances(report)))


def run_button() -> bool:
    """Whether somebody just asked to judge again."""
    return st.button("Judge again", icon=":material/replay:", key="backtest_run")


def show_rivals_and_calibration(report: BacktestReport) -> None:
    """The AUC of the score beside its rivals', and the calibration of the score; what cannot be said is not drawn."""
    found = report.found
    if found.score.auc is None:
        return
    grid = st.grid(2, min_column_width=420, gap="large")
    with grid.cell():
        told = tell.tell_rivals(found)
        chart(
            rival_auc_figure(tell.rankings(found)), key="chart_rivals", title=told.title, reading=told.reading,
            as_of=report.as_of, alt=told.alt, table=lambda: tell.twin_of_rivals(found),
        )  # fmt: skip
    if found.calibration:
        with grid.cell():
            told = tell.tell_calibration(found)
            chart(
                calibration_figure(found.calibration), key="chart_calibration", title=told.title,
                reading=told.reading, as_of=report.as_of, alt=told.alt, table=lambda: tell.twin_of_calibration(found),
            )  # fmt: skip


def show_calls(report: BacktestReport) -> None:
    """Confusion at each band's bound and over each horizon; beside it the base rate, which drifts."""
    found = report.found
    if not found.moments:
        return
    grid = st.grid(2, min_column_width=420, gap="large")
    with grid.cell(), st.container(gap="small"):
        told = tell.tell_calls(found)
        heading(told.title, told.reading, report.as_of, key="table_confusion")
        bounds = {_called(one.below): one.confusion for one in found.by_bound}
        _table(tell.calls_frame("Called", bounds), "table_confusion", told.alt)
        horizons = {f"At risk, {one.horizon_days} days": one.confusion for one in found.horizons}
        _table(tell.calls_frame("Called", horizons), "table_horizons", "Calls of the at-risk band over other horizons")
    with grid.cell():
        told = tell.tell_moments(found)
        days = tell.sample_days(found)
        rates = [one.came / one.n for one in found.moments]
        chart(
            base_rate_figure(days, rates, [one.told for one in found.moments]), key="chart_base_rate",
            title=told.title, reading=told.reading, as_of=report.as_of, alt=told.alt,
            table=lambda: tell.twin_of_moments(found),
        )  # fmt: skip


def show_groups(report: BacktestReport) -> None:
    """The score by tier, by segment and by horizon; dashes where there are too few outcomes to say."""
    found = report.found
    if not found.moments:
        return
    horizons = {f"{one.horizon_days} days": one.score for one in found.horizons}
    heading(
        "By tier, segment and horizon", f"{_MEASURES}; {fmt.MISSING} where there are too few outcomes to say",
        report.as_of, key="table_groups",
    )  # fmt: skip
    grid = st.grid(3, min_column_width=360, gap="medium")
    groups = (("Tier", found.by_tier), ("Segment", found.by_segment), ("Horizon", horizons))
    for name, one in groups:
        if one:
            with grid.cell():
                _table(tell.groups_frame(name, one), f"table_by_{name.lower()}", f"The score by {name.lower()}")


def _called(bound: float) -> str:
    """Who is called by a bound: `Watch or worse`."""
    worst = [band for band, lowest in LOWER_BOUNDS if lowest < bound]
    name = BANDS[worst[0]].label
    return name if len(worst) == 1 else f"{name} or worse"


def _table(frame: pd.DataFrame, key: str, alt: str) -> None:
    st.dataframe(frame, key=key, hide_index=True, alt=alt, placeholder=fmt.MISSING, height="content")
