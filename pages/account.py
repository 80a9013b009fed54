"""Account: everything about one customer, so that nothing is forgotten before the next call."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from components import states
from components.account_header import show_account_header
from components.account_tabs import open_tab
from data_access.queries import service
from data_access.queries.account import account_header
from data_access.queries.model_versions import model_on
from data_access.queries.pulse import last_pulse
from domain.account import AccountHeader
from domain.errors import NotFound
from domain.shadow import casting
from domain.viewer import Viewer
from pages.account_views import commercials, health, overview, people, plan, timeline
from shell.links import link_to
from shell.page import open_page
from shell.report_offer import offer_account

_TABS: Final[Mapping[str, Callable[[Viewer, AccountHeader], None]]] = MappingProxyType(
    {
        "overview": overview.show,
        "timeline": timeline.show,
        "people": people.show,
        "health": health.show,
        "plan": plan.show,
        "commercials": commercials.show,
    }
)


def show_account(viewer: Viewer, account_id: int) -> None:
    """Draw the header and the open tab."""
    account = account_header(viewer, account_id)
    shadows = casting(service.issues(viewer, account_id), viewer.as_of, model_on(viewer))
    show_account_header(
        account, shadows, viewer.as_of, last_pulse(viewer, account_id), beside=lambda: offer_account(viewer, account)
    )
    name, place = open_tab()
    with place, states.loading(480):
        _TABS[name](viewer, account)


def asked_for() -> int:
    """The account of the address. Raises `NotFound` for anything that is not a number, too."""
    text = st.query_params.get("account", "")
    if not (text.isdecimal() and len(text) <= 18):
        raise NotFound("account")
    return int(text)


with open_page("Account", heading=False) as who_looks:
    try:
        show_account(who_looks, asked_for())
    except NotFound as missing:
        states.error(missing)
        link_to("accounts", "All accounts", {}, icon=":material/arrow_back:")
