"""The figures of the growth screen with their words, drawn once for all who look at the same answers."""

from functools import lru_cache, partial
from typing import Final

import numpy as np
import pandas as pd

from components import format as fmt
from components.figures.opportunity_stages import opportunity_stages_figure
from components.figures.whitespace import LOOKS, whitespace_figure
from components.portfolio_cards import Card
from components.portfolio_sentences import Telling
from domain.growth import POSITIONS, WEIGHTS, Growth
from domain.vocabulary import ProductPosition

_KEPT: Final = 32
_LEGEND: Final = ", ".join(f"{sign} {label.lower()}" for label, sign, _ in LOOKS.values())


def growth_sentence(shown: Growth) -> str:
    """`€2.2 m of open opportunities, €0.9 m likely; 34 accounts whose tier or effort does not match their worth.`"""
    amount, likely = (fmt.money(int(shown.stages[name].sum()), shown.currency) for name in ("cents", "weighted_cents"))
    sold = f"{amount} of open opportunities, {likely} likely" if shown.stages["count"].sum() else "No open opportunity"
    misplaced = f"{fmt.plural(len(shown.selection), 'account')} whose tier or effort does not match their worth"
    return f"{sold}; {misplaced if any(shown.suggested.values()) else 'which accounts are worth most is not known'}."


@lru_cache(_KEPT)
def whitespace_card(shown: Growth) -> Card:
    """The matrix of the largest accounts and the products."""
    names = shown.matrix["name"].tolist()
    figure = whitespace_figure(names, shown.products, shown.cells, shown.adoption, shown.matrix["account_id"].tolist())
    counts = np.bincount(shown.cells.ravel(), minlength=len(POSITIONS))
    may, owned = (int(counts[POSITIONS.index(one)]) for one in (ProductPosition.POTENTIAL, ProductPosition.OWNED))
    owners = f"The {fmt.plural(len(names), 'largest account')} own" if len(names) > 1 else "The account owns"
    title = f"{owners} {fmt.plural(owned, 'product')}" + (f" and may buy {may} more" if may else "")
    reading = f"{_LEGEND}; beside it the share of its peers that own the product"
    told = Telling(title, reading, f"A matrix of accounts and products. {title}.")
    return Card("chart_whitespace", figure, told, shown.as_of, partial(_twin_of_matrix, shown))


@lru_cache(_KEPT)
def stages_card(shown: Growth) -> Card:
    """Open opportunities by stage."""
    figure = opportunity_stages_figure(shown.stages, shown.currency)
    count, amount = int(shown.stages["count"].sum()), int(shown.stages["cents"].sum())
    title = f"{fmt.plural(count, 'open opportunity', 'open opportunities')}, {fmt.money(amount, shown.currency)}"
    told = Telling(title, "Amounts by stage, and inside them what their chances make likely", f"Bars. {title}.")
    return Card("chart_opportunities", figure, told, shown.as_of, partial(_twin_of_stages, shown))


def tell_selection(shown: Growth) -> Telling:
    """How many accounts each tier should hold."""
    if not any(shown.suggested.values()):
        title = "Which accounts are worth most is not known"
        return Telling(title, "A tier is suggested from ARR, potential and strategic fit: import them", title)
    words = ", ".join(f"{fmt.count(number)} {tier}" for tier, number in shown.suggested.items())
    weights = ", ".join(f"{name} {fmt.percent(weight)}" for name, weight in WEIGHTS.items())
    verb = "stands" if len(shown.selection) == 1 else "stand"
    title = f"Worth suggests {words}; {fmt.plural(len(shown.selection), 'account')} {verb} elsewhere"
    return Telling(title, f"Score: {weights}. Those with most ARR to place anew first", title)


def tell_whitespace(shown: Growth) -> Telling:
    """Where a sale is most promising."""
    title = "Who may buy what next" if len(shown.whitespace) else "No potential sale is on record"
    return Telling(title, "Ranked by ARR and how many of its peers own the product", title)


def tell_plans(shown: Growth) -> Telling:
    """How the plans stand."""
    plans = shown.plans
    if plans.empty:
        title = "No account plan is on record"
        return Telling(title, "A plan is made on the tab Plan of an account, or imported", title)
    late, risk = int(plans["late"].sum()), int(plans["at_risk"].sum())
    title = (
        f"{fmt.plural(len(plans), 'plan')}: {fmt.plural(risk, 'goal')} at risk, {fmt.plural(late, 'milestone')} late"
    )
    return Telling(title, "The most late milestones and goals at risk first", title)


def _twin_of_matrix(shown: Growth) -> pd.DataFrame:
    names = {POSITIONS.index(position): label for position, (label, _, _) in LOOKS.items()}
    columns = {
        product: [
            f"{names.get(int(cell), fmt.MISSING)} ({fmt.percent(share)})"
            for cell, share in zip(shown.cells[:, place], shown.adoption[:, place], strict=True)
        ]
        for place, product in enumerate(shown.products)
    }
    return pd.DataFrame({"Account": shown.matrix["name"].tolist()} | columns)


def _twin_of_stages(shown: Growth) -> pd.DataFrame:
    stages = shown.stages
    return pd.DataFrame(
        {
            "Stage": [str(stage).capitalize() for stage in stages["stage"]],
            "Opportunities": stages["count"].tolist(),
            "Amount": [cents / 100 for cents in stages["cents"]],
            "Likely": [cents / 100 for cents in stages["weighted_cents"]],
        }
    )
