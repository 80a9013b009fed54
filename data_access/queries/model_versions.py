"""Which health models were published, and which one was in force on the viewer's day?"""

from sqlalchemy import select

from data_access.cache import cached
from data_access.model_versions import read_versions
from data_access.models import HealthModel, User
from data_access.session import reading
from domain.model_versions import ModelVersion, Published, in_force
from domain.policy import POLICY, Policy
from domain.policy_difference import differences
from domain.viewer import Viewer


@cached(entries=8)
def model_versions(viewer: Viewer) -> tuple[ModelVersion, ...]:
    """Every published version, the oldest first; none before the first refresh."""
    with reading(viewer) as session:
        return read_versions(session)


@cached(entries=8)
def published_models(viewer: Viewer) -> tuple[Published, ...]:
    """The published versions with who published them and why, the newest first."""
    h = HealthModel
    statement = select(h.id, h.note, User.name.label("author")).outerjoin(User, User.id == h.author_id)
    with reading(viewer) as session:
        told = {row.id: row for row in session.execute(statement)}
        versions = read_versions(session)
    found = []
    for place, version in enumerate(versions):
        changes = differences(versions[place - 1].policy, version.policy) if place else ()
        row = told[version.id]
        found.append(Published(version.name, version.published_on, row.author, row.note, changes))
    return tuple(found[::-1])


def model_on(viewer: Viewer) -> Policy:
    """The health model that the viewer's day is scored with; the one Nexus comes with where none was published."""
    versions = model_versions(viewer)
    return in_force(versions, viewer.as_of).policy if versions else POLICY
