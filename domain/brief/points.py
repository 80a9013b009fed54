"""What to avoid in a call, and three points to raise, each with its reason.

The rules stand in the order of their urgency, which is our choice: what we owe comes before what hurts, that before
what is due, that before what may be won. A rule speaks of one record; each record is spoken of once.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pandas as pd

from domain.brief.lines import Known, Line, Section, ago, counted, ended, on
from domain.brief.sections import between_people, severe
from domain.evidence import Kind
from domain.occurrence import Sign
from domain.timeline import NEGATIVE
from domain.vocabulary import Direction, Purpose, Stance, Topic

POINTS = 3
BLACKOUT_AHEAD_DAYS = 14
BROKEN_DAYS = 60
"""A promise broken so recently is still spoken of."""
COLD_TOUCHES = 3
"""A topic is cold if the last of so many exchanges on it were bad on the mean."""
NOTICE_DAYS = 90
SILENT_DAYS = 30
SURVEY_DAYS = 90
GOAL_DAYS = 60
GOOD_NEWS_DAYS = 14
STRATEGY_DAYS = 180
DUE_SOON_DAYS = 14
UNMET_DAYS = 90
IDEA_DAYS = 60


def to_avoid(known: Known) -> Section:
    """What not to do in this call, with the record that speaks against it."""
    lines = [line for rule in (_blackouts, _no_pitch, _no_new_dates, _cold_topics, _blockers) for line in rule(known)]
    return Section("Avoid", tuple(lines[:5]), "Nothing on record speaks against any subject.")


def to_raise(known: Known) -> Section:
    """At most three points, the most urgent first, each about another record."""
    found: list[Line] = []
    seen: set[object] = set()
    for rule in _RULES:
        for line in rule(known):
            about = line.record or line.text
            if about not in seen:
                seen.add(about)
                found.append(line)
                break
    return Section("Three points to raise", tuple(found[:POINTS]), "Nothing is due: ask what has changed for them.")


def _blackouts(known: Known) -> Iterator[Line]:
    for one in known.blackouts:
        if one.starts_on <= known.as_of <= one.ends_on:
            yield Line(f"Do not approach them until {on(one.ends_on)}.", one.reason)
        elif timedelta(0) < one.starts_on - known.as_of <= timedelta(days=BLACKOUT_AHEAD_DAYS):
            yield Line(f"Fix nothing for {on(one.starts_on)} to {on(one.ends_on)}.", one.reason)


def _no_pitch(known: Known) -> Iterator[Line]:
    rows = severe(known)
    for number, title, opened in zip(rows["id"][:1], rows["title"], rows["opened_at"], strict=False):
        days = counted(max((known.as_of - opened.date()).days, 0), "day")
        yield Line(
            f"Do not offer anything new before “{title}” is solved.", f"Open for {days}.", (Kind.ISSUE, int(number))
        )


def _no_new_dates(known: Known) -> Iterator[Line]:
    p = known.promises
    since = known.as_of - timedelta(days=BROKEN_DAYS)
    broken = p[p["is_ours"] & ((p["state"] == "overdue") | ((p["state"] == "broken") & (p["due_on"] > since)))]
    if len(broken):
        row = broken.sort_values(["due_on", "id"]).iloc[0]
        count = counted(len(broken), "promise")
        text = (
            f"Do not name a new date lightly: {count} of ours {'is' if len(broken) == 1 else 'are'} overdue or broken."
        )
        yield Line(text, f"“{row['promise']}” was due {on(row['due_on'])}.", (Kind.PROMISE, int(row["id"])))


def _cold_topics(known: Known) -> Iterator[Line]:
    spoken = between_people(known.touches)
    spoken = spoken[spoken["sentiment"].notna()]
    for topic in Topic:
        last = spoken[spoken["topic"] == topic].tail(COLD_TOUCHES)
        if len(last) == COLD_TOUCHES and last["sentiment"].mean() <= NEGATIVE:
            why = f"The last {COLD_TOUCHES} exchanges on it were in a bad tone."
            yield Line(f"Tread softly on {topic.value} matters.", why, (Kind.TOUCH, int(last["id"].iloc[-1])))


def _blockers(known: Known) -> Iterator[Line]:
    for one in known.people:
        if one.stance is Stance.BLOCKER and one.has_power and not one.has_left(known.as_of):
            yield Line(f"Do not go around {one.name}.", "They stand against us, and have a say.", tab="people")


def _our_overdue(known: Known) -> Iterator[Line]:
    for number, promise, due in _promises(known, ours=True, state="overdue"):
        days = counted((known.as_of - due).days, "day")
        yield Line(
            f"Say when “{promise}” will be done.", f"We promised it; it was due {days} ago.", (Kind.PROMISE, number)
        )


def _severe_issue(known: Known) -> Iterator[Line]:
    points = {one.issue_id: one.points for one in known.shadows}
    rows = severe(known)
    for number, title in zip(rows["id"], rows["title"], strict=True):
        shadow = points.get(int(number))
        why = "It is open" + (f", with a shadow of {shadow:.0f} points." if shadow else ".")
        yield Line(f"Begin with “{title}”: what is known, what comes next and when.", why, (Kind.ISSUE, int(number)))


def _notice(known: Known) -> Iterator[Line]:
    notice = known.account.notice_on
    if notice is not None and timedelta(0) <= notice - known.as_of <= timedelta(days=NOTICE_DAYS):
        why = f"They can give notice until {on(notice)}, {ago(notice, known.as_of)}."
        yield Line("Ask how they see the renewal.", why, tab="commercials")


def _unhappy_answer(known: Known) -> Iterator[Line]:
    since = known.as_of - timedelta(days=SURVEY_DAYS)
    for one in reversed(known.occurrences):
        if one.kind is Kind.SURVEY and one.sign is Sign.BAD and since < one.on <= known.as_of:
            why = ended(f"Answered on {on(one.on)}{f': {one.word}' if one.word else ''}")
            yield Line(f"Ask what stands behind {one.label}.", why, (Kind.SURVEY, one.id))


def _silent_champion(known: Known) -> Iterator[Line]:
    for one in known.people:
        if one.stance is Stance.CHAMPION and not one.has_left(known.as_of):
            last = known.last_contact.get(one.contact_id)
            if last is None or (known.as_of - last).days > SILENT_DAYS:
                silent = (
                    f"no contact for {counted((known.as_of - last).days, 'day')}" if last else "no contact on record"
                )
                yield Line(f"Ask after {one.name}.", f"Our champion: {silent}.", tab="people")


def _their_overdue(known: Known) -> Iterator[Line]:
    for number, promise, due in _promises(known, ours=False, state="overdue"):
        why = f"They promised it for {on(due)}, {ago(due, known.as_of)}."
        yield Line(f"Come back to “{promise}”.", why, (Kind.PROMISE, number))


def _goal_due(known: Known) -> Iterator[Line]:
    if known.goals is None:
        return
    for number, title, due, reached in zip(
        *(known.goals[name] for name in ("id", "title", "due_on", "reached_on")), strict=True
    ):
        is_near = isinstance(due, date) and due - known.as_of <= timedelta(days=GOAL_DAYS)
        if is_near and not (isinstance(reached, date) and reached <= known.as_of):
            when = f"It is due {on(due)}, {ago(due, known.as_of)}, and not reached."
            yield Line(f"Go through their goal “{title}”.", when, (Kind.GOAL, int(number)))


def _good_news(known: Known) -> Iterator[Line]:
    since = known.as_of - timedelta(days=GOOD_NEWS_DAYS)
    done = known.issues[known.issues["resolved_at"].notna()]
    for number, title, resolved in zip(done["id"], done["title"], done["resolved_at"], strict=True):
        if since < resolved.date() <= known.as_of:
            why = f"Resolved on {on(resolved.date())}: a solved problem that nobody asks about is half solved."
            yield Line(f"Ask whether “{title}” is solved for them too.", why, (Kind.ISSUE, int(number)))


def _long_without_strategy(known: Known) -> Iterator[Line]:
    spoken = between_people(known.touches)
    last = spoken[spoken["topic"] == Topic.STRATEGY].tail(1)
    if len(spoken) and last.empty:
        yield Line("Ask where they want to be in a year.", "Strategy was never spoken of on record.")
    for number, when in zip(last["id"], last["occurred_at"], strict=True):
        if (known.as_of - when.date()).days > STRATEGY_DAYS:
            why = f"The last word on strategy was {ago(when.date(), known.as_of)}."
            yield Line("Ask where they want to be in a year.", why, (Kind.TOUCH, int(number)))


def _due_soon(known: Known) -> Iterator[Line]:
    for number, promise, due in _promises(known, ours=True, state="open"):
        if due - known.as_of <= timedelta(days=DUE_SOON_DAYS):
            yield Line(f"Confirm “{promise}”.", f"We promised it for {on(due)}.", (Kind.PROMISE, number))


def _idea_of_ours(known: Known) -> Iterator[Line]:
    """The last insight or proposal that we sent: whether it helped is worth asking."""
    spoken = between_people(known.touches)
    ours = spoken[
        spoken["purpose"].isin([Purpose.INSIGHT, Purpose.PROPOSAL]) & (spoken["direction"] != Direction.INBOUND)
    ]
    last = ours[ours["occurred_at"] > pd.Timestamp(known.as_of - timedelta(days=IDEA_DAYS), tz="UTC")].tail(1)
    for number, when, subject in zip(last["id"], last["occurred_at"], last["subject"], strict=True):
        named = f"“{subject}”" if isinstance(subject, str) else "our last idea"
        why = f"We sent it {ago(when.date(), known.as_of)}."
        yield Line(f"Ask what they made of {named}.", why, (Kind.TOUCH, int(number)))


def _unmet_power(known: Known) -> Iterator[Line]:
    for one in known.people:
        last = known.last_contact.get(one.contact_id)
        is_unmet = last is None or (known.as_of - last).days > UNMET_DAYS
        if one.has_power and is_unmet and not one.has_left(known.as_of):
            said = f"the last contact was {ago(last, known.as_of)}" if last else "no contact is on record"
            yield Line(f"Ask for a word with {one.name}.", f"They have a say, and {said}.", tab="people")


def _next_goal(known: Known) -> Iterator[Line]:
    if known.goals is not None:
        for number, title, reached in zip(*(known.goals[name] for name in ("id", "title", "reached_on")), strict=True):
            if not (isinstance(reached, date) and reached <= known.as_of):
                why = "It is the next of their goals in the plan."
                yield Line(f"Ask how far they are with “{title}”.", why, (Kind.GOAL, int(number)))


_RULES: tuple[Callable[[Known], Iterator[Line]], ...] = (
    _our_overdue, _severe_issue, _notice, _unhappy_answer, _silent_champion, _their_overdue, _due_soon, _goal_due,
    _good_news, _long_without_strategy, _idea_of_ours, _unmet_power, _next_goal,
)  # fmt: skip


def _promises(known: Known, *, ours: bool, state: str) -> Iterator[tuple[int, str, date]]:
    rows: pd.DataFrame = known.promises
    rows = rows[(rows["is_ours"] == ours) & (rows["state"] == state)].sort_values(["due_on", "id"])
    for number, promise, due in zip(rows["id"], rows["promise"], rows["due_on"], strict=True):
        yield int(number), promise, due
