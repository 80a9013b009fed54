"""People: who decides, how they stand to us, who is tied to whom."""

from components import states
from components.account_people import READING as MAP_READING
from components.account_people import stakeholders_frame, stakeholders_table
from components.chart import chart
from components.figures.account_map import account_map_figure
from data_access.queries.people_graph import people_graph
from domain.account import AccountHeader
from domain.account_map import most_important, stakeholders_in
from domain.landscape import landscape
from domain.map_layout import lay_out
from domain.viewer import Viewer
from shell.page import fragment


@fragment
def show(viewer: Viewer, account: AccountHeader) -> None:
    """The map of who decides, and the same as a list."""
    graph = people_graph(viewer, account.account_id, account.owner_id)
    everybody = stakeholders_in(graph)
    if not everybody:
        states.empty("Nobody is known here yet.", "Add the people of this account, or import its contacts.")
        return
    shown = most_important(graph)
    hidden = len(everybody) - len(stakeholders_in(shown))
    more = f". The {len(everybody) - hidden} most important, and {hidden} more in the list below" if hidden else ""
    title = landscape(graph)
    chart(
        account_map_figure(shown, lay_out(shown)), key="chart_account_map", title=title, reading=MAP_READING + more,
        as_of=viewer.as_of, alt=f"Map of the account's people. {title}",
        table=lambda: stakeholders_frame(everybody, graph, viewer.as_of),
    )  # fmt: skip
    stakeholders_table(everybody, graph, viewer.as_of)
