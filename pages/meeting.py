"""Meeting: the portfolio as an executive shows it, one message a screen, to be read from the back of a room."""

from dataclasses import replace

from components import meeting, states
from components import portfolio_cards as cards
from components import renewals_cards as revenue
from components.filters import address_of, kept_filters
from components.headline import headline_sentence
from components.portfolio_cards import Card
from components.renewals_sentences import retention_sentence
from data_access.queries.overview import filter_choices, overview
from data_access.queries.portfolio import portfolio
from data_access.queries.renewals import renewals
from domain.overview import Overview
from domain.renewals import Period, Renewals
from domain.viewer import Viewer
from shell.nothing_yet import nothing_yet
from shell.page import fragment, open_page


@fragment
def screens(viewer: Viewer) -> None:
    """Draw the screen that is asked for; runs again by itself when one turns."""
    book = portfolio(viewer)
    if not len(book):
        states.empty(*nothing_yet(viewer))
        return
    options = filter_choices(viewer)
    filters = kept_filters(options)
    shown = overview(viewer, filters)
    if not shown.accounts:
        states.nothing_matches()
        return
    told = messages(shown, renewals(viewer, filters, Period.YEAR) if shown.knows_arr else None)
    screen = meeting.screen_in_address(len(told))
    meeting.show_message(told[screen], shown.currency)
    narrowed = [word for words in address_of(filters, options).values() for word in words]
    meeting.foot(screen, len(told), shown.as_of, narrowed)


def messages(shown: Overview, money: Renewals | None) -> list[meeting.Message]:
    """What the meeting is told, in its order; what is not known is left out."""
    state = headline_sentence(shown.headline, shown.currency, shown.moved_since)
    told = [meeting.Message(state, state, figures=shown.kpis[:8])]
    drawn: list[Card] = []
    if shown.knows_health:
        drawn += [cards.movement_card(shown)] if len(shown.flows) else []
        drawn += [cards.distribution_card(shown), cards.tier_card(shown)]
    told += [_message(card) for card in drawn]
    if money is not None:
        bridge = revenue.bridge_card(money)
        told.append(replace(_message(bridge), sentence=retention_sentence(money.bridge, money.currency)))
        if not money.upcoming.empty:
            told += [_message(revenue.ahead_card(money)), _message(revenue.forecast_card(money))]
    return told


def _message(card: Card) -> meeting.Message:
    return meeting.Message(card.told.title, card.told.alt, card.figure)


with open_page("Meeting", heading=False) as who:
    screens(who)
