"""The sign-in: what everybody sees who is not signed in, at whatever address."""

from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.auth_util import validate_auth_credentials
from streamlit.errors import StreamlitAPIException, StreamlitAuthError
from streamlit.user_info import generate_login_redirect_url

from components import markup, states
from data_access.queries.people import Person, active_people, person_by_email
from data_access.settings import Auth, load_settings
from domain.errors import Misconfigured, NexusError
from domain.vocabulary import Role
from shell.brand import MARK
from shell.identity import follow, has_browser, remember
from shell.routes import DESTINATION_COOKIE, PROVIDER, START, is_local, sign_out_at_provider, url_with_ticket
from shell.sessions import begin_session, check_session, proven_session, require_demo
from shell.tokens import SessionToken, Ticket

ROLE_NAMES = {
    Role.ACCOUNT_MANAGER: "Account manager",
    Role.TEAM_LEAD: "Team lead",
    Role.EXECUTIVE: "Executive",
    Role.ADMINISTRATOR: "Administrator",
}
_WHAT_THEY_SEE = {
    Role.ACCOUNT_MANAGER: "Own accounts, and those of their account teams",
    Role.TEAM_LEAD: "Every account that the team looks after",
    Role.EXECUTIVE: "Every account, to read",
    Role.ADMINISTRATOR: "Every account, imports and people",
}


def draw_sign_in() -> None:
    """Draw the sign-in, and begin the session of a person who has just proved who they are."""
    with (
        st.container(horizontal_alignment="center", key="sign_in"),
        st.container(width=440, gap="small"),
    ):
        st.space("xlarge")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.image(MARK, width=36, alt="")
            st.title("Nexus", anchor=False)
        st.text("Every customer account as one continuous relationship.")
        st.space("small")
        try:
            if load_settings().auth is Auth.DEMO:
                _demo()
            else:
                _company_account()
        except NexusError as error:
            states.error(error)


def _demo() -> None:
    workspace = require_demo()
    people = active_people()
    st.subheader("Look around as", anchor=False)
    for role in Role:
        person = next((person for person in people if person.role is role), None)
        if person is not None:
            _demo_person(person)
    st.space("small")
    st.caption(f"{markup.markdown(workspace.name)}, its people and its customers are invented.")


def _demo_person(person: Person) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        chosen = st.button(ROLE_NAMES[person.role], key=f"sign_in_{person.role}", width=160)
        with st.container(gap=None, width="stretch"):
            st.text(person.name)
            st.caption(_WHAT_THEY_SEE[person.role])
    if chosen:
        _start(begin_session(person), _this_address())


def _company_account() -> None:
    """Sign-in at the company's identity provider (OIDC, by Streamlit), then a session of our own."""
    notice = None
    if st.user.get("is_logged_in"):
        notice = _begin_if_known()
    if notice is None:
        if st.button("Sign in with your company account", key="sign_in_oidc", type="primary", width="stretch"):
            follow(url_with_ticket(PROVIDER, Ticket(None, _this_address(), _provider_address())))
            st.stop()
        return
    states.error(notice)
    if st.button("Use another account", key="sign_in_other", width="stretch"):
        follow(sign_out_at_provider())


def _begin_if_known() -> NexusError | None:
    """Begin the session of the person whom the provider vouches for; an error if they are none of ours."""
    email, proven_at = st.user.get("email"), st.user.get("iat")
    person = person_by_email(email) if isinstance(email, str) and st.user.get("email_verified") is not False else None
    if person is None or not person.is_active:
        return NexusError(
            f"You are signed in as {email or 'somebody without an address'}, who is not known here.",
            "Ask an administrator of Nexus to add you, or use another account.",
        )
    session = proven_session(person, float(proven_at)) if isinstance(proven_at, int | float) else None
    if check_session(session) is not None and session is not None:
        asked_for = st.context.cookies.get(DESTINATION_COOKIE, "")
        _start(session, asked_for if is_local(asked_for) else _this_address())
    return None


def _start(session: SessionToken, destination: str) -> None:
    """Make the session this browser's, and go where the person wanted to."""
    if not has_browser():
        remember(session)
        st.rerun()
    follow(url_with_ticket(START, Ticket(session, destination)))
    st.stop()


def _provider_address() -> str:
    try:
        validate_auth_credentials("default")
        return generate_login_redirect_url("default")
    except (StreamlitAuthError, StreamlitAPIException) as error:
        raise Misconfigured(
            "The sign-in of your company is not set up here yet.",
            "An administrator describes it in .streamlit/secrets.toml; the operations guide says how.",
        ) from error


def _this_address() -> str:
    """Path and query of the page being looked at, as the browser has them."""
    path = urlsplit(st.context.url or "").path or "/"
    query = urlencode(st.query_params.to_dict())
    return f"{path}?{query}" if query else path
