"""People, ties and graphs for tests of the account map: a test states only what it is about."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from domain.account_map import Graph, Relation, Stakeholder, account_graph
from domain.circle import Circle, Position
from domain.vocabulary import BuyingRole, RelationKind, Stance

DAY = date(2026, 6, 30)
NAMES = {7: "Ada", 8: "Bo", 9: "Cleo"}


def person(number: int, **known: Any) -> Stakeholder:
    """Somebody of whom nothing but the name is known."""
    unknown: dict[str, Any] = dict.fromkeys(
        ("title", "department", "seniority", "buying_role", "stance", "influence", "assessed_on", "left_on")
    )
    return Stakeholder(**{"contact_id": number, "name": f"Person {number}", "is_confirmed": False, **unknown, **known})


def ties(*rows: tuple[int, int, float], last_on: date = DAY) -> pd.DataFrame:
    """Ties as (one of ours, one of theirs, strength), never stronger than now."""
    frame = pd.DataFrame(rows, columns=["user_id", "contact_id", "strength"])
    return frame.assign(peak=frame["strength"], is_fading=False, last_at=pd.Timestamp(last_on, tz="UTC"))


def graph_of(
    people: list[Stakeholder],
    *held: tuple[int, int, float],
    lines: tuple[tuple[int, RelationKind, int], ...] = (),
    knows: tuple[tuple[int, int, float], ...] = (),
    positions: dict[int, Position] | None = None,
    last_on: date = DAY,
) -> Graph:
    """The graph of those people, ties, confirmed lines (from, kind, to) and acquaintances."""
    relations = [Relation(one, other, kind, True) for one, kind, other in lines]
    return account_graph(
        people, relations, ties(*held, last_on=last_on), NAMES, DAY, None, Circle(positions or {}, knows)
    )


def random_graph(seed: int, count: int = 9) -> Graph:
    """Some people with roles, stances and lines at random."""
    draw = np.random.default_rng(seed)
    people = [
        person(
            number,
            buying_role=[*BuyingRole, None][draw.integers(9)],
            stance=[*Stance, None][draw.integers(6)],
            influence=int(draw.integers(101)),
            left_on=DAY if draw.random() < 0.15 else None,
        )
        for number in range(count)
    ]
    pairs = [(one, other) for one in range(count) for other in range(count) if one < other]
    chosen = [pairs[at] for at in draw.choice(len(pairs), count, replace=False)]
    held = [
        (user, contact, float(draw.uniform(5, 90)))
        for user in NAMES
        for contact in range(count)
        if draw.random() < 0.15
    ]
    return graph_of(
        people, *held,
        lines=tuple((one, list(RelationKind)[draw.integers(3)], other) for one, other in chosen),
        knows=tuple((one, other, float(draw.uniform(5, 90))) for one, other in pairs if draw.random() < 0.2),
    )  # fmt: skip
