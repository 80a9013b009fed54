"""The slides of an account's review that both sides may see: drawn from what a client may see, and nothing else."""

from datetime import date
from typing import Final

from components import format as fmt
from components.reports.document import (
    COUNTS,
    Cell,
    Chart,
    Column,
    Figure,
    Figures,
    Lines,
    Look,
    Panel,
    Series,
    Slide,
    Table,
    named,
    texts,
)
from components.theme import Slot
from domain.reports.client import ClientFacts, ClientGoal, ClientPromise
from domain.reports.contact import REVIEW_DAYS, Contact

_WEEKS: Final = REVIEW_DAYS // 7
_STATES: Final = {
    "kept": ("● kept", Slot.HEALTHY),
    "late": ("◐ kept late", None),
    "broken": ("◆ broken", Slot.AT_RISK),
    "overdue": ("◆ overdue", Slot.AT_RISK),
    "open": ("○ open", None),
}
_STEPS: Final = 7


def state_slide(facts: ClientFacts) -> Slide:
    """Where the two sides stand, in one sentence and a row of figures."""
    title = f"{kept_words(facts)}; {issue_words(facts)}"
    figures = (
        Figure("Together since", "–" if facts.customer_since_on is None else f"{facts.customer_since_on:%Y}"),
        Figure(f"In touch in {_WEEKS} weeks", fmt.count(facts.contact.touches), face_to_face(facts.contact)),
        Figure("Promises kept on time", f"{facts.kept.kept} of {facts.kept.due}", f"{facts.kept.open} not due yet"),
        Figure("Open issues", fmt.count(facts.open_issues), f"{facts.resolved_issues} resolved in {_WEEKS} weeks"),
        Figure("Goals reached", f"{facts.reached_goals} of {len(facts.goals)}" if facts.goals else fmt.MISSING),
        Figure("Contract until", fmt.day(facts.contract_ends_on)),
    )
    return Slide(f"{title}.", f"Exchanges and resolved issues of the last {_WEEKS} weeks, promises since the beginning",
                 (Panel(Figures(figures, across=3)),))  # fmt: skip


def contact_slide(facts: ClientFacts) -> Slide:
    """How much people were in touch, month by month."""
    told = facts.contact
    if not any(month.ours or month.theirs for month in told.months):
        lines = Lines("", (("", "No e-mail, call, meeting, chat or visit between people is on record in a year."),))
        return Slide("Nobody was in touch for a year", "Automatic messages are not counted", (Panel(lines),))
    if not told.touches:
        title = f"Nobody was in touch in the last {_WEEKS} weeks"
    else:
        title = (
            f"{fmt.plural(told.touches, 'exchange')} between people in {_WEEKS} weeks, {fmt.count(told.theirs)} of "
            f"them from {named(facts.name)}; {face_to_face(told)}"
        )
    names = tuple(f"{month.month_on:%b}\n{month.month_on:%Y}" for month in told.months)
    series = (
        Series("From us", tuple(float(month.ours) or None for month in told.months), Slot.CHAMPION),
        Series(f"From {facts.name}", tuple(float(month.theirs) or None for month in told.months), Slot.FAINT,
               Slot.SECOND_INK),
    )  # fmt: skip
    chart = Chart(Look.COLUMNS, names, series, COUNTS, f"Columns of exchanges by month. {title}.")
    return Slide(title, "E-mails, calls, meetings, chats and visits by month; automatic messages are not counted",
                 (Panel(chart),))  # fmt: skip


def promises_slide(facts: ClientFacts) -> Slide | None:
    """What was promised, and how it stands."""
    if not facts.promises:
        return None
    columns = (
        Column("Promise", 5), Column("By", 1.6), Column("Made on", 1.2), Column("Due on", 1.2),
        Column("Settled on", 1.2), Column("State", 1.2),
    )  # fmt: skip
    rows = tuple(
        (
            *texts(one.promise, "Us" if one.is_ours else facts.name, fmt.day(one.made_on), fmt.day(one.due_on),
                   fmt.day(one.settled_on)),
            Cell(*_STATES[one.state]),
        )
        for one in facts.promises
    )  # fmt: skip
    late = sum(one.state == "overdue" for one in facts.promises)
    title = f"{kept_words(facts)}; {fmt.plural(late, 'promise')} {'is' if late == 1 else 'are'} overdue"
    return Slide(title, "What is open first, the soonest due on top; then what is settled, the newest on top",
                 (Panel(Table(columns, rows)),))  # fmt: skip


def issues_slide(facts: ClientFacts) -> Slide | None:
    """What went wrong, and what became of it."""
    if not facts.issues:
        return None
    columns = (
        Column("Issue", 5), Column("Opened on", 1.3), Column("Promised for", 1.4), Column("Resolved on", 1.3),
        Column("Days", 0.8, is_number=True),
    )  # fmt: skip
    rows = tuple(
        texts(one.title, fmt.day(one.opened_on), fmt.day(one.promised_on), fmt.day(one.resolved_on),
              fmt.count(((one.resolved_on or facts.as_of) - one.opened_on).days))
        for one in facts.issues
    )  # fmt: skip
    words = issue_words(facts)
    return Slide(words[0].upper() + words[1:], f"Open issues, then those resolved since {fmt.day(first_day(facts))}",
                 (Panel(Table(columns, rows)),))  # fmt: skip


def goals_slide(facts: ClientFacts) -> Slide | None:
    """What they want to reach, and how far it is."""
    if not facts.goals:
        return None
    columns = (
        Column("Goal", 5), Column("Start", 1, is_number=True), Column("Now", 1, is_number=True),
        Column("Target", 1, is_number=True), Column("Due", 1.3), Column("Reached", 1.3),
    )  # fmt: skip
    rows = tuple(
        (
            *texts(f"{named(one.title)} ({one.unit})" if one.unit else one.title,
                   *(_number(value) for value in _values(one)), fmt.day(one.due_on)),
            Cell(fmt.day(one.reached_on), Slot.HEALTHY if one.reached_on else None),
        )
        for one in facts.goals
    )  # fmt: skip
    title = f"{facts.reached_goals} of {fmt.plural(len(facts.goals), 'goal')} reached"
    return Slide(title, "What we want to reach together, the soonest due first", (Panel(Table(columns, rows)),))


def products_slide(facts: ClientFacts) -> Slide | None:
    """What they use."""
    if not facts.products:
        return None
    columns = (Column("Product", 5), Column("Since", 1.5), Column("Seats", 1, is_number=True))
    rows = tuple(texts(one.name, fmt.day(one.since_on), fmt.count(one.seats)) for one in facts.products)
    end = f"; the contract runs until {fmt.day(facts.contract_ends_on)}" if facts.contract_ends_on else ""
    return Slide(f"{fmt.plural(len(facts.products), 'product')} in use{end}", "Seats as subscribed today",
                 (Panel(Table(columns, rows)),))  # fmt: skip


def steps_slide(facts: ClientFacts) -> Slide:
    """What happens next, by day: promises that are open, goals that are due, the next meeting."""
    ahead: list[tuple[date, str]] = [
        (one.due_on, _promised(one, facts)) for one in facts.promises if not one.settled_on
    ]
    ahead += [(one.due_on, f"Goal: {one.title}") for one in facts.goals if one.due_on and not one.reached_on]
    if facts.contact.next_meeting_on:
        ahead.append((facts.contact.next_meeting_on, "We meet"))
    if not ahead:
        lines = Lines("", (("", "Agree on what each side does next, by when."),))
        return Slide("Nothing is agreed yet for the time ahead", "To be filled in together", (Panel(lines),))
    items = tuple((fmt.day(day), words) for day, words in sorted(ahead)[:_STEPS])
    count = fmt.plural(len(ahead), "next step")
    reading = "The soonest first" + (f"; {fmt.count(len(ahead) - _STEPS)} more" if len(ahead) > _STEPS else "")
    return Slide(f"{count} with a day", reading, (Panel(Lines("", items)),))


def face_to_face(told: Contact) -> str:
    """`2 face to face`, in one piece."""
    return f"{fmt.count(told.met)} face to face".replace(" ", fmt.NO_BREAK)


def kept_words(facts: ClientFacts) -> str:
    """`We kept 8 of 9 promises on time`."""
    if not facts.kept.due:
        return "No promise of ours has come due"
    return f"We kept {facts.kept.kept} of {fmt.plural(facts.kept.due, 'promise')} on time"


def lowered(sentence: str) -> str:
    """The sentence as it goes on behind another."""
    return sentence[0].lower() + sentence[1:]


def issue_words(facts: ClientFacts) -> str:
    """`1 issue is open, 3 were resolved in 13 weeks`."""
    verb = "is" if facts.open_issues == 1 else "are"
    is_open = f"{fmt.plural(facts.open_issues, 'issue')} {verb} open" if facts.open_issues else "no issue is open"
    were = "was" if facts.resolved_issues == 1 else "were"
    return f"{is_open}, {fmt.count(facts.resolved_issues)} {were} resolved in {_WEEKS} weeks"


def first_day(facts: ClientFacts) -> date:
    """The first of the days that the review looks back on."""
    return date.fromordinal(facts.as_of.toordinal() - REVIEW_DAYS + 1)


def _promised(one: ClientPromise, facts: ClientFacts) -> str:
    late = ", overdue" if one.state == "overdue" else ""
    return f"{named(one.promise)} ({'us' if one.is_ours else named(facts.name)}{late})"


def _values(one: ClientGoal) -> tuple[float | None, float | None, float | None]:
    return one.start, one.current, one.target


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:,.4g}" if abs(value) < 10_000 else fmt.count(value)
