"""What stands on an account's time axis beside touches: issues, promises, contracts, surveys, invoices, the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from domain.annotation import Annotation, Chart
from domain.evidence import Kind
from domain.vocabulary import ContractEventKind, RenewalStatus, SurveyKind


class Lane(StrEnum):
    """The lanes above those of the channels, top first."""

    ISSUES = "Issues"
    PROMISES = "Promises"
    CONTRACT = "Contract"
    INVOICES = "Invoices"
    SURVEYS = "Surveys"
    PLAN = "Plan, owner"
    NOTES = "Notes"


class Sign(StrEnum):
    """How it stands with something: drawn as a shape and a fill, so that it is told without colour too."""

    GOOD = "good"
    PLAIN = "plain"
    OPEN = "open"
    OVERDUE = "overdue"
    LATE = "late"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One dated record: from `on` to `until` (the same day where it is a moment), and in words how it stands."""

    kind: Kind
    id: int
    lane: Lane
    on: date
    until: date
    label: str
    word: str
    sign: Sign
    level: int = 0
    """Severity of an issue, 1 (worst) to 4; 0 for all else."""


_PROMISE_SIGNS = {
    "open": (Sign.OPEN, "open"),
    "overdue": (Sign.OVERDUE, "overdue"),
    "kept": (Sign.GOOD, "kept"),
    "late": (Sign.LATE, "kept late"),
    "broken": (Sign.BAD, "broken"),
}
_CONTRACT_SIGNS = {
    ContractEventKind.EXPANSION: Sign.GOOD,
    ContractEventKind.CONTRACTION: Sign.BAD,
    ContractEventKind.NOTICE: Sign.BAD,
    ContractEventKind.TERMINATION: Sign.BAD,
    ContractEventKind.PRICE_RISE: Sign.LATE,
}
_RENEWAL_SIGNS = {
    RenewalStatus.OPEN: Sign.OPEN,
    RenewalStatus.RENEWED: Sign.GOOD,
    RenewalStatus.CONTRACTED: Sign.LATE,
    RenewalStatus.LOST: Sign.BAD,
}
_SURVEY_BOUNDS = {SurveyKind.NPS: (9, 6, 10), SurveyKind.CSAT: (4, 2, 5)}
"""From this answer on it is good, up to this one bad, of so many: promoters answer 9-10, detractors 0-6 (Reichheld)."""


def issue_occurrences(issues: pd.DataFrame, as_of: date) -> list[Occurrence]:
    """Issues (of `data_access.queries.service.issues`) from their opening to their resolution, or to `as_of`."""
    return [
        Occurrence(
            Kind.ISSUE, int(number), Lane.ISSUES, opened.date(),
            max(as_of, opened.date()) if pd.isna(resolved) else resolved.date(), str(title),
            f"{severity.upper()}, {'open' if pd.isna(resolved) else 'resolved'}",
            Sign.OVERDUE if pd.isna(resolved) else Sign.PLAIN, int(severity[1]),
        )
        for number, title, severity, opened, resolved in _rows(
            issues, "id", "title", "severity", "opened_at", "resolved_at"
        )
    ]  # fmt: skip


def note_occurrences(notes: Sequence[Annotation]) -> list[Occurrence]:
    """Annotations of the timeline, on their day or over their stretch."""
    return [
        Occurrence(
            Kind.NOTE, note.id, Lane.NOTES, note.starts_on, note.ends_on, note.note, note.author or "", Sign.PLAIN
        )
        for note in notes
        if note.chart is Chart.TIMELINE
    ]


def promise_occurrences(promises: pd.DataFrame) -> list[Occurrence]:
    """Promises (of `data_access.queries.service.promises`) on the day on which they are due."""
    found = []
    for number, promise, ours, due, state in _rows(promises, "id", "promise", "is_ours", "due_on", "state"):
        sign, word = _PROMISE_SIGNS[state]
        said = f"{'We' if ours else 'They'} promised: {promise}"
        found.append(Occurrence(Kind.PROMISE, int(number), Lane.PROMISES, due, due, said, f"due, {word}", sign))
    return found


def survey_sign(kind: SurveyKind, score: int) -> Sign:
    """Whether an answer is good, bad or neither."""
    best, worst, _ = _SURVEY_BOUNDS[kind]
    return Sign.GOOD if score >= best else Sign.BAD if score <= worst else Sign.PLAIN


def survey_words(kind: SurveyKind, score: int) -> str:
    """`NPS 9 of 10`."""
    return f"{kind.value.upper()} {score} of {_SURVEY_BOUNDS[kind][2]}"


def contract_sign(kind: ContractEventKind) -> Sign:
    """Whether what happened to a contract is good, bad or neither."""
    return _CONTRACT_SIGNS.get(kind, Sign.PLAIN)


def renewal_sign(status: RenewalStatus) -> Sign:
    """How a renewal stands."""
    return _RENEWAL_SIGNS[status]


def invoice_state(due_on: date, paid_on: date | None, is_cancelled: bool, as_of: date) -> tuple[str, Sign]:
    """How an invoice stands at the end of `as_of`; a payment of a later day is not known yet."""
    if is_cancelled:
        return "cancelled", Sign.PLAIN
    if paid_on is not None and paid_on <= as_of:
        return ("paid late", Sign.LATE) if paid_on > due_on else ("paid", Sign.GOOD)
    return ("overdue", Sign.OVERDUE) if due_on < as_of else ("open", Sign.OPEN)


def step_state(due_on: date | None, done_on: date | None, is_dropped: bool, as_of: date) -> tuple[str, Sign]:
    """How a milestone or a goal stands at the end of `as_of`."""
    if done_on is not None and done_on <= as_of:
        return ("done late", Sign.LATE) if due_on is not None and done_on > due_on else ("done", Sign.GOOD)
    if is_dropped:
        return "dropped", Sign.PLAIN
    return ("overdue", Sign.OVERDUE) if due_on is not None and due_on < as_of else ("open", Sign.OPEN)


def occurring(found: Sequence[Occurrence], first_on: date, last_on: date) -> list[Occurrence]:
    """Those that lie in a period, or reach into it."""
    return [one for one in found if one.on <= last_on and one.until >= first_on]


def lanes_taken(found: Sequence[Occurrence]) -> list[Lane]:
    """The lanes that have something to show, top first."""
    present = {one.lane for one in found}
    return [lane for lane in Lane if lane in present]


def _rows(frame: pd.DataFrame, *names: str) -> Any:
    return zip(*(frame[name] for name in names), strict=True)
