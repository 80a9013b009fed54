"""How each page over the viewer's accounts begins: the book, and what its filters offer."""

from typing import Any, Final

from components import states
from components.filters import arrive
from data_access.queries.overview import filter_choices
from data_access.queries.portfolio import portfolio
from domain.portfolio import Portfolio
from domain.viewer import Viewer
from shell.nothing_yet import nothing_yet

FIRST_SCREEN: Final = 640
"""Of the shape that stands for the book while it is read (pixels)."""

Options = dict[str, list[Any]]
"""For each filter the values that occur (`domain.portfolio.choices`)."""


def open_book(viewer: Viewer, page: str) -> tuple[Portfolio, Options] | None:
    """The viewer's accounts and the choices of the filters, those of the address taken over; None, said, without any.

    `page` is the screen's address: what was chosen on it counts until somebody comes from another.
    """
    with states.loading(FIRST_SCREEN):
        book = portfolio(viewer)
    if not len(book):
        states.empty(*nothing_yet(viewer))
        return None
    options = filter_choices(viewer)
    arrive(page, options)
    return book, options
