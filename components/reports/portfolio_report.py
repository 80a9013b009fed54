"""The portfolio review: what an executive shows in a meeting, one message a slide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from components import format as fmt
from components.reports import portfolio_slides as health
from components.reports import revenue_slides as revenue
from components.reports.document import Document, Lines, Panel, Slide, named
from domain.kpis import RENEWALS_DAYS
from domain.movement_words import Lead
from domain.overview import Overview
from domain.renewals import Renewals
from domain.reports.decisions import Matter, Question

_ASKED: Final = {
    Question.KEEP: f"in watch or at risk can leave within {RENEWALS_DAYS} days. Who goes there, with which offer?",
    Question.RESOLVE: "with an open issue of severity 1 or 2. Which department drops what for it?",
    Question.SETTLE: "with a promise of ours overdue. Keep it, or tell them a new day?",
    Question.OWN: "without an owner. Who takes them?",
}
_NOTHING: Final = (
    "No renewal in watch or at risk is near, no severe issue is open, no promise of ours is overdue, and every "
    "customer has an owner."
)


@dataclass(frozen=True, slots=True, eq=False)
class PortfolioFacts:
    """What a review is made from: the very answers that the pages show. `renewals` is None where no ARR is known.

    `causes`: of the accounts that moved, by account id. `models`: days from which another health model counts.
    `scope`: whose accounts, and the filters, in words.
    """

    overview: Overview
    renewals: Renewals | None
    causes: Mapping[int, Lead]
    models: Sequence[tuple[date, str]]
    matters: Sequence[Matter]
    scope: tuple[str, ...]
    company: str


def portfolio_document(facts: PortfolioFacts) -> Document:
    """The slides, in the order in which they are told; what is not known is left out."""
    shown, money = facts.overview, facts.renewals
    slides = [health.state_slide(shown)]
    if len(shown.moved):
        slides += [health.moved_slide(shown, facts.causes), health.flows_slide(shown)]
    if shown.knows_health:
        slides += [health.distribution_slide(shown), health.trend_slide(shown, facts.models)]
        slides += [health.tiers_slide(shown)]
    if len(shown.riskiest):
        slides.append(health.riskiest_slide(shown))
    if money is not None:
        slides.append(revenue.bridge_slide(money))
        if len(money.upcoming):
            slides += [revenue.ahead_slide(money), revenue.upcoming_slide(money), revenue.forecast_slide(money)]
    slides.append(decisions_slide(facts.matters, shown.currency if shown.knows_arr else None))
    return Document("Portfolio review", facts.company or "The portfolio", facts.scope, shown.as_of, tuple(slides))


def decisions_slide(matters: Sequence[Matter], currency: str | None) -> Slide:
    """What somebody has to decide now, with the largest accounts by name."""
    if not matters:
        lines = Lines("", (("", _NOTHING),))
        reading = "No customer raises one of the questions of this review"
        return Slide("Nothing has to be decided today", reading, (Panel(lines),))
    many = "1 question asks" if len(matters) == 1 else f"{len(matters)} questions ask"
    items = tuple((fmt.money(one.arr_cents, currency) if currency else "", _asked(one)) for one in matters)
    lines = Lines("", items)
    return Slide(f"{many} for a decision today", "ARR of the customers behind each; an account may raise several",
                 (Panel(lines),))  # fmt: skip


def _asked(matter: Matter) -> str:
    more = matter.accounts - len(matter.names)
    names = ", ".join(map(named, matter.names)) + (f" and {fmt.count(more)} more" if more else "")
    return f"{fmt.plural(matter.accounts, 'customer')} {_ASKED[matter.question]} {names}."
