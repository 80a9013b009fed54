"""One person of the account map in full: what they are to us, whom they know, what was thought of them and when."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from components import format as fmt
from components import markup
from components.account_overview import ARROWS, section
from components.figures.map_marks import influence_words, mark_of
from components.figures.timeline import lane_name
from components.map_controls import close_person
from components.map_reading import status_sign
from components.tables import table
from components.theme import STANCES
from domain.account_map import KNOWS, TIE, Graph, Stakeholder, name_of
from domain.departure import Departure, Standing
from domain.person import LineChange, PastAssessment, PersonTouch
from domain.vocabulary import RelationKind

_LINES: Final = (
    (RelationKind.REPORTS_TO, True, "Reports to"),
    (RelationKind.REPORTS_TO, False, "Leads"),
    (RelationKind.INFLUENCES, True, "Influences"),
    (RelationKind.INFLUENCES, False, "Influenced by"),
    (RelationKind.CONFLICTS_WITH, True, "In conflict with"),
    (RelationKind.CONFLICTS_WITH, False, "In conflict with"),
    (KNOWS, True, "Meets"),
    (KNOWS, False, "Meets"),
)
_MOST: Final = 6


def person_head(person: Stakeholder, today: date) -> None:
    """Who it is: name, title, stance, role, influence; with a button that closes."""
    with st.container(horizontal=True, vertical_alignment="top", wrap=False):
        st.subheader(markup.markdown(person.name), anchor=False)
        st.button("Close", key="close_person", icon=":material/close:", type="tertiary", on_click=close_person)
    where = " · ".join(part for part in (person.title, person.department) if part)
    if where:
        st.caption(markup.markdown(where))
    mark = mark_of(person)
    assumed = "" if person.is_confirmed or person.stance is None else " (assumed)"
    role = "role unknown" if person.buying_role is None else person.buying_role.replace("_", " ")
    st.markdown(f"**:{mark.tone.value}[{mark.glyph} {mark.label}]**{assumed} · {role} · {influence_words(person)}")
    if person.has_left(today):
        st.markdown(f":red[Left on {fmt.day(person.left_on)}]")


def person_ties(graph: Graph, contact_id: int) -> None:
    """How strong our ties to them are, the strongest first."""
    edges = graph.in_edges(f"contact:{contact_id}", keys=True, data=True)
    ties = sorted(
        ((data["strength"], name_of(graph, start), data) for start, _, key, data in edges if key == TIE),
        key=lambda tie: (-tie[0], tie[1]),
    )
    if not ties:
        st.caption("Nobody of ours has a tie to them.")
        return
    frame = pd.DataFrame(
        {
            "Ours": [name for _, name, _ in ties],
            "Tie": [round(strength) for strength, _, _ in ties],
            "At its best": [f"{data['peak']:.0f}{' · fading' if data['is_fading'] else ''}" for _, _, data in ties],
        }
    )
    table(
        frame, key="table_person_ties", alt="Our ties to this person, 0 to 100",
        columns={"Tie": st.column_config.ProgressColumn(min_value=0, max_value=100, format="%d", width=90)},
    )  # fmt: skip


def person_lines(graph: Graph, contact_id: int) -> None:
    """Whom they report to, lead, sway, meet, and with whom they are in conflict."""
    me = f"contact:{contact_id}"
    found: dict[str, list[str]] = {}
    for kind, outward, words in _LINES:
        edges = graph.out_edges(me, keys=True, data=True) if outward else graph.in_edges(me, keys=True, data=True)
        for start, end, key, data in edges:
            if key == kind:
                assumed = " (assumed)" if data.get("is_confirmed") is False else ""
                found.setdefault(words, []).append(f"{name_of(graph, end if outward else start)}{assumed}")
    for words, names in found.items():
        more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
        st.markdown(f":gray[{words}] {markup.markdown(', '.join(sorted(names)[:_MOST]))}{more}")


def person_history(past: Sequence[PastAssessment]) -> None:
    """What was thought of them, when and by whom, newest first."""
    if not past:
        st.caption("Nobody has assessed them yet.")
    for one in past:
        stance = "stance unknown" if one.stance is None else STANCES[one.stance].label
        role = "" if one.buying_role is None else f", {one.buying_role.replace('_', ' ')}"
        influence = "" if one.influence is None else f", influence {one.influence}"
        sure = "confirmed" if one.is_confirmed else "assumed"
        by = markup.markdown(one.author) if one.author else "imported"
        st.markdown(f"{fmt.day(one.assessed_on)}: **{stance}**{role}{influence}  \n:gray[{sure}, {by}]")
        if one.note:
            st.caption(markup.markdown(one.note))


def line_history(changes: Sequence[LineChange]) -> None:
    """When lines of theirs were drawn, changed or ended, and by whom, newest first."""
    words = {(kind, outward): said for kind, outward, said in _LINES}
    for one in changes:
        by = markup.markdown(one.author) if one.author else "imported"
        said = f"{words[one.kind, one.is_outward]} {one.other}: {one.what}"
        st.markdown(f"{fmt.day(one.changed_on)}: {markup.markdown(said)}  \n:gray[{by}]")


def person_touches(touches: Sequence[PersonTouch], today: date) -> None:
    """The last touches with them, newest first."""
    if not touches:
        st.caption("No touch with them is known.")
        return
    lines = [
        f"{ARROWS[touch.direction]} {lane_name(touch.channel)}, {fmt.from_today(touch.occurred_at.date(), today)}: "
        f"{markup.markdown(markup.shortened(touch.subject or 'without a subject', 48))}"
        for touch in touches
    ]
    st.markdown("  \n".join(lines))


def departure_table(departure: Departure, arr_cents: int | None, currency: str, *, key: str) -> None:
    """The account now and without the person, side by side, and the ARR that hangs on them."""
    section("If this person left")
    before, after = (_standing_words(standing) for standing in (departure.before, departure.after))
    frame = pd.DataFrame({"": list(before), "Now": list(before.values()), "After": list(after.values())})
    table(frame, key=key, alt="How the account stands now and without this person", columns={})
    share = fmt.percent(departure.lost_share)
    money = "" if arr_cents is None else f": {fmt.money(departure.exposed(arr_cents), currency)} of ARR hangs on them"
    st.caption(markup.markdown(f"{share} of all our ties here would go{money}"))


def _standing_words(standing: Standing) -> dict[str, str]:
    return {
        "Map": status_sign(standing.status),
        "Coverage": f"{standing.coverage:.0f}",
        "Warm, theirs": str(standing.theirs),
        "Warm, ours": str(standing.ours),
        "Threads": "single" if standing.is_single else "several",
        "Deciders reached": f"{standing.reached} of {standing.deciders}",
        "Strongest tie": f"{standing.strongest:.0f}",
    }


def our_departures(rows: Sequence[tuple[str, Departure]], arr_cents: int | None, currency: str) -> None:
    """What would go with each of ours, most first."""
    ordered = sorted(rows, key=lambda row: (-row[1].lost_share, row[0]))
    frame = pd.DataFrame(
        {
            "Ours": [name for name, _ in ordered],
            "Ties": [round(100 * one.lost_share) for _, one in ordered],
            "ARR": [fmt.money(one.exposed(arr_cents), currency) for _, one in ordered],
            "Map after": [status_sign(one.after.status) for _, one in ordered],
            "Threads": ["single" if one.after.is_single else "several" for _, one in ordered],
        }
    )
    table(
        frame, key="table_our_departures", alt="What would go if one of ours left",
        columns={
            "Ties": st.column_config.ProgressColumn(
                min_value=0, max_value=100, format="%d%%", width=90, help="Share of all our ties that go with them"
            )
        },
    )  # fmt: skip
