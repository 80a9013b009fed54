"""Lives of accounts, drawn at random: what `tests.domain.happenings` takes."""

from typing import Any

from hypothesis import strategies as st

from domain.events import NEVER
from domain.facts import CHANNELS, TIERS
from tests.domain.happenings import (
    KINDS,
    NAN,
    PURPOSES,
    Record,
    bill,
    contact,
    goal,
    issue,
    measured,
    met,
    milestone,
    promise,
    stance,
    survey,
    touch,
    use,
)

Life = dict[str, Any]
PEOPLE, GOALS = 3, 2
"""Each life has so many contacts and goals, which others point at by position."""
_DAY = 86_400
_age = st.floats(-20, 300)
_late = st.sampled_from([0, 0, _DAY, 40 * _DAY])
_maybe = st.one_of(st.none(), _age)


def _known(record: Record, late: int) -> Record:
    start = next(record[name] for name in ("at", "opened_at", "ends_at", "since", "known_at") if name in record)
    return record | {"since" if "since" in record else "known_at": start + late}


def _many(build: Any, *drawn: Any, most: int = 5, **named: Any) -> Any:
    return st.lists(st.builds(lambda late, *given, **rest: _known(build(*given, **rest), late), _late, *drawn, **named),
                    max_size=most)  # fmt: skip


def _as_assessed(drawn: list[Record]) -> list[Record]:
    """Assessments of the same contact, each until the next."""
    ordered = sorted(drawn, key=lambda row: (row["contact"], row["since"]))
    following = [*ordered, None][1:]
    return [
        row | {"until": after["since"] if after is not None and after["contact"] == row["contact"] else NEVER}
        for row, after in zip(ordered, following, strict=True)
    ]


def _settled(due: float, kept: float | None, broken: float | None, told_late: int) -> Record:
    row = promise(due, kept, None if kept is not None else broken)
    return row | {"outcome_known_at": min(row["outcome_known_at"] + told_late, NEVER)}


touches = _many(
    touch, _age, most=12, channel=st.integers(0, len(CHANNELS) - 1), direction=st.integers(0, 2),
    purpose=st.integers(0, len(PURPOSES) - 1), initiative=st.integers(-1, 1), is_automated=st.booleans(),
    sentiment=st.one_of(st.just(NAN), st.floats(-1, 1)), response_seconds=st.one_of(st.just(NAN), st.floats(0, 1e6)),
)  # fmt: skip
issues = _many(
    lambda age, open_for, **rest: issue(age, None if open_for is None else age - open_for, **rest),
    _age, st.one_of(st.none(), st.floats(0, 60)), level=st.integers(1, 4),
)  # fmt: skip
usage = _many(use, st.integers(-2, 40), st.integers(0, 500), st.one_of(st.just(NAN), st.integers(0, 500)), most=12)
promises = _many(_settled, _age, _maybe, _maybe, st.sampled_from([0, 0, 30 * _DAY]))
milestones = st.lists(st.builds(milestone, st.floats(-300, 500), _age), max_size=2)
lives = st.fixed_dictionaries(
    {
        "touches": touches,
        "issues": issues,
        "surveys": _many(survey, _age, st.floats(0, 100)),
        "usage": usage,
        "contacts": st.lists(st.builds(contact, st.integers(-1, 4), _maybe), min_size=PEOPLE, max_size=PEOPLE),
        "reached": _many(met, _age, st.integers(0, PEOPLE - 1), outward=st.sampled_from([0.0, 0.5, 1.0]), most=8),
        "stances": _many(stance, _age, st.integers(-2, 2), st.integers(0, PEOPLE - 1)).map(_as_assessed),
        "promises": promises,
        "goals": st.lists(
            st.builds(goal, st.floats(0, 300), st.floats(-300, 300), _maybe,
                      start=st.sampled_from([NAN, 0.0, 10.0]), target=st.sampled_from([NAN, 0.0, 100.0])),
            min_size=GOALS, max_size=GOALS,
        ),
        "goal_readings": _many(measured, _age, st.floats(-50, 150), st.integers(0, GOALS - 1)),
        "invoices": _many(bill, _age, _maybe),
        "price_rises": milestones,
        "notices": milestones,
        "deadlines": milestones,
        "contract_ends": milestones,
        "owner_changes": milestones,
        "ends": st.just([]),
        "tier": st.integers(-1, len(TIERS) - 1),
    }
)  # fmt: skip
"""The life of one account: arguments of `facts_of`."""


def beside(first: Life, second: Life) -> Life:
    """Two lives as those of the first and the second of two accounts of one tier."""
    moved = {kind: [_moved(record, kind) for record in second[kind]] for kind in KINDS}
    return {kind: [*first[kind], *moved[kind]] for kind in KINDS} | {"tier": first["tier"], "accounts": 2}


def _moved(record: Record, kind: str) -> Record:
    there = {"account": 1} if "account" in KINDS[kind].__slots__ else {}
    if "contact" in record:
        there["contact"] = record["contact"] + PEOPLE
    if "goal" in record:
        there["goal"] = record["goal"] + GOALS
    return record | there
