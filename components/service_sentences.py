"""What the figures and lists of the service screen say, in the sentences that are their titles, and their twins."""

from collections.abc import Sequence
from typing import Final, Literal

import pandas as pd

from components import format as fmt
from components.figures.arr_by_tier import TIER_NAMES
from components.figures.open_issues import AGES
from components.portfolio_sentences import Telling
from components.promise_ledger import READING, ledger_sentence, tally_frame
from components.service_choices import ALL_TIERS, MEASURE_NAMES, Slice
from domain.contact_mix import Group, Mix
from domain.open_issues import Age
from domain.overview import Measure as Counted
from domain.service import Service
from domain.service_records import Records
from domain.sla import LEAST_DUE, Cell, Measure, Served
from domain.vocabulary import Severity

CLOCK: Final = "clock hours"


def service_sentence(shown: Service) -> str:
    """`72% of issues were answered in time, 57% resolved; 40 are open, €2.6 m ARR waits; 77% of promises kept.`"""
    parts = [_in_time(shown)] if shown.issues.id.size else []
    number = len(shown.opened.issues)
    if number:
        waits = f", {fmt.money(_waiting(shown), shown.currency)} ARR waits" if counts_by(shown) == "arr_cents" else ""
        parts.append(f"{fmt.plural(number, 'issue')} open{waits}")
    if shown.kept.due:
        parts.append(f"{share_text(shown.kept.kept, shown.kept.due)} promises kept")
    if shown.mix.cadence_kept is not None:
        parts.append(f"{share_text(shown.mix.in_touch, shown.mix.with_cadence)} customers in touch")
    return f"{'; '.join(filter(None, parts)) or 'Nothing is on record of how these accounts were served'}."


def _in_time(shown: Service) -> str:
    said = []
    for cell in _sums(shown):
        verb = "answered" if cell.measure is Measure.FIRST_RESPONSE else "resolved"
        if cell.served.due:
            said.append(f"{share_text(cell.served.met, cell.served.due)} {verb}")
    return f"In time: {', '.join(said)}" if said else ""


def _sums(shown: Service) -> list[Cell]:
    return [cell for cell in shown.cells if cell.tier is None and cell.severity is None]


def share_text(part: int, whole: int) -> str:
    """`72% of 476`; of few, both numbers: `3 of 4`."""
    if whole < LEAST_DUE:
        return f"{fmt.count(part)} of {fmt.count(whole)}"
    return f"{fmt.percent(part / whole)} of {fmt.count(whole)}"


def counts_by(shown: Service) -> Counted:
    """What charts count: ARR, or accounts where none is known."""
    return "arr_cents" if (shown.shown.column("arr_cents") > 0).any() else "accounts"


def _waiting(shown: Service) -> int:
    return int(shown.opened.accounts["arr_cents"].sum())


def tell_response(shown: Service) -> Telling:
    """How many came in time, and where it is worst."""
    sums = {cell.measure: cell.served for cell in _sums(shown)}
    said = [
        f"{MEASURE_NAMES[measure].lower()} in time for {share_text(one.met, one.due)}"
        for measure, one in sums.items()
        if one.due
    ]
    title = "; ".join(said).capitalize() if said else "No target has come due"
    reading = f"In time of those due, below it the target in {CLOCK}; a click lists the issues"
    beside = [_beside(measure, one) for measure, one in sums.items()]
    alt = f"A grid of shares by tier and severity. {title}."
    return Telling(title, " · ".join(filter(None, [reading, *beside])), alt)


def _beside(measure: Measure, one: Served) -> str:
    """What is left out of the shares, and the median."""
    words = [
        f"median {fmt.hours(one.median_hours)} of {fmt.count(one.done)}" if one.done else "",
        f"{fmt.count(one.waiting)} not due yet" if one.waiting else "",
        f"{fmt.count(one.untold)} without target or record" if one.untold else "",
    ]
    return f"{MEASURE_NAMES[measure]}: {', '.join(filter(None, words))}" if any(words) else ""


def tell_open(shown: Service) -> Telling:
    """How much ARR waits, and for how long."""
    accounts = shown.opened.accounts
    long = accounts[accounts["age"] >= Age.QUARTER]
    number = len(shown.opened.issues)
    title = f"{fmt.plural(number, 'open issue')} at {fmt.plural(len(accounts), 'customer')}"
    if counts_by(shown) == "arr_cents":
        title += f", {fmt.money(_waiting(shown), shown.currency)} ARR"
        if len(long):
            title += f"; {fmt.money(int(long['arr_cents'].sum()), shown.currency)} of it waits for over a month"
    reading = "Each customer once, by its oldest open issue and its worst severity; a click lists the issues"
    return Telling(title, reading, f"Bars of ARR by age and severity. {title}.")


def tell_promises(shown: Service) -> Telling:
    """Which department keeps least."""
    title = ledger_sentence(shown.tallies)
    return Telling(title, f"{READING}; a click lists them", f"Promises by department. {title}")


def tell_contact(shown: Service, by: Literal["tier", "owner_id"]) -> Telling:
    """How many are in touch, and who is least."""
    mix = shown.mix
    title = "No customer has a cadence"
    if mix.with_cadence:
        title = f"{share_text(mix.in_touch, mix.with_cadence)} customers were touched within their cadence"
    if mix.human_share is not None:
        title += f"; people make {fmt.percent(mix.human_share)} of touches"
    if mix.proactive_share is not None:
        title += f", and begin {fmt.percent(mix.proactive_share)} of ours"
    whose = "The least cadence kept first" if by == "owner_id" else "By tier"
    reading = f"{whose}; a touch counts half as much every 90 days; a click lists the customers"
    return Telling(title, reading, f"Shares by {'owner' if by == 'owner_id' else 'tier'}. {title}.")


def tell_issues(picked: Slice, found: Records, served: Served) -> Telling:
    """What is listed: as many as the cell counts."""
    verb = "first answers" if picked.measure is Measure.FIRST_RESPONSE else "resolutions"
    parts = [f"{fmt.count(served.missed)} of {fmt.count(served.due)} {verb} missed their target"]
    if served.waiting:
        parts.append(f"{fmt.count(served.waiting)} not due yet")
    if served.untold:
        parts.append(f"{fmt.count(served.untold)} without target or record")
    of_tier = ALL_TIERS.lower() if picked.tier is None else f"{TIER_NAMES[picked.tier].lower()} accounts"
    severity = "all severities" if picked.severity is None else picked.severity.upper()
    return Telling("; ".join(parts), f"{of_tier.capitalize()}, {severity}; the latest first{listed(found)}", parts[0])


def tell_open_list(age: Age | None, found: Records) -> Telling:
    """What is listed of the open issues."""
    whose = "All open issues" if age is None else f"Issues of customers whose oldest is open for {AGES[age]}"
    return Telling(whose, f"The severest first, then by ARR{listed(found)}", "Open issues")


def tell_ledger(shown: Service, department: str | None, found: Records) -> Telling:
    """What is listed of our promises."""
    tally = next((one for name, one in shown.tallies if name == department), shown.kept)
    late = f"{fmt.count(tally.broken)} broken, {fmt.count(tally.late)} kept late"
    title = f"{fmt.plural(tally.overdue, 'promise')} overdue, {late}"
    if not tally.overdue + tally.broken + tally.late:
        title = "Nothing is overdue, and nothing was broken or late"
    return Telling(title, f"The longest overdue first{listed(found)}", "Promises of ours")


def tell_customers(mix: Mix, found: Records) -> Telling:
    """How many of the customers that are listed wait."""
    waiting = mix.with_cadence - mix.in_touch
    verb = "waits" if waiting == 1 else "wait"
    title = f"{fmt.plural(waiting, 'customer')} {verb} longer than their cadence allows"
    return Telling(title, f"Those with the most ARR first, then all others{listed(found)}", "Customers")


def listed(found: Records) -> str:
    """That not all rows are shown, where it is so."""
    if len(found.rows) == found.total:
        return f"; {fmt.count(found.total)} in all"
    return f"; the first {fmt.count(len(found.rows))} of {fmt.count(found.total)}"


def group_names(groups: Sequence[Group]) -> list[str]:
    """Tiers as they are written, owners by their names, two of one name told apart by their number."""
    names = [TIER_NAMES.get(str(one.key), one.name) for one in groups]
    return [f"{name} ({one.key})" if names.count(name) > 1 else name for name, one in zip(names, groups, strict=True)]


def twin_of_response(shown: Service) -> pd.DataFrame:
    """Every cell, with its target, its median and what it leaves out."""
    return pd.DataFrame(
        [
            {
                "Of": MEASURE_NAMES[cell.measure],
                "Tier": ALL_TIERS if cell.tier is None else TIER_NAMES[cell.tier],
                "Severity": "All" if cell.severity is None else cell.severity.upper(),
                "Target (clock hours)": cell.allowed_hours,
                "In time": cell.served.met,
                "Missed": cell.served.missed,
                "Share": fmt.percent(cell.served.share),
                "Median (clock hours)": cell.served.median_hours,
                "Median of": cell.served.done,
                "Not due yet": cell.served.waiting,
                "Without target or record": cell.served.untold,
            }
            for cell in shown.cells
        ]
    )  # fmt: skip


def twin_of_open(shown: Service) -> pd.DataFrame:
    """The parts of the bars."""
    rows = shown.opened.by_age
    return pd.DataFrame(
        {
            "Oldest open for": [AGES[Age(int(age))] for age in rows["age"]],
            "Worst severity": [tuple(Severity)[int(place)].upper() for place in rows["worst"]],
            "Customers": rows["accounts"].tolist(),
            "Issues": rows["issues"].tolist(),
            "ARR": [cents / 100 for cents in rows["arr_cents"]],
        }
    )


def twin_of_promises(shown: Service) -> pd.DataFrame:
    """The bars as a table."""
    return tally_frame(shown.tallies)


def twin_of_contact(groups: Sequence[Group]) -> pd.DataFrame:
    """Every group, those too that the figure has no room for."""
    return pd.DataFrame(
        [
            {
                "Of": name,
                "Customers": one.mix.customers,
                "With a cadence": one.mix.with_cadence,
                "In touch": one.mix.in_touch,
                "Cadence kept": fmt.percent(one.mix.cadence_kept),
                "By people": fmt.percent(one.mix.human_share),
                "Begun by us": fmt.percent(one.mix.proactive_share),
                "Touches by people in 90 days": one.mix.touches,
            }
            for name, one in zip(group_names(groups), groups, strict=True)
        ]
    )
