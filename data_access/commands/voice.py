"""Feature requests: merging two that say the same, and noting that those who asked have been told."""

from collections.abc import Sequence

from sqlalchemy import select

from data_access.models import FeatureRequest, FeatureRequestAsker
from data_access.moment import moment_of_change
from data_access.writing import row_to_edit, writing
from domain.errors import NexusError, NotFound
from domain.viewer import Viewer
from domain.voice import closes_a_circle


def merge_requests(viewer: Viewer, operation_id: str, request_id: int, version: int, into_id: int) -> None:
    """Let one request stand for another as well; all who asked for either keep their place.

    Raises `NexusError` where the two would come to stand for one another, `NotFound` for a request that is not there.
    """
    if request_id == into_id:
        raise NexusError("A request cannot be merged into itself.")
    with writing(viewer, operation_id, "merge two requests") as session:
        moment_of_change(session, viewer)
        pairs = select(FeatureRequest.id, FeatureRequest.merged_into_id)
        merged = {row.id: row.merged_into_id for row in session.execute(pairs)}
        if into_id not in merged:
            raise NotFound("request")
        if closes_a_circle(merged, request_id, into_id):
            raise NexusError("The other request is already merged into this one.")
        row_to_edit(session, FeatureRequest, request_id, version).merged_into_id = into_id


def note_told(viewer: Viewer, operation_id: str, asker_ids: Sequence[int]) -> None:
    """Note that these askers have been told what became of their request; who was told before keeps that instant.

    Raises `NotFound` for one that the viewer does not see.
    """
    with writing(viewer, operation_id, "tell who asked") as session:
        now = moment_of_change(session, viewer)
        mine = select(FeatureRequestAsker).where(FeatureRequestAsker.id.in_(asker_ids))
        found = list(session.scalars(mine.with_for_update()))
        if len(found) != len(set(asker_ids)):
            raise NotFound("request")
        for row in found:
            row.told_at = row.told_at or now
