"""What the account map says, in sentences beside the picture."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from components import markup
from components.map_controls import open_person
from components.tables import table
from components.theme import Tone
from domain.account_map import Graph, name_of
from domain.coverage import Filled, MapStatus, Need
from domain.map_findings import Finding, FindingKind, MapReading
from domain.warm_paths import WarmPath

_STATUS: Final = {
    MapStatus.GREEN: ("●", "Green", Tone.GREEN, "a supporter decides or approves"),
    MapStatus.AMBER: ("▲", "Amber", Tone.YELLOW, "a supporter has power, none of them decides"),
    MapStatus.RED: ("◆", "Red", Tone.RED, "nobody with power supports us"),
}
NEEDS: Final = {
    Need.DECIDES: "Decides",
    Need.APPROVES_MONEY: "Approves the money",
    Need.SPONSORS: "Sponsors at the top",
    Need.CHAMPIONS: "Champions us",
    Need.JUDGES_TECHNICALLY: "Judges technically",
    Need.PROCURES: "Procures",
    Need.USES: "Uses it",
}
_PRESSING: Final = frozenset(
    {FindingKind.CHAMPION_GONE, FindingKind.BLOCKER, FindingKind.SINGLE_THREAD, FindingKind.CHAMPION_SILENT}
)
_MOST: Final = 6
_PATHS: Final = 4


def status_sign(status: MapStatus) -> str:
    """A map's status as a sign and a word."""
    sign, word, _, _ = _STATUS[status]
    return f"{sign} {word}"


def status_line(reading: MapReading) -> None:
    """The map's status with its reason, and how many of the needed parts are covered."""
    sign, word, tone, reason = _STATUS[reading.status]
    filled = sum(not one.is_gap for one in reading.needs)
    st.markdown(f"**:{tone.value}[{sign} Map {word.lower()}]**: {reason}")
    st.caption(
        f"Coverage {reading.coverage:.0f} of 100: {filled} of {len(reading.needs)} needed parts filled, "
        f"{sum(one.is_reached for one in reading.needs)} over a warm tie"
    )


def findings_list(findings: Sequence[Finding]) -> None:
    """Draw the findings, the most pressing first; a click opens the person whom one is about."""
    if not findings:
        st.caption("Nothing presses.")
    _findings(findings[:_MOST], 0)
    if len(findings) > _MOST:
        with st.expander(f"{len(findings) - _MOST} more"):
            _findings(findings[_MOST:], _MOST)


def _findings(findings: Sequence[Finding], start: int) -> None:
    for number, finding in enumerate(findings, start):
        mark = ":red[◆]" if finding.kind in _PRESSING else ":gray[▪]"
        contact = next((node for node in finding.about if node.startswith("contact:")), None)
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="top", wrap=False):
            st.markdown(f"{mark} {markup.markdown(finding.sentence)}")
            if contact is not None:
                st.button(
                    "Open", key=f"finding_{number}", type="tertiary",
                    help="Open the person", on_click=open_person, args=(int(contact.partition(":")[2]),),
                )  # fmt: skip


def needs_table(needs: Sequence[Filled], graph: Graph) -> None:
    """Draw each needed part with who plays it."""
    frame = pd.DataFrame(
        {
            "Part": [NEEDS[one.need] for one in needs],
            "Who": [", ".join(name_of(graph, f"contact:{contact}") for contact in one.people) or None for one in needs],
            "Warm tie": ["○ nobody known" if one.is_gap else "● yes" if one.is_reached else "◐ none" for one in needs],
        }
    )
    table(
        frame, key="table_needs", alt="Parts that somebody of theirs should play, and who plays them",
        columns={"Part": st.column_config.TextColumn(width=150), "Warm tie": st.column_config.TextColumn(width=120)},
    )  # fmt: skip


def path_sentence(path: WarmPath, graph: Graph) -> str:
    """How we come to somebody who decides, as a chain of introductions."""
    target = name_of(graph, f"contact:{path.to}")
    if not path.nodes:
        return f"{target}: no warm path"
    names = [name_of(graph, node) for node in path.nodes]
    if not path.introductions:
        return f"{target}: known by {names[0]} ({path.strengths[0]:.0f})"
    asked = f"{names[0]} asks {names[1]} ({path.strengths[0]:.0f})"
    return f"{target}: {asked}" + "".join(f", who introduces to {name}" for name in names[2:])


def path_list(paths: Sequence[WarmPath], graph: Graph) -> None:
    """Draw the way to each who decides."""
    if not paths:
        st.caption("Nobody is known who decides.")
    lines = [f"{_path_sign(path)} {markup.markdown(path_sentence(path, graph))}" for path in paths]
    st.markdown("\n\n".join(lines[:_PATHS]))
    if len(lines) > _PATHS:
        with st.expander(f"{len(lines) - _PATHS} more"):
            st.markdown("\n\n".join(lines[_PATHS:]))


def _path_sign(path: WarmPath) -> str:
    if not path.nodes:
        return ":red[○]"
    return "◐" if path.introductions else "●"
