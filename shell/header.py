"""The line above every page: its title, the person, the day looked at, and the way out."""

from datetime import date, timedelta

import streamlit as st

from components import markup
from components.format import day as day_in_words
from data_access.queries.people import Company
from domain.viewer import Viewer
from shell.day import look_at, today
from shell.identity import follow, has_browser, remember
from shell.routes import END, url_with_ticket
from shell.sessions import SignedIn, end_session
from shell.sign_in import ROLE_NAMES
from shell.tokens import Ticket


def draw_header(title: str | None, who: SignedIn, viewer: Viewer) -> None:
    """Draw the line; on an earlier day than today, say so under it."""
    latest = today(who.company)
    with st.container(horizontal=True, vertical_alignment="center", key="page_header"):
        if title is None:
            st.space("stretch")
        else:
            st.title(title, anchor=False)
        label = markup.markdown(who.person.name)
        with st.popover(label, icon=":material/account_circle:", type="tertiary", key="person_menu"):
            _person_menu(who, viewer.as_of, latest)
    if viewer.as_of != latest:
        _earlier_day(viewer.as_of, who.company)


def _person_menu(who: SignedIn, day: date, latest: date) -> None:
    with st.container(gap=None):
        st.text(" · ".join(filter(None, (ROLE_NAMES[who.person.role], who.person.team))))
        st.caption(markup.markdown(who.company.name))
    st.date_input(
        "Look at the accounts as known on",
        value=day,
        min_value=latest - timedelta(days=3653),
        max_value=latest,
        format="YYYY-MM-DD",
        key="as_of_day",
        on_change=_look_at_chosen_day,
        args=(who.company,),
    )
    if st.button("Sign out", key="sign_out", icon=":material/logout:", width="stretch"):
        _sign_out(who)


def _earlier_day(day: date, company: Company) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="as_of_notice"):
        st.text(f"You are looking at {day_in_words(day)}: only what was known by then.", width="stretch")
        st.button("Back to today", key="back_to_today", on_click=_look_at_today, args=(company,))


def _look_at_today(company: Company) -> None:
    st.session_state["as_of_day"] = today(company)
    look_at(today(company), company)


def _look_at_chosen_day(company: Company) -> None:
    chosen = st.session_state.get("as_of_day")
    look_at(chosen if isinstance(chosen, date) else today(company), company)


def _sign_out(who: SignedIn) -> None:
    if not has_browser():
        end_session(who.session)
        remember(None)
        st.rerun()
    follow(url_with_ticket(END, Ticket(who.session, "/")))
    st.stop()
