"""What the timeline of an account shows, in a sentence."""

from datetime import date

import pandas as pd

from domain.ties import end_of
from domain.vocabulary import Direction


def balance_sentence(marks: pd.DataFrame, as_of: date) -> str:
    """What the timeline shows, in a sentence: how many touches, from whom, how many by machines, how many planned."""
    happened = marks[~marks["is_planned"].astype(bool)] if len(marks) else marks
    total = int(happened["threads"].sum()) if len(happened) else 0
    planned = len(marks) - len(happened)
    if not total:
        return _planned_only(marks, as_of) if planned else "No touchpoint in this period"
    by_machine = int(happened.loc[happened["is_automated"].astype(bool), "threads"].sum())
    human = happened[~happened["is_automated"].astype(bool)]
    theirs = int(human.loc[human["direction"] == Direction.INBOUND, "threads"].sum())
    ahead = f"; {planned:,} planned" if planned else ""
    if total == by_machine:
        return f"{total:,} {_touches(total)}, all automated: no person spoke to them{ahead}"
    share = round(100 * theirs / (total - by_machine))
    machines = f"; {by_machine:,} automated" if by_machine else ""
    return (
        f"{total - by_machine:,} {_touches(total - by_machine)} between people, {share}% begun by them{machines}{ahead}"
    )


def _planned_only(marks: pd.DataFrame, as_of: date) -> str:
    overdue = int((marks["starts_at"] < pd.Timestamp(end_of(as_of))).sum())
    if not overdue:
        return f"Nothing has happened yet; {len(marks)} planned"
    if len(marks) == 1:
        return "1 touch was planned; it is not confirmed as done"
    late = "all" if overdue == len(marks) else f"{overdue} of them"
    return f"{len(marks):,} touches planned, {late} for a day that has passed, none confirmed as done"


def _touches(count: int) -> str:
    return "touch" if count == 1 else "touches"
