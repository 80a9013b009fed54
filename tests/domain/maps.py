"""People, ties and graphs for tests of the account map: a test states only what it is about."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from domain.account_map import Graph, Relation, Stakeholder, account_graph
from domain.circle import Circle, Position
from domain.vocabulary import BuyingRole, RelationKind, Seniority, Stance

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


def crowd(count: int) -> list[Stakeholder]:
    """People with long names and titles, of every stance and role, in some departments."""
    return [
        person(
            number, name=f"Maximiliane-{number} von Habsburg-Lothringen", title="Senior vice president of procurement",
            stance=[*Stance, None][number % 6], influence=(37 * number) % 101, buying_role=list(BuyingRole)[number % 8],
            department=["Engineering", "Finance", "Operations", "Legal", None][number % 5],
            seniority=[*Seniority, None][min(int(6 * ((number * 7919) % 997 / 997) ** 0.5), 5)],
        )
        for number in range(count)
    ]  # fmt: skip


def staffed(count: int) -> Graph:
    """That crowd, each reporting to somebody who came before, some loose, known by three of ours."""
    lines = tuple((n, RelationKind.REPORTS_TO, (n - 1) // 5) for n in range(1, count) if n % 9)
    held = [(7 + number % 3, number, 20.0 + number % 60) for number in range(0, count, 2)]
    return graph_of(crowd(count), *held, lines=lines)


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
