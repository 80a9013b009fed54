"""The script behind every address: who looks, then the page asked for.

Streamlit runs it from the top for each click. It lives beside no `pages/` folder: next to one, Streamlit would find
the pages by itself and run them from a deep link without this script.
"""

import streamlit as st

from components import states
from domain.errors import NexusError
from shell.brand import MARK
from shell.identity import identified
from shell.navigation import LANDING, SCREENS, Screen
from shell.sign_in import draw_sign_in


def run() -> None:
    """Draw the page asked for, or the sign-in."""
    st.set_page_config(page_title="Nexus", page_icon=MARK, layout="wide", initial_sidebar_state="collapsed")
    try:
        with identified() as who:
            chosen = _navigation(is_open=who is not None)
            if who is None:
                draw_sign_in()
            else:
                st.logo(MARK, size="small")
                chosen.run()
    except NexusError as error:
        states.error(error)


def _navigation(*, is_open: bool) -> st.Page:
    """The page asked for. All pages are declared to everybody, so that a deep link survives the sign-in."""
    pages = {screen: _page(screen) for screen in SCREENS}

    def home() -> None:
        st.switch_page(pages[LANDING])

    bare = st.Page(home, title="Nexus", url_path="home", default=True, visibility="hidden")
    return st.navigation([bare, *pages.values()], position="top" if is_open else "hidden")


def _page(screen: Screen) -> st.Page:
    return st.Page(
        screen.file,
        title=screen.title,
        url_path=screen.path,
        visibility="visible" if screen.in_menu else "hidden",
    )


if __name__ == "__main__":
    run()
