"""Meanings are told apart without colour, colours are readable, and the theme's file says what the theme says."""

import tomllib
from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest

from components.theme import BANDS, CATEGORICAL, DARK, LIGHT, SEQUENTIAL, STANCES, Mark, Slot, resolved, streamlit_theme
from domain.vocabulary import Band, Stance
from tests.architecture import PROJECT

PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
MARKS = pytest.mark.parametrize("mark", [*BANDS.values(), *STANCES.values()], ids=lambda mark: mark.label)

# Machado, Oliveira & Fernandes 2009: full protanopia, deuteranopia and tritanopia, on linear RGB.
SEEN_BY = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = np.clip(to_xyz @ np.clip(rgb, 0, 1), 0, None) / np.array([0.9505, 1.0, 1.089])
    curve = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * curve[1] - 16, 500 * (curve[0] - curve[1]), 200 * (curve[1] - curve[2])])


def test_every_band_and_every_stance_has_a_look() -> None:
    assert list(BANDS) == list(Band)
    assert list(STANCES) == list(Stance)


@pytest.mark.parametrize("marks", [BANDS, STANCES], ids=["bands", "stances"])
def test_letter_and_shape_tell_meanings_apart_without_colour(marks: Mapping[str, Mark]) -> None:
    assert len({mark.letter for mark in marks.values()}) == len(marks)
    assert len({mark.glyph for mark in marks.values()}) == len(marks)


def test_bands_have_different_markers_and_stances_different_rings() -> None:
    assert len({mark.symbol for mark in BANDS.values()}) == len(BANDS)
    assert len({(mark.ring, mark.dash) for mark in STANCES.values()}) == len(STANCES)


@PALETTES
@MARKS
def test_a_mark_stands_out_by_its_edge_and_its_letter_by_the_fill(palette: Mapping[Slot, str], mark: Mark) -> None:
    assert contrast(palette[mark.edge], palette[Slot.BACKGROUND]) >= 3
    assert contrast(palette[mark.on], palette[mark.fill]) >= 4.5


@PALETTES
@pytest.mark.parametrize("ground", [Slot.BACKGROUND, Slot.SURFACE])
def test_text_is_readable_on_both_grounds(palette: Mapping[Slot, str], ground: Slot) -> None:
    for ink in (Slot.INK, Slot.SECOND_INK, Slot.ACCENT):
        assert contrast(palette[ink], palette[ground]) >= 4.5, ink.name


@PALETTES
def test_coloured_words_are_readable(palette: Mapping[Slot, str]) -> None:
    told = streamlit_theme(palette)
    for name, colour in told.items():
        if name.endswith("TextColor"):
            assert contrast(str(colour), palette[Slot.BACKGROUND]) >= 4.5, name


@PALETTES
@pytest.mark.parametrize("sight", SEEN_BY)
def test_bands_stay_apart_for_the_colour_blind(palette: Mapping[Slot, str], sight: str) -> None:
    known = [mark for band, mark in BANDS.items() if band is not Band.UNKNOWN]
    seen = {mark.label: lab(np.array(SEEN_BY[sight]) @ linear(palette[mark.fill])) for mark in known}
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 12, (one, other)


@PALETTES
def test_in_grey_the_worst_band_is_far_from_its_neighbour(palette: Mapping[Slot, str]) -> None:
    watch, at_risk = (palette[BANDS[band].fill] for band in (Band.WATCH, Band.AT_RISK))
    assert contrast(watch, at_risk) > 1.5


def test_the_theme_file_fills_every_slot_of_both_themes() -> None:
    theme = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    for name, palette in (("light", LIGHT), ("dark", DARK)):
        told = streamlit_theme(palette)
        assert {key: theme[name].get(key) for key in told} == told


def test_slots_are_the_stand_ins_that_streamlit_replaces() -> None:
    from streamlit.elements.lib import streamlit_plotly_theme as theirs

    assert [getattr(theirs, f"CATEGORY_{place}") for place in range(10)] == list(CATEGORICAL)
    assert [getattr(theirs, f"SEQUENTIAL_{place}") for place in range(10)] == list(SEQUENTIAL)


def test_resolving_leaves_no_slot() -> None:
    assert resolved(" ".join(Slot), DARK) == " ".join(DARK[slot] for slot in Slot)
