"""People: where each account stands politically, what hangs by one thread, whose departure would hurt most."""

from components import book_people as parts
from components import states
from components.chart import heading
from components.filters import clear_filters
from data_access.queries.people_graph import MOST_ACCOUNTS, book_standings
from domain.book_people import AccountStanding, largest_accounts, our_carriers
from domain.portfolio import narrow
from domain.viewer import Viewer
from shell.book_page import open_book
from shell.links import go_to
from shell.page import fragment, open_page
from shell.saved_filters import filters_of


@fragment
def coverage(viewer: Viewer) -> None:
    """Draw everything below the title; runs again by itself when one narrows."""
    opened = open_book(viewer, "coverage")
    if opened is None:
        return
    everything, options = opened
    if not len(everything.customers):
        states.empty("None of these accounts is a customer.", "Prospects, and customers that left, are not told here.")
        return
    shown = narrow(everything.customers, filters_of(viewer, options))
    if not len(shown):
        states.nothing_matches(clear=clear_filters)
        return
    is_all = parts.asks_for_all(len(shown), MOST_ACCOUNTS)
    rows = largest_accounts(shown.accounts, len(shown) if is_all else MOST_ACCOUNTS)
    asked = [(row.account_id, row.owner_id, row.tier) for row in rows]
    standings: dict[int, AccountStanding] = {}
    with states.loading(640):
        for start in range(0, len(asked), MOST_ACCOUNTS):
            standings |= book_standings(viewer, tuple(asked[start : start + MOST_ACCOUNTS]))
    more = f"; the {MOST_ACCOUNTS} with the most ARR of {len(shown)}" if len(rows) < len(shown) else ""
    title = parts.book_sentence(rows, standings, shown.currency)
    heading(title, f"Single threads first, by ARR{more}", viewer.as_of, key="table_book_people")
    parts.status_lines(rows, standings, shown.currency)
    chosen = parts.book_table(rows, standings, shown.currency)
    parts.carriers_table(our_carriers((standings[row.account_id], row.arr_cents) for row in rows), shown.currency)
    if chosen is not None:
        go_to("account", {"account": str(chosen), "tab": "people"})


with open_page("People") as who:
    coverage(who)
