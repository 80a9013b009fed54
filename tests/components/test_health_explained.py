"""Where the score goes and what trust is made of: sentences, frames that add up, figures that plotly accepts."""

from datetime import date, timedelta

import pandas as pd
import pytest

from components.account_health import (
    address_of,
    bars_frame,
    ledger_frame,
    remedy_text,
    restore_text,
    trust_sentence,
)
from components.figures.health_waterfall import SHOWN, health_waterfall_figure, waterfall_sentence
from components.figures.kit import checked
from components.figures.trust_level import trust_level_figure
from domain.evidence import Evidence, Kind, LedgerRow, Restoring, Suggestion, TrustSheet
from domain.explanation import CAP, Bar, Cause, Remedy, Waterfall
from domain.trust_restore import Deed

DAY = date(2026, 11, 15)
HOSTILE = "<b>Bold</b> $x$"


def fallen(*points: float, cap: float = 0.0) -> Waterfall:
    bars = [Bar(f"k{place}", f"Cause {place}", one, 50.0, f"It is {HOSTILE}.") for place, one in enumerate(points)]
    bars += [Bar(CAP, "Cap", cap, None, "An issue holds the score at 49.")] if cap else []
    return Waterfall(DAY, 100 - sum(points) - cap, tuple(sorted(bars, key=lambda bar: -bar.points)))


def row(label: str, points: float, kind: Kind = Kind.TOUCH) -> LedgerRow:
    return LedgerRow(Evidence(kind, 7, DAY, label), "warm exchange", points, points)


def sheet(*rows: LedgerRow, others: int = 0, rest: float = 0.0) -> TrustSheet:
    x = sum(one.of_x for one in rows) + rest
    return TrustSheet(50 + x, x, rows, others, rest, rest)


def test_the_drawn_bars_go_from_a_hundred_to_the_score() -> None:
    told = fallen(*(float(size) for size in range(1, SHOWN + 4)))
    (bars,) = checked(health_waterfall_figure(told)).data
    assert len(bars.x) == SHOWN + 1
    assert bars.base[0] + bars.x[0] == 100
    assert bars.base[-1] == pytest.approx(told.score)
    for place in range(1, len(bars.x)):
        assert bars.base[place] + bars.x[place] == pytest.approx(bars.base[place - 1])


def test_a_sentence_from_data_is_no_markup() -> None:
    spec = checked(health_waterfall_figure(fallen(4.0))).to_json()
    assert "<b>" not in spec
    assert "$x$" not in spec


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (fallen(20.0, 10.0, 6.0), "Cause 0 and cause 1 take 30 of the 36 points that are missing"),
        (fallen(4.0), "Cause 0 takes 4 of the 4 points that are missing"),
        (fallen(6.0, cap=30.0), "A severe open issue takes 30 of the 36 points that are missing"),
        (fallen(), "Nothing is missing from a hundred"),
    ],
)
def test_the_title_says_what_takes_the_most(told: Waterfall, sentence: str) -> None:
    assert waterfall_sentence(told) == sentence
    assert checked(health_waterfall_figure(told))
    assert bars_frame(told).get("Takes", pd.Series(dtype=float)).sum() == pytest.approx(told.missing)


def test_remedies_name_what_they_are_about() -> None:
    about = Evidence(Kind.ISSUE, 3, DAY, "Exports fail")
    assert remedy_text(Suggestion(Remedy(Cause.ISSUE, "issue", 0, 9.0, 70.0), about)) == "Resolve “Exports fail”"
    assert remedy_text(Suggestion(Remedy(Cause.PROMISE, "promise", 0, 9.0, 70.0), about)) == "Keep “Exports fail”"
    best = Suggestion(Remedy(Cause.INDICATOR, "usage_trend", -1, 9.0, 70.0), None)
    assert remedy_text(best) == "Bring usage trend to its best"


def test_the_ledger_as_a_table_adds_up() -> None:
    told = sheet(row("A", 9.0), row("B", -5.0), others=3, rest=1.5)
    frame = ledger_frame(told)
    assert frame["Points"].sum() == pytest.approx(told.level - 50)
    assert frame["Record"].tolist() == ["A", "B", "3 smaller ones"]


def test_trust_is_said_with_what_weighs_most_against_it() -> None:
    assert trust_sentence(sheet()) == "Trust stands at 50 of 100: nothing has moved it yet"
    assert trust_sentence(sheet(row("A", 9.0))) == "Trust stands at 59 of 100; nothing weighs on it"
    said = trust_sentence(sheet(row("A", 9.0), row("B", -5.0))).replace("\xa0", " ")
    assert said == "Trust stands at 54 of 100; “B” takes 5 points of it"


def test_each_kind_of_record_has_a_place_to_be_seen() -> None:
    assert address_of(row("A", 1.0).record, 5) == {"account": "5", "tab": "timeline", "touch": "7"}
    assert address_of(row("A", 1.0, Kind.ISSUE).record, 5) == {"account": "5", "tab": "timeline", "record": "issue-7"}
    assert address_of(row("A", 1.0, Kind.GOAL).record, 5) == {"account": "5", "tab": "timeline", "record": "goal-7"}


@pytest.mark.parametrize("levels", [[60.0, float("nan"), 52.0], [float("nan")], [20.0]])
def test_the_course_of_trust_is_drawn_with_gaps(levels: list[float]) -> None:
    days = [DAY - timedelta(weeks=back) for back in range(len(levels), 0, -1)]
    assert checked(trust_level_figure(days, pd.Series(levels), DAY)).data[0].x == tuple(map(str, days))


def test_what_would_restore_trust_is_said_with_the_level_it_leads_to() -> None:
    one = Restoring(row("Exports fail", -9.0, Kind.ISSUE).record, Deed.RESOLVE, 58.9, 9.2)
    assert restore_text(one) == "Resolve “Exports fail” at once: 58"
