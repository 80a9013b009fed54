"""What of the service screen is looked at: which part, how far back, and whose records. All of it is in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Literal

import streamlit as st

from components import format as fmt
from components.figures.arr_by_tier import TIER_NAMES
from components.figures.open_issues import AGES
from components.figures.promise_bars import department_name
from domain.kpis import Kpi
from domain.open_issues import Age
from domain.service import Service
from domain.sla import Cell, Measure, Served
from domain.vocabulary import Severity


class Part(StrEnum):
    """The parts of the screen, as they are named."""

    RESPONSE = "Response"
    OPEN = "Open issues"
    PROMISES = "Promises"
    CONTACT = "Contact"


DAYS: Final[dict[str, int | None]] = {"90 days": 90, "1 year": 365, "ever": None}
_USUAL: Final = "1 year"
MEASURE_NAMES: Final = {Measure.FIRST_RESPONSE: "First answer", Measure.RESOLUTION: "Resolution"}
ALL_TIERS: Final = "All tiers"
EVERYBODY: Final = "All customers"
_EVERY: Final = "all severities"
_PARTS: Final = {
    "first_response": Part.RESPONSE,
    "answer_hours": Part.RESPONSE,
    "resolution": Part.RESPONSE,
    "open_issues": Part.OPEN,
    "promises_kept": Part.PROMISES,
    "coverage": Part.CONTACT,
    "human": Part.CONTACT,
    "proactive": Part.CONTACT,
}
"""Where the records behind each key figure stand."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Issues of one tier and severity against one target; None stands for all."""

    measure: Measure
    tier: str | None
    severity: Severity | None


def choose_days() -> int | None:
    """How far back issues opened and promises came due (days; None: ever)."""
    chosen = st.segmented_control(
        "Of the last", list(DAYS), default=_USUAL, required=True, key="within", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    return DAYS[chosen or _USUAL]


def choose_part() -> Part:
    """Which part of the screen stands below the key figures."""
    chosen = st.segmented_control(
        "Part", [part.value for part in Part], default=Part.RESPONSE.value, required=True, key="part",
        bind="query-params", label_visibility="collapsed",
    )  # fmt: skip
    return Part(chosen or Part.RESPONSE)


def behind_button(figure: Kpi, shown: Service) -> None:
    """Under a key figure: what it rests on, which leads to its records."""
    st.button(
        _rests_on(figure.key, shown), key=f"behind_{figure.key}", type="tertiary", on_click=_open_part,
        args=(figure.key,), icon=":material/arrow_forward:",
    )  # fmt: skip


def _open_part(key: str) -> None:
    """Show the records behind a key figure: all of them."""
    st.session_state["part"] = _PARTS[key].value
    for name in ("cell", "age", "department", "whose"):
        st.session_state.pop(name, None)
    if _PARTS[key] is Part.RESPONSE:
        measure = Measure.RESOLUTION if key == "resolution" else Measure.FIRST_RESPONSE
        st.session_state["cell"] = slice_name(measure, None, None)


def _rests_on(key: str, shown: Service) -> str:
    """The two numbers of a share, or how many are counted."""
    of_measure = {cell.measure: cell.served for cell in shown.cells if cell.tier is None and cell.severity is None}
    answered, resolved = (of_measure.get(measure) for measure in Measure)
    mix = shown.mix
    words = {
        "first_response": f"{answered.met} of {answered.due}" if answered else "no issue",
        "answer_hours": f"of {answered.done} answered" if answered else "no issue",
        "resolution": f"{resolved.met} of {resolved.due}" if resolved else "no issue",
        "open_issues": fmt.plural(len(shown.opened.accounts), "account"),
        "promises_kept": f"{shown.kept.kept} of {shown.kept.due}",
        "coverage": f"{mix.in_touch} of {mix.with_cadence}",
        "human": fmt.plural(mix.customers, "customer"),
        "proactive": fmt.plural(mix.customers, "customer"),
    }
    return words[key]


def choose_slice(found: Sequence[Cell]) -> Slice:
    """Of which tier, severity and target the issues are listed."""
    named = {slice_name(one.measure, one.tier, one.severity): one for one in found}
    usual = slice_name(Measure.FIRST_RESPONSE, None, None)
    chosen = named.get(_choose("cell", "Issues of", sorted(named, key=lambda name: name != usual)))
    if chosen is None:
        return Slice(Measure.FIRST_RESPONSE, None, None)
    return Slice(chosen.measure, chosen.tier, chosen.severity)


def served_of(shown: Service, picked: Slice) -> Served:
    """How the issues of a slice stand."""
    wanted = (picked.measure, picked.tier, picked.severity)
    return next(one.served for one in shown.cells if (one.measure, one.tier, one.severity) == wanted)


def slice_name(measure: Measure, tier: str | None, severity: Severity | None) -> str:
    """`First answer, Key, S1`."""
    of_tier = ALL_TIERS if tier is None else TIER_NAMES[tier]
    return f"{MEASURE_NAMES[measure]}, {of_tier}, {_EVERY if severity is None else severity.upper()}"


def choose_age() -> Age | None:
    """Of which age the open issues are listed; None: all."""
    ages = {name: age for age, name in AGES.items()}
    return ages.get(_choose("age", "Open for", ["any time", *ages]))


def choose_department(shown: Service) -> str | None:
    """Whose promises are listed; None: everybody's."""
    names = {department_name(name): name for name, _ in shown.tallies}
    return names.get(_choose("department", "Promises of", ["All departments", *names]))


def choose_grouping() -> Literal["tier", "owner_id"]:
    """Whether customers are told by tier or by owner."""
    chosen = st.segmented_control(
        "By", ["By tier", "By owner"], default="By tier", required=True, key="by", bind="query-params",
        label_visibility="collapsed",
    )  # fmt: skip
    return "owner_id" if chosen == "By owner" else "tier"


def choose_whose(names: Mapping[str, str | int]) -> str | int | None:
    """The customers of which group are listed; None: all."""
    return names.get(_choose("whose", "Customers of", [EVERYBODY, *names]))


def click_picks(chart: str, name: str) -> Callable[[], None]:
    """What a click on a mark of this chart does: what it opens becomes the choice of this name."""

    def pick() -> None:
        points: list[dict[str, Any]] = st.session_state[chart]["selection"]["points"]
        opens = points[0].get("customdata") if points else None
        if opens:
            st.session_state[name] = opens[0]

    return pick


def _choose(name: str, label: str, options: Sequence[str]) -> str:
    """A choice by list, for the keyboard and the address; what is no longer offered is the first one."""
    if st.session_state.get(name) not in (None, *options):
        del st.session_state[name]
    return str(st.selectbox(label, options, key=name, bind="query-params", label_visibility="collapsed", width=300))
