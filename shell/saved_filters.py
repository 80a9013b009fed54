"""The filters of a page with the viewer's saved ones beside them: the same on every portfolio page."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from components.filters import filter_bar
from components.operation import operation_done, operation_id
from components.saved_filters import saved_menu
from data_access.commands.saved_views import forget_filters, save_filters
from data_access.queries.saved_views import saved_filters
from domain.errors import AlreadyDone
from domain.portfolio import Filters
from domain.viewer import Viewer

_PAGE = "portfolio"
"""Under which they are kept: one list for all pages."""
_FORM = "form_save_filters"


def filters_of(viewer: Viewer, choices: Mapping[str, Sequence[Any]], *, search: str = "") -> Filters:
    """Draw the filters with the menu of the saved ones, and return what is chosen."""

    def menu(filters: Filters) -> None:
        saved_menu(
            filters,
            choices,
            partial(saved_filters, viewer, _PAGE),
            save=partial(_save, viewer),
            forget=partial(_forget, viewer),
        )

    return filter_bar(choices, search=search, beside=menu)


def _save(viewer: Viewer, name: str, query: str) -> None:
    with suppress(AlreadyDone):  # the same click sent twice
        save_filters(viewer, operation_id(_FORM), _PAGE, name, query)
    operation_done(_FORM)


def _forget(viewer: Viewer, number: int) -> None:
    with suppress(AlreadyDone):
        forget_filters(viewer, operation_id(f"{_FORM}_{number}"), number)
    operation_done(f"{_FORM}_{number}")
