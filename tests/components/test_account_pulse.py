"""The pulse in words: for as long as it counts, and why there is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from components.account_pulse import pulse_state, pulse_text
from domain.pulse import EXPIRES_DAYS, Pulse
from domain.vocabulary import PulseLevel

DAY = date(2026, 6, 30)
GIVEN = Pulse(1, PulseLevel.BAD, DAY, 7, "Ada Owner", "No answer")


def said(text: str | None) -> str:
    return (text or "").replace("\xa0", " ")


def test_it_names_who_said_what_and_when() -> None:
    assert said(pulse_text(GIVEN, DAY)) == "Pulse ▼ bad, says Ada Owner on 30 Jun 2026: “No answer”"
    gone = replace(GIVEN, author=None, note=None, level=PulseLevel.GOOD)
    assert said(pulse_text(gone, DAY)) == "Pulse ▲ good, says somebody who left on 30 Jun 2026"


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (EXPIRES_DAYS - 1, True), (EXPIRES_DAYS, False)])
def test_it_counts_for_ninety_days(days: int, counts: bool) -> None:
    assert EXPIRES_DAYS == 90
    assert (pulse_text(GIVEN, DAY + timedelta(days=days)) is not None) == counts
    assert GIVEN.counts_on(DAY + timedelta(days=days)) == counts


def test_where_none_counts_it_says_why() -> None:
    assert pulse_text(None, DAY) is None
    assert pulse_state(None, DAY) == "Nobody has given the pulse of this account yet"
    late = said(pulse_state(GIVEN, DAY + timedelta(days=100)))
    assert late == "The pulse of 30 Jun 2026 (bad, Ada Owner) expired on 28 Sep 2026"
    assert said(pulse_state(GIVEN, DAY)).endswith("· until 28 Sep 2026")
