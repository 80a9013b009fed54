"""Changing a person on the account map: what we think of them, whom they report to, and lines to others."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from components import markup
from components.theme import STANCES
from domain.account_map import Stakeholder
from domain.person import ContactCard, Judgement, Line
from domain.vocabulary import BuyingRole, RelationKind, Seniority, Stance

ASSESS: Final = "form_assess"
BOSS: Final = "form_boss"
LINE: Final = "form_line"
END: Final = "form_end_line"
CARD: Final = "form_contact"
_UNKNOWN: Final = "Not known"
_KINDS: Final = {
    "influences": (RelationKind.INFLUENCES, True),
    "is influenced by": (RelationKind.INFLUENCES, False),
    "is in conflict with": (RelationKind.CONFLICTS_WITH, True),
}
_SURE: Final = "Confirmed, not only assumed"


def judgement_form(person: Stakeholder) -> Judgement | None:
    """Draw stance, role and influence as they are; what they shall be once somebody saves."""
    with st.form(ASSESS, border=False):
        me = person.contact_id
        stance = _choice("Stance", list(Stance), person.stance, key=f"assess_stance_{me}")
        role = _choice("Buying role", list(BuyingRole), person.buying_role, key=f"assess_role_{me}")
        influence = st.number_input(
            "Influence", 0, 100, person.influence, key=f"assess_influence_{me}", placeholder="0 to 100, or not known"
        )
        is_confirmed = st.checkbox(_SURE, person.is_confirmed, key=f"assess_confirmed_{me}")
        note = st.text_input("Why", key=f"assess_note_{me}", max_chars=500)
        if st.form_submit_button("Save", key="assess_save", icon=":material/check:"):
            return Judgement(stance, role, influence, is_confirmed, note)
    return None


def contact_form(contact_id: int, card: ContactCard, today: date) -> ContactCard | None:
    """Draw title, department, seniority and departure as they are; what they shall be once somebody saves."""
    with st.form(CARD, border=False):
        title = st.text_input("Title", card.title or "", key=f"card_title_{contact_id}", max_chars=120)
        department = st.text_input(
            "Department", card.department or "", key=f"card_department_{contact_id}", max_chars=120
        )
        seniority = _choice("Seniority", list(Seniority), card.seniority, key=f"card_seniority_{contact_id}")
        left = st.date_input(
            "Left on", card.left_on, max_value=max(today, card.left_on or today), key=f"card_left_{contact_id}",
            format="YYYY-MM-DD",
        )  # fmt: skip
        if st.form_submit_button("Save", key="card_save", icon=":material/check:"):
            return ContactCard(title, department, seniority, left if isinstance(left, date) else None, card.version)
    return None


def boss_form(
    contact_id: int, names: Mapping[int, str], boss_id: int | None, *, is_confirmed: bool
) -> tuple[int | None, bool] | None:
    """Draw whom they report to; (boss or None, confirmed) once somebody saves."""
    others = [number for number in names if number != contact_id]
    with st.form(BOSS, border=False):
        boss = _person("Reports to", others, names, boss_id, key=f"boss_{contact_id}")
        is_sure = st.checkbox(_SURE, is_confirmed, key=f"boss_confirmed_{contact_id}")
        if st.form_submit_button("Save", key="boss_save", icon=":material/check:"):
            return boss, is_sure
    return None


def line_form(contact_id: int, names: Mapping[int, str]) -> tuple[Line, bool] | None:
    """Draw a new line to somebody; (line, confirmed) once somebody saves."""
    others = [number for number in names if number != contact_id]
    with st.form(LINE, border=False):
        words = st.selectbox("This person", list(_KINDS), key=f"line_kind_{contact_id}")
        other = _person("Whom", others, names, None, key=f"line_other_{contact_id}")
        is_confirmed = st.checkbox(_SURE, key=f"line_confirmed_{contact_id}")
        if st.form_submit_button("Draw the line", key="line_save", icon=":material/check:") and other is not None:
            kind, is_outward = _KINDS[words]
            return ((contact_id, kind, other) if is_outward else (other, kind, contact_id)), is_confirmed
    return None


def line_to_end(lines: Sequence[tuple[Line, str]]) -> Line | None:
    """Draw a button for each line, as it is said; the one that was just ended."""
    chosen = None
    for line, words in lines:
        key = f"end_{line[0]}_{line[1]}_{line[2]}"
        if st.button(f"End: {markup.markdown(words)}", key=key, icon=":material/link_off:", type="tertiary"):
            chosen = line
    return chosen


def _choice(label: str, options: Sequence[Any], now: Any, *, key: str) -> Any:
    choices = [None, *options]
    return st.selectbox(label, choices, choices.index(now), format_func=_said, key=key)


def _said(option: Any) -> str:
    if option is None:
        return _UNKNOWN
    return STANCES[option].label if isinstance(option, Stance) else str(option).replace("_", " ").capitalize()


def _person(label: str, options: Sequence[int], names: Mapping[int, str], now: int | None, *, key: str) -> int | None:
    at = options.index(now) if now in options else None
    return st.selectbox(label, options, at, format_func=names.__getitem__, key=key, placeholder="Nobody known")
