"""Colours, letters and shapes by meaning: the one place that knows what a band or a stance looks like.

A figure never names a colour. It names a *slot*, which the browser fills with the viewer's own theme, light or dark:
Streamlit's plotly theme replaces a fixed set of stand-in colours by the chart colours of `.streamlit/config.toml`. So
one figure, drawn and cached once, is right in both themes and changes with them at once. `resolved` fills the slots
where no browser does it (reports, tests).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.vocabulary import Band, BuyingRole, Stance


class Slot(StrEnum):
    """A stand-in colour: ten categorical (hues with a meaning), ten sequential (ink and structure)."""

    HEALTHY = "#000001"
    STABLE = "#000002"
    WATCH = "#000003"
    AT_RISK = "#000004"
    UNKNOWN = "#000005"
    CHAMPION = "#000006"
    SUPPORTER = "#000007"
    NEUTRAL = "#000008"
    SCEPTIC = "#000009"
    BLOCKER = "#000010"
    INK = "#000011"
    SECOND_INK = "#000012"
    HAIRLINE = "#000013"
    ACCENT = "#000014"
    SURFACE = "#000015"
    BACKGROUND = "#000016"
    ON_LIGHT_HUE = "#000017"
    COOL_EDGE = "#000018"
    WARM_EDGE = "#000019"
    FAINT = "#000020"


CATEGORICAL: Final = tuple(Slot)[:10]
SEQUENTIAL: Final = tuple(Slot)[10:]

LIGHT: Final[Mapping[Slot, str]] = {
    Slot.HEALTHY: "#1B7F79",
    Slot.STABLE: "#7DA7C4",
    Slot.WATCH: "#E3A21A",
    Slot.AT_RISK: "#B3261E",
    Slot.UNKNOWN: "#7C8794",
    Slot.CHAMPION: "#0B5FA5",
    Slot.SUPPORTER: "#7FB2DA",
    Slot.NEUTRAL: "#B9BFC7",
    Slot.SCEPTIC: "#E09F3E",
    Slot.BLOCKER: "#8C1D18",
    Slot.INK: "#17212B",
    Slot.SECOND_INK: "#5B6673",
    Slot.HAIRLINE: "#E3E7EB",
    Slot.ACCENT: "#0B5FA5",
    Slot.SURFACE: "#F5F7F9",
    Slot.BACKGROUND: "#FFFFFF",
    Slot.ON_LIGHT_HUE: "#17212B",
    Slot.COOL_EDGE: "#3F6F90",
    Slot.WARM_EDGE: "#8A5C00",
    Slot.FAINT: "#CBD2D9",
}
DARK: Final[Mapping[Slot, str]] = {
    Slot.HEALTHY: "#4FB8AE",
    Slot.STABLE: "#8FB6D3",
    Slot.WATCH: "#F0BE4B",
    Slot.AT_RISK: "#F2776B",
    Slot.UNKNOWN: "#8B95A1",
    Slot.CHAMPION: "#5AA9E6",
    Slot.SUPPORTER: "#A9CDEB",
    Slot.NEUTRAL: "#8B95A1",
    Slot.SCEPTIC: "#F2B75B",
    Slot.BLOCKER: "#E5675C",
    Slot.INK: "#E6EBF0",
    Slot.SECOND_INK: "#9AA7B4",
    Slot.HAIRLINE: "#26313C",
    Slot.ACCENT: "#5AA9E6",
    Slot.SURFACE: "#18222D",
    Slot.BACKGROUND: "#0F1720",
    Slot.ON_LIGHT_HUE: "#0F1720",
    Slot.COOL_EDGE: "#8FB6D3",
    Slot.WARM_EDGE: "#F0BE4B",
    Slot.FAINT: "#3A4754",
}

TRANSPARENT: Final = "rgba(0,0,0,0)"

SIZE_FIGURE: Final = 28
SIZE_TITLE: Final = 18
SIZE_BODY: Final = 14
SIZE_NOTE: Final = 12
"""The four sizes of type, in pixels."""

STEP: Final = 8
"""Spacing goes in steps of this many pixels."""


class Tone(StrEnum):
    """A named colour of Streamlit's text directives and badges, which the theme gives our hues."""

    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    GRAY = "gray"


@dataclass(frozen=True, slots=True)
class Mark:
    """How one meaning looks: in words, as a letter, as a shape, and in colour.

    `glyph` is the shape as a character and `symbol` the same shape as a plotly marker. `fill` colours a mark's area,
    `edge` its outline (at least 3:1 against the background), `on` the text that stands on the fill. `tone` colours
    text. `ring` is the width of a stance's ring in pixels, `dash` its stroke.
    """

    label: str
    letter: str
    glyph: str
    symbol: str
    fill: Slot
    edge: Slot
    on: Slot
    tone: Tone
    ring: int = 1
    dash: str = "solid"

    @property
    def sign(self) -> str:
        """Shape and letter, as `▲ C`."""
        return f"{self.glyph} {self.letter}"


BANDS: Final[Mapping[Band, Mark]] = {
    Band.HEALTHY: Mark("Healthy", "A", "●", "circle", Slot.HEALTHY, Slot.HEALTHY, Slot.BACKGROUND, Tone.GREEN),
    Band.STABLE: Mark("Stable", "B", "◐", "square", Slot.STABLE, Slot.COOL_EDGE, Slot.ON_LIGHT_HUE, Tone.BLUE),
    Band.WATCH: Mark("Watch", "C", "▲", "triangle-up", Slot.WATCH, Slot.WARM_EDGE, Slot.ON_LIGHT_HUE, Tone.YELLOW),
    Band.AT_RISK: Mark("At risk", "D", "◆", "diamond", Slot.AT_RISK, Slot.AT_RISK, Slot.BACKGROUND, Tone.RED),
    Band.UNKNOWN: Mark("Unknown", "–", "○", "circle-open", Slot.BACKGROUND, Slot.UNKNOWN, Slot.INK, Tone.GRAY),
}
"""Bands, best first."""

STANCES: Final[Mapping[Stance, Mark]] = {
    Stance.CHAMPION: Mark(
        "Champion", "C", "◉", "circle", Slot.CHAMPION, Slot.CHAMPION, Slot.BACKGROUND, Tone.BLUE, ring=4
    ),
    Stance.SUPPORTER: Mark(
        "Supporter", "S", "●", "circle", Slot.SUPPORTER, Slot.COOL_EDGE, Slot.ON_LIGHT_HUE, Tone.BLUE, ring=2
    ),
    Stance.NEUTRAL: Mark("Neutral", "N", "○", "circle", Slot.NEUTRAL, Slot.SECOND_INK, Slot.ON_LIGHT_HUE, Tone.GRAY),
    Stance.SCEPTIC: Mark(
        "Sceptic", "K", "◌", "circle", Slot.SCEPTIC, Slot.WARM_EDGE, Slot.ON_LIGHT_HUE, Tone.YELLOW, 2, "dash"
    ),
    Stance.BLOCKER: Mark("Blocker", "B", "◎", "circle", Slot.BLOCKER, Slot.BLOCKER, Slot.BACKGROUND, Tone.RED, ring=3),
}
"""Stances, most favourable first; a blocker's ring is drawn twice."""

ROLE_SYMBOLS: Final[Mapping[BuyingRole | None, str]] = {
    BuyingRole.ECONOMIC_BUYER: "square",
    BuyingRole.DECISION_MAKER: "square",
    BuyingRole.EXECUTIVE_SPONSOR: "square",
    BuyingRole.TECHNICAL_BUYER: "triangle-up",
    BuyingRole.PROCUREMENT: "hexagon",
    BuyingRole.INFLUENCER: "circle",
    BuyingRole.GATEKEEPER: "circle",
    BuyingRole.USER: "circle",
    None: "circle",
}
"""Square decides, triangle is technical, hexagon procures, circle influences or uses."""


def resolved(text: str, palette: Mapping[Slot, str] = LIGHT) -> str:
    """The same text (a figure as JSON, a colour) with every slot filled from a palette."""
    for slot, colour in palette.items():
        text = text.replace(slot.value, colour)
    return text


def streamlit_theme(palette: Mapping[Slot, str]) -> dict[str, object]:
    """What `[theme.light]` or `[theme.dark]` of `.streamlit/config.toml` must say, so that the slots are filled."""
    names = {
        "primaryColor": Slot.ACCENT,
        "backgroundColor": Slot.BACKGROUND,
        "secondaryBackgroundColor": Slot.SURFACE,
        "textColor": Slot.INK,
        "linkColor": Slot.ACCENT,
        "borderColor": Slot.HAIRLINE,
        "dataframeBorderColor": Slot.SURFACE,
        "dataframeHeaderBackgroundColor": Slot.BACKGROUND,
        "dataframeHeaderTextColor": Slot.SECOND_INK,
        "greenColor": Slot.HEALTHY,
        "greenTextColor": Slot.HEALTHY,
        "blueColor": Slot.STABLE,
        "blueTextColor": Slot.COOL_EDGE,
        "yellowColor": Slot.WATCH,
        "yellowTextColor": Slot.WARM_EDGE,
        "redColor": Slot.AT_RISK,
        "redTextColor": Slot.AT_RISK,
        "grayColor": Slot.UNKNOWN,
        "grayTextColor": Slot.SECOND_INK,
    }
    return {name: palette[slot] for name, slot in names.items()} | {
        "chartCategoricalColors": [palette[slot] for slot in CATEGORICAL],
        "chartSequentialColors": [palette[slot] for slot in SEQUENTIAL],
    }
