"""How the account is served: its channels, the balance of touches, and when they are receptive."""

import streamlit as st

from components.account_panels import balance_panel, channel_panel, timing_panel
from data_access.queries import service
from data_access.queries.blackouts import blackouts, fiscal_year_end_month
from data_access.queries.touchpoints import touches
from domain.account import AccountHeader
from domain.account_balance import account_balance
from domain.channel_service import channel_services
from domain.policy import POLICY
from domain.timing import Circumstances, advice, their_hours
from domain.viewer import Viewer
from domain.vocabulary import Severity


def show(viewer: Viewer, account: AccountHeader) -> None:
    """Draw the three panels side by side."""
    found, number = touches(viewer, account.account_id), account.account_id
    issues = service.issues(viewer, number)
    severe = issues[issues["is_open"] & issues["severity"].isin([Severity.S1, Severity.S2])]
    now = Circumstances(
        as_of=viewer.as_of,
        issue=str(severe["title"].iloc[0]) if len(severe) else None,
        notice_on=account.notice_on,
        fiscal_year_end_month=fiscal_year_end_month(viewer, number),
        blackouts=blackouts(viewer, number),
    )
    channels, balance, timing = st.columns(3, gap="large")
    with channels:
        channel_panel(channel_services(found, viewer.as_of, POLICY), viewer.as_of)
    with balance:
        balance_panel(account_balance(found, account.tier, viewer.as_of, POLICY), account.tier, viewer.as_of)
    with timing:
        timing_panel(their_hours(found, account.time_zone, viewer.as_of), advice(now), viewer.as_of)
