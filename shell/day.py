"""The day looked at: today, or an earlier one that the address names (`?as_of=2026-03-31`)."""

from datetime import UTC, date, datetime

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data_access.queries.people import Company
from domain.errors import NexusError

PARAMETER = "as_of"
_LAST_KEY = "nexus_last_day"


def today(company: Company) -> date:
    """The day that counts as today: the day in UTC, or, on a demo, the day for which the demo was made."""
    made_for = company.demo_day if company.is_demo else None
    return made_for or datetime.now(UTC).date()


def day_looked_at(company: Company) -> date:
    """The day in the address, or today. Raises `NexusError` for one that cannot be read, or that has not come."""
    latest = today(company)
    text = st.query_params.get(PARAMETER)
    if not text:
        return latest
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NexusError("The day in this link cannot be read.", "A day is written like 2026-03-31.") from None
    if day > latest:
        raise NexusError("The day in this link has not come yet.", f"The latest day is {latest.isoformat()}.")
    return day


def look_at(day: date, company: Company) -> None:
    """Put the day into the address; today needs no mention."""
    if day == today(company):
        st.query_params.pop(PARAMETER, None)
    else:
        st.query_params[PARAMETER] = day.isoformat()


def keep_day_between_pages() -> None:
    """Bring the day along when the navigation led to another page, as Streamlit then empties the address."""
    context = get_script_run_ctx()
    page = context.page_script_hash if context is not None else ""
    last_page, last_day = st.session_state.get(_LAST_KEY, (page, None))
    if page != last_page and last_day and PARAMETER not in st.query_params:
        st.query_params[PARAMETER] = last_day
    st.session_state[_LAST_KEY] = (page, st.query_params.get(PARAMETER))
