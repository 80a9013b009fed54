"""People who were in touchpoints and are no contacts yet, offered with their evidence."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import streamlit as st

from components import format as fmt
from components import markup
from domain.ghosts import Ghost, Known

FORM: Final = "form_ghost"
_MOST: Final = 6


def ghost_offers(ghosts: Sequence[Ghost], today: date) -> tuple[Ghost, str, Known | None] | None:
    """Draw each with how often and when they were seen; (ghost, name, whom to merge with or None) once one is taken."""
    taken: tuple[Ghost, str, Known | None] | None = None
    for number, ghost in enumerate(ghosts[:_MOST]):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"ghost_{number}"):
            subject = f" “{markup.shortened(ghost.subject, 40)}”," if ghost.subject else ""
            where = "" if ghost.is_of_account else ", another domain"
            when = fmt.from_today(ghost.last_on, today)
            seen = f"in {fmt.plural(ghost.touches, 'touch', 'touches')}, last{subject} {when}"
            st.markdown(
                f"**{markup.markdown(ghost.likely_name)}** {markup.markdown(ghost.address)}  \n"
                f":gray[{markup.markdown(seen + where)}]",
                width="stretch",
            )
            if ghost.contact is not None:
                merge = f"It is {markup.markdown(ghost.contact.name)}"
                if st.button(merge, key=f"ghost_merge_{number}", icon=":material/merge:"):
                    taken = ghost, ghost.likely_name, ghost.contact
            if st.button("Add", key=f"ghost_add_{number}", icon=":material/person_add:"):
                taken = ghost, ghost.likely_name, None
    if len(ghosts) > _MOST:
        st.caption(f"and {len(ghosts) - _MOST} more, once these are sorted")
    return taken
