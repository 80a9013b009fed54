"""The line above every page: its title, the person, the day looked at, and the way out."""

from datetime import date, timedelta

import streamlit as st

from components import markup
from domain.viewer import Viewer
from shell.identity import follow, has_browser, remember, today
from shell.routes import END, url_with_ticket
from shell.sessions import SignedIn, end_session
from shell.sign_in import ROLE_NAMES
from shell.tokens import Ticket


def draw_header(title: str | None, who: SignedIn, viewer: Viewer) -> None:
    """Draw the line; on an earlier day than today, say so under it."""
    latest = today(who)
    with st.container(horizontal=True, vertical_alignment="center", key="page_header"):
        if title is None:
            st.space("stretch")
        else:
            st.title(title, anchor=False)
        label = markup.markdown(who.person.name)
        with st.popover(label, icon=":material/account_circle:", type="tertiary", key="person_menu"):
            _person_menu(who, viewer.as_of, latest)
    if viewer.as_of != latest:
        _earlier_day(viewer.as_of, latest)


def long_date(day: date) -> str:
    """A day as people write it: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


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
        args=(latest,),
    )
    if st.button("Sign out", key="sign_out", icon=":material/logout:", width="stretch"):
        _sign_out(who)


def _earlier_day(day: date, latest: date) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="as_of_notice"):
        st.text(f"You are looking at {long_date(day)}: only what was known by then.", width="stretch")
        st.button("Back to today", key="back_to_today", on_click=_look_at_today, args=(latest,))


def _look_at_today(latest: date) -> None:
    st.session_state["as_of_day"] = latest
    st.query_params.pop("as_of", None)


def _look_at_chosen_day(latest: date) -> None:
    day = st.session_state.get("as_of_day")
    if isinstance(day, date) and day != latest:
        st.query_params["as_of"] = day.isoformat()
    else:
        st.query_params.pop("as_of", None)


def _sign_out(who: SignedIn) -> None:
    if not has_browser():
        end_session(who.session)
        remember(None)
        st.rerun()
    follow(url_with_ticket(END, Ticket(who.session, "/")))
    st.stop()
