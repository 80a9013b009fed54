"""Service: how fast we answer and resolve, what is open, what we promised and kept, and how we keep in touch."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components import markup, states
from components import service_cards as cards
from components import service_choices as choices
from components import service_sentences as tell
from components import service_tables as tables
from components.chart import heading
from components.filters import clear_filters
from components.metrics import kpi_row
from components.promise_ledger import sale_sentence
from components.service_choices import Part
from data_access.queries.service_levels import issue_titles, promise_words, service
from domain import service_records as records
from domain.portfolio import narrow
from domain.service import Service
from domain.viewer import Viewer
from shell.book_page import open_book
from shell.links import go_to
from shell.page import fragment, open_page
from shell.saved_filters import filters_of


@fragment
def served(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when a filter changes."""
    opened = open_book(viewer, "service")
    if opened is None:
        return
    book, options = opened
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        sentence = st.container()
        days = choices.choose_days()
    filters = filters_of(viewer, options)
    if not len(narrow(book, filters)):
        states.nothing_matches(clear=clear_filters)
        return
    shown = service(viewer, filters, days)
    with sentence:
        st.header(markup.markdown(tell.service_sentence(shown)), anchor=False)
    kpi_row(shown.kpis, shown.currency, lambda figure: choices.behind_button(figure, shown))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        part = choices.choose_part()
        picks = st.container(horizontal=True, width="content")
    draw = {Part.RESPONSE: response, Part.OPEN: open_issues, Part.PROMISES: promises, Part.CONTACT: contact}
    draw[part](viewer, shown, picks)


def response(viewer: Viewer, shown: Service, picks: DeltaGenerator) -> None:
    """First answers and resolutions against their targets, and the issues of one cell."""
    if not shown.has_targets:
        states.empty(
            "No service levels are on record, so nothing can be held against them.",
            "They are rows of sla_targets: tier, severity, first_response_minutes, resolution_minutes. Import "
            "sla_targets.csv (manage.py import), or let another system write them; docs/data_contract.md says how.",
            key="state_no_targets",
        )
    if not len(shown.issues):
        ever = "in this time" if shown.ever else "of these accounts is on record"
        hint = "Look further back." if shown.ever else "Issues arrive with imports, or are logged on an account."
        states.empty(f"No issue {'opened ' if shown.ever else ''}{ever}.", hint, key="state_no_issues")
        return
    if not shown.looked.has_answers:
        st.caption(
            "No first answer is on record of any issue: import issues.first_response_at to hold them to account."
        )
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        cards.show_clickable(cards.response_card(shown), "cell")
    with picks:
        picked = choices.choose_slice(shown.cells)
    with right, st.container(gap="xsmall"):
        found = records.issues_behind(shown, picked.measure, picked.tier, picked.severity)
        told = tell.tell_issues(picked, found, choices.served_of(shown, picked))
        heading(told.title, told.reading, shown.as_of, key="table_issues", files=found.rows)
        _open_record("issue", tables.issues_table(found, picked.measure, issue_titles(viewer, _ids(found))))


def open_issues(viewer: Viewer, shown: Service, picks: DeltaGenerator) -> None:
    """Open issues by age and ARR, and those of one age."""
    if not len(shown.opened.issues):
        states.empty("No issue of these customers is open.", icon=":material/check:", key="state_nothing_open")
        return
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        cards.show_clickable(cards.open_card(shown), "age")
    with picks:
        age = choices.choose_age()
    with right, st.container(gap="xsmall"):
        found = records.open_behind(shown, age)
        told = tell.tell_open_list(age, found)
        heading(told.title, told.reading, shown.as_of, key="table_open_issues", files=found.rows)
        _open_record("issue", tables.open_table_of(found, issue_titles(viewer, _ids(found)), shown.currency))


def promises(viewer: Viewer, shown: Service, picks: DeltaGenerator) -> None:
    """Our promises by department, those of the sale against those since, and the ledger."""
    if not len(shown.promises):
        states.empty(
            "No promise of ours is on record here.", "Promises arrive with imports, or are logged on an account.",
            key="state_no_promises",
        )  # fmt: skip
        return
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        cards.show_clickable(cards.promises_card(shown), "department")
        st.markdown(markup.markdown(sale_sentence(*shown.sale)))
    with picks:
        department = choices.choose_department(shown)
    with right, st.container(gap="xsmall"):
        found = records.promises_behind(shown, department)
        told = tell.tell_ledger(shown, department, found)
        heading(told.title, told.reading, shown.as_of, key="table_promises", files=found.rows)
        _open_record("promise", tables.promises_table(found, promise_words(viewer, _ids(found))))


def contact(_viewer: Viewer, shown: Service, picks: DeltaGenerator) -> None:
    """Cadence kept and who touches whom, by tier or owner, and the customers behind it."""
    if not shown.mix.customers:
        states.nothing_matches("customers", clear=clear_filters)
        return
    with picks:
        by = choices.choose_grouping()
        groups = shown.by_tier if by == "tier" else shown.by_owner
        names = dict(zip(tell.group_names(groups), (one.key for one in groups), strict=True))
        key = choices.choose_whose(names)
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        cards.show_clickable(cards.contact_card(shown, by), "whose")
    with right, st.container(gap="xsmall"):
        found = records.customers_behind(shown, by, key)
        mix = next((one.mix for one in groups if one.key == key), shown.mix)
        told = tell.tell_customers(mix, found)
        heading(told.title, told.reading, shown.shown.as_of, key="table_customers", files=cards.file_of(found.rows))
        asked = tables.customers_table(found, shown.currency)
        if asked is not None:
            go_to("account", {"account": str(asked)})


def _ids(found: records.Records) -> tuple[int, ...]:
    return tuple(found.rows["id"].tolist())


def _open_record(kind: str, asked: tables.Opened | None) -> None:
    if asked is not None:
        account, number = asked
        go_to("account", {"account": str(account), "tab": "timeline", "record": f"{kind}-{number}"})


with open_page("Service") as who:
    served(who)
