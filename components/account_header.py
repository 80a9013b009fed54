"""The header of an account's page: what must stay in sight whatever is looked at."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from components import format as fmt
from components import markup
from components.account_pulse import pulse_text
from components.tables import health_text, tier_text
from components.theme import BANDS
from domain.account import CHANGE_WEEKS, AccountHeader
from domain.bands import band_of
from domain.moves import points_moved
from domain.pulse import Pulse
from domain.shadow import Casting, without_words
from domain.vocabulary import Lifecycle

_URGENT_DAYS: Final = 30
_TITLE_WIDTH: Final = 60


def show_account_header(
    account: AccountHeader,
    shadows: Sequence[Casting],
    today: date,
    pulse: Pulse | None = None,
    beside: Callable[[], None] | None = None,
) -> None:
    """Draw name and facts, then five figures in a row. `shadows`: the issues that take points, the heaviest first.

    `pulse`: what a person thinks of the account; shown beside the score for as long as it counts. `beside` draws what
    stands at the right of the name.
    """
    with st.container(key="account_header", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.title(markup.markdown(account.name), anchor=False)
            if beside is not None:
                beside()
        st.caption(markup.markdown(_facts(account)))
        cells = (
            (health_label(account, today), _health(account), _health_note(account)),
            ("ARR", fmt.money(account.arr_cents, account.currency), _since(account)),
            ("Notice deadline", *_deadline(account.notice_on, today, "no notice deadline known")),
            ("Renewal", *_deadline(account.renewal_on, today, "no contract end known")),
            ("Last touch by a person", *_last_touch(account, today)),
        )
        for column, (label, value, note) in zip(st.columns([1.9, 1, 1, 1, 1.1], gap="medium"), cells, strict=True):
            column.metric(
                label, value if value.startswith(":") else markup.markdown(value), markup.markdown(note) or None,
                delta_color="off", delta_arrow="off",
            )  # fmt: skip
        shadow = shadow_text(account, shadows)
        if shadow:
            st.markdown(f":red[{markup.markdown(shadow)}]")
        said = pulse_text(pulse, today)
        if said:
            st.caption(markup.markdown(said))


def health_label(account: AccountHeader, today: date) -> str:
    """`Health`, with its day where that is not the day looked at: nobody refreshed since, or it is one of history."""
    if account.score is None or account.health_on in (None, today):
        return "Health"
    return f"Health on {fmt.day(account.health_on)}"


def shadow_text(account: AccountHeader, shadows: Sequence[Casting]) -> str | None:
    """`Health 54; 78 without “Exports fail” and 1 more issue`, while issues take points from the score; None else."""
    named = [replace(one, title=markup.shortened(one.title, _TITLE_WIDTH)) for one in shadows]
    words = without_words(account.score, account.score_without_issues, named)
    scores = f"Health {fmt.score(account.score)}; {fmt.score(account.score_without_issues)}"
    return None if words is None else f"{scores} without {words}"


def change_text(account: AccountHeader) -> str | None:
    """How the score moved in four weeks; None where one of the two is not known."""
    if account.score is None or account.score_change is None:
        return None
    points = points_moved(account.score - account.score_change, account.score)
    if points == 0:
        return f"flat in {CHANGE_WEEKS} weeks"
    return f"{fmt.signed(str(abs(points)), points)} in {CHANGE_WEEKS} weeks"


def _facts(account: AccountHeader) -> str:
    stage = None if account.lifecycle is Lifecycle.ACTIVE else account.lifecycle.value.capitalize()
    owner = f"Owner {account.owner_name}" if account.owner_name else "No owner"
    tier = tier_text(account.tier) if account.tier else "No tier"
    return "  ·  ".join(part for part in (tier, owner, stage, account.industry, account.region) if part)


def _health(account: AccountHeader) -> str:
    mark = BANDS[account.band]
    words = f"{mark.glyph}  not known" if account.score is None else health_text(account.score, account.band)
    return f":{mark.tone}[{markup.markdown(words)}]"


def _health_note(account: AccountHeader) -> str:
    if account.score is None:
        if not account.completeness:
            return "nothing is known to read it from"
        return f"{fmt.percent(account.completeness)} of the inputs known, too little to say"
    known = f"from {fmt.percent(account.completeness)} of the inputs"
    parts = (_band_text(account), change_text(account), known)
    return " · ".join(part for part in parts if part)


def _band_text(account: AccountHeader) -> str:
    """The band that is told, and the one that this score alone would have."""
    told, of_score = BANDS[account.band].label, BANDS[band_of(account.score)].label
    return told if told == of_score else f"{told}, {of_score.lower()} if it stays"


def _since(account: AccountHeader) -> str:
    return f"customer since {account.customer_since_on:%Y}" if account.customer_since_on else ""


def _deadline(day: date | None, today: date, missing: str) -> tuple[str, str]:
    if day is None:
        return fmt.MISSING, missing
    days = (day - today).days
    if days < 0:
        return f"{fmt.count(-days)}{fmt.NO_BREAK}days ago", fmt.day(day)
    value = "today" if days == 0 else f"{fmt.count(days)}{fmt.NO_BREAK}{'day' if days == 1 else 'days'}"
    return (f":red[{value}]" if days <= _URGENT_DAYS else value), fmt.day(day)


def _last_touch(account: AccountHeader, today: date) -> tuple[str, str]:
    if account.last_touch_at is None:
        return fmt.MISSING, "no person has been in touch"
    day = account.last_touch_at.date()
    return fmt.from_today(day, today), fmt.day(day)
