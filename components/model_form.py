"""The form of a health model: weights by indicator and tier, and every other number with its reason."""

import json
from dataclasses import replace
from typing import Any, Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup, states
from components.tables import ROW, height_of
from domain.backtest.fitting import Proposal
from domain.errors import NexusError
from domain.policy import Policy
from domain.policy_document import policy_from_document, policy_to_document
from domain.policy_edit import WeightLine, edited, number_lines, weight_lines
from domain.vocabulary import Tier

_CANDIDATE: Final = "model_candidate"
_PROPOSAL: Final = "model_proposal"
_ROUND: Final = "model_form_round"
_FORM: Final = "form_model"
_WEIGHT: Final = "All accounts"


def model_form(in_force: Policy, suggestion: str) -> Policy | None:
    """Draw the form, filled with the model in force or with proposed weights; the model last asked to be previewed.

    What cannot be computed is said above the form, and leaves the last preview as it was.
    """
    turn = st.session_state.setdefault(_ROUND, 0)
    weights, numbers = weights_frame(_start(in_force)), numbers_frame(in_force)
    if _PROPOSAL in st.session_state:
        proposal_line(st.session_state[_PROPOSAL])
    problem = st.container()
    with st.container(key=_FORM), st.form(f"{_FORM}_fields", border=True):
        name = st.text_input("Name of the new version", suggestion, max_chars=60, key=f"model_name_{turn}", width=320)
        left, right = st.columns([1, 1.1], gap="large")
        with left:
            st.caption("Weights, relative to one another; a tier's own only where it differs")
            weights = st.data_editor(
                weights, key=f"model_weights_{turn}", hide_index=True, height=height_of(len(weights)), row_height=ROW,
                disabled=["key", "Indicator", "Family"], column_config=_weight_columns(),
                alt="Weight of each indicator, for all accounts and by tier", placeholder="as all",
            )  # fmt: skip
        with right:
            st.caption("Half-lives, thresholds and what each tier expects")
            numbers = st.data_editor(
                numbers, key=f"model_numbers_{turn}", hide_index=True, height=height_of(len(weights)), row_height=ROW,
                disabled=["name", "of", "Number", "Why"], column_config=_number_columns(),
                alt="Every other number of the model",
            )  # fmt: skip
        if st.form_submit_button("Preview", type="primary", icon=":material/visibility:", key="model_preview"):
            try:
                _keep(read_form(in_force, name, weights, numbers))
            except NexusError as error:
                with problem:
                    states.error(error, key="state_model_refused")
    kept = st.session_state.get(_CANDIDATE)
    return None if kept is None else policy_from_document(json.loads(kept))


def change_toggle() -> bool:
    """Whether an administrator has the form open; it is in the address as `change=true`."""
    return st.toggle("Change the model", key="change", bind="query-params")


def fit_button() -> bool:
    """Whether somebody just asked for weights out of past outcomes."""
    return st.button(
        "Fit weights", icon=":material/query_stats:", key="model_fit",
        help="Proposes weights from what happened to customers; it fills the form and changes nothing by itself.",
    )  # fmt: skip


def weights_frame(lines: tuple[WeightLine, ...]) -> pd.DataFrame:
    """The weights as they are edited; an empty cell of a tier means: as for all accounts."""
    tiers = {tier.value.capitalize(): [line.by_tier[tier] for line in lines] for tier in Tier}
    return pd.DataFrame(
        {
            "key": [line.key for line in lines],
            "Indicator": [line.label for line in lines],
            "Family": [line.family.capitalize() for line in lines],
            _WEIGHT: [line.weight for line in lines],
            **{name: pd.array(values, dtype="Float64") for name, values in tiers.items()},
        }
    )


def numbers_frame(policy: Policy) -> pd.DataFrame:
    """Every other number as it is edited."""
    lines = number_lines(policy)
    return pd.DataFrame(
        {
            "name": [line.name for line in lines],
            "of": [line.of for line in lines],
            "Number": [line.label for line in lines],
            "Value": [float(line.value) for line in lines],
            "Why": [line.reason or fmt.MISSING for line in lines],
        }
    )


def read_form(in_force: Policy, name: str, weights: pd.DataFrame, numbers: pd.DataFrame) -> Policy:
    """The model that the edited frames say; raises `NexusError` for one that cannot be computed."""
    was = {line.key: line for line in weight_lines(in_force)}
    lines = [
        replace(
            was[row["key"]],
            weight=_number(row[_WEIGHT]) or 0.0,
            by_tier={tier: _number(row[tier.value.capitalize()]) for tier in Tier},
        )
        for row in weights.to_dict("records")
    ]
    values = []
    for row in numbers.to_dict("records"):
        value = _number(row["Value"])
        if value is None:
            raise NexusError(f"{row['Number']} is empty.", "Every number of a model has a value.")
        values.append((str(row["name"]), str(row["of"]), value))
    return edited(in_force, name.strip() or in_force.name, lines, values)


def proposal_line(found: Proposal) -> None:
    """Say what weights out of past outcomes are worth; the form is filled with them, nothing else happens."""
    if found.weights is None or found.before is None or found.after is None:
        st.info(
            f"Too few outcomes to propose weights: {found.outcomes} on record. It takes {found.needed} to learn from, "
            f"and {found.needed} later ones to judge by."
        )
        return
    before, after = _auc(found.before.auc), _auc(found.after.auc)
    st.info(
        markup.markdown(
            f"Weights proposed from {fmt.count(found.outcomes)} outcomes are filled in below. On accounts and weeks "
            f"from which they were not learned, such weights rank with AUC {after}, the present ones with {before}. "
            "Nothing is published until you do so."
        )
    )


def keep_proposal(found: Proposal) -> None:
    """Fill the form with proposed weights, in the place of whatever was typed into it, and keep what they are worth."""
    st.session_state[_PROPOSAL] = found
    if found.weights is not None:
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.session_state.pop(_CANDIDATE, None)


def begin_anew() -> None:
    """Forget what was typed, proposed and previewed: it was published, or given up."""
    st.session_state.pop(_PROPOSAL, None)
    st.session_state.pop(_CANDIDATE, None)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _start(in_force: Policy) -> tuple[WeightLine, ...]:
    found: Proposal | None = st.session_state.get(_PROPOSAL)
    lines = weight_lines(in_force)
    if found is None or found.weights is None:
        return lines
    return tuple(replace(one, weight=found.weights.get(one.key, 0.0)) for one in lines)


def _keep(candidate: Policy) -> None:
    st.session_state[_CANDIDATE] = json.dumps(policy_to_document(candidate))


def _number(value: Any) -> float | None:
    return None if fmt.is_missing(value) else float(value)


def _auc(value: float | None) -> str:
    return fmt.MISSING if value is None else f"{value:.2f}"


def _weight_columns() -> dict[str, Any]:
    weight = st.column_config.NumberColumn(min_value=0.0, max_value=1000.0, format="%.1f", width=68)
    tiers = {tier.value.capitalize(): weight for tier in Tier}
    text = {"Indicator": st.column_config.TextColumn(width=132), "Family": st.column_config.TextColumn(width=112)}
    return {
        "key": None,
        **text,
        _WEIGHT: st.column_config.NumberColumn(min_value=0.0, format="%.1f", width=92),
        **tiers,
    }


def _number_columns() -> dict[str, Any]:
    return {
        "name": None,
        "of": None,
        "Number": st.column_config.TextColumn(width=214),
        "Value": st.column_config.NumberColumn(min_value=0.0, format="%.6g", width=76),
        "Why": st.column_config.TextColumn(width="large"),
    }
