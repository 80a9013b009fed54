"""The state of the book in one sentence."""

import math
from datetime import date
from typing import Final

import streamlit as st

from components import format as fmt
from components import markup
from domain.headline import Headline

_WITHOUT_ARR: Final = (
    "Accounts are counted instead of ARR until subscriptions are imported (manage.py import). "
    "What else is missing: manage.py doctor"
)


def headline_sentence(facts: Headline, currency: str, compared_with: date) -> str:
    """`212 accounts, €48.2 m ARR, health 71 (−2 since 1 Nov); 9 accounts fell to watch or at risk, €3.1 m.`"""
    since = fmt.day(compared_with, year=False)
    parts = [fmt.plural(facts.accounts, "customer")]
    if facts.arr_cents is None and facts.health is None:
        return f"{parts[0]}; no subscription is on record, so ARR is not known yet."
    if facts.arr_cents is not None:
        parts.append(f"{fmt.money(facts.arr_cents, currency)} ARR")
    if facts.health is None:
        return f"{', '.join(parts)}; health is not known yet."
    parts.append(f"health {fmt.score(facts.health)}{_change(facts, since)}")
    return f"{', '.join(parts)}; {_falls(facts, currency, since)}."


def show_headline(facts: Headline, currency: str, compared_with: date) -> None:
    """Draw the sentence, large enough to be read from the back of a room."""
    with st.container(gap=None):
        st.header(markup.markdown(headline_sentence(facts, currency, compared_with)), anchor=False)
        if facts.arr_cents is None:
            st.caption(markup.markdown(_WITHOUT_ARR))


def _change(facts: Headline, since: str) -> str:
    """The change of the score as it is written, so that the two numbers in view agree."""
    if facts.health is None or facts.health_change is None:
        return ""
    points = math.floor(facts.health) - math.floor(facts.health - facts.health_change)
    return f" (unchanged since {since})" if points == 0 else f" ({fmt.signed(str(abs(points)), points)} since {since})"


def _falls(facts: Headline, currency: str, since: str) -> str:
    if not facts.fell:
        return f"no account fell to watch or at risk since {since}"
    fell = f"{fmt.plural(facts.fell, 'account')} fell to watch or at risk"
    if facts.arr_cents is None:
        return f"{fell} since {since}"
    return f"{fell}, {fmt.money(facts.fell_arr_cents, currency)}"
