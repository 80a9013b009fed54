"""What did people explain on the charts of this account?"""

from sqlalchemy import select

from data_access.cache import cached
from data_access.models import Annotation as AnnotationRow
from data_access.models import User
from data_access.session import reading
from domain.annotation import Annotation, Chart
from domain.ties import end_of
from domain.viewer import Viewer

MOST = 200


@cached(entries=128)
def annotations(viewer: Viewer, account_id: int) -> tuple[Annotation, ...]:
    """The annotations written by the viewer's day, by their first day; of very many the latest."""
    a = AnnotationRow
    statement = (
        select(a.id, a.chart, a.starts_on, a.ends_on, a.note, a.author_id, User.name.label("author"), a.version)
        .outerjoin(User, User.id == a.author_id)
        .where(a.account_id == account_id, a.recorded_at < end_of(viewer.as_of))
        .where(a.chart.in_([chart.value for chart in Chart]))
        .order_by(a.starts_on.desc(), a.id.desc())
        .limit(MOST)
    )
    with reading(viewer) as session:
        found = [
            Annotation(
                row.id, Chart(row.chart), row.starts_on, row.ends_on or row.starts_on, row.note, row.author_id,
                row.author, row.version,
            )
            for row in session.execute(statement)
        ]  # fmt: skip
    return tuple(reversed(found))
