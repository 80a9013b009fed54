"""The second wall on PostgreSQL: a reader becomes one of two roles that row-level security holds.

The policies are made by migrations (`data_access.migrations.protection`); here is what a connection says. A connection
of the reader's pool is the scoped reader from the start, who sees no account while no viewer is set. The viewer is set
for one transaction only, and is gone with it.
"""

from psycopg import Connection as Driver

from domain.viewer import Viewer
from domain.vocabulary import Role

ENTER = (
    "SELECT set_config('nexus.user_id', %(user_id)s, true), set_config('nexus.role', %(role)s, true),"
    " set_config('role', nexus_reader(%(reads_the_book)s), true)"
)
"""Said first in each transaction of a viewer."""

ENTER_TO_WRITE = (
    "SELECT set_config('nexus.user_id', %(user_id)s, true), set_config('nexus.role', %(role)s, true),"
    " set_config('role', nexus_writer(%(administers)s), true)"
)
"""Said first in each transaction in which a person changes something."""

_IS_BUILT = "SELECT to_regprocedure('nexus_reader(boolean)') IS NOT NULL"
_SEE_NOTHING = "SELECT set_config('role', nexus_reader(false), false)"


def writer_settings(viewer: Viewer) -> dict[str, str | bool]:
    """The parameters of `ENTER_TO_WRITE` for this viewer."""
    administers = viewer.role is Role.ADMINISTRATOR
    return {"user_id": str(viewer.user_id), "role": viewer.role.value, "administers": administers}


def viewer_settings(viewer: Viewer) -> dict[str, str | bool]:
    """The parameters of `ENTER` for this viewer."""
    return {"user_id": str(viewer.user_id), "role": viewer.role.value, "reads_the_book": viewer.sees_everything}


def see_nothing(connection: "Driver[tuple[object, ...]]") -> None:
    """Make a new connection the scoped reader; on a database without our tables it stays what it is."""
    with connection.cursor() as cursor:
        built = cursor.execute(_IS_BUILT).fetchone()
        if built and built[0]:
            cursor.execute(_SEE_NOTHING)
    connection.commit()
