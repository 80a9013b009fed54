"""What the account map says, in sentences beside the picture."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from components import markup
from components.map_controls import open_person
from components.theme import Tone
from domain.account_map import TIE, Graph, name_of
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
_MOST: Final = 7


def status_words(status: MapStatus) -> str:
    """A map's status as a sign, a word and its reason."""
    sign, word, _, reason = _STATUS[status]
    return f"{sign} {word}: {reason}"


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
    for number, finding in enumerate(findings[:_MOST]):
        mark = ":red[◆]" if finding.kind in _PRESSING else ":gray[▪]"
        contact = next((node for node in finding.about if node.startswith("contact:")), None)
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="top", wrap=False):
            st.markdown(f"{mark} {markup.markdown(finding.sentence)}")
            if contact is not None:
                st.button(
                    "", icon=":material/arrow_forward:", key=f"finding_{number}", type="tertiary",
                    help="Open the person", on_click=open_person, args=(int(contact.partition(":")[2]),),
                )  # fmt: skip
    if len(findings) > _MOST:
        st.caption(f"and {len(findings) - _MOST} more")


def needs_lines(needs: Sequence[Filled], graph: Graph) -> None:
    """Draw each needed part with who plays it."""
    lines = []
    for one in needs:
        names = ", ".join(name_of(graph, f"contact:{contact}") for contact in one.people[:2])
        more = f" and {len(one.people) - 2} more" if len(one.people) > 2 else ""
        sign = (
            ":red[○ nobody known]" if one.is_gap else f"{'●' if one.is_reached else '◐'} {markup.markdown(names)}{more}"
        )
        lines.append(f"{NEEDS[one.need]}  \n{sign}")
    st.markdown("\n\n".join(lines))
    st.caption("● over a warm tie, ◐ known only")


def path_sentence(path: WarmPath, graph: Graph) -> str:
    """How we come to somebody who decides, as who should introduce whom."""
    target = name_of(graph, f"contact:{path.to}")
    if not path.nodes:
        return f"{target}: no warm path; nobody we know well can introduce us"
    names = [name_of(graph, node) for node in path.nodes]
    if not path.introductions:
        return f"{target}: {names[0]} knows them ({path.strengths[0]:.0f})"
    links = " → ".join(names)
    steps = ", then ".join(f"{names[at]} introduces to {names[at + 1]}" for at in range(1, len(names) - 1))
    return f"{target}: {links}. {names[0]} asks {names[1]} ({path.strengths[0]:.0f}); {steps}"


def path_list(paths: Sequence[WarmPath], graph: Graph) -> None:
    """Draw the way to each who decides."""
    if not paths:
        st.caption("Nobody is known who decides.")
    for path in paths[:_MOST]:
        sign = ":red[○]" if not path.nodes else "●" if path.ties[-1] == TIE else "◐"
        st.markdown(f"{sign} {markup.markdown(path_sentence(path, graph))}")
    if len(paths) > _MOST:
        st.caption(f"and {len(paths) - _MOST} more")
