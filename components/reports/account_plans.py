"""The slides of an account's review on people, plan and commercials: for us alone."""

from datetime import date
from typing import Final

from components import format as fmt
from components.account_commercials import ageing_sentence, opportunity_sentence
from components.account_cost import cost_sentence
from components.account_people import stakeholders_frame
from components.figures.promise_bars import department_name
from components.map_reading import status_sign
from components.reports.account_facts import AccountFacts
from components.reports.client_slides import lowered
from components.reports.document import (
    Chart,
    Column,
    Lines,
    Look,
    Panel,
    Series,
    Slide,
    Table,
    money_scale,
    texts,
)
from components.theme import Slot
from domain.account_map import stakeholders_in
from domain.landscape import landscape
from domain.vocabulary import Progress

_PEOPLE: Final = 10
_FINDINGS: Final = 4
_STEPS: Final = 8


def people_slide(facts: AccountFacts) -> Slide | None:
    """Who decides, how they stand to us, and what presses."""
    people = sorted(stakeholders_in(facts.graph), key=lambda one: (one.has_left(facts.as_of), -one.likely_influence))
    if not people:
        return None
    frame = stakeholders_frame(people[:_PEOPLE], facts.graph, facts.as_of)
    columns = (
        Column("Name", 2), Column("Title", 2.1), Column("Stance", 1.7), Column("Buying role", 1.5),
        Column("Influence", 1.3, is_number=True), Column("Tie", 0.8, is_number=True),
    )  # fmt: skip
    rows = tuple(
        texts(*(None if fmt.is_missing(row[column.head]) else str(row[column.head]) for column in columns))
        for row in frame.to_dict("records")
    )
    found = tuple(("", one.sentence + ".") for one in facts.reading.findings[:_FINDINGS])
    lines = Lines(f"Map {status_sign(facts.reading.status).lower()}", found or (("", "Nothing presses."),))
    table = Table(columns, rows, rest=len(people) - len(rows))
    reading = f"Coverage {facts.reading.coverage:.0f} of 100; those with most influence on top. For us alone"
    return Slide(landscape(facts.graph), reading, (Panel(table, 2.4), Panel(lines, 1.0)))


def plan_slide(facts: AccountFacts) -> Slide | None:
    """The milestones of the plan, and its risks."""
    plan = facts.plan
    if plan is None or (plan.milestones.empty and plan.risks.empty):
        return None
    done = int(plan.milestones["done_on"].notna().sum())
    columns = (Column("Milestone", 3.4), Column("Due", 1.3), Column("Done", 1.3), Column("Owner", 1.6))
    rows = tuple(
        texts(str(row["title"]), fmt.day(row["due_on"]), fmt.day(row["done_on"]), _text(row["owner"]))
        for row in plan.milestones.to_dict("records")
    )
    risks = tuple(
        ("", f"{row['title']} (likelihood {row['likelihood']}, impact {row['impact']}): {_text(row['mitigation'])}")
        for row in plan.risks.to_dict("records")
    )
    lines = Lines("Risks, the heaviest first", risks or (("", "No risk is noted."),))
    reviewed = f"reviewed on {fmt.day(plan.reviewed_on)}" if plan.reviewed_on else "never reviewed"
    return Slide(f"{done} of {fmt.plural(len(plan.milestones), 'milestone')} of the plan are done",
                 f"Edition {plan.edition} of the plan, {reviewed}",
                 (Panel(Table(columns, rows), 1.6), Panel(lines, 1.0)))  # fmt: skip


def commercials_slide(facts: AccountFacts) -> Slide | None:
    """What they pay, owe and may buy next."""
    current = facts.terms[facts.terms["is_current"].astype(bool)]
    if current.empty and facts.opportunities.empty:
        return None
    columns = (
        Column("Product", 2.4), Column("Since", 1.3), Column("Until", 1.3), Column("Seats", 1, is_number=True),
        Column("ARR", 1.7, is_number=True),
    )  # fmt: skip
    rows = tuple(
        texts(str(row["product"]), fmt.day(row["starts_on"]), fmt.day(row["ends_on"]), fmt.count(row["seats"]),
              fmt.money_exact(row["arr_cents"], row["currency"]))
        for row in current.to_dict("records")
    )  # fmt: skip
    arr = fmt.money(facts.header.arr_cents, facts.header.currency)
    owed = ageing_sentence(facts.invoices)
    items = [("", owed), ("", opportunity_sentence(facts.opportunities, facts.as_of))]
    under_way = facts.opportunities[~facts.opportunities["stage"].isin(["won", "lost"])]
    items += [
        (
            fmt.money(_cents(row["amount_cents"]), row["currency"]),
            f"{row['name']} ({row['stage']}, {fmt.day(row['close_on'])})",
        )
        for row in under_way.head(4).to_dict("records")
    ]
    title = f"{arr} ARR with {fmt.plural(len(current), 'subscription')}; of the invoices, {lowered(owed).rstrip('.')}"
    panels = (Panel(Table(columns, rows), 1.5), Panel(Lines("Owed, and what they may buy", tuple(items)), 1.0))
    return Slide(title, "Subscriptions in force, each in its own currency", panels)


def cost_slide(facts: AccountFacts) -> Slide | None:
    """What serving them costs, and what of their ARR is left."""
    told, currency = facts.cost, facts.header.currency
    if told is None:
        return None
    title = cost_sentence(told, currency)
    cents = tuple(one for _, one in told.months)
    series = (Series("Cost", tuple(one / 100 for one in cents), Slot.SECOND_INK),)
    names = tuple(f"{month:%b}\n{month:%Y}" for month, _ in told.months)
    chart = Chart(Look.COLUMNS, names, series, money_scale(currency, cents), f"Columns of cost by month. {title}.")
    parts = tuple((fmt.money(one, currency), department_name(name)) for name, one in told.departments)
    return Slide(title, "Cost to serve by month, each at its month's rate; margin of today's ARR. For us alone",
                 (Panel(chart, 2.0), Panel(Lines("By department", parts), 1.0)))  # fmt: skip


def steps_slide(facts: AccountFacts) -> Slide:
    """What somebody has to do next, by day."""
    ahead: list[tuple[date, str]] = [
        (one.due_on, f"{'We promised' if one.is_ours else 'They promised'}: {one.promise}")
        for one in facts.shared.promises
        if one.settled_on is None
    ]
    if facts.plan is not None:
        ahead += [
            (row["due_on"], f"Milestone: {row['title']} ({_text(row['owner'])})")
            for row in facts.plan.milestones.to_dict("records")
            if row["progress"] not in (Progress.DONE,) and isinstance(row["due_on"], date)
        ]
    if facts.header.notice_on and facts.header.notice_on >= facts.as_of:
        ahead.append((facts.header.notice_on, "Notice deadline: the last day on which they may cancel"))
    if not ahead:
        lines = Lines("", (("", "Agree on the next step and its day, and enter it."),))
        return Slide("Nothing is planned for this account", "No promise is open, no milestone is due", (Panel(lines),))
    late = sum(day < facts.as_of for day, _ in ahead)
    title = f"{fmt.plural(len(ahead), 'next step')}" + (f", {fmt.count(late)} of them overdue" if late else "")
    items = tuple((fmt.day(day), words) for day, words in sorted(ahead)[:_STEPS])
    return Slide(title, "Open promises of both sides, milestones and deadlines, the soonest first",
                 (Panel(Lines("", items)),))  # fmt: skip


def _cents(value: object) -> int | None:
    return None if fmt.is_missing(value) else int(str(value))


def _text(value: object) -> str:
    return fmt.MISSING if fmt.is_missing(value) else str(value)
