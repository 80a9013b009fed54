"""The slides of an account's review that are for us alone: health, trust, issues by severity, service, next steps."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from components import format as fmt
from components.account_header import change_text, shadow_text
from components.account_health import remedy_text, trust_sentence
from components.account_panels import balance_sentence, channel_sentence
from components.account_pulse import pulse_text
from components.figures.health_history import history_sentence
from components.figures.health_waterfall import waterfall_sentence
from components.figures.promise_bars import department_name
from components.figures.small_panels import hours_text
from components.figures.timeline import lane_name
from components.promise_ledger import sale_sentence
from components.reports.account_facts import AccountFacts
from components.reports.client_slides import issue_words, kept_words, lowered
from components.reports.document import (
    SCORES,
    Chart,
    Column,
    Figure,
    Figures,
    Lines,
    Look,
    Panel,
    Scale,
    Series,
    Slide,
    Table,
    named,
    texts,
)
from components.tables import health_text
from components.theme import BANDS, Slot
from domain.account import AccountHeader
from domain.explanation import Waterfall
from domain.promises import counted_rows, of_the_sale

_BARS: Final = 8
_REMEDIES: Final = 5
_ROWS: Final = 14
_LEAST_WEIGHT: Final = 0.1
"""Points of trust from which a deposit or withdrawal is told."""
_WEIGHTLESS: Final = (("", "Nothing weighs on it any more."),)
_POINTS: Final = Scale("0.0", lambda points: f"{points:.1f}", "0.0")


def state_slide(facts: AccountFacts) -> Slide:
    """How the account stands, in one sentence and a row of figures."""
    account, as_of = facts.header, facts.as_of
    health = "health is not known yet" if account.score is None else f"health {fmt.score(account.score)}"
    change = change_text(account)
    title = (
        f"{health}{f' ({change})' if change else ''}; {lowered(kept_words(facts.shared))}; {issue_words(facts.shared)}"
    )
    trust = facts.explanation.trust
    figures = (
        Figure("Health", health_text(account.score, account.band), BANDS[account.band].label, _tone(account)),
        Figure("Trust", fmt.score(trust.level) if trust.rows else fmt.MISSING, "50 is empty"),
        Figure("ARR", fmt.money(account.arr_cents, account.currency)),
        Figure("Notice deadline", fmt.day(account.notice_on), _gap(account.notice_on, facts)),
        Figure("Contract ends", fmt.day(account.renewal_on), _gap(account.renewal_on, facts)),
        Figure("Last touch by a person", _touched(facts)),
    )
    said = (shadow_text(account, facts.shadows), pulse_text(facts.pulse, as_of))
    reading = ". ".join(one for one in said if one) or "As known on this day"
    return Slide(title[0].upper() + title[1:], reading, (Panel(Figures(figures, across=3)),))


def issues_slide(facts: AccountFacts) -> Slide | None:
    """Open issues and those resolved last, with severity and department."""
    issues = facts.issues.head(_ROWS)
    if issues.empty:
        return None
    columns = (
        Column("Issue", 5), Column("Severity", 0.9), Column("Department", 1.5), Column("Opened on", 1.2),
        Column("Promised", 1.2), Column("Resolved on", 1.2),
    )  # fmt: skip
    rows = tuple(
        texts(_text(row["title"]), str(row["severity"]).upper(), _department(row["department"]),
              fmt.day(row["opened_at"].date()), fmt.day(row["promised_on"]),
              fmt.MISSING if pd.isna(row["resolved_at"]) else fmt.day(row["resolved_at"].date()))
        for row in issues.to_dict("records")
    )  # fmt: skip
    words = issue_words(facts.shared)
    table = Table(columns, rows, rest=len(facts.issues) - len(issues))
    return Slide(words[0].upper() + words[1:], "Open issues first, the worst on top; then the resolved, newest on top",
                 (Panel(table),))  # fmt: skip


def history_slide(facts: AccountFacts) -> Slide | None:
    """The weekly score, with the weeks from which another model counts."""
    weeks = facts.history.weeks
    if not weeks["score"].notna().any():
        return None
    score, without = (_known(weeks[name].tolist()) for name in ("score", "score_without_issues"))
    marks = dict(facts.history.model_changes)
    days = weeks["week_on"].tolist()
    series = [Series("Health", score, Slot.INK, labelled=True)]
    if without != score:
        series.append(Series("Without its issues", without, Slot.UNKNOWN, thin=True))
    if marks:
        dots = tuple(value if day in marks else None for day, value in zip(days, score, strict=True))
        series.append(Series("Another health model from here", dots, Slot.ACCENT, dots=True))
    title = history_sentence(weeks)
    names = tuple(fmt.day(day) for day in days)
    chart = Chart(Look.LINES, names, tuple(series), SCORES, f"Weekly health. {title}.", high=100.0)
    return Slide(title, "Weekly score from 0 to 100; at risk below 40, watch below 60, stable below 80",
                 (Panel(chart),))  # fmt: skip


def score_slide(facts: AccountFacts) -> Slide | None:
    """Where the score goes, and what to mend first."""
    now = facts.explanation.now
    if now is None:
        return None
    title = waterfall_sentence(now)
    remedies = facts.explanation.suggestions[:_REMEDIES]
    items = tuple((f"+{one.remedy.gain:.1f}", remedy_text(one)) for one in remedies)
    lines = Lines("Fix this first", items or (("", "Nothing by itself would raise the score."),))
    return Slide(title, f"Points that each cause takes from 100; {fmt.score(now.score)} are left",
                 (Panel(_lost(now, title), 1.2), Panel(lines, 1.0)))  # fmt: skip


def _lost(now: Waterfall, title: str) -> Chart:
    seen = [bar for bar in now.bars if bar.points > 0]
    bars, others = seen[:_BARS], seen[_BARS:]
    names = [bar.label for bar in bars] + (["All others"] if others else [])
    points = [bar.points for bar in bars] + ([sum(bar.points for bar in others)] if others else [])
    series = Series("Points lost", tuple(points), Slot.AT_RISK, labelled=True, on=Slot.BACKGROUND)
    return Chart(Look.BARS, tuple(names), (series,), _POINTS, f"Bars of points lost by cause. {title}.", is_bare=True)


def trust_slide(facts: AccountFacts) -> Slide | None:
    """The course of trust, and what weighs most on it."""
    sheet, levels = facts.explanation.trust, facts.history.trust
    if not sheet.rows or levels is None:
        return None
    title = trust_sentence(sheet)
    course = _known(levels.tolist())
    names = tuple(fmt.day(day) for day in facts.history.weeks["week_on"])
    series = (Series("Trust", course, Slot.ACCENT, labelled=True),)
    chart = Chart(Look.LINES, names, series, SCORES, f"Trust by week. {title}.", high=100.0)
    heavy = [row for row in sheet.rows if abs(row.of_level) >= _LEAST_WEIGHT]
    largest = sorted(heavy, key=lambda row: -abs(row.of_level))[:_REMEDIES]
    items = tuple(
        (
            fmt.signed(f"{abs(row.of_level):.1f}", row.of_level),
            f"{named(row.record.label)} ({row.what}, {fmt.day(row.record.on)})",
        )
        for row in largest
    )
    return Slide(title, "Level by week, 50 is empty; at the right what weighs most today",
                 (Panel(chart, 1.2), Panel(Lines("Weighs most", items or _WEIGHTLESS), 1.0)))  # fmt: skip


def service_slide(facts: AccountFacts) -> Slide:
    """What was delivered against what was promised and what is our norm."""
    columns = (
        Column("Channel", 2), Column("Answers", 1.1, is_number=True), Column("Half within", 1.4, is_number=True),
        Column("Norm", 1, is_number=True), Column("Kept", 1, is_number=True),
    )  # fmt: skip
    rows = tuple(
        texts(lane_name(one.channel), fmt.count(one.answers), hours_text(one.median_hours), hours_text(one.norm_hours),
              fmt.percent(one.within))
        for one in facts.channels
        if one.answers
    )  # fmt: skip
    sale = sale_sentence(*of_the_sale(counted_rows(facts.promises)))
    items = (
        ("", kept_words(facts.shared) + "."),
        ("", sale),
        ("", balance_sentence(facts.balance, facts.header.tier) + "."),
    )
    reading = "Answers of ours by people in half a year, against the channel's norm"
    told = Panel(Lines("Promised and delivered", items))
    panels = (Panel(Table(columns, rows), 1.3), told) if rows else (told,)
    return Slide(channel_sentence(facts.channels), reading, panels)


def _known(values: Sequence[float]) -> tuple[float | None, ...]:
    return tuple(None if fmt.is_missing(one) else float(one) for one in values)


def _tone(account: AccountHeader) -> Slot | None:
    mark = BANDS[account.band]
    return None if mark.on is Slot.ON_LIGHT_HUE else mark.edge


def _gap(day: Any, facts: AccountFacts) -> str:
    return "not known" if day is None else fmt.from_today(day, facts.as_of)


def _touched(facts: AccountFacts) -> str:
    last = facts.header.last_touch_at
    return fmt.MISSING if last is None else fmt.from_today(last.date(), facts.as_of)


def _text(value: object) -> str | None:
    return None if fmt.is_missing(value) else str(value)


def _department(value: object) -> str | None:
    return None if fmt.is_missing(value) else department_name(str(value))
