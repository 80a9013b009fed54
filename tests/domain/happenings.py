"""Events of accounts for tests of facts and scores: each kind empty unless a test says otherwise."""

from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st

from domain.events import NEVER, Events, Issues, Surveys, Terms, Touches, Usage
from domain.facts import CHANNELS, DIRECTIONS, TIERS, Facts, gather
from domain.grid import DAY_SECONDS, weekly_grid
from domain.policy import POLICY, Policy
from domain.vocabulary import Channel, Direction

DAY = date(2026, 11, 15)
"""A Sunday."""
GRID = weekly_grid(DAY, weeks=30)
END = int(GRID.ends_at[-1])
NAN = float("nan")

Record = dict[str, Any]


def ago(days: float) -> int:
    """The instant so many days before the end of `DAY`, epoch seconds."""
    return END - int(days * DAY_SECONDS)


def touch(days_ago: float, **given: Any) -> Record:
    """An e-mail from a person of ours."""
    usual = {"account": 0, "at": ago(days_ago), "known_at": ago(days_ago), "channel": CHANNELS.index(Channel.EMAIL),
             "direction": DIRECTIONS.index(Direction.OUTBOUND), "is_automated": False, "sentiment": NAN,
             "response_seconds": NAN}  # fmt: skip
    return usual | given


def issue(days_ago: float, closed_days_ago: float | None = None, **given: Any) -> Record:
    """An issue of severity 2, open unless told when it closed."""
    closed = NEVER if closed_days_ago is None else ago(closed_days_ago)
    usual = {"account": 0, "opened_at": ago(days_ago), "known_at": ago(days_ago), "resolved_at": closed,
             "resolution_known_at": closed, "level": 2}  # fmt: skip
    return usual | given


def survey(days_ago: float, value: float, **given: Any) -> Record:
    """An answer, on the scale to 100."""
    return {"account": 0, "at": ago(days_ago), "known_at": ago(days_ago), "value": value} | given


def use(weeks_ago: int, active_users: float, seats: float = NAN, **given: Any) -> Record:
    """A week of use that was over so many weeks before the end of `DAY`."""
    over = ago(7 * weeks_ago)
    return {"account": 0, "ends_at": over, "known_at": over - 1, "active_users": active_users, "seats": seats} | given


def happened(*, accounts: int = 1, tier: int = 2, **kinds: list[Record]) -> Events:
    """Events of `accounts` accounts of one tier (position in the vocabulary), from `touches=[…]`, `issues=[…]` ….

    Columns take the type that the fast code asks for.
    """
    none = np.array([], dtype=np.int64)
    nothing = Terms(none, none, none, none, none, np.array([], dtype=object))

    def table(kind: type[Any], name: str) -> Any:
        rows = kinds.get(name, [])
        return kind(**{key: np.array([row[key] for row in rows], dtype=_type(key)) for key in kind.__slots__})

    return Events(
        accounts=accounts, tier=np.full(accounts, tier, dtype=np.int64), touches=table(Touches, "touches"),
        issues=table(Issues, "issues"), surveys=table(Surveys, "surveys"), usage=table(Usage, "usage"), terms=nothing,
    )  # fmt: skip


def facts_of(policy: Policy = POLICY, **kinds: Any) -> Facts:
    """The facts of those events on every row of `GRID`."""
    return gather(happened(**kinds), GRID, policy)


def _type(column: str) -> type:
    if column in ("sentiment", "response_seconds", "value", "active_users", "seats"):
        return np.float64
    return np.bool_ if column == "is_automated" else np.int64


_age = st.floats(-20, 300)
_late = st.sampled_from([0, 0, 86_400, 40 * 86_400])


def _known(record: Record, late: int) -> Record:
    start = next(record[name] for name in ("at", "opened_at", "ends_at") if name in record)
    return record | {"known_at": start + late}


touches = st.lists(
    st.builds(
        lambda age, late, **rest: _known(touch(age, **rest), late), _age, _late,
        channel=st.integers(0, len(CHANNELS) - 1), direction=st.integers(0, 2), is_automated=st.booleans(),
        sentiment=st.one_of(st.just(NAN), st.floats(-1, 1)),
        response_seconds=st.one_of(st.just(NAN), st.floats(0, 1e6)),
    ), max_size=12,
)  # fmt: skip
issues = st.lists(
    st.builds(
        lambda age, open_for, late, level: _known(
            issue(age, None if open_for is None else age - open_for, level=level), late
        ), _age, st.one_of(st.none(), st.floats(0, 60)), _late, st.integers(1, 4),
    ), max_size=5,
)  # fmt: skip
surveys = st.lists(st.builds(lambda age, late, value: _known(survey(age, value), late), _age, _late, st.floats(0, 100)))
usage = st.lists(
    st.builds(
        lambda weeks, late, users, seats: _known(use(weeks, users, seats), late), st.integers(-2, 40), _late,
        st.integers(0, 500), st.one_of(st.just(NAN), st.integers(0, 500)),
    ), max_size=12,
)  # fmt: skip
lives = st.fixed_dictionaries(
    {"touches": touches, "issues": issues, "surveys": surveys, "usage": usage, "tier": st.integers(-1, len(TIERS) - 1)}
)
"""The life of one account: arguments of `facts_of`."""
