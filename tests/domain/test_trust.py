"""The trust reservoir: what fills and drains it, worked out by hand, and what holds whatever happens."""

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.events import NEVER, Events
from domain.facts import CHANNELS, DIRECTIONS
from domain.facts.carried import Carried
from domain.grid import DAY_SECONDS, Floats
from domain.policy import POLICY
from domain.trust import ENTRIES, Entry, Ledger, ledger, level, promise_shadows, reservoir
from domain.vocabulary import Channel, Direction, Initiative, Purpose
from tests.domain.happenings import (
    END,
    GRID,
    PURPOSES,
    Record,
    ago,
    facts_of,
    goal,
    happened,
    issue,
    promise,
    touch,
)
from tests.domain.lives import Life, beside, lives, promises

INBOUND, MUTUAL = DIRECTIONS.index(Direction.INBOUND), DIRECTIONS.index(Direction.MUTUAL)
PROACTIVE = tuple(Initiative).index(Initiative.PROACTIVE)
HOUR = 3600.0


def booked(**kinds: Any) -> Ledger:
    events = happened(**kinds)
    return ledger(events.touches, events.promises, events.goals, POLICY)


def entries(**kinds: Any) -> list[tuple[Entry, float]]:
    book = booked(**kinds)
    return [(ENTRIES[kind], amount) for kind, amount in zip(book.entry.tolist(), book.amount.tolist(), strict=True)]


def shadow(record: Record) -> Floats:
    return np.asarray(promise_shadows(happened(promises=[record]).promises, GRID, POLICY)[0])


def purpose(kind: Purpose) -> int:
    return PURPOSES.index(kind)


@pytest.mark.parametrize(
    ("given", "booked_as"),
    [
        ({}, []),
        ({"response_seconds": 24 * HOUR}, [(Entry.PROMPT_ANSWER, 0.5)]),
        ({"response_seconds": 24 * HOUR + 1}, [(Entry.LATE_ANSWER, -1.5)]),
        ({"response_seconds": 5 * HOUR, "channel": CHANNELS.index(Channel.CHAT)}, [(Entry.LATE_ANSWER, -1.5)]),
        ({"response_seconds": 60.0, "direction": INBOUND}, []),
        ({"response_seconds": 60.0, "is_automated": True}, [(Entry.PROMPT_ANSWER, 0.05)]),
        ({"purpose": purpose(Purpose.INSIGHT)}, []),
        ({"purpose": purpose(Purpose.INSIGHT), "initiative": PROACTIVE}, [(Entry.INSIGHT, 2.0)]),
        (
            {"purpose": purpose(Purpose.PROPOSAL), "initiative": PROACTIVE, "direction": MUTUAL},
            [(Entry.INSIGHT, 2.0)],
        ),
        ({"purpose": purpose(Purpose.INSIGHT), "initiative": PROACTIVE, "direction": INBOUND}, []),
        ({"purpose": purpose(Purpose.INSIGHT), "initiative": PROACTIVE, "is_automated": True}, []),
        ({"purpose": purpose(Purpose.RECOGNITION)}, [(Entry.RECOGNITION, 1.5)]),
        ({"purpose": purpose(Purpose.RECOGNITION), "is_automated": True}, [(Entry.RECOGNITION, 0.15)]),
        ({"sentiment": 0.5}, [(Entry.GOOD_TONE, 0.5)]),
        ({"sentiment": -0.5}, [(Entry.BAD_TONE, -1.5)]),
        ({"sentiment": 0.0}, []),
    ],
)
def test_a_touch_is_booked_as_the_guide_says(given: Record, booked_as: list[tuple[Entry, float]]) -> None:
    told = [(kind, round(amount, 12)) for kind, amount in entries(touches=[touch(3, **given)])]
    assert told == booked_as


@pytest.mark.parametrize(
    ("record", "booked_as"),
    [
        (promise(10), []),
        (promise(10, kept_days_ago=10), [(Entry.PROMISE_KEPT, 4.0)]),
        (promise(10, kept_days_ago=10.5), [(Entry.PROMISE_KEPT, 4.0)]),
        (promise(10, kept_days_ago=11), [(Entry.PROMISE_EARLY, 5.0)]),
        (promise(10, kept_days_ago=9), []),
        (promise(10, broken_days_ago=9), [(Entry.PROMISE_BROKEN, -12.0)]),
    ],
)
def test_a_promise_is_booked_as_the_guide_says(record: Record, booked_as: list[tuple[Entry, float]]) -> None:
    assert entries(promises=[record]) == booked_as


def test_a_goal_is_booked_when_it_is_reached() -> None:
    assert entries(goals=[goal(90, 10), goal(90, 10, 20)]) == [(Entry.GOAL_REACHED, 4.0)]


def test_the_level_of_a_short_story_is_what_it_is_on_paper() -> None:
    """Kept a promise 90 days ago (2 left of 4), a cold word 180 days ago (-0.75 left of -3), an issue for 14 days."""
    facts = facts_of(
        promises=[promise(90, kept_days_ago=90)], touches=[touch(180, sentiment=-1.0)], issues=[issue(14, level=3)]
    )
    assert facts.trust_entries[0, -1] == pytest.approx(2.0 - 0.75)
    assert facts.shadow[0, -1] == pytest.approx(4.0)
    assert level(facts.trust_entries - facts.shadow)[0, -1] == pytest.approx(50 + 50 * np.tanh(-2.75 / 50))


def test_nothing_remembered_stands_at_fifty_and_extremes_stay_within() -> None:
    assert level(np.array([0.0, 1e9, -1e9])).tolist() == [50.0, 100.0, 0.0]
    assert level(np.array([20.0]))[0] - 50 == pytest.approx(50 - level(np.array([-20.0]))[0])


def test_an_overdue_promise_casts_a_shadow_that_fades_after_it_is_kept() -> None:
    late = shadow(promise(56, kept_days_ago=42))
    assert late[-9] == 0  # due just at the end of that row
    assert late[-8] == pytest.approx(8 * (1 - 2**-0.5))
    assert late[-7] == pytest.approx(4.0)  # 14 days, and kept at the end of that row
    assert late[-4] == pytest.approx(2.0)  # 21 days later
    assert (np.diff(late[-7:]) < 0).all()
    assert (np.diff(shadow(promise(56))[-9:]) > 0).all()


def test_a_promise_kept_in_time_casts_none_but_while_nobody_knew() -> None:
    assert (shadow(promise(56, kept_days_ago=56)) == 0).all()
    told_late = shadow(promise(56, kept_days_ago=56, outcome_known_at=ago(20)))
    assert (told_late[-8:-3] > 0).all()
    assert (told_late[-3:] == 0).all()


def test_a_promise_given_up_before_it_was_due_casts_none() -> None:
    assert (shadow(promise(10, broken_days_ago=30)) == 0).all()


def test_a_promise_typed_in_after_it_was_kept_casts_none() -> None:
    assert (shadow(promise(56, kept_days_ago=42, known_at=ago(30))) == 0).all()


def test_a_machines_word_counts_a_tenth() -> None:
    life = {"sentiment": -0.8, "response_seconds": 60.0, "purpose": purpose(Purpose.RECOGNITION)}
    human, machine = booked(touches=[touch(2, **life)]), booked(touches=[touch(2, **life, is_automated=True)])
    assert machine.amount == pytest.approx(human.amount / 10)


@given(lives)
def test_the_entries_shares_of_today_add_up(life: Life) -> None:
    book = booked(**life)
    known = np.maximum(book.at, book.known_at) < END
    shares = book.amount * 2.0 ** (-(END - book.at) / DAY_SECONDS / 90)
    assert facts_of(**life).trust_entries[0, -1] == pytest.approx(shares[known].sum(), abs=1e-9)


@given(lives, lives)
def test_each_account_has_its_own_entries(first: Life, second: Life) -> None:
    both = facts_of(**beside(first, second))
    for place, life in enumerate((first, second)):
        alone = facts_of(**life)
        np.testing.assert_array_equal(both.trust_entries[place], alone.trust_entries[0])
        np.testing.assert_array_equal(both.promise_shadow[place], alone.promise_shadow[0])


@given(lives, st.integers(0, len(GRID) - 1))
def test_nothing_known_after_a_row_changes_it_or_those_before(life: Life, row: int) -> None:
    """As of a day, what is known later is as good as never: outcomes become unknown, records go."""
    end = int(GRID.ends_at[row])
    then = {kind: life[kind] for kind in ("contacts", "goals", "reached", "goal_readings", "stances")}
    for kind in (
        "touches",
        "issues",
        "surveys",
        "usage",
        "promises",
        "invoices",
        "price_rises",
        "notices",
        "deadlines",
    ):
        then[kind] = [_forgotten(record, end) for record in life[kind] if _is_known(record, end)]
    then["goals"] = [g | {"reached_at": g["reached_at"] if g["reached_at"] < end else NEVER} for g in life["goals"]]
    now, before = facts_of(**life), facts_of(**then | {"tier": life["tier"]})
    for name in (
        "trust_entries",
        "promise_shadow",
        "shadow",
        "touches",
        "overdue_days",
        "price_rise_days",
        "notice_days",
    ):
        np.testing.assert_allclose(getattr(now, name)[:, : row + 1], getattr(before, name)[:, : row + 1], atol=1e-9)


def _is_known(record: Record, end: int) -> bool:
    return bool(record["known_at"] < end)


def _forgotten(record: Record, end: int) -> Record:
    told = {
        "outcome_known_at": ("kept_at", "broken_at", "outcome_known_at"),
        "resolution_known_at": ("resolved_at", "resolution_known_at"),
        "paid_at": ("paid_at",),
    }
    later = [names for key, names in told.items() if key in record and max(record[key], _outcome(record)) >= end]
    return record | {name: NEVER for names in later for name in names}


def _outcome(record: Record) -> int:
    """When what is told of it came about."""
    return min(int(record.get(name, NEVER)) for name in ("kept_at", "broken_at", "resolved_at", "paid_at"))


@given(promises)
def test_the_shadow_of_promises_only_lowers_and_is_bounded(drawn: list[Record]) -> None:
    cast = facts_of(promises=drawn).promise_shadow
    assert (cast >= 0).all()
    assert (cast <= 8 * len(drawn) + 1e-9).all()


@given(lives)
def test_issues_and_overdue_promises_never_raise_the_level(life: Life) -> None:
    facts = facts_of(**life)
    assert (level(facts.trust_entries - facts.shadow - facts.promise_shadow) <= level(facts.trust_entries)).all()


@given(lives)
def test_taking_one_event_away_is_a_subtraction(life: Life) -> None:
    book = booked(**life)
    columns = {field.name: getattr(book, field.name) for field in fields(Ledger)}
    first = Ledger(**{name: column[:1] for name, column in columns.items()})
    others = Ledger(**{name: column[1:] for name, column in columns.items()})
    whole = reservoir(book, 1, GRID, POLICY, Carried(GRID))
    assert whole == pytest.approx(
        reservoir(first, 1, GRID, POLICY, Carried(GRID)) + reservoir(others, 1, GRID, POLICY, Carried(GRID)), abs=1e-9
    )


def test_without_events_the_ledger_is_empty() -> None:
    nothing: Events = happened()
    assert len(ledger(nothing.touches, nothing.promises, nothing.goals, POLICY).at) == 0
