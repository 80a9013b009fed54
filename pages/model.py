"""Model: how well the health score told what happened, and how everything that is shown is defined."""

import numpy as np
import streamlit as st

from components.backtest import run_button, show_calls, show_groups, show_rivals_and_calibration, show_verdict
from components.definitions import show_indicators, show_kpis, show_rules, show_spreads
from components.model_form import begin_anew, change_toggle, fit_button, keep_proposal, model_form
from components.model_preview import (
    compare_button,
    is_kept,
    kept,
    progress_bar,
    show_changes,
    show_comparison,
    show_preview,
)
from components.model_publish import FORM as PUBLISH_FORM
from components.model_publish import publish_form, published_line, show_versions
from components.operation import operation_done
from data_access.commands.backtest import judge_again
from data_access.commands.health_models import publish_model, score_all
from data_access.queries.backtest import last_backtest
from data_access.queries.model_preview import is_quick, model_preview
from data_access.queries.model_trial import compared_models, proposed_weights
from data_access.queries.model_versions import model_on, model_versions, published_models
from data_access.queries.portfolio import portfolio
from data_access.queries.readings import reading_spreads
from data_access.queries.revenue import past
from data_access.queries.service_levels import service
from domain.backtest.comparison import Comparison
from domain.definitions import indicator_definitions, score_numbers
from domain.errors import AlreadyDone
from domain.kpis import kpis
from domain.model_preview import Preview
from domain.policy import Policy
from domain.policy_difference import differences
from domain.portfolio import Filters, Portfolio
from domain.spread import Spread, spread_of
from domain.viewer import Viewer
from domain.vocabulary import Role
from shell.links import go_to
from shell.page import fragment, open_page

SERVICE_DAYS = 365
"""How far back the figures of service look."""


@fragment
def backtest(viewer: Viewer) -> None:
    """The verdict first, then the figures behind it; an administrator may judge again."""
    top = st.container(gap="xsmall")
    if viewer.role is Role.ADMINISTRATOR and run_button():
        with st.spinner("Judging every account's past scores; this may take a minute.", show_time=True):
            judge_again(viewer)
    report = last_backtest(viewer)
    with top:
        show_verdict(report)
    if report is not None:
        show_rivals_and_calibration(report)
        show_calls(report)
        show_groups(report)


@fragment
def model_in_force(viewer: Viewer) -> None:
    """Every version that was published; an administrator may try another and publish it."""
    show_versions(published_models(viewer), viewer.as_of)
    if viewer.role is Role.ADMINISTRATOR and model_versions(viewer) and change_toggle():
        if model_on(viewer) is not model_versions(viewer)[-1].policy:
            st.caption("This day had another model; the model is changed as of today.")
            return
        change(viewer)


def change(viewer: Viewer) -> None:
    """The form, and once it was filled in, what its model would change; publishing is the last step."""
    in_force = model_on(viewer)
    if fit_button():
        with st.spinner("Weighing what happened to past customers.", show_time=True):
            keep_proposal(proposed_weights(viewer, progress_bar("Read")))
    candidate = model_form(in_force, f"Model {len(published_models(viewer)) + 1}")
    if candidate is None:
        return
    lines = differences(in_force, candidate)
    if not lines:
        st.caption("This is the model in force: nothing would change.")
        return
    show_changes(lines)
    asked_for = show_preview(previewed(viewer, candidate), portfolio(viewer).currency, viewer.as_of)
    if compare_button() or is_kept("model_comparison", candidate):
        with st.spinner("Judging both models on the same past.", show_time=True):
            found = compared(viewer, candidate)
        show_comparison(found, viewer.as_of)
    publish(viewer, candidate)
    if asked_for is not None:
        go_to("account", {"account": str(asked_for)})


def previewed(viewer: Viewer, candidate: Policy) -> Preview:
    """Who changes band: at once where only weights differ, else by computing today anew, which is said."""

    def find() -> Preview:
        if is_quick(viewer, candidate):
            return model_preview(viewer, candidate)
        words = "Numbers that readings rest on differ, so today is computed anew:"
        return model_preview(viewer, candidate, progress_bar(words))

    return kept("model_moves", candidate, find)


def compared(viewer: Viewer, candidate: Policy) -> Comparison:
    """Both models on the same past."""
    words = "Read" if is_quick(viewer, candidate) else "The whole history is computed for both models:"
    return kept("model_comparison", candidate, lambda: compared_models(viewer, candidate, progress_bar(words)))


def publish(viewer: Viewer, candidate: Policy) -> None:
    """Publish under the note that was given, and score every account with it."""
    asked = publish_form(candidate.name)
    if asked is None:
        return
    note, operation = asked
    try:
        day = publish_model(viewer, operation, candidate, note)
    except AlreadyDone:  # a second click came between publishing and scoring
        day = viewer.as_of
    operation_done(PUBLISH_FORM)
    accounts = score_all(viewer, day, progress_bar("Scored with the new model:"))
    published_line(candidate.name, accounts)
    begin_anew()
    st.rerun(scope="app")


def definitions(viewer: Viewer) -> None:
    """Every indicator and every key figure, out of the registry and the policy in force."""
    policy = model_on(viewer)
    found = indicator_definitions(policy)
    spreads = reading_spreads(viewer)
    book = portfolio(viewer)
    st.header("How it is defined", anchor=False)
    show_spreads(found, spreads, book.as_of)
    show_rules(score_numbers(policy))
    show_indicators(found, spreads)
    of_service = [one for one in service(viewer, Filters(), SERVICE_DAYS).kpis if one.key != "coverage"]
    show_kpis((*kpis(book, past(viewer)), *of_service), _kpi_spreads(book), book.currency, book.as_of)


def _kpi_spreads(book: Portfolio) -> dict[str, Spread]:
    """Those figures that each account has by itself."""
    accounts = book.customers.accounts
    columns = {"arr": "arr_cents", "health": "score"}
    return {
        key: spread_of(key, np.asarray(accounts[name].astype("Float64").to_numpy(dtype=float, na_value=np.nan)))
        for key, name in columns.items()
    }


with open_page("Model") as who:
    backtest(who)
    model_in_force(who)
    definitions(who)
