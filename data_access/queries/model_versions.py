"""Which health models were published, and which one was in force on the viewer's day?"""

from data_access.cache import cached
from data_access.model_versions import read_versions
from data_access.session import reading
from domain.model_versions import ModelVersion, in_force
from domain.policy import POLICY, Policy
from domain.viewer import Viewer


@cached(entries=8)
def model_versions(viewer: Viewer) -> tuple[ModelVersion, ...]:
    """Every published version, the oldest first; none before the first refresh."""
    with reading(viewer) as session:
        return read_versions(session)


def model_on(viewer: Viewer) -> Policy:
    """The health model that the viewer's day is scored with; the one Nexus comes with where none was published."""
    versions = model_versions(viewer)
    return in_force(versions, viewer.as_of).policy if versions else POLICY
